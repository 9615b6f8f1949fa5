"""What a report counts beside the release: by the year and the commune, never about people."""

from datetime import date, datetime, time
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action, DateAction
from asv.db.ateliers import Atelier
from asv.db.bilans import Financement
from asv.db.engagements import Engagement
from asv.db.engine import Bases, loader_session
from asv.db.seances import Seance
from asv.domain.engagements.etats import NON_VERIF, TENU
from asv.domain.errors import Forbidden
from asv.domain.periodes import FRANCE, annee, last_closed
from asv.domain.rapports import Comptes, Decompte
from asv.usecases.rapports import count_beside
from tests.support.database import World
from tests.usecases.steps import entered, here

YEAR = last_closed(datetime.now(FRANCE).date())
BEFORE = date(YEAR.annee - 1, 6, 1)
DURING = date(YEAR.annee, 6, 1)


async def counted(bases: Bases, world: World, commune: str = "") -> Comptes:
    async with entered(bases, world.coordinateur) as (session, acteur):
        return await count_beside(session, acteur, annee(YEAR.annee), commune)


async def add(admin: AsyncEngine, table: type, rows: list[dict]) -> None:
    async with loader_session(admin) as session, session.begin():
        await session.execute(insert(table), rows)


def seance(world: World, jour: date, mode: str, **changes) -> dict:
    commune, qpv = here(world)
    values = {
        "territoire_id": world.territoire_id, "id": uuid4(), "mediateur_id": world.mediateur.id, "date_seance": jour,
        "creneau": "matin", "commune": commune, "qpv": qpv, "lieu_type": "MAIRIE_CCAS", "mode": mode,
        "duree_minutes": 90, "annule_le": None, "nomenclature": "2026.1",
    }  # fmt: skip
    return values | changes


async def test_presence_is_counted_by_mode_in_the_year_and_hours_in_the_qpv(
    bases: Bases, admin: AsyncEngine, world: World
):
    elsewhere = next(commune for commune, _ in world.cellules if commune != here(world)[0])
    rows = [
        seance(world, DURING, "PERMANENCE"), seance(world, YEAR.fin, "PERMANENCE_PARTENAIRE", duree_minutes=None),
        seance(world, YEAR.debut, "MARAUDE", qpv=None), seance(world, DURING, "STAND", commune=elsewhere),
        seance(world, DURING, "VISIO"), seance(world, BEFORE, "PERMANENCE"),
        seance(world, DURING, "PERMANENCE", annule_le=DURING),
    ]  # fmt: skip
    await add(admin, Seance, rows)

    whole, local = await counted(bases, world), await counted(bases, world, elsewhere)

    assert (whole[Decompte.PERMANENCES], whole[Decompte.ALLER_VERS]) == (2, 2)
    assert (whole[Decompte.HEURES_QPV], whole[Decompte.QPV_SANS_DUREE]) == (Decimal("4.5"), 1)
    assert (local[Decompte.PERMANENCES], local[Decompte.ALLER_VERS], local[Decompte.HEURES_QPV]) == (
        0,
        1,
        Decimal("1.5"),
    )


