"""What suivis were at their opening and what they gained: counted alike in Python and in the base, and told to few."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.counts import Counter
from asv.db.engine import Bases, acteur_of, loader_session
from asv.db.histoires import write_in_order
from asv.db.suivis import Etape, Suivi
from asv.domain import nomenclatures
from asv.domain.acteurs import NOBODY, Acteur, Role
from asv.domain.indicateurs import INDICATEURS, Registre, count
from asv.domain.indicateurs.bilans import closing_row, opening_rows
from asv.domain.periodes import parse_periode
from tests.support.database import TODAY, World

DAYS = st.dates(date(2025, 12, 15), date(2026, 6, 30))
DROITS = st.tuples(
    st.just("droit"), st.sampled_from(["MT", "AMELI", "C2S", "AMO"]),
    st.sampled_from(["OUVERT", "EXPIRE", "PIECES", "JAMAIS", "REFUSE", "INCONNU_DROIT"]),
)  # fmt: skip
AUTONOMIES = st.tuples(
    st.just("autonomie"), st.sampled_from(["AD_RDV", "AD_NUM"]), st.sampled_from(["AUT_0", "AUT_1", "AUT_3", "NSP"])
)
ETAPES = st.lists(
    st.tuples(
        DROITS | AUTONOMIES, st.sampled_from([0, 0, 0, 5]), st.sampled_from(["appliquee", "appliquee", "ecartee"])
    ),
    max_size=6,
)
SUIVIS = st.lists(
    st.tuples(DAYS, st.none() | st.tuples(st.integers(0, 200), st.sampled_from(["CL_OBJECTIF", "CL_DOUBLON"])), ETAPES),
    max_size=15,
)


async def fill(admin: AsyncEngine, world: World, drawn: list) -> list[tuple[dict, list[Etape]]]:
    """Replaces the suivis of the territoire by the drawn ones; gives each with its étapes."""
    common = {"territoire_id": world.territoire_id, "nomenclature": "2026.1"}
    kept = []
    for opened, closed, etapes in drawn:
        suivi = common | {
            "id": uuid4(), "mediateur_id": world.mediateur.id, "ouvert_le": opened, "dernier_contact_le": opened,
            "zone_residence": "ZR_HORS_QPV", "sexe": "F", "tranche_age": "A25_49",
            "clos_le": opened + timedelta(days=closed[0]) if closed else None, "cloture": closed[1] if closed else None,
        }  # fmt: skip
        rows: list[dict[str, Any]] = [
            common | {"id": uuid4(), "suivi_id": suivi["id"], "auteur_id": world.mediateur.id, "nature": nature,
                      "objet": objet, "apres": apres, "date_etape": opened + timedelta(days=after), "etat": etat}
            for (nature, objet, apres), after, etat in etapes
        ]  # fmt: skip
        kept.append((suivi, rows))
    async with loader_session(admin) as session, session.begin():
        for table in (Etape, Suivi):
            await session.execute(delete(table).where(table.territoire_id == world.territoire_id))
        if kept:
            await session.execute(insert(Suivi), [suivi for suivi, _ in kept])
        await write_in_order(session, Etape, [row for _, rows in kept for row in rows])
    return [(suivi, [Etape(**row) for row in rows]) for suivi, rows in kept]


def expected(kept: list[tuple[dict, list[Etape]]], periode: Any) -> dict[Registre, list]:
    counted = [(suivi, etapes) for suivi, etapes in kept if suivi["cloture"] != "CL_DOUBLON"]
    opened = [(s, etapes) for s, etapes in counted if periode.contains(s["ouvert_le"])]
    ended = [etapes for s, etapes in counted if s["clos_le"] and periode.contains(s["clos_le"])]
    return {
        Registre.OUVERTURE: [row for suivi, etapes in opened for row in opening_rows(suivi["ouvert_le"], etapes)],
        Registre.AUTONOMIE: [closing_row(etapes) for etapes in ended],
    }


@given(drawn=SUIVIS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_every_total_of_suivis_counts_alike_in_python_and_in_the_base(
    admin: AsyncEngine, bases: Bases, world: World, drawn: list
):
    kept = await fill(admin, world, drawn)

    async with bases.session(world.coordinateur.token, read_only=True) as session:
        acteur = await acteur_of(session)
        for code in ("2026", "2026-T1", "2026-05"):
            periode = parse_periode(code)
            rows = expected(kept, periode)
            counter = Counter(session, acteur, periode, TODAY)
            for indicateur in (one for one in INDICATEURS.values() if one.registre in rows):
                found = await counter.count(indicateur)
                assert found == count(indicateur, rows[indicateur.registre]), (indicateur.code, code)


STATES = (
    "OUVERT",
    "EXPIRE_BIENTOT",
    "EXPIRE",
    "EN_COURS",
    "PIECES",
    "REFUSE",
    "JAMAIS",
    "NON_ELIGIBLE",
    "INCONNU_DROIT",
)


@pytest.mark.parametrize("state", STATES)
async def test_each_state_of_a_right_alone_counts_alike(admin: AsyncEngine, bases: Bases, world: World, state: str):
    opened = date(2026, 2, 3)
    drawn = [(opened, None, [(("droit", objet, state), 0, "appliquee")]) for objet in ("C2S", "MT", "AMELI")]
    kept = await fill(admin, world, drawn)

    periode = parse_periode("2026")
    rows = expected(kept, periode)[Registre.OUVERTURE]
    async with bases.session(world.coordinateur.token, read_only=True) as session:
        counter = Counter(session, await acteur_of(session), periode, TODAY)
        for code in ("M13", "M14"):
            assert await counter.count(INDICATEURS[code]) == count(INDICATEURS[code], rows), code


@pytest.mark.parametrize("first", ["AUT_0", "AUT_1"])
@pytest.mark.parametrize("last", ["AUT_0", "AUT_1", "NSP"])
async def test_each_pair_of_measures_counts_alike(
    admin: AsyncEngine, bases: Bases, world: World, first: str, last: str
):
    measures = [(("autonomie", "AD_RDV", first), 0, "appliquee"), (("autonomie", "AD_RDV", last), 5, "appliquee")]
    kept = await fill(admin, world, [(date(2026, 2, 3), (30, "CL_OBJECTIF"), measures)])

    periode = parse_periode("2026")
    async with bases.session(world.coordinateur.token, read_only=True) as session:
        counter = Counter(session, await acteur_of(session), periode, TODAY)
        rows = expected(kept, periode)[Registre.AUTONOMIE]
        assert await counter.count(INDICATEURS["M19"]) == count(INDICATEURS["M19"], rows)


def test_the_states_tried_are_those_of_the_list():
    assert {one.code for one in nomenclatures.liste("ETAT_DROIT").entrees} == set(STATES)


ONE = [(date(2026, 2, 3), None, [(("droit", "C2S", "EXPIRE"), 0, "appliquee")])]
TOTALS = "SELECT champ, valeur, effectif FROM asv.totaux_des_suivis(:debut, :fin) ORDER BY champ"
MONTH = {"debut": date(2026, 2, 1), "fin": date(2026, 2, 28)}


async def test_the_coordination_is_given_totals_of_whole_months_and_never_of_a_day(
    admin: AsyncEngine, bases: Bases, world: World
):
    await fill(admin, world, ONE)

    async with bases.session(world.coordinateur.token, read_only=True) as session:
        month = (await session.execute(text(TOTALS), MONTH)).all()
        day = (await session.execute(text(TOTALS), {"debut": date(2026, 2, 3), "fin": date(2026, 2, 3)})).all()
        week = (await session.execute(text(TOTALS), {"debut": date(2026, 2, 1), "fin": date(2026, 2, 7)})).all()

    assert [tuple(row) for row in month] == [("droits", "A_OUVRIR", 1), ("medecin_traitant", None, 1)]
    assert (day, week) == ([], [])


async def test_totals_stay_in_their_territoire(admin: AsyncEngine, bases: Bases, world: World, other_world: World):
    await fill(admin, world, ONE)

    async with bases.session(other_world.coordinateur.token, read_only=True) as session:
        assert (await session.execute(text(TOTALS), MONTH)).all() == []


@pytest.mark.parametrize("role", ["mediateur", "partenaire", "financeur", "administrateur"])
async def test_nobody_else_may_ask_for_totals(bases: Bases, world: World, role: str):
    async with bases.session(getattr(world, role).token, read_only=True) as session:
        with pytest.raises(DBAPIError, match="permission denied"):
            await session.execute(text(TOTALS), MONTH)


async def test_the_coordination_may_not_count_for_a_territoire_of_its_choice(bases: Bases, world: World):
    async with bases.session(world.coordinateur.token, read_only=True) as session:
        with pytest.raises(DBAPIError, match="permission denied"):
            await session.execute(text("SELECT * FROM asv.compter_suivis('x', '2026-02-01', '2026-02-28')"))


async def test_the_command_line_counts_the_same_as_the_coordination(admin: AsyncEngine, world: World):
    await fill(admin, world, ONE)
    machine = Acteur(world.territoire_id, NOBODY, Role.COORDINATEUR, None, "", "")

    async with loader_session(admin) as session:
        counter = Counter(session, machine, parse_periode("2026"), TODAY)
        assert (await counter.count(INDICATEURS["M13"]))[None].effectifs == (1, 0)
