"""A release opened to all: what a partner, a town hall, a funder and anybody read of it, each in his view."""

import csv
import io
import re
from datetime import datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.domain.periodes import FRANCE, last_closed
from asv.web.donnees.vues import shares_of
from tests.domain.diagnostic.drawn import ACACIAS, CORONS, FOSSE, TABLES, TILLEULS
from tests.support.database import Persona, World
from tests.support.site import Client
from tests.web.test_croisements import fill
from tests.web.test_diffusions import PAGE, diffused, view_of

YEAR = last_closed(datetime.now(FRANCE).date()).annee
CODE = f"{YEAR}-E1"


@pytest.fixture
async def opened(client: Client, admin: AsyncEngine, world: World) -> World:
    await fill(admin, world, 400)
    await diffused(client, world, str(YEAR))
    answer = await client.post(f"{PAGE}/{CODE}/ouvrir", world.coordinateur)
    assert answer.status_code == 303, answer.text
    return world


def public_page(world: World, **asked: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"/donnees/{world.territoire_id}/{CODE}?{query}"


async def rows_of(client: Client, address: str, who: Persona | None = None) -> dict[str, dict[str, str]]:
    answer = await client.get(address, who)
    assert answer.status_code == 200, answer.text
    rows = csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";")
    return {row["reference"]: row for row in rows}


async def as_town_hall(admin: AsyncEngine, world: World, commune: str) -> None:
    async with admin.begin() as connection:
        query = text("UPDATE asv.structure SET type = 'TP_COMMUNE', commune = :commune WHERE id = :id")
        await connection.execute(query, {"commune": commune, "id": world.partenaire.structure_id})


async def test_nothing_is_read_before_the_coordination_opens_it(client: Client, admin: AsyncEngine, world: World):
    await fill(admin, world, 400)
    await diffused(client, world, str(YEAR))

    assert (await client.get(public_page(world))).status_code == 404
    assert (await client.get(f"/donnees/{world.territoire_id}/{CODE}/csv")).status_code == 404
    assert "Aucune année n’est encore ouverte" in (await client.get("/chiffres", world.partenaire)).text
    assert (await client.get("/chiffres/csv", world.partenaire)).status_code == 404


async def test_only_the_coordination_opens_and_once_is_enough(client: Client, opened: World):
    again = await client.post(f"{PAGE}/{CODE}/ouvrir", opened.coordinateur)
    refused = await client.post(f"{PAGE}/{CODE}/ouvrir", opened.financeur)

    assert (again.status_code, refused.status_code) == (303, 403)
    assert "Cette diffusion est ouverte" in (await client.get(f"{PAGE}/{CODE}", opened.coordinateur)).text


async def test_a_quarter_is_never_opened(client: Client, admin: AsyncEngine, world: World):
    await fill(admin, world, 400)
    await diffused(client, world, f"{YEAR}-T1")

    shown = await client.get(f"{PAGE}/{YEAR}-T1-E1", world.coordinateur)
    refused = await client.post(f"{PAGE}/{YEAR}-T1-E1/ouvrir", world.coordinateur)

    assert shown.status_code == 200
    assert "/ouvrir" not in shown.text
    assert refused.status_code == 400
    assert "diffusez l’année" in refused.text
    async with admin.connect() as connection:
        query = text("SELECT count(*) FROM asv.diffusion_ouverte WHERE territoire_id = :where")
        assert await connection.scalar(query, {"where": world.territoire_id}) == 0


async def test_anybody_reads_the_figures_of_the_year_without_login(client: Client, opened: World):
    listed = await client.get("/donnees")
    shown = await client.get(public_page(opened))

    assert f"/donnees/{opened.territoire_id}/{CODE}" in listed.text
    assert shown.status_code == 200
    assert "Ce qui empêche de se soigner" in shown.text
    assert "arrondis à 5" in shown.text
    assert "« masqué »" in shown.text.replace("\u00a0", " ").replace("\u202f", " ")
    assert f"diffusion {CODE}" in shown.text.replace("\u00a0", " ")


async def test_the_public_page_counts_rencontres_in_its_sentences_and_columns(client: Client, opened: World):
    for sujet in ("M06", "G08F"):
        shown = (await client.get(public_page(opened, sujet=sujet))).text.replace("\u00a0", " ").replace("\u202f", " ")

        assert "des rencontres" in shown
        assert '<th scope="col" class="numeric">Rencontres</th>' in shown
        assert "des contacts" not in shown
        assert not re.search(r"\d contacts? sur", shown)


async def test_a_public_page_is_the_same_for_everybody_and_may_be_kept(client: Client, opened: World):
    alone = await client.get(public_page(opened))
    logged = await client.get(public_page(opened), opened.coordinateur)

    assert alone.content == logged.content
    assert alone.headers["cache-control"] == "public, max-age=300"


@pytest.mark.parametrize("sujet", ["M06", "M06T", "G08F", "G08A", "M15C", "M16C"])
async def test_each_subject_is_read_for_the_territoire_a_quartier_and_a_commune(
    client: Client, opened: World, sujet: str
):
    commune, qpv = opened.cellules[0]
    for lieu in ("TERRITOIRE", "quartiers", qpv, commune):
        assert (await client.get(public_page(opened, sujet=sujet, lieu=lieu))).status_code == 200, lieu


