"""The needs that an action documents: what one may name, adding one, taking one away."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action
from asv.db.besoins import BesoinAction, Priorite
from asv.db.scope import rows
from asv.db.signaux import Signal
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import Right, check_on, check_open, check_role
from asv.domain.actions.besoins import Besoin, BesoinSaisi, NatureBesoin, Objet, check_besoin, check_removal
from asv.domain.errors import NotFound
from asv.domain.nomenclatures import entree
from asv.usecases.actions.passages import follow
from asv.usecases.actions.reading import besoins_of, find_action

SIGNALS_FOR = timedelta(days=366)


async def objets_of(session: AsyncSession, acteur: Acteur, today: date) -> list[Objet]:
    """Priorités of this year and the last that still stand, and, for the coordination, the signals of a year."""
    still = Priorite.retiree_le.is_(None), Priorite.annee >= today.year - 1
    found = await session.scalars(rows(Priorite, acteur).where(*still).order_by(Priorite.annee.desc(), Priorite.rang))
    objets = [Objet(row.id, NatureBesoin.PRIORITE, row.libelle, None, row.qpv) for row in found]
    if acteur.role is not Role.COORDINATEUR:
        return objets
    recent = rows(Signal, acteur).where(Signal.mois >= today - SIGNALS_FOR)
    for row in await session.scalars(recent.order_by(Signal.mois.desc(), Signal.id)):
        words = f"{entree('SIGNAL', row.code).libelle}, {entree('ORIENTATION', row.service).libelle.lower()}"
        objets.append(Objet(row.id, NatureBesoin.SIGNAL, f"{words}, {row.mois:%m/%Y}", row.code, row.qpv))
    return objets


async def noms_of(session: AsyncSession, acteur: Acteur, besoins: Sequence[BesoinAction]) -> dict[UUID, str]:
    """Names of the priorités that these needs cite, retired ones too: an action says why it was made."""
    cited = [besoin.objet_id for besoin in besoins if besoin.nature == NatureBesoin.PRIORITE]
    if not cited:
        return {}
    found = await session.scalars(rows(Priorite, acteur).where(Priorite.id.in_(cited)).order_by(Priorite.id))
    return {row.id: row.libelle for row in found}


async def keep_besoin(session: AsyncSession, acteur: Acteur, action: Action, besoin: Besoin) -> None:
    session.add(
        BesoinAction(
            territoire_id=action.territoire_id, id=uuid4(), action_id=action.id, porteur_id=action.porteur_id,
            nature=besoin.nature.value, code=besoin.code, objet_id=besoin.objet_id, qpv=besoin.qpv,
            texte=besoin.texte, auteur_id=acteur.compte_id,
        )
    )  # fmt: skip
    await session.flush()


async def _open(session: AsyncSession, acteur: Acteur, action_id: UUID) -> Action:
    check_role(acteur, Right.MODIFY)
    action, _ = await find_action(session, acteur, action_id)
    check_on(acteur, Right.MODIFY, action.porteur_id)
    check_open(action.etat)
    return action


async def add_besoin(
    session: AsyncSession, acteur: Acteur, action_id: UUID, saisi: BesoinSaisi, *, today: date
) -> None:
    """One more reason for the action; an idea that has one goes on by itself."""
    action = await _open(session, acteur, action_id)
    await keep_besoin(session, acteur, action, check_besoin(saisi, await objets_of(session, acteur, today), today))
    await follow(session, acteur, action, today=today)


async def remove_besoin(session: AsyncSession, acteur: Acteur, action_id: UUID, besoin_id: UUID) -> None:
    """Takes a need away, but the last one of an action that is no longer an idea."""
    action = await _open(session, acteur, action_id)
    known = await besoins_of(session, acteur, action_id)
    if besoin_id not in {besoin.id for besoin in known}:
        raise NotFound("Ce besoin n’est plus dans cette action : rechargez la page.")
    check_removal(action.etat, len(known))
    await session.execute(
        delete(BesoinAction).where(
            BesoinAction.territoire_id == action.territoire_id, BesoinAction.id == besoin_id
        )
    )  # fmt: skip
