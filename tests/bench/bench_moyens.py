"""Sixteen structures after one room at the same instant, and a plan over the QPV of Lens-Liévin."""

import asyncio
import shutil
import statistics
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from asv import reference
from asv.db.embedded import embedded_server
from asv.db.engine import Bases, acteur_of, make_engine, normalise
from asv.deployment import open_bases
from asv.domain.coordination import Situation
from asv.domain.errors import Conflict
from asv.domain.moyens import MoyenSaisi, Ouverture
from asv.domain.planification import Demande, MoyenVu, QuartierVu, StructureVue, Terrain, plan_for
from asv.reference import are_adjacent, centre_of, kilometres
from asv.usecases import moyens
from tests.support import database
from tests.support.database import CALL, TODAY, Persona, make_world
from tests.support.moyens import dated_action

TITRE = "Bourse de moyens et planification"
NOTE = (
    "Seize connexions ouvertes avant la première écriture, une salle, PostgreSQL embarqué : du départ à la dernière "
    "réponse, phrase de remplacement comprise (médiane de 10 tours). Plans : QPV de Lens-Liévin, six structures, "
    "quinze salles, rangs tirés au sort ; optimum prouvé."
)
WRITERS, ROUNDS = 16, 10
NOW = datetime.combine(TODAY, datetime.min.time(), UTC)


async def rush(bases: Bases, who: Persona, action: UUID, moyen: UUID, days: list[UUID]) -> tuple[float, int]:
    """Seconds until everybody has an answer, and how many have the room."""
    ready = asyncio.Barrier(len(days) + 1)

    async def one(day: UUID) -> bool:
        async with bases.session(who.token, read_only=False) as session, session.begin():
            acteur = await acteur_of(session)
            await ready.wait()
            try:
                await moyens.reserve(session, acteur, action, moyen, date_id=day, quantite=1, now=NOW)
            except Conflict:
                return False
            return True

    running = asyncio.gather(*(one(day) for day in days))
    await ready.wait()
    start = time.perf_counter()
    won = await running
    return time.perf_counter() - start, sum(won)


async def measure(folder: Path) -> tuple[float, int]:
    with embedded_server(folder / "base") as server:
        await database._make_template(server, folder / "keys")
        url = normalise(server.url(database=database.TEMPLATE))
        admin = make_engine(url)
        async with open_bases(url, folder / "keys", size=WRITERS) as bases:
            world = await make_world(admin, bases)
            took, won = [], 0
            for turn in range(ROUNDS):
                jour = TODAY + timedelta(days=10 + turn)
                action, days = await dated_action(admin, world, jour, WRITERS)
                moyen = await offered(bases, world.associee, turn)
                seconds, count = await rush(bases, world.partenaire, action, moyen, days)
                took.append(seconds)
                won += count
        await admin.dispose()
    return statistics.median(took), won


async def offered(bases: Bases, who: Persona, turn: int) -> UUID:
    saisi = MoyenSaisi("offre", "MY_LOCAL", f"Salle {turn}", "1", f"{TODAY:%Y-%m-%d}", f"{TODAY.year + 1}-06-30")
    async with bases.session(who.token, read_only=False) as session, session.begin():
        return await moyens.publish(session, await acteur_of(session), saisi, today=TODAY)


def terrain(rooms: int) -> Terrain:
    rng = Random(1)
    known = [qpv for qpv in reference.read_qpv() if CALL in qpv.epci]
    quartiers = tuple(QuartierVu(q.code, q.nom, q.population, q.communes) for q in known)
    centres = {q.code: centre_of(q.code) or (0.0, 0.0) for q in known}
    structures = tuple(
        StructureVue(UUID(int=i), f"S{i}", qpv=tuple(sorted(q.code for q in rng.sample(known, 12))) if i > 2 else ())
        for i in range(1, 7)
    )  # fmt: skip
    whole = Ouverture(date(2026, 1, 1), date(2027, 12, 31))
    spots = [centres[rng.choice(known).code] for _ in range(rooms)]
    far = [{code: kilometres(centre, spot) for code, centre in centres.items()} for spot in spots]
    moyens_ = tuple(
        MoyenVu(UUID(int=100 + i), f"Salle {i}", whole, {}, {code: km for code, km in of.items() if km < 4})
        for i, of in enumerate(far)
    )
    rangs = {(q.code, "CANCER"): rng.choice([None, 1, 2, 3, 4, 5, 6]) for q in known}
    situation = Situation(
        today=date(2026, 9, 1), quartiers=tuple(q.code for q in known), rangs=rangs, voisins=are_adjacent
    )
    return Terrain(situation, quartiers, structures, moyens_ if rooms else None)


def planned(seances: int, fin: date, rooms: int) -> dict[str, Any]:
    demande = Demande("DEP_SEIN", seances, date(2026, 10, 1), fin, ("matin", "apres_midi", "soir"), ())
    here = terrain(rooms)
    start = time.perf_counter()
    plan = plan_for(here, demande)
    took = time.perf_counter() - start
    proof = "optimum prouvé" if plan.is_best else "meilleur trouvé"
    weeks = (fin - demande.debut).days // 7
    where = f"{seances} séances sur {weeks} semaines, {rooms or 'sans'} salles"
    what = f"plan de {where} ({len(plan.seances)} placées, {proof})"
    return {"mesure": what, "valeur": took, "unité": "s"}


def run() -> list[dict[str, Any]]:
    folder = Path(tempfile.mkdtemp(prefix="asv-mesure-"))
    try:
        seconds, won = asyncio.run(measure(folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    said = f"seize réservations à la fois ({won} gagnantes en {ROUNDS} tours)"
    october, christmas = date(2026, 10, 31), date(2026, 12, 31)
    return [
        {"mesure": said, "valeur": seconds, "unité": "s"},
        planned(6, october, 15), planned(24, october, 15), planned(24, christmas, 15), planned(24, christmas, 0),
    ]  # fmt: skip
