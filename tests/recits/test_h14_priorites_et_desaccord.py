"""H14. Diagnostic annuel, priorités et désaccord : deux votes sans moyenne, une décision qui répond à chaque point."""

import io
import re
from datetime import date, time
from uuid import uuid4

import pypdf
import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action, DateAction
from asv.db.bilans import Frequentation
from asv.db.engine import Bases, loader_session
from asv.domain.acteurs import Role
from tests.recits.conftest import Calendrier
from tests.support.database import Persona, World, _person
from tests.support.documents import created, published, written
from tests.support.dossiers import keep
from tests.support.site import Client
from tests.support.votes import DENTISTE, PSY, RAC, linked, noted, ties

ANNEE = 2026
JOUR = "2027-06-12"
MOTIF = "Les deux sont retenus, le dentaire la première année."


@pytest.fixture
async def seconde(admin: AsyncEngine, bases: Bases, call: World) -> Persona:
    """Une autre personne de la coordination, qui relit et approuve."""
    async with loader_session(admin) as session:
        return await _person(session, bases, call.territoire_id, Role.COORDINATEUR)


@pytest.fixture(autouse=True)
def aujourd_hui(calendrier: Calendrier) -> None:
    calendrier.jour = date(2027, 6, 15)


def read(page: str) -> str:
    return re.sub(r"[\s\u202f\u00a0]+", " ", re.sub(r"<[^>]+>", " ", page))


async def neuf_moments(admin: AsyncEngine, call: World) -> None:
    """Neuf moments dans sept quartiers, et deux qui n’en sont pas : trop peu de personnes, ou hors quartier."""
    porteur, communes = call.partenaire.structure_id, {qpv: commune for commune, qpv in call.cellules}
    same = {"territoire_id": call.territoire_id, "porteur_id": porteur}
    action = Action(
        id=uuid4(), titre="Paroles d’habitants", type="AC_ENQUETE", theme="ACCES", etat="AE_REALISEE",
        creee_par=call.coordinateur.id, **same,
    )  # fmt: skip
    spots = [*call.qpv[:7], *call.qpv[:2], call.qpv[10], None]
    counts = [8] * 9 + [5, 40]
    dates = [
        DateAction(
            id=uuid4(), action_id=action.id, jour=date(ANNEE, 3, 3), debut=time(14), fin=time(16), lieu="Salle",
            commune=communes.get(qpv or "", call.cellules[0][0]), qpv=qpv, etat="AE_REALISEE", **same,
        )
        for qpv in spots
    ]  # fmt: skip
    await keep(admin, action)
    await keep(admin, *dates)
    came = [
        Frequentation(date_id=day.id, action_id=action.id, participants=count, **same)
        for day, count in zip(dates, counts, strict=True)
    ]
    await keep(admin, *came)


async def note(site: Client, call: World, chemin: str, **champs: object) -> None:
    answer = await noted(site, call.coordinateur, chemin, **champs)
    assert answer.status_code == 303, answer.text


async def vote(site: Client, call: World, acacias: str) -> None:
    """Vingt-deux habitants placent le dentiste en premier, dix-huit professionnels la santé mentale."""
    for college, votants, objets in (("habitants", 22, [DENTISTE, RAC]), ("professionnels", 18, [PSY, DENTISTE])):
        champs = {"votants": str(votants), "etabli_le": "2027-04-08", "mode": "rangs", "objets": objets}
        await note(site, call, f"{acacias}/classements/{college}", **champs, valeurs=["1", "2"])


async def test_h14_deux_classements_sans_moyenne_une_decision_motivee_et_la_restitution_en_quatre_pages(
    site_du_jour: Client, admin: AsyncEngine, call: World, seconde: Persona
):
    # Étant donné l’année 2026 close, vingt et un quartiers, neuf moments collectifs dans sept d’entre eux
    assert len(call.qpv) == 21
    async with loader_session(admin) as session, session.begin():
        of_year = DateAction.territoire_id == call.territoire_id, DateAction.jour.between(*bornes())
        await session.execute(update(DateAction).where(*of_year).values(etat="AE_ANNULEE"))
    await neuf_moments(admin, call)
    acacias = f"/diagnostic/priorites/{ANNEE}/{call.qpv[0]}"

    # Quand les deux collèges votent
    await vote(site_du_jour, call, acacias)

    # Alors l’écran montre les deux classements et l’écart, sans moyenne
    page = read((await site_du_jour.get(acacias, call.coordinateur)).text)
    assert "22 votants" in page
    assert "18 votants" in page
    assert "Obtenir des soins dentaires 1 2 1 rang d’écart, plus haut pour les habitants" in page
    assert "Pas de place en santé mentale non classé 1 Classé par les professionnels seulement" in page
    assert "1,5" not in page

    # Le COPIL retient les deux, le dentaire la première année, et dit pourquoi il écarte le reste
    choix = {"objets": [DENTISTE, RAC, PSY], "sorts": ["1", "ecarte", "2"], "annees": ["2027", "", "2028"]}
    raisons = ["", "La caisse y répond déjà par ses aides.", ""]
    await note(
        site_du_jour, call, f"{acacias}/decision", decidee_le=JOUR, motif=MOTIF, raisons=raisons, **choix
    )  # fmt: skip
    page = (await site_du_jour.get(acacias, call.coordinateur)).text
    assert "Pas encore décidée" in read(page)
    assert "Reste à charge trop élevé La caisse y répond déjà par ses aides." in read(page)

    # Chaque priorité est liée à une ambition et à une action : elle est décidée
    ambition, action = await ties(admin, call)
    answers = await linked(site_du_jour, call.coordinateur, acacias, ambitions=str(ambition), action=str(action))
    assert [answer.status_code for answer in answers] == [303, 303]
    assert "Pas encore décidée" not in read((await site_du_jour.get(acacias, call.coordinateur)).text)

    # V02 = 7/21 = 33 %
    annee = read((await site_du_jour.get(f"/diagnostic/priorites?annee={ANNEE}", call.coordinateur)).text)
    assert "Quartiers où la parole a été recueillie" in annee
    assert "33 %" in annee
    assert "7 sur 21, en 9 moments collectifs" in annee

    # La restitution imprimable tient en quatre pages
    document = await created(site_du_jour, call.coordinateur, ANNEE)
    await written(site_du_jour, call.coordinateur, document, "r_fait", "Nous avons tenu des permanences.")
    version = await published(site_du_jour, call.coordinateur, seconde, document)
    printed = await site_du_jour.get(f"{version}/fichiers/restitution.pdf", call.coordinateur)
    pdf = pypdf.PdfReader(io.BytesIO(printed.content))
    words = read(" ".join(one.extract_text() for one in pdf.pages))
    assert len(pdf.pages) <= 4
    assert "dans 7 quartiers sur 21" in words
    assert "Obtenir des soins dentaires, dès 2027" in words
    assert "La caisse y répond déjà par ses aides." in words


def bornes() -> tuple[date, date]:
    return date(ANNEE, 1, 1), date(ANNEE, 12, 31)
