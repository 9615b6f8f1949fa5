"""The dictionary of indicateurs, for whoever reads a figure: as a page, and as data. It holds no figure."""

from dataclasses import fields
from typing import Any

from litestar import get
from litestar.response import Template

from asv.domain.dictionnaire import DICTIONNAIRE, Declaration, by_famille
from asv.domain.territoires import Niveau
from asv.web.dependencies import WebRequest
from asv.web.pages import page

PUBLIC = {"public": True}
NIVEAUX = {Niveau.QPV: "quartier", Niveau.COMMUNE: "commune", Niveau.TERRITOIRE: "territoire"}


def niveaux(one: Declaration) -> str:
    return ", ".join(NIVEAUX[niveau] for niveau in one.niveaux)


def summary() -> str:
    waiting = sum(not one.is_counted for one in DICTIONNAIRE.values())
    counted = len(DICTIONNAIRE) - waiting
    return f"{counted} définitions ont des chiffres ; {waiting} attendent une donnée, et disent laquelle."


def data_of(one: Declaration) -> dict[str, Any]:
    """The declaration as plain values, under the names of its fields."""
    values = {field.name: getattr(one, field.name) for field in fields(one)}
    return values | {"niveaux": [niveau.value for niveau in one.niveaux], "series": list(one.series)}


@get("/definitions", opt=PUBLIC, sync_to_thread=False)
def show_definitions(request: WebRequest) -> Template:
    chapters = [(famille.value, declarations) for famille, declarations in by_famille().items()]
    return page(request, "definitions/liste.html", chapitres=chapters, niveaux=niveaux, comptes=summary())


@get("/definitions.json", opt=PUBLIC, sync_to_thread=False)
def definitions_data() -> list[dict[str, Any]]:
    return [data_of(one) for one in DICTIONNAIRE.values()]


HANDLERS = [show_definitions, definitions_data]
