"""Gathering the priorités, the votes they come from and what they are tied to, as a document says them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.besoins import Priorite
from asv.db.liens import Liens, read_liens
from asv.db.priorites import Classement, DecisionPriorites, classements_of, decisions_of
from asv.db.scope import rows, visible
from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur
from asv.domain.diffusion import release_typed, round_typed
from asv.domain.document.concertation import CollegeDit, VoteDit
from asv.domain.document.matiere import PrioriteDite, QuartierDit
from asv.domain.priorites import College, is_told, libelle_objet, told_points, without_answer

Dites = Sequence[tuple[Priorite, PrioriteDite]]


async def gather_priorites(session: AsyncSession, acteur: Acteur, annee: int) -> Dites:
    """Priorités retained since that year and not withdrawn, those of the whole territoire first."""
    kept = rows(Priorite, acteur).where(Priorite.retiree_le.is_(None), Priorite.annee >= annee)
    order = Priorite.annee.desc(), Priorite.qpv.is_not(None), Priorite.rang, Priorite.id
    standing = await session.scalars(kept.order_by(*order))
    return [(row, _priorite(row, liens)) for row, liens in await read_liens(session, acteur, standing)]


def _priorite(row: Priorite, liens: Liens) -> PrioriteDite:
    announced = [titre for _, titre, annoncee_le in liens.actions if annoncee_le]
    return PrioriteDite(
        row.annee, row.rang, row.libelle, row.qpv, _sujet(row), (*announced, *liens.engagements), liens.ambitions,
        row.decision_id is None or not liens.manque,
    )  # fmt: skip


def _sujet(priorite: Priorite) -> str:
    named = (("THEME_SANTE", priorite.theme), ("FREIN", priorite.frein))
    return ", ".join(nomenclatures.entree(liste, code).libelle for liste, code in named if code)


async def gather_votes(
    session: AsyncSession, acteur: Acteur, annee: int, quartiers: Sequence[QuartierDit], priorites: Dites
) -> list[VoteDit]:
    """Quartiers where a college voted, in the order of the document; the last ranking and decision noted stand."""
    noted = await session.scalars(classements_of(visible(Classement, acteur), annee))
    classements = {(row.qpv, row.college): row for row in noted}
    decisions = {d.qpv: d for d in await session.scalars(decisions_of(visible(DecisionPriorites, acteur), annee))}
    return [
        _vote(q, {c: classements[q.code, c.value] for c in College if (q.code, c.value) in classements},
              decisions.get(q.code), priorites)
        for q in quartiers if any((q.code, c.value) in classements for c in College)
    ]  # fmt: skip


def _vote(
    quartier: QuartierDit, classements: Mapping[College, Classement], decision: DecisionPriorites | None,
    priorites: Dites,
) -> VoteDit:  # fmt: skip
    colleges = {college: _college(row) for college, row in classements.items()}
    if decision is None:
        return VoteDit(quartier.code, quartier.nom, colleges)
    told = [told for row, told in priorites if row.decision_id == decision.id]
    ranked = [objet for row in classements.values() for objet in row.rangs]
    shown = told_points((row.votants, row.rangs) for row in classements.values())
    is_answered = not without_answer(ranked, decision.retenus, decision.ecartes)
    return VoteDit(
        quartier.code, quartier.nom, colleges, motif=decision.motif,
        is_decidee=is_answered and bool(told) and all(one.is_liee for one in told),
        retenus=[(one.libelle, one.annee) for one in sorted(told, key=lambda one: one.rang)],
        repondent=list(dict.fromkeys(answer for one in told for answer in one.actions)),
        ecartes=[(libelle_objet(objet), raison) for objet, raison in decision.ecartes.items() if objet in shown],
    )  # fmt: skip


def _college(classement: Classement) -> CollegeDit:
    if not is_told(classement.votants):
        return CollegeDit("", {})
    count = round_typed(release_typed("votants", "Votants", "votants", Decimal(classement.votants), is_count=True))
    rangs = sorted(classement.rangs.items(), key=lambda pair: (pair[1], libelle_objet(pair[0])))
    return CollegeDit(str(count.effectif), {libelle_objet(objet): rang for objet, rang in rangs})
