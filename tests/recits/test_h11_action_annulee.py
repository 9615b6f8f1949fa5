"""H11. Action annulée : qui le sait, ce qui redevient libre, les personnes orientées, la date d’après."""

import re
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action, DateAction, Participation
from asv.db.engine import Bases, loader_session
from asv.domain.acteurs import Role
from asv.domain.periodes import FRANCE
from asv.domain.suivis.codes import draw_code
from tests.recits.conftest import Calendrier
from tests.support.database import Persona, World, _person, _structure
from tests.support.dossiers import action_of, keep, orientation_of, suivi_of
from tests.support.saisies import TABLET, clear, orientation, ouverture, rows
from tests.support.site import Client
from tests.web.steps import path_of

JOURS = [date(2026, 9, 18), date(2026, 9, 25), date(2026, 10, 2), date(2026, 10, 9), date(2026, 10, 16),
         date(2026, 10, 23)]  # fmt: skip
ANNULEE, SUIVANTE = 3, 4


@pytest.fixture
async def bus(world: World, admin: AsyncEngine) -> tuple[Action, list]:
    """« Bus dépistage diabète », six séances."""
    action, dates = action_of(world, *JOURS)
    await keep(admin, action, *dates)
    return action, dates


def read(page: str) -> str:
    return page.replace("\u202f", " ").replace("\u00a0", " ")


async def test_h11_chaque_mediateur_voit_ses_orientations_et_propose_la_seance_suivante(
    site_du_jour: Client, calendrier: Calendrier, world: World, admin: AsyncEngine, bus
):
    action, dates = bus
    # neuf personnes orientées vers le 9 octobre : six par l’un, trois par l’autre
    vus = [suivi_of(world, who, ouvert_le=date(2026, 9, 1), dernier_contact_le=date(2026, 10, 1))
           for who in (*[world.mediateur] * 6, *[world.mediatrice] * 3)]  # fmt: skip
    sent = [orientation_of(suivi, date(2026, 10, 1), date_action_id=dates[ANNULEE].id) for suivi in vus]
    await keep(admin, *vus, *sent)
    calendrier.jour = date(2026, 10, 8)
    assert "annulées" not in (await site_du_jour.get("/ma-journee", world.mediateur)).text

    # quand le porteur annule le 8 octobre
    path = f"/actions/{action.id}/dates/{dates[ANNULEE].id}/annuler"
    assert (await site_du_jour.post(path, world.partenaire, motif="AN_PRO")).status_code == 303

    # alors la séance est annulée, et l’agenda public le dit sans l’effacer
    (row,) = [row for row in await rows(admin, world, "date_action") if row["id"] == dates[ANNULEE].id]
    assert (row["etat"], row["motif_annulation"]) == ("AE_ANNULEE", "AN_PRO")
    agenda = read((await site_du_jour.get("/")).text)
    assert re.search(r"Annulée.{0,900}9 octobre|9 octobre.{0,900}Annulée", agenda, re.DOTALL)

    # chacun voit les siennes, par suivi, sans numéro de téléphone
    page = read((await site_du_jour.get("/ma-journee", world.mediateur)).text)
    assert page.count("Orienter vers le 16 octobre 2026") == 6
    assert (await site_du_jour.get("/ma-journee", world.mediatrice)).text.count("/ma-journee/autre-date") == 3
    assert not re.search(r"(?<!\w)0[1-9](?: \d\d){4}", page)

    # elles restent en attente : aucun résultat n’est inventé
    assert await rows(admin, world, "resultat") == []


