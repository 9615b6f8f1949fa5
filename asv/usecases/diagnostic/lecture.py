"""Reading the diagnostic: the counts of a period, released together, with the places and sources printed beside."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.acteurs import team_of
from asv.db.besoins import RangBesoin
from asv.db.counts import Counter
from asv.db.importations import fresh_importations
from asv.db.journal import entry_of
from asv.db.reference import communes_of
from asv.db.territoires import cellules_of, qpv_of, qpv_partly_outside
from asv.domain.acteurs import Acteur, Role
from asv.domain.coordination import rangs_of
from asv.domain.diffusion import Destinataire, Ligne, ReleasedTable, ReleasedValue, rate_per_1000, release
from asv.domain.errors import Conflict, Forbidden, NotFound
from asv.domain.indicateurs import INDICATEURS, linked_to
from asv.domain.periodes import GenrePeriode, Periode, is_closed, last_closed, parse_periode, periode_of
from asv.domain.reprise import check_settled, fresh_since
from asv.usecases.diagnostic.ledger import released_tables

PARTLY_OUTSIDE = "Population du quartier entier, y compris sa partie hors du territoire : le taux est sous-estimé."
DESTINATAIRES = {Role.COORDINATEUR: Destinataire.EQUIPE, Role.FINANCEUR: Destinataire.FINANCEUR}


@dataclass(frozen=True, slots=True)
class QuartierLu:
    """A QPV of the contrat de ville; population is that of the whole QPV, wherever its limits go."""

    code: str
    nom: str
    population: int | None
    communes: tuple[str, ...]
    is_partly_outside: bool


@dataclass(frozen=True, slots=True)
class Lecture:
    """What a reader of the diagnostic is given: released tables only, never a count.

    diffusion: code of the release that these figures are; empty when they were counted at this reading.
    """

    territoire: str
    periode: Periode
    is_close: bool
    destinataire: Destinataire
    quartiers: tuple[QuartierLu, ...]
    tables: Mapping[str, ReleasedTable]
    couverture: Mapping[str, ReleasedValue]
    noms_communes: Mapping[str, str]
    diffusion: str = ""


def destinataire_of(acteur: Acteur) -> Destinataire:
    if acteur.role not in DESTINATAIRES:
        raise Forbidden("Le diagnostic est ouvert à la coordination et aux financeurs.")
    return DESTINATAIRES[acteur.role]


def default_periode(destinataire: Destinataire, today: date) -> Periode:
    """The running year for the team, the last closed one for who reads from outside."""
    return last_closed(today) if destinataire.is_outside else periode_of(today, GenrePeriode.ANNEE)


def choices(destinataire: Destinataire, today: date) -> list[Periode]:
    """Periods offered, latest first: years for everybody, and for the team the quarters of two years."""
    year = default_periode(destinataire, today)
    years = [year, year.previous, year.previous.previous]
    if destinataire.is_outside:
        return years
    quarter = periode_of(today, GenrePeriode.TRIMESTRE)
    quarters = [quarter]
    for _ in range(7):
        quarters.append(quarters[-1].previous)
    return [*years, *quarters]


async def read_diagnostic(
    session: AsyncSession, acteur: Acteur, code: str, today: date, *, outside: bool = False
) -> Lecture:
    """Counts and releases the period for this reader; an empty code chooses the period by default.

    outside: the team asks for the figures as they are told outside, to publish what follows from them.
    """
    destinataire = Destinataire.FINANCEUR if outside else destinataire_of(acteur)
    periode = parse_periode(code) if code else default_periode(destinataire, today)
    if destinataire.is_outside:
        await check_settled_for(session, acteur, periode, today)
    quartiers = await quartiers_of(session, acteur.territoire_id)
    code, tables = await _tables(session, acteur, quartiers, (periode, destinataire, today), INDICATEURS)
    communes = await session.scalars(communes_of(acteur.territoire_id))
    return Lecture(
        territoire=acteur.territoire_nom, periode=periode, is_close=is_closed(periode, today),
        destinataire=destinataire, quartiers=tuple(quartiers),
        tables=tables, couverture={q.code: _couverture(q, tables["M04"]) for q in quartiers},
        noms_communes={commune.code: commune.nom for commune in communes},
        diffusion=code,
    )  # fmt: skip


async def read_tables(
    session: AsyncSession, acteur: Acteur, periode: Periode, today: date, codes: Collection[str]
) -> Mapping[str, ReleasedTable]:
    """Some tables of a period, the same as `read_diagnostic` gives; only these and those they depend on are decided."""
    destinataire = destinataire_of(acteur)
    if destinataire.is_outside:
        await check_settled_for(session, acteur, periode, today)
    quartiers = await quartiers_of(session, acteur.territoire_id)
    asked = (periode, destinataire, today)
    return (await _tables(session, acteur, quartiers, asked, linked_to(codes)))[1]


Asked = tuple[Periode, Destinataire, date]


async def _tables(
    session: AsyncSession, acteur: Acteur, quartiers: Sequence[QuartierLu], asked: Asked, codes: Collection[str]
) -> tuple[str, Mapping[str, ReleasedTable]]:
    """Code of the release and its tables; no code, and the tables of these indicateurs counted now, without release."""
    periode, destinataire, _ = asked
    is_told = periode.genre is GenrePeriode.ANNEE or not destinataire.is_outside
    kept = await released_tables(session, acteur, periode) if is_told else None
    return kept or ("", await _count(session, acteur, quartiers, asked, codes))


async def _count(
    session: AsyncSession, acteur: Acteur, quartiers: Sequence[QuartierLu], asked: Asked, codes: Collection[str]
) -> Mapping[str, ReleasedTable]:
    """The tables of a period nobody released, counted now."""
    periode, destinataire, today = asked
    wanted = (one for code, one in INDICATEURS.items() if code in codes)
    told = [one for one in wanted if acteur.role is Role.COORDINATEUR or not one.reserve]
    counter = Counter(session, acteur, periode, today)
    counted = await counter.tables(told, [Ligne(quartier.code, quartier.nom) for quartier in quartiers])
    # Some tenths of a second of pure Python: in a thread, so that other requests are answered meanwhile.
    return await asyncio.to_thread(release, counted, destinataire=destinataire, today=today)


async def publish_rangs(session: AsyncSession, acteur: Acteur, today: date) -> int:
    """Publishes the ranks of need of the last closed year, once and for all; gives the year.

    They are drawn from the figures told outside the team, those of the whole diagnostic released together.
    Raises Conflict when they are published already, or while that year is still being taken over.
    """
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden("Les rangs de besoin sont publiés par la coordination.")
    lecture = await read_diagnostic(session, acteur, "", today, outside=True)
    year = lecture.periode.debut.year
    rows = [
        {
            "territoire_id": acteur.territoire_id, "annee": year, "qpv": qpv, "theme": theme, "rang": rang,
            "publie_par": acteur.compte_id,
        }
        for (qpv, theme), rang in rangs_of(lecture.tables["M06T"]).items()
    ]  # fmt: skip
    query = insert(RangBesoin).values(rows).on_conflict_do_nothing().returning(RangBesoin.theme)
    if not rows or len((await session.execute(query)).all()) < len(rows):
        raise Conflict(f"Les rangs de besoin de {year} sont déjà publiés : ils ne changent plus.")
    await session.execute(entry_of(acteur, "rangs_publies", str(year)))
    return year


async def check_settled_for(session: AsyncSession, acteur: Acteur, periode: Periode, today: date) -> None:
    """Raises Conflict while a former log that touches the period may still be undone."""
    fresh = await session.execute(fresh_importations(acteur.territoire_id, fresh_since(today)))
    check_settled([(first, last, done) for first, last, done in fresh], periode)


async def read_for_team(session: AsyncSession, territoire_id: str, code: str, today: date) -> Lecture:
    """The same reading for the command line, which has no person: it reads as the team does."""
    return await read_diagnostic(session, await team_of(session, territoire_id), code, today)


def _couverture(quartier: QuartierLu, table: ReleasedTable) -> ReleasedValue:
    """Estimated persons living in the QPV for 1 000 inhabitants of it."""
    return rate_per_1000(
        "M04", INDICATEURS["M04"].libelle, table.cell(quartier.code, "M04"), quartier.population,
        PARTLY_OUTSIDE if quartier.is_partly_outside else "",
    )  # fmt: skip


async def quartiers_of(session: AsyncSession, territoire_id: str) -> list[QuartierLu]:
    """QPV of the contrat de ville, in the order of their names."""
    communes: dict[str, list[str]] = {}
    for commune, qpv in await session.execute(cellules_of(territoire_id)):
        communes.setdefault(qpv, []).append(commune)
    rows = await session.execute(qpv_of(territoire_id))
    outside = set((await session.scalars(qpv_partly_outside(territoire_id))).all())
    return [
        QuartierLu(q.code, q.nom, q.population, tuple(communes.get(q.code, ())), q.code in outside) for q, _ in rows
    ]


def quartier_of(lecture: Lecture, code: str) -> QuartierLu:
    for quartier in lecture.quartiers:
        if quartier.code == code:
            return quartier
    raise NotFound("Ce quartier n’est pas dans le contrat de ville de votre territoire.")
