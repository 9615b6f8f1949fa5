"""Merging two sheets: whatever names a structure follows, nothing is lost, nothing is there twice."""

from datetime import time, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Table, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db import tables  # noqa: F401 - every table is in the metadata
from asv.db.actions import Action, DateAction, Participation
from asv.db.alertes import Alerte
from asv.db.base import Base
from asv.db.bilans import Commentaire
from asv.db.comptes import Compte
from asv.db.engagements import Engagement
from asv.db.engine import Bases, loader_session
from asv.db.moyens import Moyen, Reservation
from asv.db.seances import Seance
from asv.db.structures import Structure, merged
from tests.support.database import TODAY, World
from tests.support.dossiers import etape_of, orientation_of, suivi_of

FOLLOWED = {
    "action.porteur_id", "action.aval_id", "compte.structure_id", "date_action.hote_id", "engagement.structure_id",
    "etape.structure_id", "moyen.structure_id", "orientation.structure_id", "participation.structure_id",
    "reservation.structure_id", "seance.structure_hote_id", "structure.fusionnee_dans",
}  # fmt: skip
"""Columns with a foreign key to structure. One more? Give it a row in `a_row_of_each`, and a name in
asv/web/structures/fusion.py."""


def links() -> dict[str, tuple[Table, str]]:
    """Every column of the metadata that refers to a structure by a foreign key."""
    found = {}
    for table in Base.metadata.tables.values():
        for key in table.foreign_key_constraints:
            if key.referred_table.name == "structure":
                column = next(e.parent.name for e in key.elements if e.column.name == "id")
                found[f"{table.name}.{column}"] = table, column
    return found


def test_no_column_that_names_a_structure_is_forgotten():
    assert set(links()) == FOLLOWED


async def a_row_of_each(session, world: World, ours: UUID, theirs: UUID) -> dict[str, UUID]:
    """An action of `ours` and one of `theirs`, with all that hangs on them; `theirs` is named in every column."""
    ici, who = world.territoire_id, world.coordinateur.id
    mine, other, third = uuid4(), uuid4(), uuid4()
    a_day, hours = TODAY + timedelta(days=9), {"debut": time(9), "fin": time(12)}
    commune, alerte = world.cellules[0][0], uuid4()
    session.add_all([
        Action(territoire_id=ici, id=id_, titre=f"Action {n}", type="AC_DEPIST", theme="CANCER", etat="AE_PROGRAMMEE",
               porteur_id=porteur, creee_par=who, aval_id=theirs)
        for n, (id_, porteur) in enumerate([(mine, ours), (other, theirs), (third, world.associee.structure_id)])
    ])  # fmt: skip
    await session.flush()
    moyen, suivi = uuid4(), suivi_of(world, world.mediateur)
    session.add_all([
        DateAction(territoire_id=ici, id=uuid4(), action_id=other, porteur_id=theirs, jour=a_day, lieu="Halle",
                   commune=commune, etat="AE_PROGRAMMEE", hote_id=theirs, **hours),
        Participation(territoire_id=ici, action_id=mine, structure_id=theirs, porteur_id=ours, role="RO_ANIM",
                      reponse="acceptee", apport="Une infirmière"),
        Participation(territoire_id=ici, action_id=third, structure_id=ours, porteur_id=world.associee.structure_id,
                      role="RO_ANIM", reponse="declinee", moyens=["B"], apport="Un stand"),
        Participation(territoire_id=ici, action_id=third, structure_id=theirs, porteur_id=world.associee.structure_id,
                      role="RO_HOTE", reponse="acceptee", moyens=["A", "B"], apport="Une salle"),
        Participation(territoire_id=ici, action_id=other, structure_id=world.associee.structure_id, porteur_id=theirs,
                      role="RO_ANIM", reponse="attendue"),
        Participation(territoire_id=ici, action_id=other, structure_id=theirs, porteur_id=theirs, role="RO_PORTEUR",
                      reponse="acceptee", apport="Le portage"),
        Participation(territoire_id=ici, action_id=other, structure_id=ours, porteur_id=theirs, role="RO_ANIM",
                      reponse="acceptee", apport="Une salle"),
        Commentaire(territoire_id=ici, id=uuid4(), action_id=other, porteur_id=theirs, auteur_id=who, signature="C",
                    nature="commentaire", texte="Merci", mentions=[theirs, ours]),
        Alerte(territoire_id=ici, id=alerte, regle="DOUBLON", action_id=mine, porteur_id=ours, autre_id=other,
               autre_porteur_id=theirs),
        Moyen(territoire_id=ici, id=moyen, structure_id=theirs, sens="offre", code="SALLE", libelle="Salle",
              quantite=1, debut=TODAY, fin=a_day, auteur_id=who),
        Engagement(territoire_id=ici, id=uuid4(), structure_id=theirs, type="EG", libelle="Tenir", etat="EE",
                   etat_le=TODAY),
        suivi,
        Seance(territoire_id=ici, id=uuid4(), mediateur_id=world.mediateur.id, date_seance=TODAY, creneau="matin",
               commune=commune, lieu_type="LT", mode="MC", structure_hote_id=theirs, nomenclature="1"),
    ])  # fmt: skip
    await session.flush()
    session.add_all([
        Reservation(territoire_id=ici, id=uuid4(), moyen_id=moyen, proprietaire_id=theirs, action_id=other,
                    structure_id=theirs, quantite=1, etat="reservee", auteur_id=who),
        orientation_of(suivi, TODAY, structure_id=theirs),
        etape_of(suivi, "accord", TODAY, structure_id=theirs),
    ])  # fmt: skip
    await session.flush()
    return {"mine": mine, "other": other, "third": third, "alerte": alerte}


