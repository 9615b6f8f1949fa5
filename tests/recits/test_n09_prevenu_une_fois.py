"""N09. Prévenu une fois : chacun l’apprend une fois, au rythme qu’il choisit, et l’outil dit tout sans courriel."""

import re
from datetime import date, datetime, timedelta

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action, DateAction
from asv.domain.periodes import FRANCE
from asv.usecases.courrier import claim
from tests.recits.conftest import Calendrier
from tests.support.courrier import Poste
from tests.support.database import World
from tests.support.dossiers import action_of, keep
from tests.support.site import Client

SAMEDI, SUIVANT, DERNIER = date(2026, 12, 5), date(2026, 12, 12), date(2026, 12, 19)


@pytest.fixture
async def marche(world: World, admin: AsyncEngine) -> tuple[Action, list[DateAction]]:
    """« Bus dépistage diabète », trois samedis ; le centre social y invite la CPAM."""
    action, dates = action_of(world, SAMEDI, SUIVANT, DERNIER)
    await keep(admin, action, *dates)
    return action, dates


@pytest.fixture
async def invitee(site_du_jour: Client, calendrier: Calendrier, world: World, marche) -> str:
    calendrier.jour = date(2026, 11, 20)
    sheet = f"/actions/{marche[0].id}"
    role = {"structure": str(world.associee.structure_id), "role": "RO_RELAIS"}
    assert (await site_du_jour.post(f"{sheet}/invitations", world.partenaire, **role)).status_code == 303
    return sheet


async def test_n09_une_invitation_part_une_fois_meme_si_l_envoi_est_coupe_et_se_lit_dans_l_outil(
    site_du_jour: Client, poste: Poste, world: World, invitee: str
):
    # étant donné un envoi coupé juste après avoir pris le courriel
    assert await claim(poste.facteur()) is not None

    # quand le service repart, tout de suite puis un jour après
    await poste.send()
    poste.horloge.later(days=1)
    await poste.send()

    # alors aucun second courriel ne part, et la page le dit avec l’invitation
    assert poste.boite.received == []
    page = (await site_du_jour.get("/notifications", world.associee)).text.replace("\u202f", " ")
    assert "Centre social vous invite à « Bus dépistage diabète »" in page
    assert "peut-être parti, peut-être pas" in page
    (path,) = re.findall(r"/notifications/[0-9a-f-]+/ouvrir", page)
    opened = await site_du_jour.post(path, world.associee)
    assert opened.headers["location"] == invitee


async def test_n09_un_resume_par_jour_puis_plus_rien_et_l_outil_dit_toujours_tout(
    site_du_jour: Client, poste: Poste, world: World, marche, invitee: str
):
    # étant donné une partenaire qui préfère un courriel par jour, déjà prévenue de l’invitation
    await poste.send()
    ((_, first),) = poste.boite.received
    assert "Invitation" in first["Subject"]
    await site_du_jour.post("/notifications/reglages", world.associee, rythme="quotidien")

    # quand le porteur annule une date, puis une autre
    for day in marche[1][:2]:
        path = f"{invitee}/dates/{day.id}/annuler"
        assert (await site_du_jour.post(path, world.partenaire, motif="AN_METEO")).status_code == 303
    await poste.send()
    to_her = [mail for to, mail in poste.boite.received if to == world.associee.email]
    assert len(to_her) == 1

    # alors un seul courriel le lendemain à 7 h, avec les deux, et rien d’une personne
    tomorrow = datetime.now(FRANCE).date() + timedelta(days=1)
    poste.horloge.now = datetime(tomorrow.year, tomorrow.month, tomorrow.day, 7, 1, tzinfo=FRANCE)
    await poste.send()
    await poste.send()
    to_her = [mail for to, mail in poste.boite.received if to == world.associee.email]
    assert [mail["Subject"] for mail in to_her[1:]] == ["2 nouvelles de vos actions"]
    text = to_her[1].get_content().replace("\u202f", " ")
    assert "la date du 5 décembre 2026 (Place) est annulée" in text

    # quand elle suit le lien du courriel, sans se connecter, et confirme
    stop = httpx.URL(to_her[1]["List-Unsubscribe"].strip("<>")).path
    assert "Ne plus recevoir de courriel" in (await site_du_jour.get(stop)).text
    assert "Vous ne recevrez plus de courriel" in (await site_du_jour.post(stop)).text

    # alors plus aucun courriel quand la dernière date tombe, et tout se lit encore
    path = f"{invitee}/dates/{marche[1][2].id}/annuler"
    assert (await site_du_jour.post(path, world.partenaire, motif="AN_METEO")).status_code == 303
    poste.horloge.later(days=1)
    await poste.send()
    assert len([to for to, _ in poste.boite.received if to == world.associee.email]) == 2
    page = (await site_du_jour.get("/notifications", world.associee)).text
    assert page.count("est annulée") == 3
    assert 'value="jamais" checked' in (await site_du_jour.get("/notifications/reglages", world.associee)).text
