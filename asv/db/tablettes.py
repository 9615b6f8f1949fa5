"""Questions about tablets: which one is at the door, what each said it holds, which were declared lost."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    DateTime,
    Delete,
    Insert,
    Select,
    Update,
    Uuid,
    and_,
    bindparam,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from asv.db.appareils import Annonce, Appareil
from asv.db.comptes import Compte
from asv.db.scope import visible
from asv.db.synchronisation import Quarantaine, Reception
from asv.domain.acteurs import Acteur

IDS = ARRAY(Uuid(as_uuid=True))
MEDIATEURS_AT_ONCE = 256


@lru_cache(maxsize=MEDIATEURS_AT_ONCE)
def at_the_door(acteur: Acteur) -> Select[*tuple[Any, ...]]:
    """One row for each of `ids`: what is known of that tablet; and whether the acteur has items that wait."""
    wanted = func.unnest(bindparam("ids", type_=IDS)).table_valued(Column("id", Uuid(as_uuid=True))).render_derived()
    waiting = exists().where(
        visible(Quarantaine, acteur), Quarantaine.auteur_id == acteur.compte_id, Quarantaine.motif == "parked",
        Quarantaine.resolue_le.is_(None),
    )  # fmt: skip
    known = and_(visible(Appareil, acteur), Appareil.id == wanted.c.id)
    return select(
        wanted.c.id, Appareil.compte_id, Appareil.vu_le, Appareil.revoque_le, waiting.label("has_waiting")
    ).select_from(wanted.join(Appareil, known, isouter=True))


def note_seen(acteur: Acteur, appareil: UUID, now: datetime) -> Insert:
    row = {"territoire_id": acteur.territoire_id, "id": appareil, "compte_id": acteur.compte_id, "vu_le": now}
    seen = insert(Appareil).values(**row, premiere_fois_le=now)
    return seen.on_conflict_do_update(
        index_elements=["territoire_id", "id"], set_={"compte_id": acteur.compte_id, "vu_le": now}
    )


def _among(column: Any, ids: Iterable[UUID]) -> ColumnElement[bool]:
    wanted: ColumnElement[bool] = column == func.any(bindparam(None, list(ids), type_=IDS))
    return wanted


def _is_received() -> ColumnElement[bool]:
    return exists().where(
        Reception.territoire_id == Annonce.territoire_id, Reception.id == Annonce.element_id
    ).correlate(Annonce)  # fmt: skip


def announced(acteur: Acteur, appareil: UUID, ids: Iterable[UUID], now: datetime) -> Insert:
    """Notes what a tablet says it still holds; what was received already, or announced, is not noted again."""
    said = func.unnest(bindparam(None, list(ids), type_=IDS)).table_valued(Column("id", Uuid(as_uuid=True)))
    said = said.render_derived()
    known = exists().where(Reception.territoire_id == acteur.territoire_id, Reception.id == said.c.id)
    rows = select(
        literal(acteur.territoire_id), said.c.id, literal(appareil, Uuid(as_uuid=True)),
        literal(acteur.compte_id, Uuid(as_uuid=True)), literal(now, DateTime(timezone=True)),
    ).where(~known)  # fmt: skip
    columns = ["territoire_id", "element_id", "appareil_id", "compte_id", "annoncee_le"]
    return insert(Annonce).from_select(columns, rows).on_conflict_do_nothing()


def forgotten(acteur: Acteur, appareil: UUID, answered: Iterable[UUID]) -> Delete:
    """Forgets announcements that were answered for, or received by another way."""
    done = or_(_among(Annonce.element_id, answered), and_(Annonce.appareil_id == appareil, _is_received()))
    return delete(Annonce).where(visible(Annonce, acteur), done)


def missing(acteur: Acteur, appareil: UUID, held: Iterable[UUID]) -> Select[int]:
    """How many items were announced by this tablet, or by this person on one not seen since this one first came,
    and are neither received nor held any longer: a browser that lost its store comes back as a new tablet.
    """
    former, mine = aliased(Appareil), aliased(Appareil)
    left = exists().where(
        former.territoire_id == acteur.territoire_id, former.id == Annonce.appareil_id,
        mine.territoire_id == acteur.territoire_id, mine.id == appareil, former.vu_le < mine.premiere_fois_le,
    )  # fmt: skip
    of_mine = or_(Annonce.appareil_id == appareil, and_(Annonce.compte_id == acteur.compte_id, left))
    return select(func.count()).where(visible(Annonce, acteur), of_mine, ~_among(Annonce.element_id, held))


def appareils_of(acteur: Acteur) -> Select[*tuple[Any, ...]]:
    """Each tablet with the last person who used it, and what it announced that has not come, the last seen first."""
    of_appareil = and_(Annonce.territoire_id == Appareil.territoire_id, Annonce.appareil_id == Appareil.id)
    return (
        select(
            Appareil.id, Compte.nom_affiche, Appareil.vu_le, Appareil.revoque_le,
            func.count(Annonce.element_id).label("annoncees"), func.min(Annonce.annoncee_le).label("depuis"),
        )
        .join(Compte, and_(Compte.territoire_id == Appareil.territoire_id, Compte.id == Appareil.compte_id))
        .join(Annonce, of_appareil, isouter=True)
        .where(visible(Appareil, acteur))
        .group_by(Appareil.territoire_id, Appareil.id, Compte.nom_affiche)
        .order_by(Appareil.vu_le.desc(), Appareil.id)
    )  # fmt: skip


def revoked(acteur: Acteur, appareil: UUID, now: datetime | None) -> Update:
    """Declares a tablet lost, or found again (None)."""
    one = visible(Appareil, acteur), Appareil.id == appareil
    return update(Appareil).where(*one).values(revoque_le=now).returning(Appareil.id)
