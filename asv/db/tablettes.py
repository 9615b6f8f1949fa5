"""Questions about tablets: which one is at the door, what each said it holds, which were declared lost."""

from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Column, Insert, Select, Uuid, and_, bindparam, exists, func, select
from sqlalchemy.dialects.postgresql import insert

from asv.db.appareils import Appareil
from asv.db.scope import visible
from asv.db.synchronisation import Quarantaine
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
