"""Writing in a suivi by the forms: once however often it is sent, refused in French, nothing kept of a refusal."""

import re
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.domain.suivis.codes import draw_code
from asv.sealing import keyed_hash
from tests.recits.pages import note, show_card
from tests.support.database import World, make_world
from tests.support.saisies import rows
from tests.support.site import Client
from tests.support.suivis import Laid, ago, lay
from tests.web.dossiers import of_suivi, opening
from tests.web.steps import path_of


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


@pytest.fixture
async def suivi(admin: AsyncEngine, world: World, carte_secret: bytes) -> Laid:
    return await lay(admin, world, carte_secret)


async def test_an_opening_sent_twice_opens_once(client: Client, admin: AsyncEngine, world: World, carte_secret: bytes):
    form = opening(world, code := draw_code())

    paths = {path_of(await client.post("/suivis/ouvrir", world.mediateur, **form)) for _ in range(2)}

    assert len(paths) == 1
    assert len(await of_suivi(admin, world, "carte", paths.pop())) == 1
    assert keyed_hash(carte_secret, code) in {row["empreinte"] for row in await rows(admin, world, "carte")}


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


async def test_a_minor_enters_with_the_agreement_of_the_representant(client: Client, world: World):
    accords = ["IP_ACCORD_SUIVI", "IP_REPRESENTANT"]

    answer = await client.post(
        "/suivis/ouvrir", world.mediateur, **opening(world, draw_code(), tranche_age="A06_11", accords=accords)
    )

    assert answer.status_code == 303


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
