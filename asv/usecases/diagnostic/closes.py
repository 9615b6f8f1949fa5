"""Comparing places or periods: on closed periods only, whose figures no longer move."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.importations import fresh_importations
from asv.domain.acteurs import Acteur
from asv.domain.diagnostic import Choix, choices_of, chosen_of
from asv.domain.diffusion import Destinataire, Diffusion, ReleasedTable
from asv.domain.errors import Refused
from asv.domain.periodes import GenrePeriode, Periode, is_closed, last_closed, parse_periode
from asv.usecases.diagnostic.lecture import Lecture, choices, destinataire_of, read_diagnostic, read_tables
from asv.usecases.diagnostic.ledger import current_of

NOT_CLOSED = (
    "« {periode} » n’est pas close : ses chiffres changent encore, et ne se comparent pas. "
    "Choisissez une période close."
)

MOST = {GenrePeriode.TRIMESTRE: 8, GenrePeriode.ANNEE: 6}
"""Periods read back at most: two years of quarters, a contrat de ville."""
FIRST = "M01"
"""Counts the contacts of a period: none, and there is nothing to follow."""
ALWAYS = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Suite:
    """One share over successive closed periods, the latest first, each with its released table.

    derniere: the last period, whole. choix: the share; None when that period has no contact, and there is no suite.
    reprises: first and last day of each log kept before the tool, whose rows are among them.
    """

    genre: GenrePeriode
    derniere: Lecture
    choix: Choix | None
    lues: tuple[tuple[Periode, ReleasedTable], ...]
    reprises: tuple[tuple[date, date], ...]


def closed_choices(destinataire: Destinataire, today: date) -> list[Periode]:
    """Closed periods offered, those that end last first: years for everybody, and quarters for the team."""
    closed = [periode for periode in choices(destinataire, today) if is_closed(periode, today)]
    return sorted(closed, key=lambda periode: (periode.fin, periode.debut), reverse=True)


async def read_closed(session: AsyncSession, acteur: Acteur, code: str, today: date) -> Lecture:
    """The diagnostic of a closed period, the last one by default. Raises Refused on a period that still moves."""
    asked = parse_periode(code) if code else closed_choices(destinataire_of(acteur), today)[0]
    if not is_closed(asked, today):
        raise Refused(NOT_CLOSED.format(periode=asked.libelle))
    return await read_diagnostic(session, acteur, asked.code, today)


async def diffusion_of(session: AsyncSession, acteur: Acteur, lecture: Lecture) -> Diffusion | None:
    """The release whose figures a reading gives, None when they were counted at this reading."""
    return await current_of(session, acteur, lecture.periode) if lecture.diffusion else None


def genres_of(destinataire: Destinataire) -> tuple[GenrePeriode, ...]:
    """Quarters stay in the team, as everywhere."""
    return (GenrePeriode.ANNEE,) if destinataire.is_outside else (GenrePeriode.TRIMESTRE, GenrePeriode.ANNEE)


async def read_suite(session: AsyncSession, acteur: Acteur, genre: str, today: date, part: str = "") -> Suite:
    """One share over the last closed periods of a genre, back to the first without any contact.

    genre: the finest that the reader is given by default; part: the first difficulty. The last period is read whole,
    for its choices; of the others, only what decides this share. Raises NotFound on a share that is not offered.
    """
    offered = genres_of(destinataire_of(acteur))
    chosen = next((one for one in offered if one == genre), offered[0])
    derniere = await read_diagnostic(session, acteur, last_closed(today, chosen).code, today)
    if not _has_contacts(derniere.tables):
        return Suite(chosen, derniere, None, (), ())
    choix, periode = chosen_of(choices_of(derniere.tables), part), derniere.periode
    code = choix.table.code
    lues = [(periode, choix.table)]
    for _ in range(MOST[chosen] - 1):
        periode = periode.previous
        tables = await read_tables(session, acteur, periode, today, (FIRST, code))
        if not _has_contacts(tables):
            break
        lues.append((periode, tables[code]))
    return Suite(chosen, derniere, choix, tuple(lues), await reprises_of(session, acteur))


def _has_contacts(tables: Mapping[str, ReleasedTable]) -> bool:
    return bool(tables[FIRST].territoire.population.effectif)


async def releases_of(session: AsyncSession, acteur: Acteur, suite: Suite) -> list[Diffusion | None]:
    """For each period of a suite, the release that its figures are; None when they were counted at this reading."""
    found = [await current_of(session, acteur, periode) for periode, _ in suite.lues]
    return [one if one is not None and table.code in one.tables else None
            for one, (_, table) in zip(found, suite.lues, strict=True)]  # fmt: skip


async def reprises_of(session: AsyncSession, acteur: Acteur) -> tuple[tuple[date, date], ...]:
    """First and last day of each log kept before the tool, whose rows were taken over."""
    taken = await session.execute(fresh_importations(acteur.territoire_id, ALWAYS))
    return tuple((first, last) for first, last, _ in taken)


async def released_before(session: AsyncSession, acteur: Acteur, periode: Periode) -> list[Diffusion]:
    """The releases of the periods before this one, the latest first, back to the first that was never released."""
    found: list[Diffusion] = []
    for _ in range(MOST[periode.genre] - 1):
        periode = periode.previous
        diffusion = await current_of(session, acteur, periode)
        if diffusion is None:
            break
        found.append(diffusion)
    return found
