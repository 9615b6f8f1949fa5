"""The year of joint actions as the coordination reads it: actions, dates, means and money, never persons."""

import asyncio
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, DateAction, Participation
from asv.db.alertes import Alerte
from asv.db.besoins import BesoinAction
from asv.db.bilans import Financement
from asv.db.coordination import read_situation
from asv.db.moyens import Reservation
from asv.db.scope import rows
from asv.db.territoires import qpv_of
from asv.domain.acteurs import Acteur
from asv.domain.actions import ANNULEE, DRAFTS, REALISEE, REPORTEE, Reponse, Right, check_role
from asv.domain.actions.budget import DROIT_COMMUN, held, is_specifique
from asv.domain.actions.ensemble import ActionVecue, Ensemble, ensemble_of
from asv.domain.actions.indicateurs import delai_besoin
from asv.domain.coordination import detect

BROUGHT = ("reservee", "utilisee", "rendue")
DOUBLON = "DOUBLON"
NEVER = (*DRAFTS, ANNULEE)


async def read_ensemble(session: AsyncSession, acteur: Acteur, annee: int, today: date) -> Ensemble:
    """Actions that are announced or further, with a date in that year. Overlaps: those kept, and those seen today."""
    check_role(acteur, Right.EVALUATE)
    first, last = date(annee, 1, 1), date(annee, 12, 31)
    within = DateAction.jour.between(first, last)
    days = await _by_action(session, rows(DateAction, acteur).where(within).order_by(DateAction.jour, DateAction.id))
    wanted = rows(Action, acteur).where(Action.id.in_(days), Action.etat.notin_(NEVER)).order_by(Action.id)
    actions = list(await session.scalars(wanted))
    more = {
        table: await _by_action(session, rows(table, acteur).where(table.action_id.in_(days)))
        for table in (Participation, BesoinAction, Financement, Reservation)
    }
    contract = {qpv.code for qpv, _ in await session.execute(qpv_of(acteur.territoire_id))}
    choices = await _overlaps(session, acteur, set(days), today)
    lived = [_lived(action, days[action.id], {table: found[action.id] for table, found in more.items()})
             for action in actions]  # fmt: skip
    return ensemble_of(lived, contrat=contract, choix=choices)


async def _overlaps(session: AsyncSession, acteur: Acteur, of: set[UUID], today: date) -> list[str | None]:
    """What was decided of each overlap of these actions, None while it waits: kept on a sheet, or only on the desk."""
    kept = rows(Alerte, acteur).where(Alerte.regle == DOUBLON, or_(Alerte.action_id.in_(of), Alerte.autre_id.in_(of)))
    choices = {alerte.id: alerte.choix for alerte in await session.scalars(kept)}
    situation = await read_situation(session, acteur, today)
    # Pure Python over a whole year of actions: in a thread, so that other requests are answered meanwhile.
    for constat in await asyncio.to_thread(detect, situation):
        if constat.regle == DOUBLON and not of.isdisjoint(constat.actions):
            choices.setdefault(constat.id(acteur.territoire_id))
    return list(choices.values())


async def _by_action(session: AsyncSession, query: Any) -> defaultdict[UUID, list[Any]]:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in await session.scalars(query):
        found[row.action_id].append(row)
    return found


def _lived(action: Action, days: list[DateAction], more: dict[type[Any], list[Any]]) -> ActionVecue:
    brings = {
        place.structure_id for place in more[Participation]
        if place.reponse == Reponse.ACCEPTEE and place.moyens and place.structure_id != action.porteur_id
    }  # fmt: skip
    lent = [one for one in more[Reservation] if one.etat in BROUGHT and one.proprietaire_id != action.porteur_id]
    lines = more[Financement]
    return ActionVecue(
        action.theme, [day.etat for day in days],
        {day.qpv for day in days if day.qpv and day.etat not in {ANNULEE, REPORTEE}},
        len(brings | {one.proprietaire_id for one in lent}),
        delai_besoin((need.note_le.date() for need in more[BesoinAction]),
                     (day.jour for day in days if day.etat == REALISEE)),
        action.participation_obtenue,
        sum((held(line) for line in lines if line.source == DROIT_COMMUN), Decimal(0)),
        sum((held(line) for line in lines if is_specifique(line.source)), Decimal(0)),
        sum((held(line) for line in lines), Decimal(0)),
        sum((one.valeur or Decimal(0) for one in lent), Decimal(0)),
    )  # fmt: skip