@pytest.fixture
async def two(admin: AsyncEngine, world: World) -> tuple[UUID, UUID, dict[str, UUID]]:
    """A kept sheet, another of the same structure, and a row of each table that names them."""
    ici, ours = world.territoire_id, world.partenaire.structure_id
    theirs, older = uuid4(), uuid4()
    async with loader_session(admin) as session, session.begin():
        session.add(
            Structure(
                territoire_id=ici, id=theirs, nom="Centre social bis", nom_tri="centre", type="TP_ASSO",
                siret="73282932000074", horaires="Le matin", langues=["ara"], communes=[world.cellules[0][0]],
            )
        )  # fmt: skip
        await session.flush()
        session.add(Structure(territoire_id=ici, id=older, nom="Vieille", nom_tri="v", type="TP_ASSO",
                              fusionnee_dans=theirs))  # fmt: skip
        session.add(Compte(territoire_id=ici, id=uuid4(), email=f"{uuid4().hex}@exemple.fr", nom_affiche="Lina",
                           role="partenaire", structure_id=theirs))  # fmt: skip
        rows = await a_row_of_each(session, world, ours, theirs)
    return ours, theirs, rows | {"older": older}


async def merge(bases: Bases, token: str, ours: UUID, theirs: UUID, *, essai: bool = False) -> dict | None:
    async with bases.session(token, read_only=essai) as session, session.begin():
        return await session.scalar(merged(ours, theirs, essai=essai))


async def naming(admin: AsyncEngine, structure: UUID) -> dict[str, int]:
    """How many rows name a structure, by column; its own links apart."""
    counts = {}
    async with loader_session(admin) as session:
        for name, (table, column) in links().items():
            counts[name] = await session.scalar(
                select(func.count()).select_from(table).where(table.c[column] == structure)
            )  # fmt: skip
    return counts


async def test_everything_that_named_the_absorbed_sheet_names_the_kept_one(
    bases: Bases, world: World, admin: AsyncEngine, two
):
    ours, theirs, _ = two
    before = await naming(admin, theirs)
    assert {name for name, count in before.items() if count} == FOLLOWED

    moved = await merge(bases, world.coordinateur.token, ours, theirs)

    after = await naming(admin, theirs)
    assert {name: count for name, count in after.items() if count} == {}
    told = {name: count for name, count in moved.items() if "." in name}
    assert told == {name: count for name, count in before.items() if name != "structure.fusionnee_dans"}
    async with loader_session(admin) as session:
        assert await session.scalar(select(func.count()).where(DateAction.porteur_id == theirs)) == 0
        assert await session.scalar(select(Reservation.proprietaire_id).where(Reservation.structure_id == ours)) == ours


