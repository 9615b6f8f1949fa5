"""The demonstration year of the CALL, and synthetic data in bulk. Both are invented; see asv.domain.synthese."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from asv.db.bulk import analyse, loading, write
from asv.db.comptes import Compte
from asv.db.engine import loader_session
from asv.db.reference import Commune, QpvCommune
from asv.db.territoires import Territoire, cellules_of, qpv_of
from asv.domain.acteurs import Role
from asv.domain.errors import Refused
from asv.domain.suivis.codes import parse_code
from asv.domain.synthese import DEMONSTRATION, Bloc, Genre, Synthese, TerritoireInput, bulk_volume
from asv.domain.synthese.equipe import email_of
from asv.domain.territoires import Cellule
from asv.sealing import keyed_hash
from asv.usecases.territoires import list_territoires, open_territoire

Step = Callable[[str, int, int], None]
CALL, SIGLE = "246200364", "CALL"
DEMO_SEED = 2026
FEWEST_QPV = 3
LOADERS = 4
"""Connections that load at the same time, as many as the processors of a small server."""
WRITTEN = (
    "structure", "compte", "seance", "suivi", "contact", "carte", "etape", "demarche", "orientation", "resultat",
    "relais", "atelier", "action", "date_action", "participation", "besoin_action", "passage",
    "indicateur_action", "financement", "frequentation", "commentaire", "moyen", "reservation", "occupation",
    "engagement", "preuve", "signal", "rang_besoin", "priorite",
    "ambition", "classement", "decision_priorites",
    "notification",
)  # fmt: skip
CARTES = ("K7MP-42QX", "TERR-7KSN", "MKN9-H5BY")
"""Codes of the cards that the demonstration hands to its visitor: invented like the persons, and known to all."""
ONE_LOADER = text("SELECT pg_advisory_xact_lock(4277829)")


async def load_demo(engine: AsyncEngine, *, today: date, step: Step, carte_secret: bytes | None = None) -> bool:
    """Opens the CALL if need be and fills it with the demonstration year that ends today; True if it did.

    Done once: a database that holds it, whatever the day it was loaded, is left as it is. With the secret of the
    cards, the codes of CARTES open three suivis; no other suivi of the demonstration can be opened by a card.
    """
    await _open_call(engine)
    territoire = await read_territoire(engine, CALL)
    cartes = tuple(keyed_hash(carte_secret, parse_code(code)) for code in CARTES) if carte_secret else ()
    synthese = Synthese(territoire, today, DEMONSTRATION, DEMO_SEED, cartes=cartes)
    async with loading(engine) as connection:
        await connection.execute(ONE_LOADER)
        if await _holds(connection, email_of(CALL, Role.MEDIATEUR, 1, Genre.DEMONSTRATION)):
            return False
        blocs = [*synthese.decor(), *synthese.lot(0), *synthese.collectif()]
        for done, bloc in enumerate(blocs):
            step("démonstration", done, len(blocs))
            await write(connection, bloc)
        step("démonstration", len(blocs), len(blocs))
    await analyse(engine, *WRITTEN)
    return True


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows written, by table."""

    territoires: tuple[str, ...]
    rows: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.rows.values())

    def __str__(self) -> str:
        """Say it to the person at the command line."""
        contacts, total = (f"{count:,}".replace(",", "\u202f") for count in (self.rows["contact"], self.total))
        return f"{contacts} contacts, {total} lignes en tout, territoires {', '.join(self.territoires)}"