@pytest.fixture
async def entoure(admin: AsyncEngine, bases: Bases, world: World, bus) -> tuple[Action, DateAction, Persona]:
    """Le bus, sa date du 9 octobre chez un hôte, et une association qui a dit oui pour le relayer."""
    action, dates = bus
    async with loader_session(admin) as session:
        structure = await _structure(session, world.territoire_id, "Maison des familles")
        relais = await _person(session, bases, world.territoire_id, Role.PARTENAIRE, structure)
        session.add(
            Participation(
                territoire_id=world.territoire_id, action_id=action.id, structure_id=structure,
                porteur_id=action.porteur_id, role="RO_RELAIS", reponse="acceptee",
            )
        )  # fmt: skip
        hosted = update(DateAction).where(DateAction.id == dates[ANNULEE].id)
        await session.execute(hosted.values(hote_id=world.associee.structure_id))
        await session.commit()
    return action, dates[ANNULEE], relais


async def test_h11_hote_relais_et_mediateurs_sont_prevenus_et_disent_vu_et_le_local_redevient_libre(
    site_du_jour: Client, calendrier: Calendrier, world: World, admin: AsyncEngine, entoure
):
    action, annulee, relais = entoure
    hote, sheet = world.associee, f"/actions/{action.id}"
    calendrier.jour = date(2026, 10, 1)
    # local (une demi-journée), deux agents sept heures chacun, une vacation d’infirmière de quatre heures
    for moyen in [("MY_LOCAL", "Salle des fêtes", 1), ("MY_AGENT", "Agents d’accueil", 14), ("MY_PRO_SANTE", "IDE", 4)]:
        await booked(site_du_jour, world, sheet, annulee, moyen)
    assert len(await rows(admin, world, "occupation")) > 0
    calendrier.jour = date(2026, 10, 8)

    # quand le porteur annule
    await site_du_jour.post(f"{sheet}/dates/{annulee.id}/annuler", world.partenaire, motif="AN_PRO")

    # alors l’hôte, le relais et les médiateurs sont prévenus, avec le motif et la date d’après, et disent « vu »
    concerned = [hote, relais, world.mediateur, world.mediatrice]
    for who in concerned:
        page = read((await site_du_jour.get("/notifications", who)).text)
        assert "la date du 9 octobre 2026" in page
        assert "professionnel indisponible" in page
        assert "Prochaine date : 16 octobre 2026" in page
        assert "Dites que vous avez vu" in page
    # le local redevient libre dans la bourse de moyens
    assert await rows(admin, world, "occupation") == []
    assert {row["etat"] for row in await rows(admin, world, "reservation")} == {"liberee"}
    near = f"jour=2026-10-09&creneaux=matin&endroit={':'.join(world.cellules[0])}&km=5&code=MY_LOCAL"
    assert "Salle des fêtes" in (await site_du_jour.get(f"/moyens/libres?{near}", world.partenaire)).text

    # trois répondent ; 48 h après, le porteur et la coordination voient qui manque, par structure ou par rôle
    for who in concerned[:3]:
        page = (await site_du_jour.get("/notifications", who)).text
        (path,) = re.findall(r"/notifications/[0-9a-f-]+/vu", page)
        assert (await site_du_jour.post(path, who)).status_code == 303
    calendrier.jour = datetime.now(FRANCE).date() + timedelta(days=3)  # la base, elle, date l’annonce d’aujourd’hui
    for who in (world.partenaire, world.coordinateur):
        page = (await site_du_jour.get(f"{sheet}/accuses", who)).text
        said = dict(re.findall(r'<th scope="row">([^<]+)</th>.*?class="badge \w+">([^<]+)<', page, re.DOTALL))
        assert (said["CPAM"], said["Maison des familles"]) == ("Vu", "Vu")
        assert said[Role.MEDIATEUR.libelle] == "En retard"
    assert (await site_du_jour.get(f"{sheet}/accuses", relais)).status_code == 403


