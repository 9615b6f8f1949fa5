"""The money of an action, and what its funders expect by when."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, actions_of, change_action
from asv.db.bilans import Financement
from asv.db.moyens import Reservation
from asv.db.scope import rows, visible
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import Right, check_on, check_role, may_on
from asv.domain.actions.budget import Budget, LigneBudget, LigneSaisie, budget_of, check_ligne, etat_financement_of
from asv.domain.actions.echeances import Echeance, echeances_of, is_shown
from asv.domain.errors import NotFound
from asv.usecases.actions.reading import find_action

HELD = ("reservee", "utilisee", "rendue")
"""States of a booking whose value counts among the means brought."""
NAMES = (
    "source", "reference", "demande", "accorde", "depense", "is_refuse", "depot_le", "decision_le", "intermediaire_le",
    "compte_rendu_le",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VueBudget:
    """The money of an action, for one reader. `moyens`: value of the means lent by other structures, in euros.

    None when the reader does not see the bookings.
    """

    action: Action
    porteur: str
    lignes: list[Financement]
    budget: Budget
    moyens: Decimal | None
    may_write: bool


@dataclass(frozen=True, slots=True)
class LigneEcheance:
    action: Action
    porteur: str
    ligne: Financement
    echeance: Echeance


async def read_budget(session: AsyncSession, acteur: Acteur, action_id: UUID) -> VueBudget:
    """The lines and their totals. Forbidden to a partner who does not carry the action."""
    check_role(acteur, Right.SEE_MONEY)
    action, porteur = await find_action(session, acteur, action_id)
    check_on(acteur, Right.SEE_MONEY, action.porteur_id)
    lignes = await lignes_of(session, acteur, action_id)
    return VueBudget(
        action, porteur, lignes, budget_of(lignes), await lent_to(session, acteur, action),
        may_on(acteur, Right.FOLLOW, action.porteur_id) and acteur.role is not Role.FINANCEUR,
    )  # fmt: skip


async def lignes_of(session: AsyncSession, acteur: Acteur, action_id: UUID) -> list[Financement]:
    """Lines of an action that the acteur may read, by source."""
    query = rows(Financement, acteur).where(Financement.action_id == action_id)
    return list(await session.scalars(query.order_by(Financement.source, Financement.reference, Financement.id)))


async def lent_to(session: AsyncSession, acteur: Acteur, action: Action) -> Decimal | None:
    """Value in euros of what other structures lend to the action; None for whoever does not see the bookings."""
    if acteur.role is Role.FINANCEUR:
        return None
    query = rows(Reservation, acteur).where(Reservation.action_id == action.id, Reservation.etat.in_(HELD))
    found = await session.scalars(query.where(Reservation.proprietaire_id != action.porteur_id))
    return sum((one.valeur or Decimal(0) for one in found), Decimal(0))


async def add_ligne(
    session: AsyncSession, acteur: Acteur, action_id: UUID, saisie: LigneSaisie, *, today: date
) -> UUID:
    action = await _writable(session, acteur, action_id)
    kept = check_ligne(saisie, today)
    row = Financement(
        territoire_id=action.territoire_id, id=uuid4(), action_id=action.id, porteur_id=action.porteur_id,
        **_columns(kept),
    )  # fmt: skip
    session.add(row)
    await _follow_money(session, acteur, action)
    return row.id


async def change_ligne(
    session: AsyncSession, acteur: Acteur, action_id: UUID, ligne_id: UUID, saisie: LigneSaisie, *, today: date
) -> None:
    action = await _writable(session, acteur, action_id)
    row = await _ligne(session, acteur, action_id, ligne_id)
    for name, value in _columns(check_ligne(saisie, today)).items():
        setattr(row, name, value)
    await _follow_money(session, acteur, action)


async def drop_ligne(session: AsyncSession, acteur: Acteur, action_id: UUID, ligne_id: UUID) -> None:
    """Takes away a line typed by mistake; a refused demand stays, marked so."""
    action = await _writable(session, acteur, action_id)
    row = await _ligne(session, acteur, action_id, ligne_id)
    own = Financement.territoire_id == row.territoire_id, Financement.id == row.id
    await session.execute(delete(Financement).where(*own))
    await _follow_money(session, acteur, action)


def _columns(ligne: LigneBudget) -> dict[str, object]:
    return {name: getattr(ligne, name) for name in NAMES}


async def _writable(session: AsyncSession, acteur: Acteur, action_id: UUID) -> Action:
    check_role(acteur, Right.FOLLOW)
    action, _ = await find_action(session, acteur, action_id)
    check_on(acteur, Right.FOLLOW, action.porteur_id)
    return action


async def _ligne(session: AsyncSession, acteur: Acteur, action_id: UUID, ligne_id: UUID) -> Financement:
    query = rows(Financement, acteur).where(Financement.action_id == action_id, Financement.id == ligne_id)
    found = await session.scalar(query)
    if found is None:
        raise NotFound("Cette ligne n’est plus dans le budget : rechargez la page.")
    line: Financement = found
    return line


async def _follow_money(session: AsyncSession, acteur: Acteur, action: Action) -> None:
    """The state of the money follows its lines. The version moves only with it: a sheet being written is not hurt."""
    await session.flush()
    etat = etat_financement_of(await lignes_of(session, acteur, action.id))
    if etat != action.etat_financement:
        await session.execute(change_action(action, action.version, etat_financement=etat))


async def list_echeances(session: AsyncSession, acteur: Acteur, today: date) -> list[LigneEcheance]:
    """Deadlines of the funders that the acteur may see, in the order of time: late ones first since they are past."""
    check_role(acteur, Right.SEE_MONEY)
    actions = {action.id: (action, porteur) for action, porteur in await session.execute(
        actions_of(visible(Action, acteur))
    )}  # fmt: skip
    found = []
    for ligne in await session.scalars(rows(Financement, acteur).order_by(Financement.id)):
        if ligne.action_id in actions:
            of_line = [one for one in echeances_of(ligne) if is_shown(one, today)]
            found += [LigneEcheance(*actions[ligne.action_id], ligne, one) for one in of_line]
    return sorted(found, key=lambda line: (line.echeance.jour, line.action.titre, line.echeance.cle))
