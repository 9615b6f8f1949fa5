"""H10. Refus de soins : quatre personnes en deux mois, à Harnes, et un cabinet qui n’est jamais nommé."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import loader_session
from asv.db.structures import Structure
from asv.domain.suivis.codes import draw_code
from tests.recits.conftest import Calendrier
from tests.recits.pages import note, open_suivi
from tests.support.database import World
from tests.support.saisies import rows
from tests.support.site import Client

HARNES = "62413"
OCTOBRE = date(2026, 10, 26)


@pytest.fixture(autouse=True)
def aujourd_hui(calendrier: Calendrier) -> None:
    calendrier.jour = OCTOBRE


async def signale(client: Client, who, mois: str, **changes) -> None:
    form = {"element": str(uuid4()), "signal": "SG_REFUS", "service": "O_DENT", "lieu": HARNES, "situations": "1",
            "mois": mois} | changes  # fmt: skip
    answer = await client.post("/signaux/nouveau", who, **form)
    assert answer.status_code == 303, answer.text


async def cabinet(admin: AsyncEngine, world: World, commune: str, nom: str) -> None:
    async with loader_session(admin) as session, session.begin():
        session.add(
            Structure(territoire_id=world.territoire_id, id=uuid4(), nom=nom, nom_tri=nom.lower(), type="TP_LIBERAL",
                      commune=commune)
        )  # fmt: skip


def read(page: str) -> str:
    return page.replace("\u202f", " ").replace("\u00a0", " ")


async def test_h10_la_coordination_lit_quatre_situations_et_porte_une_phrase_sans_nombre(
    site_du_jour: Client, call: World, admin: AsyncEngine
):
    for who, mois in ((call.mediateur, "2026-09"), (call.mediatrice, "2026-09"), (call.mediateur, "2026-10"),
                      (call.mediatrice, "2026-10")):  # fmt: skip
        await signale(site_du_jour, who, mois)

    page = read((await site_du_jour.get("/signaux", call.coordinateur)).text)

    # sans nom de cabinet, ni date précise, ni médiateur
    assert "Refus de soins répété : Harnes, Chirurgien-dentiste" in page
    assert "4 situations depuis septembre 2026" in page
    assert "À porter" in page
    assert "26/10" not in page
    assert "Personne mediateur" not in page
    # le texte proposé à la CPAM ne dit pas quatre
    assert "plusieurs situations, offre dentaire de la commune de Harnes" in page

    # un seul cabinet dans la commune : le signal est celui de l’agglomération
    await cabinet(admin, call, HARNES, "Cabinet du Grand Chemin")
    page = read((await site_du_jour.get("/signaux", call.coordinateur)).text)
    assert "Refus de soins répété : ensemble du territoire, Chirurgien-dentiste" in page
    assert "plusieurs situations, offre dentaire du territoire" in page
    assert "Cabinet du Grand Chemin" not in page

    # porté : il sort de la page, daté, et le journal s’en souvient
    await site_du_jour.post("/signaux", call.coordinateur, cle="SG_REFUS:O_DENT:")
    assert "Chirurgien-dentiste" not in (await site_du_jour.get("/signaux", call.coordinateur)).text
    assert all(row["traite_le"] for row in await rows(admin, call, "signal") if row["commune"] == HARNES)
    assert "signaux_traites" in {row["evenement"] for row in await rows(admin, call, "journal")}


async def test_h10_un_texte_est_relu_par_la_coordination_et_une_donnee_de_personne_n_y_entre_pas(
    site_du_jour: Client, call: World, admin: AsyncEngine
):
    lieu = {"lieu": "62065", "service": "O_SPE", "signal": "SG_DELAI"}
    refused = await site_du_jour.post(
        "/signaux/nouveau", call.mediateur, element=str(uuid4()), situations="1", mois="2026-10",
        texte="rappeler le 06 12 34 56 78", **lieu,
    )  # fmt: skip
    assert refused.status_code == 400
    assert "06 12" not in refused.text

    await signale(site_du_jour, call.mediateur, "2026-10", texte="le standard renvoie toujours en ligne", **lieu)
    assert "standard" in (await site_du_jour.get("/signaux", call.coordinateur)).text
    assert (await site_du_jour.get("/signaux", call.mediatrice)).status_code == 403
    (kept,) = [row for row in await rows(admin, call, "signal") if row["texte"]]
    await site_du_jour.post(f"/signaux/{kept['id']}/effacer-texte", call.coordinateur)
    assert "standard" not in (await site_du_jour.get("/signaux", call.coordinateur)).text


async def test_h10_une_personne_qui_veut_agir_est_orientee_avec_son_accord_et_hors_statistique(
    site_du_jour: Client, call: World, admin: AsyncEngine
):
    suivi = await open_suivi(site_du_jour, call.mediatrice, draw_code(), OCTOBRE)
    before = len(await rows(admin, call, "signal"))

    await note(site_du_jour, call.mediatrice, suivi, "demarche", OCTOBRE, objet="D_SIGNAL_REFUS")
    for vers in ("O_DDD", "O_CPAM"):
        await note(site_du_jour, call.mediatrice, suivi, "orientation", OCTOBRE, type=vers, force="TO_ACCOMPAGNEE")

    mine = [row for row in await rows(admin, call, "demarche") if str(row["suivi_id"]) in suivi]
    sent = [row for row in await rows(admin, call, "orientation") if str(row["suivi_id"]) in suivi]
    assert [row["code"] for row in mine] == ["D_SIGNAL_REFUS"]
    assert {row["type"] for row in sent} == {"O_DDD", "O_CPAM"}
    assert len(await rows(admin, call, "signal")) == before


async def test_h10_deux_envois_du_meme_formulaire_ne_font_qu_un_signal(
    site_du_jour: Client, call: World, admin: AsyncEngine
):
    before, element = len(await rows(admin, call, "signal")), str(uuid4())

    for _ in range(2):
        await signale(site_du_jour, call.mediateur, "2026-10", element=element, service="O_SF")

    assert len(await rows(admin, call, "signal")) == before + 1
