"""Statements of the reception: many rows in one statement, each identifier once, in one order for everybody.

Rows travel as one text a column, a line for each, which the server splits and types: for a batch of 200 contacts that
is half the time of an executemany and, on our side, a fifth of the work of arrays, whose every element is examined.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CTE,
    JSON,
    Column,
    ColumnElement,
    Function,
    LargeBinary,
    Select,
    Text,
    Update,
    Uuid,
    bindparam,
    cast,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import Insert as PgInsert
from sqlalchemy.dialects.postgresql import insert

from asv.db.ateliers import Atelier
from asv.db.contacts import Contact
from asv.db.reference import Commune, QpvCommune
from asv.db.scope import visible
from asv.db.seances import Seance
from asv.db.signaux import Signal
from asv.db.structures import Structure
from asv.db.synchronisation import Quarantaine, Reception
from asv.domain.acteurs import Acteur

IDS = ARRAY(Uuid(as_uuid=True))
LEFT_TO_THE_DATABASE: dict[type[Any], set[str]] = {
    Seance: {"recue_le", "importation_id", "annule_le"},
    Contact: {"recu_le", "importation_id"},
    Atelier: {"recu_le"},
    Signal: {"recu_le", "traite_le"},
    Reception: {"sequence", "recue_le"},
    Quarantaine: {"recue_le", "resolue_le"},
}
MOST_PARKED = 500
MEDIATEURS_AT_ONCE = 256  # statements that every sending asks are written once for each of them


COLUMNS: dict[type[Any], tuple[Column[Any], ...]] = {
    table: tuple(column for column in table.__table__.columns if column.name not in left_out)
    for table, left_out in LEFT_TO_THE_DATABASE.items()
}


LINE, NULL = "\n", "\\N"


def _typed(column: Column[Any], value: ColumnElement[Any]) -> ColumnElement[Any]:
    if isinstance(column.type, LargeBinary):
        return func.decode(value, "hex")
    return value if isinstance(column.type, Text) else cast(value, column.type)


def _parameter(column: Column[Any]) -> str:
    return f"{column.table.name}_{column.name}"


def _insert_many(table: type[Any], among: CTE | None = None) -> PgInsert:
    """Rows from one text a column; with `among`, only those whose identifier is there."""
    columns = COLUMNS[table]
    texts = [func.string_to_array(bindparam(_parameter(c), type_=Text()), LINE, NULL) for c in columns]
    source = func.unnest(*texts).table_valued(*[Column(c.name, Text()) for c in columns]).render_derived()
    rows = select(*[_typed(column, source.c[column.name]) for column in columns])
    if among is not None:
        rows = rows.where(cast(source.c.id, Uuid(as_uuid=True)).in_(select(among.c.id)))
    return insert(table.__table__).from_select([column.name for column in columns], rows)


def _receive_into(table: type[Any]) -> Select[Any, Any]:
    columns = Reception.__table__.c
    received = _insert_many(Reception).on_conflict_do_nothing().returning(columns.id, columns.sequence).cte("received")
    return select(received.c.id, received.c.sequence).add_cte(_insert_many(table, received).cte("rows"))


RECEIVE_INTO: dict[type[Any], Select[Any, Any]] = {
    table: _receive_into(table) for table in (Seance, Contact, Atelier, Signal)
}
"""Keeps the receptions whose identifier is new, and their rows only; gives these identifiers with their sequence."""

NEW_RECEPTIONS = (
    _insert_many(Reception).on_conflict_do_nothing().returning(Reception.__table__.c.id, Reception.__table__.c.sequence)
)
"""Receives identifiers whose rows are written apart; gives those that were new with their sequence."""

NEW_CONTACTS = _insert_many(Contact)
"""Contacts received earlier."""

NEW_QUARANTAINE = _insert_many(Quarantaine).on_conflict_do_nothing()
"""Keeps items aside, the same content once. Naming a target would need the right to read them."""


def _writer(column: Column[Any]) -> Callable[[Any], str]:
    match column.type:
        case LargeBinary():
            return bytes.hex
        case ARRAY():
            return lambda values: "{" + ",".join([str(value) for value in values]) + "}"
        case JSON():
            return json.dumps
        case _:
            return str


_WRITERS = {
    table: [(column.name, _parameter(column), _writer(column)) for column in columns]
    for table, columns in COLUMNS.items()
}


def columns_of(table: type[Any], rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The parameters of an insertion of many: one text a column, one line a row.

    What a reception writes are codes, numbers, days and identifiers; a line break in one of them raises ValueError.
    """
    texts = {}
    for name, parameter, write in _WRITERS[table]:
        values = [row[name] for row in rows]
        lines = [NULL if value is None else value if type(value) is str else write(value) for value in values]
        texts[parameter] = LINE.join(lines)
        if texts[parameter].count(LINE) != max(len(rows) - 1, 0):
            raise ValueError(f"a line break in {table.__tablename__}.{name}")
    return texts


