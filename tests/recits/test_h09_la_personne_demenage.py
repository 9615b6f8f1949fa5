"""H09. La personne déménage."""

from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.domain.suivis.codes import draw_code
from tests.recits.conftest import Calendrier
from tests.recits.pages import note, open_suivi, show_card
from tests.support.database import World
from tests.support.saisies import rows
from tests.support.site import Client

SALLAUMINES, BULLY = "62771", "62186"


@pytest.fixture
async def suivi(site_du_jour: Client, calendrier: Calendrier, call: World) -> tuple[str, str]:
    """Un suivi ouvert en février à Sallaumines, dans un QPV, deux orientations dont une attend."""
    calendrier.jour, carte = date(2026, 2, 10), draw_code()
    qpv = next(qpv for commune, qpv in call.cellules if commune == SALLAUMINES)
    path = await open_suivi(
        site_du_jour, call.mediatrice, carte, date(2026, 2, 10), endroit=f"{SALLAUMINES}:{qpv}"
    )  # fmt: skip
    for type_ in ("O_MG", "O_DENT"):
        await note(site_du_jour, call.mediatrice, path, "orientation", date(2026, 2, 10), type=type_, force="TO_INFO")
    return path, carte


async def test_h09a_la_residence_est_datee_le_code_reste_et_un_relais_est_propose_avec_accord(
    site_du_jour: Client, calendrier: Calendrier, call: World, admin: AsyncEngine, suivi: tuple[str, str]
):
    path, carte = suivi
    nadia, karim = call.mediatrice, call.mediateur
    calendrier.jour = date(2026, 7, 1)
    before = next(r for r in await rows(admin, call, "suivi") if str(r["id"]) in path)

    # Quand elle déménage le 1er juillet à Bully-les-Mines, hors QPV
    seen = f"ZR_QPV:{SALLAUMINES}:{before['qpv_residence']}"
    after = await note(site_du_jour, nadia, path, "residence", date(2026, 7, 1), endroit=BULLY, avant=seen)

    # Alors la résidence est datée, le suivi garde son code, et le relais est proposé
    row = next(r for r in await rows(admin, call, "suivi") if str(r["id"]) in path)
    assert after == f"{path}/relais"
    assert (row["zone_residence"], row["commune_residence"], row["qpv_residence"]) == ("ZR_HORS_QPV", BULLY, None)
    assert await show_card(site_du_jour, karim, carte) == path
    page = (await site_du_jour.get(path, nadia)).text
    assert "Bully-les-Mines, hors QPV, depuis le 1er juillet 2026" in page
    assert "depuis le 10 février 2026" in page

    # Le relais demande l’accord de la personne ; le référent change quand la collègue accepte
    refused = await site_du_jour.post(f"{path}/relais", nadia, vers=str(karim.id))
    assert "accord de la personne" in refused.text
    await site_du_jour.post(f"{path}/relais", nadia, vers=str(karim.id), accord="oui")
    assert f'href="{path}"' in (await site_du_jour.get("/suivis", karim)).text
    still = next(r for r in await rows(admin, call, "suivi") if str(r["id"]) in path)
    await site_du_jour.post(f"{path}/relais/reponse", karim, reponse="acceptee")
    now = next(r for r in await rows(admin, call, "suivi") if str(r["id"]) in path)
    assert (still["mediateur_id"], now["mediateur_id"]) == (nadia.id, karim.id)

    # Ce que Nadia avait noté lui est passé, avec l’accord de la personne
    assert "sans détail" not in (await site_du_jour.get(path, karim)).text

    # Une seule personne dans la file active : un seul suivi, toujours ouvert
    assert len([r for r in await rows(admin, call, "suivi") if str(r["id"]) in path and r["clos_le"] is None]) == 1


async def test_h09b_hors_agglomeration_le_suivi_se_clot_et_l_orientation_devient_inconnue_a_180_jours(
    site_du_jour: Client, calendrier: Calendrier, call: World, admin: AsyncEngine, suivi: tuple[str, str]
):
    path, _ = suivi
    nadia = call.mediatrice
    calendrier.jour = date(2026, 7, 1)

    after = await note(site_du_jour, nadia, path, "residence", date(2026, 7, 1), endroit="ZR_HORS_CALL")
    assert after == f"{path}/noter/cloture"
    await note(site_du_jour, nadia, path, "cloture", date(2026, 7, 1), objet="CL_DEMENAG_EXTERNE")

    calendrier.jour = date(2026, 8, 8)  # J+179
    assert "Résultat inconnu" not in (await site_du_jour.get(path, nadia)).text
    calendrier.jour = date(2026, 8, 9)  # J+180
    assert (await site_du_jour.get(path, nadia)).text.count("Résultat inconnu") == 2
    assert [r for r in await rows(admin, call, "resultat") if str(r["suivi_id"]) in path] == []
