"""The places of structures in an action, after the invitation: role changed, taken back, contact and convention."""

from dataclasses import dataclass
from datetime import date, timedelta

from asv.domain.acteurs import Acteur, Role
from asv.domain.actions.fiche import Reponse, roles_of
from asv.domain.champs import Champs
from asv.domain.errors import Conflict, Forbidden

FONCTION = 80
OLDEST_CONVENTION = timedelta(days=10 * 366)
ROLE_CHANGED = "Un autre rôle vous est proposé dans « {titre} ». Répondez depuis la fiche de l’action."
TAKEN_BACK = "Votre structure n’a plus de place dans « {titre} » : le porteur a retiré l’invitation."
STANDING = frozenset({Reponse.ATTENDUE, Reponse.ACCEPTEE})
"""A place that may be taken back."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Who to ask for, by function, and the day the convention was signed; as typed, days in ISO."""

    fonction: str = ""
    convention: str = ""
    is_confirme: bool = False


@dataclass(frozen=True, slots=True)
class ContactTenu:
    fonction: str
    convention: date | None


def check_role_change(role: str, reponse: str, today: date) -> str:
    """The new role of a structure that has not answered yet; once it has, it accepted a role and keeps it."""
    if reponse != Reponse.ATTENDUE:
        raise Conflict(
            "Cette structure a déjà répondu : convenez d’abord avec elle du nouveau rôle, puis réinvitez-la."
        )
    champs = Champs()
    if role not in roles_of(today):
        champs.refuse("role", "Choisissez le rôle proposé à la structure.")
    champs.settle()
    return role


def check_taking_back(reponse: str, *, is_porteur: bool) -> str:
    """The answer of a place that is taken back: the structure no longer counts in the action."""
    if is_porteur:
        raise Conflict("La structure qui porte l’action ne peut pas en être retirée.")
    if reponse not in STANDING:
        raise Conflict("Cette structure n’a plus de place dans l’action : rechargez la page.")
    return Reponse.RETIREE.value


def check_answerable(reponse: str) -> None:
    """Refuse an answer to an invitation that was taken back, or that one's own structure asked for."""
    if reponse == Reponse.RETIREE:
        raise Conflict("Cette invitation a été retirée par le porteur : écrivez-lui pour être réinvité.")
    if reponse == Reponse.DEMANDEE:
        raise Conflict("Votre structure a demandé cette place : c’est au porteur de répondre.")


def may_complete(acteur: Acteur, structure_id: object) -> bool:
    """Whether the acteur writes the contact and the convention of that structure: its members, or the coordination."""
    is_own = acteur.role is Role.PARTENAIRE and acteur.structure_id == structure_id and acteur.may_write
    return is_own or acteur.role is Role.COORDINATEUR


def check_contact(acteur: Acteur, structure_id: object, given: Contact, today: date) -> ContactTenu:
    """Contact and convention ready to be kept: a function, never a name nor a personal number."""
    if not may_complete(acteur, structure_id):
        raise Forbidden("La structure elle-même, ou la coordination, note son contact et sa convention.")
    champs = Champs(confirme=given.is_confirme)
    fonction = champs.free_text("fonction", given.fonction, FONCTION)
    signed = champs.optional_day("convention", given.convention, wrong="Écrivez la date de signature, ou laissez vide.")
    if signed and not champs.has_refused("convention") and not today - OLDEST_CONVENTION <= signed <= today:
        champs.refuse(
            "convention", "La convention est signée : sa date n’est pas à venir, ni vieille de plus de dix ans."
        )
    champs.settle()
    return ContactTenu(fonction, signed)
