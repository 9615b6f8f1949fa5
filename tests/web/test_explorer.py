"""The explorer: closed periods and released shares only, the same figures on the page and in the files, cited."""

import csv
import io
import re
from html import unescape
from xml.etree import ElementTree as ET

from sqlalchemy.ext.asyncio import AsyncEngine

from asv.documents.typography import percentage
from tests.support.database import World
from tests.support.site import ORIGIN, Client
from tests.web.test_croisements import YEAR, fill, prepared

MULTIPLES = "/diagnostic/explorer/quartiers"
ASKED = f"periode={YEAR}&part=G08F.F"


def plain(html: str) -> str:
    """The words of a page, spaces made plain."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


async def test_from_a_place_one_reaches_the_views_of_an_answer(client: Client, admin: AsyncEngine, world: World):
    await fill(admin, world, 400)
    qpv = world.cellules[0][1]
    territoire = await client.get(f"/diagnostic/explorer?periode={YEAR}", world.coordinateur)
    quartier = await client.get(f"/diagnostic/explorer?periode={YEAR}&lieu={qpv}", world.coordinateur)

    assert f"/diagnostic/explorer?periode={YEAR}&amp;lieu={qpv}#reponses" in territoire.text
    for path in (MULTIPLES, "/diagnostic/comparer"):
        (found,) = re.findall(rf'href="({path}\?[^"]*part=G08F\.F)"', quartier.text)
        assert (await client.get(unescape(found), world.coordinateur)).status_code == 200
    (found,) = re.findall(rf'href="(/diagnostic/evolution\?[^"]*part=G08F\.F[^"]*lieu={qpv})"', quartier.text)
    assert (await client.get(unescape(found), world.coordinateur)).status_code == 200


async def test_every_quartier_has_its_panel_with_its_share_or_the_reason_of_its_absence(
    client: Client, admin: AsyncEngine, world: World
):
    await fill(admin, world, 120)
    asked = f"periode={YEAR}&part=G08A.AGE_18_49"
    page = await client.get(f"{MULTIPLES}?{asked}", world.coordinateur)
    answer = await client.get(f"/diagnostic/comparer/csv?{asked}", world.coordinateur)
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))[1:]
    panels = [plain(one) for one in re.findall(r"<li><figure.*?</figure></li>", page.text, re.DOTALL)]

    assert len(panels) == len(rows) == len({row["code_lieu"] for row in rows})
    for rank, (panel, row) in enumerate(zip(panels, rows, strict=True), start=1):
        assert panel.startswith(f"{rank}. {row['lieu']} ")
        if row["part"]:
            assert f" {percentage(int(row['effectif']) / int(row['denominateur']))} %" in panel
        else:
            assert "chiffre caché" in panel or "aucune réponse" in panel
    assert {bool(row["part"]) for row in rows} == {True, False}


async def test_the_images_say_what_the_page_says(client: Client, admin: AsyncEngine, world: World):
    await fill(admin, world, 400)
    page = await client.get(f"{MULTIPLES}?{ASKED}", world.coordinateur)
    svg = await client.get(f"{MULTIPLES}/svg?{ASKED}", world.coordinateur)
    png = await client.get(f"{MULTIPLES}/png?{ASKED}", world.coordinateur)

    root = ET.fromstring(svg.text)  # noqa: S314 - ours
    written = [" ".join(one.text.split()) for one in root.iter() if one.tag.endswith("text")]
    shown = set(re.findall(r"<desc[^>]*>([^<]*)</desc>", page.text))
    assert {" ".join(one.split()) for one in shown} <= set(written)
    assert svg.headers["content-disposition"].endswith(f'-{YEAR}-g08f-f.svg"')
    assert svg.headers["content-type"].startswith("image/svg+xml")
    assert png.content.startswith(b"\x89PNG")


async def test_an_image_of_another_kind_is_refused_with_those_that_exist(client: Client, world: World):
    answer = await client.get(f"{MULTIPLES}/gif?periode={YEAR}", world.coordinateur)

    assert answer.status_code == 404
    assert "choisissez svg" in answer.text


async def test_a_view_is_cited_as_provisional_until_its_period_is_released(
    client: Client, admin: AsyncEngine, world: World
):
    await fill(admin, world, 400)
    before = await client.get(f"{MULTIPLES}?{ASKED}", world.coordinateur)
    outside = await client.get(f"{MULTIPLES}?{ASKED}", world.financeur)
    await prepared(client, world)
    ledger = await client.get(f"/diagnostic/diffusions/{YEAR}-E1", world.coordinateur)
    (empreinte,) = re.findall(r'<code class="empreinte">([0-9a-f]{64})</code>', ledger.text)

    assert "Provisoire, lu le" in plain(before.text)
    assert "interne à l’équipe : à ne pas transmettre" in plain(before.text)
    assert "interne à l’équipe" not in plain(outside.text)
    for path in (MULTIPLES, "/diagnostic/comparer", f"{MULTIPLES}/svg"):
        said = plain((await client.get(f"{path}?{ASKED}", world.coordinateur)).text)
        assert f"Diffusion {YEAR}-E1, empreinte {empreinte[:12]}." in said
        assert f"{ORIGIN}{path.removesuffix('/svg')}?{ASKED}" in said
        assert "Provisoire" not in said


async def test_only_closed_periods_and_shares_of_the_list_are_asked(client: Client, world: World):
    for path in (MULTIPLES, f"{MULTIPLES}/svg", "/diagnostic/explorer"):
        assert (await client.get(f"{path}?periode=2026", world.coordinateur)).status_code == 400
    for part in ("M06.VIOLENCES", "M07.ADMIN", "x"):
        assert (await client.get(f"{MULTIPLES}?part={part}", world.coordinateur)).status_code == 404
    assert (await client.get("/diagnostic/explorer?lieu=QN00000X", world.coordinateur)).status_code == 404


async def test_a_funder_explores_what_leaves_and_a_partner_nothing(client: Client, world: World):
    answer = await client.get(MULTIPLES, world.financeur)

    assert "Freins cités" in answer.text
    assert "Thèmes abordés" not in answer.text
    assert (await client.get("/diagnostic/explorer", world.partenaire)).status_code == 403
