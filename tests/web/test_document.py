"""The diagnostic document through its pages: written by two, approved by a second person, published, corrected."""

import re
from datetime import datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.domain.document.offre import offered, offered_series
from asv.domain.periodes import FRANCE, last_closed
from tests.support.database import CALL, Persona, World, make_world
from tests.support.documents import created, proposed, published, text_of, written
from tests.support.site import Client

YEAR = last_closed(datetime.now(FRANCE).date()).annee
PHRASE = "Les délais chez le dentiste dépassent trois mois."


@pytest.fixture
async def path(client: Client, world: World) -> str:
    return await created(client, world.coordinateur, YEAR)


async def test_a_new_document_has_the_chapters_of_the_template(client: Client, world: World, path: str):
    shown = (await client.get(path, world.coordinateur)).text

    for titre in ("Synthèse", "Difficultés d’accès aux soins observées par la médiation", "Feuille de route"):
        assert titre in shown
    assert "Rien d’écrit encore" in shown


async def test_a_chapter_goes_up_and_comes_out_and_back(client: Client, world: World, path: str):
    async def moved(code: str, geste: str) -> list[str]:
        version = re.search(r'name="version" value="(\d+)"', (await client.get(path, world.coordinateur)).text)[1]
        answer = await client.post(f"{path}/chapitres/{code}/place", world.coordinateur, geste=geste, version=version)
        assert answer.status_code == 303
        return re.findall(r'id="chapitre-(\w+)"', (await client.get(path, world.coordinateur)).text)

    assert (await moved("commande", "monter"))[:2] == ["commande", "synthese"]
    assert "synthese" not in await moved("synthese", "retirer")
    assert (await moved("synthese", "remettre"))[-1] == "synthese"


async def test_a_stale_contents_moves_nothing(client: Client, world: World, path: str):
    await client.post(f"{path}/chapitres/sante/place", world.coordinateur, geste="monter", version="1")

    again = await client.post(f"{path}/chapitres/sante/place", world.coordinateur, geste="monter", version="1")

    assert again.status_code == 409


async def test_two_hands_on_one_text_lose_nothing(client: Client, world: World, path: str, colleague: Persona):
    bloc, version = await text_of(client, world.coordinateur, path, "sante")
    await client.post(bloc, world.coordinateur, texte="Le premier texte.", version=str(version))

    late = await client.post(bloc, colleague, texte="Le second texte.", version=str(version))
    shown = (await client.get(f"{path}/chapitres/sante", world.coordinateur)).text

    assert "texte-a-cote" in late.headers["location"]
    assert "Le premier texte." in shown
    assert "Le second texte." in shown
    assert (await client.post(f"{path}/versions", world.coordinateur)).status_code == 400


@pytest.mark.parametrize("choice", [("reprendre", "Le second texte."), ("garder", "Le premier texte.")])
async def test_the_text_that_is_chosen_stays(
    client: Client, world: World, path: str, colleague: Persona, choice: tuple[str, str]
):
    geste, stays = choice
    bloc, version = await text_of(client, world.coordinateur, path, "sante")
    await client.post(bloc, world.coordinateur, texte="Le premier texte.", version=str(version))
    await client.post(bloc, colleague, texte="Le second texte.", version=str(version))
    shown = (await client.get(f"{path}/chapitres/sante", world.coordinateur)).text

    await client.post(re.search(r'action="([^"]+/variantes/[0-9a-f-]+)"', shown)[1], world.coordinateur, geste=geste)
    after = (await client.get(f"{path}/chapitres/sante", world.coordinateur)).text

    assert stays in after
    assert "se sont croisés" not in after


async def test_the_automatic_save_tells_kept_beside_or_refused(client: Client, world: World, path: str):
    bloc, version = await text_of(client, world.coordinateur, path, "sante")
    fields = {"texte": PHRASE, "version": str(version)}

    async def saved(**changes) -> tuple[int, dict]:
        headers = client._headers(world.coordinateur) | {"origin": "http://asv.test", "accept": "application/json"}
        token = re.search(r'_csrf_token" value="([^"]+)"', (await client.get(path, world.coordinateur)).text)[1]
        answer = await client.http.post(bloc, data={"_csrf_token": token} | fields | changes, headers=headers)
        return answer.status_code, answer.json()

    assert await saved() == (200, {"version": version + 1, "a_cote": False})
    assert await saved(texte="Autre texte.") == (200, {"version": version, "a_cote": True})
    status, told = await saved(texte="Rappeler au 06 12 34 56 78", version=str(version + 1))
    assert status == 400
    assert "téléphone" in told["refus"]
    assert not told["question"]


