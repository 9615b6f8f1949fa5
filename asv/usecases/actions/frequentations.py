"""Counts of a date of an action: entered as totals, by whoever carries it, within fifteen days."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, DateAction, change_date, dates_of
from asv.db.bilans import Frequentation
from asv.db.scope import rows, visible
from asv.domain.acteurs import Acteur
from asv.domain.actions import MOVED_MEANWHILE, REALISEE, Right, check_on, check_role
from asv.domain.actions.echeances import counts_due
from asv.domain.actions.frequentations import CHAMPS, Comptes, check_comptes, check_countable, check_still_open
from asv.domain.errors import Conflict, NotFound
from asv.usecases.actions.passages import follow
from asv.usecases.actions.reading import find_action


@dataclass(frozen=True, slots=True)
class VueFrequentation:
    """The counts of a date, as its porteur typed them. `avant_le`: last day to enter them."""

    action: Action
    porteur: str
    jour: DateAction
    commune: str
    qpv: str
    comptes: Comptes | None
    avant_le: date


async def read_frequentation(
    session: AsyncSession, acteur: Acteur, action_id: UUID, date_id: UUID, today: date
) -> VueFrequentation:
    """The counts of one date, for whoever writes them; refused for a date to come, or one that was not held."""
    check_role(acteur, Right.FOLLOW)
    action, porteur = await find_action(session, acteur, action_id)
    check_on(acteur, Right.FOLLOW, action.porteur_id)
    seen = visible(Action, acteur) & visible(DateAction, acteur)
    query = dates_of(seen).where(DateAction.action_id == action_id, DateAction.id == date_id)
    found = (await session.execute(query)).first()
    if found is None:
        raise NotFound("Cette date n’existe pas dans cette action.")
    day, _, _, commune, qpv = found
    check_countable(day.etat, day.jour, today)
    check_still_open(action.etat)
    kept = await session.scalar(rows(Frequentation, acteur).where(Frequentation.date_id == date_id))
    return VueFrequentation(
        action, porteur, day, commune, qpv or "", comptes_of(kept) if kept else None, counts_due(day.jour)
    )  # fmt: skip


def comptes_of(row: Frequentation) -> Comptes:
    """The counts of a row, to add up."""
    return Comptes(**{name: getattr(row, name) for name in CHAMPS})


async def keep_comptes(
    session: AsyncSession, acteur: Acteur, action_id: UUID, date_id: UUID, given: dict[str, str], *, now: datetime
) -> None:
    """Keeps the counts of a date, which was therefore held; the action goes on by itself when it was the last.

    Raises Conflict when the date changed meanwhile: one called off at the same instant stays so, and is not counted.
    """
    vue = await read_frequentation(session, acteur, action_id, date_id, now.date())
    await _say_held(session, vue.jour, now)
    values = asdict(check_comptes(given)) | {"saisie_le": now}
    key = {"territoire_id": vue.action.territoire_id, "date_id": date_id}
    of_action = {"action_id": action_id, "porteur_id": vue.action.porteur_id}
    query = insert(Frequentation).values(key | of_action | values)
    await session.execute(query.on_conflict_do_update(index_elements=list(key), set_=values))
    await follow(session, acteur, vue.action, today=now.date(), now=now)


async def _say_held(session: AsyncSession, day: DateAction, now: datetime) -> None:
    if day.etat == REALISEE:
        return
    query = change_date(day, day.version, etat=REALISEE, modifiee_le=now)
    if (await session.execute(query)).first() is None:
        raise Conflict(MOVED_MEANWHILE)
