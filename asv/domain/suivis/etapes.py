"""Étapes of a suivi as they are sent: what each nature says of, and from what to what.

A tablet carries no suivi: it seldom knows the value before, and `avant` is then absent. A page of the site shows the
value that it changes, and gives it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a draft has a field of that name
from typing import Any
from uuid import UUID

from asv.domain.contacts import check_residence
from asv.domain.saisie import (
    EVERYTHING,
    Champ,
    Choix,
    Code,
    Entier,
    Identifiant,
    InvalidField,
    Jour,
    Lieu,
    Places,
    Selon,
    check_day,
    check_soon,
)
from asv.domain.suivis.lien import LIEN, read_linked
from asv.domain.suivis.ouverture import ACCORDS, ORIGINES_BESOIN

DEMARCHE = "demarche"
LONGEST_DELAY_DAYS = 365
ATTRIBUTS: Mapping[str, Champ] = {"sexe": Code("SEXE_GENRE"), "tranche_age": Code("TRANCHE_AGE")}
_SPOT = re.compile(r"[A-Z_]{2,20}(?::[0-9A-Z]{5}(?::[A-Z0-9]{6,10})?)?")


@dataclass(frozen=True, slots=True)
class Nature:
    """What `objet` and `avant`, `apres` hold. `more`: fields that this nature alone takes; None: nothing there."""

    objet: Champ | None = None
    valeur: Champ | None = None
    takes_avant: bool = True
    more: frozenset[str] = frozenset()
    objet_required: bool = True


def _required(liste: str) -> Code:
    return Code(liste, is_required=True, sensibles=EVERYTHING)


NATURES: Mapping[str, Nature] = {
    "droit": Nature(_required("COUVERTURE"), _required("ETAT_DROIT")),
    "besoin": Nature(_required("BESOIN"), Choix(ORIGINES_BESOIN), takes_avant=False),
    "autonomie": Nature(_required("AUTONOMIE_DOMAINE"), _required("AUTONOMIE")),
    "attribut": Nature(Choix(frozenset(ATTRIBUTS)), Selon("objet")),
    "residence": Nature(Code("ZONE_RESIDENCE"), None, more=frozenset({"commune", "qpv"})),
    "accord": Nature(Choix(ACCORDS | {"IP_REFUS_SUIVI", "IP_RETRAIT"}), more=frozenset({"structure"})),
    "rencontre": Nature(_required("MODE_CONTACT")),
    "relance": Nature(Choix(frozenset({"APPEL", "MESSAGE"}))),
    "cloture": Nature(_required("CLOTURE")),
    "reouverture": Nature(),
    "resolution": Nature(None, Identifiant()),
    DEMARCHE: Nature(_required("DEMARCHE"), more=frozenset({"couverture", "delai_jours", "relance_le"})),
}
WITH_AVANT = frozenset({"residence", "cloture", "reouverture"})
"""Natures without `apres` that may all the same say what they saw before."""
CHAMPS: Mapping[str, Champ] = {
    **LIEN,
    "date": Jour(is_required=True),
    "nature": Choix(frozenset(NATURES), is_required=True),
    "objet": Selon("nature"),
    "avant": Selon("nature"),
    "apres": Selon("nature"),
    "commune": Lieu(),
    "qpv": Lieu(),
    "structure": Identifiant(),
    "couverture": Code("COUVERTURE", absent=None, sensibles=EVERYTHING),
    "delai_jours": Entier(1, LONGEST_DELAY_DAYS),
    "relance_le": Jour(),
    "precedent": Identifiant(),
}
ELSEWHERE = "Cette réponse ne va pas avec cette étape : retirez-la."


@dataclass(frozen=True, slots=True)
class EtapeDraft:
    """An étape ready to be judged against what the suivi holds; a démarche is one too.

    `structure`: of an agreement to share, the partner it is given for; without one, it is among the mediators.
    """

    carte: bytes | None
    suivi: UUID | None
    date: Day
    nature: str
    objet: str | None
    avant: str | None
    apres: str | None
    commune: str | None
    qpv: str | None
    structure: UUID | None
    couverture: str | None
    delai_jours: int | None
    relance_le: Day | None
    precedent: UUID | None
    nomenclature: str


def residence_value(zone_residence: str | None, commune: str | None, qpv: str | None) -> str:
    """One word for where a person lives, as `avant` of a move says it: « ZR_QPV:62498:QN06225M »."""
    return ":".join(filter(None, (zone_residence, commune, qpv)))


def parse_etape(contenu: object, *, today: Day, places: Places) -> EtapeDraft:
    """Give the étape written in `contenu`; its lists are those of its nature."""
    values = read_linked(CHAMPS, contenu)
    check_day("date", values["date"], today)
    nature = NATURES[values["nature"]]
    _check_more(values, nature)
    _check_objet(values, nature)
    _check_values(values, nature)
    if values["nature"] == "residence":
        _check_residence(values, places)
    check_soon("relance_le", values["relance_le"], values["date"])
    return EtapeDraft(**values)


def _check_more(values: Mapping[str, Any], nature: Nature) -> None:
    for nom in ("commune", "qpv", "structure", "couverture", "delai_jours", "relance_le"):
        if values[nom] is not None and nom not in nature.more:
            raise InvalidField(nom, ELSEWHERE)


def _check_objet(values: dict[str, Any], nature: Nature) -> None:
    values["objet"] = _checked("objet", values["objet"], nature.objet, values["nomenclature"])


def _checked(nom: str, value: Any, champ: Champ | None, version: str) -> Any:
    if champ is None:
        if value is not None:
            raise InvalidField(nom, ELSEWHERE)
        return None
    if value is None:
        raise InvalidField(nom, "Ce champ manque : complétez-le et renvoyez la saisie.")
    return str(champ.read(nom, value, version))


def _check_values(values: dict[str, Any], nature: Nature) -> None:
    version, name = values["nomenclature"], values["nature"]
    valeur = ATTRIBUTS[values["objet"]] if name == "attribut" else nature.valeur
    values["apres"] = _checked("apres", values["apres"], valeur, version)
    if values["avant"] is None:
        if name == "resolution":
            raise InvalidField("avant", "Dites laquelle des deux étapes est écartée.")
    elif name in WITH_AVANT:
        _check_seen(values)
    else:
        seen = valeur if nature.takes_avant else None
        values["avant"] = _checked("avant", values["avant"], seen, version)


def _check_seen(values: dict[str, Any]) -> None:
    if values["nature"] == "residence":
        if _SPOT.fullmatch(values["avant"]) is None:
            raise InvalidField("avant", "La résidence d’avant s’écrit zone:commune:quartier, en codes.")
    else:
        Code("CLOTURE", is_required=True).read("avant", values["avant"], values["nomenclature"])


def _check_residence(values: Mapping[str, Any], places: Places) -> None:
    asked = {
        "zone_residence": values["objet"], "commune_residence": values["commune"], "qpv_residence": values["qpv"],
    }  # fmt: skip
    try:
        check_residence(asked, places)
    except InvalidField as error:
        raise InvalidField(error.champ.removesuffix("_residence"), error.message) from None
