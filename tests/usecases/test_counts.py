"""Two evaluators, one truth: an indicateur counted in Python on a list and in SQL on a table agree."""

from datetime import date
from uuid import uuid4

import numpy as np
import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.contacts import Contact
from asv.db.counts import Counter
from asv.db.engine import Bases, acteur_of, loader_session
from asv.db.seances import Seance
from asv.db.suivis import Suivi
from asv.domain.indicateurs import INDICATEURS, Registre, count
from asv.domain.indicateurs.cohortes import reponses_of
from asv.domain.periodes import parse_periode
from tests.support.database import TODAY, World

MISSING = ["ND", "NC", "REFUS", "NSP"]
THEMES = ["DENT", "DENT_MT", "VACC_ENF", "VACC_HPV", "CANCER", "MEN_SOUFFRANCE", "PER_GROSSESSE"]
FREINS = ["FINANCIER", "ADMIN", "OFFRE", "MOBILITE", "AUCUN_FREIN", "AUTRE_FREIN"]


def random_contact(draw: np.random.Generator, world: World, seance: dict, suivis: list) -> dict:
    def one(values: list):
        return values[draw.integers(len(values))]

    familles = list(dict.fromkeys(one(FREINS) for _ in range(draw.integers(0, 4)))) or [one(MISSING)]
    residence = one([*world.cellules, (None, None)])
    return {
        "territoire_id": world.territoire_id, "id": uuid4(), "seance_id": seance["id"],
        "mediateur_id": world.mediateur.id, "date_contact": date(2026, int(draw.integers(1, 13)), 15),
        "creneau": "matin", "commune_lieu": seance["commune"], "qpv_lieu": one([seance["qpv"], *world.qpv, None]),
        "nature": one(["contact", "contact", "contact", "salutation"]), "is_bref": bool(draw.integers(2)),
        "sexe": one(["F", "H", "X", *MISSING]), "tranche_age": one(["A00_05", "A18_24", "A25_49", "A75P", *MISSING]),
        "zone_residence": one(["ZR_QPV", "ZR_HORS_QPV", "ZR_INCERTAIN", *MISSING]),
        "commune_residence": residence[0], "qpv_residence": residence[1], "freins": familles,
        "familles_frein": familles, "themes": [one(THEMES) for _ in range(draw.integers(0, 3))],
        "premiere_fois": one(["OUI", "NON", *MISSING]),
        "suivi_id": one([*suivis, None, None]), "nomenclature": "2026.1",
        "langue": one(["LG_FR", "LG_FR_SIMPLE", "LG_INT_TEL", "LG_PROCHE_ADULTE", None]),
    }  # fmt: skip


async def fill(admin: AsyncEngine, world: World, seed: int) -> list[dict]:
    draw = np.random.default_rng(seed)
    commune, qpv = world.cellules[0]
    common = {"territoire_id": world.territoire_id, "mediateur_id": world.mediateur.id, "nomenclature": "2026.1"}
    seance = common | {
        "id": uuid4(), "date_seance": date(2026, 1, 15), "creneau": "matin", "commune": commune, "qpv": qpv,
        "lieu_type": "MAIRIE_CCAS", "mode": "PERMANENCE",
    }  # fmt: skip
    suivis = [
        common | {"id": uuid4(), "ouvert_le": date(2026, 1, 2), "dernier_contact_le": date(2026, 1, 2),
                  "zone_residence": "ZR_HORS_QPV", "commune_residence": commune, "sexe": "F", "tranche_age": "A25_49"}
        for _ in range(3)
    ]  # fmt: skip
    rows = [random_contact(draw, world, seance, [s["id"] for s in suivis]) for _ in range(draw.integers(0, 400))]
    async with loader_session(admin) as session, session.begin():
        await session.execute(insert(Seance), [seance])
        await session.execute(insert(Suivi), suivis)
        if rows:
            await session.execute(insert(Contact), rows)
    return rows


@pytest.mark.parametrize("seed", range(4))
async def test_every_indicateur_counts_alike_in_python_and_in_sql(
    admin: AsyncEngine, bases: Bases, world: World, seed: int
):
    rows = await fill(admin, world, seed)

    async with bases.session(world.coordinateur.token, read_only=True) as session:
        acteur = await acteur_of(session)
        for code in ("2026", "2026-T2", "2026-05"):
            periode = parse_periode(code)
            chosen = [row for row in rows if periode.contains(row["date_contact"])]
            counter = Counter(session, acteur, periode, TODAY)
            registres = {
                Registre.CONTACT: chosen,
                Registre.REPONSE: [one for row in chosen for one in reponses_of(row)],
            }
            for indicateur in (one for one in INDICATEURS.values() if one.registre in registres):
                in_python = count(indicateur, registres[indicateur.registre], by=indicateur.champ_lieu)
                in_sql = await counter.count(indicateur)
                assert in_sql == in_python or (not any(c.population for c in in_sql.values()) and not in_python), (
                    indicateur.code,
                    code,
                )
