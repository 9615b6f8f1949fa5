"""One definition, six outputs: page, chart, CSV, workbook, JSON and PDF tell the same figures."""

import csv
import io
import re
from html import unescape

import openpyxl
import pypdf
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.web.reading import FURTHER
from tests.support.database import World
from tests.support.site import Client
from tests.usecases.test_counts import fill

HOSTILE_SEED = 2
"""A draw of 282 contacts, enough for figures to be shown and hidden beside each other."""


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u202f", " ").split())


def squeezed(text: str) -> str:
    """Letters and digits only: a printed line breaks at a space or a hyphen, wherever it is too long."""
    return re.sub(r"[\W_]", "", text)


def table_of(page: str, name: str) -> dict[str, list[str]]:
    """Rows of the table of that name: heading, then its cells as they are read."""
    body = re.search(rf'<table[^>]*id="{name}".*?</table>', page, re.DOTALL)
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", body[0] if body else "", re.DOTALL):
        heading = re.search(r'<th scope="row">(.*?)</th>', row, re.DOTALL)
        if heading:
            found[plain(heading[1])] = [plain(cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]
    return found


def drawing_of(page: str, name: str) -> list[str]:
    """Texts written in the chart of that name."""
    svg = re.search(rf'<svg[^>]*(?:id|aria-labelledby)="{name}.*?</svg>', page, re.DOTALL)
    return [plain(text) for text in re.findall(r"<text.*?</text>", svg[0], re.DOTALL)] if svg else []


@pytest.fixture
async def outputs(admin: AsyncEngine, client: Client, world: World) -> dict:
    await fill(admin, world, HOSTILE_SEED)
    files = {
        kind: await client.get(f"/diagnostic/telecharger/{kind}?periode=2026", world.coordinateur)
        for kind in ("csv", "xlsx", "json", "pdf")
    }
    text = files["csv"].content.decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"].content))
    header, *rows = book["Chiffres"].iter_rows(values_only=True)
    pages = pypdf.PdfReader(io.BytesIO(files["pdf"].content)).pages
    return {
        "csv": list(csv.DictReader(io.StringIO(text), delimiter=";")),
        "xlsx": [dict(zip(header, row, strict=True)) for row in rows],
        "json": files["json"].json(),
        "pdf": squeezed(" ".join(page.extract_text() for page in pages)),
        "page": (await client.get("/diagnostic?periode=2026", world.coordinateur)).text,
        "fiche": (await client.get(f"/diagnostic/quartiers/{world.qpv[0]}?periode=2026", world.coordinateur)).text,
    }


def percent(value: float) -> str:
    return f"{int(value * 100 + 0.5)} %"


async def test_the_six_outputs_tell_the_same_figures(outputs: dict):
    by_cell = {(row["indicateur"], row["code_lieu"], row["code_categorie"]): row for row in outputs["xlsx"]}
    tables = {table["indicateur"]: table for table in outputs["json"]["tables"]}
    compared = 0

    for code, table in tables.items():
        for place in table["lieux"]:
            for category, cell in place["categories"].items():
                row = by_cell[code, place["code"], category]
                assert (row["statut"], row["effectif"]) == (cell["statut"], cell["effectif"]), (code, place, category)
                assert row["part"] == pytest.approx(cell["part"])
    for code in FURTHER:
        shown = table_of(outputs["page"], f"{code.lower()}-territoire-chiffres")
        for category in tables[code]["categories"]:
            row = by_cell[code, "TERRITOIRE", category["code"]]
            texts = shown[category["libelle"]]
            expected = row["statut"] if row["effectif"] is None else str(row["effectif"])
            assert texts[0].replace(" ", "") == expected, (code, category)
            if row["part"] is not None:
                assert texts[1] == percent(row["part"])
                assert squeezed(f"{category['libelle']} {texts[0]} {texts[1]}") in outputs["pdf"]
                compared += 1
    assert compared > 15


async def test_the_csv_is_the_workbook_in_french_signs(outputs: dict):
    assert len(outputs["csv"]) == len(outputs["xlsx"])
    for as_text, typed in zip(outputs["csv"], outputs["xlsx"], strict=True):
        for name, text in as_text.items():
            value = typed[name]
            if "," in text and not isinstance(value, str):
                assert float(text.replace(",", ".")) == pytest.approx(value, abs=5e-5), name
            else:
                assert text == ("" if value is None else str(value)), name


async def test_each_chart_writes_the_shares_of_its_table(outputs: dict):
    drawn = 0

    for code in FURTHER:
        texts = drawing_of(outputs["page"], f"{code.lower()}-territoire")
        for libelle, cells in table_of(outputs["page"], f"{code.lower()}-territoire-chiffres").items():
            assert cells[1] in texts, (code, libelle)
            drawn += 1
    assert drawn > 40


async def test_what_is_read_in_the_tables_is_the_same_in_every_file_and_on_the_sheet(outputs: dict, world: World):
    found = {}
    for figure in outputs["json"]["mesures"]:
        category = figure["categorie"]["code"] if figure["categorie"] else figure["indicateur"]
        found[figure["indicateur"], figure["lieu"]["code"], category] = figure
    rows = [row for row in outputs["xlsx"] if (row["indicateur"], row["code_lieu"], row["code_categorie"]) in found]
    shown = table_of(outputs["fiche"], f"m06-{world.qpv[0].lower()}-ecarts")

    assert {code for code, _, _ in found} == {"M04", "M08", "M15", "M16", "M17", "M18"}
    for row in rows:
        if row["unite"] != "personnes estimées":
            figure = found[row["indicateur"], row["code_lieu"], row["code_categorie"]]
            assert (row["statut"], row["lecture"]) == (figure["statut"], figure["lecture"])
            assert row["valeur"] == pytest.approx(figure["valeur"])
    indices = [figure for (code, place, _), figure in found.items() if code == "M08" and place == world.qpv[0]]
    assert {libelle: cells[0] for libelle, cells in shown.items()} == {
        figure["categorie"]["libelle"]: figure["lecture"] for figure in indices if figure["valeur"] is not None
    }
    assert shown


async def test_the_json_says_what_it_is_about_and_for_whom(outputs: dict, world: World):
    data = outputs["json"]

    assert data["territoire"]["siren"] == world.territoire_id
    assert (data["periode"]["code"], data["periode"]["close"], data["destinataire"]) == ("2026", False, "equipe")
    assert data["seuil"] == 11
    assert data["definitions"]