async def test_a_dry_run_says_what_would_move_and_writes_nothing(bases: Bases, world: World, admin: AsyncEngine, two):
    ours, theirs, _ = two
    before = await naming(admin, theirs)

    told = await merge(bases, world.coordinateur.token, ours, theirs, essai=True)

    assert await naming(admin, theirs) == before
    done = await merge(bases, world.coordinateur.token, ours, theirs)
    assert {name: n for name, n in done.items() if name != "retirees"} == told


async def test_a_place_of_both_becomes_one_of_the_stronger_answer(bases: Bases, world: World, admin: AsyncEngine, two):
    ours, theirs, rows = two

    await merge(bases, world.coordinateur.token, ours, theirs)

    async with loader_session(admin) as session:
        places = list(
            await session.scalars(
                select(Participation).where(Participation.action_id == rows["third"])
            )
        )  # fmt: skip
    assert len(places) == 1
    assert (places[0].structure_id, places[0].role, places[0].reponse) == (ours, "RO_HOTE", "acceptee")
    assert places[0].moyens == ["A", "B"]
    assert places[0].apport == "Un stand\nUne salle"


async def test_a_place_in_ones_own_action_goes_and_what_it_brought_is_said(
    bases: Bases, world: World, admin: AsyncEngine, two
):
    ours, theirs, rows = two

    moved = await merge(bases, world.coordinateur.token, ours, theirs)

    async with loader_session(admin) as session:
        left = await session.scalar(select(func.count()).where(Participation.action_id == rows["mine"]))
        said = await session.scalar(select(Commentaire.texte).where(Commentaire.action_id == rows["mine"]))
    assert left == 0
    assert said.endswith("Une infirmière")
    assert [lost["apport"] for lost in moved["retirees"]] == ["Une infirmière"]


async def test_the_place_of_the_porteur_stays_and_takes_what_the_other_brought(
    bases: Bases, world: World, admin: AsyncEngine, two
):
    ours, theirs, rows = two

    await merge(bases, world.coordinateur.token, ours, theirs)

    async with loader_session(admin) as session:
        asked = select(Participation).where(Participation.action_id == rows["other"])
        places = list(await session.scalars(asked.where(Participation.structure_id == ours)))
    assert [(place.role, place.porteur_id, place.apport) for place in places] == [
        ("RO_PORTEUR", ours, "Une salle\nLe portage")
    ]


async def test_what_holds_a_structure_without_a_key_follows_too(bases: Bases, world: World, admin: AsyncEngine, two):
    ours, theirs, rows = two

    await merge(bases, world.coordinateur.token, ours, theirs)

    async with loader_session(admin) as session:
        alerte = await session.get_one(Alerte, (world.territoire_id, rows["alerte"]))
        mentions = await session.scalar(select(Commentaire.mentions).where(Commentaire.action_id == rows["other"]))
    assert alerte.autre_porteur_id == ours
    assert mentions == [ours]


async def test_the_kept_sheet_takes_what_it_lacked_and_the_chain_of_merges_stays_short(
    bases: Bases, world: World, admin: AsyncEngine, two
):
    ours, theirs, rows = two

    await merge(bases, world.coordinateur.token, ours, theirs)

    async with loader_session(admin) as session:
        kept, gone, older = [
            await session.get_one(Structure, (world.territoire_id, id_)) for id_ in (ours, theirs, rows["older"])
        ]
    assert (kept.nom, kept.siret, kept.horaires, kept.langues) == (
        "Centre social", "73282932000074", "Le matin", ["ara"],
    )  # fmt: skip
    assert kept.communes == kept.qpv == []
    assert gone.fusionnee_dans == older.fusionnee_dans == ours
    assert kept.version == 2


async def test_only_the_coordination_merges_and_only_two_kept_sheets(bases: Bases, world: World, two):
    ours, theirs, _ = two

    for who in (world.partenaire, world.mediateur, world.administrateur):
        with pytest.raises(DBAPIError, match="permission denied"):
            await merge(bases, who.token, ours, theirs)
    assert await merge(bases, world.coordinateur.token, ours, ours) is None
    assert await merge(bases, world.coordinateur.token, ours, uuid4()) is None
    assert await merge(bases, world.coordinateur.token, ours, theirs) is not None
    assert await merge(bases, world.coordinateur.token, ours, theirs) is None
