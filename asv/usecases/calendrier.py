"""The shared calendar: the dates of every action one may see, and those in each other's way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, true
from sqlalchemy.ext.asyncio import AsyncSession

from asv import reference
from asv.db.actions import Action, DateAction, concerns, is_for, porteurs_of
from asv.db.calendrier import replacements_of, seances_of
from asv.db.scope import visible
from asv.db.territoires import qpv_of
from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur
from asv.domain.actions import REPORTEE, Right, check_role, publics_of
from asv.domain.coordination.collisions import WINDOW
from asv.domain.rencontres import Seance, crossed

FOR_ALL = "TOUS"
Choix = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Filtres:
    """What the reader narrows the calendar to; an empty text narrows nothing."""

    qpv: str = ""
    theme: str = ""
    porteur: str = ""
    public: str = ""


@dataclass(frozen=True, slots=True)
class ChoixFiltres:
    qpv: Choix
    theme: Choix
    porteur: Choix
    public: Choix

    def keep_known(self, asked: Filtres) -> Filtres:
        """The filters that are offered; the others are forgotten rather than refused."""
        return Filtres(
            *(
                code if code in dict(choix) else ""
                for code, choix in (
                    (asked.qpv, self.qpv), (asked.theme, self.theme), (asked.porteur, self.porteur),
                    (asked.public, self.public),
                )
            )
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LigneCalendrier:
    """A date in the calendar. `autre_jour`: the new day of a postponed one. `is_crossed`: another is in its way."""

    id: UUID
    action_id: UUID
    jour: date
    debut: time
    fin: time
    titre: str
    theme: str
    porteur: str
    lieu: str
    endroit: str
    etat: str
    etat_action: str
    autre_jour: date | None = None
    is_crossed: bool = False


async def offered_filters(session: AsyncSession, acteur: Acteur, today: date) -> ChoixFiltres:
    check_role(acteur, Right.READ)
    qpv = [(row.code, row.nom) for row, _ in await session.execute(qpv_of(acteur.territoire_id))]
    porteurs = [(str(key), nom) for key, nom in await session.execute(porteurs_of(visible(Action, acteur)))]
    themes = [(e.code, e.libelle) for e in nomenclatures.in_force("THEME_SANTE", today) if e.parent is None]
    publics = [(code, nomenclatures.entree("PUBLIC", code).libelle) for code in publics_of(today)]
    return ChoixFiltres(qpv, themes, porteurs, [(FOR_ALL, "Tout public"), *publics])


async def list_dates(
    session: AsyncSession, acteur: Acteur, between: tuple[date, date], filtres: Filtres, today: date
) -> list[LigneCalendrier]:
    """The dates of `between`, both days included, in the order of time; cancelled ones are among them.

    Those in the way of another are looked for among all dates, whatever the filters: what is not shown still is there.
    """
    check_role(acteur, Right.READ)
    seen = visible(Action, acteur) & visible(DateAction, acteur)
    around = (await session.execute(seances_of(seen, between[0] - WINDOW, between[1] + WINDOW))).all()
    in_the_way = crossed([_seance(row) for row in around], between, today, reference.are_adjacent)
    kept = await _kept(session, seen, between, filtres)
    shown = [row for row in around if between[0] <= row.jour <= between[1] and (kept is None or row.id in kept)]
    moved = await _new_days(session, seen, shown)
    return [_line(row, moved.get(row.id), is_crossed=row.id in in_the_way) for row in shown]


def _seance(row: Any) -> Seance:
    places = (row.qpv,) if row.qpv else tuple(row.qpv_vises)
    return Seance(row.id, row.action_id, row.jour, row.theme, places, frozenset(row.publics), row.etat, row.etat_action)


async def _kept(
    session: AsyncSession, seen: ColumnElement[bool], between: tuple[date, date], filtres: Filtres
) -> set[UUID] | None:
    """Dates that the filters keep; None when there is no filter."""
    if filtres == Filtres():
        return None
    query = seances_of(seen, *between).where(*_conditions(filtres)).with_only_columns(DateAction.id).order_by(None)
    return set(await session.scalars(query))


async def _new_days(session: AsyncSession, seen: ColumnElement[bool], rows: Sequence[Any]) -> Mapping[UUID, date]:
    postponed = [row for row in rows if row.etat == REPORTEE]
    if not postponed:
        return {}
    query = replacements_of(seen, {row.action_id for row in postponed}, {row.id for row in postponed})
    return {replaced: jour for replaced, jour in await session.execute(query) if replaced}


def _line(row: Any, autre_jour: date | None, *, is_crossed: bool) -> LigneCalendrier:
    return LigneCalendrier(
        row.id, row.action_id, row.jour, row.debut, row.fin, row.titre, row.theme, row.porteur, row.lieu,
        f"{row.commune}, {row.quartier}" if row.quartier else row.commune, row.etat, row.etat_action, autre_jour,
        is_crossed,
    )  # fmt: skip


def _conditions(filtres: Filtres) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [true()]
    if filtres.qpv:
        conditions.append(concerns(filtres.qpv))
    if filtres.theme:
        conditions.append(Action.theme.in_(_with_children(filtres.theme)))
    if filtres.porteur:
        conditions.append(Action.porteur_id == UUID(filtres.porteur))
    if filtres.public:
        conditions.append(is_for("" if filtres.public == FOR_ALL else filtres.public))
    return conditions


def _with_children(theme: str) -> list[str]:
    return [
        e.code
        for e in nomenclatures.liste("THEME_SANTE").entrees
        if nomenclatures.family("THEME_SANTE", e.code) == theme
    ]
