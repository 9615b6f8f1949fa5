"""H11. Action annulée, sans les moyens : les personnes orientées vers la date, et la date d’après."""

import re
from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action
from asv.domain.suivis.codes import draw_code
from tests.recits.conftest import Calendrier
from tests.support.database import World
from tests.support.dossiers import action_of, keep, orientation_of, suivi_of
from tests.support.saisies import TABLET, clear, orientation, ouverture, rows
from tests.support.site import Client

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