async def seed(
    engine: AsyncEngine, *, contacts: int, territoires: int, years: int, seed: int, today: date, step: Step
) -> Counts:
    """Writes `contacts` synthetic contacts over `years` years, with all that goes with them, in that many territoires.

    The CALL comes first, then the EPCI with three QPV or more, by SIREN; one that holds synthetic data already is
    passed over, so a second call adds to the first. The demonstration of the CALL stays beside, with its own team.
    """
    if contacts < 1 or territoires < 1 or years < 1 or seed < 0:
        raise Refused("Demandez au moins un contact, un territoire et une année, et une graine positive ou nulle.")
    sirens = await _open_free(engine, territoires)
    loader = Loader(engine, lambda done: step("contacts", done, contacts))
    async with asyncio.TaskGroup() as group:
        for rank, siren in enumerate(sirens):
            volume = bulk_volume(contacts // territoires + (rank < contacts % territoires), years)
            of_siren = partial(Synthese, today=today, volume=volume, seed=seed, years=years, genre=Genre.SYNTHESE)
            group.create_task(loader.fill(siren, of_siren))
    await analyse(engine, *WRITTEN)
    return Counts(tuple(sirens), loader.rows)


async def _open_free(engine: AsyncEngine, wanted: int) -> list[str]:
    """The first territoires without synthetic data, opened if need be."""
    async with loader_session(engine) as session, session.begin():
        several = select(Commune.epci).join(QpvCommune, QpvCommune.commune == Commune.code)
        several = several.where(Commune.epci.is_not(None), Commune.epci != CALL).group_by(Commune.epci)
        several = several.having(func.count(QpvCommune.qpv.distinct()) >= FEWEST_QPV).order_by(Commune.epci)
        candidates = [CALL, *(str(siren) for siren in await session.scalars(several))]
        filled = set(
            await session.scalars(select(Compte.territoire_id).where(Compte.email.like("synthese-%")).distinct())
        )
        free = [siren for siren in candidates if siren not in filled][:wanted]
        if len(free) < wanted:
            raise Refused(f"Il ne reste que {len(free)} territoires sans données de synthèse : demandez-en moins.")
        opened = {territoire.territoire_id for territoire in await list_territoires(session)}
        for siren in free:
            if siren not in opened:
                await open_territoire(session, siren, SIGLE if siren == CALL else None)
    return free


class Loader:
    """Writes on a few connections at once, each part of the work in its own transaction."""

    def __init__(self, engine: AsyncEngine, tell: Callable[[int], None]) -> None:
        self.engine, self.tell = engine, tell
        self.free = asyncio.Semaphore(LOADERS)
        self.rows: Counter[str] = Counter(dict.fromkeys(WRITTEN, 0))

    async def fill(self, siren: str, synthesise: Callable[[TerritoireInput], Synthese]) -> None:
        """The decor of a territoire, then its lots in any order, then what is collective."""
        async with self.free:
            synthese = synthesise(await read_territoire(self.engine, siren))
        await self._write(synthese.decor)
        async with asyncio.TaskGroup() as group:
            for rank in range(synthese.volume.lots):
                group.create_task(self._write(partial(synthese.lot, rank)))
        await self._write(synthese.collectif)

    async def _write(self, draw: Callable[[], Iterator[Bloc]]) -> None:
        async with self.free:
            blocs = await asyncio.to_thread(lambda: list(draw()))
            async with loading(self.engine) as connection:
                for bloc in blocs:
                    written = await write(connection, bloc)
                    self.rows[bloc.table] += written  # after the wait: the other parts count here too
        self.tell(self.rows["contact"])


async def _open_call(engine: AsyncEngine) -> None:
    async with loader_session(engine) as session, session.begin():
        if await session.get(Territoire, CALL) is None:
            await open_territoire(session, CALL, SIGLE)


async def _holds(connection: AsyncConnection, email: str) -> bool:
    return await connection.scalar(select(Compte.id).where(Compte.email == email)) is not None


async def read_territoire(engine: AsyncEngine, siren: str) -> TerritoireInput:
    """Communes, QPV parts and populations of an open territoire, as the generator wants them."""
    async with loader_session(engine) as session:
        of_epci = Commune.epci == siren, Commune.type == "commune"
        communes = await session.execute(
            select(Commune.code, Commune.population).where(*of_epci).order_by(Commune.code)
        )
        parts = await session.execute(cellules_of(siren))
        qpv = (await session.execute(qpv_of(siren, dans_contrat=None))).all()
        return TerritoireInput(
            siren,
            {code: population or 0 for code, population in communes},
            tuple(Cellule(commune, code) for commune, code in parts),
            {quartier.code: quartier.population for quartier, _ in qpv if quartier.population},
            tuple(sorted(quartier.code for quartier, dans_contrat in qpv if dans_contrat)),
        )
