"""Reading commitments: the list with what it adds up to, one sheet with its proofs and its former targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, actions_of
from asv.db.besoins import Ambition, ambitions_of
from asv.db.engagements import Avenant, Engagement, Preuve, Revue, avenants_of, engagements_of, preuves_of, revues_of
from asv.db.scope import rows, visible
from asv.db.structures import Structure
from asv.db.territoires import qpv_of
from asv.domain.acteurs import Acteur
from asv.domain.engagements import (
    Avancee,
    Compte,
    Connus,
    EtatDate,
    check_reader,
    count,
    may_prove,
    may_write,
    proposed_etat,
)
from asv.domain.errors import NotFound

UNKNOWN = "Cet engagement n’existe pas."


@dataclass(frozen=True, slots=True)
class LigneEngagement:
    """A commitment in the list. `propose`: the state its proofs suggest when it differs from the one held."""

    engagement: Engagement
    signataire: str
    valeur: Decimal | None
    propose: str | None
    is_to_review: bool


@dataclass(frozen=True, slots=True)
class ListeEngagements:
    """`groupes`: by signatory. `compte`: over all of them, at the day of reading."""

    groupes: list[tuple[str, list[LigneEngagement]]]
    compte: Compte
    may_write: bool


@dataclass(frozen=True, slots=True)
class Offerts:
    """What the form offers: signatories, ambitions under their orientations, axes, QPV of the contract."""

    structures: list[tuple[str, str]]
    ambitions: list[tuple[str, str]]
    axes: list[tuple[str, str]]
    qpv: list[tuple[str, str]]

    @property
    def connus(self) -> Connus:
        return Connus(
            *(tuple(code for code, _ in one) for one in (self.structures, self.ambitions, self.axes, self.qpv))
        )


@dataclass(frozen=True, slots=True)
class VueEngagement:
    ligne: LigneEngagement
    ambition: Ambition | None
    axes: list[Ambition]
    quartiers: list[str]
    preuves: list[Preuve]
    avenants: list[Avenant]
    revues: list[Revue]
    actions: list[Action]
    may_write: bool
    may_prove: bool


def line_of(engagement: Engagement, signataire: str, preuves: Sequence[Preuve], today: date) -> LigneEngagement:
    """`preuves`: those of this commitment, the latest first."""
    valeur = next((preuve.valeur for preuve in preuves if preuve.valeur is not None), None)
    avancee = Avancee(
        engagement.cible, engagement.depart, valeur, engagement.echeance, bool(preuves), engagement.signe_le is not None
    )
    propose = proposed_etat(avancee, today)
    review = engagement.prochaine_revue
    is_due = review is not None and review <= today
    return LigneEngagement(engagement, signataire, valeur, propose if propose != engagement.etat else None, is_due)


async def lines_of(session: AsyncSession, acteur: Acteur, today: date) -> list[LigneEngagement]:
    """Every commitment, signatory by signatory."""
    by_engagement: dict[UUID, list[Preuve]] = {}
    for preuve in await session.scalars(preuves_of(visible(Preuve, acteur))):
        by_engagement.setdefault(preuve.engagement_id, []).append(preuve)
    found = await session.execute(engagements_of(visible(Engagement, acteur)))
    return [line_of(engagement, nom, by_engagement.get(engagement.id, []), today) for engagement, nom in found]


async def list_engagements(session: AsyncSession, acteur: Acteur, today: date) -> ListeEngagements:
    check_reader(acteur)
    lines = await lines_of(session, acteur, today)
    dated = [EtatDate(e.etat, e.echeance, e.is_mesurable_qpv) for e in (line.engagement for line in lines)]
    groups = [(nom, list(found)) for nom, found in groupby(lines, key=lambda line: line.signataire)]
    return ListeEngagements(groups, count(dated, today), may_write(acteur))


async def find_engagement(session: AsyncSession, acteur: Acteur, engagement_id: UUID) -> tuple[Engagement, str]:
    check_reader(acteur)
    query = engagements_of(visible(Engagement, acteur)).where(Engagement.id == engagement_id)
    found = (await session.execute(query)).first()
    if found is None:
        raise NotFound(UNKNOWN)
    engagement, nom = found
    return engagement, nom


async def read_engagement(session: AsyncSession, acteur: Acteur, engagement_id: UUID, today: date) -> VueEngagement:
    engagement, nom = await find_engagement(session, acteur, engagement_id)
    of_this = preuves_of(visible(Preuve, acteur)).where(Preuve.engagement_id == engagement_id)
    preuves = list(await session.scalars(of_this))
    known = {one.id: one for one in await session.scalars(ambitions_of(visible(Ambition, acteur)))}
    quartiers = {q.code: q.nom for q, _ in await session.execute(qpv_of(acteur.territoire_id, dans_contrat=None))}
    linked = actions_of(visible(Action, acteur)).where(Action.engagement_id == engagement_id)
    return VueEngagement(
        line_of(engagement, nom, preuves, today),
        known.get(engagement.ambition_id) if engagement.ambition_id else None,
        [known[axe] for axe in engagement.axes if axe in known],
        [nom for code, nom in quartiers.items() if code in engagement.qpv], preuves,
        list(await session.scalars(avenants_of(visible(Avenant, acteur), engagement_id))),
        list(await session.scalars(revues_of(visible(Revue, acteur), engagement_id))),
        [action for action, _ in await session.execute(linked)],
        may_write(acteur), may_prove(acteur, engagement.structure_id),
    )  # fmt: skip


async def offered(session: AsyncSession, acteur: Acteur) -> Offerts:
    structures = await session.scalars(rows(Structure, acteur).order_by(Structure.nom_tri, Structure.id))
    contrat = list(await session.scalars(ambitions_of(visible(Ambition, acteur)).where(Ambition.retiree_le.is_(None))))
    named = [(one.nature, (str(one.id), f"{one.numero}. {one.libelle}")) for one in contrat]
    return Offerts(
        [(str(one.id), one.nom) for one in structures if one.fusionnee_dans is None],
        [option for nature, option in named if nature == "ambition"],
        [option for nature, option in named if nature == "axe"],
        [(qpv.code, qpv.nom) for qpv, _ in await session.execute(qpv_of(acteur.territoire_id))],
    )
