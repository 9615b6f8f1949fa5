"""The bilan of an action, its evaluation, and its copy for another year."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, DateAction, Participation, held
from asv.db.besoins import BesoinAction
from asv.db.bilans import IndicateurAction
from asv.db.scope import rows
from asv.domain.acteurs import Acteur
from asv.domain.actions import (
    ANNULEE,
    IDEE,
    PORTEUR,
    RECONDUITE,
    REPORTEE,
    Reponse,
    Right,
    check_on,
    check_role,
    may_on,
)
from asv.domain.actions.bilan import (
    Bilan,
    bilan_due,
    check_bilan,
    check_bilan_open,
    check_decision,
    check_reconduction,
    evaluation_due,
    next_millesime,
)
from asv.domain.actions.budget import Budget, budget_of
from asv.domain.actions.calculs import computed
from asv.domain.actions.indicateurs import is_about_people, is_share, part
from asv.domain.actions.passages import Demande
from asv.domain.diffusion import ReleasedValue, release_typed
from asv.domain.errors import Conflict
from asv.usecases.actions.budget import lent_to, lignes_of
from asv.usecases.actions.indicateurs import Calculs, calculate, indicateurs_of
from asv.usecases.actions.passages import Marche, follow, pass_action, record
from asv.usecases.actions.reading import find_action

COPIED = (
    "titre", "type", "theme", "description", "qpv", "publics", "is_publique", "themes_secondaires", "objectif",
    "parts_qpv", "communes", "is_ouverte_au_dela", "tranches_age", "sexe", "effectif_attendu", "ambitions", "axe_cls",
    "objectif_praps", "engagement_id", "participation_prevue", "defraiement", "campagne", "communication",
    "outil_partage", "aval_id", "aval_jours",
)  # fmt: skip
AIMED = ("famille", "code", "libelle", "unite", "cible", "source", "echeance")
NEEDED = ("nature", "code", "objet_id", "qpv", "texte")


@dataclass(frozen=True, slots=True)
class VueBilan:
    """What came of an action, for one reader. `budget`: None for whoever does not see its money.

    `du_le`: day of the bilan; `evaluations`: 90 and 180 days after the last date. `suivante`: its copy, if any.
    """

    action: Action
    porteur: str
    indicateurs: list[IndicateurAction]
    calculs: Calculs
    budget: Budget | None
    moyens: Decimal | None
    du_le: date | None
    evaluations: tuple[date, date] | None
    parente: Action | None
    suivante: Action | None
    may_write: bool
    may_evaluate: bool

    @property
    def obtenus(self) -> dict[UUID, ReleasedValue | Decimal | None]:
        """What each indicateur obtained, as the reader may know it: those who write read what they typed."""
        return {
            row.id: release_typed(row.code or "", row.libelle, row.unite, row.obtenu, is_count=not is_share(row.unite))
            if not self.may_write and is_about_people(row.code, row.unite) else row.obtenu
            for row in self.indicateurs
        }  # fmt: skip

    @property
    def proposees(self) -> dict[str, Decimal]:
        """Values that the tool computes, by code of indicateur, for whoever notes them."""
        rate, delay = self.calculs.realisation.taux, self.calculs.delai
        known = {
            "A-REAL-1": None if rate is None else rate * 100,
            "A-REAL-6": None if delay is None else Decimal(delay),
        }
        if self.budget is not None:
            lever, lent = self.budget.levier, self.moyens or Decimal(0)
            pooled = part(lent, lent + self.budget.cout)
            known |= {
                "A-MUT-3": None if lever is None else lever * 100, "A-MUT-2": None if pooled is None else pooled * 100,
            }  # fmt: skip
        return computed(self.calculs.tables, known)


async def read_bilan(session: AsyncSession, acteur: Acteur, action_id: UUID, today: date) -> VueBilan:
    """Planned and obtained, side by side, with what the reader may know of each."""
    check_role(acteur, Right.READ)
    action, porteur = await find_action(session, acteur, action_id)
    sees_money = may_on(acteur, Right.SEE_MONEY, action.porteur_id)
    jours = await _held_or_planned(session, acteur, action_id)
    return VueBilan(
        action, porteur, await indicateurs_of(session, acteur, action_id),
        await calculate(session, acteur, action, today),
        budget_of(await lignes_of(session, acteur, action_id)) if sees_money else None,
        await lent_to(session, acteur, action) if sees_money else None,
        bilan_due(jours), evaluation_due(jours), await _parent(session, acteur, action),
        await session.scalar(rows(Action, acteur).where(Action.parent_id == action.id).order_by(Action.creee_le)),
        may_on(acteur, Right.FOLLOW, action.porteur_id), may_on(acteur, Right.EVALUATE, action.porteur_id),
    )  # fmt: skip


async def _held_or_planned(session: AsyncSession, acteur: Acteur, action_id: UUID) -> list[date]:
    kept = DateAction.action_id == action_id, DateAction.etat.notin_((ANNULEE, REPORTEE))
    days = await session.scalars(rows(DateAction, acteur).where(*kept).order_by(DateAction.jour, DateAction.id))
    return [day.jour for day in days]


async def _parent(session: AsyncSession, acteur: Acteur, action: Action) -> Action | None:
    if action.parent_id is None:
        return None
    found: Action | None = await session.scalar(rows(Action, acteur).where(Action.id == action.parent_id))
    return found


async def write_bilan(
    session: AsyncSession, acteur: Acteur, action_id: UUID, bilan: Bilan, *, version: int, today: date
) -> None:
    """Keeps what is learnt, complete or not. Stale when somebody else wrote meanwhile."""
    check_role(acteur, Right.FOLLOW)
    action, _ = await find_action(session, acteur, action_id)
    check_on(acteur, Right.FOLLOW, action.porteur_id)
    check_bilan_open(action.etat)
    kept = check_bilan(bilan, today)
    values = {
        "bilan_reussites": kept.reussites, "bilan_limites": kept.limites, "is_transferable": kept.is_transferable,
        "participation_obtenue": kept.participation_obtenue or None, "participation_preuve": kept.participation_preuve,
        "habitants_conception": kept.habitants,
    }  # fmt: skip
    await record(session, acteur, action, Marche(()), version=version, values=values)


async def decide(session: AsyncSession, acteur: Acteur, action_id: UUID, decision: str, *, version: int) -> None:
    """Keeps the decision of the evaluation: reconduire, modifier or arrêter. The step itself is asked apart."""
    check_role(acteur, Right.EVALUATE)
    action, _ = await find_action(session, acteur, action_id)
    kept = check_decision(decision, action.etat)
    await record(session, acteur, action, Marche(()), version=version, values={"decision": kept})


async def reconduct(session: AsyncSession, acteur: Acteur, action_id: UUID, *, version: int, now: datetime) -> UUID:
    """Opens the same action for another year: sheet, needs and targets copied, neither dates nor results.

    The partners are not carried over: each is invited again, and answers for the new year.
    """
    check_role(acteur, Right.FOLLOW)
    action, _ = await find_action(session, acteur, action_id)
    check_on(acteur, Right.FOLLOW, action.porteur_id)
    check_reconduction(action.etat, action.decision)
    await session.execute(held(action))  # of two at the same instant, the second waits and finds the copy
    if await session.scalar(rows(Action, acteur).where(Action.parent_id == action.id)) is not None:
        raise Conflict("Cette action est déjà reconduite : ouvrez la suivante.")
    if action.etat != RECONDUITE:
        await pass_action(session, acteur, action_id, Demande(RECONDUITE), version=version, now=now)
    copied = await _copy(session, acteur, action, now.date())
    await follow(session, acteur, copied, today=now.date(), now=now)
    return copied.id


async def _copy(session: AsyncSession, acteur: Acteur, action: Action, today: date) -> Action:
    same = {"territoire_id": action.territoire_id, "porteur_id": action.porteur_id}
    copied = Action(
        id=uuid4(), etat=IDEE, creee_par=acteur.compte_id, parent_id=action.id,
        millesime=next_millesime(action.millesime, today), **same, **{name: getattr(action, name) for name in COPIED},
    )  # fmt: skip
    session.add(copied)
    await session.flush()
    of = same | {"action_id": copied.id}
    session.add(Participation(structure_id=action.porteur_id, role=PORTEUR, reponse=Reponse.ACCEPTEE.value, **of))
    for need in await session.scalars(rows(BesoinAction, acteur).where(BesoinAction.action_id == action.id)):
        said = {name: getattr(need, name) for name in NEEDED}
        session.add(BesoinAction(id=uuid4(), auteur_id=acteur.compte_id, **of, **said))
    for aim in await session.scalars(rows(IndicateurAction, acteur).where(IndicateurAction.action_id == action.id)):
        session.add(IndicateurAction(id=uuid4(), **of, **{name: getattr(aim, name) for name in AIMED}))
    await session.flush()
    await session.refresh(copied)
    return copied
