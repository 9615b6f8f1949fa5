"""What an annual report counts beside the release of its year: presence, actions, commitments and money."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, DateAction, Participation
from asv.db.ateliers import Atelier
from asv.db.bilans import Financement
from asv.db.calendrier import counts_by_quartier
from asv.db.engagements import Engagement, engagements_of
from asv.db.moyens import Reservation
from asv.db.rapports import Between, ateliers_of, held_of, levels_of, loans_of, money_of, presence_of, structures_in
from asv.db.scope import visible
from asv.db.seances import Seance
from asv.db.territoires import qpv_of
from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions.budget import budget_of
from asv.domain.actions.seances import REALISEE
from asv.domain.diffusion import TERRITOIRE
from asv.domain.engagements import EtatDate, count
from asv.domain.errors import Forbidden
from asv.domain.rapports import Comptes, Decompte, Exercice

PERMANENCES = frozenset({"PERMANENCE", "PERMANENCE_PARTENAIRE"})
CONCERTATION = ("PA_3", "PA_4", "PA_5", "PA_6")
ALLER_VERS = "ALLER_VERS"
MINUTES = 60


def check_coordination(acteur: Acteur) -> None:
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden("Les rapports annuels se préparent à la coordination.")


async def count_places(
    session: AsyncSession, acteur: Acteur, annee: Exercice, communes: Iterable[str]
) -> dict[str, Comptes]:
    """The decomptes of the whole territoire, then of each of these communes."""
    found = {TERRITOIRE: await count_beside(session, acteur, annee)}
    return found | {code: await count_beside(session, acteur, annee, code) for code in communes}


async def count_beside(session: AsyncSession, acteur: Acteur, annee: Exercice, commune: str = "") -> Comptes:
    """Every decompte of a year, as the tool holds it today; commune: those of what took place there, and no other."""
    check_coordination(acteur)
    between = annee.debut, annee.fin
    local = {
        **await _presence(session, acteur, between, commune),
        **await _actions(session, acteur, between, commune),
    }
    if commune:
        return local
    return {
        **local,
        **await _territoire(session, acteur, between),
        **await _engagements(session, acteur, annee),
        **await _money(session, acteur, between),
    }


def _seen(table: Any, acteur: Acteur, commune: str) -> Any:
    return visible(table, acteur) & (table.commune == commune) if commune else visible(table, acteur)


async def _presence(session: AsyncSession, acteur: Acteur, between: Between, commune: str) -> Comptes:
    found = (await session.execute(presence_of(_seen(Seance, acteur, commune), between))).all()
    modes = nomenclatures.liste("MODE_CONTACT").entrees
    outward = {mode.code for mode in modes if ALLER_VERS in {mode.code, mode.parent}}
    return {
        Decompte.PERMANENCES: sum(number for mode, number, *_ in found if mode in PERMANENCES),
        Decompte.ALLER_VERS: sum(number for mode, number, *_ in found if mode in outward),
        Decompte.HEURES_QPV: round(Decimal(sum(minutes or 0 for _, _, minutes, _ in found)) / MINUTES, 1),
        Decompte.QPV_SANS_DUREE: sum(without for *_, without in found),
        Decompte.ATELIERS: await session.scalar(ateliers_of(_seen(Atelier, acteur, commune), between)) or 0,
    }


async def _actions(session: AsyncSession, acteur: Acteur, between: Between, commune: str) -> Comptes:
    dates, actions = (await session.execute(held_of(_seen(DateAction, acteur, commune), between))).one()
    return {Decompte.DATES: dates, Decompte.ACTIONS: actions}


async def _territoire(session: AsyncSession, acteur: Acteur, between: Between) -> Comptes:
    dates, action = visible(DateAction, acteur), visible(Action, acteur)
    with_actions = {table: visible(table, acteur) & action for table in (Participation, Reservation)}
    quartiers = {qpv.code for qpv, _ in await session.execute(qpv_of(acteur.territoire_id))}
    done = dates & action & (DateAction.etat == REALISEE)
    held = await session.execute(counts_by_quartier(done, between, between[1] + timedelta(days=1)))
    return {
        Decompte.PARTENAIRES: await session.scalar(structures_in(with_actions[Participation], dates, between)) or 0,
        Decompte.MOYENS: await session.scalar(loans_of(with_actions[Reservation], dates, between)) or 0,
        Decompte.CONCERTEES: await session.scalar(levels_of(action, dates, between, CONCERTATION)) or 0,
        Decompte.QPV_COUVERTS: len({qpv for qpv, _, tenues, *_ in held if tenues} & quartiers),
        Decompte.QPV: len(quartiers),
    }


async def _engagements(session: AsyncSession, acteur: Acteur, annee: Exercice) -> Comptes:
    found = [one for one, _ in await session.execute(engagements_of(visible(Engagement, acteur)))]
    compte = count([EtatDate(one.etat, one.echeance, one.is_mesurable_qpv) for one in found], annee.fin)
    return {
        Decompte.ENGAGEMENTS: compte.total,
        Decompte.ENGAGEMENTS_DUS: compte.dus,
        Decompte.ENGAGEMENTS_TENUS: compte.tenus,
        Decompte.ENGAGEMENTS_NON_VERIFIABLES: compte.non_verifiables,
        Decompte.ENGAGEMENTS_MESURABLES: compte.mesurables,
    }


async def _money(session: AsyncSession, acteur: Acteur, between: Between) -> Comptes:
    seen = visible(Financement, acteur) & visible(Action, acteur)
    budget = budget_of(await session.scalars(money_of(seen, visible(DateAction, acteur), between)))
    return {
        Decompte.SPECIFIQUE_ACCORDE: budget.specifiques.accorde,
        Decompte.SPECIFIQUE_DEPENSE: budget.specifiques.depense,
        Decompte.DROIT_COMMUN_VALORISE: budget.droit_commun.accorde,
        Decompte.DROIT_COMMUN_APPORTE: budget.droit_commun.depense,
    }
