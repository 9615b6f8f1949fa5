"""H06. Une famille : deux contacts, pas quatre, pas un, et aucun lien entre eux."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.domain.suivis.codes import draw_code
from tests.support.database import TODAY, World
from tests.support.indicateurs import total_of
from tests.support.saisies import clear, contact, issues, ouverture, rows, seance, send


async def test_h06_deux_contacts_sans_lien_et_une_carte_pour_l_enfant(bases: Bases, world: World, admin: AsyncEngine):
    commune, qpv = world.cellules[0]
    chez_eux = {
        "zone_residence": "ZR_QPV",
        "commune_residence": commune,
        "qpv_residence": qpv,
        "langue": "LG_FR_SIMPLE",
    }
    permanence = clear("seance", seance(world))

    # une mère pour la C2S, un enfant pour le dentiste, deux autres qui accompagnent
    mere = contact(permanence["id"], tranche_age="A25_49", themes=["ACC_DROITS"], accompagnants=2, **chez_eux)
    enfant = contact(permanence["id"], sexe="H", tranche_age="A06_11", freins=["AUCUN_FREIN"], themes=["DENT_MT"],
                     publics=["ENFANT"], premiere_fois="OUI", **chez_eux)  # fmt: skip
    saisies = [permanence, clear("contact", mere, version=2), clear("contact", enfant, version=2)]
    assert set(issues(await send(bases, world.mediateur, saisies))) == {"stored"}

    # alors deux contacts : la langue et la résidence sont recopiées, les accompagnants sont un nombre
    kept = await rows(admin, world, "contact")
    assert len(kept) == 2
    assert {(row["langue"], row["qpv_residence"]) for row in kept} == {("LG_FR_SIMPLE", qpv)}
    assert {row["tranche_age"]: row["accompagnants"] for row in kept} == {"A25_49": 2, "A06_11": None}
    assert (await total_of(bases, world, "M01"))["M01"] == 2
    assert (await total_of(bases, world, "M02"))["OUI"] == 2

    # rien de commun ne reste que la séance, qui est à tous
    one, two = (dict(row) for row in kept)
    shared = {nom for nom in one if nom.endswith("_id") and one[nom] is not None and one[nom] == two[nom]}
    assert shared == {"territoire_id", "seance_id", "mediateur_id"}

    # un suivi pour l’enfant exige l’accord du représentant, et sa propre carte
    seul = ouverture(world, draw_code(), tranche_age="A06_11", sexe="H")
    represente = ouverture(world, draw_code(), tranche_age="A06_11", sexe="H",
                           accords=["IP_ACCORD_SUIVI", "IP_REPRESENTANT"])  # fmt: skip
    pour_la_mere = ouverture(world, draw_code())
    answer = await send(bases, world.mediateur, [clear("suivi_ouverture", c) for c in (seul, represente, pour_la_mere)])
    assert issues(answer) == ["rejected", "stored", "stored"]
    assert answer.verdicts[0].champ == "accords"
    cartes = await rows(admin, world, "carte")
    assert len({row["suivi_id"] for row in cartes}) == len(cartes) == 2
    assert date.fromisoformat(represente["date"]) == TODAY
