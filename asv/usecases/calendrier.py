"""The shared calendar: the dates of every action one may see."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, true
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, DateAction, concerns, dates_of, is_for, porteurs_of
from asv.db.scope import visible
from asv.db.territoires import qpv_of
from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur
from asv.domain.actions import Right, check_role, publics_of

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
    date: DateAction
    action: Action
    porteur: str
    lieu: str


async def offered_filters(session: AsyncSession, acteur: Acteur, today: date) -> ChoixFiltres:
    check_role(acteur, Right.READ)
    qpv = [(row.code, row.nom) for row, _ in await session.execute(qpv_of(acteur.territoire_id))]
    porteurs = [(str(key), nom) for key, nom in await session.execute(porteurs_of(visible(Action, acteur)))]
    themes = [(e.code, e.libelle) for e in nomenclatures.in_force("THEME_SANTE", today) if e.parent is None]
    publics = [(code, nomenclatures.entree("PUBLIC", code).libelle) for code in publics_of(today)]
    return ChoixFiltres(qpv, themes, porteurs, [(FOR_ALL, "Tout public"), *publics])


async def list_dates(
    session: AsyncSession, acteur: Acteur, first: date, last: date, filtres: Filtres
) -> list[LigneCalendrier]:
    """The dates from one day to another, both included, in the order of time; cancelled ones are among them."""
    check_role(acteur, Right.READ)
    seen = visible(Action, acteur) & visible(DateAction, acteur)
    query = dates_of(seen).where(DateAction.jour.between(first, last), *_conditions(filtres))
    found = await session.execute(query)
    return [
        LigneCalendrier(day, action, porteur, f"{commune}, {qpv}" if qpv else commune)
        for day, action, porteur, commune, qpv in found
    ]


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
