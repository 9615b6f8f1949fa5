"""Writing in a suivi by the forms: once however often it is sent, refused in French, nothing kept of a refusal."""

import asyncio
import logging
import re
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases, loader_session
from asv.db.suivis import Demarche, Orientation, PenseBete, Relais
from asv.domain.nomenclatures import entree
from asv.domain.suivis.codes import draw_code
from asv.sealing import keyed_hash
from asv.usecases.comptes import prolong
from tests.recits.pages import meet, note, ouverture, show_card
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


def opening(world: World, code: str, **changes) -> dict[str, object]:
    commune, qpv = world.cellules[0]
    return ouverture(code, ago(0), endroit=f"{commune}:{qpv}", **changes)


async def of_suivi(admin: AsyncEngine, world: World, table: str, suivi: Laid | str) -> list:
    wanted = str(suivi.id if isinstance(suivi, Laid) else suivi.rpartition("/")[2])
    return [row for row in await rows(admin, world, table) if str(row["suivi_id"]) == wanted]


async def test_an_opening_sent_twice_opens_once(client: Client, admin: AsyncEngine, world: World, carte_secret: bytes):
    form = opening(world, code := draw_code())

    paths = {path_of(await client.post("/suivis/ouvrir", world.mediateur, **form)) for _ in range(2)}

    assert len(paths) == 1
    assert len(await of_suivi(admin, world, "carte", paths.pop())) == 1
    assert keyed_hash(carte_secret, code) in {row["empreinte"] for row in await rows(admin, world, "carte")}


