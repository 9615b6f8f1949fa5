"""The pages and the files of the public agenda: one date, its poster, its calendar file, the public feed."""

import re
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
import vobject
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import DateAction
from asv.documents.qr import draw_address
from tests.support.database import World
from tests.support.dossiers import action_of, keep
from tests.support.site import ORIGIN, Client
from tests.web.steps import today

CANARY = "CANARI"


def soon() -> date:
    return today() + timedelta(days=10)


def read(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


async def open_action(admin: AsyncEngine, world: World, *days: date, **changes) -> tuple:
    """An announced action open to all, with a date in ten days, and what must not leave the house."""
    etat, titre, kind = (changes.pop(k, d) for k, d in (("etat", "AE_PROGRAMMEE"), ("titre", "Dépistage au marché"),
                                                       ("type", "AC_DEPIST")))  # fmt: skip
    action, dates = action_of(world, *(days or (soon(),)), description=CANARY, objectif=CANARY, **changes)
    action.etat, action.titre, action.type = etat, titre, kind
    await keep(admin, action, *dates)
    return action, dates


async def postponed(admin: AsyncEngine, world: World) -> tuple[DateAction, DateAction]:
    """A date moved by a week: it stays, and the new one names it."""
    action, (old,) = action_of(world, soon())
    old.etat, old.version = "AE_REPORTEE", 2
    new = DateAction(
        territoire_id=world.territoire_id, id=uuid4(), action_id=action.id, porteur_id=action.porteur_id,
        jour=soon() + timedelta(days=7), debut=time(14), fin=time(16, 30), lieu="Place", commune=old.commune,
        qpv=old.qpv, etat="AE_PROGRAMMEE", remplace_id=old.id,
    )  # fmt: skip
    await keep(admin, action, old)
    await keep(admin, new)
    return old, new


async def test_a_date_has_a_page_in_plain_words(client: Client, world: World, admin: AsyncEngine):
    _, (day,) = await open_action(admin, world, publics=["SENIOR"])

    page = read((await client.get(f"/agenda/{day.id}")).text)

    assert "Dépistage au marché" in page
    assert "On regarde si tout va bien" in page
    assert "de 9 h à 12 h" in page
    assert "les personnes de 65 ans et plus" in page
    assert "Centre social" in page
    assert f"/agenda/{day.id}/date.ics" in page
    assert CANARY not in page


async def test_a_price_is_told_only_when_it_is_known(client: Client, world: World, admin: AsyncEngine):
    _, (screening,) = await open_action(admin, world)
    _, (permanence,) = await open_action(admin, world, type="AC_PERM")

    assert "gratuit" not in (await client.get(f"/agenda/{screening.id}")).text
    assert "C’est gratuit" in (await client.get(f"/agenda/{permanence.id}")).text


async def test_a_public_whose_name_tells_something_sensible_is_not_on_the_wall(
    client: Client, world: World, admin: AsyncEngine
):
    _, (day,) = await open_action(admin, world, publics=["VVS", "PARENT_SOLO"])

    for path in (f"/agenda/{day.id}", f"/agenda/{day.id}/affiche"):
        page = (await client.get(path)).text
        assert "les parents seuls" in page
        assert "violence" not in page.lower().replace("violences faites aux femmes", "")
        assert "protection" not in page
        assert "demandez à Centre social" in page


@pytest.mark.parametrize("changes", [{"is_publique": False}, {"etat": "AE_CONCERTATION"}, {"etat": "AE_MONTAGE"}])
async def test_what_is_not_open_to_inhabitants_has_no_page_no_poster_no_file(
    client: Client, world: World, admin: AsyncEngine, changes
):
    _, (day,) = await open_action(admin, world, **changes)

    for path in ("", "/affiche", "/date.ics"):
        assert (await client.get(f"/agenda/{day.id}{path}")).status_code == 404


async def test_its_readers_keep_a_date_that_is_not_public(client: Client, world: World, admin: AsyncEngine):
    _, (day,) = await open_action(admin, world, is_publique=False)

    for who in (world.partenaire, world.mediateur, world.coordinateur, world.financeur):
        answer = await client.get(f"/agenda/{day.id}/date.ics", who)
        assert answer.status_code == 200
        assert not hasattr(vobject.readOne(answer.text).vevent, "url")
    assert (await client.get(f"/agenda/{day.id}/date.ics", world.administrateur)).status_code == 404
    assert (await client.get(f"/agenda/{day.id}", world.partenaire)).status_code == 404


async def test_a_draft_is_kept_by_its_porteur_alone(client: Client, world: World, admin: AsyncEngine):
    _, (day,) = await open_action(admin, world, etat="AE_MONTAGE")

    mine, theirs = [await client.get(f"/agenda/{day.id}/date.ics", who) for who in (world.partenaire, world.associee)]

    assert vobject.readOne(mine.text).vevent.status.value == "TENTATIVE"
    assert theirs.status_code == 404


async def test_a_public_date_is_kept_by_anybody_under_a_clean_name(client: Client, world: World, admin: AsyncEngine):
    _, (day,) = await open_action(admin, world, titre='Été "santé"\r\nX: y; filename=a.exe')

    for who in (None, world.administrateur, world.associee):
        answer = await client.get(f"/agenda/{day.id}/date.ics", who)
        event = vobject.readOne(answer.text).vevent
        assert event.url.value == f"{ORIGIN}/agenda/{day.id}"
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        name = f"{soon().isoformat()}-ete-sante-x-y-filename-a-exe.ics"
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'


async def test_a_postponed_date_stays_struck_with_the_new_one_beside(client: Client, world: World, admin: AsyncEngine):
    old, new = await postponed(admin, world)

    page, here = [read((await client.get(path)).text) for path in ("/agenda", f"/agenda/{old.id}")]

    row = next(row for row in re.findall(r'<li class="visit">.*?</li>', page, re.DOTALL) if str(old.id) in row)
    assert "<s>" in row
    assert "Reportée" in row
    assert "Nouvelle date" in row
    assert f"/agenda/{new.id}" in row
    assert "Ne venez pas ce jour-là : la date est reportée." in here
    assert "de 14 h à 16 h 30" in here


async def test_the_poster_says_it_too_and_its_square_leads_to_the_page(
    client: Client, world: World, admin: AsyncEngine
):
    old, _ = await postponed(admin, world)

    page = read((await client.get(f"/agenda/{old.id}/affiche", params={"papier": "a3"})).text)

    assert "REPORTÉE" in page
    assert 'class="poster paper-a3"' in page
    assert 'aria-label="Carré à scanner : ouvre la page de cette date"' in page
    assert draw_address(f"{ORIGIN}/agenda/{old.id}").path in page
    assert "asv.test/agenda" in page


async def test_the_agenda_is_read_by_month_and_a_quarter_is_refused(client: Client, world: World, admin: AsyncEngine):
    near, far = soon(), soon() + timedelta(days=70)
    await open_action(admin, world, near, far)

    shown = (await client.get("/agenda", params={"mois": f"{far:%Y-%m}", "quartier": world.cellules[0][1]})).text

    assert str(far.year) in shown
    assert (await client.get("/agenda", params={"mois": "2026-T2"})).status_code == 400
    assert (await client.get("/agenda", params={"mois": "mai"})).status_code == 400
    assert (await client.get("/agenda/imprimer", params={"mois": "2026"})).status_code == 400


async def feed(client: Client, **asked: str):
    answer = await client.get("/agenda/flux.ics", params=asked)
    assert answer.status_code == 200
    return {event.uid.value: event for event in getattr(vobject.readOne(answer.text), "vevent_list", [])}


async def test_the_public_feed_keeps_what_is_cancelled_and_names_what_is_postponed(
    client: Client, world: World, admin: AsyncEngine
):
    old, new = await postponed(admin, world)

    found = await feed(client, territoire=world.territoire_id)

    assert set(found) == {f"{old.id}@asv", f"{new.id}@asv"}
    event = found[f"{old.id}@asv"]
    assert (event.status.value, event.sequence.value) == ("CANCELLED", "2")
    assert read(event.summary.value).startswith("Reportée au ")
    assert found[f"{new.id}@asv"].status.value == "CONFIRMED"


async def test_the_public_feed_is_narrowed_and_holds_public_things_alone(
    client: Client, world: World, admin: AsyncEngine
):
    _, (here,) = await open_action(admin, world)
    await open_action(admin, world, is_publique=False, titre=CANARY)
    quartier = world.cellules[0][1]
    other = next(qpv for qpv in world.qpv if qpv != quartier)

    of_quartier = await client.get("/agenda/flux.ics", params={"quartier": quartier})

    assert f"{here.id}@asv" in of_quartier.text
    assert CANARY not in of_quartier.text
    assert f"{here.id}@asv" not in (await feed(client, quartier=other))
    assert await feed(client, territoire="000000000") == {}
    assert await feed(client, quartier="QN00000M") == {}


async def test_a_calendar_that_has_the_feed_already_is_told_so(client: Client, world: World, admin: AsyncEngine):
    action, (day,) = await open_action(admin, world)
    asked = {"territoire": world.territoire_id}
    first = await client.get("/agenda/flux.ics", params=asked)
    seen = {"if-none-match": first.headers["etag"]}

    again = await client.get("/agenda/flux.ics", params=asked, headers=seen)
    await client.post(f"/actions/{action.id}/dates/{day.id}/annuler", world.partenaire, motif="AN_METEO")
    changed = await client.get("/agenda/flux.ics", params=asked, headers=seen)

    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == "public, max-age=900"
    assert changed.status_code == 200
    assert "STATUS:CANCELLED" in changed.text
