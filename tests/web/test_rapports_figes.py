"""A report frozen for all its recipients: the same bytes whatever becomes of the data, and dated adjustments."""

import asyncio
import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from uuid import uuid4

import httpx
import openpyxl
import pypdf
import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.app import create_app
from asv.db.actions import Action, DateAction
from asv.db.engine import Bases, loader_session
from asv.db.rapports_geles import RapportGele
from asv.domain.rapports import COMMUNE, RAPPORTS
from tests.support.database import World
from tests.support.site import ORIGIN, Client, make_site
from tests.web.test_croisements import YEAR, fill
from tests.web.test_diffusions import diffused
from tests.web.test_rapports import PAGE, released, taken

SORTES = ("csv", "xlsx", "pdf", "docx")
At = Callable[[date], Client]
AFTER = date(YEAR + 1, 12, 1)
__all__ = ["released"]


@pytest.fixture
async def at(bases: Bases, shared_dir: Path):
    """The site on a day."""
    opened = []

    def make(day: date) -> Client:
        site = make_site(bases, shared_dir / "keys", clock=lambda: datetime.combine(day, time(9), UTC))
        app = create_app(site, ["asv.test"])
        http = httpx.AsyncClient(transport=httpx.ASGITransport(app=app, raise_app_exceptions=False), base_url=ORIGIN)
        opened.append(http)
        return Client(http)

    yield make
    for http in opened:
        await http.aclose()