def communes_and_qpv(territoire_id: str) -> Select[str, str | None]:
    """Each commune of a territoire with each QPV that has a part in it, or with None."""
    return (
        select(Commune.code, QpvCommune.qpv)
        .join(QpvCommune, QpvCommune.commune == Commune.code, isouter=True)
        .where(Commune.epci == territoire_id)
        .order_by(Commune.code, QpvCommune.qpv)
    )


def _among(column: Any, ids: Iterable[UUID]) -> ColumnElement[bool]:
    wanted: ColumnElement[bool] = column == func.any(bindparam(None, list(ids), type_=IDS))
    return wanted


def receptions_among(acteur: Acteur, ids: Iterable[UUID]) -> Select[UUID, bytes, str, int]:
    return select(Reception.id, Reception.empreinte, Reception.etat, Reception.sequence).where(
        visible(Reception, acteur), _among(Reception.id, ids)
    )


@lru_cache(maxsize=MEDIATEURS_AT_ONCE)
def seances_among(acteur: Acteur) -> Select[Any, Any, Any, Any, Any]:
    """What a séance lends to its contacts, unless it was cancelled; parameter `ids`."""
    return select(Seance.id, Seance.date_seance, Seance.creneau, Seance.commune, Seance.qpv).where(
        visible(Seance, acteur), Seance.annule_le.is_(None), Seance.id == func.any(bindparam("ids", type_=IDS))
    )


def structures_among(acteur: Acteur, ids: Iterable[UUID]) -> Select[UUID]:
    return select(Structure.id).where(visible(Structure, acteur), _among(Structure.id, ids))


def merged_among(acteur: Acteur, ids: Iterable[UUID]) -> Select[UUID, UUID | None]:
    """Sheets merged since a tablet last read the directory, with the one that is kept."""
    merged = Structure.fusionnee_dans.is_not(None)
    columns = Structure.id, Structure.fusionnee_dans
    return select(*columns).where(visible(Structure, acteur), merged, _among(Structure.id, ids))


def auteurs_among(ids: Iterable[UUID]) -> Select[UUID, bool]:
    """Accounts of the territoire of the session among these, and whether each may write."""
    known: Function[Any] = func.sec.auteurs(bindparam(None, list(ids), type_=IDS))
    rows = known.table_valued(Column("id", Uuid(as_uuid=True)), Column("may_write"))
    return select(rows.c.id, rows.c.may_write)


def lock_parking(auteur: UUID) -> Select[Any]:
    """Makes the one who parks and the one who brings the séance wait for each other, until the transaction ends."""
    key = int.from_bytes(auteur.bytes[:8], signed=True)
    return select(func.pg_advisory_xact_lock(key))


def lock_alerts(auteur: UUID) -> Select[Any]:
    """Makes the sendings of one mediator count his unknown cards in turn; taken last, it closes no ring."""
    key = int.from_bytes(auteur.bytes[8:], signed=True)
    return select(func.pg_advisory_xact_lock(key))


@lru_cache(maxsize=MEDIATEURS_AT_ONCE)
def parked_with_seance(acteur: Acteur) -> Select[UUID, UUID, Any]:
    """Parked contacts without code of the acteur whose séance has come, oldest first; others' are left to them."""
    seance_id = cast(Quarantaine.contenu["seance"].astext, Uuid(as_uuid=True))
    return (
        select(Quarantaine.element_id, Quarantaine.appareil_id, Quarantaine.contenu)
        .join(Seance, (Seance.territoire_id == Quarantaine.territoire_id) & (Seance.id == seance_id))
        .where(
            visible(Quarantaine, acteur),
            Seance.annule_le.is_(None),
            Quarantaine.auteur_id == acteur.compte_id,
            Quarantaine.motif == "parked",
            Quarantaine.resolue_le.is_(None),
            Quarantaine.genre == "contact",
            Quarantaine.contenu["carte"].astext.is_(None),
        )
        .order_by(Quarantaine.recue_le, Quarantaine.element_id)
        .limit(MOST_PARKED)
        .with_for_update(of=Quarantaine, skip_locked=True)
    )


def mark_stored(acteur: Acteur, ids: Iterable[UUID]) -> Update:
    return update(Reception).where(visible(Reception, acteur), _among(Reception.id, ids)).values(etat="stored")


def close_parked(acteur: Acteur, ids: Iterable[UUID]) -> Update:
    return (
        update(Quarantaine)
        .where(visible(Quarantaine, acteur), _among(Quarantaine.element_id, ids), Quarantaine.motif == "parked")
        .values(resolue_le=func.now())
    )
