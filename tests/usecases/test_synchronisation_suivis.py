"""What goes under a code, on a real database: whatever the order, whoever carries it, and nothing readable outside."""

import asyncio
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
    ouverture,
    resultat,
    retrait,
    rows,
    sealed,
    seance,
    send,
)

OTHER_TABLET = UUID("7ab1e700-0000-4000-8000-000000000002")
LATER = (TODAY + timedelta(1)).isoformat()


@pytest.fixture
def code() -> str:
    return draw_code()


def opening(world: World, code: str, **changes) -> dict:
    return clear("suivi_ouverture", ouverture(world, code, **changes))


def step(code: str, nature: str = "droit", **changes) -> dict:
    return clear("suivi_etape", etape(code, nature, **changes))


def by(item: dict, world: World, persona: str = "mediatrice", tablet: UUID = OTHER_TABLET) -> dict:
    return sealed(item, getattr(world, persona).id, tablet=tablet)


async def droits(admin: AsyncEngine, world: World) -> list[tuple]:
    kept = sorted(await rows(admin, world, "etape"), key=lambda row: row["sequence"])
    return [(row["avant"], row["apres"], row["etat"]) for row in kept if row["nature"] == "droit"]


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


async def test_two_tablets_on_two_fields_are_merged(bases: Bases, world: World, admin: AsyncEngine, code: str):  # S20
    await send(bases, world.mediateur, [opening(world, code)])
    theirs = by(step(code, objet="MT", apres="OUVERT"), world)

    assert issues(await send(bases, world.mediateur, [step(code)])) == ["stored"]
    assert (await send(bases, world.mediatrice, [theirs])).verdicts[0].raison is None
    assert {row["etat"] for row in await rows(admin, world, "etape")} == {"appliquee"}


