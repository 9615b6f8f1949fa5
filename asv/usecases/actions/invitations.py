"""Joining an action: a structure is invited with a role, says what it brings, accepts or declines."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Participation
from asv.db.scope import rows
from asv.domain.acteurs import Acteur
from asv.domain.actions import (
    Apport,
    Reponse,
    Right,
    check_apport,
    check_invitation,
    check_open,
    check_reponse,
    check_role,
)
from asv.domain.errors import Conflict, NotFound
from asv.usecases.actions.reading import find_action, invitable
from asv.usecases.actions.writing import open_action


async def invite(
    session: AsyncSession, acteur: Acteur, action_id: UUID, structure: str, *, role: str, apport: Apport, today: date
) -> None:
    check_role(acteur, Right.INVITE)
    action = await open_action(session, acteur, action_id, Right.INVITE)
    known = {identifier for identifier, _ in await invitable(session, acteur, action)}
    kept = check_invitation(structure, role, apport, invitable=known, today=today)
    place = {
        "territoire_id": action.territoire_id, "action_id": action.id, "structure_id": UUID(structure),
        "porteur_id": action.porteur_id, "role": role, "reponse": Reponse.ATTENDUE.value,
        "moyens": list(kept.moyens), "apport": kept.apport,
    }  # fmt: skip
    query = insert(Participation).values(place).on_conflict_do_nothing().returning(Participation.structure_id)
    if (await session.execute(query)).first() is None:
        raise Conflict("Cette structure vient d’être invitée par quelqu’un d’autre : rechargez la page.")


async def answer(
    session: AsyncSession, acteur: Acteur, action_id: UUID, reponse: str, *, apport: Apport, now: datetime
) -> Reponse:
    """Accepts or declines, and says what one brings; a structure may change its mind until the action is over."""
    check_role(acteur, Right.ANSWER)
    action, _ = await find_action(session, acteur, action_id)
    check_open(action.etat)
    own = rows(Participation, acteur).where(
        Participation.action_id == action_id, Participation.structure_id == acteur.structure_id
    )
    place = await session.scalar(own)
    if place is None:
        raise NotFound("Votre structure n’est pas invitée à cette action.")
    chosen = check_reponse(reponse, is_porteur=action.porteur_id == acteur.structure_id)
    kept = check_apport(apport, now.date()) if chosen is Reponse.ACCEPTEE else Apport()
    place.reponse, place.repondue_le = chosen.value, now
    place.moyens, place.apport = list(kept.moyens), kept.apport
    await session.flush()
    return chosen
