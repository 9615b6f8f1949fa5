"""The sheet of a suivi: by whom it is opened, what is read on it, what leaves a trace."""

import re
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.db.suivis import Demarche, Etape, Orientation, Resultat
from asv.domain.suivis.codes import draw_code
from tests.support.database import World, make_world
from tests.support.saisies import rows
from tests.support.site import Client
from tests.support.suivis import Laid, add, ago, lay
from tests.web.steps import path_of


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


@pytest.fixture
async def suivi(admin: AsyncEngine, world: World, carte_secret: bytes) -> Laid:
    return await lay(admin, world, carte_secret)


async def show(client: Client, suivi: Laid, who) -> str:
    return path_of(await client.post("/suivis", who, code=suivi.code))


async def events(admin: AsyncEngine, world: World, suivi: Laid) -> list[tuple[object, str]]:
    return [(row["compte_id"], row["evenement"]) for row in await rows(admin, world, "journal")
            if row["objet"] == str(suivi.id)]  # fmt: skip


async def test_a_card_opens_the_suivi_to_a_colleague_who_could_not_know_that_it_exists(
    client: Client, world: World, suivi: Laid
):
    assert (await client.get(suivi.path, world.mediatrice)).status_code == 404

    assert await show(client, suivi, world.mediatrice) == suivi.path

    assert (await client.get(suivi.path, world.mediatrice)).status_code == 200


async def test_a_code_is_read_in_any_case_and_with_any_separator(client: Client, world: World, suivi: Laid):
    typed = f" {suivi.code[:4].lower()} - {suivi.code[4:]} "

    assert path_of(await client.post("/suivis", world.mediatrice, code=typed)) == suivi.path


async def test_a_wrong_code_is_refused_without_being_quoted(client: Client, world: World):
    for typed in ("K7MP-42Q0", "SECRET", draw_code()):
        answer = await client.post("/suivis", world.mediateur, code=typed)

        assert answer.status_code == 400
        assert typed not in answer.text
        assert 'aria-invalid="true"' in answer.text


async def test_after_ten_unknown_codes_even_the_right_one_waits(
    client: Client, admin: AsyncEngine, bases: Bases, carte_secret: bytes
):
    world = await make_world(admin, bases)
    suivi = await lay(admin, world, carte_secret)
    for _ in range(10):
        assert (await client.post("/suivis", world.mediatrice, code=draw_code())).status_code == 400

    answer = await client.post("/suivis", world.mediatrice, code=suivi.code)

    assert answer.status_code == 429
    assert "quinze minutes" in answer.text
    assert (await client.post("/suivis", world.mediateur, code=suivi.code)).status_code == 303


async def test_nobody_else_ever_reads_a_line_of_a_suivi(client: Client, world: World, suivi: Laid):
    pages = ("/suivis", "/suivis/cartes", "/suivis/ouvrir", suivi.path, f"{suivi.path}/mes-donnees",
             f"{suivi.path}/retrait", f"{suivi.path}/noter/droit", f"{suivi.path}/relais")  # fmt: skip

    for who in (world.coordinateur, world.partenaire, world.associee, world.administrateur, world.financeur):
        assert {(await client.get(path, who)).status_code for path in pages} == {403}
        assert (await client.post("/suivis", who, code=suivi.code)).status_code == 403
    assert {(await client.get(path)).status_code for path in pages} == {401}


async def test_a_colleague_without_the_card_can_neither_read_nor_write(client: Client, world: World, suivi: Laid):
    forms = {
        "noter/rencontre": {"element": str(uuid4()), "date": ago(0).isoformat(), "objet": "FIXE"},
        "relais": {"vers": str(world.mediateur.id), "accord": "oui"},
        "relais/reponse": {"reponse": "acceptee"},
        "carte": {"element": str(uuid4()), "code": draw_code(), "confirme": "oui"},
        "fusion": {"element": str(uuid4()), "code": draw_code(), "confirme": "oui"},
        "rattacher": {"jour": ago(0).isoformat()},
        "pense-betes": {"note": str(uuid4()), "texte": "rappeler"},
        "departager": {"element": str(uuid4()), "garder": str(uuid4()), "ecarter": str(uuid4())},
        f"attendus/{uuid4()}/dates": {},
    }  # fmt: skip
    for path in ("", "/mes-donnees", "/retrait", "/relais", "/carte", "/fusion", "/rattacher", "/noter/cloture"):
        assert (await client.get(f"{suivi.path}{path}", world.mediatrice)).status_code == 404, path
    answers = {path: (await client.post(f"{suivi.path}/{path}", world.mediatrice, **form)).status_code
               for path, form in forms.items()}  # fmt: skip

    assert set(answers.values()) <= {400, 404}, answers
    assert answers | {"carte": 404, "fusion": 404} == answers | {"carte": 404, "fusion": 404}
    assert (await client.get(suivi.path, world.mediateur)).status_code == 200