async def test_a_text_that_names_somebody_is_asked_about_and_given_back(client: Client, world: World, path: str):
    bloc, version = await text_of(client, world.coordinateur, path, "habitants")

    asked = await client.post(bloc, world.coordinateur, texte="Mme Kowalczyk attend.", version=str(version))

    assert asked.status_code == 400
    assert "Mme Kowalczyk attend." in asked.text
    assert "ce n’est ni un nom de personne" in asked.text


async def test_figures_and_generated_tables_stand_in_the_draft(client: Client, world: World, path: str):
    await client.post(f"{path}/chapitres/droits/blocs", world.coordinateur, objet="chiffres:G08F:territoire")

    shown = (await client.get(f"{path}/apercu", world.coordinateur)).text

    assert "Répartition par sexe" in shown
    assert "Freins cités" in shown
    assert "Les quartiers prioritaires du contrat de ville" in shown
    assert f"année {YEAR}, pas encore diffusée" in shown


async def test_a_version_holds_no_figure_of_the_mediation_before_they_are_released(
    client: Client, world: World, path: str
):
    await written(client, world.coordinateur, path, "sante", PHRASE)
    version = await proposed(client, world.coordinateur, path)

    contents = (await client.get(path, world.coordinateur)).text
    shown = (await client.get(version, world.coordinateur)).text

    assert "ne sont pas encore diffusés" in contents
    assert "Ce chiffre n’est pas diffusé pour cette année." in shown
    assert "Freins financiers" not in shown


async def test_whoever_writes_a_chapter_reads_its_figures_beside_the_text(client: Client, world: World, path: str):
    shown = (await client.get(f"{path}/chapitres/difficultes", world.coordinateur)).text
    told = (await client.get(f"{path}/chapitres/territoire", world.coordinateur)).text

    assert "Freins financiers" in shown
    assert "Les quartiers prioritaires du contrat de ville" in told


async def test_a_public_serie_is_cited_with_its_source_and_its_limits(client: Client, admin: AsyncEngine, bases: Bases):
    who = (await make_world(admin, bases, CALL)).coordinateur
    own = await created(client, who, YEAR)
    await client.post(f"{own}/chapitres/social/blocs", who, objet="chiffres:serie:qpv2024_population")

    shown = (await client.get(f"{own}/apercu", who)).text

    assert "Population municipale (habitants)" in shown
    assert "Source\u202f: Insee" in shown


async def test_every_figure_offered_can_be_drawn(client: Client, world: World, path: str):
    for reference, _ in (*offered(), *offered_series()):
        answer = await client.post(f"{path}/chapitres/sante/blocs", world.coordinateur, objet=f"chiffres:{reference}")
        assert answer.status_code == 303, reference

    assert (await client.get(f"{path}/apercu", world.coordinateur)).status_code == 200


@pytest.mark.parametrize(
    "objet",
    [
        "chiffres:M01B:territoire",
        "chiffres:M99:territoire",
        "genere:mots",
        "chiffres:serie:qpv2015_population",
        "html:x",
        "",
    ],
)
async def test_what_is_not_offered_is_not_added(client: Client, world: World, path: str, objet: str):
    answer = await client.post(f"{path}/chapitres/sante/blocs", world.coordinateur, objet=objet)

    assert answer.status_code == 400


async def test_a_remark_is_noted_then_settled(client: Client, world: World, path: str):
    await client.post(f"{path}/chapitres/sante/remarques", world.coordinateur, remarque="Citer la source.")
    noted = (await client.get(f"{path}/chapitres/sante", world.coordinateur)).text
    await client.post(re.search(r'action="([^"]+/regler)"', noted)[1], world.coordinateur)
    settled = (await client.get(f"{path}/chapitres/sante", world.coordinateur)).text

    assert "Citer la source." in noted
    assert "— réglée" in settled
    assert "1 remarque" not in (await client.get(path, world.coordinateur)).text


async def test_an_empty_document_is_not_proposed(client: Client, world: World, path: str):
    answer = await client.post(f"{path}/versions", world.coordinateur)

    assert answer.status_code == 400
    assert "écrivez au moins un texte" in answer.text


