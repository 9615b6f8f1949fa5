"""Joining an action: a structure is invited with a role, says what it brings, accepts or declines."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Participation
from asv.db.notifications import told
from asv.db.scope import rows
from asv.db.structures import Structure
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
from asv.domain.actions.places import check_answerable
from asv.domain.errors import Conflict, NotFound
from asv.domain.notifications import Avis, Genre
from asv.usecases.actions.reading import find_action, invitable
from asv.usecases.actions.writing import open_action


async def invite(
    session: AsyncSession, acteur: Acteur, action_id: UUID, structure: str, *, role: str, apport: Apport, today: date
) -> None:
    """Invites a structure, and tells it; one whose invitation was taken back may be invited again."""
    check_role(acteur, Right.INVITE)
    action = await open_action(session, acteur, action_id, Right.INVITE)
    _, porteur = await find_action(session, acteur, action_id)
    known = {identifier for identifier, _ in await invitable(session, acteur, action)}
    kept = check_invitation(structure, role, apport, invitable=known, today=today)
    is_again = await session.scalar(_place_of(acteur, action_id, UUID(structure))) is not None
    place = {
        "territoire_id": action.territoire_id, "action_id": action.id, "structure_id": UUID(structure),
        "porteur_id": action.porteur_id, "role": role, "reponse": Reponse.ATTENDUE.value,
        "moyens": list(kept.moyens), "apport": kept.apport,
    }  # fmt: skip
    again = {name: place[name] for name in ("role", "reponse", "moyens", "apport")} | {"repondue_le": None}
    query = insert(Participation).values(place).on_conflict_do_update(
        index_elements=["territoire_id", "action_id", "structure_id"], set_=again,
        where=Participation.reponse == Reponse.RETIREE.value,
    )  # fmt: skip
    if (await session.execute(query.returning(Participation.structure_id))).first() is None:
        raise Conflict("Cette structure vient d’être invitée par quelqu’un d’autre : rechargez la page.")
    cle = f"invitation:{action.id}:{structure}" + (f":{today:%Y%m%d}" if is_again else "")
    details = {"titre": action.titre, "structure": porteur}
    await session.execute(told(Avis(Genre.INVITATION, cle, action.id, (UUID(structure),), details=details)))


async def answer(
    session: AsyncSession, acteur: Acteur, action_id: UUID, reponse: str, *, apport: Apport, now: datetime
) -> Reponse:
    """Accepts or declines, and says what one brings; a structure may change its mind until the action is over."""
    check_role(acteur, Right.ANSWER)
    action, _ = await find_action(session, acteur, action_id)
    check_open(action.etat)
    place = await session.scalar(_place_of(acteur, action_id, acteur.structure_id))
    if place is None:
        raise NotFound("Votre structure n’est pas invitée à cette action.")
    check_answerable(place.reponse)
    chosen = check_reponse(reponse, is_porteur=action.porteur_id == acteur.structure_id)
    kept = check_apport(apport, now.date()) if chosen is Reponse.ACCEPTEE else Apport()
    place.reponse, place.repondue_le = chosen.value, now
    place.moyens, place.apport = list(kept.moyens), kept.apport
    await session.flush()
    if acteur.structure_id != action.porteur_id:
        cle = f"reponse:{action.id}:{acteur.structure_id}:{chosen.value}"
        own = rows(Structure, acteur).where(Structure.id == acteur.structure_id)
        name = await session.scalar(own.with_only_columns(Structure.nom))
        details = {"titre": action.titre, "structure": str(name), "quoi": chosen.value}
        await session.execute(told(Avis(Genre.REPONSE, cle, action.id, (action.porteur_id,), details=details)))
    return chosen


def _place_of(acteur: Acteur, action_id: UUID, structure_id: UUID | None) -> Select[Participation]:
    return rows(Participation, acteur).where(
        Participation.action_id == action_id, Participation.structure_id == structure_id
    )
