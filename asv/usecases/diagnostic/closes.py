"""Comparing places or periods: on closed periods only, whose figures no longer move."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.importations import fresh_importations
from asv.domain.acteurs import Acteur
from asv.domain.diffusion import Destinataire, Diffusion
from asv.domain.errors import Refused
from asv.domain.periodes import GenrePeriode, Periode, is_closed, last_closed, parse_periode
from asv.usecases.diagnostic.lecture import Lecture, choices, destinataire_of, read_diagnostic
from asv.usecases.diagnostic.ledger import current_of

NOT_CLOSED = (
    "« {periode} » n’est pas close : ses chiffres changent encore, et ne se comparent pas. "
    "Choisissez une période close."
)

MOST = {GenrePeriode.TRIMESTRE: 8, GenrePeriode.ANNEE: 6}
"""Periods read back at most: two years of quarters, a contrat de ville."""
ALWAYS = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Suite:
    """Successive closed periods as they are released, the latest first.

    reprises: first and last day of each log kept before the tool, whose rows are among them.
    """

    genre: GenrePeriode
    lectures: tuple[Lecture, ...]
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


async def read_suite(session: AsyncSession, acteur: Acteur, genre: str, today: date) -> Suite:
    """The last closed periods of a genre, back to the first without any contact; the finest by default."""
    offered = genres_of(destinataire_of(acteur))
    chosen = next((one for one in offered if one == genre), offered[0])
    lectures: list[Lecture] = []
    periode = last_closed(today, chosen)
    for _ in range(MOST[chosen]):
        lecture = await read_diagnostic(session, acteur, periode.code, today)
        if not lecture.tables["M01"].territoire.population.effectif:
            break
        lectures.append(lecture)
        periode = periode.previous
    return Suite(chosen, tuple(lectures), await reprises_of(session, acteur))


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
