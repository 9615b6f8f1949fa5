"""Statements by which what is received joins its suivi: cards shown, suivis locked, étapes written in order."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    Interval,
    LargeBinary,
    Select,
    Text,
    Update,
    Uuid,
    bindparam,
    cast,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import DateAction
from asv.db.scope import visible
from asv.db.suivis import Demarche, Etape, Orientation, Suivi
from asv.domain.acteurs import Acteur
from asv.domain.suivis.histoire import Fait

_UUID = Uuid(as_uuid=True)
IDS = ARRAY(_UUID)


def lock_cartes(empreintes: Iterable[bytes]) -> Select[Any]:
    """Makes those who bring items for one card wait for each other: the opening, and what came before it."""
    keys = sorted({int.from_bytes(empreinte[:8], signed=True) for empreinte in empreintes})
    return select(func.pg_advisory_xact_lock(func.unnest(cast(keys, ARRAY(BigInteger)))))


def cards_shown(empreintes: Iterable[bytes]) -> Select[bytes, UUID | None, str]:
    """The suivi and the state of each known card, opened to the carrier inside this transaction and no longer."""
    wanted = cast(sorted(set(empreintes)), ARRAY(LargeBinary))
    found: Any = func.sec.present(wanted, literal(timedelta(0), Interval)).table_valued(
        Column("empreinte", LargeBinary), Column("suivi_id", _UUID), Column("etat", Text)
    )
    return select(found.c.empreinte, found.c.suivi_id, found.c.etat)


def lock_suivis(acteur: Acteur, ids: Iterable[UUID]) -> Select[UUID, date]:
    """Suivis open to the acteur among these, held until the transaction ends, each with its last day."""
    wanted = Suivi.id == func.any(bindparam(None, sorted(set(ids)), type_=IDS))
    held = select(Suivi.id, Suivi.dernier_contact_le).where(visible(Suivi, acteur), wanted)
    return held.order_by(Suivi.id).with_for_update()


def faits_of(acteur: Acteur, suivis: Iterable[UUID]) -> Select[*tuple[Any, ...]]:
    """The étapes of these suivis in the order they were received: suivi, then what a Fait is made of."""
    of = Etape.suivi_id == func.any(bindparam(None, list(suivis), type_=IDS))
    return (
        select(
            Etape.suivi_id, Etape.id, Etape.nature, Etape.date_etape, Etape.auteur_id, Etape.appareil_id, Etape.objet,
            Etape.avant, Etape.apres, Etape.commune, Etape.qpv, Etape.etat, Etape.face_a,
        )
        .where(visible(Etape, acteur), of)
        .order_by(Etape.sequence)
    )  # fmt: skip


def answerable(acteur: Acteur, ids: Iterable[UUID]) -> Select[UUID, UUID]:
    """Orientations and démarches among these, each with its suivi: what a result may answer."""
    wanted = list(ids)
    both = [
        select(table.id, table.suivi_id).where(
            visible(table, acteur), table.id == func.any(bindparam(None, wanted, type_=IDS))
        )
        for table in (Orientation, Demarche)
    ]
    return both[0].union_all(both[1])  # type: ignore[return-value]


def dates_among(acteur: Acteur, ids: Iterable[UUID]) -> Select[UUID]:
    wanted = DateAction.id == func.any(bindparam(None, list(ids), type_=IDS))
    return select(DateAction.id).where(visible(DateAction, acteur), wanted)


def awaited(cartes: Iterable[bytes], arrived: Iterable[str], *, own: bool) -> Select[*tuple[Any, ...]]:
    """Parked items of anybody that waited for these cards or these identifiers; `own`: all of the acteur's too."""
    found: Any = func.asv.attendues(
        cast([carte.hex() for carte in cartes], ARRAY(Text)), cast(list(arrived), ARRAY(Text)), own
    ).table_valued(
        Column("element_id", _UUID), Column("scelle", LargeBinary), Column("auteur_id", _UUID),
        Column("appareil_id", _UUID), Column("contenu", JSONB),
    )  # fmt: skip
    return select(found.c.element_id, found.c.scelle, found.c.auteur_id, found.c.appareil_id, found.c.contenu)


def released(ids: Iterable[UUID]) -> Select[Any]:
    return select(func.asv.sortir_d_attente(bindparam(None, list(ids), type_=IDS)))


def erased(suivi_id: UUID, sensibles: Iterable[str]) -> Select[bool]:
    """Erases the suivi and takes its sensitive values from its contacts; false when the acteur may not open it."""
    return select(func.asv.effacer_suivi(suivi_id, cast(list(sensibles), ARRAY(Text))))


async def write_in_order(session: AsyncSession, table: type[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """One row after the other, so that their sequence follows the order given."""
    if rows:
        await session.execute(insert(table.__table__).inline(), list(rows))


def judged(acteur: Acteur, fait: Fait) -> Update:
    """What became of a former étape once a person has chosen."""
    return update(Etape).where(visible(Etape, acteur), Etape.id == fait.id).values(etat=fait.etat, face_a=fait.face_a)


def projected(acteur: Acteur, suivi_id: UUID, values: Mapping[str, Any]) -> Update:
    return update(Suivi).where(visible(Suivi, acteur), Suivi.id == suivi_id).values(**values)
