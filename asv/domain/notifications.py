"""What partners are told: one event, named once, to the structures and roles that it concerns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Genre(StrEnum):
    """Kinds of events. The words of each are in asv/web, its mail in the templates of mails."""

    INVITATION = "invitation"
    REPONSE = "reponse"
    CHANGEMENT = "changement"
    ANNULATION = "annulation"
    MENTION = "mention"
    MOYEN = "moyen"
    ALERTE = "alerte"
    ECHEANCE = "echeance"


@dataclass(frozen=True, slots=True)
class Avis:
    """An event to tell. `cle` names it for ever: whoever was told is never told again under the same cle.

    `structures`: whose members are told; `roles`: told whatever their structure. `accuse_heures`: an answer « vu » is
    asked within that time. `details`: what the words need, never a person met and never a text that somebody typed
    but the title; all optional: `titre` of the action, `jour` (ISO), `debut` (HH:MM), `lieu`, `commune` (their names),
    `structure` (name of who acts), `motif` (label of the reason), `ancien_jour` (before the move), `autre_jour` (the
    next one proposed), `moyen` (label), `quoi`, `fait`, `libelle` (see asv/domain/nouvelles),
    `lien` (local path, else the action's page).
    """

    genre: Genre
    cle: str
    action_id: UUID
    structures: tuple[UUID, ...] = ()
    roles: tuple[str, ...] = ()
    date_id: UUID | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    accuse_heures: int | None = None
