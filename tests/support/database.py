"""One embedded server a run, one migrated database a worker, one fresh territoire a test.

Every row of the trade belongs to a territoire and row-level security holds them apart: a test that opens an EPCI
of its own needs no cleaning up, may commit, and may run beside others.
"""

import asyncio
import fcntl
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from asv.db import schema
from asv.db.comptes import Compte
from asv.db.embedded import EmbeddedServer, embedded_server
from asv.db.engine import Bases, loader_session, make_engine, normalise
from asv.db.reference import Commune, Epci, Qpv, QpvCommune
from asv.db.structures import Structure
from asv.db.territoires import Territoire, TerritoireQpv, qpv_of
from asv.deployment import open_bases, set_passwords
from asv.domain.acteurs import Role
from asv.usecases.comptes import _open as open_session
from asv.usecases.reference import load_reference
from asv.usecases.territoires import open_territoire

TEMPLATE = "asv_modele"
CALL = "246200364"
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Persona:
    """A person of the little world of a test, with an open session."""

    id: UUID
    role: Role
    token: str
    structure_id: UUID | None
    email: str


@dataclass(frozen=True)
class World:
    """A territoire of its own with its people: two médiateurs, two partenaires, one of each other role."""

    territoire_id: str
    mediateur: Persona
    mediatrice: Persona
    partenaire: Persona
    associee: Persona
    coordinateur: Persona
    administrateur: Persona
    financeur: Persona
    qpv: tuple[str, ...]
    cellules: tuple[tuple[str, str], ...]  # (commune, QPV) parts

    @property
    def people(self) -> tuple[Persona, ...]:
        return (
            self.mediateur, self.mediatrice, self.partenaire, self.associee,
            self.coordinateur, self.administrateur, self.financeur,
        )  # fmt: skip


@pytest.fixture(scope="session")
def shared_dir(testrun_uid: str) -> Path:
    """One folder for all workers of a run; not pytest's own, which it closes to every other system account."""
    folder = Path(tempfile.gettempdir()) / f"asv-essais-{testrun_uid[:12]}"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def cluster(shared_dir: Path) -> Iterator[EmbeddedServer]:
    with embedded_server(shared_dir / "base") as server:
        yield server
    if not (server.data_dir / "postmaster.pid").exists():
        shutil.rmtree(shared_dir, ignore_errors=True)


