"""Two evaluators, one truth: an indicateur counted in Python on a list and in SQL on a table agree."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.contacts import Contact
from asv.db.counts import Counter
from asv.db.engine import Bases, acteur_of, loader_session
from asv.db.seances import Seance
from asv.db.suivis import Suivi
from asv.domain import nomenclatures
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


def codes(liste: str) -> st.SearchStrategy[str]:
    return st.sampled_from([*(entree.code for entree in nomenclatures.liste(liste).entrees), *MISSING])


ENTERED_FROM = datetime(2025, 11, 1, tzinfo=UTC)
"""A contact is entered on any day, before or after that of the event: only the latter counts."""
PLACES = st.integers(0, 3)
FREINS_CITES = st.lists(codes("FREIN"), max_size=3, unique=True)
CONTACTS = st.lists(
    st.fixed_dictionaries(
        {
            "date_contact": st.dates(date(2025, 11, 1), date(2026, 12, 31)),
            "recu_le": st.integers(0, 420).map(lambda days: ENTERED_FROM + timedelta(days=days)),
            "nature": st.sampled_from(["contact", "contact", "salutation", "urgence", "annule"]),
            "is_bref": st.booleans(), "sexe": codes("SEXE_GENRE"), "tranche_age": codes("TRANCHE_AGE"),
            "zone_residence": codes("ZONE_RESIDENCE"), "qpv_lieu": PLACES, "qpv_residence": PLACES,
            "freins": FREINS_CITES, "themes": st.lists(codes("THEME_SANTE"), max_size=2),
            "premiere_fois": st.sampled_from(["OUI", "NON", *MISSING]), "suivi_id": PLACES,
            "langue": st.none() | codes("LANGUE"),
        }
    ),
    max_size=40,
)  # fmt: skip


async def replace_contacts(admin: AsyncEngine, world: World, seance: dict, drawn: list[dict]) -> list[dict]:
    """Puts the drawn contacts in place of those of the territoire; one of them is outside any QPV or suivi."""
    spots, suivis = [None, *world.qpv], [None, *seance["suivis"]]
    rows = [
        one | {
            "territoire_id": world.territoire_id, "id": uuid4(), "seance_id": seance["id"],
            "mediateur_id": world.mediateur.id, "creneau": "matin", "commune_lieu": seance["commune"],
            "commune_residence": None, "nomenclature": "2026.1", "qpv_lieu": spots[one["qpv_lieu"] % len(spots)],
            "qpv_residence": spots[one["qpv_residence"] % len(spots)],
            "suivi_id": suivis[one["suivi_id"] % len(suivis)],
            "familles_frein": list(dict.fromkeys(family_of(code) for code in one["freins"])),
        }
        for one in drawn
    ]  # fmt: skip
    async with loader_session(admin) as session, session.begin():
        await session.execute(delete(Contact).where(Contact.territoire_id == world.territoire_id))
        if rows:
            await session.execute(insert(Contact), rows)
    return rows


def family_of(code: str) -> str:
    return code if code in MISSING else nomenclatures.family("FREIN", code)


@pytest.fixture
async def seance(admin: AsyncEngine, world: World) -> dict:
    """The séance that lends its place to the drawn contacts, and three suivis they may belong to."""
    await fill(admin, world, 0)
    async with loader_session(admin) as session:
        found = await session.scalar(select(Seance).where(Seance.territoire_id == world.territoire_id))
        suivis = await session.scalars(select(Suivi.id).where(Suivi.territoire_id == world.territoire_id))
        return {"id": found.id, "commune": found.commune, "suivis": list(suivis)[:3]}


@given(drawn=CONTACTS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_every_indicateur_counts_alike_in_python_and_in_sql_by_the_day_of_the_event(
    admin: AsyncEngine, bases: Bases, world: World, seance: dict, drawn: list[dict]
):
    rows = await replace_contacts(admin, world, seance, drawn)

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


def test_every_indicateur_of_our_records_is_counted_twice_somewhere():
    here = {Registre.CONTACT, Registre.REPONSE}
    cohorts = {Registre.ORIENTATION, Registre.DOSSIER, Registre.FIN}
    totals = {Registre.OUVERTURE, Registre.AUTONOMIE}
    dates = {Registre.PAROLE}

    assert {one.registre for one in INDICATEURS.values()} == here | cohorts | totals | dates == set(Registre)
