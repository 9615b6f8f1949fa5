"""H07. Atelier collectif de quatorze personnes : des totaux, jamais un individu."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases, acteur_of
from asv.domain.suivis.codes import draw_code
from asv.usecases.corrections import list_saisies
from tests.support.database import TODAY, World
from tests.support.indicateurs import received_on, total_of
from tests.support.saisies import NOW, atelier, clear, contact, issues, ouverture, rows, seance, send

MARGES = {
    "theme": "MEN_BIENETRE", "type_action": "AC_ATELIER", "lieu_type": "CENTRE_SOCIAL", "total": 14,
    "sexe": {"F": 11, "H": 3}, "tranche_age": {"A25_49": 4, "A50_59": 7, "A60_64": 2, "NC": 1},
    "residence": {"QPV": 9, "HORS_QPV": 2, "NC": 3}, "deja_rencontres": 5,
}  # fmt: skip


@pytest.mark.parametrize(
    ("champ", "faux"),
    [("sexe", {"F": 11, "H": 2}), ("tranche_age", {"A25_49": 4, "A50_59": 7, "A60_64": 2}), ("residence", {"QPV": 9})],
)
async def test_h07_la_saisie_est_refusee_tant_qu_une_repartition_ne_fait_pas_quatorze(
    bases: Bases, world: World, champ: str, faux: dict
):
    answer = await send(bases, world.mediateur, [clear("atelier", atelier(world, **MARGES | {champ: faux}), version=2)])

    assert (issues(answer), answer.verdicts[0].champ) == (["rejected"], champ)


async def test_h07_quatorze_participations_neuf_nouvelles_et_personne_d_invente(
    bases: Bases, world: World, admin: AsyncEngine
):
    # Karim saisit l’atelier, puis ouvre deux suivis avec des personnes qui y étaient
    answer = await send(bases, world.mediateur, [clear("atelier", atelier(world, **MARGES), version=2)])
    assert issues(answer) == ["stored"]
    permanence, cartes = clear("seance", seance(world)), [draw_code(), draw_code()]
    ouverts = [clear("suivi_ouverture", ouverture(world, carte, origine="OR_ACTION")) for carte in cartes]
    vus = [
        clear("contact", contact(permanence["id"], code=carte, origine="OR_ACTION", premiere_fois="NON"), version=2)
        for carte in cartes
    ]
    assert set(issues(await send(bases, world.mediateur, [permanence, *ouverts, *vus]))) == {"stored"}
    await received_on(admin, world, TODAY)

    # alors l’atelier compte 14 participations, 9 nouvelles, 9/11 en QPV, 3 non communiqués
    async with bases.session(world.mediateur.token, read_only=True) as session:
        (lu,) = (await list_saisies(session, await acteur_of(session), NOW)).ateliers
    lecture = lu.lecture
    assert (lecture.participations, lecture.nouvelles, lecture.non_communiques) == (14, 9, 3)
    assert f"{lecture.part_qpv:.0%}" == "82%"

    # aucune ligne individuelle, aucun croisement : trois répartitions dans une seule ligne
    (kept,) = await rows(admin, world, "atelier")
    assert [sum(kept[marge].values()) for marge in ("sexe", "tranche_age", "residence")] == [14, 14, 14]
    assert len(await rows(admin, world, "contact")) == 2

    # et les deux suivis ne sont pas comptés deux fois parmi les personnes estimées
    assert {row["origine"] for row in await rows(admin, world, "suivi")} == {"OR_ACTION"}
    assert (await total_of(bases, world, "M02")) == {"OUI": 0, "NON": 2}
