"""What the forms of several features share: loose fields here, so that the domain says in French what is wrong."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from asv.domain import nomenclatures
from asv.domain.champs import codes_of


class Form(BaseModel):
    """A form's fields and no other; the form token is read at the gate."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    csrf: str = Field("", alias="_csrf_token", max_length=128)


class ConfirmedForm(Form):
    """A form with free texts: comes back once with a box to tick when the detector asks about one of them."""

    confirme: Annotated[str, Field(max_length=80)] = ""

    @property
    def is_confirme(self) -> bool:
        return bool(self.confirme)


Choix = list[tuple[str, str]]
Groupes = list[tuple[str, Choix]]


def _as_tuple(given: object) -> object:
    """One ticked box arrives as a text, several as a list."""
    return (given,) if isinstance(given, str) else given


Version = Annotated[int, Field(ge=0, le=2**31 - 1)]
"""Of the row that somebody read before changing it, as the database holds it."""
Code = Annotated[str, Field(max_length=80)]
Court = Annotated[str, Field(max_length=1000)]
Long = Annotated[str, Field(max_length=5000)]
Codes = Annotated[tuple[Code, ...], BeforeValidator(_as_tuple), Field(max_length=200)]

Textes = Annotated[tuple[Court, ...], BeforeValidator(_as_tuple), Field(max_length=200)]


def libelle(liste: str, code: str) -> str:
    """Label of a value, for the templates."""
    return nomenclatures.entree(liste, code).libelle


def choix(liste: str, codes: Iterable[str]) -> Choix:
    return [(code, libelle(liste, code)) for code in codes]


def grouped(liste: str, codes: Iterable[str]) -> Groupes:
    """A list of two levels as groups of options; a value alone in its branch stands outside any group."""
    groups: dict[str, Choix] = {}
    for code in codes:
        groups.setdefault(nomenclatures.family(liste, code), []).append((code, libelle(liste, code)))
    return [(libelle(liste, head) if len(found) > 1 else "", found) for head, found in groups.items()]


__all__ = [
    "Choix",
    "Code",
    "Codes",
    "ConfirmedForm",
    "Court",
    "Form",
    "Groupes",
    "Long",
    "Textes",
    "Version",
    "choix",
    "codes_of",
    "grouped",
    "libelle",
]
