"""Orientations and their results, as they are sent: to whom, how strongly, and what it gave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a draft has a field of that name
from typing import Any
from uuid import UUID

from asv.domain.saisie import (
    EVERYTHING,
    Champ,
    Choix,
    Code,
    Entier,
    Identifiant,
    InvalidField,
    Jour,
    Places,
    check_day,
    check_soon,
)
from asv.domain.suivis.etapes import LONGEST_DELAY_DAYS
from asv.domain.suivis.lien import LIEN, read_linked

SOURCES = frozenset({"personne", "partenaire", "mediateur"})
ORIENTATION: Mapping[str, Champ] = {
    **LIEN,
    "date": Jour(is_required=True),
    "type": Code("ORIENTATION", is_required=True, sensibles=EVERYTHING),
    "force": Code("TYPE_ORIENTATION", is_required=True),
    "structure": Identifiant(),
    "date_action": Identifiant(),
    "delai_jours": Entier(1, LONGEST_DELAY_DAYS),
    "relance_le": Jour(),
    "rendez_vous_le": Jour(),
    "precedent": Identifiant(),
}
RESULTAT: Mapping[str, Champ] = {
    **LIEN,
    "pour": Identifiant(is_required=True),
    "resultat": Code("RESULTAT", is_required=True),
    "date": Jour(is_required=True),
    "source": Choix(SOURCES, is_required=True),
}


@dataclass(frozen=True, slots=True)
class OrientationDraft:
    carte: bytes | None
    suivi: UUID | None
    date: Day
    type: str
    force: str
    structure: UUID | None
    date_action: UUID | None
    delai_jours: int | None
    relance_le: Day | None
    rendez_vous_le: Day | None
    precedent: UUID | None
    nomenclature: str


@dataclass(frozen=True, slots=True)
class ResultatDraft:
    """`pour`: the orientation or the démarche that gave it."""

    carte: bytes | None
    suivi: UUID | None
    pour: UUID
    resultat: str
    date: Day
    source: str
    nomenclature: str


def parse_orientation(contenu: object, *, today: Day, places: Places) -> OrientationDraft:  # noqa: ARG001 - one face for all genres
    values = read_linked(ORIENTATION, contenu)
    check_day("date", values["date"], today)
    for champ in ("relance_le", "rendez_vous_le"):
        check_soon(champ, values[champ], values["date"])
    _check_destination(values)
    return OrientationDraft(**values)


def _check_destination(values: Mapping[str, Any]) -> None:
    if values["structure"] is not None and values["date_action"] is not None:
        raise InvalidField("date_action", "Choisissez la structure ou la date d’une action, pas les deux.")


def parse_resultat(contenu: object, *, today: Day, places: Places) -> ResultatDraft:  # noqa: ARG001
    values = read_linked(RESULTAT, contenu)
    check_day("date", values["date"], today)
    return ResultatDraft(**values)
