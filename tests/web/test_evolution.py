"""The page of evolutions: closed periods, the reason when they cannot be compared, and what is taken away."""

import csv
import io
import re
from datetime import datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases, acteur_of
from asv.domain.indicateurs import INDICATEURS, linked_to
from asv.domain.periodes import FRANCE, annee, last_closed
from asv.usecases.diagnostic import read_diagnostic
from asv.usecases.diagnostic.lecture import read_tables
from tests.support.database import World
from tests.support.site import Client
from tests.web.test_croisements import fill
from tests.web.test_diffusions import diffused

PAGE = "/diagnostic/evolution"
TODAY = datetime.now(FRANCE).date()
YEAR = last_closed(TODAY).annee
FEMMES = "pas=annee&part=G08F.F"


@pytest.fixture
async def filled(admin: AsyncEngine, world: World) -> World:
    await fill(admin, world, 400)
    return world


async def test_a_territoire_without_a_closed_period_is_told_to_come_back(client: Client, world: World):
    answer = await client.get(PAGE, world.coordinateur)

    assert answer.status_code == 200
    assert "revenez après la clôture" in answer.text
    assert (await client.get(f"{PAGE}/csv", world.coordinateur)).status_code == 400


async def test_a_funder_is_offered_years_only(client: Client, world: World):
    for pas in ("", "trimestre"):
        answer = await client.get(f"{PAGE}?pas={pas}", world.financeur)
        assert answer.status_code == 200
        assert "Par année" in answer.text
        assert "Par trimestre" not in answer.text


async def test_a_partner_reads_no_evolution(client: Client, world: World):
    assert (await client.get(PAGE, world.partenaire)).status_code == 403
    assert (await client.get(f"{PAGE}/png", world.partenaire)).status_code == 403


async def test_the_files_say_what_the_page_says(client: Client, filled: World):
    page = (await client.get(f"{PAGE}?{FEMMES}", filled.coordinateur)).text
    drawn = (await client.get(f"{PAGE}/svg?{FEMMES}", filled.coordinateur)).text
    image = await client.get(f"{PAGE}/png?{FEMMES}", filled.coordinateur)
    written = (await client.get(f"{PAGE}/csv?{FEMMES}", filled.coordinateur)).text

    (row,) = csv.DictReader(io.StringIO(written.removeprefix("\ufeff")), delimiter=";")
    share = f"{round(float(row['part'].replace(',', '.')) * 100)}\u202f%"
    assert (row["periode"], row["categorie"], row["code_lieu"]) == (str(YEAR), "Femmes", "TERRITOIRE")
    assert share in page
    assert share in drawn
    assert image.content.startswith(b"\x89PNG")


async def test_a_view_is_cited_as_provisional_until_its_year_is_released(client: Client, filled: World):
    async def cited() -> str:
        shown = (await client.get(f"{PAGE}?{FEMMES}", filled.coordinateur)).text
        return re.sub(r"\s+", " ", re.search(r'class="empreinte">(.*?)</p>', shown, re.DOTALL)[1])

    before = await cited()
    await diffused(client, filled, str(YEAR))
    after = await cited()

    assert "Provisoire" in before
    assert "à ne pas transmettre" in before
    assert f"Diffusion {YEAR}-E1 (empreinte " in after
    assert "part=G08F.F&amp;lieu=TERRITOIRE" in after


@pytest.mark.parametrize(("path", "status"), [
    ("/gif", 404), ("/svg?part=G08F.AUTRE", 404), ("/svg?lieu=QN00000X", 404), ("?lieu=QN00000X", 404),
])  # fmt: skip
async def test_what_is_not_offered_is_not_found(client: Client, filled: World, path: str, status: int):
    joint = "&" if "?" in path else "?"
    answer = await client.get(f"{PAGE}{path}{joint}pas=annee", filled.coordinateur)

    assert answer.status_code == status


async def test_the_tables_of_an_evolution_are_those_of_the_diagnostic(filled: World, bases: Bases):
    async with bases.session(filled.coordinateur.token, read_only=True) as session, session.begin():
        acteur = await acteur_of(session)
        whole = (await read_diagnostic(session, acteur, str(YEAR), TODAY)).tables
        alone = {code: (await read_tables(session, acteur, annee(YEAR), TODAY, (code,)))[code] for code in INDICATEURS}

    assert alone == whole


def test_what_a_release_depends_on_is_read_with_it():
    assert linked_to({"M07"}) == {"M06", "M07"}
    assert linked_to({"M04"}) == {"M02", "M04", "M05"}
    assert linked_to({"G08F"}) == {"G08F"}
