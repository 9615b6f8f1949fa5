"""Releases as the coordination asks for them: decided together, kept for ever, read by each recipient."""

import asyncio
import csv
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.domain.periodes import FRANCE, last_closed
from asv.web.diffusions_travail import EN_COURS
from tests.support.database import World
from tests.support.site import Client
from tests.web.test_croisements import fill

PAGE = "/diagnostic/diffusions"
YEAR = last_closed(datetime.now(FRANCE).date()).annee


async def diffused(client: Client, world: World, periode: str) -> None:
    """Asks for a release and waits for the work on it."""
    answer = await client.post(PAGE, world.coordinateur, periode=periode)
    assert answer.status_code == 303, answer.text
    await finished(world)


async def finished(world: World) -> None:
    for key, task in [*EN_COURS.items()]:
        if key[0] == world.territoire_id:
            await task


async def view_of(client: Client, world: World, code: str, **asked) -> dict[str, dict[str, str]]:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    answer = await client.get(f"{PAGE}/{code}/csv?{query}", world.coordinateur)
    assert answer.status_code == 200, answer.text
    rows = csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";")
    return {row["reference"]: row for row in rows}


@pytest.fixture
async def filled(admin: AsyncEngine, world: World) -> World:
    await fill(admin, world, 400)
    return world


async def test_a_year_is_asked_for_decided_and_kept(client: Client, filled: World):
    await diffused(client, filled, str(YEAR))
    ledger = await client.get(PAGE, filled.coordinateur)
    one = await client.get(f"{PAGE}/{YEAR}-E1", filled.coordinateur)

    assert f"{PAGE}/{YEAR}-E1" in ledger.text
    assert "se prépare" not in ledger.text
    assert "Ces chiffres ne changent plus" in one.text
    assert "Famille du frein principal selon le lieu" in one.text


async def test_a_released_year_shows_its_figures_whatever_becomes_of_the_contacts(
    client: Client, filled: World, admin: AsyncEngine
):
    await diffused(client, filled, str(YEAR))
    before = await client.get(f"/diagnostic/telecharger/csv?periode={YEAR}", filled.coordinateur)
    async with admin.begin() as connection:
        query = text("UPDATE asv.contact SET sexe = 'H' WHERE territoire_id = :where")
        await connection.execute(query, {"where": filled.territoire_id})

    after = await client.get(f"/diagnostic/telecharger/csv?periode={YEAR}", filled.coordinateur)
    page = await client.get(f"/diagnostic?periode={YEAR}", filled.coordinateur)

    assert before.status_code == 200
    assert after.content == before.content
    assert f"Diffusion {YEAR}-E1" in page.text.replace("\u00a0", " ")


async def test_a_quartier_where_nobody_was_met_stops_nothing(client: Client, filled: World, admin: AsyncEngine):
    async with admin.begin() as connection:
        query = text("DELETE FROM asv.contact WHERE territoire_id = :where AND qpv_lieu = :qpv")
        await connection.execute(query, {"where": filled.territoire_id, "qpv": filled.qpv[0]})

    await diffused(client, filled, str(YEAR))
    told = await view_of(client, filled, f"{YEAR}-E1")

    assert told[f"{YEAR}-E1/M01/{filled.qpv[0]}/M01"]["effectif"] in {"0", ""}


async def test_a_funder_reads_what_leaves_and_decides_nothing(client: Client, filled: World):
    await diffused(client, filled, str(YEAR))

    page = await client.get(f"{PAGE}/{YEAR}-E1", filled.financeur)
    diagnostic = await client.get(f"/diagnostic?periode={YEAR}", filled.financeur)
    asked = await client.post(PAGE, filled.financeur, periode=str(YEAR))
    why = await client.get(f"{PAGE}/{YEAR}-E1/pourquoi", filled.financeur)

    assert (page.status_code, diagnostic.status_code) == (200, 200)
    assert "Préparer" not in (await client.get(PAGE, filled.financeur)).text
    assert (asked.status_code, why.status_code) == (403, 403)


async def test_quarters_then_the_year_keep_what_they_said(client: Client, filled: World):
    for code in ("T1", "T2", "T3"):
        await diffused(client, filled, f"{YEAR}-{code}")
    await diffused(client, filled, str(YEAR))

    quarter = await view_of(client, filled, f"{YEAR}-T1-E1")
    year = await view_of(client, filled, f"{YEAR}-E1")

    told = {
        name.split("/")[2]: row["effectif"] for name, row in quarter.items() if name.startswith(f"{YEAR}-T1-E1/LIEU/")
    }
    again = {
        name.split("/")[2]: row["effectif"]
        for name, row in year.items()
        if "/TRIMESTRE_LIEU/" in name and name.endswith("/T1")
    }
    assert len(told) > 2
    assert told == again


