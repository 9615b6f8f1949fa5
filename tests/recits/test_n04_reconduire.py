"""N04. Reconduire une action : une copie qui sait d’où elle vient, sans les dates ni les résultats."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action, Participation
from asv.db.besoins import BesoinAction
from asv.db.bilans import Financement, IndicateurAction
from tests.recits.conftest import Calendrier
from tests.support.database import World
from tests.support.dossiers import action_of, keep
from tests.support.saisies import rows
from tests.support.site import Client
from tests.web.steps import path_of


@pytest.fixture
async def evaluee(world: World, admin: AsyncEngine, calendrier: Calendrier) -> Action:
    """Une action de 2026, évaluée, que le COTECH a décidé de reconduire."""
    action, dates = action_of(
        world, date(2026, 3, 5), objectif="Dépister tôt", millesime=2026, decision="reconduire", campagne=None,
        bilan_reussites="Beaucoup de monde", communication="Affiches",
    )  # fmt: skip
    action.etat, dates[0].etat = "AE_EVALUEE", "AE_REALISEE"
    of = {"territoire_id": world.territoire_id, "action_id": action.id, "porteur_id": action.porteur_id}
    place = Participation(structure_id=world.associee.structure_id, role="RO_HOTE", reponse="acceptee", **of)
    need = BesoinAction(
        id=action.id, nature="theme", code="NUT_DIABETE", auteur_id=world.partenaire.id,
        note_le=datetime(2025, 12, 1, tzinfo=UTC), **of,
    )  # fmt: skip
    aim = IndicateurAction(
        id=action.id, famille="realisation", code="A-REAL-1", libelle="Taux de réalisation", unite="%", cible=90,
        obtenu=100, source="Fréquentation", echeance="J60", **of,
    )  # fmt: skip
    await keep(admin, action, *dates, place, need, aim, Financement(id=action.id, source="FI_FIR", depense=10, **of))
    calendrier.jour = date(2026, 9, 1)
    return action


async def reconduct(client: Client, who, action: Action, version: str = "1"):
    return await client.post(f"/actions/{action.id}/reconduire", who, version=version)


async def test_n04_la_copie_reprend_la_fiche_les_besoins_et_les_cibles(
    site_du_jour: Client, world: World, admin: AsyncEngine, evaluee: Action
):
    # Quand la coordination reconduit
    assert (
        "Ouvrir l’action de l’année suivante"
        in (await site_du_jour.get(f"/actions/{evaluee.id}/bilan", world.coordinateur)).text
    )
    # de la fiche ou du bilan : c’est le même geste, jamais une action reconduite sans celle qui la suit
    fiche = (await site_du_jour.get(f"/actions/{evaluee.id}", world.coordinateur)).text
    assert f'action="/actions/{evaluee.id}/reconduire"' in fiche
    assert 'value="AE_RECONDUITE"' not in fiche
    path = path_of(await reconduct(site_du_jour, world.coordinateur, evaluee))

    # Alors l’ancienne est reconduite, la nouvelle est en montage, de l’année d’après
    actions = {str(row["id"]): row for row in await rows(admin, world, "action")}
    former, new = actions[str(evaluee.id)], actions[path.rpartition("/")[2]]
    assert former["etat"] == "AE_RECONDUITE"
    assert (new["parent_id"], new["millesime"], new["etat"]) == (evaluee.id, 2027, "AE_MONTAGE")
    assert (new["objectif"], new["communication"], new["bilan_reussites"]) == ("Dépister tôt", "Affiches", "")

    # ses besoins et ses cibles sont là, sans date, sans résultat, sans argent, sans partenaire
    of_new = {name: [row for row in await rows(admin, world, name) if row["action_id"] == new["id"]] for name in (
        "besoin_action", "indicateur_action", "date_action", "financement", "participation",
    )}  # fmt: skip
    assert [(need["nature"], need["code"]) for need in of_new["besoin_action"]] == [("theme", "NUT_DIABETE")]
    assert [(aim["cible"], aim["obtenu"]) for aim in of_new["indicateur_action"]] == [(90, None)]
    assert (of_new["date_action"], of_new["financement"]) == ([], [])
    assert [place["structure_id"] for place in of_new["participation"]] == [evaluee.porteur_id]

    # et chacune mène à l’autre
    assert path in (await site_du_jour.get(f"/actions/{evaluee.id}/bilan", world.partenaire)).text
    assert f"/actions/{evaluee.id}/bilan" in (await site_du_jour.get(f"{path}/bilan", world.partenaire)).text


async def test_n04_une_seule_fois_et_seulement_si_c_est_decide(
    site_du_jour: Client, world: World, admin: AsyncEngine, evaluee: Action
):
    path_of(await reconduct(site_du_jour, world.coordinateur, evaluee))
    assert (await reconduct(site_du_jour, world.coordinateur, evaluee, "2")).status_code == 409

    other, dates = action_of(world, date(2026, 3, 5), decision="arreter")
    other.etat = "AE_EVALUEE"
    await keep(admin, other, *dates)
    assert (await reconduct(site_du_jour, world.coordinateur, other)).status_code == 409


async def test_n04_une_structure_ne_reconduit_pas_l_action_d_une_autre(
    site_du_jour: Client, world: World, evaluee: Action
):
    for who in (world.associee, world.financeur, world.mediateur):
        assert (await reconduct(site_du_jour, who, evaluee)).status_code == 403
