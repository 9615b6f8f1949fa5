"""What is known of actions when their state is to change, as the acteur may know it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, DateAction
from asv.db.avancement import days_of, facts_of
from asv.db.scope import visible
from asv.domain.acteurs import Acteur
from asv.domain.actions import SCREENING, Avancement, count_dates, says_for_whom

Jours = dict[UUID, list[tuple[date, str]]]


async def avancements(
    session: AsyncSession, acteur: Acteur, actions: Sequence[Action], today: date
) -> dict[UUID, Avancement]:
    """Facts of these actions, by identifier."""
    wanted = [action.id for action in actions]
    jours = await _days(session, acteur, wanted)
    found = await session.execute(facts_of(lambda table: visible(table, acteur)).where(Action.id.in_(wanted)))
    counted = {row.id: {name: value for name, value in row._asdict().items() if name != "id"} for row in found}
    return {
        action.id: _known(action, counted.get(action.id, {}), jours.get(action.id, []), today) for action in actions
    }


async def avancement_of(session: AsyncSession, acteur: Acteur, action: Action, today: date) -> Avancement:
    return (await avancements(session, acteur, [action], today))[action.id]


async def _days(session: AsyncSession, acteur: Acteur, wanted: Iterable[UUID]) -> Jours:
    query = days_of(visible(DateAction, acteur)).where(DateAction.action_id.in_(list(wanted)))
    return {key: list(zip(days, etats, strict=True)) for key, days, etats in await session.execute(query)}


def _known(action: Action, counted: dict[str, Any], jours: list[tuple[date, str]], today: date) -> Avancement:
    return Avancement(
        **counted,
        has_objectif=bool(action.objectif),
        has_theme=bool(action.theme),
        has_public=says_for_whom(action.type, action.publics, is_publique=action.is_publique),
        qpv=len(action.qpv),
        is_alertes_lues=action.alertes_lues_le is not None,
        has_participation=action.participation_prevue is not None,
        is_depistage=action.type == SCREENING,
        has_aval=action.aval_id is not None and action.aval_jours is not None,
        has_communication=bool(action.communication),
        seances=count_dates(jours, today),
        has_bilan=bool(action.bilan_reussites and action.bilan_limites),
        has_participation_obtenue=action.participation_obtenue is not None,
        decision=action.decision,
    )
