"""How the invented structures welcome, and the colleagues of the first ones, with rights and dates of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from asv.domain.acteurs import Droits

ANY_LANGUES, ANY_ACCES = ["fra", "eng"], ["AX_PMR", "AX_GRATUIT"]
LANGUES = {
    "TP_CENTRE_SOCIAL": ["fra", "ara", "tur", "pol"], "TP_ASSO": ["fra", "ara", "ron", "ukr", "eng"],
    "TP_MSP": ["fra", "eng", "ara"], "TP_FILIERIS": ["fra", "pol", "eng"], "TP_CITOYEN": ["fra", "ara", "kab"],
    "TP_OBS": [],
}  # fmt: skip
ACCES = {
    "TP_CENTRE_SOCIAL": ["AX_PMR", "AX_TOILETTES", "AX_GRATUIT", "AX_TRANSPORT"],
    "TP_CPAM": ["AX_PMR", "AX_BOUCLE", "AX_LSF", "AX_FALC"], "TP_HOP": ["AX_PMR", "AX_ASCENSEUR", "AX_STATIONNEMENT"],
    "TP_MSP": ["AX_PMR", "AX_STATIONNEMENT", "AX_CALME"], "TP_CCAS": ["AX_PMR", "AX_FALC", "AX_DOMICILE"],
    "TP_PREV": ["AX_GRATUIT", "AX_PMR"], "TP_OBS": [],
}  # fmt: skip


def langues_of(type_: str) -> list[str]:
    return LANGUES.get(type_, ANY_LANGUES)


def acces_of(type_: str) -> list[str]:
    return ACCES.get(type_, ANY_ACCES)


@dataclass(frozen=True, slots=True)
class Collegue:
    """An invented colleague. `rang`: of his structure, from 0. Days are counted from the day of the demonstration."""

    prenom: str
    rang: int
    droits: Droits
    du: int | None = None
    au: int | None = None


COLLEGUES: Sequence[Collegue] = (
    Collegue("Inès", 0, Droits.ECRITURE),
    Collegue("Loïc", 0, Droits.LECTURE),
    Collegue("Farida", 0, Droits.GESTION, au=-30),
    Collegue("Marius", 0, Droits.ECRITURE, du=21),
    Collegue("Nora", 1, Droits.LECTURE, du=-200, au=60),
    Collegue("Gabin", 1, Droits.ECRITURE),
)
"""Somebody who left, somebody to come, somebody who only reads: what a team looks like any month of the year."""


def dates_of(collegue: Collegue, today: date) -> tuple[date | None, date | None]:
    days = [None if gap is None else today + timedelta(days=gap) for gap in (collegue.du, collegue.au)]
    return days[0], days[1]


def employed(structures: Sequence[UUID]) -> list[Collegue]:
    """Those whose structure exists in this volume."""
    return [collegue for collegue in COLLEGUES if collegue.rang < len(structures)]
