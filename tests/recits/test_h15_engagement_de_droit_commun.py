"""H15. Engagement de droit commun : la CPAM, quatre quartiers, et un chiffre qui ne se montre pas."""

import re
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.contacts import Contact
from asv.db.seances import Seance
from tests.recits.conftest import Calendrier
from tests.support.database import World
from tests.support.dossiers import keep
from tests.support.site import Client
from tests.web.steps import path_of

LIBELLE = "La CPAM ouvre une demi-journée d’accueil par mois dans 4 QPV."
AU_QUARTIER, AILLEURS, AUTRES = 8, 38, 40


@pytest.fixture(autouse=True)
def aujourd_hui(calendrier: Calendrier) -> None:
    calendrier.jour = date(2026, 6, 15)


@pytest.fixture
async def contacts(admin: AsyncEngine, world: World) -> None:
    """Quarante-six contacts citent l’accueil au second semestre 2025, dont huit au premier quartier."""
    (commune, qpv), (other_commune, other) = world.cellules[0], world.cellules[-1]
    own = {"territoire_id": world.territoire_id, "mediateur_id": world.mediateur.id, "nomenclature": "2026.1"}
    seance = Seance(id=uuid4(), date_seance=date(2025, 9, 10), creneau="matin", mode="PERMANENCE", commune=commune,
                    qpv=qpv, lieu_type="MAIRIE_CCAS", **own)  # fmt: skip
    await keep(admin, seance)
    same = {"seance_id": seance.id, "creneau": "matin", "nature": "contact", "is_bref": False, "sexe": "F",
            "tranche_age": "A25_49", "zone_residence": "ND", "premiere_fois": "OUI", "familles_frein": ["ADMIN"],
            **own}  # fmt: skip
    places = [(commune, qpv, "ADM_ACCUEIL", 9)] * AU_QUARTIER
    places += [(other_commune, other, "ADM_ACCUEIL", 10)] * AILLEURS
    places += [(other_commune, other, "ADM_DOSSIER", 3)] * AUTRES
    rows = [
        Contact(id=uuid4(), date_contact=date(2025, month, 10), commune_lieu=where, qpv_lieu=of, freins=[frein], **same)
        for where, of, frein, month in places
    ]  # fmt: skip
    await keep(admin, *rows)


def read(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.replace("\u202f", " ").replace("\u00a0", " ")))


def tuiles(page: str) -> list[str]:
    return [read(one) for one in re.findall(r'class="tile-value">(.*?)</span>', page, re.DOTALL)]


async def test_h15_l_etat_est_propose_le_chiffre_du_quartier_ne_sort_pas_et_l_ancienne_cible_reste_lisible(
    site_du_jour: Client, calendrier: Calendrier, world: World, contacts: None
):
    # l’ambition n° 5 du référentiel que la coordination a saisi
    await site_du_jour.post(
        "/engagements/ambitions", world.coordinateur, nature="orientation", numero="2", libelle="Accéder aux droits"
    )
    form = (await site_du_jour.get("/engagements/ambitions", world.coordinateur)).text
    parent = re.search(r'<option value="([0-9a-f-]{36})">2. Accéder', form)[1]
    await site_du_jour.post(
        "/engagements/ambitions", world.coordinateur, nature="ambition", numero="5", libelle="Rapprocher les guichets",
        parent=parent,
    )  # fmt: skip
    form = (await site_du_jour.get("/engagements/nouveau", world.coordinateur)).text
    ambition = re.search(r'<option value="([0-9a-f-]{36})">5. Rapprocher', form)[1]

    # l’engagement de la CPAM, échéance 30 juin, cible 4
    path = path_of(await site_du_jour.post(
        "/engagements", world.coordinateur, structure=world.associee.structure_id, type="EG_ALLER_VERS",
        libelle=LIBELLE, ambition=ambition, indicateur="quartiers desservis", unite="QPV", depart="0", cible="4",
        signe_le="2025-01-20", echeance="2026-06-30", is_mesurable_qpv="oui", freins=["ADM_ACCUEIL"],
    ))  # fmt: skip

    # au 15 juin, deux QPV sont servis, avec un compte rendu comme preuve
    await site_du_jour.post(
        f"{path}/preuves", world.associee, etablie_le="2026-06-10", nature="compte_rendu", valeur="2",
        texte="Deux quartiers sont servis.",
    )  # fmt: skip

    # l’état proposé est « partiellement tenu » (2/4)
    fiche = (await site_du_jour.get(f"/engagements/instance?signataire={world.associee.structure_id}",
                                    world.coordinateur))  # fmt: skip
    page = read(fiche.text)
    assert "proposé : partiellement tenu" in page
    assert "2 sur 4 QPV" in page

    # la fiche d’instance cite les 46 contacts, et n’affiche pas le 8
    assert "46 contacts dans l’agglomération, de juillet à décembre 2025" in page
    said = read(re.search(r"<main.*</main>", fiche.text, re.DOTALL)[0])
    numbers = re.findall(r"(?<![\w:.-])\d+(?![\w:.-])", said)
    assert str(AU_QUARTIER + AILLEURS) in numbers
    assert str(AU_QUARTIER) not in numbers

    # une question au signataire est préremplie
    question = re.search(r'name="question"[^>]*>\s*(.*?)</textarea>', fiche.text, re.DOTALL)[1]
    assert "Quartiers desservis : 2 sur 4." in question
    assert "Qu’avez-vous prévu d’ici le 30 juin 2026 ?" in question

    # après l’instance, la nouvelle échéance est un avenant daté, l’ancienne reste lisible
    await site_du_jour.post(f"{path}/revues", world.coordinateur, question="Et après ?", reponse="Deux recrutements.")
    calendrier.jour = date(2026, 7, 1)
    assert tuiles((await site_du_jour.get("/engagements", world.financeur)).text)[0] == "0 sur 1"
    avenant = {"decide_le": "2026-06-15", "cible": "4", "echeance": "2026-12-31", "motif": "Recrutement en cours."}
    await site_du_jour.post(f"{path}/avenants", world.coordinateur, **avenant)
    shown = read((await site_du_jour.get(path, world.associee)).text)
    assert "15 juin 2026 Échéance : 30 juin 2026 → 31 décembre 2026" in shown

    # et DC01 est recalculé : plus rien n’est dû à cette date
    assert tuiles((await site_du_jour.get("/engagements", world.financeur)).text)[0] == "0 sur 0"


async def test_h15_un_constat_trop_petit_ne_donne_ni_chiffre_ni_argument(
    site_du_jour: Client, world: World, contacts: None
):
    await site_du_jour.post(
        "/engagements", world.coordinateur, structure=world.associee.structure_id, type="EG_ACCUEIL",
        libelle="Ouvrir le samedi.", freins=["MOB_DISTANCE"],
    )  # fmt: skip

    page = read((await site_du_jour.get("/engagements/instance", world.coordinateur)).text)

    assert "« Distance trop grande » : aucun contact ne l’a citée" in page
    assert "La médiation a encore rencontré" not in page