async def test_h11_cinq_seances_tenues_sur_six_font_une_action_realisee_en_partie(
    site_du_jour: Client, calendrier: Calendrier, world: World, admin: AsyncEngine, bus
):
    action, dates = bus
    calendrier.jour = date(2026, 10, 8)
    await site_du_jour.post(f"/actions/{action.id}/dates/{dates[ANNULEE].id}/annuler", world.partenaire, motif="AN_PRO")

    calendrier.jour = date(2026, 10, 24)
    for day in dates:
        if day.id != dates[ANNULEE].id:
            counts = f"/actions/{action.id}/dates/{day.id}/frequentation"
            answer = await site_du_jour.post(counts, world.partenaire, participants="12")
            assert answer.status_code == 303, answer.text

    (kept,) = await rows(admin, world, "action")
    assert kept["etat"] == "AE_PARTIELLE"


async def booked(client: Client, world: World, path: str, day: DateAction, moyen: tuple[str, str, int]) -> None:
    """L’hôte propose un moyen, le porteur le réserve pour cette date."""
    code, libelle, count = moyen
    offered = await client.post(
        "/moyens", world.associee, sens="offre", code=code, libelle=libelle, quantite=str(count), debut="2026-10-01",
        fin="2026-12-31", endroit=":".join(world.cellules[0]),
    )  # fmt: skip
    assert offered.status_code == 303, offered.text
    found = path_of(offered).rsplit("/", 1)[1]
    taken = await client.post(f"{path}/moyens", world.partenaire, moyen=found, date=str(day.id), quantite=str(count))
    assert taken.status_code == 303, taken.text


async def test_h11_une_touche_oriente_vers_la_date_d_apres_et_deux_ne_font_qu_une(
    site_du_jour: Client, calendrier: Calendrier, world: World, admin: AsyncEngine, bus
):
    _, dates = bus
    calendrier.jour, code = date(2026, 10, 8), draw_code()
    ouvert = clear("suivi_ouverture", ouverture(world, code, date="2026-10-01"))
    vers = clear("orientation", orientation(code, date="2026-10-01", type="O_ATELIER_ASV",
                                            date_action=str(dates[ANNULEE].id)))  # fmt: skip
    body = {"appareil": str(TABLET), "elements": [ouvert, vers]}
    answer = await site_du_jour.send("/api/synchronisation", world.mediateur, body)
    assert [v["verdict"] for v in answer.json()["verdicts"]] == ["stored", "stored"], answer.text
    action_id = dates[ANNULEE].action_id
    await site_du_jour.post(f"/actions/{action_id}/dates/{dates[ANNULEE].id}/annuler", world.partenaire, motif="AN_PRO")

    for _ in range(2):
        moved = await site_du_jour.post("/ma-journee/autre-date", world.mediateur, orientation=vers["id"],
                                        date_action=str(dates[SUIVANTE].id))  # fmt: skip
        assert moved.status_code == 303, moved.text

    sent = {row["date_action_id"] for row in await rows(admin, world, "orientation")}
    assert sent == {dates[ANNULEE].id, dates[SUIVANTE].id}
    assert len(await rows(admin, world, "orientation")) == 2
    assert "/ma-journee/autre-date" not in (await site_du_jour.get("/ma-journee", world.mediateur)).text


async def test_h11_on_ne_propose_ni_une_date_passee_ni_celle_d_une_autre_action_ni_le_suivi_d_un_collegue(
    site_du_jour: Client, calendrier: Calendrier, world: World, admin: AsyncEngine, bus
):
    _, dates = bus
    other, (elsewhere,) = action_of(world, date(2026, 10, 30))
    suivi = suivi_of(world, world.mediateur)
    sent = orientation_of(suivi, date(2026, 10, 1), date_action_id=dates[ANNULEE].id)
    await keep(admin, other, elsewhere, suivi, sent)
    calendrier.jour = date(2026, 10, 8)

    async def ask(who, day) -> int:
        answer = await site_du_jour.post(
            "/ma-journee/autre-date", who, orientation=str(sent.id), date_action=str(day.id)
        )
        return answer.status_code

    assert await ask(world.mediateur, dates[0]) == 404
    assert await ask(world.mediateur, elsewhere) == 404
    assert await ask(world.mediatrice, dates[SUIVANTE]) == 404
    assert len(await rows(admin, world, "orientation")) == 1
