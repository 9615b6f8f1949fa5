"""The thread of an action: dated words and decisions, signed, of the structures that have a place in it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from asv.domain.acteurs import Acteur, Role
from asv.domain.actions.fiche import Reponse
from asv.domain.champs import Champs
from asv.domain.errors import Conflict, Forbidden

TEXTE = 1000
NO_PLACE = (
    "Les échanges d’une action sont lus par les structures qui y ont une place : "
    "demandez à son porteur de vous inviter."
)
DECIDED = "Une décision est notée dans les échanges de « {titre} »."
ALREADY_WITHDRAWN = "Ce message est déjà retiré : rechargez la page."


class NatureMot(StrEnum):
    """What a word of the thread is. A decision binds the action: its porteur or the coordination writes it."""

    COMMENTAIRE = "commentaire"
    DECISION = "decision"

    @property
    def libelle(self) -> str:
        return {"commentaire": "Message", "decision": "Décision"}[self.value]


@dataclass(frozen=True, slots=True)
class Mot:
    """A word as typed, or ready to be kept. `mentions`: identifiers of the structures called."""

    texte: str
    nature: str = NatureMot.COMMENTAIRE.value
    mentions: tuple[str, ...] = ()
    is_confirme: bool = False


def may_discuss(acteur: Acteur, porteur_id: UUID, reponse: str | None) -> bool:
    """Whether the acteur reads and writes the thread. `reponse`: of his structure to its invitation, if it has one."""
    if acteur.role is Role.COORDINATEUR:
        return True
    has_place = reponse in {Reponse.ATTENDUE, Reponse.ACCEPTEE}
    return acteur.role is Role.PARTENAIRE and (has_place or acteur.structure_id == porteur_id)


def may_decide(acteur: Acteur, porteur_id: UUID) -> bool:
    """Whether the acteur writes decisions in the thread."""
    return acteur.role is Role.COORDINATEUR or (acteur.structure_id == porteur_id and acteur.may_write)


def check_discuss(acteur: Acteur, porteur_id: UUID, reponse: str | None) -> None:
    """Refuse whoever has no place in the action."""
    if not may_discuss(acteur, porteur_id, reponse):
        raise Forbidden(NO_PLACE)


def check_mot(mot: Mot, *, mentionables: Collection[str], may_decide: bool) -> Mot:
    """A word ready to be kept. `mentionables`: structures of the action, but the author's own."""
    champs = Champs(confirme=mot.is_confirme)
    texte = champs.free_text("texte", mot.texte, TEXTE, missing="Écrivez votre message.", lines=True)
    mentions = champs.codes(
        "mentions", mot.mentions, mentionables, unknown="Choisissez des structures qui ont une place dans l’action."
    )
    if mot.nature not in set(NatureMot):
        champs.refuse("nature", "Choisissez : message, ou décision.")
    elif mot.nature == NatureMot.DECISION and not may_decide:
        champs.refuse("nature", "Une décision est écrite par le porteur de l’action ou par la coordination.")
    champs.settle()
    return replace(mot, texte=texte, mentions=mentions)


def signature_of(acteur: Acteur, structure: str) -> str:
    """Who signs: the structure, or the coordination; never somebody's own name."""
    return "Coordination" if acteur.role is Role.COORDINATEUR else structure


def check_withdrawable(acteur: Acteur, auteur_id: UUID, *, is_withdrawn: bool) -> None:
    """Refuse to withdraw the word of somebody else, or one that is withdrawn already."""
    if auteur_id != acteur.compte_id:
        raise Forbidden("Seule la personne qui a écrit ce message peut le retirer.")
    if is_withdrawn:
        raise Conflict(ALREADY_WITHDRAWN)
