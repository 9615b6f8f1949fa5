"""An indicateur into one grouped SELECT: its criterion is the WHERE, its field and its place are the GROUP BY.

The columns of the table are then read by the same code as in Python (`Ventilation`), so the two evaluators can differ
only in the criterion; tests/usecases/test_counts.py holds them equal on random contacts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    cast,
    distinct,
    extract,
    func,
    literal,
    or_,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.contacts import Contact
from asv.db.registres import Lignes, rows_of
from asv.db.scope import visible
from asv.domain.acteurs import Acteur
from asv.domain.diffusion import CountedTable, Ligne
from asv.domain.indicateurs import CONTACT, Comptes, Condition, Indicateur, Lecture, tabulate, weigh
from asv.domain.periodes import Periode


def condition_of(condition: Condition, column: Any = None) -> ColumnElement[bool]:
    """The SQL of one condition, on a contact unless a column is given; an absent value meets none, as in Python."""
    column = getattr(Contact, condition.champ) if column is None else column
    if condition.codes is None:
        return and_(column.is_not(None))
    if condition.lecture is Lecture.VALEUR:
        return and_(column.in_(condition.codes))
    if condition.lecture is Lecture.PREMIER:
        return and_(column[1].in_(condition.codes))
    return or_(*(literal(code) == func.any(column) for code in condition.codes))


def grouped(indicateur: Indicateur, acteur: Acteur, periode: Periode, today: date) -> Select[Any, Any, Any]:
    """Rows (place, value, how many): place is None outside QPV or for a whole territoire, value None without field."""
    lignes = rows_of(indicateur.registre, acteur, periode, today)
    place = literal(None) if indicateur.champ_lieu is None else lignes.columns[indicateur.champ_lieu]
    ventilation = indicateur.ventilation
    value = literal(None) if ventilation is None else lignes.columns[ventilation.champ]
    query = select(place.label("place"), value.label("value"), _how_many(indicateur, lignes))
    if lignes.joined is not None:
        query = query.select_from(lignes.joined)
    return (
        query.where(*lignes.where)
        .where(*(condition_of(condition, lignes.columns[condition.champ]) for condition in indicateur.critere))
        .group_by(text("1"), text("2"))
    )


def _how_many(indicateur: Indicateur, lignes: Lignes) -> ColumnElement[int]:
    if lignes.weight is not None:
        return cast(func.sum(lignes.weight), BigInteger)
    return func.count(distinct(lignes.columns[indicateur.distinct])) if indicateur.distinct else func.count()


def crossed(acteur: Acteur, periode: Periode) -> Select[Any]:
    """Contacts by all that is crossed: (commune, QPV or None, first frein or None, sexe, tranche d’âge, month, number).

    The same rows as the indicateurs of univers « contacts »; asv.domain.indicateurs, `crossing_of`, sorts them.
    """
    of_whom = (Contact.commune_lieu, Contact.qpv_lieu, Contact.freins[1], Contact.sexe, Contact.tranche_age)
    return (
        select(*of_whom, extract("month", Contact.date_contact), func.count())
        .where(visible(Contact, acteur), Contact.date_contact.between(periode.debut, periode.fin))
        .where(condition_of(CONTACT))
        .group_by(*map(text, "123456"))
    )


def of_frequent(acteur: Acteur, periode: Periode, least: int) -> Select[Any]:
    """The contacts of the suivis that have so many in the period, whole: they are compared in memory, and not kept."""
    counted = visible(Contact, acteur), Contact.date_contact.between(periode.debut, periode.fin), condition_of(CONTACT)
    frequent = select(Contact.suivi_id).where(*counted, Contact.suivi_id.is_not(None))
    many = frequent.group_by(Contact.suivi_id).having(func.count() >= least)
    return select(*Contact.__table__.columns).where(*counted, Contact.suivi_id.in_(many)).order_by(Contact.suivi_id)


Groups = Mapping[str | None, Sequence[tuple[Any, int]]]


@dataclass(slots=True)
class Counter:
    """Counts the indicateurs of one reading; two that ask the base the same question share its answer.

    today: the day on which results not known yet are still awaited or already missing.
    """

    session: AsyncSession
    acteur: Acteur
    periode: Periode
    today: date
    asked: dict[object, Groups] = field(default_factory=dict)

    async def tables(self, indicateurs: Iterable[Indicateur], lignes: Sequence[Ligne]) -> list[CountedTable]:
        """What was counted, laid out on these QPV."""
        siren = self.acteur.territoire_id
        return [
            tabulate(one, await self.count(one), lignes=lignes, perimetre=siren, periode=self.periode)
            for one in indicateurs
        ]

    async def count(self, indicateur: Indicateur) -> Comptes:
        """The counts of the acteur's territoire, by QPV (None outside), as the Python evaluator gives."""
        ventilation = indicateur.ventilation
        asked = (indicateur.critere, indicateur.champ_lieu, ventilation and ventilation.champ, indicateur.distinct)
        question = (indicateur.registre, *asked)
        if question not in self.asked:
            self.asked[question] = await self._ask(indicateur)
        return {place: weigh(indicateur, found) for place, found in self.asked[question].items()}

    async def _ask(self, indicateur: Indicateur) -> Groups:
        groups: dict[str | None, list[tuple[Any, int]]] = defaultdict(list)
        query = grouped(indicateur, self.acteur, self.periode, self.today)
        for place, value, how_many in await self.session.execute(query):
            groups[place].append((value, how_many))
        return groups
