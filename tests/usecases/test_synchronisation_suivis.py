"""What goes under a code, on a real database: whatever the order, whoever carries it, and nothing readable outside."""

from datetime import timedelta
from itertools import permutations
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.domain.suivis.codes import draw_code, format_code
from tests.support.database import TODAY, World
from tests.support.saisies import (
    TABLET,
    atelier,
    clear,
    contact,
    count,
    etape,
    issues,
    orientation,
    resultat,
    retrait,
    rows,
    seance,
    send,
)
from tests.usecases.dossiers import LATER, by, opening, step


async def test_an_opening_keeps_the_suivi_its_card_and_what_was_said(
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    item = opening(world, format_code(code).lower())

    assert issues(await send(bases, world.mediateur, [item])) == ["stored"]
    assert issues(await send(bases, world.mediateur, [item])) == ["already_stored"]
    (suivi,) = await rows(admin, world, "suivi")
    assert (str(suivi["id"]), suivi["mediateur_id"], suivi["clos_le"]) == (item["id"], world.mediateur.id, None)
    (carte,) = await rows(admin, world, "carte")
    assert (carte["etat"], carte["suivi_id"]) == ("active", suivi["id"])
    said = {row["nature"] for row in await rows(admin, world, "etape")}
    assert said == {"accord", "attribut", "residence", "besoin", "autonomie", "droit"}


async def test_no_table_holds_the_code_nor_a_hash_that_one_could_try(
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    batch = [
        opening(world, code), step(code), step(draw_code(), precedent=str(uuid4())), step(code, note=code),
        clear("suivi_etape", {"code": code[:-1] + "2", "nomenclature": "2026.1"}),
        clear("genre_de_demain", {"code": code}), clear("suivi_etape", etape(code), version=9),
    ]  # fmt: skip
    await send(bases, world.mediateur, batch)

    async with admin.connect() as connection:
        for table in ("reception", "quarantaine", "suivi", "carte", "etape", "journal", "acces"):
            query = text(f"SELECT t::text FROM asv.{table} t WHERE territoire_id = :t")  # noqa: S608 - names of ours
            dump = "\n".join((await connection.scalars(query, {"t": world.territoire_id})).all())
            assert code not in dump
            assert code[:-1] not in dump


async def test_a_card_opens_one_suivi_only(bases: Bases, world: World, admin: AsyncEngine, code: str):
    answer = await send(bases, world.mediateur, [opening(world, code), opening(world, code)])
    again = await send(bases, world.mediatrice, [opening(world, code)])

    assert sorted(issues(answer)) == ["rejected", "stored"]
    assert issues(again) == ["rejected"]
    assert "carte neuve" in again.verdicts[0].raison
    assert await count(admin, world, "suivi") == 1


async def test_a_chain_arrives_in_any_order_and_is_written_in_its_own(  # S22
    bases: Bases, world: World, admin: AsyncEngine
):
    for order in permutations(range(3)):
        code = draw_code()
        first = opening(world, code)
        second = step(code, precedent=first["id"])
        third = step(code, "cloture", objet="CL_AUTONOMIE", precedent=second["id"])
        chain = [first, second, third]
        answers = [issues(await send(bases, world.mediateur, [chain[rang]]))[0] for rang in order]

        assert answers[0] == ("stored" if order[0] == 0 else "parked")
        assert set(issues(await send(bases, world.mediateur, chain))) == {"already_stored"}
        closed = {row["id"]: row for row in await rows(admin, world, "suivi")}[UUID(first["id"])]
        assert (closed["clos_le"], closed["cloture"]) == (TODAY, "CL_AUTONOMIE")
    assert {row["etat"] for row in await rows(admin, world, "etape")} == {"appliquee"}


async def test_the_order_inside_a_batch_does_not_matter(bases: Bases, world: World, admin: AsyncEngine, code: str):
    there, first = clear("seance", seance(world)), opening(world, code)
    sent = clear("orientation", orientation(code, precedent=first["id"]))
    batch = [
        clear("resultat", resultat(code, sent["id"])), sent, step(code, precedent=sent["id"]),
        clear("contact", contact(there["id"], code=code, themes=["MENTALE"]), version=2), first, there,
    ]  # fmt: skip

    assert issues(await send(bases, world.mediateur, batch)) == ["stored"] * 6
    (met,) = await rows(admin, world, "contact")
    assert (str(met["suivi_id"]), met["themes"]) == (first["id"], ["MENTALE"])
    assert [await count(admin, world, table) for table in ("orientation", "resultat", "quarantaine")] == [1, 1, 0]


@pytest.mark.parametrize("one_by_one", [False, True])
async def test_what_waits_says_for_what_and_is_unreadable_meanwhile(
    bases: Bases, world: World, admin: AsyncEngine, code: str, *, one_by_one: bool
):
    there = clear("seance", seance(world))
    await send(bases, world.mediateur, [there])
    hole = str(uuid4())
    known = draw_code()
    await send(bases, world.mediateur, [opening(world, known)])
    batch = [
        step(code, objet="AME"), step(known, precedent=hole), clear("resultat", resultat(known, hole)),
        clear("contact", contact(there["id"], code=code, themes=["MENTALE"]), version=2),
        clear("contact", contact(uuid4(), code=known), version=2),
    ]  # fmt: skip
    for _ in range(2):
        answer = await send(bases, world.mediateur, batch, one_by_one=one_by_one)
        assert issues(answer) == ["parked"] * 5
        assert [v.champ for v in answer.verdicts] == ["code", "precedent", "pour", "code", "seance"]

    kept = await rows(admin, world, "quarantaine")
    assert len(kept) == 5
    assert not {"AME", "MENTALE"} & set(str([row["contenu"] for row in kept]).replace("'", " ").split())


async def test_an_opening_carried_by_a_colleague_frees_what_waited_under_another_name(
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    there = clear("seance", seance(world))
    early = [step(code), clear("contact", contact(there["id"], code=code), version=2)]
    await send(bases, world.mediatrice, [there, *early])

    assert issues(await send(bases, world.mediateur, [opening(world, code)])) == ["stored"]
    (met,) = await rows(admin, world, "contact")
    assert met["mediateur_id"] == world.mediatrice.id
    asked = next(row for row in await rows(admin, world, "etape") if str(row["id"]) == early[0]["id"])
    assert (asked["auteur_id"], asked["appareil_id"]) == (world.mediatrice.id, TABLET)
    assert issues(await send(bases, world.mediatrice, early)) == ["already_stored"] * 2


async def test_a_colleague_carries_a_whole_queue_without_becoming_its_auteur_nor_reading_it(
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    first = opening(world, code)
    queue = [by(item, world, "mediateur") for item in (first, step(code, precedent=first["id"]))]

    assert issues(await send(bases, world.mediatrice, queue)) == ["stored"] * 2
    (suivi,) = await rows(admin, world, "suivi")
    assert suivi["mediateur_id"] == world.mediateur.id
    assert {row["auteur_id"] for row in await rows(admin, world, "etape")} == {world.mediateur.id}
    async with bases.session(world.mediatrice.token, read_only=True) as session:
        assert await session.scalar(text("SELECT count(*) FROM asv.suivi")) == 0


async def test_a_move_and_an_attribute_change_the_columns_and_keep_the_history(
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    commune, _ = world.cellules[0]
    moved = step(code, "residence", objet="ZR_HORS_QPV", commune=commune, date=LATER)
    await send(bases, world.mediateur, [opening(world, code)])
    await send(bases, world.mediateur, [moved, step(code, "attribut", objet="tranche_age", apres="A50_59")])

    (suivi,) = await rows(admin, world, "suivi")
    assert (suivi["zone_residence"], suivi["qpv_residence"], suivi["tranche_age"]) == ("ZR_HORS_QPV", None, "A50_59")
    assert suivi["dernier_contact_le"] == TODAY + timedelta(1)
    homes = [row["objet"] for row in await rows(admin, world, "etape") if row["nature"] == "residence"]
    assert sorted(homes) == ["ZR_HORS_QPV", "ZR_QPV"]


async def test_a_demarche_and_an_orientation_await_results_which_answer_them_only(
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    made = step(code, "demarche", objet="D_C2S_DEP", couverture="C2S", delai_jours=60)
    other = draw_code()
    foreign = clear("orientation", orientation(other))
    await send(bases, world.mediateur, [opening(world, code), opening(world, other), made, foreign])
    answer = await send(
        bases, world.mediateur,
        [clear("resultat", resultat(code, made["id"], resultat="RES_DROIT_OUVERT")),
         clear("resultat", resultat(code, foreign["id"]))],
    )  # fmt: skip

    assert [(v.issue, v.champ) for v in answer.verdicts] == [("stored", None), ("rejected", "pour")]
    (kept,) = await rows(admin, world, "demarche")
    assert (kept["code"], kept["delai_jours"]) == ("D_C2S_DEP", 60)


async def test_a_page_names_the_suivi_and_may_only_write_to_one_that_is_open_to_it(
    bases: Bases, world: World, code: str
):
    first = opening(world, code)
    await send(bases, world.mediateur, [first])
    page = {k: v for k, v in etape(code).items() if k != "code"} | {"suivi": first["id"]}

    assert issues(await send(bases, world.mediateur, [clear("suivi_etape", page)])) == ["stored"]
    (verdict,) = (await send(bases, world.mediatrice, [clear("suivi_etape", page)])).verdicts
    assert (verdict.issue, verdict.champ) == ("rejected", "suivi")


async def test_item_by_item_gives_the_same_as_the_whole_batch(bases: Bases, world: World, other_world: World):
    def batch(where: World) -> list:
        code = draw_code()
        first = opening(where, code)
        closing = step(code, "cloture", objet="CL_SOUHAIT", precedent=first["id"])
        return [closing, step(draw_code()), first, opening(where, code), clear("retrait", retrait(code))]

    whole = await send(bases, world.mediateur, batch(world))
    each = await send(bases, other_world.mediateur, batch(other_world), one_by_one=True)

    assert sorted(issues(whole)) == sorted(issues(each))


async def test_a_signal_is_kept_and_its_text_examined(bases: Bases, world: World, admin: AsyncEngine):
    said = {
        "signal": "SG_DELAI", "service": "O_DENT", "commune": world.cellules[0][0], "situations": 4, "mois": "2026-09",
        "texte": "Trois mois d’attente", "nomenclature": "2026.1",
    }  # fmt: skip
    answer = await send(
        bases, world.mediateur,
        [clear("signal", said), clear("signal", said | {"texte": "Rappeler au 06 12 34 56 78"})],
    )  # fmt: skip

    assert [(v.issue, v.champ) for v in answer.verdicts] == [("stored", None), ("rejected", "texte")]
    (kept,) = await rows(admin, world, "signal")
    assert (kept["auteur_id"], kept["situations"], kept["texte"]) == (world.mediateur.id, 4, "Trois mois d’attente")


async def test_the_second_version_of_a_contact_and_of_an_atelier_keep_all_they_say(
    bases: Bases, world: World, admin: AsyncEngine
):
    there = clear("seance", seance(world))
    greeting = {"seance": there["id"], "nature": "salutation", "nombre": 40, "nomenclature": "2026.1"}
    urgent = {"seance": there["id"], "nature": "urgence", "nomenclature": "2026.1"}
    more = {
        "type_action": "AC_ATELIER", "mediateurs": [str(world.mediatrice.id)], "satisfaction": {"CONTENT": 5},
        "questions": ["MENTALE"],
    }  # fmt: skip
    batch = [
        there, clear("contact", greeting, version=2), clear("contact", urgent, version=2),
        clear("contact", contact(there["id"], accompagnants=2, interpretariat_minutes=20), version=2),
        clear("atelier", atelier(world, **more), version=2), clear("contact", greeting, version=1),
    ]  # fmt: skip

    assert issues(await send(bases, world.mediateur, batch)) == [*["stored"] * 5, "rejected"]
    assert sorted((row["nature"], row["nombre"]) for row in await rows(admin, world, "contact")) == [
        ("contact", 1), ("salutation", 40), ("urgence", 1),
    ]  # fmt: skip
    (group,) = await rows(admin, world, "atelier")
    assert (group["type_action"], group["satisfaction"]) == ("AC_ATELIER", {"CONTENT": 5})