def field(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


async def freeze(site: Client, world: World) -> httpx.Response:
    shown = await site.get(f"{PAGE}/figer?annee={YEAR}", world.coordinateur)
    return await site.post(f"{PAGE}/figer", world.coordinateur, annee=str(YEAR), attendue=field(shown.text, "attendue"))


async def adjust(site: Client, world: World, *choix: str, raison: str = "Oubli de saisie.") -> httpx.Response:
    shown = await site.get(f"{PAGE}/ajuster?annee={YEAR}", world.coordinateur)
    given = {"annee": str(YEAR), "attendue": field(shown.text, "attendue"), "choix": [*choix], "raison": raison}
    return await site.post(f"{PAGE}/ajuster", world.coordinateur, **given)


@pytest.fixture
async def frozen(at: At, released: World) -> Client:
    """The site, long after the report of the year was frozen."""
    site = at(AFTER)
    answer = await freeze(site, released)
    assert answer.status_code == 303, answer.text
    return site


async def held(admin: AsyncEngine, world: World) -> None:
    """Joint actions of the year, one with a séance that took place: counts that are not about people move."""
    commune, qpv = world.cellules[0]
    own = {"territoire_id": world.territoire_id, "porteur_id": world.partenaire.structure_id}
    action = own | {
        "id": uuid4(), "titre": "Stand", "type": "AC_DEPIST", "theme": "DEP_COLO", "etat": "AE_REALISEE",
        "creee_par": world.partenaire.id,
    }  # fmt: skip
    day = own | {
        "id": uuid4(), "action_id": action["id"], "jour": date(YEAR, 6, 1), "debut": time(9), "fin": time(12),
        "lieu": "Halle", "commune": commune, "qpv": qpv, "etat": "AE_REALISEE",
    }  # fmt: skip
    async with loader_session(admin) as session, session.begin():
        await session.execute(insert(Action), [action])
        await session.execute(insert(DateAction), [day])


async def all_files(site: Client, world: World) -> dict[tuple[str, str], bytes]:
    return {(code, sorte): await taken(site, world, sorte, code) for code in RAPPORTS for sorte in SORTES}


async def lines(site: Client, world: World, code: str) -> dict[str, dict[str, str]]:
    content = (await taken(site, world, "csv", code)).decode("utf-8-sig")
    return {row["mesure"]: row for row in csv.DictReader(io.StringIO(content), delimiter=";")}


async def test_a_report_is_provisional_until_its_cohorts_are_known(at: At, released: World):
    site = at(date(YEAR + 1, 3, 30))
    page = await site.get(PAGE, released.coordinateur)
    shown = await site.get(f"{PAGE}/figer", released.coordinateur)
    refused = await site.post(f"{PAGE}/figer", released.coordinateur, annee=str(YEAR), attendue="x")

    assert "Provisoire" in page.text
    assert f'href="/rapports/figer?annee={YEAR}"' in page.text
    assert "se fige à partir du" in shown.text.replace("\u00a0", " ")
    assert 'name="attendue"' not in shown.text
    assert refused.status_code == 400
    assert f"31/03/{YEAR + 1}" in refused.text


async def test_what_would_be_frozen_is_read_with_units_and_codes(at: At, released: World):
    shown = (await at(AFTER).get(f"{PAGE}/figer", released.coordinateur)).text.replace("\u00a0", " ")
    budget = re.search(r"<tr><th[^>]*>G32 Crédits spécifiques dépensés</th>(.*?)</tr>", shown)[1]

    assert re.findall(r"<td[^>]*>(.*?)</td>", budget) == ["0", "euros"]
    assert "G02 Séances prévues" in shown
    assert "G03 Séances prévues" in shown


async def test_every_file_of_every_recipient_keeps_its_bytes_whatever_is_entered_later(
    at: At, frozen: Client, released: World, admin: AsyncEngine
):
    before = await all_files(frozen, released)
    await held(admin, released)
    async with admin.begin() as connection:
        query = text("UPDATE asv.seance SET annule_le = date_seance WHERE territoire_id = :where")
        await connection.execute(query, {"where": released.territoire_id})

    again = await all_files(at(date(YEAR + 3, 1, 9)), released)

    assert [key for key, content in before.items() if again[key] != content] == []
    assert (await lines(frozen, released, "ars"))["Séances de permanence tenues"]["etat"].startswith("Figé le")


async def test_a_provisional_report_moves_and_says_so(client: Client, released: World, admin: AsyncEngine):
    before = await lines(client, released, "ars")
    await held(admin, released)
    after = await lines(client, released, "ars")
    name = "Actions dont une séance a été réalisée"

    assert (before[name]["valeur"], after[name]["valeur"]) == ("0", "1")
    assert after[name]["etat"].startswith("Provisoire")
    assert after[name]["empreinte_rapport"] == ""


async def test_a_report_is_frozen_as_it_was_read_and_once(at: At, released: World, admin: AsyncEngine):
    site = at(AFTER)
    shown = await site.get(f"{PAGE}/figer", released.coordinateur)
    await held(admin, released)
    given = {"annee": str(YEAR), "attendue": field(shown.text, "attendue")}
    stale = await site.post(f"{PAGE}/figer", released.coordinateur, **given)
    first, second = await freeze(site, released), await site.get(f"{PAGE}/figer", released.coordinateur)
    given["attendue"] = re.search(r'class="empreinte">([0-9a-f]{64})', second.text)[1]
    twice = await site.post(f"{PAGE}/figer", released.coordinateur, **given)

    assert (stale.status_code, first.status_code, twice.status_code) == (409, 303, 409)
    assert "Un nombre a changé" in stale.text
    assert "déjà figé" in second.text
    assert "déjà figé" in twice.text


async def test_an_adjustment_is_dated_and_read_by_all_who_hold_the_number(
    frozen: Client, released: World, admin: AsyncEngine
):
    await held(admin, released)
    answer = await adjust(frozen, released, "G25/actions", "G25/dates", raison="Bilan rendu en retard.")

    assert answer.status_code == 303, answer.text
    name = "Actions dont une séance a été réalisée"
    for code, one in RAPPORTS.items():
        told = await lines(frozen, released, code)
        page = (await frozen.get(f"{PAGE}?destinataire={code}", released.coordinateur)).text
        if "G25" not in one.indicateurs:
            assert "Ajustements" not in page, code
            continue
        assert (told[name]["valeur"], told[name]["valeur_ajustee"]) == ("0", "1"), code
        assert told[name]["raison"].endswith("Bilan rendu en retard.")
        assert "Bilan rendu en retard." in page.replace("\u00a0", " ")
        printed = "".join(
            one.extract_text()
            for one in pypdf.PdfReader(io.BytesIO(await taken(frozen, released, "pdf", code))).pages
        )  # fmt: skip
        assert "Bilan rendu en retard." in " ".join(printed.split()), code
    sheet = openpyxl.load_workbook(io.BytesIO(await taken(frozen, released, "xlsx", "ars"))).active
    header, *rows = sheet.iter_rows(values_only=True)
    assert [row[header.index("valeur_ajustee")] for row in rows if row[header.index("mesure")] == name] == [1]
    left = (await frozen.get(f"{PAGE}/ajuster", released.coordinateur)).text
    assert 'value="G25/actions"' not in left
    assert 'value="G26/qpv_couverts"' in left


async def test_figures_about_people_are_adjusted_by_another_edition_and_all_together(
    frozen: Client, released: World, admin: AsyncEngine
):
    before = await lines(frozen, released, "ars")
    await fill(admin, released, 60)
    nothing = (await frozen.get(f"{PAGE}/ajuster", released.coordinateur)).text
    refused = await adjust(frozen, released, "diffusion")
    await diffused(frozen, released, str(YEAR))
    answer = await adjust(frozen, released, "diffusion", raison="Saisies retrouvées.")
    after = await lines(frozen, released, "ars")

    assert 'value="diffusion"' not in nothing
    assert refused.status_code == 400
    assert answer.status_code == 303, answer.text
    one = after["Contacts individuels"]
    assert (one["valeur"], one["valeur_ajustee"]) == (before["Contacts individuels"]["valeur"], "460")
    assert one["diffusion"] == f"{YEAR}-E1"
    assert after["Séances de permanence tenues"]["valeur_ajustee"] == ""


@pytest.mark.parametrize(
    ("given", "said"),
    [(((), "Oubli."), "Cochez au moins"), ((("G25/actions",), ""), "Dites pourquoi"),
     ((("G25/actions",), "Voir au 06 12 34 56 78"), "téléphone"), ((("G05/M01/M01",), "Oubli."), "Cochez au moins")],
    ids=["nothing ticked", "no reason", "a phone number", "a figure about people by its name"],
)  # fmt: skip
async def test_a_bad_adjustment_is_refused_in_words(
    frozen: Client, released: World, admin: AsyncEngine, given: tuple[tuple[str, ...], str], said: str
):
    await held(admin, released)
    choix, raison = given
    answer = await adjust(frozen, released, *choix, raison=raison)

    assert answer.status_code == 400
    assert said in answer.text
    assert f"{raison}</textarea>" in answer.text
    linked = re.search(r'<li><a href="#([^"]+)"', answer.text)[1]
    assert f'id="{linked}"' in answer.text
    assert "Ajustements" not in (await frozen.get(PAGE, released.coordinateur)).text


async def test_a_report_that_was_tampered_with_is_not_shown(frozen: Client, released: World, admin: AsyncEngine):
    async with admin.begin() as connection:
        await connection.execute(text("ALTER TABLE asv.rapport_gele DISABLE TRIGGER garder"))
        await connection.execute(
            update(RapportGele)
            .where(RapportGele.territoire_id == released.territoire_id)
            .values(contenu=text("jsonb_set(contenu, '{lieux,TERRITOIRE,1,valeur}', '99')"))
        )
        await connection.execute(text("ALTER TABLE asv.rapport_gele ENABLE TRIGGER garder"))

    page = await frozen.get(PAGE, released.coordinateur)
    file = await frozen.get(f"{PAGE}/fichiers/csv?destinataire={COMMUNE}", released.coordinateur)

    assert (page.status_code, file.status_code) == (400, 400)
    assert "ne correspond plus à son empreinte" in page.text


async def test_nobody_but_the_coordination_freezes_or_adjusts(frozen: Client, released: World):
    for persona in (released.mediateur, released.partenaire, released.financeur, released.administrateur):
        for way in ("figer", "ajuster"):
            assert (await frozen.get(f"{PAGE}/{way}", persona)).status_code == 403
            answer = await frozen.post(f"{PAGE}/{way}", persona, annee=str(YEAR), attendue="x")
            assert answer.status_code == 403


async def test_of_adjustments_sent_at_once_one_is_written(frozen: Client, released: World, admin: AsyncEngine):
    await held(admin, released)
    shown = (await frozen.get(f"{PAGE}/ajuster?annee={YEAR}", released.coordinateur)).text
    given = {"annee": str(YEAR), "attendue": field(shown, "attendue"), "choix": ["G25/actions"], "raison": "Oubli."}

    sent = (frozen.post(f"{PAGE}/ajuster", released.coordinateur, **given) for _ in range(4))
    answers = sorted([answer.status_code for answer in await asyncio.gather(*sent)])

    assert answers[0] == 303
    assert set(answers[1:]) <= {400, 409}
    async with admin.connect() as connection:
        query = text("SELECT count(*) FROM asv.ajustement_rapport WHERE territoire_id = :here")
        assert await connection.scalar(query, {"here": released.territoire_id}) == 1
