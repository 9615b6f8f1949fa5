"""Questions about a day of reception: what came in, and what waits for somebody."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Update, and_, exists, func, or_, select, update

from asv.db.ateliers import Atelier
from asv.db.comptes import Compte
from asv.db.contacts import Contact
from asv.db.corrections import Correction
from asv.db.reference import Commune, Qpv
from asv.db.scope import visible
from asv.db.seances import Seance
from asv.db.synchronisation import Quarantaine, Reception
from asv.domain.acteurs import Acteur
from asv.domain.corrections import ANNULE

GENRES: dict[str, type[Any]] = {"seance": Seance, "contact": Contact, "atelier": Atelier}


def seances_of_day(acteur: Acteur, day: date) -> Select[*tuple[Any, ...]]:
    """Séances of the day that the acteur held or has contacts in, with the numbers of his own contacts."""
    here = and_(Contact.territoire_id == Seance.territoire_id, Contact.seance_id == Seance.id)
    mine = and_(here, Contact.mediateur_id == acteur.compte_id)
    is_contact = Contact.nature == "contact"
    held = or_(Seance.mediateur_id == acteur.compte_id, Seance.mediateurs.contains([acteur.compte_id]))
    counts = (
        func.count(Contact.id).filter(is_contact).label("contacts"),
        func.count(Contact.id).filter(is_contact, Contact.is_bref).label("brefs"),
        func.count(Contact.id).filter(Contact.nature == "salutation").label("salutations"),
    )
    slot = Seance.id, Seance.date_seance, Seance.creneau, Seance.lieu_type, Seance.mode, Seance.recue_le
    return (
        select(*slot, Commune.nom.label("commune"), Qpv.nom.label("qpv"), *counts)
        .join(Commune, Commune.code == Seance.commune)
        .join(Qpv, Qpv.code == Seance.qpv, isouter=True)
        .join(Contact, mine, isouter=True)
        .where(visible(Seance, acteur), Seance.date_seance == day, Seance.annule_le.is_(None))
        .group_by(Seance.territoire_id, Seance.id, Commune.nom, Qpv.nom)
        .having(or_(held, func.count(Contact.id) > 0))
        .order_by(Seance.recue_le, Seance.id)
    )


def ateliers_of_day(acteur: Acteur, day: date) -> Select[*tuple[Any, ...]]:
    return (
        select(Atelier.id, Atelier.creneau, Atelier.theme, Atelier.total, Commune.nom.label("commune"))
        .join(Commune, Commune.code == Atelier.commune)
        .where(visible(Atelier, acteur), Atelier.mediateur_id == acteur.compte_id, Atelier.date_atelier == day)
        .where(Atelier.annule_le.is_(None))
        .order_by(Atelier.recu_le, Atelier.id)
    )


def _is_corrected() -> ColumnElement[bool]:
    """A refused item of which a later version, under the same identifier, was received from the same auteur."""
    return and_(
        Quarantaine.motif == "rejected",
        exists().where(
            Reception.territoire_id == Quarantaine.territoire_id,
            Reception.id == Quarantaine.element_id,
            Reception.auteur_id == Quarantaine.auteur_id,
        ),
    )


def open_items(acteur: Acteur) -> Select[Quarantaine]:
    """What waits under the acteur's own name, the newest first."""
    return (
        select(Quarantaine)
        .where(
            visible(Quarantaine, acteur),
            Quarantaine.auteur_id == acteur.compte_id,
            Quarantaine.resolue_le.is_(None),
            ~_is_corrected(),
        )
        .order_by(Quarantaine.recue_le.desc(), Quarantaine.element_id)
    )


def items_to_decide(acteur: Acteur, parked_before: datetime) -> Select[Quarantaine, str, bytes | None, datetime | None]:
    """Conflicts, items this server may not decide, and contacts parked too long; each with what was received first."""
    first = and_(Reception.territoire_id == Quarantaine.territoire_id, Reception.id == Quarantaine.element_id)
    is_due = or_(
        Quarantaine.motif.in_(("conflict", "needs_coordinator")),
        and_(Quarantaine.motif == "parked", Quarantaine.recue_le < parked_before),
    )
    return (
        select(Quarantaine, Compte.nom_affiche, Reception.empreinte, Reception.recue_le)
        .join(Compte, and_(Compte.territoire_id == Quarantaine.territoire_id, Compte.id == Quarantaine.auteur_id))
        .join(Reception, first, isouter=True)
        .where(visible(Quarantaine, acteur), Quarantaine.resolue_le.is_(None), is_due)
        .order_by(Quarantaine.recue_le, Quarantaine.element_id)
    )


def stored_row(acteur: Acteur, genre: str, element_id: UUID) -> Select[Any]:
    table = GENRES[genre]
    return select(table).where(visible(table, acteur), table.id == element_id)


def parked_content(acteur: Acteur, element_id: UUID, empreinte: bytes) -> Select[Any]:
    """The content of a contact that is received and not stored yet."""
    return select(Quarantaine.contenu).where(
        visible(Quarantaine, acteur), Quarantaine.element_id == element_id, Quarantaine.empreinte == empreinte
    )


def unknown_cards(acteur: Acteur) -> Select[int]:
    """How many cards that nobody had opened the acteur named in a day of his own sendings."""
    return select(func.count(Quarantaine.contenu["carte"].astext.distinct())).where(
        visible(Quarantaine, acteur), Quarantaine.auteur_id == acteur.compte_id, Quarantaine.motif == "parked",
        Quarantaine.champ == "code", Quarantaine.recue_le > func.now() - timedelta(days=1),
    )  # fmt: skip


def kept_item(acteur: Acteur, element_id: UUID, empreinte: bytes) -> Select[Quarantaine]:
    """An item that still waits and may be judged again."""
    return select(Quarantaine).where(
        visible(Quarantaine, acteur), Quarantaine.element_id == element_id, Quarantaine.empreinte == empreinte,
        Quarantaine.resolue_le.is_(None), Quarantaine.motif == "needs_coordinator",
    )  # fmt: skip


def close_item(acteur: Acteur, element_id: UUID, empreinte: bytes) -> Update:
    return (
        update(Quarantaine)
        .where(
            visible(Quarantaine, acteur),
            Quarantaine.element_id == element_id,
            Quarantaine.empreinte == empreinte,
            Quarantaine.resolue_le.is_(None),
            Quarantaine.motif != "parked",  # what waits is applied when its other half comes, and by nothing else
        )
        .values(resolue_le=func.now())
        .returning(Quarantaine.element_id)
    )


def kept_beside(acteur: Acteur, genre: str | None, element_id: UUID) -> Select[UUID]:
    """What a closed quarter has just been given without counting it, and of which no trace was left yet.

    The atelier admitted; else the contacts stored since this transaction began, whatever freed them.
    """
    table = Atelier if genre == "atelier" else Contact
    told = exists().where(visible(Correction, acteur), Correction.objet_id == table.id)
    if table is Atelier:
        beside = and_(Atelier.id == element_id, Atelier.annule_le.is_not(None))
    else:
        beside = and_(Contact.recu_le >= func.now(), Contact.nature == ANNULE)
    return select(table.id).where(visible(table, acteur), beside, ~told).order_by(table.id)
