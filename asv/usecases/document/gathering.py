"""Gathering what a document is written from: places, priorités, announced actions, words, structures, commitments."""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, DateAction, actions_of
from asv.db.besoins import BesoinAction
from asv.db.engagements import Engagement, engagements_of
from asv.db.liens import read_recueil
from asv.db.reference import communes_of
from asv.db.scope import rows, visible
from asv.db.structures import Structure, structures_of
from asv.db.territoires import cellules_of, qpv_of
from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur
from asv.domain.actions.besoins import NatureBesoin
from asv.domain.actions.etats import libelle_etat
from asv.domain.document.matiere import ActionDite, Matiere, ParoleDite, QuartierDit, StructureDite
from asv.usecases.document.votes import gather_priorites, gather_votes

OFF = ("AE_ANNULEE", "AE_REPORTEE")


async def gather(session: AsyncSession, acteur: Acteur, annee: int) -> Matiere:
    """All that is kept of the year of the document, as the coordination reads it."""
    communes = {c.code: c.nom for c in await session.scalars(communes_of(acteur.territoire_id))}
    actions = await _announced(session, acteur, annee)
    quartiers = await _quartiers(session, acteur)
    priorites = await gather_priorites(session, acteur, annee)
    return Matiere(
        communes=communes,
        quartiers=quartiers,
        priorites=[told for _, told in priorites],
        votes=await gather_votes(session, acteur, annee, quartiers, priorites),
        recueil=await read_recueil(session, acteur, annee, {one.code for one in quartiers}),
        actions=[said for _, said in actions.values() if said.dates],
        paroles=await _paroles(session, acteur, actions),
        structures=[
            StructureDite(
                s.nom, _libelle("TYPE_PARTENAIRE", s.type), communes.get(s.commune or "", ""), frozenset(s.qpv)
            )
            for s in await session.scalars(structures_of(visible(Structure, acteur)))
        ],
        engagements=[
            (signataire, e.libelle, _libelle("ENGAGEMENT_ETAT", e.etat), _day(e.echeance))
            for e, signataire in await session.execute(engagements_of(visible(Engagement, acteur)))
        ],
    )


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "—"


def _libelle(liste: str, code: str) -> str:
    return nomenclatures.entree(liste, code).libelle


async def _quartiers(session: AsyncSession, acteur: Acteur) -> list[QuartierDit]:
    communes: dict[str, list[str]] = defaultdict(list)
    for commune, qpv in await session.execute(cellules_of(acteur.territoire_id)):
        communes[qpv].append(commune)
    found = await session.execute(qpv_of(acteur.territoire_id))
    return [QuartierDit(q.code, q.nom, tuple(communes[q.code]), q.population) for q, _ in found]


async def _announced(session: AsyncSession, acteur: Acteur, annee: int) -> dict[UUID, tuple[Action, ActionDite]]:
    """Announced actions, with their dates since the first of January of that year."""
    of_this = and_(DateAction.jour >= date(annee, 1, 1), DateAction.etat.not_in(OFF))
    grouped = select(
        DateAction.action_id, func.count(), func.array_agg(DateAction.qpv), func.array_agg(DateAction.commune)
    ).where(visible(DateAction, acteur), of_this).group_by(DateAction.action_id)  # fmt: skip
    dated = {key: (count, qpv, communes) for key, count, qpv, communes in await session.execute(grouped)}
    found = await session.execute(actions_of(and_(visible(Action, acteur), Action.annoncee_le.is_not(None))))
    return {action.id: (action, _said(action, porteur, dated.get(action.id))) for action, porteur in found}


def _said(action: Action, porteur: str, dated: Any) -> ActionDite:
    count, qpv, communes = dated or (0, [], [])
    places = frozenset({*action.qpv, *qpv} - {None})
    return ActionDite(
        action.titre, _libelle("THEME_SANTE", action.theme), porteur, libelle_etat(action.etat), places,
        frozenset({*action.communes, *communes}), count,
    )  # fmt: skip


async def _paroles(
    session: AsyncSession, acteur: Acteur, actions: dict[UUID, tuple[Action, ActionDite]]
) -> list[ParoleDite]:
    query = rows(BesoinAction, acteur).where(BesoinAction.nature == NatureBesoin.HABITANTS, BesoinAction.texte != "")
    found = await session.scalars(query.order_by(BesoinAction.note_le, BesoinAction.id))
    said = ((besoin, actions[besoin.action_id][1]) for besoin in found if besoin.action_id in actions)
    return [
        ParoleDite(besoin.texte, frozenset({besoin.qpv}) if besoin.qpv else action.qpv, action.theme)
        for besoin, action in said
    ]
