"""What the rules of coordination look at, read for one acteur; and the alerts that are kept of what they notice."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Insert, Select, Update, and_, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, DateAction, Participation
from asv.db.alertes import Alerte
from asv.db.besoins import BesoinAction, Priorite, RangBesoin
from asv.db.engagements import Engagement
from asv.db.moyens import Moyen, Occupation
from asv.db.notifications import accuses_of
from asv.db.scope import visible
from asv.db.structures import Structure
from asv.db.territoires import qpv_of
from asv.domain.acteurs import Acteur, Role
from asv.domain.coordination import (
    AccuseAttendu,
    ActionVue,
    Constat,
    DateVue,
    EngagementVue,
    MoyenVue,
    PrioriteVue,
    Rangs,
    Situation,
    detect_for,
)
from asv.domain.moyens.usages import creneaux_between
from asv.reference import are_adjacent, centre_of, kilometres

BEHIND = timedelta(days=366)
"""Dates older than that change nothing: a white zone is one of twelve months."""
RECENT = timedelta(days=60)
"""Cancellations looked at: an older one is past helping."""
FRANCE = ZoneInfo("Europe/Paris")
LOCAL, SOIGNANT, PRIORITE = "MY_LOCAL", "MY_PRO_SANTE", "priorite"


async def read_situation(session: AsyncSession, acteur: Acteur, today: date) -> Situation:
    """Everything that this acteur may know, as the rules want it."""
    quartiers = tuple(qpv.code for qpv, _ in await session.execute(qpv_of(acteur.territoire_id)))
    engagements = await session.execute(
        select(Engagement.id, Engagement.structure_id, Engagement.libelle).where(visible(Engagement, acteur))
    )
    offres, demandes = await _rooms(session, acteur, today)
    return Situation(
        today=today,
        actions=await _actions(session, acteur, today),
        quartiers=quartiers,
        rangs=await read_rangs(session, acteur),
        voisins=are_adjacent,
        kilometres=kilometres,
        offres=offres,
        demandes=demandes,
        accuses=await _accuses(session, acteur, today),
        priorites=await _priorites(session, acteur),
        engagements={row[0]: EngagementVue(*row) for row in engagements},
    )


async def read_rangs(session: AsyncSession, acteur: Acteur) -> Rangs:
    """Ranks of need of the last year published, by QPV and theme; nothing before any was."""
    year = await session.scalar(last_published(visible(RangBesoin, acteur)))
    query = select(RangBesoin.qpv, RangBesoin.theme, RangBesoin.rang).where(visible(RangBesoin, acteur))
    found = await session.execute(query.where(RangBesoin.annee == year))
    return {(qpv, theme): rang for qpv, theme, rang in found}


def last_published(seen: ColumnElement[bool]) -> Select[int]:
    return select(func.max(RangBesoin.annee)).where(seen)


async def _actions(session: AsyncSession, acteur: Acteur, today: date) -> tuple[ActionVue, ...]:
    dates: dict[UUID, list[DateVue]] = defaultdict(list)
    columns = (
        DateAction.action_id, DateAction.id, DateAction.jour, DateAction.debut, DateAction.fin, DateAction.commune,
        DateAction.qpv, DateAction.etat, DateAction.hote_id,
    )  # fmt: skip
    recent = select(*columns).where(visible(DateAction, acteur), DateAction.jour >= today - BEHIND)
    for action_id, id_, jour, debut, fin, commune, qpv, etat, hote in await session.execute(recent):
        dates[action_id].append(DateVue(id_, jour, commune, qpv, etat, hote, _half_days(debut, fin)))
    soignants = await _gathered(session, _carers(acteur))
    priorites = await _gathered(session, _answered(acteur))
    found = await session.scalars(select(Action).where(visible(Action, acteur)).order_by(Action.id))
    return tuple(
        ActionVue(
            id=action.id, titre=action.titre, type=action.type, theme=action.theme, etat=action.etat,
            porteur=action.porteur_id, depuis=action.etat_depuis.astimezone(FRANCE).date(), qpv=tuple(action.qpv),
            publics=frozenset(action.publics), dates=tuple(dates[action.id]), outil_partage=action.outil_partage,
            has_aval=action.aval_id is not None and action.aval_jours is not None, engagement=action.engagement_id,
            soignants=frozenset(soignants[action.id]), priorites=frozenset(priorites[action.id]),
        )
        for action in found
    )  # fmt: skip


def _half_days(debut: time, fin: time) -> frozenset[str]:
    return frozenset(creneau.value for creneau in creneaux_between(debut, fin))


async def _gathered(session: AsyncSession, query: Select[UUID, UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for action_id, other in await session.execute(query):
        found[action_id].append(other)
    return found


def _carers(acteur: Acteur) -> Select[UUID, UUID]:
    """Structures that said they bring the time of a carer to an action, and did not take it back."""
    return select(Participation.action_id, Participation.structure_id).where(
        visible(Participation, acteur), Participation.reponse == "acceptee", Participation.moyens.contains([SOIGNANT])
    )


def _answered(acteur: Acteur) -> Select[UUID, Any]:
    return select(BesoinAction.action_id, BesoinAction.objet_id).where(
        visible(BesoinAction, acteur), BesoinAction.nature == PRIORITE, BesoinAction.objet_id.is_not(None)
    )


async def _rooms(
    session: AsyncSession, acteur: Acteur, today: date
) -> tuple[tuple[MoyenVue, ...], tuple[MoyenVue, ...]]:
    """Rooms offered, and rooms looked for, that are still of use."""
    taken = exists().where(
        Occupation.territoire_id == Moyen.territoire_id, Occupation.moyen_id == Moyen.id, Occupation.jour >= today
    )
    query = select(Moyen, taken).where(
        visible(Moyen, acteur), Moyen.code == LOCAL, Moyen.etat == "ouvert", Moyen.fin >= today
    )
    offres: list[MoyenVue] = []
    demandes: list[MoyenVue] = []
    for moyen, is_pris in await session.execute(query.order_by(Moyen.id)):
        lieu = centre_of(moyen.qpv, moyen.commune)
        vue = MoyenVue(moyen.id, moyen.structure_id, moyen.libelle, moyen.debut, moyen.fin, lieu, is_pris)
        (offres if moyen.sens == "offre" else demandes).append(vue)
    return tuple(offres), tuple(demandes)


async def _accuses(session: AsyncSession, acteur: Acteur, today: date) -> tuple[AccuseAttendu, ...]:
    """Cancellations that somebody has not acknowledged; told to the coordination only."""
    if acteur.role is not Role.COORDINATEUR:
        return ()
    since = datetime.combine(today - RECENT, time.min, FRANCE)
    awaited: dict[UUID, list[date]] = defaultdict(list)
    for row in await session.execute(accuses_of(None, since)):
        if row.accusee_le is None and row.action_id is not None:
            awaited[row.action_id].append(row.avant.astimezone(FRANCE).date())
    return tuple(AccuseAttendu(action, len(days), min(days)) for action, days in awaited.items())


async def _priorites(session: AsyncSession, acteur: Acteur) -> tuple[PrioriteVue, ...]:
    kept = visible(Priorite, acteur), Priorite.retiree_le.is_(None)
    found = await session.scalars(select(Priorite).where(*kept).order_by(Priorite.id))
    return tuple(PrioriteVue(p.id, p.libelle, p.retenue_le, p.qpv, p.theme) for p in found)


def alertes_of(seen: ColumnElement[bool], action_id: UUID | None = None) -> Select[Alerte]:
    """Alerts kept, the latest first; of one action, those that name it."""
    query = select(Alerte).where(seen).order_by(Alerte.detectee_le.desc(), Alerte.id)
    return query if action_id is None else query.where(or_(Alerte.action_id == action_id, Alerte.autre_id == action_id))


def kept_alertes(territoire_id: str, constats: Iterable[Constat], situation: Situation) -> list[Insert]:
    """Writes what was noticed, once each: what was already kept stays as it is, with what was decided of it."""
    rows = [_row(territoire_id, constat, situation) for constat in constats]
    return [insert(Alerte).values(rows).on_conflict_do_nothing()] if rows else []


def _row(territoire_id: str, constat: Constat, situation: Situation) -> dict[str, Any]:
    named = [situation.by_id.get(one) if one else None for one in (constat.action, constat.autre)]
    porteurs = [action.porteur if action else None for action in named]
    return {
        "territoire_id": territoire_id, "id": constat.id(territoire_id), "regle": constat.regle,
        "action_id": constat.action, "porteur_id": porteurs[0], "autre_id": constat.autre,
        "autre_porteur_id": porteurs[1], "qpv": constat.qpv, "theme": constat.theme, "details": dict(constat.details),
    }  # fmt: skip


async def note_alertes(session: AsyncSession, acteur: Acteur, action_id: UUID, today: date) -> Sequence[Constat]:
    """Runs the rules over one action and keeps what they notice; to be called when it enters concertation.

    Gives what was noticed. Only the coordination may write alerts about an action that it does not carry.
    """
    situation = await read_situation(session, acteur, today)
    found = detect_for(situation, action_id)
    for query in kept_alertes(acteur.territoire_id, found, situation):
        await session.execute(query)
    return found


def decided(alerte: Alerte, choix: str, raison: str, **values: object) -> Update:
    """Keeps a decision, unless somebody took another meanwhile; then gives no row back."""
    open_ = and_(Alerte.territoire_id == alerte.territoire_id, Alerte.id == alerte.id, Alerte.choix.is_(None))
    return update(Alerte).where(open_).values(choix=choix, raison=raison, **values).returning(Alerte.id)


def names_of_structures(acteur: Acteur, ids: Iterable[UUID]) -> Select[UUID, str]:
    return select(Structure.id, Structure.nom).where(visible(Structure, acteur), Structure.id.in_(list(ids)))