async def test_each_reading_leaves_one_line_in_the_journal_and_nothing_without_it(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    await client.get(suivi.path, world.mediateur)
    await show(client, suivi, world.mediatrice)
    await client.get(suivi.path, world.mediatrice)
    await client.get(f"{suivi.path}/mes-donnees", world.mediatrice)

    assert await events(admin, world, suivi) == [
        (world.mediateur.id, "suivi_lu"), (world.mediatrice.id, "suivi_lu"), (world.mediatrice.id, "suivi_montre"),
    ]  # fmt: skip


async def test_the_fifty_first_suivi_read_in_ten_minutes_leaves_an_alert(
    client: Client, admin: AsyncEngine, bases: Bases, carte_secret: bytes
):
    world = await make_world(admin, bases)
    laid = [await lay(admin, world, carte_secret) for _ in range(51)]

    for one in laid[:50]:
        await client.get(one.path, world.mediateur)
    before = [row["evenement"] for row in await rows(admin, world, "journal")]
    for one in laid[50:] + laid[:3]:
        await client.get(one.path, world.mediateur)
    after = [row["evenement"] for row in await rows(admin, world, "journal")]

    assert before.count("alerte_lectures") == 0
    assert after.count("alerte_lectures") == 1


async def test_a_right_shows_its_states_in_the_order_of_their_days(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    await add(admin, world, Etape, suivi, world.mediateur, nature="droit", objet="C2S", avant="EXPIRE",
              apres="EN_COURS", date_etape=ago(0))  # fmt: skip

    page = (await client.get(suivi.path, world.mediateur)).text

    assert re.search(r"Expiré / non renouvelé le [^<]+ → Demande en cours le ", page)


async def test_a_sensitive_line_of_a_colleague_stays_closed_until_the_person_agrees(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    await add(admin, world, Etape, suivi, world.mediatrice, nature="besoin", objet="B_PSY", apres="EXPRIME",
              date_etape=ago(0))  # fmt: skip
    await add(admin, world, Orientation, suivi, world.mediatrice, type="O_CMP", force="TO_INFO",
              date_orientation=ago(0))  # fmt: skip

    before = (await client.get(suivi.path, world.mediateur)).text
    await show(client, suivi, world.mediatrice)
    her_own = (await client.get(suivi.path, world.mediatrice)).text
    await add(admin, world, Etape, suivi, world.mediateur, nature="accord", objet="IP_ACCORD_PARTAGE",
              date_etape=ago(0))  # fmt: skip
    after = (await client.get(suivi.path, world.mediateur)).text

    assert "Un autre médiateur est intervenu" in before
    assert "Parler à quelqu’un" not in before
    assert "CMP" not in before
    assert "Parler à quelqu’un" in her_own
    assert "Parler à quelqu’un" in after
    assert "CMP" in after


async def test_a_result_awaited_for_180_days_is_unknown_and_a_known_one_counts_its_days(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    await add(admin, world, Orientation, suivi, world.mediateur, type="O_MG", force="TO_INFO",
              date_orientation=ago(180))  # fmt: skip
    made = await add(admin, world, Demarche, suivi, world.mediateur, code="D_C2S_DEP", date_demarche=ago(60))
    await add(admin, world, Resultat, suivi, world.mediateur, pour_id=made, code="RES_DROIT_OUVERT", source="personne",
              date_resultat=ago(11))  # fmt: skip

    page = (await client.get(suivi.path, world.mediateur)).text

    assert "Résultat inconnu" in page
    assert "en 49 jours" in page


async def test_an_appointment_keeps_only_its_month_once_past(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    past, ahead = date(2026, 3, 17), date(ago(0).year + 1, 3, 17)
    for day in (past, ahead):
        await add(admin, world, Orientation, suivi, world.mediateur, type="O_MG", force="TO_ACTIVE",
                  date_orientation=ago(90), rendez_vous_le=day)  # fmt: skip

    page = (await client.get(suivi.path, world.mediateur)).text

    kept = [row["rendez_vous_le"] for row in await rows(admin, world, "orientation") if row["suivi_id"] == suivi.id]
    assert "Rendez-vous en mars 2026" in page
    assert f"Rendez-vous le 17 mars {ahead.year}" in page
    assert sorted(kept) == [date(2026, 3, 1), ahead]


async def test_the_list_says_when_and_never_who(client: Client, world: World, suivi: Laid):
    page = (await client.get("/suivis", world.mediateur)).text

    assert f'href="{suivi.path}"' in page
    assert "25-49" not in page
    assert not re.search(r'<(select|input type="search")', page)
    assert (await client.get("/suivis", world.mediateur, params={"sexe": "F", "q": "femme"})).text == page


async def test_a_closed_suivi_opens_only_on_what_the_person_may_read(
    client: Client, admin: AsyncEngine, world: World, carte_secret: bytes
):
    suivi = await lay(admin, world, carte_secret, clos_le=ago(1), cloture="CL_OBJECTIF")

    assert await show(client, suivi, world.mediatrice) == f"{suivi.path}/mes-donnees"
    page = (await client.get(suivi.path, world.mediatrice)).text

    assert "Rouvrir le suivi" in page
    assert "noter/demarche" not in page


async def test_two_values_that_contradict_each_other_are_both_shown_with_their_auteurs(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    held = await add(admin, world, Etape, suivi, world.mediateur, nature="droit", objet="MT", apres="OUVERT",
                     date_etape=ago(0))  # fmt: skip
    await add(admin, world, Etape, suivi, world.mediatrice, nature="droit", objet="MT", apres="REFUSE",
              date_etape=ago(0), etat="en_conflit", face_a=held)  # fmt: skip

    page = (await client.get(suivi.path, world.mediateur)).text

    assert "Deux valeurs se contredisent" in page
    assert page.count("Garder cette valeur") == 2
    assert "Médecin traitant déclaré : Refusé" in page
    assert page.count("Personne mediateur") >= 2


async def test_a_card_of_another_territoire_is_unknown_here(
    client: Client, admin: AsyncEngine, bases: Bases, suivi: Laid
):
    elsewhere = await make_world(admin, bases)

    answer = await client.post("/suivis", elsewhere.mediateur, code=suivi.code)

    assert (answer.status_code, "Aucun suivi ne répond" in answer.text) == (400, True)
    assert (await client.get(suivi.path, elsewhere.mediateur)).status_code == 404


async def test_a_relais_accepted_opens_what_the_colleague_had_noted(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    await add(admin, world, Etape, suivi, world.mediateur, nature="besoin", objet="B_PSY", apres="EXPRIME",
              date_etape=ago(0))  # fmt: skip
    await show(client, suivi, world.mediatrice)
    before = (await client.get(suivi.path, world.mediatrice)).text
    await client.post(f"{suivi.path}/relais", world.mediateur, vers=str(world.mediatrice.id), accord="oui")
    await client.post(f"{suivi.path}/relais/reponse", world.mediatrice, reponse="acceptee")

    after = (await client.get(suivi.path, world.mediatrice)).text

    assert "Parler à quelqu’un" not in before
    assert "Parler à quelqu’un" in after


async def test_only_the_pages_that_read_a_card_may_ask_for_the_camera(client: Client, world: World, suivi: Laid):
    asked = {path: (await client.get(path, world.mediateur)).headers["permissions-policy"]
             for path in ("/suivis", "/suivis/ouvrir", suivi.path, "/ma-journee", "/inconnu")}  # fmt: skip

    assert [path for path, policy in asked.items() if "camera=(self)" in policy] == ["/suivis", "/suivis/ouvrir"]
    assert all("microphone=()" in policy and "geolocation=()" in policy for policy in asked.values())
