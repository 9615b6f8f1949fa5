"""N07. Deux dépistages la même semaine, dans deux quartiers voisins de Lens, pendant qu’un troisième n’a rien."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import DateAction
from asv.db.besoins import RangBesoin
from asv.db.engine import loader_session
from tests.recits.conftest import Calendrier
from tests.support.database import Persona, World
from tests.support.site import Client
from tests.web.steps import path_of

GRANDE_RESIDENCE, CITE_12_14 = ("62498", "QN06225M"), ("62498", "QN06224M")
TABERNEAUX = "QN06235M"
SEPTEMBRE = date(2026, 9, 1)
MARDI, JEUDI, JEUDI_LIBRE = "2026-10-06", "2026-10-08", "2026-10-29"


def read(page: str) -> str:
    return page.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture(autouse=True)
def aujourd_hui(calendrier: Calendrier) -> None:
    calendrier.jour = SEPTEMBRE


@pytest.fixture
async def rangs(admin: AsyncEngine, call: World) -> None:
    """Les rangs de besoin de 2025, publiés : aux Taberneaux, le dépistage vient en premier ; l’automne est libre."""
    async with loader_session(admin) as session, session.begin():
        old = update(DateAction).where(DateAction.territoire_id == call.territoire_id)
        await session.execute(old.values(jour=DateAction.jour - timedelta(days=3650)))
        await session.execute(delete(RangBesoin).where(RangBesoin.territoire_id == call.territoire_id))
        await session.execute(
            insert(RangBesoin).values(
                territoire_id=call.territoire_id, annee=2025, qpv=TABERNEAUX, theme="CANCER", rang=1, publie_par=None
            )
        )


async def prepare(site: Client, who: Persona, titre: str, lieu: tuple[str, str], jour: str) -> str:
    """Une structure prépare son dépistage du sein, avec une date."""
    fiche = {"titre": titre, "type": "AC_STAND", "theme": "DEP_SEIN", "qpv": [lieu[1]], "is_publique": "oui",
             "objectif": "Que chacune sache où prendre son rendez-vous.", "besoin": "frein:FIN_RAC"}  # fmt: skip
    path = path_of(await site.post("/actions", who, **fiche))
    day = {"jour": jour, "debut": "09:00", "fin": "12:00", "lieu": "Halle", "endroit": ":".join(lieu)}
    path_of(await site.post(f"{path}/dates", who, **day))
    return path


def link(page: str, kind: str) -> str:
    return re.search(rf'href="(/{kind}/[0-9a-f-]{{36}})"', page)[1]


async def test_n07_deux_depistages_la_meme_semaine(site_du_jour: Client, call: World, rangs: None):
    # Étant donné deux structures qui préparent Octobre rose sans le savoir, à deux jours et une rue l’une de l’autre
    premier = await prepare(site_du_jour, call.partenaire, "Octobre rose du centre social", GRANDE_RESIDENCE, MARDI)
    second = await prepare(site_du_jour, call.associee, "Octobre rose de la CPAM", CITE_12_14, JEUDI)

    # Quand la coordination lit le contrôle de la seconde, avant la concertation
    controle = read((await site_du_jour.get(f"{second}/controle", call.coordinateur)).text)

    # Alors elle voit le doublon, et la carte montre les deux actions côte à côte
    assert "Doublon potentiel" in controle
    assert "le 6 octobre" in controle and "le 8 octobre" in controle  # noqa: PT018 - one sentence
    carte = link(controle, "alertes")
    page = read((await site_du_jour.get(carte, call.coordinateur)).text)
    assert "Octobre rose du centre social" in page
    assert "Octobre rose de la CPAM" in page

    # et les gestes sont prêts : la première semaine libre, et le quartier où personne ne va
    assert f'value="{JEUDI_LIBRE}"' in page
    assert f'<option value="{TABERNEAUX}" selected>' in page
    assert "Zones blanches pour ce thème : Cité Des Taberneaux" in page

    # Quand elle décide de déplacer, et dit pourquoi
    raison = "Aux Taberneaux le besoin vient en premier et rien n’est prévu."
    answer = await site_du_jour.post(carte, call.coordinateur, geste="deplacer", qpv=TABERNEAUX, raison=raison)
    assert answer.status_code == 303

    # Alors les deux structures lisent le choix et sa raison, et rien n’est bloqué ni changé d’autorité
    for who, path in ((call.partenaire, premier), (call.associee, second)):
        fiche = read((await site_du_jour.get(path, who)).text)
        assert "Relire" in fiche
        lue = read((await site_du_jour.get(carte, who)).text)
        assert "<strong>Déplacer vers une zone blanche</strong> vers Cité Des Taberneaux" in lue
        assert raison in lue
    assert "8 octobre" in read((await site_du_jour.get(second, call.associee)).text)

    # et le bureau de la coordination ne redemande pas ce qui est décidé
    bureau = read((await site_du_jour.get("/coordination", call.coordinateur)).text)
    assert carte not in bureau
    assert "Zone blanche" in bureau
