"""Crossed tables of a closed year as they were released: with the year, or alone before there was a ledger."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.croisements import Croisement, released_crossing
from asv.db.scope import visible
from asv.domain.acteurs import Acteur, Role
from asv.domain.diffusion import Destinataire, ReleasedCrossing, thawed
from asv.domain.errors import Forbidden, Refused
from asv.domain.periodes import Periode, annee, last_closed
from asv.usecases.diagnostic.ledger import current_of, list_diffusions

OFFERED = 3
"""Closed years that may be crossed, the last one first."""


@dataclass(frozen=True, slots=True)
class LectureCroisee:
    """What the coordination reads of a year: nothing yet, or tables that will not change."""

    periode: Periode
    periodes: tuple[Periode, ...]
    tables: ReleasedCrossing | None
    publie_le: datetime | None


def check_reader(acteur: Acteur) -> None:
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden("Les tableaux croisés sont ceux de la coordination.")


def closed_years(today: date) -> tuple[Periode, ...]:
    last = last_closed(today).annee
    return tuple(annee(last - back) for back in range(OFFERED))


def closed_year(code: str, today: date) -> Periode:
    """The year asked, the last closed one by default."""
    offered = closed_years(today)
    found = next((periode for periode in offered if periode.code == code), None if code else offered[0])
    if found is None:
        raise Refused("Seules les trois dernières années closes se croisent : choisissez dans la liste.")
    return found


async def read_crossing(session: AsyncSession, acteur: Acteur, code: str, today: date) -> LectureCroisee:
    """The crossed tables of a year, as they were released."""
    check_reader(acteur)
    periode = closed_year(code, today)
    diffusion = await current_of(session, acteur, periode)
    if diffusion is not None:
        written = {one.code: one.publiee_le for one in await list_diffusions(session, acteur)}
        return LectureCroisee(periode, closed_years(today), diffusion.croisements, written[diffusion.code])
    kept = await session.scalar(released_crossing(visible(Croisement, acteur), periode.annee))
    tables = None if kept is None else thawed(kept.contenu, Destinataire.EQUIPE)
    return LectureCroisee(periode, closed_years(today), tables, None if kept is None else kept.publie_le)
