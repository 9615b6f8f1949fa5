"""The places of a territoire, read once a minute by each process: they change when reference data is loaded."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.reception import communes_and_qpv
from asv.domain.saisie import Places

FRESH = timedelta(minutes=1)
_known: dict[str, tuple[datetime, Places]] = {}


async def places_of(session: AsyncSession, territoire_id: str, now: datetime) -> Places:
    kept = _known.get(territoire_id)
    if kept is not None and abs(now - kept[0]) < FRESH:
        return kept[1]
    communes: dict[str, set[str]] = {}
    for commune, qpv in await session.execute(communes_and_qpv(territoire_id)):
        communes.setdefault(commune, set()).update([qpv] if qpv else [])
    places = Places({commune: frozenset(qpv) for commune, qpv in communes.items()})
    _known[territoire_id] = (now, places)
    return places
