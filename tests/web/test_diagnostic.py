"""The diagnostic as its readers meet it: who may, what is shown, what is never."""

import csv
import io

from tests.support.database import World
from tests.support.site import Client


async def test_the_coordinator_reads_the_running_year_and_is_told_that_it_moves(client: Client, world: World):
    answer = await client.get("/diagnostic", world.coordinateur)

    assert answer.status_code == 200
    assert "parmi les personnes rencontrées" in answer.text
    assert "Période en cours" in answer.text


async def test_a_funder_reads_closed_years_only_and_is_told_why(client: Client, world: World):
    closed = await client.get("/diagnostic?periode=2025", world.financeur)
    running = await client.get("/diagnostic?periode=2026", world.financeur)
    quarter = await client.get("/diagnostic/telecharger/csv?periode=2025-T2", world.financeur)

    assert closed.status_code == 200
    assert (running.status_code, quarter.status_code) == (400, 400)
    assert "seules les années closes" in running.text


async def test_a_period_that_cannot_be_read_says_how_to_write_one(client: Client, world: World):
    answer = await client.get("/diagnostic?periode=l'an dernier", world.coordinateur)

    assert answer.status_code == 400
    assert "2026-T2" in answer.text


async def test_the_sheet_of_a_quartier_of_another_territoire_does_not_exist(client: Client, world: World):
    assert (await client.get(f"/diagnostic/quartiers/{world.qpv[0]}", world.coordinateur)).status_code == 200
    assert (await client.get("/diagnostic/quartiers/QN00000X", world.coordinateur)).status_code == 404


async def test_an_unknown_format_names_those_that_exist(client: Client, world: World):
    answer = await client.get("/diagnostic/telecharger/docm", world.coordinateur)

    assert answer.status_code == 404
    assert "pdf, csv, xlsx ou json" in answer.text


async def test_the_csv_and_the_json_show_the_same_figures(client: Client, world: World):
    as_csv = await client.get("/diagnostic/telecharger/csv?periode=2026", world.coordinateur)
    as_json = await client.get("/diagnostic/telecharger/json?periode=2026", world.coordinateur)

    lines = list(csv.DictReader(io.StringIO(as_csv.text.removeprefix("\ufeff")), delimiter=";"))
    from_csv = {(line["indicateur"], line["code_lieu"], line["code_categorie"]): line["statut"] for line in lines}
    assert as_csv.headers["content-disposition"].endswith('-2026.csv"')
    assert {code for code, _, _ in from_csv} == {
        table["indicateur"] for part in ("tables", "mesures") for table in as_json.json()[part]
    }
    assert all(statut in {"publie", "c", "nd", "ns"} for statut in from_csv.values())


async def test_the_coordinator_puts_a_quartier_out_of_the_contract_and_back(client: Client, world: World):
    qpv = world.qpv[0]

    out = await client.post("/contrat", world.coordinateur, qpv=qpv, dans_contrat="non")
    without = await client.get(f"/diagnostic/quartiers/{qpv}", world.coordinateur)
    back = await client.post("/contrat", world.coordinateur, qpv=qpv, dans_contrat="oui")

    assert (out.status_code, back.status_code) == (303, 303)
    assert without.status_code == 404
    assert (await client.get(f"/diagnostic/quartiers/{qpv}", world.coordinateur)).status_code == 200


async def test_a_quartier_of_elsewhere_cannot_be_switched(client: Client, world: World):
    answer = await client.post("/contrat", world.coordinateur, qpv="QN00000X", dans_contrat="non")

    assert answer.status_code == 404
