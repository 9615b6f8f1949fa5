"""The desk of the coordination: what waits for it today, each thing in one line with one act."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action
from asv.db.besoins import RangBesoin
from asv.db.bilans import Financement
from asv.db.coordination import last_published, read_situation
from asv.db.engagements import Engagement
from asv.db.scope import visible
from asv.db.structures import Structure
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions.etats import LIFE, libelle_etat
from asv.domain.coordination import REGLES, Regle, detect
from asv.domain.errors import Forbidden
from asv.domain.periodes import last_closed
from asv.usecases.coordination.alertes import AlerteLue, merged

SOON = timedelta(days=30)
REVIEW = timedelta(days=60)
SETTLED = ("ES_TENU", "ES_ABANDONNE", "ES_NON_VERIF")
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Echeance:
    """A deadline of a funder: what it is, when, for which action."""

    quand: date
    quoi: str
    action: str
    action_id: str


@dataclass(frozen=True, slots=True)
class ARevoir:
    """A commitment whose review is near, or past."""

    id: str
    libelle: str
    structure: str
    quand: date


@dataclass(frozen=True, slots=True)
class Bureau:
    """`alertes`: undecided, by rule, in the order of the rules. `pipeline`: state, its label and how many actions."""

    alertes: list[tuple[Regle, list[AlerteLue]]]
    decidees: int
    non_notees: int
    pipeline: list[tuple[str, str, int]]
    echeances: list[Echeance]
    priorites: int
    sans_action: int
    annee_a_publier: int | None
    a_revoir: list[ARevoir]

    @property
    def ouvertes(self) -> int:
        return sum(len(lues) for _, lues in self.alertes)


async def read_bureau(session: AsyncSession, acteur: Acteur, today: date) -> Bureau:
    """Everything that waits. The rules are run again each time: what no longer holds is no longer shown."""
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden("Ce bureau est celui de la coordination.")
    situation = await read_situation(session, acteur, today)
    # Pure Python over a whole year of actions: in a thread, so that other requests are answered meanwhile.
    constats = await asyncio.to_thread(detect, situation)
    lues = await merged(session, acteur, constats, situation)
    waiting = [lue for lue in lues if lue.choix is None]
    by_rule = [(regle, [lue for lue in waiting if lue.regle is regle]) for regle in REGLES.values()]
    answered = {one for action in situation.actions for one in action.priorites}
    return Bureau(
        alertes=[(regle, found) for regle, found in by_rule if found],
        decidees=len(lues) - len(waiting),
        non_notees=sum(not lue.is_kept and lue.action is not None for lue in waiting),
        pipeline=await _pipeline(session, acteur),
        echeances=await _deadlines(session, acteur, today),
        priorites=len(situation.priorites),
        sans_action=sum(priorite.id not in answered for priorite in situation.priorites),
        annee_a_publier=await year_to_publish(session, acteur, today),
        a_revoir=await _to_review(session, acteur, today),
    )


async def year_to_publish(session: AsyncSession, acteur: Acteur, today: date) -> int | None:
    """The last closed year, if its ranks of need are not published yet."""
    closed = last_closed(today).debut.year
    known = await session.scalar(last_published(visible(RangBesoin, acteur)))
    return closed if known is None or known < closed else None


async def _pipeline(session: AsyncSession, acteur: Acteur) -> list[tuple[str, str, int]]:
    query = select(Action.etat, func.count()).where(visible(Action, acteur)).group_by(Action.etat)
    counted: Mapping[str, int] = {row[0]: row[1] for row in await session.execute(query)}
    return [(etat, libelle_etat(etat), counted[etat]) for etat in LIFE if etat in counted]


async def _deadlines(session: AsyncSession, acteur: Acteur, today: date) -> list[Echeance]:
    """Deadlines of funders in the coming month, the nearest first."""
    asked = {
        "dépôt de la demande": Financement.depot_le, "décision attendue": Financement.decision_le,
        "compte rendu intermédiaire": Financement.intermediaire_le,
        "compte rendu financier": Financement.compte_rendu_le,
    }  # fmt: skip
    of_this = (Action.territoire_id == Financement.territoire_id) & (Action.id == Financement.action_id)
    query = select(Action.titre, Action.id, *asked.values()).join(Action, of_this).where(visible(Financement, acteur))
    near = or_(*(column.between(today, today + SOON) for column in asked.values()))
    found = [
        Echeance(jour, quoi, titre, str(id_))
        for titre, id_, *days in await session.execute(query.where(near, ~Financement.is_refuse))
        for quoi, jour in zip(asked, days, strict=True)
        if jour is not None and today <= jour <= today + SOON
    ]
    return sorted(found, key=lambda one: (one.quand, one.action))


async def _to_review(session: AsyncSession, acteur: Acteur, today: date) -> list[ARevoir]:
    of_this = (Structure.territoire_id == Engagement.territoire_id) & (Structure.id == Engagement.structure_id)
    query = (
        select(Engagement.id, Engagement.libelle, Structure.nom, Engagement.prochaine_revue)
        .join(Structure, of_this)
        .where(visible(Engagement, acteur), Engagement.prochaine_revue <= today + REVIEW)
        .where(Engagement.etat.notin_(SETTLED))
        .order_by(Engagement.prochaine_revue, Engagement.id)
    )
    found = await session.execute(query)
    return [ARevoir(str(id_), libelle, nom, quand) for id_, libelle, nom, quand in found if quand]
