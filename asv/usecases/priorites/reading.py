"""Reading a year of priority setting: quartier by quartier, then one quartier with all that was noted of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, actions_of
from asv.db.besoins import Ambition, Priorite
from asv.db.liens import named_ambitions, read_liens, read_recueil, standing_engagements
from asv.db.priorites import Classement, DecisionPriorites, classements_of, decisions_of, lock_votes
from asv.db.scope import rows, visible
from asv.db.territoires import qpv_of
from asv.domain.acteurs import Acteur, Role
from asv.domain.diffusion import ReleasedValue, release_typed
from asv.domain.errors import Forbidden, NotFound
from asv.domain.periodes import last_closed
from asv.domain.priorites import NO_ANSWER, College, Point, Recueil, answered, face_to_face, without_answer

ANNEES = 3
"""Closed years whose priorités may be set, the last one first."""
ONLY_COORDINATION = "Les votes et la décision sont notés par la coordination ; le document publié les donne à lire."


@dataclass(frozen=True, slots=True)
class CollegeLu:
    """A ranking that stands, and those it corrected, the latest first.

    votants: how many voted, when they are enough to be told; those of a corrected ranking are never: beside these,
    they would say that a few people were added or taken out.
    """

    classement: Classement
    votants: ReleasedValue
    anciens: Sequence[Classement]

    @property
    def corriges(self) -> Sequence[tuple[Classement, Classement]]:
        """Each ranking that was corrected, with the one that replaced it."""
        return list(zip(self.anciens, [self.classement, *self.anciens], strict=False))


@dataclass(frozen=True, slots=True)
class PrioriteReliee:
    """A priorité kept by the decision that stands. manque: what it needs before it may be said decided."""

    priorite: Priorite
    ambitions: Sequence[str]
    actions: Sequence[tuple[UUID, str]]
    engagements: Sequence[str]
    manque: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuartierLu:
    """sans_reponse: points that came after the decision. decision: the one that stands; anciennes: those before."""

    annee: int
    code: str
    nom: str
    colleges: Mapping[College, CollegeLu]
    points: tuple[Point, ...]
    decision: DecisionPriorites | None
    anciennes: Sequence[DecisionPriorites]
    priorites: Sequence[PrioriteReliee]
    sans_reponse: tuple[str, ...]

    @property
    def is_decidee(self) -> bool:
        """Whether every point is answered and every priorité tied."""
        is_tied = all(not one.manque for one in self.priorites)
        return self.decision is not None and bool(self.priorites) and is_tied and not self.sans_reponse

    @property
    def corrigees(self) -> Sequence[tuple[DecisionPriorites, DecisionPriorites]]:
        """Each decision that was corrected, with the one that replaced it."""
        return list(zip(self.anciennes, [self.decision, *self.anciennes], strict=False)) if self.decision else []

    @property
    def is_corrige(self) -> bool:
        return bool(self.anciennes) or any(lu.anciens for lu in self.colleges.values())

    @property
    def notees(self) -> int:
        """How many rankings and decisions are noted: a form filled on fewer is out of date."""
        votes = sum(1 + len(lu.anciens) for lu in self.colleges.values())
        return votes + len(self.anciennes) + (self.decision is not None)

    @property
    def dernier_vote(self) -> date:
        return max((lu.classement.etabli_le for lu in self.colleges.values()), default=date(self.annee, 1, 1))


@dataclass(frozen=True, slots=True)
class Offre:
    """What a priorité may be tied to: identifiers as texts, with their words."""

    ambitions: Sequence[tuple[str, str]]
    engagements: Sequence[tuple[str, str]]
    actions: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class AnneeLue:
    """recueil: V02. suivies: V03, points of the inhabitants that were answered, of all they ranked."""

    annee: int
    annees: Sequence[int]
    quartiers: Sequence[QuartierLu]
    recueil: Recueil
    suivies: tuple[int, int]


def annees_lues(today: date) -> tuple[int, ...]:
    last = last_closed(today).annee
    return tuple(last - back for back in range(ANNEES))


def check_annee(annee: int, today: date) -> None:
    if annee not in annees_lues(today):
        raise NotFound("Choisissez une des dernières années closes : on n’y classe que ce qui est connu.")


def check_coordination(acteur: Acteur) -> None:
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden(ONLY_COORDINATION)


async def read_annee(session: AsyncSession, acteur: Acteur, annee: int | None, today: date) -> AnneeLue:
    """The QPV of the contract with what is noted of each. annee: None for the last closed year."""
    check_coordination(acteur)
    chosen = annees_lues(today)[0] if annee is None else annee
    check_annee(chosen, today)
    quartiers = await _quartiers(session, acteur, chosen)
    asked = {
        lu.code: lu.colleges[College.HABITANTS].classement.rangs
        for lu in quartiers if College.HABITANTS in lu.colleges
    }  # fmt: skip
    settled = {lu.code: {*lu.decision.retenus, *lu.decision.ecartes} for lu in quartiers if lu.decision}
    recueil = await read_recueil(session, acteur, chosen, {lu.code for lu in quartiers})
    return AnneeLue(chosen, annees_lues(today), quartiers, recueil, answered(asked, settled))


async def read_quartier(
    session: AsyncSession, acteur: Acteur, annee: int, code: str, today: date, *, to_write: bool = False
) -> QuartierLu:
    """One quartier, as it is noted. to_write: whoever else writes there waits until this transaction ends."""
    check_coordination(acteur)
    check_annee(annee, today)
    if to_write:
        await session.execute(lock_votes(acteur.territoire_id, annee, code))
    found = next((lu for lu in await _quartiers(session, acteur, annee) if lu.code == code), None)
    if found is None:
        raise NotFound("Ce quartier n’est pas au contrat de ville : choisissez-en un dans la liste.")
    return found


async def read_offre(session: AsyncSession, acteur: Acteur, code: str) -> Offre:
    """Ambitions of the contract, commitments that stand, actions of this QPV or of the whole territoire."""
    check_coordination(acteur)
    current = Ambition.nature == "ambition", Ambition.retiree_le.is_(None)
    ambitions = await named_ambitions(session, acteur, *current)
    engagements = await standing_engagements(session, acteur)
    doing = visible(Action, acteur) & Action.etat.not_in(NO_ANSWER)
    actions = await session.execute(actions_of(doing))
    return Offre(
        [(str(key), libelle) for key, libelle in ambitions.items()],
        [(str(key), libelle) for key, libelle in engagements.items()],
        [(str(action.id), action.titre) for action, _ in actions if not action.qpv or code in action.qpv],
    )


async def _quartiers(session: AsyncSession, acteur: Acteur, annee: int) -> list[QuartierLu]:
    classements: dict[tuple[str, College], list[Classement]] = defaultdict(list)
    for row in await session.scalars(classements_of(visible(Classement, acteur), annee)):
        classements[row.qpv, College(row.college)].insert(0, row)
    decisions: dict[str, list[DecisionPriorites]] = defaultdict(list)
    for decision in await session.scalars(decisions_of(visible(DecisionPriorites, acteur), annee)):
        decisions[decision.qpv].insert(0, decision)
    reliees = await _reliees(session, acteur)
    found = []
    for qpv, _ in await session.execute(qpv_of(acteur.territoire_id)):
        colleges = {c: _college(classements[qpv.code, c]) for c in College if classements[qpv.code, c]}
        found.append(_quartier((annee, qpv.code, qpv.nom), colleges, decisions[qpv.code], reliees))
    return found


def _college(noted: Sequence[Classement]) -> CollegeLu:
    count = Decimal(noted[0].votants)
    return CollegeLu(noted[0], release_typed("votants", "Votants", "votants", count, is_count=True), noted[1:])


def _quartier(
    named: tuple[int, str, str], colleges: Mapping[College, CollegeLu], decisions: Sequence[DecisionPriorites],
    reliees: Mapping[UUID | None, Sequence[PrioriteReliee]],
) -> QuartierLu:  # fmt: skip
    rangs = [colleges[c].classement.rangs if c in colleges else {} for c in College]
    points = face_to_face(*rangs)
    stands = decisions[0] if decisions else None
    objets = [point.objet for point in points]
    return QuartierLu(
        *named, colleges, points, stands, decisions[1:], reliees.get(stands.id, ()) if stands else (),
        without_answer(objets, stands.retenus, stands.ecartes) if stands else (),
    )  # fmt: skip


async def _reliees(session: AsyncSession, acteur: Acteur) -> dict[UUID | None, list[PrioriteReliee]]:
    """Priorités that a decision keeps, by decision, with what each is tied to."""
    query = rows(Priorite, acteur).where(Priorite.decision_id.is_not(None), Priorite.retiree_le.is_(None))
    kept = await session.scalars(query.order_by(Priorite.rang, Priorite.id))
    found: dict[UUID | None, list[PrioriteReliee]] = defaultdict(list)
    for row, liens in await read_liens(session, acteur, kept):
        actions = [(key, titre) for key, titre, _ in liens.actions]
        found[row.decision_id].append(PrioriteReliee(row, liens.ambitions, actions, liens.engagements, liens.manque))
    return found
