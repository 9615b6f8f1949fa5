"""A difficulty at like ages, place by place, from the crossed tables of a closed year."""

from typing import Any

from litestar import get
from litestar.params import FromQuery
from litestar.response import Template

from asv.documents.typography import nombre
from asv.domain.acteurs import Role
from asv.domain.diagnostic import Standardisation, standardise_phrase, standardised
from asv.domain.diffusion import ReleasedCrossing
from asv.domain.errors import NotFound
from asv.domain.indicateurs import INDICATEURS
from asv.usecases.diagnostic import read_crossing
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.pages import page

READERS = {"roles": (Role.COORDINATEUR,)}
HEADS = ("Ce qu’on peut en dire", "Observés", "Attendus à âges semblables", "Rapport (intervalle à 95 %)",
         "Rapport sans tenir compte des âges", "Tranches d’âge comparées")  # fmt: skip
FREINS = [(colonne.code, colonne.libelle) for colonne in INDICATEURS["M07"].colonnes if not colonne.sensible]


@get("/diagnostic/ages-semblables", opt=READERS)
async def show_standardised(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, annee: FromQuery[str] = "",
    frein: FromQuery[str] = "",
) -> Template:  # fmt: skip
    croisee = await read_crossing(session, acteur, annee, now.date())
    view = {} if croisee.tables is None else standardised_view(croisee.tables, frein or FREINS[0][0])
    return page(request, "diagnostic/ages_semblables.html", croisee=croisee, freins=FREINS, vue=view,
        periodes=[(periode.code, periode.libelle) for periode in croisee.periodes],
    )  # fmt: skip


def standardised_view(tables: ReleasedCrossing, frein: str) -> dict[str, Any]:
    if frein not in dict(FREINS):
        raise NotFound("Cette difficulté n’est pas dans les tableaux croisés : choisissez dans la liste.")
    found = standardised(tables, frein)
    return {
        "frein": frein, "titre": found.frein, "phrase": standardise_phrase(found), "absents": found.absents,
        "colonnes": HEADS, "lignes": _lines(found),
    }  # fmt: skip


def _lines(found: Standardisation) -> list[tuple[str, list[str]]]:
    return [
        (one.libelle, [str(one.ecart), nombre(one.observed), nombre(one.expected, 1),
                       f"{nombre(one.ratio, 2)} ({nombre(one.intervalle[0], 2)} à {nombre(one.intervalle[1], 2)})",
                       nombre(one.crude, 2), str(one.tranches)])
        for one in found.lieux
    ]  # fmt: skip


HANDLERS = [show_standardised]
