"""The dates of an action: adding one, moving it, putting it off, cancelling it. What changes is told."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, DateAction, change_date, dates_of
from asv.db.moyens import free_of_date
from asv.db.notifications import told
from asv.db.reference import Commune
from asv.db.scope import rows, visible
from asv.db.structures import LIVING, Structure
from asv.db.territoires import cellules_of
from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import (
    MOVED_MEANWHILE,
    PROGRAMMEE,
    REPORTEE,
    UNCERTAIN,
    DateLieu,
    DateSaisie,
    Right,
    cancel_date,
    check_date,
    check_motif,
    check_role,
    move_date,
)
from asv.domain.champs import Champs
from asv.domain.errors import Conflict, NotFound
from asv.domain.moyens import creneaux_between
from asv.domain.notifications import Avis, Genre
from asv.domain.territoires import Cellule
from asv.usecases.actions.passages import ACKNOWLEDGED_WITHIN_HOURS, concerned, follow, forget_check
from asv.usecases.actions.reading import find_action
from asv.usecases.actions.writing import open_action

Fait = tuple[Genre, str, dict[str, str]]
"""What is told of a date: its kind, its name for ever, what the words need."""


async def add_date(session: AsyncSession, acteur: Acteur, action_id: UUID, saisie: DateSaisie, *, today: date) -> UUID:
    """One more date of an action that is not over."""
    check_role(acteur, Right.ADD_DATE)
    action = await open_action(session, acteur, action_id, Right.ADD_DATE)
    kept = await _checked(session, acteur, saisie, today)
    row = _new_date(action, kept)
    session.add(row)
    await forget_check(session, acteur, action)
    await follow(session, acteur, action, today=today)
    return row.id


def _new_date(action: Action, kept: DateLieu, replaced: UUID | None = None) -> DateAction:
    return DateAction(
        territoire_id=action.territoire_id, id=uuid4(), action_id=action.id, porteur_id=action.porteur_id,
        remplace_id=replaced, etat=PROGRAMMEE, **_columns(kept),
    )  # fmt: skip


def _columns(kept: DateLieu) -> dict[str, object]:
    return {
        "jour": kept.jour, "debut": kept.debut, "fin": kept.fin, "lieu": kept.lieu, "commune": kept.cellule.commune,
        "qpv": kept.cellule.qpv, "hote_id": kept.hote,
    }  # fmt: skip


async def _checked(
    session: AsyncSession, acteur: Acteur, saisie: DateSaisie, today: date, champs: Champs | None = None
) -> DateLieu:
    living = rows(Structure, acteur).where(LIVING).with_only_columns(Structure.id)
    hotes = await session.scalars(living.order_by(Structure.id))
    places = await _cellules(session, acteur.territoire_id)
    return check_date(saisie, cellules=places, today=today, hotes={str(hote) for hote in hotes}, champs=champs)


async def _cellules(session: AsyncSession, territoire_id: str) -> set[Cellule]:
    """The places of a territoire: each commune outside its QPV, and each part of a QPV."""
    communes = await session.scalars(select(Commune.code).where(Commune.epci == territoire_id).order_by(Commune.code))
    parts = await session.execute(cellules_of(territoire_id))
    return {Cellule(commune) for commune in communes} | {Cellule(commune, qpv) for commune, qpv in parts}


@dataclass(frozen=True, slots=True)
class VueDate:
    """A date that its reader may move or put off."""

    action: Action
    porteur: str
    jour: DateAction


async def read_date(session: AsyncSession, acteur: Acteur, action_id: UUID, date_id: UUID) -> VueDate:
    """A date still planned, for the form that changes it: refused to whoever could not send that form."""
    action, day = await _open_date(session, acteur, action_id, date_id)
    move_date(day.etat, REPORTEE)
    _, porteur = await find_action(session, acteur, action_id)
    return VueDate(action, porteur, day)


async def shift_date(
    session: AsyncSession, acteur: Acteur, action_id: UUID, date_id: UUID, saisie: DateSaisie, *, version: int,
    now: datetime,
) -> None:  # fmt: skip
    """The same date, elsewhere or at another hour. Means booked for other half-days are given back."""
    action, day = await _open_date(session, acteur, action_id, date_id)
    move_date(day.etat, REPORTEE)  # a date that may not be put off may not move either
    kept = await _checked(session, acteur, saisie, now.date())
    is_elsewhen = kept.jour != day.jour or creneaux_between(kept.debut, kept.fin) != creneaux_between(
        day.debut, day.fin
    )
    await _change(session, day, version, now, **_columns(kept))
    if is_elsewhen:
        await session.execute(free_of_date(day.territoire_id, day.id, now))
    fact = Genre.CHANGEMENT, f"changement:{day.id}:{version + 1}", _from(day) | _to(kept)
    await _tell(session, acteur, action, day, fact)
    await forget_check(session, acteur, action)
    await follow(session, acteur, action, today=now.date(), now=now)


async def postpone_date(
    session: AsyncSession, acteur: Acteur, action_id: UUID, date_id: UUID, saisie: DateSaisie, *, motif: str,
    version: int, now: datetime,
) -> UUID:  # fmt: skip
    """The date stays in the calendar, said postponed; a new one replaces it. Its means are given back."""
    action, day = await _open_date(session, acteur, action_id, date_id)
    etat = move_date(day.etat, REPORTEE)
    champs = Champs()
    reason = champs.code("motif", motif, "ACTION_ANNULATION", now.date(), missing="Choisissez le motif du report.")
    kept = await _checked(session, acteur, saisie, now.date(), champs)
    await _change(session, day, version, now, etat=etat, motif_annulation=reason)
    await session.execute(free_of_date(day.territoire_id, day.id, now))
    replacing = _new_date(action, kept, day.id)
    session.add(replacing)
    await session.flush()
    facts = _from(day) | _to(kept) | {"motif": _motif(reason)}
    await _tell(session, acteur, action, day, (Genre.CHANGEMENT, f"report:{day.id}", facts), asks_reply=True)
    await forget_check(session, acteur, action)
    await follow(session, acteur, action, today=now.date(), now=now)
    return replacing.id


async def cancel_date_of(
    session: AsyncSession, acteur: Acteur, action_id: UUID, date_id: UUID, *, motif: str, now: datetime
) -> None:
    """The date stays in the calendar and in the agenda, said cancelled; its reason is kept, its means are freed."""
    action, day = await _open_date(session, acteur, action_id, date_id)
    etat = cancel_date(day.etat)
    reason = check_motif(motif, now.date())
    await _change(session, day, day.version, now, etat=etat, motif_annulation=reason)
    await session.execute(free_of_date(day.territoire_id, day.id, now))
    following = await _following(session, acteur, action, now.date())
    fact = Genre.ANNULATION, f"annulation:{day.id}", {"motif": _motif(reason), **following}
    await _tell(session, acteur, action, day, fact, asks_reply=True)
    await follow(session, acteur, action, today=now.date(), now=now)


def _motif(code: str) -> str:
    return nomenclatures.entree("ACTION_ANNULATION", code).libelle


def _from(day: DateAction) -> dict[str, str]:
    return {"ancien_jour": day.jour.isoformat()}


def _to(kept: DateLieu) -> dict[str, str]:
    return {"jour": kept.jour.isoformat(), "debut": f"{kept.debut:%H:%M}", "lieu": kept.lieu}


async def _following(session: AsyncSession, acteur: Acteur, action: Action, today: date) -> dict[str, str]:
    """The next date that is still to be held, for those who had sent people to this one."""
    planned = DateAction.action_id == action.id, DateAction.etat == PROGRAMMEE, DateAction.jour >= today
    query = rows(DateAction, acteur).where(*planned).order_by(DateAction.jour, DateAction.debut)
    found = (await session.scalars(query)).first()
    return {"autre_jour": found.jour.isoformat()} if found else {}


async def _open_date(
    session: AsyncSession, acteur: Acteur, action_id: UUID, date_id: UUID
) -> tuple[Action, DateAction]:
    """A date that the acteur may change, with its action, which is not over."""
    check_role(acteur, Right.CANCEL_DATE)
    action = await open_action(session, acteur, action_id, Right.CANCEL_DATE)
    seen = visible(Action, acteur) & visible(DateAction, acteur)
    query = dates_of(seen).where(DateAction.action_id == action_id, DateAction.id == date_id)
    day = (await session.scalars(query)).first()
    if day is None:
        raise NotFound("Cette date n’existe pas dans cette action.")
    return action, day


async def _change(session: AsyncSession, day: DateAction, version: int, now: datetime, **values: object) -> None:
    """Writes if nobody did since that version was read: calendars count on the version, and so do people."""
    query = change_date(day, version, modifiee_le=now, **values).execution_options(synchronize_session=False)
    if (await session.execute(query)).first() is None:
        raise Conflict(MOVED_MEANWHILE)


async def _tell(
    session: AsyncSession, acteur: Acteur, action: Action, day: DateAction, fact: Fait, *, asks_reply: bool = False
) -> None:  # fmt: skip
    """Structures with a place, the host once it is announced, the mediators who send people once it is certain."""
    hosts = (day.hote_id,) if day.hote_id and action.annoncee_le else ()
    structures = tuple(dict.fromkeys([*await concerned(session, acteur, action), *hosts]))
    roles = [Role.COORDINATEUR.value] + [Role.MEDIATEUR.value] * (
        action.annoncee_le is not None and action.etat not in UNCERTAIN
    )
    genre, cle, facts = fact
    details = {"titre": action.titre, "jour": day.jour.isoformat(), "lieu": day.lieu} | facts
    reply = ACKNOWLEDGED_WITHIN_HOURS if asks_reply else None
    await session.execute(
        told(Avis(genre, cle, action.id, structures, tuple(roles), day.id, details=details, accuse_heures=reply))
    )
    await session.refresh(day)
