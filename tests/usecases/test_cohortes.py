"""Two evaluators, one truth, for what came of the suivis: random cohorts counted in Python and in SQL agree."""

from datetime import date, timedelta
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.counts import Counter
from asv.db.engine import Bases, acteur_of, loader_session
from asv.db.histoires import write_in_order
from asv.db.suivis import Demarche, Orientation, Resultat, Suivi
from asv.domain import nomenclatures
from asv.domain.indicateurs import INDICATEURS, Registre, count
from asv.domain.indicateurs.cohortes import HONOREES, OUVERTS, duree_of, issue_at_90
from asv.domain.periodes import parse_periode
from tests.support.database import World

TODAY = date(2026, 6, 30)
DAYS = st.dates(date(2025, 11, 1), date(2026, 6, 30))


def codes(liste: str) -> st.SearchStrategy[str]:
    return st.sampled_from([entree.code for entree in nomenclatures.liste(liste).entrees])


RESULTS = st.lists(st.tuples(st.integers(0, 200), codes("RESULTAT")), max_size=3)
COHORTS = st.fixed_dictionaries(
    {
        "orientations": st.lists(st.tuples(DAYS, codes("TYPE_ORIENTATION"), RESULTS), max_size=25),
        "dossiers": st.lists(st.tuples(DAYS, codes("DEMARCHE"), RESULTS), max_size=25),
        "suivis": st.lists(st.tuples(DAYS, st.none() | st.tuples(st.integers(0, 400), codes("CLOTURE"))), max_size=25),
    }
)


def closing(opened: date, closed: tuple[int, str] | None) -> dict[str, object]:
    if closed is None:
        return {"clos_le": None, "cloture": None}
    return {"clos_le": opened + timedelta(days=closed[0]), "cloture": closed[1]}


async def fill(admin: AsyncEngine, world: World, drawn: dict[str, list]) -> dict[Registre, list[dict]]:
    """Replaces what the territoire holds by the drawn cohorts; gives the rows that Python counts."""
    common = {"territoire_id": world.territoire_id, "nomenclature": "2026.1"}
    person = common | {"mediateur_id": world.mediateur.id, "zone_residence": "ZR_HORS_QPV", "sexe": "F",
                       "tranche_age": "A25_49"}  # fmt: skip
    suivis = [
        person | {"id": uuid4(), "ouvert_le": opened, "dernier_contact_le": opened} | closing(opened, closed)
        for opened, closed in [(date(2024, 1, 2), None), *drawn["suivis"]]
    ]
    of_suivi = common | {"suivi_id": suivis[0]["id"], "auteur_id": world.mediateur.id}
    orientations, dossiers, resultats, counted = [], [], [], {Registre.ORIENTATION: [], Registre.DOSSIER: []}
    for day, force, results in drawn["orientations"]:
        one = of_suivi | {"id": uuid4(), "type": "O_MG", "force": force, "date_orientation": day}
        orientations.append(one)
        heard = [(day + timedelta(days=after), code) for after, code in results]
        resultats += [(one["id"], *result) for result in heard]
        counted[Registre.ORIENTATION].append(one | {"jour": day, "issue": issue_at_90(day, heard, TODAY, HONOREES)})
    for day, code, results in drawn["dossiers"]:
        one = of_suivi | {"id": uuid4(), "code": code, "date_demarche": day}
        dossiers.append(one)
        heard = [(day + timedelta(days=after), result) for after, result in results]
        resultats += [(one["id"], *result) for result in heard]
        counted[Registre.DOSSIER].append(one | {"jour": day, "issue": issue_at_90(day, heard, TODAY, OUVERTS)})
    rows = [of_suivi | {"id": uuid4(), "pour_id": pour, "code": code, "date_resultat": day, "source": "personne"}
            for pour, day, code in resultats]  # fmt: skip
    async with loader_session(admin) as session, session.begin():
        for table in (Resultat, Orientation, Demarche, Suivi):
            await session.execute(delete(table).where(table.territoire_id == world.territoire_id))
        await session.execute(insert(Suivi), suivis)
        for table, found in ((Orientation, orientations), (Demarche, dossiers)):
            if found:
                await session.execute(insert(table), found)
        await write_in_order(session, Resultat, rows)
    ended = [one for one in suivis if one["clos_le"]]
    counted[Registre.FIN] = [
        one | {"jour": one["clos_le"], "duree": duree_of(one["ouvert_le"], one["clos_le"])} for one in ended
    ]
    return counted


@given(drawn=COHORTS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_every_cohort_counts_alike_in_python_and_in_sql(
    admin: AsyncEngine, bases: Bases, world: World, drawn: dict[str, list]
):
    counted = await fill(admin, world, drawn)

    async with bases.session(world.coordinateur.token, read_only=True) as session:
        acteur = await acteur_of(session)
        for code in ("2026", "2026-T1", "2026-06"):
            periode = parse_periode(code)
            counter = Counter(session, acteur, periode, TODAY)
            for indicateur in (one for one in INDICATEURS.values() if one.registre in counted):
                rows = [row for row in counted[indicateur.registre] if periode.contains(row["jour"])]
                assert await counter.count(indicateur) == count(indicateur, rows), (indicateur.code, code)
