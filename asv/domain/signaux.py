"""Signals as they are sent: a repeated fault of a service, never of a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from asv.detection import Usage
from asv.domain.errors import Refused
from asv.domain.saisie import (
    EVERYTHING,
    Champ,
    Code,
    Entier,
    InvalidField,
    Lieu,
    Mois,
    OuiNon,
    Places,
    Texte,
    read_fields,
)
from asv.domain.texte_libre import check_free_text

LONGEST_TEXT = 140
MOST_SITUATIONS = 99
CHAMPS: Mapping[str, Champ] = {
    "signal": Code("SIGNAL", is_required=True),
    "service": Code("ORIENTATION", is_required=True, sensibles=EVERYTHING),
    "commune": Lieu(is_required=True),
    "qpv": Lieu(),
    "situations": Entier(1, MOST_SITUATIONS, is_required=True),
    "mois": Mois(is_required=True),
    "texte": Texte(LONGEST_TEXT),
    "texte_confirme": OuiNon(),
}


@dataclass(frozen=True, slots=True)
class SignalDraft:
    """`mois`: first day of the month of the first occurrence."""

    signal: str
    service: str
    commune: str
    qpv: str | None
    situations: int
    mois: date
    texte: str | None
    nomenclature: str


def parse_signal(contenu: object, *, today: date, places: Places) -> SignalDraft:
    """Give the signal written in `contenu`; its text goes through the same detector as every free text."""
    values = read_fields(CHAMPS, contenu)
    places.check(values["commune"], values["qpv"], champs=("commune", "qpv"))
    if values["mois"] > today:
        raise InvalidField("mois", "Ce mois n’est pas encore venu : corrigez-le.")
    confirme = values.pop("texte_confirme")
    if values["texte"]:
        try:
            check_free_text(values["texte"], Usage.TEXTE, confirme=confirme)
        except Refused as refusal:
            raise InvalidField("texte", refusal.message) from None
    return SignalDraft(**values)
