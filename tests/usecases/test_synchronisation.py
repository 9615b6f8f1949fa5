"""Receiving a batch on a real database: what is stored, in whose name, and what a second sending changes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.domain.errors import Forbidden
from tests.support.database import TODAY, World
from tests.support.saisies import (
    NOW,
    TABLET,
    atelier,
    clear,
    contact,
    count,
    issues,
    rows,
    salutation,
    seance,
    send,
)


async def test_a_contact_takes_its_day_and_place_from_its_seance(bases: Bases, world: World, admin: AsyncEngine):
    there = clear("seance", seance(world, creneau="soir"))
    answer = await send(bases, world.mediateur, [there, clear("contact", contact(there["id"]))])

    assert issues(answer) == ["stored", "stored"]
    (kept,) = await rows(admin, world, "contact")
    assert (kept["date_contact"], kept["creneau"]) == (TODAY, "soir")
    assert (kept["commune_lieu"], kept["qpv_lieu"]) == world.cellules[0]
    assert (kept["mediateur_id"], kept["familles_frein"]) == (world.mediateur.id, ["FINANCIER", "ADMIN"])
    assert not kept["is_bref"]


async def test_every_genre_is_stored_whatever_its_place_in_the_batch(bases: Bases, world: World, admin: AsyncEngine):
    there = clear("seance", seance(world))
    batch = [
        clear("contact", salutation(there["id"])), clear("atelier", atelier(world)),
        clear("contact", contact(there["id"])), there,
    ]  # fmt: skip
    answer = await send(bases, world.mediateur, batch)

    assert issues(answer) == ["stored"] * 4
    assert [verdict.id for verdict in answer.verdicts] == [item["id"] for item in batch]
    (kept,) = await rows(admin, world, "atelier")
    assert (kept["sexe"], kept["residence"]) == ({"F": 7, "H": 2}, {"QPV": 5, "HORS_QPV": 3, "NC": 1})
    assert sorted(row["nature"] for row in await rows(admin, world, "contact")) == ["contact", "salutation"]


async def test_a_batch_sent_again_is_acknowledged_and_adds_nothing(bases: Bases, world: World, admin: AsyncEngine):
    there = clear("seance", seance(world))
    batch = [there, clear("contact", contact(there["id"])), clear("atelier", atelier(world))]
    first = await send(bases, world.mediateur, batch)
    again = await send(bases, world.mediateur, [*reversed(batch), batch[1]])

    assert issues(again) == ["already_stored"] * 4
    assert again.sequence == first.sequence
    assert [await count(admin, world, table) for table in ("reception", "seance", "contact", "atelier")] == [3, 1, 1, 1]


async def test_the_order_of_the_keys_does_not_make_another_content(bases: Bases, world: World):
    there = clear("seance", seance(world))
    shuffled = there | {"contenu": dict(reversed(there["contenu"].items()))}

    assert issues(await send(bases, world.mediateur, [there])) == ["stored"]
    assert issues(await send(bases, world.mediateur, [shuffled])) == ["already_stored"]


async def test_a_contact_waits_for_its_seance_and_is_counted_with_the_batch_that_brings_it(
    bases: Bases, world: World, admin: AsyncEngine
):
    there = clear("seance", seance(world))
    early = clear("contact", contact(there["id"]))

    assert issues(await send(bases, world.mediateur, [early])) == ["parked"]
    assert issues(await send(bases, world.mediateur, [early])) == ["parked"]
    assert await count(admin, world, "contact") == 0
    assert issues(await send(bases, world.mediateur, [there])) == ["stored"]
    assert await count(admin, world, "contact") == 1
    assert issues(await send(bases, world.mediateur, [early])) == ["already_stored"]
    (kept,) = await rows(admin, world, "quarantaine")
    assert kept["resolue_le"] is not None


async def test_a_contact_that_waits_for_a_colleague_s_seance_is_counted_as_soon_as_it_comes(
    bases: Bases, world: World, admin: AsyncEngine
):
    there = clear("seance", seance(world))
    early = clear("contact", contact(there["id"]))

    assert issues(await send(bases, world.mediateur, [early])) == ["parked"]
    assert issues(await send(bases, world.mediatrice, [there])) == ["stored"]
    (kept,) = await rows(admin, world, "contact")
    assert kept["mediateur_id"] == world.mediateur.id


async def test_an_early_contact_sent_again_with_its_seance_is_counted_once(
    bases: Bases, world: World, admin: AsyncEngine
):
    there = clear("seance", seance(world))
    early = clear("contact", contact(there["id"]))
    await send(bases, world.mediateur, [early])

    assert issues(await send(bases, world.mediateur, [early, there])) == ["already_stored", "stored"]
    assert await count(admin, world, "contact") == 1


async def test_the_first_content_of_an_identifier_stays(bases: Bases, world: World, admin: AsyncEngine):
    there = clear("seance", seance(world))
    first = clear("contact", contact(there["id"]))
    other = clear("contact", contact(there["id"], sexe="H"), first["id"])
    await send(bases, world.mediateur, [there, first])

    assert issues(await send(bases, world.mediateur, [other])) == ["conflict"]
    assert issues(await send(bases, world.mediateur, [other, first, other])) == [
        "conflict",
        "already_stored",
        "conflict",
    ]
    (kept,) = await rows(admin, world, "contact")
    assert kept["sexe"] == "F"
    (aside,) = await rows(admin, world, "quarantaine")
    assert (aside["motif"], aside["contenu"]["sexe"]) == ("conflict", "H")


async def test_the_first_content_stays_even_while_it_waits(bases: Bases, world: World, admin: AsyncEngine):
    there = clear("seance", seance(world))
    first = clear("contact", contact(there["id"]))
    other = clear("contact", contact(there["id"], sexe="H"), first["id"])
    await send(bases, world.mediateur, [first])

    assert issues(await send(bases, world.mediateur, [other, there])) == ["conflict", "stored"]
    (kept,) = await rows(admin, world, "contact")
    assert kept["sexe"] == "F"


async def test_two_contents_in_one_batch_the_first_written_wins(bases: Bases, world: World, admin: AsyncEngine):
    first = clear("atelier", atelier(world))
    other = clear("atelier", atelier(world, deja_rencontres=5), first["id"])
    answer = await send(bases, world.mediateur, [first, other, first])

    assert issues(answer) == ["stored", "conflict", "already_stored"]


async def test_an_identifier_taken_by_another_genre_or_a_colleague_is_a_conflict(bases: Bases, world: World):
    there = clear("seance", seance(world))
    await send(bases, world.mediateur, [there])
    as_atelier = clear("atelier", atelier(world), there["id"])

    assert issues(await send(bases, world.mediateur, [as_atelier])) == ["conflict"]
    assert issues(await send(bases, world.mediatrice, [there])) == ["conflict"]


async def test_the_same_identifier_in_two_territories_is_two_items(bases: Bases, world: World, other_world: World):
    there = uuid4()

    assert issues(await send(bases, world.mediateur, [clear("seance", seance(world), there)])) == ["stored"]
    assert issues(await send(bases, other_world.mediateur, [clear("seance", seance(other_world), there)])) == ["stored"]


async def test_a_seance_of_another_territoire_lends_nothing(bases: Bases, world: World, other_world: World):
    elsewhere = clear("seance", seance(other_world))
    await send(bases, other_world.mediateur, [elsewhere])

    assert issues(await send(bases, world.mediateur, [clear("contact", contact(elsewhere["id"]))])) == ["parked"]


async def test_a_seance_names_only_mediators_and_structures_of_the_territoire(
    bases: Bases, world: World, other_world: World
):
    together = seance(world, mediateurs=[str(world.mediateur.id), str(world.mediatrice.id)])
    hosted = seance(world, structure_hote=str(world.partenaire.structure_id))
    strangers = (world.coordinateur.id, other_world.mediateur.id, uuid4())
    refused = [seance(world, mediateurs=[str(stranger)]) for stranger in strangers]
    elsewhere = seance(world, structure_hote=str(other_world.partenaire.structure_id))
    batch = [clear("seance", contenu) for contenu in (together, hosted, *refused, elsewhere)]
    answer = await send(bases, world.mediateur, batch)

    assert issues(answer) == ["stored", "stored", *["rejected"] * 4]
    assert [verdict.champ for verdict in answer.verdicts[2:]] == [*["mediateurs"] * 3, "structure_hote"]


@pytest.mark.parametrize(
    ("days", "issue"),
    [(10, "rejected"), (1, "stored"), (-52, "stored"), (-53, "needs_coordinator"), (-730, "needs_coordinator")],
)
async def test_a_wrong_clock_never_moves_a_day(bases: Bases, world: World, admin: AsyncEngine, days: int, issue: str):
    day = TODAY + timedelta(days=days)
    answer = await send(bases, world.mediateur, [clear("seance", seance(world, date=day.isoformat()))])

    assert issues(answer) == [issue]
    assert [row["date_seance"] for row in await rows(admin, world, "seance")] == ([day] if issue == "stored" else [])


async def test_item_by_item_gives_the_same_verdicts_as_the_whole_batch(bases: Bases, world: World, other_world: World):
    def batch(where: World) -> list:
        there, stray = clear("seance", seance(where)), clear("contact", contact(uuid4()))
        good = clear("contact", contact(there["id"]))
        return [
            stray,
            good,
            there,
            good,
            clear("contact", contact(there["id"], sexe="Z")),
            clear("atelier", atelier(where)),
        ]

    whole = await send(bases, world.mediateur, batch(world))
    each = await send(bases, other_world.mediateur, batch(other_world), one_by_one=True)

    assert issues(whole) == issues(each) == ["parked", "stored", "stored", "already_stored", "rejected", "stored"]


async def test_only_mediators_send(bases: Bases, world: World):
    for persona in (world.coordinateur, world.administrateur, world.partenaire, world.financeur):
        with pytest.raises(Forbidden):
            await send(bases, persona, [])


async def test_a_mediator_reads_no_colleague_s_contact_even_by_a_query_of_his_own(bases: Bases, world: World):
    there = clear("seance", seance(world))
    await send(bases, world.mediateur, [there, clear("contact", contact(there["id"]))])

    async def seen_by(token: str) -> int:
        async with bases.session(token, read_only=True) as session:
            return await session.scalar(text("SELECT count(*) FROM asv.contact"))

    assert (await seen_by(world.mediatrice.token), await seen_by(world.mediateur.token)) == (0, 1)


async def test_each_reception_tells_the_tablet_and_the_auteur(bases: Bases, world: World, admin: AsyncEngine):
    answer = await send(bases, world.mediateur, [clear("atelier", atelier(world))], NOW)

    (kept,) = await rows(admin, world, "reception")
    assert (kept["auteur_id"], kept["appareil_id"], kept["genre"]) == (world.mediateur.id, TABLET, "atelier")
    assert (kept["sequence"], kept["etat"], len(kept["empreinte"])) == (answer.sequence, "stored", 32)