async def test_two_tablets_on_one_field_keep_both_values_and_their_auteurs(  # S21
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    await send(bases, world.mediateur, [opening(world, code)])
    mine, theirs = step(code, apres="EN_COURS"), by(step(code, apres="REFUSE"), world)
    await send(bases, world.mediateur, [mine])
    (verdict,) = (await send(bases, world.mediatrice, [theirs])).verdicts

    assert (verdict.issue, verdict.champ) == ("stored", "apres")
    assert "à trancher" in verdict.raison
    assert await droits(admin, world) == [
        (None, "EXPIRE", "appliquee"), (None, "EN_COURS", "appliquee"), (None, "REFUSE", "en_conflit"),
    ]  # fmt: skip
    aside = next(row for row in await rows(admin, world, "etape") if row["etat"] == "en_conflit")
    assert (str(aside["face_a"]), aside["auteur_id"]) == (mine["id"], world.mediatrice.id)
    assert issues(await send(bases, world.mediatrice, [theirs])) == ["already_stored"]


async def test_a_choice_between_two_values_is_an_etape_too(bases: Bases, world: World, admin: AsyncEngine, code: str):
    first = opening(world, code)
    mine, theirs = step(code, apres="EN_COURS"), by(step(code, apres="REFUSE"), world)
    await send(bases, world.mediateur, [first, mine])
    await send(bases, world.mediatrice, [theirs])
    chosen = clear("suivi_etape", etape(code, "resolution", avant=mine["id"], apres=theirs["id"]))
    late = clear("suivi_etape", etape(code, "resolution", avant=theirs["id"], apres=mine["id"]))

    assert (await send(bases, world.mediateur, [chosen])).verdicts[0].raison is None
    assert [etat for *_, etat in await droits(admin, world)] == ["appliquee", "ecartee", "appliquee"]
    assert "trop tard" in (await send(bases, world.mediateur, [late])).verdicts[0].raison


async def test_an_etape_on_a_closed_suivi_is_kept_and_the_closure_stands(  # S23
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    await send(bases, world.mediateur, [opening(world, code), step(code, "cloture", objet="CL_SOUHAIT")])
    (verdict,) = (await send(bases, world.mediatrice, [by(step(code, "rencontre", objet="RUE"), world)])).verdicts

    assert (verdict.issue, verdict.champ) == ("stored", "objet")
    (suivi,) = await rows(admin, world, "suivi")
    assert (suivi["clos_le"], suivi["cloture"]) == (TODAY, "CL_SOUHAIT")
    await send(bases, world.mediateur, [step(code, "reouverture", avant="CL_SOUHAIT")])
    (suivi,) = await rows(admin, world, "suivi")
    assert suivi["clos_le"] is None


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


async def test_a_withdrawal_erases_the_suivi_what_waited_for_it_and_what_one_could_try(
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    there = clear("seance", seance(world))
    linked = clear(
        "contact", contact(there["id"], code=code, themes=["MENTALE", "DENT"], freins=["ADM_SEJOUR"]), version=2
    )
    batch = [there, opening(world, code), linked, step(code), step(code, precedent=str(uuid4()))]
    await send(bases, world.mediateur, batch)
    before = {row["id"]: row["empreinte"] for row in await rows(admin, world, "reception")}
    gone = clear("retrait", retrait(code))

    assert issues(await send(bases, world.mediatrice, [gone])) == ["stored"]
    assert [await count(admin, world, t) for t in ("suivi", "etape", "quarantaine", "acces")] == [0, 0, 0, 0]
    after = {row["id"]: row["empreinte"] for row in await rows(admin, world, "reception")}
    assert {str(i) for i in before if before[i] == after[i]} == {there["id"]}
    (met,) = await rows(admin, world, "contact")
    assert (met["suivi_id"], met["themes"], met["freins"]) == (None, ["DENT"], ["ADMIN"])
    assert [row["etat"] for row in await rows(admin, world, "carte")] == ["retiree"]
    assert issues(await send(bases, world.mediatrice, [gone])) == ["already_stored"]


async def test_the_journal_says_who_wrote_a_withdrawal_and_who_carried_it(
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    await send(bases, world.mediateur, [clear("suivi_ouverture", ouverture(world, code))])
    written = sealed(clear("retrait", retrait(code)), world.mediateur.id)
    assert issues(await send(bases, world.mediatrice, [written])) == ["stored"]

    (line,) = [row for row in await rows(admin, world, "journal") if row["evenement"] == "suivi_efface"]
    assert (line["compte_id"], line["details"]) == (world.mediatrice.id, {"auteur": str(world.mediateur.id)})


async def test_what_comes_under_a_withdrawn_card_is_refused_and_nothing_of_it_is_kept(
    bases: Bases, world: World, admin: AsyncEngine, code: str
):
    await send(bases, world.mediateur, [opening(world, code), clear("retrait", retrait(code))])
    late = [by(step(code), world), step(code, objet="AME"), opening(world, code)]
    answer = await send(bases, world.mediatrice, late)

    assert [(v.issue, v.champ) for v in answer.verdicts] == [("rejected", "code")] * 3
    assert {(row["contenu"], row["scelle"]) for row in await rows(admin, world, "quarantaine")} == {(None, None)}


async def test_a_page_names_the_suivi_and_may_only_write_to_one_that_is_open_to_it(
    bases: Bases, world: World, code: str
):
    first = opening(world, code)
    await send(bases, world.mediateur, [first])
    page = {k: v for k, v in etape(code).items() if k != "code"} | {"suivi": first["id"]}

    assert issues(await send(bases, world.mediateur, [clear("suivi_etape", page)])) == ["stored"]
    (verdict,) = (await send(bases, world.mediatrice, [clear("suivi_etape", page)])).verdicts
    assert (verdict.issue, verdict.champ) == ("rejected", "suivi")


async def test_an_opening_and_what_follows_it_sent_at_once_by_two_tablets_never_miss_each_other(
    bases: Bases, world: World, admin: AsyncEngine
):
    for _ in range(12):
        code = draw_code()
        first = opening(world, code)
        theirs = [
            by(step(code, objet="MT", apres="OUVERT"), world),
            by(step(code, objet="AMELI", apres="OUVERT"), world),
        ]
        await asyncio.gather(
            send(bases, world.mediateur, [first, step(code, precedent=first["id"])]),
            *(send(bases, world.mediatrice, [item]) for item in theirs),
        )

    kept = await rows(admin, world, "reception")
    assert {row["etat"] for row in kept} == {"stored"}
    assert len(kept) == 12 * 4
    assert [row["resolue_le"] for row in await rows(admin, world, "quarantaine") if row["resolue_le"] is None] == []


async def test_one_field_written_at_once_by_two_tablets_keeps_both_values(
    bases: Bases, world: World, admin: AsyncEngine
):
    for _ in range(8):
        code = draw_code()
        await send(bases, world.mediateur, [opening(world, code, droits=[])])
        await asyncio.gather(
            send(bases, world.mediateur, [step(code, apres="OUVERT")]),
            send(bases, world.mediatrice, [by(step(code, apres="REFUSE"), world)]),
        )

    etats = [etat for *_, etat in await droits(admin, world)]
    assert (etats.count("appliquee"), etats.count("en_conflit")) == (8, 8)


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
