"""The places of an action after the invitations: role changed, taken back, contact and convention."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, Participation
from asv.db.notifications import told
from asv.db.scope import rows
from asv.domain.acteurs import Acteur, check_writer
from asv.domain.actions import Right, check_role
from asv.domain.actions.places import (
    ROLE_CHANGED,
    TAKEN_BACK,
    Contact,
    check_contact,
    check_role_change,
    check_taking_back,
)
from asv.domain.errors import NotFound
from asv.domain.notifications import Avis, Genre
from asv.usecases.actions.reading import find_action, places_of
from asv.usecases.actions.writing import open_action


async def answer_of(session: AsyncSession, acteur: Acteur, action_id: UUID) -> str | None:
    """The answer of the acteur's structure to its place in the action; None where it has no place."""
    place = (await places_of(session, acteur)).get(action_id)
    return place.reponse if place else None


async def change_role(
    session: AsyncSession, acteur: Acteur, action_id: UUID, structure_id: UUID, *, role: str, now: datetime
) -> None:
    """Proposes another role to a structure that has not answered yet, and tells it."""
    action, place = await _invited(session, acteur, action_id, structure_id)
    place.role = check_role_change(role, place.reponse, now.date())
    await session.flush()
    await _tell(session, action, structure_id, f"role:{action.id}:{structure_id}:{now:%Y%m%d%H%M%S}", ROLE_CHANGED)


async def take_back(
    session: AsyncSession, acteur: Acteur, action_id: UUID, structure_id: UUID, *, now: datetime
) -> None:
    """The structure no longer has a place in the action; what it had promised no longer counts. It is told."""
    action, place = await _invited(session, acteur, action_id, structure_id)
    place.reponse = check_taking_back(place.reponse, is_porteur=structure_id == action.porteur_id)
    place.repondue_le = now
    await session.flush()
    await _tell(session, action, structure_id, f"retrait:{action.id}:{structure_id}:{now:%Y%m%d%H%M%S}", TAKEN_BACK)


async def complete_place(
    session: AsyncSession, acteur: Acteur, action_id: UUID, structure_id: UUID, given: Contact, *, today: date
) -> None:
    """Notes whom to ask for in a structure, and when it signed the convention; also once the action is over."""
    check_role(acteur, Right.DISCUSS)
    check_writer(acteur)
    await find_action(session, acteur, action_id)
    place = await _place(session, acteur, action_id, structure_id)
    kept = check_contact(acteur, structure_id, given, today)
    place.fonction_contact, place.convention_le = kept.fonction, kept.convention
    await session.flush()


async def _invited(
    session: AsyncSession, acteur: Acteur, action_id: UUID, structure_id: UUID
) -> tuple[Action, Participation]:
    check_role(acteur, Right.INVITE)
    action = await open_action(session, acteur, action_id, Right.INVITE)
    return action, await _place(session, acteur, action_id, structure_id)


async def _place(session: AsyncSession, acteur: Acteur, action_id: UUID, structure_id: UUID) -> Participation:
    query = rows(Participation, acteur).where(
        Participation.action_id == action_id, Participation.structure_id == structure_id
    )
    found: Participation | None = await session.scalar(query)
    if found is None:
        raise NotFound("Cette structure n’a pas de place dans cette action.")
    return found


async def _tell(session: AsyncSession, action: Action, structure_id: UUID, cle: str, sentence: str) -> None:
    details = {"titre": action.titre, "quoi": sentence.format(titre=action.titre)}
    await session.execute(told(Avis(Genre.CHANGEMENT, cle, action.id, (structure_id,), details=details)))
