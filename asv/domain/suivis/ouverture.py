"""Opening a suivi: the agreement first, then where the person stands. Nothing is kept without that agreement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from asv.domain.contacts import AUCUN_FREIN, check_residence
from asv.domain.saisie import (
    EVERYTHING,
    FAMILIES,
    Carte,
    Champ,
    Choix,
    Code,
    Codes,
    Identifiant,
    InvalidField,
    Jour,
    Lieu,
    Lignes,
    Places,
    check_day,
)
from asv.domain.suivis.lien import read_linked

ACCORD, REPRESENTANT = "IP_ACCORD_SUIVI", "IP_REPRESENTANT"
ACCORDS = frozenset({ACCORD, REPRESENTANT, "IP_ORALE", "IP_AFFICHE", "IP_ACCORD_PARTAGE"})
MINEURS = frozenset({"A00_05", "A06_11", "A12_14", "A15_17"})
ORIGINES_BESOIN = frozenset({"EXPRIME", "REPERE"})
BESOIN = {"code": Code("BESOIN", is_required=True, sensibles=EVERYTHING), "origine": Choix(ORIGINES_BESOIN)}
AUTONOMIE = {
    "domaine": Code("AUTONOMIE_DOMAINE", is_required=True),
    "niveau": Code("AUTONOMIE", is_required=True),
}
DROIT = {
    "couverture": Code("COUVERTURE", is_required=True, sensibles=EVERYTHING),
    "etat": Code("ETAT_DROIT", is_required=True),
}
MOST_BESOINS, MOST_AUTONOMIES, MOST_DROITS = 22, 6, 20
CHAMPS: Mapping[str, Champ] = {
    "code": Carte(is_required=True),
    "date": Jour(is_required=True),
    "accords": Codes(Code("INFORMATION_PERSONNE", is_required=True), most=4, is_required=True),
    "zone_residence": Code("ZONE_RESIDENCE", is_required=True, is_refusable=True),
    "commune_residence": Lieu(),
    "qpv_residence": Lieu(),
    "sexe": Code("SEXE_GENRE", is_required=True, is_refusable=True),
    "tranche_age": Code("TRANCHE_AGE", is_required=True, is_refusable=True),
    "besoins": Lignes(BESOIN, "code", MOST_BESOINS, is_required=True),
    "autonomies": Lignes(AUTONOMIE, "domaine", MOST_AUTONOMIES, is_required=True),
    "droits": Lignes(DROIT, "couverture", MOST_DROITS),
    "freins": Codes(Code("FREIN", sensibles=EVERYTHING), most=3, alone=AUCUN_FREIN),
    "themes": Codes(Code("THEME_SANTE", sensibles=FAMILIES), most=2),
    "origine": Code("ORIGINE", absent=None),
    "seance": Identifiant(),
}


@dataclass(frozen=True, slots=True)
class OuvertureDraft:
    """A suivi ready to be opened. `besoins`, `autonomies` and `droits`: pairs of codes, each first code once."""

    carte: bytes
    date: date
    accords: tuple[str, ...]
    zone_residence: str
    commune_residence: str | None
    qpv_residence: str | None
    sexe: str
    tranche_age: str
    besoins: tuple[tuple[str, str], ...]
    autonomies: tuple[tuple[str, str], ...]
    droits: tuple[tuple[str, str], ...]
    freins: tuple[str, ...]
    themes: tuple[str, ...]
    origine: str | None
    seance: UUID | None
    nomenclature: str


def parse_ouverture(contenu: object, *, today: date, places: Places) -> OuvertureDraft:
    """Give the opening written in `contenu`; refuses one without the agreement, before anything else is looked at."""
    if isinstance(contenu, dict):
        _check_accord_first(contenu.get("accords"))
    values = read_linked(CHAMPS, contenu)
    check_day("date", values["date"], today)
    _check_accords(values)
    check_residence(values, places)
    for champ in ("besoins", "autonomies", "droits"):
        values[champ] = _pairs(champ, values[champ])
    return OuvertureDraft(**values)


def _check_accord_first(accords: object) -> None:
    if not isinstance(accords, list) or ACCORD not in accords:
        raise InvalidField(
            "accords", "Un suivi s’ouvre avec l’accord de la personne : demandez-le, ou notez un contact sans code."
        )


def _check_accords(values: Mapping[str, Any]) -> None:
    if not ACCORDS.issuperset(values["accords"]):
        raise InvalidField("accords", "Un refus ou un retrait n’ouvre pas un suivi : notez un contact sans code.")
    if values["tranche_age"] in MINEURS and REPRESENTANT not in values["accords"]:
        raise InvalidField(
            "accords", "La personne est mineure : il faut aussi l’accord de son représentant, ou un contact sans code."
        )


def _pairs(champ: str, lines: tuple[dict[str, Any], ...]) -> tuple[tuple[str, str], ...]:
    if champ != "droits" and not lines:
        raise InvalidField(champ, "Il en faut au moins un : demandez-le à la personne.")
    return tuple([tuple(line.values()) for line in lines])
