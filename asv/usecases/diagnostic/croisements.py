"""Crossed tables of a closed year: prepared from the contacts and the diagnostic, released once, then only read."""

import asyncio
from collections import Counter as Tally
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.counts import Counter, crossed
from asv.db.croisements import Croisement, released_crossing
from asv.db.journal import entry_of
from asv.db.reference import communes_of
from asv.db.scope import visible
from asv.domain.acteurs import Acteur, Role
from asv.domain.diffusion import (
    Crossed,
    Destinataire,
    Ligne,
    Progress,
    ReleasedCrossing,
    crossed_problem,
    frozen,
    release,
    release_crossed,
    thawed,
)
from asv.domain.errors import Conflict, Forbidden, Refused
from asv.domain.indicateurs import INDICATEURS, Contact, Registre, cites_of, crossing_of, told
from asv.domain.periodes import Periode, annee, last_closed
from asv.domain.territoires import Cellule
from asv.usecases.diagnostic.lecture import check_settled_for, quartiers_of

CONTRADICTED = (
    "Des saisies de cette année se contredisent (« aucune difficulté » à côté d’une difficulté) : corrigez-les d’abord."
)
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
    kept = await session.scalar(released_crossing(visible(Croisement, acteur), periode.annee))
    tables = None if kept is None else thawed(kept.contenu, Destinataire.EQUIPE)
    return LectureCroisee(periode, closed_years(today), tables, None if kept is None else kept.publie_le)


async def prepare_crossing(session: AsyncSession, acteur: Acteur, code: str, today: date) -> Crossed:
    """Everything that the release of a year needs, in a few grouped reads; the slow part reads nothing more.

    Raises Conflict when the year is released already, or while it is still being taken over.
    """
    lecture = await read_crossing(session, acteur, code, today)
    if lecture.tables is not None:
        raise Conflict(f"Les tableaux croisés de {lecture.periode.annee} existent déjà : ils ne changent plus.")
    await check_settled_for(session, acteur, lecture.periode, today)
    quartiers = [Ligne(quartier.code, quartier.nom) for quartier in await quartiers_of(session, acteur.territoire_id)]
    communes = [Ligne(c.code, c.nom) for c in await session.scalars(communes_of(acteur.territoire_id))]
    contacts = await _contacts(session, acteur, lecture.periode)
    crossing = crossing_of(
        contacts, communes=communes, quartiers=quartiers, perimetre=acteur.territoire_id, periode=lecture.periode
    )
    met = (one for one in INDICATEURS.values() if one.registre is Registre.CONTACT)
    counted = await Counter(session, acteur, lecture.periode, today).tables(met, quartiers)
    released = await asyncio.to_thread(release, counted, destinataire=Destinataire.FINANCEUR, today=today)
    citations = next(table for table in counted if table.code == "M06")
    cites = cites_of(citations, released["M06"])
    try:
        return await asyncio.to_thread(crossed_problem, crossing, told(released), cites, citations.citations)
    except ValueError as contradiction:
        raise Refused(CONTRADICTED) from contradiction


async def _contacts(session: AsyncSession, acteur: Acteur, periode: Periode) -> Tally[Contact]:
    found: Tally[Contact] = Tally()
    for commune, qpv, frein, sexe, age, month, how_many in await session.execute(crossed(acteur, periode)):
        found[Cellule(commune, qpv), frein or "", sexe, age, int(month)] += how_many
    return found


async def solve_crossing(
    crossed: Crossed, today: date, progress: Callable[[Progress], None] | None = None
) -> ReleasedCrossing:
    """The slow part, in a thread: some seconds, without the database."""
    return await asyncio.to_thread(
        release_crossed, crossed, destinataire=Destinataire.EQUIPE, today=today, progress=progress
    )


async def keep_crossing(session: AsyncSession, acteur: Acteur, released: ReleasedCrossing) -> None:
    """Keeps the tables for good. When two persons asked at once, the first kept is the release; the other is lost."""
    check_reader(acteur)
    year = released.periode.annee
    row = {
        "territoire_id": acteur.territoire_id, "annee": year, "contenu": frozen(released),
        "publie_par": acteur.compte_id,
    }  # fmt: skip
    query = insert(Croisement).values(row).on_conflict_do_nothing().returning(Croisement.annee)
    if (await session.execute(query)).one_or_none() is not None:
        await session.execute(entry_of(acteur, "croisements_publies", str(year)))