async def test_the_author_alone_neither_reads_nor_approves(client: Client, world: World, path: str, colleague: Persona):
    await written(client, world.coordinateur, path, "sante", PHRASE)
    version = await proposed(client, world.coordinateur, path)

    own = await client.post(f"{version}/etape", world.coordinateur, geste="relire")
    await client.post(f"{version}/etape", colleague, geste="relire")
    approved = await client.post(f"{version}/etape", world.coordinateur, geste="approuver")

    assert own.status_code == approved.status_code == 403
    assert "une autre personne" in (await client.get(version, world.coordinateur)).text


async def test_a_published_version_is_read_by_the_others_and_the_draft_is_not(
    client: Client, world: World, path: str, colleague: Persona
):
    await written(client, world.coordinateur, path, "sante", PHRASE)
    before = await client.get("/documents", world.partenaire)
    version = await published(client, world.coordinateur, colleague, path)
    await written(client, world.coordinateur, path, "sante", "La suite, pas encore relue.")

    for who in (world.partenaire, world.mediateur, world.financeur):
        read = await client.get(version, who)
        assert PHRASE in read.text
        assert "pas encore relue" not in read.text
        assert "Personne coordinateur" not in read.text
        assert (await client.get(path, who)).status_code == 403
    assert "Aucun diagnostic n’est encore publié" in before.text


async def test_a_version_not_published_is_not_found_by_the_others(client: Client, world: World, path: str):
    await written(client, world.coordinateur, path, "sante", PHRASE)
    version = await proposed(client, world.coordinateur, path)

    assert (await client.get(version, world.partenaire)).status_code == 404


async def test_two_versions_show_what_changed(client: Client, world: World, path: str):
    await written(client, world.coordinateur, path, "sante", PHRASE)
    await proposed(client, world.coordinateur, path)
    await written(client, world.coordinateur, path, "sante", PHRASE.replace("trois", "quatre"))
    second = await proposed(client, world.coordinateur, path)

    shown = (await client.get(f"{second}/differences?avec=1", world.coordinateur)).text

    assert "retiré : </span>trois</del>" in shown
    assert "ajouté : </span>quatre</ins>" in shown


async def test_a_version_sent_back_says_what_to_take_up_again(
    client: Client, world: World, path: str, colleague: Persona
):
    await written(client, world.coordinateur, path, "sante", PHRASE)
    version = await proposed(client, world.coordinateur, path)

    silent = await client.post(f"{version}/etape", colleague, geste="renvoyer")
    told = await client.post(f"{version}/etape", colleague, geste="renvoyer", motif="Citer la source du délai.")

    assert silent.status_code == 400
    assert told.status_code == 303
    assert "Citer la source du délai." in (await client.get(path, world.coordinateur)).text


async def test_an_erratum_shows_to_others_once_a_second_person_approved_it(
    client: Client, world: World, path: str, colleague: Persona
):
    await written(client, world.coordinateur, path, "sante", PHRASE)
    version = await published(client, world.coordinateur, colleague, path)
    await client.post(f"{version}/errata", world.coordinateur, au_lieu_de="trois mois", lire="deux mois")
    approve = re.search(r'action="([^"]+/approuver)"', (await client.get(version, colleague)).text)[1]

    waiting = (await client.get(version, world.partenaire)).text
    own = await client.post(approve, world.coordinateur)
    await client.post(approve, colleague)
    shown = (await client.get(version, world.partenaire)).text

    assert "deux mois" not in waiting
    assert own.status_code == 400
    assert "Lire : <ins>deux mois</ins>" in shown
    assert PHRASE in shown


async def test_a_version_that_is_not_published_takes_no_erratum(client: Client, world: World, path: str):
    await written(client, world.coordinateur, path, "sante", PHRASE)
    version = await proposed(client, world.coordinateur, path)

    answer = await client.post(f"{version}/errata", world.coordinateur, au_lieu_de="trois", lire="deux")

    assert answer.status_code == 409


async def test_another_territoire_finds_no_document(client: Client, path: str, admin: AsyncEngine, bases: Bases):
    other = await make_world(admin, bases)

    assert (await client.get(path, other.coordinateur)).status_code == 404


async def test_a_version_beyond_all_numbers_is_not_found(client: Client, world: World, path: str):
    for address in ("versions/99999999999", "versions/99999999999/fichiers/document.pdf"):
        assert (await client.get(f"{path}/{address}", world.coordinateur)).status_code == 404
