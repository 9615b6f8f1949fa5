"""The rest of the sheet of an action, written when the porteur has the time for it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action
from asv.db.besoins import Ambition, ambitions_of
from asv.db.reference import Commune
from asv.db.scope import rows, visible
from asv.db.structures import Structure
from asv.domain.acteurs import Acteur
from asv.domain.actions import Right, check_role
from asv.domain.actions.complement import Complement, Connus, check_complement
from asv.usecases.actions.passages import Marche, record
from asv.usecases.actions.reading import VueAction, read_action
from asv.usecases.actions.writing import open_action

Choix = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Completable:
    """The sheet with what it may name: code or identifier, and words."""

    vue: VueAction
    communes: Choix
    ambitions: Choix
    structures: Choix


async def action_to_complete(session: AsyncSession, acteur: Acteur, action_id: UUID, today: date) -> Completable:
    """Refused to whoever could not send the form."""
    check_role(acteur, Right.MODIFY)
    await open_action(session, acteur, action_id, Right.MODIFY)
    vue = await read_action(session, acteur, action_id, today)
    return Completable(
        vue, await _communes(session, acteur), await _ambitions(session, acteur), await _structures(session, acteur)
    )


async def complete_action(
    session: AsyncSession, acteur: Acteur, action_id: UUID, saisi: Complement, *, version: int, today: date
) -> None:
    check_role(acteur, Right.MODIFY)
    action = await open_action(session, acteur, action_id, Right.MODIFY)
    kept = check_complement(saisi, await _known(session, acteur, action), today)
    await record(session, acteur, action, Marche(()), version=version, values=kept)


async def _known(session: AsyncSession, acteur: Acteur, action: Action) -> Connus:
    communes, ambitions = await _communes(session, acteur), await _ambitions(session, acteur)
    structures = await _structures(session, acteur)
    return Connus(
        action.etat, action.type, action.theme, tuple(action.qpv), {code for code, _ in communes},
        {identifier for identifier, _ in ambitions} | {str(ambition) for ambition in action.ambitions},
        {identifier for identifier, _ in structures} | ({str(action.aval_id)} if action.aval_id else set()),
    )  # fmt: skip


async def _communes(session: AsyncSession, acteur: Acteur) -> Choix:
    found = select(Commune).where(Commune.epci == acteur.territoire_id).order_by(Commune.nom_tri, Commune.code)
    return [(commune.code, commune.nom) for commune in await session.scalars(found)]


async def _ambitions(session: AsyncSession, acteur: Acteur) -> Choix:
    standing = ambitions_of(visible(Ambition, acteur)).where(Ambition.retiree_le.is_(None))
    return [(str(line.id), f"{line.numero} {line.libelle}".strip()) for line in await session.scalars(standing)]


async def _structures(session: AsyncSession, acteur: Acteur) -> Choix:
    """Structures of the directory; one that was merged into another stands under the name of the other."""
    query = rows(Structure, acteur).where(Structure.fusionnee_dans.is_(None))
    found = await session.scalars(query.order_by(Structure.nom_tri, Structure.id))
    return [(str(structure.id), structure.nom) for structure in found]