async def test_recipients_together_hold_what_the_release_says_and_nothing_else(client: Client, filled: World):
    await diffused(client, filled, str(YEAR))
    code = f"{YEAR}-E1"
    whole = await view_of(client, filled, code, destinataire="financeur")
    commune = filled.cellules[0][0]

    for asked in ({"destinataire": "public"}, {"destinataire": "partenaire"},
                  {"destinataire": "commune", "commune": commune}):  # fmt: skip
        view = await view_of(client, filled, code, **asked)
        assert view
        for name, row in view.items():
            true = whole[name]
            assert row["statut"] == true["statut"], name
            if row["effectif"]:
                off = abs(int(row["effectif"]) - int(true["effectif"]))
                assert off == 0 if row["arrondi"] == "non" else off <= 2, name
    small = [row for row in whole.values() if row["effectif"] and 0 < int(row["effectif"]) < 11]
    assert small == []


async def test_tables_of_the_team_and_sensible_freins_are_in_no_file(client: Client, filled: World):
    """The tables that stay in the team are read on its diagnostic, and are not part of what is handed out."""
    await diffused(client, filled, str(YEAR))
    team = await view_of(client, filled, f"{YEAR}-E1", destinataire="equipe")
    page = await client.get(f"/diagnostic?periode={YEAR}", filled.coordinateur)

    assert {name.split("/")[1] for name in team} & {"M01B", "M09", "M22"} == set()
    assert not [name for name in team if "ADM_SEJOUR" in name]
    assert "Forme de non-recours" in page.text.replace("\u00a0", " ")


async def test_the_same_period_is_not_released_again_when_nothing_changed(client: Client, filled: World):
    await diffused(client, filled, f"{YEAR}-T1")

    answer = await client.post(PAGE, filled.coordinateur, periode=f"{YEAR}-T1")

    assert answer.status_code == 409
    assert "Rien n’a changé" in answer.text


async def test_a_correction_of_one_contact_is_refused_and_says_what_to_do(
    client: Client, filled: World, admin: AsyncEngine
):
    await diffused(client, filled, f"{YEAR}-T1")
    async with admin.begin() as connection:
        query = text(
            "DELETE FROM asv.contact WHERE territoire_id = :where AND id = "
            "(SELECT id FROM asv.contact WHERE territoire_id = :where AND date_contact < :until LIMIT 1)"
        )
        until = datetime(YEAR, 4, 1, tzinfo=UTC).date()
        await connection.execute(query, {"where": filled.territoire_id, "until": until})
    await diffused(client, filled, f"{YEAR}-T1")

    page = await client.get(PAGE, filled.coordinateur)

    assert "Gardez l’édition diffusée" in page.text.replace("\u00a0", " ")
    assert f"{YEAR}-T1-E2" not in page.text


async def test_a_correction_of_many_contacts_is_another_edition(client: Client, filled: World, admin: AsyncEngine):
    await diffused(client, filled, f"{YEAR}-T1")
    before = await view_of(client, filled, f"{YEAR}-T1-E1")
    async with admin.begin() as connection:
        query = text("DELETE FROM asv.contact WHERE territoire_id = :where AND sexe = 'H' AND date_contact < :until")
        until = datetime(YEAR, 4, 1, tzinfo=UTC).date()
        await connection.execute(query, {"where": filled.territoire_id, "until": until})
    await diffused(client, filled, f"{YEAR}-T1")
    page = await client.get(PAGE, filled.coordinateur)

    assert f"{PAGE}/{YEAR}-T1-E2" in page.text
    assert "remplacée par une édition plus récente" in page.text.replace("\u00a0", " ")
    assert await view_of(client, filled, f"{YEAR}-T1-E1") == before


async def test_a_release_cut_by_a_restart_goes_on_from_what_was_counted(
    client: Client, filled: World, admin: AsyncEngine
):
    await client.post(PAGE, filled.coordinateur, periode=f"{YEAR}-T1")
    for key, task in [*EN_COURS.items()]:
        if key[0] == filled.territoire_id:
            task.cancel()
            await asyncio.wait([task])
    async with admin.begin() as connection:
        where = {"where": filled.territoire_id, "then": datetime.now(UTC) - timedelta(minutes=5)}
        query = text("UPDATE asv.diffusion_chantier SET battu_le = :then WHERE territoire_id = :where")
        assert (await connection.execute(query, where)).rowcount == 1
        await connection.execute(
            text("DELETE FROM asv.contact WHERE territoire_id = :where"), {"where": where["where"]}
        )

    page = await client.get(PAGE, filled.coordinateur)
    await finished(filled)

    assert "repart du même point" in page.text.replace("\u00a0", " ")
    kept = await view_of(client, filled, f"{YEAR}-T1-E1")
    assert int(kept[f"{YEAR}-T1-E1/LIEU/TOTAL/TOTAL"]["effectif"]) > 50


