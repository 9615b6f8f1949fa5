"""« Mes saisies » through its forms: what a mediator sees, what is corrected, who is turned away."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from tests.support.database import World
from tests.support.saisies import atelier, clear, contact, rows, salutation, seance, send
from tests.support.site import Client
from tests.web.steps import today


@pytest.fixture
async def items(bases: Bases, world: World) -> dict[str, dict]:
    there = clear("seance", seance(world, date=today().isoformat()))
    items = {
        "seance": there, "contact": clear("contact", contact(there["id"])),
        "salutation": clear("contact", salutation(there["id"])),
        "atelier": clear("atelier", atelier(world, date=today().isoformat())),
    }  # fmt: skip
    await send(bases, world.mediateur, list(items.values()), datetime.now(UTC))
    return items


def path(item: dict) -> str:
    return f"/saisies/{item['genre']}/{item['id']}"


def filled(html: str) -> dict[str, object]:
    """The fields of the correction form as the page proposes them, as a browser would send them back."""
    form = html.split("novalidate>")[1].split("</form>", maxsplit=1)[0]
    form = re.sub(r'<input type="checkbox"(?![^>]* checked)[^>]*>', "", form)
    fields: dict[str, object] = dict(re.findall(r'<input [^>]*name="([^"]+)"[^>]*value="([^"]*)"', form))
    fields.pop("_csrf_token", None)
    for name, body in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.findall(r'value="([^"]*)" selected', body)
        fields.setdefault(name, [])
        fields[name] = [*fields[name], *(chosen or [""])]
    return fields


async def test_the_list_shows_rows_under_their_seance_with_discreet_labels(client: Client, world: World, items):
    page = (await client.get("/saisies", world.mediateur)).text

    assert page.count('href="/saisies/contact/') == 2
    assert "1 salutation" in page.replace("\u00a0", " ").replace("\u202f", " ")
    assert "Femme" in page
    assert (await client.get("/saisies", world.mediatrice)).text.count('href="/saisies/') == 0


@pytest.mark.parametrize("genre", ["seance", "contact", "atelier"])
async def test_the_form_sent_back_untouched_changes_nothing(client: Client, world: World, items, admin, genre):
    shown = await client.get(path(items[genre]), world.mediateur)

    answer = await client.post(path(items[genre]), world.mediateur, **filled(shown.text))

    assert answer.status_code == 400
    assert "Rien n’a changé" in answer.text
    assert await rows(admin, world, "correction") == []


@pytest.mark.parametrize(
    ("genre", "changes", "column", "value"),
    [
        ("seance", {"mode": "RUE"}, "mode", "RUE"),
        ("contact", {"freins": ["OFF_DEPART", "", ""]}, "freins", ["OFF_DEPART"]),
        ("atelier", {"sexe.F": "6", "sexe.H": "3"}, "sexe", {"F": 6, "H": 3}),
    ],
)
async def test_a_change_in_the_form_changes_that_field_alone(  # noqa: PLR0917
    client: Client, world: World, items, admin: AsyncEngine, genre, changes, column, value
):
    before = {row["id"]: dict(row) for row in await rows(admin, world, genre)}
    shown = await client.get(path(items[genre]), world.mediateur)

    answer = await client.post(path(items[genre]), world.mediateur, **filled(shown.text) | changes)

    assert (answer.status_code, answer.headers["location"]) == (303, "/saisies?fait=saisie-corrigee")
    for row in await rows(admin, world, genre):
        moved = {key for key, kept in before[row["id"]].items() if row[key] != kept}
        if str(row["id"]) == items[genre]["id"]:
            assert row[column] == value
            assert moved <= {column, "familles_frein"}
        else:
            assert moved == set()


async def test_a_total_that_does_not_add_up_is_said_at_its_field_and_keeps_what_was_typed(client: Client, world, items):
    shown = await client.get(path(items["atelier"]), world.mediateur)

    answer = await client.post(path(items["atelier"]), world.mediateur, **filled(shown.text) | {"sexe.F": "8"})

    assert answer.status_code == 400
    assert 'href="#sexe"' in answer.text
    assert 'name="sexe.F" type="text" value="8"' in answer.text


async def test_a_second_tab_is_told_and_replaces_nothing(client: Client, world: World, items):
    page = path(items["contact"])
    shown = filled((await client.get(page, world.mediateur)).text)
    await client.post(page, world.mediateur, **shown | {"sexe": "H"})

    late = await client.post(page, world.mediateur, **shown | {"sexe": "X"})

    assert late.status_code == 409
    assert "rien n’a été remplacé" in late.text
    assert "Femme → Homme" in (await client.get(page, world.mediateur)).text


async def test_a_salutation_touched_by_mistake_is_cancelled_then_restored(client: Client, world: World, items):
    page = path(items["salutation"])
    assert 'name="nombre"' in (await client.get(page, world.mediateur)).text

    await client.post(f"{page}/annuler", world.mediateur, version="0")
    assert "salutation" not in (await client.get("/saisies", world.mediateur)).text
    await client.post(f"{page}/retablir", world.mediateur, version="1")

    assert "salutation" in (await client.get("/saisies", world.mediateur)).text


async def test_a_saisie_of_somebody_else_or_of_no_genre_is_not_found(client: Client, world: World, items):
    for where in (path(items["contact"]), path(items["contact"]).replace("contact", "paroles")):
        assert (await client.get(where, world.mediatrice)).status_code == 404
        assert (await client.post(where, world.mediatrice, version="0")).status_code == 404
