"""Indicateurs of an action: what is aimed at, what was obtained, what the tool computes from its own data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, DateAction
from asv.db.besoins import BesoinAction
from asv.db.bilans import Frequentation, IndicateurAction, orientations_towards
from asv.db.scope import rows, visible
from asv.db.suivis import Orientation, Resultat
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import REALISEE, Right, check_on, check_role, may_on
from asv.domain.actions.calculs import tables_of
from asv.domain.actions.frequentations import Comptes
from asv.domain.actions.indicateurs import (
    Devenir,
    IndicateurSaisi,
    Realisation,
    check_frozen,
    check_indicateur,
    check_obtenu,
    delai_besoin,
    devenir,
    realisation,
)
from asv.domain.diffusion import Destinataire, ReleasedTable, release
from asv.domain.errors import NotFound
from asv.domain.periodes import GenrePeriode, periode_of
from asv.usecases.actions.frequentations import comptes_of
from asv.usecases.actions.reading import find_action

NOBODY = Devenir(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Calculs:
    """What the data of the tool say of an action. `tables`: counts about people, released; {} for other readers.

    `comptees`: dates whose counts are entered. `delai`: days from the need to the first date held.
    """

    realisation: Realisation
    comptees: int
    delai: int | None
    tables: Mapping[str, ReleasedTable]


async def indicateurs_of(session: AsyncSession, acteur: Acteur, action_id: UUID) -> list[IndicateurAction]:
    query = rows(IndicateurAction, acteur).where(IndicateurAction.action_id == action_id)
    order = IndicateurAction.famille, IndicateurAction.libelle, IndicateurAction.id
    return list(await session.scalars(query.order_by(*order)))


async def calculate(session: AsyncSession, acteur: Acteur, action: Action, today: date) -> Calculs:
    """Counts of dates for every reader; of people for whoever entered them, and as released."""
    dates = rows(DateAction, acteur).where(DateAction.action_id == action.id).order_by(DateAction.jour, DateAction.id)
    days = list(await session.scalars(dates))
    needs = rows(BesoinAction, acteur).where(BesoinAction.action_id == action.id)
    noted = [need.note_le.date() for need in await session.scalars(needs.order_by(BesoinAction.note_le))]
    sees = may_on(acteur, Right.FOLLOW, action.porteur_id)
    query = rows(Frequentation, acteur).where(Frequentation.action_id == action.id).order_by(Frequentation.date_id)
    counted = list(await session.scalars(query)) if sees else []
    held = [day.jour for day in days if day.etat == REALISEE]
    tables: Mapping[str, ReleasedTable] = {}
    if counted:
        total = sum((comptes_of(row) for row in counted), Comptes())
        became = await _devenir(session, acteur, action, today) if acteur.role is Role.COORDINATEUR else None
        periode = periode_of(today, GenrePeriode.ANNEE)
        found = tables_of(total, became, siren=acteur.territoire_id, periode=periode)
        tables = release(found, destinataire=Destinataire.EQUIPE, today=today)
    return Calculs(realisation(day.etat for day in days), len(counted), delai_besoin(noted, held), tables)


async def _devenir(session: AsyncSession, acteur: Acteur, action: Action, today: date) -> Devenir | None:
    """What became of the people sent to this action, counted without knowing of whom; None when nobody was."""
    query = orientations_towards(visible(Orientation, acteur), visible(Resultat, acteur), action.id)
    found = (await session.execute(query)).all()
    sent = []
    for _, lines in groupby(found, key=lambda row: row[0]):
        of_one = list(lines)
        heard = [(when, code) for _, _, when, code in of_one if when is not None and code is not None]
        sent.append((of_one[0][1], heard))
    found_out = devenir(sent, today)
    return found_out if found_out != NOBODY else None


async def add_indicateur(session: AsyncSession, acteur: Acteur, action_id: UUID, saisi: IndicateurSaisi) -> None:
    action = await _writable(session, acteur, action_id)
    taken = {row.code for row in await indicateurs_of(session, acteur, action_id) if row.code}
    kept = check_indicateur(saisi, taken=taken)
    session.add(
        IndicateurAction(
            territoire_id=action.territoire_id, id=uuid4(), action_id=action.id, porteur_id=action.porteur_id,
            famille=kept.famille, code=kept.code, libelle=kept.libelle, unite=kept.unite, cible=kept.cible,
            source=kept.source, echeance=kept.echeance,
        )
    )  # fmt: skip
    await session.flush()


async def drop_indicateur(session: AsyncSession, acteur: Acteur, action_id: UUID, indicateur_id: UUID) -> None:
    """Takes an indicateur away while nobody validated the action on it."""
    action = await _writable(session, acteur, action_id)
    check_frozen(action.etat)
    row = await _indicateur(session, acteur, action_id, indicateur_id)
    own = IndicateurAction.territoire_id == row.territoire_id, IndicateurAction.id == row.id
    await session.execute(delete(IndicateurAction).where(*own))


@dataclass(frozen=True, slots=True)
class ValeurSaisie:
    """What was obtained, as typed."""

    obtenu: str = ""
    commentaire: str = ""
    is_confirme: bool = False


async def note_obtenu(
    session: AsyncSession, acteur: Acteur, action_id: UUID, indicateur_id: UUID, saisie: ValeurSaisie, *, today: date
) -> Decimal | None:
    """Notes the value obtained, or takes it back when the field is emptied."""
    await _writable(session, acteur, action_id)
    row = await _indicateur(session, acteur, action_id, indicateur_id)
    kept = check_obtenu(saisie.obtenu, saisie.commentaire, is_confirme=saisie.is_confirme)
    row.obtenu, row.commentaire = kept.obtenu, kept.commentaire
    row.releve_le = today if kept.obtenu is not None or kept.commentaire else None
    await session.flush()
    return kept.obtenu


async def _writable(session: AsyncSession, acteur: Acteur, action_id: UUID) -> Action:
    check_role(acteur, Right.FOLLOW)
    action, _ = await find_action(session, acteur, action_id)
    check_on(acteur, Right.FOLLOW, action.porteur_id)
    return action


async def _indicateur(session: AsyncSession, acteur: Acteur, action_id: UUID, indicateur_id: UUID) -> IndicateurAction:
    query = rows(IndicateurAction, acteur).where(IndicateurAction.action_id == action_id)
    found: IndicateurAction | None = await session.scalar(query.where(IndicateurAction.id == indicateur_id))
    if found is None:
        raise NotFound("Cet indicateur n’est plus dans l’action : rechargez la page.")
    return found
