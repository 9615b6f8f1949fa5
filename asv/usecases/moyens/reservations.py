"""Reserving what another lends. The primary key of the half-days refuses the second, whoever is first by a hair."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import insert, or_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, DateAction, actions_of, dates_of
from asv.db.moyens import Moyen, Occupation, Reservation, change_reservation, lock_action, lock_date, reservations_of
from asv.db.notifications import told
from asv.db.scope import visible
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import PROGRAMMEE, Right, check_on, check_open, check_role, may_on
from asv.domain.errors import Conflict, NotFound
from asv.domain.moyens import (
    Apportee,
    EtatMoyen,
    EtatReservation,
    Sens,
    Valorisation,
    check_move,
    creneaux_between,
    free_units,
    is_lent,
    moves_of,
    said_creneaux,
    valorise,
    value_of,
)
from asv.domain.notifications import Avis, Genre
from asv.usecases.moyens.annonces import LigneMoyen, check_writer, find_line, taken_half_days
from asv.usecases.moyens.recherche import alternative

UNKNOWN = "Cette réservation n’existe pas, ou plus."
NO_ACTION = "Cette action n’existe pas, ou elle n’est pas encore annoncée."
NO_DATE = "Choisissez une date à venir de cette action."
SHOWN_BACK = timedelta(days=92)
ATTEMPTS = 4
"""Times another unit is tried when somebody takes one at the same instant."""


@dataclass(frozen=True, slots=True)
class LigneReservation:
    """What is reserved, for one reader. `action`: empty when he may not know it yet. `moves`: what he may do."""

    reservation: Reservation
    moyen: Moyen
    proprietaire: str
    porteur: str
    action: str
    date: DateAction | None
    moves: tuple[EtatReservation, ...]

    @property
    def etat(self) -> EtatReservation:
        return EtatReservation(self.reservation.etat)

    @property
    def creneaux(self) -> str:
        return said_creneaux(creneaux_between(self.date.debut, self.date.fin)) if self.date else ""


@dataclass(frozen=True, slots=True)
class MoyensAction:
    """What an action has reserved. `dates`: those to come, for which something may be reserved."""

    action: Action
    porteur: str
    lines: list[LigneReservation]
    dates: list[tuple[DateAction, str]]
    valorisation: Valorisation
    may_reserve: bool


async def _find_action(session: AsyncSession, acteur: Acteur, action_id: UUID) -> tuple[Action, str]:
    found = (await session.execute(actions_of(visible(Action, acteur)).where(Action.id == action_id))).first()
    if found is None:
        raise NotFound(NO_ACTION)
    return found[0], found[1]


async def read_action_means(session: AsyncSession, acteur: Acteur, action_id: UUID, today: date) -> MoyensAction:
    check_writer(acteur)
    action, porteur = await _find_action(session, acteur, action_id)
    lines = await _lines(session, acteur, today, Reservation.action_id == action_id)
    worth = [Apportee(r.proprietaire_id, r.etat, r.valeur) for r in (line.reservation for line in lines)]
    dates = await _dates(session, acteur, action_id, today)
    may = may_on(acteur, Right.MODIFY, action.porteur_id)
    return MoyensAction(action, porteur, lines, dates, valorise(worth, action.porteur_id), may)


async def _dates(
    session: AsyncSession, acteur: Acteur, action_id: UUID, today: date
) -> list[tuple[DateAction, str]]:  # fmt: skip
    seen = visible(Action, acteur) & visible(DateAction, acteur) & (DateAction.action_id == action_id)
    query = dates_of(seen).where(DateAction.jour >= today, DateAction.etat == PROGRAMMEE)
    return [(day, qpv or commune) for day, _, _, commune, qpv in await session.execute(query)]


async def _lines(session: AsyncSession, acteur: Acteur, today: date, *conditions: object) -> list[LigneReservation]:
    query = reservations_of(visible(Reservation, acteur), visible(Action, acteur)).where(*conditions)  # type: ignore[arg-type]
    return [
        LigneReservation(row, moyen, owner, porteur, title or "", day, _moves(acteur, row, day, today))
        for row, moyen, owner, porteur, title, day in await session.execute(query)
    ]


def _moves(acteur: Acteur, row: Reservation, day: DateAction | None, today: date) -> tuple[EtatReservation, ...]:
    is_past = day is None or day.jour <= today
    return moves_of(acteur, row.etat, row.proprietaire_id, row.structure_id, is_past=is_past)


async def who_comes_when(session: AsyncSession, acteur: Acteur, today: date) -> list[LigneReservation]:
    """What was reserved with the acteur's structure (with all, for the coordination), in the order of days.

    The past goes back to SHOWN_BACK: what is older is read on the sheet of its action.
    """
    check_writer(acteur)
    recent = or_(DateAction.jour.is_(None), DateAction.jour >= today - SHOWN_BACK)
    if acteur.role is Role.COORDINATEUR:
        return await _lines(session, acteur, today, recent)
    return await _lines(session, acteur, today, recent, Reservation.proprietaire_id == acteur.structure_id)


async def reserve(
    session: AsyncSession, acteur: Acteur, action_id: UUID, moyen_id: UUID, *, date_id: UUID | None, quantite: int,
    now: datetime,
) -> EtatReservation:  # fmt: skip
    """Reserves so many units for a date of the action; Conflict says what else is free when it was taken meanwhile."""
    check_role(acteur, Right.MODIFY)
    action, _ = await _find_action(session, acteur, action_id)
    check_on(acteur, Right.MODIFY, action.porteur_id)
    await _hold(session, action, date_id)
    line = await find_line(session, acteur, moyen_id)
    today = now.date()
    days = {day.id: day for day, _ in await _dates(session, acteur, action_id, today)}
    day = days.get(date_id) if date_id else None
    if day is None and (date_id is not None or is_lent(line.moyen.code)):
        raise NotFound(NO_DATE)
    _check_open_offer(line, quantite, day, today)
    etat = _first_state(line, action)
    row = _row(acteur, action, line.moyen, day, quantite=quantite, etat=etat)
    if is_lent(line.moyen.code) and day is not None:
        await _take_half_days(session, acteur, line, row, day)
    else:
        await _take_units(session, acteur, line, row)
    await _tell(session, row, line, action, day)
    return etat


async def _hold(session: AsyncSession, action: Action, date_id: UUID | None) -> None:
    """Holds the date then the action as they are: who cancels them meanwhile waits, and frees this booking too."""
    if date_id is not None and await session.scalar(lock_date(action.territoire_id, date_id)) != PROGRAMMEE:
        raise NotFound(NO_DATE)
    check_open(await session.scalar(lock_action(action.territoire_id, action.id)) or action.etat)


def _check_open_offer(line: LigneMoyen, quantite: int, day: DateAction | None, today: date) -> None:
    if line.moyen.sens != Sens.OFFRE or line.moyen.etat != EtatMoyen.OUVERT:
        raise Conflict("Cette offre n’est plus ouverte : cherchez-en une autre dans la bourse de moyens.")
    debut, fin = line.moyen.debut, line.moyen.fin
    if fin < today or (day is not None and not debut <= day.jour <= fin):
        raise Conflict(
            f"Cette offre vaut du {debut:%d/%m/%Y} au {fin:%d/%m/%Y} : "
            "choisissez une date de cette période, ou une autre offre."
        )
    if not 1 <= quantite <= line.moyen.quantite:
        raise Conflict(f"Demandez de 1 à {line.moyen.quantite} : c’est ce que propose {line.structure}.")


def _first_state(line: LigneMoyen, action: Action) -> EtatReservation:
    asks = line.moyen.is_sur_accord and line.moyen.structure_id != action.porteur_id
    return EtatReservation.DEMANDEE if asks else EtatReservation.RESERVEE


def _row(
    acteur: Acteur, action: Action, moyen: Moyen, day: DateAction | None, *, quantite: int, etat: EtatReservation
) -> dict[str, object]:
    hours = (day.debut, day.fin) if day else (None, None)
    return {
        "territoire_id": acteur.territoire_id, "id": uuid4(), "moyen_id": moyen.id,
        "proprietaire_id": moyen.structure_id, "action_id": action.id, "date_id": day.id if day else None,
        "structure_id": action.porteur_id, "quantite": quantite, "etat": etat.value, "auteur_id": acteur.compte_id,
        "valeur": value_of(moyen.code, moyen.valeur, quantite, *hours),
    }  # fmt: skip


async def _take_half_days(
    session: AsyncSession, acteur: Acteur, line: LigneMoyen, row: dict[str, object], day: DateAction
) -> None:
    """Takes the first free units. Somebody who takes one at the same instant wins: the next ones are tried."""
    creneaux = [creneau.value for creneau in creneaux_between(day.debut, day.fin)]
    wanted = int(str(row["quantite"]))
    for _ in range(ATTEMPTS + line.moyen.quantite):
        taken = await taken_half_days(session, acteur, [line.moyen.id], day.jour, 0)
        free = free_units(line.ouverture, taken[line.moyen.id], day.jour, creneaux)
        if len(free) < wanted:
            break
        if await _written(session, row, _occupied(row, day.jour, creneaux, free[:wanted], line.moyen.quantite)):
            return
    raise Conflict(await alternative(session, acteur, line, day, creneaux, quantite=wanted))


def _occupied(
    row: dict[str, object], jour: date, creneaux: Sequence[str], unites: Sequence[int], quantite: int
) -> list[dict[str, object]]:
    """Always in the same order: two who want the same half-days wait for each other, and never both."""
    same = {"territoire_id": row["territoire_id"], "moyen_id": row["moyen_id"], "reservation_id": row["id"]}
    return [
        same | {"jour": jour, "creneau": creneau, "unite": unite, "quantite": quantite}
        for creneau in creneaux
        for unite in sorted(unites)
    ]


async def _written(session: AsyncSession, row: dict[str, object], occupied: list[dict[str, object]]) -> bool:
    """Whether the database took it all; nothing is left of it otherwise."""
    try:
        async with session.begin_nested():
            await session.execute(insert(Reservation).values(row))
            if occupied:
                await session.execute(insert(Occupation).values(occupied))
    except IntegrityError:
        return False
    return True


async def _take_units(session: AsyncSession, acteur: Acteur, line: LigneMoyen, row: dict[str, object]) -> None:
    if await _written(session, row, []):
        return
    await session.refresh(line.moyen)
    raise Conflict(await alternative(session, acteur, line, None, [], quantite=int(str(row["quantite"]))))


def _titre_of(action: Action) -> dict[str, str]:
    """The title, once the action is announced: whoever lends for a draft may not read it yet."""
    return {"titre": action.titre} if action.annoncee_le else {}


async def _tell(
    session: AsyncSession, row: dict[str, object], line: LigneMoyen, action: Action, day: DateAction | None
) -> None:
    """Tells the owner that his means was taken or asked for."""
    if line.moyen.structure_id == action.porteur_id:
        return
    facts = _titre_of(action) | {"moyen": line.moyen.libelle, "fait": str(row["etat"])}
    if day is not None:
        facts["jour"] = day.jour.isoformat()
    await session.execute(
        told(
            Avis(
                Genre.MOYEN, f"moyen:{row['id']}:{row['etat']}", action.id, (line.moyen.structure_id,),
                date_id=day.id if day else None, details=facts,
            )
        )
    )  # fmt: skip


async def move(
    session: AsyncSession, acteur: Acteur, reservation_id: UUID, vers: str, *, now: datetime
) -> LigneReservation:
    """Accepts, refuses, frees, says used or given back; the other side is told."""
    check_writer(acteur)
    lines = await _lines(session, acteur, now.date(), Reservation.id == reservation_id)
    if not lines:
        raise NotFound(UNKNOWN)
    row, day = lines[0].reservation, lines[0].date
    is_past = day is None or day.jour <= now.date()
    etat = check_move(acteur, row.etat, vers, row.proprietaire_id, row.structure_id, is_past=is_past)
    if (await session.execute(change_reservation(row, etat.value, now))).first() is None:
        raise Conflict("Cette réservation a changé entre-temps : rechargez la page.")
    await _tell_other(session, acteur, lines[0], etat)
    return lines[0]


async def _tell_other(session: AsyncSession, acteur: Acteur, line: LigneReservation, etat: EtatReservation) -> None:
    if etat not in {EtatReservation.RESERVEE, EtatReservation.REFUSEE, EtatReservation.LIBEREE}:
        return
    row, day = line.reservation, line.date
    sides = {row.structure_id, row.proprietaire_id} - {acteur.structure_id}
    if not sides:
        return
    query = actions_of(visible(Action, acteur)).where(Action.id == row.action_id)
    found = (await session.execute(query)).first()
    facts = (_titre_of(found[0]) if found else {}) | {"moyen": line.moyen.libelle, "fait": etat.value}
    facts |= {"jour": day.jour.isoformat()} if day else {}
    avis = Avis(
        Genre.MOYEN, f"moyen:{row.id}:{etat.value}", row.action_id, tuple(sorted(sides)), date_id=row.date_id,
        details=facts,
    )  # fmt: skip
    await session.execute(told(avis))