async def test_the_code_is_kept_nowhere_and_logged_nowhere(
    client: Client, admin: AsyncEngine, world: World, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    code = draw_code()
    path = path_of(await client.post("/suivis/ouvrir", world.mediateur, **opening(world, code)))
    await show_card(client, world.mediatrice, code)
    page = (await client.get(path, world.mediatrice)).text

    tables = ("suivi", "carte", "etape", "reception", "quarantaine", "journal", "acces")
    everything = [str(dict(row)) for table in tables for row in await rows(admin, world, table)]

    spelled = (code, f"{code[:4]}-{code[4:]}", code.lower())
    assert [line for line in [*everything, caplog.text, page, path] for form in spelled if form in line] == []


async def test_an_opening_tells_what_is_missing_beside_its_field_and_keeps_nothing(
    client: Client, admin: AsyncEngine, world: World
):
    before = len(await rows(admin, world, "quarantaine"))
    for changes, champ in (
        ({"accords": []}, "accords"), ({"tranche_age": "A06_11"}, "accords"), ({"autonomies": []}, "autonomies"),
        ({"endroit": ""}, "endroit"), ({"sexe": ""}, "sexe"), ({"date": "2020-01-01"}, "date"),
        ({"code": "K7MP-42Q2"}, "code"), ({"exprimes": []}, "exprimes"),
    ):  # fmt: skip
        answer = await client.post("/suivis/ouvrir", world.mediateur, **opening(world, draw_code()) | changes)

        assert answer.status_code == 400, champ
        assert f'<a href="#{champ}">' in answer.text, champ
        assert f'id="{champ}"' in answer.text, champ
    assert len(await rows(admin, world, "quarantaine")) == before


async def test_a_typed_code_never_comes_back_in_the_page_of_a_refusal(client: Client, world: World, suivi: Laid):
    await show_card(client, world.mediateur, suivi.code)
    wrong = "K7MP-42Q2"
    for path, code in (("/suivis", wrong), ("/suivis/ouvrir", wrong), ("/suivis/ouvrir", suivi.code),
                       (f"{suivi.path}/carte", wrong), (f"{suivi.path}/fusion", wrong)):  # fmt: skip
        form = opening(world, code, confirme="oui", sexe="") if path == "/suivis/ouvrir" else {
            "element": str(uuid4()), "carte": "imprimee", "code": code, "confirme": "oui"}  # fmt: skip
        answer = await client.post(path, world.mediateur, **form)

        assert answer.status_code == 400, path
        assert code not in answer.text, path


async def test_a_minor_enters_with_the_agreement_of_the_representant(client: Client, world: World):
    accords = ["IP_ACCORD_SUIVI", "IP_REPRESENTANT"]

    answer = await client.post(
        "/suivis/ouvrir", world.mediateur, **opening(world, draw_code(), tranche_age="A06_11", accords=accords)
    )

    assert answer.status_code == 303


async def test_a_code_drawn_with_the_form_opens_the_suivi_it_was_copied_for(client: Client, world: World):
    page = (await client.get("/suivis/ouvrir", world.mediateur)).text
    drawn = re.search(r'name="tire" value="([0-9A-Z]{8})"', page)[1]
    assert f"{drawn[:4]}-{drawn[4:]}" in page

    path = path_of(await client.post("/suivis/ouvrir", world.mediateur, **opening(world, "", carte="tire", tire=drawn)))

    assert await show_card(client, world.mediatrice, drawn) == path


async def test_each_small_form_is_drawn_and_a_form_sent_twice_is_kept_once(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    answers = {
        "rencontre": {"objet": "PERMANENCE"}, "relance": {"objet": "APPEL"},
        "demarche": {"objet": "D_C2S_DEP", "droit": "C2S:EXPIRE", "etat": "EN_COURS", "delai_jours": "60"},
        "orientation": {"type": "O_MG", "force": "TO_ACTIVE"}, "droit": {"droit": "MT:", "etat": "JAMAIS"},
        "besoin": {"objet": "B_MT", "apres": "REPERE"}, "autonomie": {"autonomies": ["AD_DROITS:AUT_1:AUT_2", ""]},
        "attribut": {"attributs": ["", "tranche_age:A25_49:A50_59"]}, "residence": {"endroit": "ZR_SANS"},
        "partage": {"structure": str(world.partenaire.structure_id)},
    }  # fmt: skip

    for quoi, fields in answers.items():
        page = await client.get(f"{suivi.path}/noter/{quoi}", world.mediateur)
        assert page.status_code == 200, quoi
        form = {"element": str(uuid4()), "date": ago(0).isoformat()} | fields
        for _ in range(2):
            sent = await client.post(f"{suivi.path}/noter/{quoi}", world.mediateur, **form)
            assert sent.status_code == 303, (quoi, re.findall(r'class="error"[^>]*>.*?</p>', sent.text))

    kept = [(row["nature"], row["objet"]) for row in await of_suivi(admin, world, "etape", suivi)]
    for once in (("rencontre", "PERMANENCE"), ("relance", "APPEL"), ("droit", "MT"), ("besoin", "B_MT"),
                 ("residence", "ZR_SANS"), ("attribut", "tranche_age"), ("accord", "IP_ACCORD_PARTAGE")):  # fmt: skip
        assert kept.count(once) == 1, once
    assert kept.count(("droit", "C2S")) == 2
    assert [row["delai_jours"] for row in await of_suivi(admin, world, "demarche", suivi)] == [60]
    assert [row["force"] for row in await of_suivi(admin, world, "orientation", suivi)] == ["TO_ACTIVE"]


async def test_a_small_form_in_error_comes_back_with_what_was_typed(client: Client, world: World, suivi: Laid):
    form = {"element": str(uuid4()), "date": ago(0).isoformat(), "type": "O_MG", "delai_jours": "peut-être"}

    answer = await client.post(f"{suivi.path}/noter/orientation", world.mediateur, **form)

    assert answer.status_code == 400
    assert '<option value="O_MG" selected>' in answer.text
    assert '<a href="#force">' in answer.text or '<a href="#delai_jours">' in answer.text


async def test_each_refusal_stands_beside_its_question_with_the_way_out_of_a_page(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    today = {"date": ago(0).isoformat()}
    cases = (
        ("residence", today | {"endroit": ""}, "endroit"), ("droit", today | {"droit": "", "etat": "OUVERT"}, "droit"),
        ("droit", today | {"droit": "C2S:EXPIRE", "etat": ""}, "etat"), ("autonomie", today, "autonomies"),
        ("attribut", today | {"attributs": ["sexe:F:ZZ"]}, "attributs"), ("cloture", today, "objet"),
        ("orientation", today | {"type": "O_MG", "force": "TO_INFO", "delai_jours": "x"}, "delai_jours"),
        ("rencontre", {"date": "2020-02-30", "objet": "FIXE"}, "date"), ("partage", today, "structure"),
        ("rencontre", {"date": "2020-02-03", "objet": "PERMANENCE"}, "date"),
        ("besoin", today | {"objet": "ZZ"}, "objet"),
    )  # fmt: skip
    for quoi, answers, champ in cases:
        answer = await client.post(f"{suivi.path}/noter/{quoi}", world.mediateur, element=str(uuid4()), **answers)

        assert answer.status_code == 400, quoi
        assert f'<a href="#{champ}">' in answer.text, (quoi, re.findall(r'<a href="#[^<]+', answer.text))
        assert "tablette" not in re.search(r'class="error-summary".*?</div>', answer.text, re.DOTALL)[0], quoi
    assert {row["nature"] for row in await of_suivi(admin, world, "etape", suivi)} == {
        "accord", "residence", "besoin", "droit", "autonomie",
    }  # fmt: skip


async def test_another_answer_under_the_same_form_is_told_and_the_first_one_stays(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    form = {"element": str(uuid4()), "date": ago(0).isoformat()}
    await client.post(f"{suivi.path}/noter/relance", world.mediateur, **form, objet="APPEL")

    answer = await client.post(f"{suivi.path}/noter/relance", world.mediateur, **form, objet="MESSAGE")

    assert answer.status_code == 400
    assert "déjà été envoyé" in answer.text
    assert [r["objet"] for r in await of_suivi(admin, world, "etape", suivi) if r["nature"] == "relance"] == ["APPEL"]


async def test_a_person_decides_between_two_values(client: Client, admin: AsyncEngine, world: World, suivi: Laid):
    await show_card(client, world.mediatrice, suivi.code)
    day = ago(0)
    await note(client, world.mediateur, suivi.path, "droit", day, droit="MT:", etat="JAMAIS")
    await note(client, world.mediatrice, suivi.path, "droit", day, droit="MT:", etat="OUVERT")
    page = (await client.get(suivi.path, world.mediateur)).text
    forms = re.findall(r'name="element" value="([^"]+)">\s*<input type="hidden" name="garder" value="([^"]+)">'
                       r'\s*<input type="hidden" name="ecarter" value="([^"]+)"', page)  # fmt: skip
    assert len(forms) == 2

    element, garder, ecarter = forms[1]
    sent = await client.post(
        f"{suivi.path}/departager", world.mediateur, element=element, garder=garder, ecarter=ecarter
    )  # fmt: skip

    after = (await client.get(suivi.path, world.mediateur)).text
    assert sent.status_code == 303
    assert "Deux valeurs se contredisent" not in after
    assert "valeur écartée" in after
    assert re.search(r"Médecin traitant déclaré</strong>\s: ouvert et à jour", after)


async def test_dates_to_come_are_set_moved_and_never_past(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    made = await add(admin, world, Orientation, suivi, world.mediateur, type="O_MG", force="TO_INFO",
                     date_orientation=ago(3))  # fmt: skip
    path = f"{suivi.path}/attendus/{made}/dates"

    late = await client.post(path, world.mediateur, rendez_vous_le=ago(1).isoformat())
    sent = await client.post(path, world.mediateur, rendez_vous_le=ago(-5).isoformat(), relance_le=ago(-9).isoformat())
    stranger = await client.post(f"{suivi.path}/attendus/{uuid4()}/dates", world.mediateur)

    row = (await of_suivi(admin, world, "orientation", suivi))[0]
    assert (late.status_code, sent.status_code, stranger.status_code) == (400, 303, 404)
    assert (row["rendez_vous_le"], row["relance_le"]) == (ago(-5), ago(-9))


async def test_a_lost_card_is_replaced_by_the_referent_with_the_person_there(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    new = draw_code()
    form = {"element": str(uuid4()), "carte": "imprimee", "code": new}

    assert (await client.post(f"{suivi.path}/carte", world.mediateur, **form)).status_code == 400
    for _ in range(2):
        assert (await client.post(f"{suivi.path}/carte", world.mediateur, **form, confirme="oui")).status_code == 303

    lost = await client.post("/suivis", world.mediatrice, code=suivi.code)
    assert (lost.status_code, "perdue et remplacée" in lost.text) == (400, True)
    assert await show_card(client, world.mediatrice, new) == suivi.path
    states = sorted(row["etat"] for row in await of_suivi(admin, world, "carte", suivi))
    assert states == ["active", "remplacee"]
    again = await client.post(f"{suivi.path}/carte", world.mediatrice, element=str(uuid4()), carte="imprimee",
                              code=draw_code(), confirme="oui")  # fmt: skip
    assert "Seul le médiateur référent" in again.text


async def test_two_cards_of_one_person_become_one_suivi(
    client: Client, admin: AsyncEngine, world: World, carte_secret: bytes
):
    first = await lay(admin, world, carte_secret)
    second = await lay(admin, world, carte_secret, who=world.mediatrice, besoins=("B_DENT",))
    await add(admin, world, Demarche, second, world.mediatrice, code="D_MT", date_demarche=ago(2))
    form = {"element": str(uuid4()), "code": second.code, "confirme": "oui"}
    alone = await client.post(f"{first.path}/fusion", world.mediateur, **form)
    await show_card(client, world.mediateur, first.code)

    merged = await client.post(f"{first.path}/fusion", world.mediateur, **form)
    again = await client.post(f"{first.path}/fusion", world.mediateur, **form)

    assert (alone.status_code, merged.status_code, again.status_code) == (400, 303, 400)
    gone = next(row for row in await rows(admin, world, "suivi") if row["id"] == second.id)
    assert (gone["cloture"], gone["clos_le"]) == ("CL_DOUBLON", ago(0))
    assert [row["nature"] for row in await of_suivi(admin, world, "etape", second)] == ["cloture"]
    assert "B_DENT" in {row["objet"] for row in await of_suivi(admin, world, "etape", first)}
    assert [row["code"] for row in await of_suivi(admin, world, "demarche", first)] == ["D_MT"]
    assert {
        path for code in (first.code, second.code) for path in [await show_card(client, world.mediatrice, code)]
    } == {first.path}


async def test_the_contacts_follow_a_merge_but_those_of_a_closed_quarter(
    client: Client, admin: AsyncEngine, world: World, carte_secret: bytes
):
    first, second = await lay(admin, world, carte_secret), await lay(admin, world, carte_secret)
    commune = world.cellules[0][0]
    late, old = [await meet(client, world.mediateur, commune, ago(0), code=second.code) for _ in range(2)]
    async with admin.begin() as connection:
        await connection.execute(
            text("UPDATE asv.contact SET date_contact = :day WHERE id = :id"), {"day": ago(400), "id": UUID(old)}
        )
    for suivi in (first, second):
        await show_card(client, world.mediateur, suivi.code)

    form = {"element": str(uuid4()), "code": second.code, "confirme": "oui"}
    assert (await client.post(f"{first.path}/fusion", world.mediateur, **form)).status_code == 303

    linked = {str(row["id"]): row["suivi_id"] for row in await rows(admin, world, "contact")}
    assert (linked[late], linked[old]) == (first.id, second.id)


async def test_a_card_already_given_opens_no_second_suivi(client: Client, world: World, suivi: Laid):
    answer = await client.post("/suivis/ouvrir", world.mediateur, **opening(world, suivi.code))

    assert answer.status_code == 400
    assert '<a href="#code">' in answer.text


async def test_notes_are_dropped_at_the_closing_and_by_their_author_alone(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    await show_card(client, world.mediatrice, suivi.code)
    mine, hers = str(uuid4()), str(uuid4())
    await client.post(f"{suivi.path}/pense-betes", world.mediateur, note=mine, texte="rappeler la CPAM")
    await client.post(f"{suivi.path}/pense-betes", world.mediatrice, note=hers, texte="apporter le dossier")

    await client.post(f"{suivi.path}/pense-betes/effacer", world.mediateur, note=hers)
    kept = {str(row["id"]) for row in await of_suivi(admin, world, "pense_bete", suivi)}
    await note(client, world.mediateur, suivi.path, "cloture", ago(0), objet="CL_SOUHAIT")

    assert kept == {mine, hers}
    assert await of_suivi(admin, world, "pense_bete", suivi) == []


async def test_a_note_past_its_thirty_days_is_deleted_by_whoever_comes_next(
    bases: Bases, admin: AsyncEngine, world: World, suivi: Laid
):
    for texte, written in (("ancien", ago(31)), ("du jour", ago(0))):
        await add(admin, world, PenseBete, suivi, world.mediateur, texte=texte, ecrit_le=written,
                  expire_le=written + timedelta(30))  # fmt: skip

    async with bases.gate() as gate, gate.begin():
        await prolong(gate, world.coordinateur.token, datetime.now(UTC))

    assert [row["texte"] for row in await of_suivi(admin, world, "pense_bete", suivi)] == ["du jour"]


async def test_the_person_reads_the_notes_of_every_mediator_and_all_that_each_meeting_noted(
    client: Client, world: World, suivi: Laid
):
    await show_card(client, world.mediatrice, suivi.code)
    commune, qpv = world.cellules[0]
    for who, texte in ((world.mediateur, "rappeler la CPAM"), (world.mediatrice, "apporter le dossier")):
        await client.post(f"{suivi.path}/pense-betes", who, note=str(uuid4()), texte=texte)
    await meet(client, world.mediatrice, commune, ago(1), code=suivi.code, sexe="H", tranche_age="A60_64",
               zone_residence="ZR_QPV", commune_residence=commune, qpv_residence=qpv, langue="LG_INT_TEL",
               duree_minutes=25)  # fmt: skip
    await show_card(client, world.mediateur, suivi.code)

    page = (await client.get(f"{suivi.path}/mes-donnees", world.mediateur)).text.replace("\u202f", " ")

    for word in ("« rappeler la CPAM »", "« apporter le dossier »"):
        assert page.count(word) == 1, word
    line = page.partition("Rencontre en")[2].partition("</li>")[0]
    for liste, code in (("SEXE_GENRE", "H"), ("TRANCHE_AGE", "A60_64"), ("ZONE_RESIDENCE", "ZR_QPV"),
                        ("LANGUE", "LG_INT_TEL")):  # fmt: skip
        assert entree(liste, code).libelle.lower() in line.lower(), (code, line)
    assert re.search(r"25\sminutes", line), line


async def test_a_relais_refused_leaves_the_referent_and_closes_the_sheet_to_the_colleague(
    client: Client, world: World, suivi: Laid
):
    await client.post(f"{suivi.path}/relais", world.mediateur, vers=str(world.mediatrice.id), accord="oui")
    asked = await client.get(suivi.path, world.mediatrice)

    answer = await client.post(f"{suivi.path}/relais/reponse", world.mediatrice, reponse="refusee")

    assert "vous propose le relais" in asked.text
    assert answer.headers["location"].startswith("/suivis?")
    assert (await client.get(suivi.path, world.mediatrice)).status_code == 404
    assert "vous propose" not in (await client.get("/suivis", world.mediatrice)).text


async def test_a_colleague_asked_for_a_relais_reads_and_writes_only_once_he_accepts(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    colleague, day = world.mediatrice, ago(0).isoformat()
    sent = await add(admin, world, Orientation, suivi, world.mediateur, type="O_CCAS", force="TO_INFO",
                     date_orientation=ago(1))  # fmt: skip
    await client.post(f"{suivi.path}/relais", world.mediateur, vers=str(colleague.id), accord="oui")
    writings = {
        "noter/droit": {"element": str(uuid4()), "date": day, "droit": "MT:", "etat": "OUVERT"},
        "noter/cloture": {"element": str(uuid4()), "date": day, "objet": "CL_OBJECTIF"},
        "departager": {"element": str(uuid4()), "garder": str(uuid4()), "ecarter": str(uuid4())},
        f"attendus/{sent}/dates": {"relance_le": ago(-3).isoformat()},
        "pense-betes": {"note": str(uuid4()), "texte": "rappeler la CPAM"},
        "relais": {"vers": str(world.mediateur.id), "accord": "oui"},
        "retrait": {"element": str(uuid4()), "confirme": "oui"},
    }

    page = (await client.get(suivi.path, colleague)).text
    assert "Prendre le relais" in page
    assert "/noter/" not in page
    assert "/retrait" not in page
    assert (await client.get(f"{suivi.path}/noter/droit", colleague)).status_code == 403
    for path, fields in writings.items():
        answer = await client.post(f"{suivi.path}/{path}", colleague, **fields)
        assert (path, answer.status_code) == (path, 403)
    assert len(await of_suivi(admin, world, "etape", suivi)) == 5

    await client.post(f"{suivi.path}/relais/reponse", colleague, reponse="acceptee")
    path_of(await client.post(f"{suivi.path}/noter/droit", colleague, **writings["noter/droit"]))


async def test_a_relais_asked_twice_at_once_is_asked_once(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    form = {"vers": str(world.mediatrice.id), "accord": "oui"}

    answers = await asyncio.gather(*(client.post(f"{suivi.path}/relais", world.mediateur, **form) for _ in range(4)))

    assert {answer.status_code for answer in answers} <= {303, 400}
    assert len(await of_suivi(admin, world, "relais", suivi)) == 1


async def test_a_relais_left_for_a_month_is_shown_no_more_and_another_may_be_asked(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    colleague = world.mediatrice
    async with loader_session(admin) as session, session.begin():
        session.add(
            Relais(territoire_id=world.territoire_id, id=uuid4(), suivi_id=suivi.id, de_id=world.mediateur.id,
                   vers_id=colleague.id, propose_le=ago(31))
        )  # fmt: skip

    assert (await client.get(suivi.path, colleague)).status_code == 404
    assert suivi.path not in (await client.get("/suivis", colleague)).text
    path_of(await client.post(f"{suivi.path}/relais", world.mediateur, vers=str(colleague.id), accord="oui"))
    assert (await client.get(suivi.path, colleague)).status_code == 200


async def test_a_relais_left_without_answer_ends_with_the_suivi(client: Client, world: World, suivi: Laid):
    colleague = world.mediatrice
    await client.post(f"{suivi.path}/relais", world.mediateur, vers=str(colleague.id), accord="oui")
    pages = [(await client.get(path, colleague)).text for path in ("/suivis", "/ma-journee")]
    await note(client, world.mediateur, suivi.path, "cloture", ago(0), objet="CL_SOUHAIT")

    assert all(suivi.path in page for page in pages)
    for path in ("/suivis", "/ma-journee"):
        assert suivi.path not in (await client.get(path, colleague)).text
    answer = await client.post(f"{suivi.path}/relais/reponse", colleague, reponse="acceptee")
    assert answer.status_code == 404
    await note(client, world.mediateur, suivi.path, "reouverture", ago(0))
    assert suivi.path not in (await client.get("/suivis", colleague)).text


async def test_the_journal_is_added_to_and_neither_read_nor_changed_by_a_mediator(bases: Bases, world: World):
    for statement in ("SELECT objet FROM asv.journal", "UPDATE asv.journal SET objet = NULL",
                      "DELETE FROM asv.journal"):  # fmt: skip
        async with bases.session(world.mediateur.token, read_only=False) as session:
            with pytest.raises(DBAPIError, match="permission denied"):
                await session.execute(text(statement))


async def test_no_page_without_its_line_in_the_journal(client: Client, admin: AsyncEngine, world: World, suivi: Laid):
    async with admin.begin() as connection:
        await connection.execute(text("REVOKE EXECUTE ON FUNCTION asv.noter_lecture(uuid, text) FROM asv_mediateur"))
    try:
        answer = await client.get(suivi.path, world.mediateur)
    finally:
        async with admin.begin() as connection:
            await connection.execute(text("GRANT EXECUTE ON FUNCTION asv.noter_lecture(uuid, text) TO asv_mediateur"))

    assert answer.status_code == 500
    assert "25-49" not in answer.text


async def test_cards_are_drawn_anew_at_each_print_and_say_nothing_of_anybody(client: Client, world: World):
    sheets = [(await client.get("/suivis/cartes", world.mediateur, params={"n": n})).text for n in (8, 16, 16)]
    codes = [re.findall(r'big-code code">([0-9A-Z]{4}-[0-9A-Z]{4})<', sheet) for sheet in sheets]

    assert [len(found) for found in codes] == [8, 16, 16]
    assert len({code for found in codes for code in found}) == 40
    assert "Médiation santé" in sheets[0]
    assert UUID(str(world.mediateur.id)).hex not in sheets[0]
    assert await client.get("/suivis/cartes", world.mediateur, params={"n": 4000})


async def test_a_closed_suivi_takes_nothing_until_it_is_reopened(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    await note(client, world.mediateur, suivi.path, "cloture", ago(0), objet="CL_SOUHAIT")
    form = {"element": str(uuid4()), "date": ago(0).isoformat(), "objet": "PERMANENCE"}

    asked = await client.get(f"{suivi.path}/noter/rencontre", world.mediateur)
    sent = await client.post(f"{suivi.path}/noter/rencontre", world.mediateur, **form)

    met = [row for row in await of_suivi(admin, world, "etape", suivi) if row["nature"] == "rencontre"]
    assert (asked.status_code, sent.status_code, met) == (400, 400, [])
    assert "rouvrez-le avec la personne" in sent.text


async def test_a_reopened_suivi_goes_on_under_the_same_card(client: Client, world: World, suivi: Laid):
    await note(client, world.mediateur, suivi.path, "cloture", ago(0), objet="CL_OBJECTIF")
    assert await show_card(client, world.mediatrice, suivi.code) == f"{suivi.path}/mes-donnees"

    page = (await client.get(f"{suivi.path}/noter/reouverture", world.mediatrice)).text
    assert 'name="avant" value="CL_OBJECTIF"' in page
    await note(client, world.mediatrice, suivi.path, "reouverture", ago(0), avant="CL_OBJECTIF")

    assert await show_card(client, world.mediatrice, suivi.code) == suivi.path
