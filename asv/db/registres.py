"""The rows that each registre counts, as columns to count by: what the little language of indicateurs cannot join.

Each is named here, and counted in Python by asv/domain/indicateurs/cohortes.py; tests/usecases/test_counts.py and
tests/usecases/test_cohortes.py hold the two equal.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, func, literal, select, values
from sqlalchemy import column as column_of
from sqlalchemy.types import BigInteger, Text

from asv.db.actions import Action, DateAction
from asv.db.bilans import Frequentation
from asv.db.contacts import Contact
from asv.db.scope import visible
from asv.db.suivis import Demarche, Orientation, Resultat, Suivi
from asv.domain import nomenclatures
from asv.domain.acteurs import NOBODY, Acteur
from asv.domain.indicateurs import Registre
from asv.domain.indicateurs.cohortes import DELAI, DUREES, HONOREES, LONGUE, NON_DEMANDE, OUVERTS, QUESTIONS, Issue
from asv.domain.periodes import Periode
from asv.domain.suivis.resultats import INCONNU, is_open


@dataclass(frozen=True, slots=True)
class Lignes:
    """Columns to count by, by their names, and what keeps the rows of the acteur and of the period."""

    columns: Mapping[str, ColumnElement[Any]]
    where: Sequence[ColumnElement[bool]]
    joined: FromClause | None = None
    weight: ColumnElement[int] | None = None
    """How many each row stands for, when it is a total."""


def rows_of(registre: Registre, acteur: Acteur, periode: Periode, today: date) -> Lignes:
    """The rows of a registre that this acteur may count in a period, as they stand on a day."""
    return _REGISTRES[registre](acteur, periode, today)


def _contacts(acteur: Acteur, periode: Periode, _: date) -> Lignes:
    where = visible(Contact, acteur), Contact.date_contact.between(periode.debut, periode.fin)
    return Lignes(dict(Contact.__table__.columns), where)


def _reponses(acteur: Acteur, periode: Periode, today: date) -> Lignes:
    """One row for each question of the short form: whether something was answered."""
    contacts = _contacts(acteur, periode, today)
    questions = values(column_of("question", Text), name="questions").data([(name,) for name in QUESTIONS]).lateral()
    question = questions.c.question
    first = func.coalesce(Contact.freins[1], NON_DEMANDE)
    given = {name: first if name == "frein" else getattr(Contact, name) for name in QUESTIONS}
    answer = case(*((question == name, column) for name, column in given.items()))
    joined = Contact.__table__.join(questions, literal(value=True))
    columns = {"nature": contacts.columns["nature"], "question": question, "is_notee": answer != NON_DEMANDE}
    return Lignes(columns, contacts.where, joined)


def _orientations(acteur: Acteur, periode: Periode, today: date) -> Lignes:
    issue, joined = _issue(Orientation, Orientation.date_orientation, HONOREES, acteur, today=today)
    where = visible(Orientation, acteur), Orientation.date_orientation.between(periode.debut, periode.fin)
    columns = {"force": Orientation.force, "type": Orientation.type, "issue": issue}
    return Lignes(_elements(columns), where, joined)


def _dossiers(acteur: Acteur, periode: Periode, today: date) -> Lignes:
    issue, joined = _issue(Demarche, Demarche.date_demarche, OUVERTS, acteur, today=today)
    where = visible(Demarche, acteur), Demarche.date_demarche.between(periode.debut, periode.fin)
    return Lignes(_elements({"code": Demarche.code, "issue": issue}), where, joined)


def _issue(
    table: type[Any], made: Any, named: Mapping[str, Issue], acteur: Acteur, *, today: date
) -> tuple[ColumnElement[str], FromClause]:  # fmt: skip
    """The issue at 90 days, from the last result that came of those dated in the 90 days."""
    within = and_(Resultat.territoire_id == table.territoire_id, Resultat.pour_id == table.id)
    last = (
        select(Resultat.code)
        .where(within, visible(Resultat, acteur), Resultat.date_resultat <= made + DELAI.days)
        .order_by(Resultat.sequence.desc())
        .limit(1)
        .correlate(table)
        .lateral()
    )
    waiting = [entree.code for entree in nomenclatures.liste("RESULTAT").entrees if is_open(entree.code)]
    sans = literal(Issue.SANS.value)
    issue = case(
        (last.c.code == INCONNU, sans),
        (
            func.coalesce(last.c.code, waiting[0]).in_(waiting),
            case((literal(today) > made + DELAI.days, sans), else_=Issue.ATTENTE.value),
        ),
        *((last.c.code == code, found.value) for code, found in named.items()),
        else_=Issue.AUTRE.value,
    )
    return issue, table.__table__.join(last, literal(value=True), isouter=True)


def _fins(acteur: Acteur, periode: Periode, _: date) -> Lignes:
    days = Suivi.clos_le - Suivi.ouvert_le
    duree = case(*((days <= most, code) for most, code in DUREES), else_=LONGUE)
    where = visible(Suivi, acteur), Suivi.clos_le.between(periode.debut, periode.fin)
    return Lignes(_elements({"cloture": Suivi.cloture, "duree": duree}), where)


def _totals(champs: Sequence[str]) -> Callable[[Acteur, Periode, date], Lignes]:
    """Totals of suivis made in the base: the coordination, and no other reader, is given them for whole months."""

    def rows(acteur: Acteur, periode: Periode, _: date) -> Lignes:
        days = literal(periode.debut), literal(periode.fin)
        is_machine = acteur.compte_id == NOBODY
        called = (
            func.asv.compter_suivis(acteur.territoire_id, *days) if is_machine else func.asv.totaux_des_suivis(*days)
        )
        found: Any = called.table_valued(
            column_of("champ", Text), column_of("valeur", Text), column_of("effectif", BigInteger)
        )
        columns = {"champ": found.c.champ, "valeur": found.c.valeur}
        return Lignes(columns, [found.c.champ.in_(champs)], found, found.c.effectif)

    return rows


def _paroles(acteur: Acteur, periode: Periode, _: date) -> Lignes:
    """Dates of actions whose participations were counted; each row stands for as many of them."""
    of_date = and_(Frequentation.territoire_id == DateAction.territoire_id, Frequentation.date_id == DateAction.id)
    of_action = and_(Action.territoire_id == DateAction.territoire_id, Action.id == DateAction.action_id)
    joined = DateAction.__table__.join(Frequentation.__table__, of_date).join(Action.__table__, of_action)
    seen = [visible(table, acteur) for table in (DateAction, Frequentation, Action)]
    columns = {"type": Action.type, "etat": DateAction.etat, "qpv_lieu": DateAction.qpv}
    where = [*seen, DateAction.jour.between(periode.debut, periode.fin), Frequentation.participants > 0]
    return Lignes(_elements(columns), where, joined, Frequentation.__table__.c.participants)


def _elements(columns: Mapping[str, Any]) -> dict[str, ColumnElement[Any]]:
    return dict(columns)


_REGISTRES: Mapping[Registre, Callable[[Acteur, Periode, date], Lignes]] = {
    Registre.CONTACT: _contacts,
    Registre.REPONSE: _reponses,
    Registre.ORIENTATION: _orientations,
    Registre.DOSSIER: _dossiers,
    Registre.FIN: _fins,
    Registre.OUVERTURE: _totals(("droits", "medecin_traitant")),
    Registre.AUTONOMIE: _totals(("gain",)),
    Registre.PAROLE: _paroles,
}