async def _make_template(cluster: EmbeddedServer, keys_dir: Path) -> None:
    engine = make_engine(normalise(cluster.url(database="postgres"))).execution_options(isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        known = await connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :n"), {"n": TEMPLATE})
        if known is None:
            await connection.execute(text(f"CREATE DATABASE {TEMPLATE}_brouillon"))
            await _fill(cluster, f"{TEMPLATE}_brouillon", keys_dir)
            await connection.execute(text(f"ALTER DATABASE {TEMPLATE}_brouillon RENAME TO {TEMPLATE}"))
    await engine.dispose()


async def _fill(cluster: EmbeddedServer, database: str, keys_dir: Path) -> None:
    engine = make_engine(normalise(cluster.url(database=database)))
    await schema.migrate(engine)
    await set_passwords(engine, keys_dir)
    async with loader_session(engine) as session, session.begin():
        await load_reference(session, lambda *_: None, TODAY)
        await open_territoire(session, CALL, "CALL")
    await engine.dispose()


@pytest.fixture(scope="session")
def database_url(cluster: EmbeddedServer, shared_dir: Path, worker_id: str) -> str:
    """The administrator's address of this worker's database, copied from the template."""
    database = f"asv_{worker_id}_{uuid4().hex[:6]}"

    async def copy() -> None:
        await _make_template(cluster, shared_dir / "keys")
        engine = make_engine(normalise(cluster.url(database="postgres")))
        engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text(f"CREATE DATABASE {database} TEMPLATE {TEMPLATE}"))
        await engine.dispose()

    with (shared_dir / "modele.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        asyncio.run(copy())
    return cluster.url(database=database)


@pytest.fixture(scope="session")
async def admin(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(normalise(database_url))
    yield engine
    await engine.dispose()


@pytest.fixture(scope="session")
async def bases(database_url: str, shared_dir: Path) -> AsyncIterator[Bases]:
    async with open_bases(normalise(database_url), shared_dir / "keys", size=5) as opened:
        yield opened


async def _next_epci(session: AsyncSession) -> str:
    """An EPCI not opened yet, with at least two QPV; France has some two hundred of them, far fewer than our tests."""
    query = text(
        "SELECT c.epci FROM asv.commune c JOIN asv.qpv_commune p ON p.commune = c.code "
        "WHERE c.epci IS NOT NULL AND c.epci NOT IN (SELECT territoire_id FROM asv.territoire) "
        "GROUP BY c.epci HAVING count(DISTINCT p.qpv) >= 2 ORDER BY c.epci LIMIT 1"
    )
    return str(await session.scalar(query))


async def _invent_epci(session: AsyncSession) -> str:
    """An open territoire of a département that does not exist: three communes, a QPV in each of the first two."""
    rank = int(await session.scalar(text("SELECT count(*) FROM asv.epci WHERE siren LIKE '999%'")) or 0)
    siren, nom = f"999{rank:06d}", f"Essai Z{rank:03X}"  # no figure alone: a test may look for one on a page
    codes = [f"Z{rank:03X}{place}" for place in range(3)]  # no real code starts with a Z
    session.add(Epci(siren=siren, nom=nom, nom_tri=nom.lower(), type="CA"))
    await session.flush()
    session.add(Territoire(territoire_id=siren, nom=nom, sigle=nom))
    for code in codes:
        session.add(Commune(code=code, nom=f"Ville {code}", nom_tri=f"ville {code}", type="COM", departement="96",
                            region="00", epci=siren, population=9_000, longitude=2.8, latitude=50.4))  # fmt: skip
    for code in codes[:2]:
        session.add(Qpv(code=f"QN{code}M", nom=f"Quartier {code}", nom_tri=f"quartier {code}", generation="2024",
                        population=2_000))  # fmt: skip
    await session.flush()
    for code in codes[:2]:
        session.add(QpvCommune(qpv=f"QN{code}M", commune=code))
        session.add(TerritoireQpv(territoire_id=siren, qpv=f"QN{code}M", dans_contrat=True))
    await session.commit()
    return siren


async def _open_real_epci(session: AsyncSession) -> str:
    siren = await _next_epci(session)
    await open_territoire(session, siren)
    await session.commit()
    return siren


async def _person(
    session: AsyncSession, bases: Bases, where: str, role: Role, structure: UUID | None = None
) -> Persona:
    compte = Compte(
        territoire_id=where, id=uuid4(), email=f"{uuid4().hex}@exemple.fr", nom_affiche=f"Personne {role}", role=role,
        structure_id=structure, actif=True,
    )  # fmt: skip
    session.add(compte)
    await session.commit()
    async with bases.gate() as gate, gate.begin():
        opened = await open_session(gate, compte, datetime.now(UTC))
    return Persona(compte.id, role, opened.token, structure, compte.email)


async def _structure(session: AsyncSession, where: str, nom: str) -> UUID:
    structure = Structure(territoire_id=where, id=uuid4(), nom=nom, nom_tri=nom.lower(), type="TP_ASSO")
    session.add(structure)
    await session.commit()
    return structure.id


async def make_world(
    admin: AsyncEngine, bases: Bases, siren: str | None = None, *, is_on_the_map: bool = False
) -> World:
    """Opens a territoire and peoples it: an invented EPCI, or a real one nobody uses when distances matter."""
    async with loader_session(admin) as session:
        where = siren or await (_open_real_epci if is_on_the_map else _invent_epci)(session)
        first, second = await _structure(session, where, "Centre social"), await _structure(session, where, "CPAM")
        people = {
            "mediateur": await _person(session, bases, where, Role.MEDIATEUR),
            "mediatrice": await _person(session, bases, where, Role.MEDIATEUR),
            "partenaire": await _person(session, bases, where, Role.PARTENAIRE, first),
            "associee": await _person(session, bases, where, Role.PARTENAIRE, second),
            "coordinateur": await _person(session, bases, where, Role.COORDINATEUR),
            "administrateur": await _person(session, bases, where, Role.ADMINISTRATEUR),
            "financeur": await _person(session, bases, where, Role.FINANCEUR),
        }
        qpv = [row[0].code for row in await session.execute(qpv_of(where))]
        parts = await session.execute(
            text(
                "SELECT p.commune, p.qpv FROM asv.qpv_commune p JOIN asv.commune c ON c.code = p.commune "
                "WHERE c.epci = :epci ORDER BY p.qpv, p.commune"
            ),
            {"epci": where},
        )
        return World(where, **people, qpv=tuple(qpv), cellules=tuple((c, q) for c, q in parts))


@pytest.fixture
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


@pytest.fixture
async def world_on_the_map(admin: AsyncEngine, bases: Bases) -> World:
    """A world whose quartiers have a place on the map of France."""
    return await make_world(admin, bases, is_on_the_map=True)