@pytest.mark.parametrize("asked", [{"sujet": "M09"}, {"lieu": "75056"}, {"sujet": "x' OR 1=1"}])
async def test_what_the_view_does_not_hold_is_not_found(client: Client, opened: World, asked: dict[str, str]):
    assert (await client.get(public_page(opened, **asked))).status_code == 404


async def test_every_figure_on_the_public_pages_is_one_of_the_public_file(client: Client, opened: World):
    told = await rows_of(client, f"/donnees/{opened.territoire_id}/{CODE}/csv")
    known = {row["effectif"] for row in told.values() if row["effectif"]}
    places = {row["reference"].split("/")[2] for row in told.values() if "/M01/" in row["reference"]}

    counts = set()
    for lieu in places:
        shown = (await client.get(public_page(opened, sujet="G08F", lieu=lieu))).text
        counts |= {
            count.replace("\u202f", "") for count in re.findall(r'<td class="numeric">([\d\u202f]+)</td>', shown)
        }

    assert counts
    assert counts <= known


@pytest.mark.parametrize("sujet", ["G08F", "M06"])
def test_a_table_of_shares_holds_no_count(sujet: str):
    told = dict(shares_of(TABLES[sujet]))

    assert "%" in " ".join(told[TILLEULS])
    assert [cell for line in told.values() for cell in line if re.fullmatch(r"[\d\u202f]+", cell)] == []
    assert {*told[CORONS]} == {"aucune réponse"}
    assert {*told[ACACIAS]} == {"c"}
    assert {*told[FOSSE]} == {"c"}


async def test_the_public_file_is_the_one_the_coordination_hands_out(client: Client, opened: World):
    public = await rows_of(client, f"/donnees/{opened.territoire_id}/{CODE}/csv")
    handed = await view_of(client, opened, CODE, destinataire="public")
    zipped = await client.get(f"/donnees/{opened.territoire_id}/{CODE}/donnees-ouvertes")
    kept = await client.get(f"{PAGE}/{CODE}/donnees-ouvertes", opened.coordinateur)

    assert public == handed
    assert zipped.content == kept.content


async def test_a_partner_reads_rounded_figures_and_a_funder_exact_ones(client: Client, opened: World):
    partner = await rows_of(client, "/chiffres/csv", opened.partenaire)
    funder = await rows_of(client, "/chiffres/csv", opened.financeur)

    assert {row["destinataire"] for row in partner.values()} == {"partenaire"}
    assert {row["arrondi"] for row in partner.values()} == {"oui"}
    assert {row["destinataire"] for row in funder.values()} == {"financeur"}
    assert funder == await view_of(client, opened, CODE, destinataire="financeur")
    assert "Chiffres diffusés" in (await client.get("/chiffres", opened.partenaire)).text
    assert 'href="/chiffres"' in (await client.get("/actions", opened.partenaire)).text


async def test_a_town_hall_reads_its_commune_to_the_unit_and_no_other(
    client: Client, opened: World, admin: AsyncEngine
):
    commune = opened.cellules[0][0]
    await as_town_hall(admin, opened, commune)

    own = await rows_of(client, "/chiffres/csv", opened.partenaire)
    shown = (await client.get("/chiffres", opened.partenaire)).text

    assert own == await view_of(client, opened, CODE, destinataire="commune", commune=commune)
    others = {one for one, _ in opened.cellules} - {commune}
    assert others
    assert not any(f'value="{one}"' in shown for one in others)


async def test_a_town_hall_of_elsewhere_reads_as_any_partner(client: Client, opened: World, admin: AsyncEngine):
    await as_town_hall(admin, opened, "75056")

    told = await rows_of(client, "/chiffres/csv", opened.partenaire)

    assert {row["destinataire"] for row in told.values()} == {"partenaire"}


async def test_the_base_itself_shows_a_visitor_what_is_opened_and_no_more(bases: Bases, opened: World):
    async with bases.session(None, read_only=True) as session:
        seen = (await session.execute(text("SELECT periode, contenu IS NOT NULL FROM asv.diffusion"))).all()
        assert (str(YEAR), True) in [tuple(row) for row in seen]
    kept = (("publiee_par", "diffusion"), ("ouverte_par", "diffusion_ouverte"), ("contenu", "diffusion_reserve"),
            ("figee_par", "version_document"))  # fmt: skip
    for column, table in kept:
        async with bases.session(None, read_only=True) as session:
            with pytest.raises(DBAPIError, match="permission denied"):
                await session.execute(text(f"SELECT {column} FROM asv.{table}"))  # noqa: S608 - our names


@pytest.mark.parametrize("query", ["UPDATE asv.diffusion_ouverte SET edition = 2", "DELETE FROM asv.diffusion_ouverte"])
async def test_nobody_closes_again_what_was_opened(bases: Bases, opened: World, query: str):
    async with bases.session(opened.coordinateur.token, read_only=False) as session:
        with pytest.raises(DBAPIError, match="permission denied"):
            await session.execute(text(query))
