"""The work of a mediator on the suivis he is the référent of, and what the coordination counts of it.

Every question starts from the open suivis of one mediator, tens of them, found by an index.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from asv.db.actions import Action, DateAction
from asv.db.appareils import Annonce
from asv.db.contacts import Contact
from asv.db.scope import visible
from asv.db.suivis import Demarche, Etape, Orientation, Resultat, Suivi
from asv.db.synchronisation import Reception
from asv.domain.acteurs import Acteur
from asv.domain.actions import ANNULEE, PROGRAMMEE
from asv.domain.suivis.fiche import EN_CONFLIT

MOST_OPEN = 500
DOUBLON = "CL_DOUBLON"


def own_open(acteur: Acteur) -> Select[Suivi]:
    """Open suivis of which the acteur is the référent, the longest silent first."""
    return (
        select(Suivi)
        .where(visible(Suivi, acteur), Suivi.mediateur_id == acteur.compte_id, Suivi.clos_le.is_(None))
        .order_by(Suivi.dernier_contact_le, Suivi.id)
        .limit(MOST_OPEN)
    )


def orientations_of(acteur: Acteur, suivis: Iterable[UUID]) -> Select[Orientation, str | None, UUID | None]:
    """Orientations of these suivis; with the state and the action of the date they point to."""
    there = and_(DateAction.territoire_id == Orientation.territoire_id, DateAction.id == Orientation.date_action_id)
    action = and_(Action.territoire_id == DateAction.territoire_id, Action.id == DateAction.action_id)
    state = case((Action.etat == ANNULEE, ANNULEE), else_=DateAction.etat)
    return (
        select(Orientation, state, DateAction.action_id)
        .join(DateAction, there, isouter=True)
        .join(Action, action, isouter=True)
        .where(visible(Orientation, acteur), Orientation.suivi_id.in_(list(suivis)))
        .order_by(Orientation.date_orientation, Orientation.id)
    )


def next_dates_of(acteur: Acteur, actions: Iterable[UUID], today: date) -> Select[DateAction, str]:
    """The dates of these actions after today, when there is time to tell the person, in the order of time."""
    action = and_(Action.territoire_id == DateAction.territoire_id, Action.id == DateAction.action_id)
    return (
        select(DateAction, Action.titre)
        .join(Action, action)
        .where(visible(DateAction, acteur), visible(Action, acteur), DateAction.action_id.in_(list(actions)))
        .where(DateAction.etat == PROGRAMMEE, DateAction.jour > today, Action.etat != ANNULEE)
        .order_by(DateAction.jour, DateAction.debut, DateAction.id)
    )


def demarches_of(acteur: Acteur, suivis: Iterable[UUID]) -> Select[Demarche]:
    return (
        select(Demarche)
        .where(visible(Demarche, acteur), Demarche.suivi_id.in_(list(suivis)))
        .order_by(Demarche.date_demarche, Demarche.id)
    )


def resultats_of(acteur: Acteur, suivis: Iterable[UUID]) -> Select[UUID, date, str]:
    """What was heard, in the order it came."""
    return (
        select(Resultat.pour_id, Resultat.date_resultat, Resultat.code)
        .where(visible(Resultat, acteur), Resultat.suivi_id.in_(list(suivis)))
        .order_by(Resultat.sequence)
    )


def relances_of(acteur: Acteur, suivis: Iterable[UUID]) -> Select[UUID, date]:
    """Days on which somebody tried to reach the person."""
    return (
        select(Etape.suivi_id, Etape.date_etape)
        .where(visible(Etape, acteur), Etape.suivi_id.in_(list(suivis)), Etape.nature == "relance")
        .order_by(Etape.sequence)
    )


def conflits_of(acteur: Acteur, suivis: Iterable[UUID]) -> Select[Etape]:
    """Étapes kept aside, the oldest first."""
    return (
        select(Etape)
        .where(visible(Etape, acteur), Etape.suivi_id.in_(list(suivis)), Etape.etat == EN_CONFLIT)
        .order_by(Etape.sequence)
    )


def etapes_among(acteur: Acteur, ids: Iterable[UUID]) -> Select[Etape]:
    return select(Etape).where(visible(Etape, acteur), Etape.id.in_(list(ids)))


def suivis_by_state(acteur: Acteur) -> Select[bool, int]:
    """How many suivis are closed, and how many are open; a second card of one person is no suivi of its own."""
    is_closed: ColumnElement[bool] = Suivi.clos_le.is_not(None)
    own = visible(Suivi, acteur), Suivi.cloture.is_distinct_from(DOUBLON)
    return select(is_closed, func.count()).where(*own).group_by(is_closed)


def awaited(acteur: Acteur, table: type[Any], since: date) -> Select[Any]:
    """Orientations or démarches made since a day: the day, the expected delay, the last result and its day."""
    made = Orientation.date_orientation if table is Orientation else Demarche.date_demarche
    last = (
        select(Resultat.pour_id, Resultat.code, Resultat.date_resultat)
        .ext(distinct_on(Resultat.pour_id))
        .where(visible(Resultat, acteur))
        .order_by(Resultat.pour_id, Resultat.sequence.desc())
        .subquery()
    )
    return (
        select(made, table.delai_jours, last.c.code, last.c.date_resultat)
        .join(last, last.c.pour_id == table.id, isouter=True)
        .where(visible(table, acteur), made >= since)
    )


def conflits_waiting(acteur: Acteur) -> Select[int, date | None]:
    """How many étapes wait for a decision, and since when the oldest does."""
    return select(func.count(), func.min(Etape.date_etape)).where(visible(Etape, acteur), Etape.etat == EN_CONFLIT)


def announced_never_come(acteur: Acteur) -> Select[UUID, int, Any]:
    """For each tablet, how many items it said it holds that never came, and since when."""
    came = exists().where(Reception.territoire_id == Annonce.territoire_id, Reception.id == Annonce.element_id)
    return (
        select(Annonce.appareil_id, func.count(), func.min(Annonce.annoncee_le))
        .where(visible(Annonce, acteur), ~came.correlate(Annonce))
        .group_by(Annonce.appareil_id)
        .order_by(func.min(Annonce.annoncee_le))
    )


def interpretariat_of(acteur: Acteur, since: date) -> Select[*tuple[Any, ...]]:
    """Minutes of interpreting, contacts in which the way of speaking is known, and those that began with a child.

    The child who translates is counted for the whole territoire: a quality to watch, never a reproach to somebody.
    """
    began: ColumnElement[bool] = Contact.langue_avant == "LG_PROCHE_MINEUR"
    return select(
        func.coalesce(func.sum(Contact.interpretariat_minutes), 0), func.count(), func.count().filter(began)
    ).where(
        visible(Contact, acteur), Contact.nature == "contact", Contact.date_contact >= since,
        Contact.langue.is_not(None),
    )  # fmt: skip
