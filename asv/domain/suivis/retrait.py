"""The person withdraws the agreement: the suivi is erased at once, whatever else is on its way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from asv.domain import nomenclatures
from asv.domain.saisie import CLOCK_TOLERANCE, Champ, InvalidField, Jour, Places
from asv.domain.suivis.lien import LIEN, read_linked

CHAMPS: Mapping[str, Champ] = {**LIEN, "date": Jour(is_required=True)}
LISTES_DU_CONTACT = ("FREIN", "THEME_SANTE", "PUBLIC", "TYPE_INTERVENTION", "ORIENTATION")


@dataclass(frozen=True, slots=True)
class RetraitDraft:
    carte: bytes | None
    suivi: UUID | None
    date: date
    nomenclature: str


def parse_retrait(contenu: object, *, today: date, places: Places) -> RetraitDraft:  # noqa: ARG001 - one face for all genres
    """Give the withdrawal written in `contenu`; an old one is never held back, for it is owed."""
    draft = RetraitDraft(**read_linked(CHAMPS, contenu))
    if draft.date > today + CLOCK_TOLERANCE:
        raise InvalidField("date", "Cette date est dans le futur : vérifiez l’horloge de la tablette et la date.")
    return draft


def codes_sensibles() -> tuple[str, ...]:
    """Values that a contact loses when its suivi is erased, whatever their list."""
    found = {e.code for liste in LISTES_DU_CONTACT for e in nomenclatures.liste(liste).entrees if e.sensible}
    return tuple(sorted(found))