async def test_one_release_of_a_year_is_prepared_at_a_time(client: Client, filled: World):
    first = await client.post(PAGE, filled.coordinateur, periode=f"{YEAR}-T1")
    second = await client.post(PAGE, filled.coordinateur, periode=f"{YEAR}-T2")
    await finished(filled)

    assert (first.status_code, second.status_code) == (303, 409)


async def test_a_period_that_may_not_leave_is_refused_with_a_reason(client: Client, filled: World):
    for periode, reason in ((str(YEAR + 2), "pas close"), (f"{YEAR}-05", "Un mois seul"), ("hier", "pas lisible")):
        answer = await client.post(PAGE, filled.coordinateur, periode=periode)
        assert answer.status_code == 400, periode
        assert reason in answer.text.replace("\u00a0", " ")


async def test_the_page_says_why_a_figure_is_hidden_and_what_to_ask_instead(client: Client, filled: World):
    await diffused(client, filled, str(YEAR))

    page = await client.get(f"{PAGE}/{YEAR}-E1/pourquoi", filled.coordinateur)
    said = page.text.replace("\u00a0", " ")

    assert page.status_code == 200
    assert "question plus large" in said
    assert any(why in said for why in ("règle du seuil le protège", "en apprendrait trop", "rien de confidentiel"))
    missing = await client.get(f"{PAGE}/{YEAR}-E1/pourquoi?tableau=X", filled.coordinateur)
    assert missing.status_code == 404


async def test_nobody_may_change_or_take_away_a_line_of_the_ledger(client: Client, filled: World, bases: Bases):
    await diffused(client, filled, f"{YEAR}-T1")
    for change in (
        "UPDATE asv.diffusion SET empreinte = 'x'", "DELETE FROM asv.diffusion", "DELETE FROM asv.diffusion_reserve",
        "UPDATE asv.diffusion_reserve SET contenu = '{}'",
    ):  # fmt: skip
        async with bases.session(filled.coordinateur.token, read_only=False) as session:
            with pytest.raises(DBAPIError, match="permission denied"):
                await session.execute(text(change))


async def test_a_release_altered_in_the_base_is_not_shown(client: Client, filled: World, admin: AsyncEngine):
    await diffused(client, filled, f"{YEAR}-T1")
    async with admin.begin() as connection:
        query = "UPDATE asv.diffusion SET contenu = jsonb_set(contenu, '{edition}', '7') WHERE territoire_id = :where"
        await connection.execute(text(query), {"where": filled.territoire_id})

    answer = await client.get(f"{PAGE}/{YEAR}-T1-E1", filled.coordinateur)

    assert answer.status_code == 400
    assert "ne correspond plus à son empreinte" in answer.text.replace("\u00a0", " ")


async def test_each_decision_is_in_the_journal(client: Client, filled: World, admin: AsyncEngine):
    await diffused(client, filled, f"{YEAR}-T1")
    async with admin.begin() as connection:
        query = text(
            "SELECT evenement, objet, details FROM asv.journal WHERE territoire_id = :where "
            "AND evenement LIKE 'diffusion%' ORDER BY id"
        )
        rows = (await connection.execute(query, {"where": filled.territoire_id})).all()

    assert [(row.evenement, row.objet) for row in rows] == [
        ("diffusion_demandee", f"{YEAR}-T1-E1"), ("diffusion_gardee", f"{YEAR}-T1-E1"),
    ]  # fmt: skip
    assert len(rows[1].details["empreinte"]) == 64


async def test_open_data_are_what_the_public_reads_with_their_description(client: Client, filled: World):
    await diffused(client, filled, str(YEAR))
    told = await view_of(client, filled, f"{YEAR}-E1", destinataire="public")

    answer = await client.get(f"{PAGE}/{YEAR}-E1/donnees-ouvertes", filled.coordinateur)

    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        (package,) = [json.loads(archive.read(name)) for name in archive.namelist() if name == "datapackage.json"]
        rows = csv.DictReader(io.StringIO(archive.read(package["resources"][0]["path"]).decode()))
        given = {row["reference"]: (row["statut"], row["effectif"]) for row in rows}
    assert given == {name: (row["statut"], row["effectif"]) for name, row in told.items()}
    assert package["contributors"][0]["title"].startswith("Essai ")
