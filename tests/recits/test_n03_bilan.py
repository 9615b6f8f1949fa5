"""N03. Le bilan d’une action : comptes, argent, indicateurs, ce que l’on retient, puis la décision."""

import re
from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action, DateAction
from tests.recits.conftest import Calendrier
from tests.support.database import World
from tests.support.dossiers import action_of, keep, orientation_of, resultat_of, suivi_of
from tests.support.saisies import rows
from tests.support.site import Client
from tests.web.steps import path_of

JOURS = [date(2026, 3, 5), date(2026, 3, 12), date(2026, 3, 19)]
Menee = tuple[Action, list[DateAction]]


def read(page: str) -> str:
    """The page as text: no tags, ordinary spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\u202f", " ").replace("\u00a0", " ").split())


@pytest.fixture
async def menee(world: World, admin: AsyncEngine, calendrier: Calendrier) -> Menee:
    """« Bus dépistage diabète », trois dates en mars ; nous sommes le 20 mars."""
    action, dates = action_of(world, *JOURS, participation_prevue="PA_2", effectif_attendu=60)
    await keep(admin, action, *dates)
    calendrier.jour = date(2026, 3, 20)
    return action, dates


async def count_all(client: Client, world: World, menee: Menee) -> None:
    action, dates = menee
    came = {"residence_connue": "20", "du_qpv": "15", "du_qpv_cible": "12", "premieres_repondues": "20"}
    for day in dates:
        path = f"/actions/{action.id}/dates/{day.id}/frequentation"
        path_of(await client.post(path, world.partenaire, participants="20", premieres="13", contents="20", **came))


async def state_of(admin: AsyncEngine, world: World, action: Action) -> dict:
    (found,) = [row for row in await rows(admin, world, "action") if row["id"] == action.id]
    return found


async def pass_to(client: Client, who, action: dict, vers: str) -> int:
    sent = {"vers": vers, "version": str(action["version"])}
    return (await client.post(f"/actions/{action['id']}/passer", who, **sent)).status_code


async def test_n03_du_dernier_comptage_a_la_decision(
    site_du_jour: Client, calendrier: Calendrier, world: World, admin: AsyncEngine, menee: Menee
):
    action, _ = menee
    bilan, budget = f"/actions/{action.id}/bilan", f"/actions/{action.id}/budget"
    # Étant donné une action tenue, comptée, financée, avec un indicateur prévu
    aimed = {"code": "A-REAL-1", "cible": "90", "source": "Fréquentation saisie", "echeance": "J60"}
    path_of(await site_du_jour.post(f"/actions/{action.id}/indicateurs", world.partenaire, **aimed))
    path_of(await site_du_jour.post(budget, world.partenaire, source="FI_FIR", demande="4 000", accorde="3 000"))
    await count_all(site_du_jour, world, menee)
    assert (await state_of(admin, world, action))["etat"] == "AE_REALISEE"

    # Quand le porteur ouvre le bilan, l’échéance est à 60 jours et les nombres sont faits
    page = read((await site_du_jour.get(bilan, world.partenaire)).text)
    assert "Bilan attendu avant le 18 mai 2026" in page
    assert "3 tenues sur 3 prévues (100 %)" in page
    assert "Du quartier visé 36 60 %" in page
    assert "Première fois Première fois 39 65 %" in page
    assert "L’outil calcule 100 %" in page
    assert "grâce" not in page

    # il ne peut pas le rendre incomplet : ce qui manque est nommé
    assert await pass_to(site_du_jour, world.partenaire, await state_of(admin, world, action), "AE_BILAN") == 400
    page = read((await site_du_jour.get(f"/actions/{action.id}", world.partenaire)).text)
    for lacking in ("les réussites et les limites", "la participation obtenue", "la dépense de chaque financement"):
        assert lacking in page

    # il complète, puis le rend
    (aim,) = await rows(admin, world, "indicateur_action")
    path_of(await site_du_jour.post(f"/actions/{action.id}/indicateurs/{aim['id']}", world.partenaire, obtenu="100"))
    (line,) = await rows(admin, world, "financement")
    spent = {"source": "FI_FIR", "demande": "4 000", "accorde": "3 000", "depense": "2 950,40"}
    path_of(await site_du_jour.post(f"{budget}/{line['id']}", world.partenaire, **spent))
    learnt = {
        "reussites": "Le bus était au pied des tours.", "limites": "Deux matins sous la pluie.", "transferable": "oui",
        "participation_obtenue": "PA_3", "habitants_conception": "6", "participation_preuve": "Réunion de février",
        "version": str((await state_of(admin, world, action))["version"]),
    }  # fmt: skip
    path_of(await site_du_jour.post(bilan, world.partenaire, **learnt))
    assert await pass_to(site_du_jour, world.partenaire, await state_of(admin, world, action), "AE_BILAN") == 303

    # Alors la coordination évalue à 90 jours : la décision d’abord, puis l’étape
    calendrier.jour = date(2026, 6, 18)
    assert (await site_du_jour.post(f"/actions/{action.id}/decision", world.partenaire)).status_code == 403
    version = str((await state_of(admin, world, action))["version"])
    decided = {"decision": "reconduire", "version": version}
    path_of(await site_du_jour.post(f"/actions/{action.id}/decision", world.coordinateur, **decided))
    assert await pass_to(site_du_jour, world.coordinateur, await state_of(admin, world, action), "AE_EVALUEE") == 303
    page = read((await site_du_jour.get(bilan, world.financeur)).text)
    assert "Décision : reconduire" in page
    assert "Le bus était au pied des tours." in page
    assert "2 950,40 € dépensés" in page


async def test_n03_les_nombres_trop_petits_et_les_orientations_restent_protegees(
    site_du_jour: Client, calendrier: Calendrier, world: World, admin: AsyncEngine, menee: Menee
):
    action, dates = menee
    path = f"/actions/{action.id}/dates/{dates[0].id}/frequentation"
    few = {"participants": "14", "residence_connue": "14", "du_qpv": "12", "contents": "5", "moyens": "1"}
    path_of(await site_du_jour.post(path, world.partenaire, **few))
    # quarante personnes orientées, trente dont le soin est connu, deux autres résultats, huit inconnus
    followed = [suivi_of(world, world.mediateur) for _ in range(40)]
    sent = [orientation_of(suivi, date(2026, 3, 1), date_action_id=dates[0].id) for suivi in followed]
    codes = ["RES_SOIN_REALISE"] * 30 + ["RES_REFUS_PERSONNE"] * 2
    known = zip(followed[:32], sent[:32], codes, strict=True)
    heard = [resultat_of(suivi, one.id, code, date(2026, 4, 1)) for suivi, one, code in known]
    await keep(admin, *followed, *sent)
    await keep(admin, *heard)
    calendrier.jour = date(2026, 7, 1)

    page = read((await site_du_jour.get(f"/actions/{action.id}/bilan", world.coordinateur)).text)

    assert "Satisfaction Contents" not in page  # six réponses : moins de onze
    assert "D’ailleurs c" in page  # deux personnes
    assert "Autre résultat connu c" in page  # deux personnes
    assert "orientations" not in read((await site_du_jour.get(f"/actions/{action.id}/bilan", world.partenaire)).text)
    for who in (world.associee, world.financeur):
        assert "Participations" not in read((await site_du_jour.get(f"/actions/{action.id}/bilan", who)).text)


async def test_n03_deux_personnes_ecrivent_le_bilan(
    site_du_jour: Client, world: World, admin: AsyncEngine, menee: Menee
):
    action, _ = menee
    await count_all(site_du_jour, world, menee)
    version = str((await state_of(admin, world, action))["version"])
    path = f"/actions/{action.id}/bilan"
    path_of(await site_du_jour.post(path, world.coordinateur, reussites="Vu du marché.", version=version))

    late = await site_du_jour.post(path, world.partenaire, reussites="Vu du bus.", version=version)

    assert late.status_code == 409
    assert "Vu du bus." in late.text
    assert (await state_of(admin, world, action))["bilan_reussites"] == "Vu du marché."
