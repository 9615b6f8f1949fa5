"""A mediator's own saisies, to read again and to correct: séances, contacts, ateliers."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, Update, and_, cast, func, or_, select, update
from sqlalchemy.dialects.postgresql import aggregate_order_by

from asv.db.ateliers import Atelier
from asv.db.contacts import Contact
from asv.db.corrections import Correction
from asv.db.reference import Commune, Qpv
from asv.db.scope import visible
from asv.db.seances import Seance
from asv.domain.acteurs import Acteur

TABLES: Mapping[str, type[Any]] = {"seance": Seance, "contact": Contact, "atelier": Atelier}
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "seance": {"date": "date_seance", "structure_hote": "structure_hote_id"},
    "contact": {"seance": "seance_id"},
    "atelier": {"date": "date_atelier"},
}
"""Columns whose name is not that of the field of the tablet."""
JOUR = {"seance": "date_seance", "contact": "date_contact", "atelier": "date_atelier"}
RECUE = {"seance": "recue_le", "contact": "recu_le", "atelier": "recu_le"}
MOST_ROWS = 2000
Window = date | datetime
"""A day of work, or the moment since when saisies were received."""


def _within(genre: str, window: Window) -> ColumnElement[bool]:
    table = TABLES[genre]
    if isinstance(window, datetime):
        received: ColumnElement[bool] = getattr(table, RECUE[genre]) >= window
        return received
    same_day: ColumnElement[bool] = getattr(table, JOUR[genre]) == window
    return same_day


def _own(genre: str, acteur: Acteur, window: Window) -> ColumnElement[bool]:
    table = TABLES[genre]
    not_imported = () if genre == "atelier" else (table.importation_id.is_(None),)
    return and_(visible(table, acteur), table.mediateur_id == acteur.compte_id, _within(genre, window), *not_imported)


def contacts_within(acteur: Acteur, window: Window) -> Select[Contact]:
    """The acteur's contacts, salutations left out, the newest first."""
    return (
        select(Contact)
        .where(_own("contact", acteur, window), Contact.nature != "salutation")
        .order_by(Contact.recu_le.desc(), Contact.id)
        .limit(MOST_ROWS)
    )


def salutations_within(acteur: Acteur, window: Window) -> Select[UUID, int, UUID]:
    """For each séance, how many salutations of the acteur, and which came last."""
    last = func.array_agg(aggregate_order_by(Contact.id, Contact.recu_le.desc(), Contact.id))[1]
    return (
        select(Contact.seance_id, func.sum(Contact.nombre), last)
        .where(_own("contact", acteur, window), Contact.nature == "salutation")
        .group_by(Contact.seance_id)
    )


def seances_within(acteur: Acteur, window: Window, ids: Iterable[UUID]) -> Select[Seance, str, str | None]:
    """The acteur's own séances, and those of `ids` where he met somebody, the newest first."""
    return (
        select(Seance, Commune.nom, Qpv.nom)
        .join(Commune, Commune.code == Seance.commune)
        .join(Qpv, Qpv.code == Seance.qpv, isouter=True)
        .where(visible(Seance, acteur), or_(Seance.id.in_(list(ids)), _own("seance", acteur, window)))
        .order_by(Seance.date_seance.desc(), Seance.recue_le.desc(), Seance.id)
        .limit(MOST_ROWS)
    )


def ateliers_within(acteur: Acteur, window: Window) -> Select[Atelier, str, str | None]:
    return (
        select(Atelier, Commune.nom, Qpv.nom)
        .join(Commune, Commune.code == Atelier.commune)
        .join(Qpv, Qpv.code == Atelier.qpv, isouter=True)
        .where(_own("atelier", acteur, window))
        .order_by(Atelier.date_atelier.desc(), Atelier.recu_le.desc(), Atelier.id)
        .limit(MOST_ROWS)
    )


def own_row(acteur: Acteur, genre: str, saisie_id: UUID) -> Select[Any]:
    """A saisie of the acteur, whatever its age."""
    table = TABLES[genre]
    return select(table).where(visible(table, acteur), table.id == saisie_id, table.mediateur_id == acteur.compte_id)


def corrections_of(acteur: Acteur, genre: str, saisie_id: UUID) -> Select[Correction]:
    """What was corrected of a saisie, in the order of time."""
    return (
        select(Correction)
        .where(visible(Correction, acteur), Correction.objet_id == saisie_id, Correction.genre == genre)
        .order_by(Correction.corrigee_le, Correction.id)
    )


def corrected_among(acteur: Acteur, ids: Iterable[UUID]) -> Select[UUID, bool]:
    """Which of these were corrected, and whether the last ones are adjustments."""
    return (
        select(Correction.objet_id, func.bool_or(Correction.is_ajustement))
        .where(visible(Correction, acteur), Correction.objet_id.in_(list(ids)))
        .group_by(Correction.objet_id)
    )


def change_row(acteur: Acteur, genre: str, saisie_id: UUID, values: Mapping[str, Any]) -> Update:
    table = TABLES[genre]
    return update(table).where(visible(table, acteur), table.id == saisie_id).values(**values)


def move_contacts(seance_id: UUID) -> Select[int]:
    """Lends the day and place of the acteur's séance to its contacts again; gives how many it has."""
    return select(func.asv.deplacer_contacts(seance_id))


def ajustements_of(acteur: Acteur) -> Select[str, date, int]:
    """Adjustments made after a closing, by genre and by the first day of the quarter they are about."""
    parts = []
    for genre, table in TABLES.items():
        trimestre = cast(func.date_trunc("quarter", getattr(table, JOUR[genre])), Date)
        parts.append(
            select(Correction.genre, trimestre.label("trimestre"), func.count().label("nombre"))
            .join(table, and_(table.territoire_id == Correction.territoire_id, table.id == Correction.objet_id))
            .where(visible(Correction, acteur), Correction.genre == genre, Correction.is_ajustement)
            .group_by(Correction.genre, trimestre)
        )
    return parts[0].union_all(*parts[1:])  # type: ignore[return-value]