async def test_an_action_counts_once_a_seance_took_place_with_the_money_of_its_year(
    bases: Bases, admin: AsyncEngine, world: World
):
    commune, qpv = here(world)
    own = {"territoire_id": world.territoire_id}
    porteur = world.partenaire.structure_id
    actions = {name: uuid4() for name in ("tenue", "annulee", "millesime")}
    sheet = own | {
        "type": "AC_DEPIST", "theme": "DEP_COLO", "etat": "AE_REALISEE", "porteur_id": porteur,
        "creee_par": world.partenaire.id, "participation_obtenue": "PA_3",
    }  # fmt: skip
    day = own | {
        "porteur_id": porteur, "jour": DURING, "debut": time(9), "fin": time(12), "lieu": "Halle", "commune": commune,
        "qpv": qpv,
    }  # fmt: skip
    line = own | {"porteur_id": porteur, "is_refuse": False}
    await add(admin, Action, [
        sheet | {"id": one, "titre": name, "millesime": YEAR.annee if name == "millesime" else None}
        for name, one in actions.items()
    ])  # fmt: skip
    await add(admin, DateAction, [
        day | {"id": uuid4(), "action_id": actions["tenue"], "etat": "AE_REALISEE"},
        day | {"id": uuid4(), "action_id": actions["tenue"], "etat": "AE_REALISEE"},
        day | {"id": uuid4(), "action_id": actions["annulee"], "etat": "AE_ANNULEE"},
    ])  # fmt: skip
    await add(admin, Financement, [
        line | {"id": uuid4(), "action_id": actions[name], "source": source, "accorde": given, "depense": spent}
        for name, source, given, spent in (
            ("tenue", "FI_DROIT_COMMUN", 100, 80), ("millesime", "FI_ARS_FIR", 1000, 900),
            ("annulee", "FI_ARS_FIR", 7000, 7000),
        )
    ])  # fmt: skip

    found = await counted(bases, world)

    assert (
        found[Decompte.ACTIONS],
        found[Decompte.DATES],
        found[Decompte.CONCERTEES],
        found[Decompte.QPV_COUVERTS],
    ) == (1, 2, 1, 1)
    assert found[Decompte.QPV] == len(world.qpv)
    assert (found[Decompte.SPECIFIQUE_ACCORDE], found[Decompte.SPECIFIQUE_DEPENSE]) == (1000, 900)
    assert (found[Decompte.DROIT_COMMUN_VALORISE], found[Decompte.DROIT_COMMUN_APPORTE]) == (100, 80)


async def test_a_commitment_is_due_at_the_end_of_the_year(bases: Bases, admin: AsyncEngine, world: World):
    own = {
        "territoire_id": world.territoire_id, "structure_id": world.partenaire.structure_id, "type": "EG_PERMANENCE",
        "libelle": "Tenir", "etat_le": DURING,
    }  # fmt: skip
    await add(admin, Engagement, [
        own | {"id": uuid4(), "etat": TENU, "echeance": YEAR.fin},
        own | {"id": uuid4(), "etat": NON_VERIF, "echeance": None},
        own | {"id": uuid4(), "etat": TENU, "echeance": date(YEAR.annee + 1, 1, 1)},
    ])  # fmt: skip

    found = await counted(bases, world)

    assert (found[Decompte.ENGAGEMENTS], found[Decompte.ENGAGEMENTS_DUS], found[Decompte.ENGAGEMENTS_TENUS]) == (
        3,
        1,
        1,
    )
    assert found[Decompte.ENGAGEMENTS_NON_VERIFIABLES] == 1


async def test_only_the_coordination_counts(bases: Bases, world: World):
    async with entered(bases, world.financeur) as (session, acteur):
        with pytest.raises(Forbidden, match="coordination"):
            await count_beside(session, acteur, annee(YEAR.annee))


async def test_ateliers_entered_by_mistake_are_not_counted(bases: Bases, admin: AsyncEngine, world: World):
    commune, qpv = here(world)
    own = {
        "territoire_id": world.territoire_id, "mediateur_id": world.mediateur.id, "date_atelier": DURING,
        "creneau": "matin", "commune": commune, "qpv": qpv, "lieu_type": "MAIRIE_CCAS", "theme": "DEP_COLO",
        "total": 12, "sexe": {"F": 12}, "tranche_age": {"A25_49": 12}, "residence": {"ZR_QPV": 12},
        "deja_rencontres": 0, "nomenclature": "2026.1",
    }  # fmt: skip
    await add(admin, Atelier, [own | {"id": uuid4(), "annule_le": off} for off in (None, DURING)])

    assert (await counted(bases, world))[Decompte.ATELIERS] == 1
