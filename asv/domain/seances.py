"""Séances as a tablet sends them: one slot of presence, its day, its place, its mode."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from asv.domain.nomenclatures import Creneau
from asv.domain.saisie import (
    LONGEST_DURATION_MINUTES,
    Champ,
    Choix,
    Code,
    Entier,
    Identifiant,
    Identifiants,
    Jour,
    Lieu,
    Places,
    check_day,
    read_fields,
)

MOST_MEDIATEURS = 10
CHAMPS: Mapping[str, Champ] = {
    "date": Jour(is_required=True),
    "creneau": Choix(frozenset(Creneau), is_required=True),
    "commune": Lieu(is_required=True),
    "qpv": Lieu(),
    "lieu_type": Code("LIEU_TYPE", is_required=True),
    "mode": Code("MODE_CONTACT", is_required=True),
    "duree_minutes": Entier(1, LONGEST_DURATION_MINUTES),
    "mediateurs": Identifiants(MOST_MEDIATEURS),
    "structure_hote": Identifiant(),
}


@dataclass(frozen=True, slots=True)
class SeanceDraft:
    """A séance ready to be kept. `date` is the day typed on the tablet."""

    date: date
    creneau: str
    commune: str
    qpv: str | None
    lieu_type: str
    mode: str
    duree_minutes: int | None
    mediateurs: tuple[UUID, ...]
    structure_hote: UUID | None
    nomenclature: str


def parse_seance(contenu: object, *, today: date, places: Places) -> SeanceDraft:
    """Give the séance written in `contenu`.

    Raises InvalidField on what cannot be, NeedsCoordinator on what this server may not decide.
    """
    draft = SeanceDraft(**read_fields(CHAMPS, contenu))
    places.check(draft.commune, draft.qpv, champs=("commune", "qpv"))
    check_day("date", draft.date, today)
    return draft
