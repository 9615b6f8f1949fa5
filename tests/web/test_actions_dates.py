"""The dates of an action on their pages: moved, put off, cancelled, counted."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action, DateAction, Participation
from asv.db.moyens import Moyen, Occupation, Reservation
from asv.domain.periodes import FRANCE
from tests.support.database import World
from tests.support.dossiers import action_of, keep
from tests.support.saisies import rows
from tests.support.site import Client
from tests.web.steps import path_of

TODAY = datetime.now(FRANCE).date()
SIX = [TODAY - timedelta(days=days) for days in (50, 40, 30, 20, 10, 5)]
SOON, LATER = TODAY + timedelta(days=20), TODAY + timedelta(days=27)
Planned = tuple[Action, list[DateAction]]


def read(page: str) -> str:
    return page.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture
async def planned(world: World, admin: AsyncEngine) -> Planned:
    """A date to come, another after it, and a room of the CPAM booked for the first."""
    action, dates = action_of(world, SOON, LATER)
    same = {"territoire_id": world.territoire_id, "auteur_id": world.partenaire.id}
    room = Moyen(
        id=uuid4(), structure_id=world.associee.structure_id, sens="offre", code="MY_LOCAL", libelle="Salle",
        quantite=1, debut=SOON, fin=LATER, **same,
    )  # fmt: skip
    booked = Reservation(
        id=uuid4(), moyen_id=room.id, proprietaire_id=room.structure_id, action_id=action.id, date_id=dates[0].id,
        structure_id=action.porteur_id, quantite=1, etat="reservee", **same,
    )  # fmt: skip
    taken = Occupation(
        territoire_id=world.territoire_id, moyen_id=room.id, jour=SOON, creneau="matin", unite=1, quantite=1,
        reservation_id=booked.id,
    )  # fmt: skip
    place = Participation(
        territoire_id=world.territoire_id, action_id=action.id, structure_id=world.associee.structure_id,
        porteur_id=action.porteur_id, role="RO_HOTE", reponse="acceptee",
    )  # fmt: skip
    await keep(admin, action, *dates, place)
    await keep(admin, room)
    await keep(admin, booked)
    await keep(admin, taken)
    return action, dates


def typed(day: DateAction, **changes) -> dict[str, str]:
    fields = {"jour": day.jour.isoformat(), "debut": "09:00", "fin": "12:00", "lieu": "Place"}
    return fields | {"endroit": f"{day.commune}:{day.qpv}", "version": "1", "comment": "deplacee"} | changes


async def state_of(admin: AsyncEngine, world: World, day: DateAction) -> dict:
    return next(row for row in await rows(admin, world, "date_action") if row["id"] == day.id)


async def told(admin: AsyncEngine, world: World, genre: str) -> set:
    return {row["compte_id"] for row in await rows(admin, world, "notification") if row["genre"] == genre}


async def test_a_date_that_moves_gives_its_means_back_and_tells_those_concerned(
    client: Client, world: World, admin: AsyncEngine, planned: Planned
):
    action, (day, _) = planned
    path = f"/actions/{action.id}/dates/{day.id}/deplacer"
    assert "Déplacer ou reporter" in (await client.get(path, world.partenaire)).text
    hote = str(world.associee.structure_id)

    path_of(await client.post(path, world.partenaire, **typed(day, jour=LATER.isoformat(), hote=hote)))

    moved = await state_of(admin, world, day)
    assert (moved["jour"], moved["version"], str(moved["hote_id"])) == (LATER, 2, hote)
    assert await rows(admin, world, "occupation") == []
    everyone = {world.associee.id, world.coordinateur.id, world.mediateur.id, world.mediatrice.id}
    assert await told(admin, world, "changement") == everyone


async def test_a_new_place_on_the_same_half_day_keeps_the_means(
    client: Client, world: World, admin: AsyncEngine, planned: Planned
):
    action, (day, _) = planned
    path = f"/actions/{action.id}/dates/{day.id}/deplacer"

    path_of(await client.post(path, world.partenaire, **typed(day, lieu="Maison du projet", debut="09:30")))

    assert (await state_of(admin, world, day))["lieu"] == "Maison du projet"
    assert len(await rows(admin, world, "occupation")) == 1


async def test_two_people_who_move_one_date_do_not_undo_each_other(client: Client, world: World, planned: Planned):
    action, (day, _) = planned
    path = f"/actions/{action.id}/dates/{day.id}/deplacer"
    path_of(await client.post(path, world.coordinateur, **typed(day, lieu="Halle")))

    late = await client.post(path, world.partenaire, **typed(day, lieu="Gymnase"))

    assert late.status_code == 409
    assert 'value="Gymnase"' in late.text
    assert 'name="version" value="2"' in late.text


async def test_a_postponed_date_stays_and_a_new_one_replaces_it(
    client: Client, world: World, admin: AsyncEngine, planned: Planned
):
    action, (day, _) = planned
    path = f"/actions/{action.id}/dates/{day.id}/deplacer"
    new = LATER + timedelta(days=7)
    refused = await client.post(path, world.partenaire, **typed(day, comment="reportee", jour=new.isoformat()))
    assert (refused.status_code, "motif du report" in refused.text) == (400, True)

    sent = typed(day, comment="reportee", jour=new.isoformat(), motif="AN_METEO")
    path_of(await client.post(path, world.partenaire, **sent))

    former = await state_of(admin, world, day)
    assert (former["etat"], former["motif_annulation"], former["version"]) == ("AE_REPORTEE", "AN_METEO", 2)
    (replacing,) = [row for row in await rows(admin, world, "date_action") if row["remplace_id"] == day.id]
    assert (replacing["jour"], replacing["etat"]) == (new, "AE_PROGRAMMEE")
    assert await rows(admin, world, "occupation") == []
    assert "Remplace une date reportée" in (await client.get(f"/actions/{action.id}", world.partenaire)).text


async def test_a_cancelled_date_is_told_with_the_next_one_and_an_answer_is_asked(
    client: Client, world: World, admin: AsyncEngine, planned: Planned
):
    action, (day, following) = planned
    path_of(await client.post(f"/actions/{action.id}/dates/{day.id}/annuler", world.partenaire, motif="AN_PRO"))

    found = [row for row in await rows(admin, world, "notification") if row["genre"] == "annulation"]
    assert {row["cle"] for row in found} == {f"annulation:{day.id}"}
    assert {row["details"]["autre_jour"] for row in found} == {following.jour.isoformat()}
    assert all(row["accuse_avant"] for row in found)
    assert world.mediateur.id in {row["compte_id"] for row in found}
    assert await rows(admin, world, "occupation") == []


async def test_one_date_cancelled_of_six_leaves_an_action_held_in_part(
    client: Client, world: World, admin: AsyncEngine
):
    action, dates = action_of(world, *SIX)
    await keep(admin, action, *dates)
    await client.post(f"/actions/{action.id}/dates/{dates[3].id}/annuler", world.partenaire, motif="AN_PRO")
    for day in (*dates[:3], *dates[4:]):
        path = f"/actions/{action.id}/dates/{day.id}/frequentation"
        path_of(await client.post(path, world.partenaire, participants="12"))

    (kept,) = [row for row in await rows(admin, world, "action") if row["id"] == action.id]
    assert kept["etat"] == "AE_PARTIELLE"
    assert sum(row["participants"] for row in await rows(admin, world, "frequentation")) == 60
    page = read((await client.get(f"/actions/{action.id}", world.partenaire)).text)
    assert page.count("Corriger la fréquentation") == 5


async def test_counts_that_disagree_come_back_with_what_was_typed(client: Client, world: World, admin: AsyncEngine):
    action, dates = action_of(world, SIX[-1])
    await keep(admin, action, *dates)
    path = f"/actions/{action.id}/dates/{dates[0].id}/frequentation"
    assert "À saisir avant le" in (await client.get(path, world.partenaire)).text

    answer = await client.post(path, world.partenaire, participants="10", residence_connue="12")

    assert answer.status_code == 400
    assert "dépasse" in answer.text
    assert 'value="12"' in answer.text
    assert await rows(admin, world, "frequentation") == []


async def test_counts_are_put_right_by_the_porteur_and_read_by_no_other_structure(
    client: Client, world: World, admin: AsyncEngine
):
    action, dates = action_of(world, SIX[-1])
    await keep(admin, action, *dates)
    path = f"/actions/{action.id}/dates/{dates[0].id}/frequentation"
    path_of(await client.post(path, world.partenaire, participants="10"))
    path_of(await client.post(path, world.coordinateur, participants="11", premieres_repondues="9"))

    (row,) = await rows(admin, world, "frequentation")
    assert (row["participants"], row["premieres_repondues"]) == (11, 9)
    for who in (world.associee, world.mediateur, world.financeur):
        assert (await client.get(path, who)).status_code == 403


async def test_a_date_to_come_or_cancelled_has_no_counts(client: Client, world: World, admin: AsyncEngine):
    action, dates = action_of(world, SOON, SIX[0])
    dates[1].etat = "AE_ANNULEE"
    await keep(admin, action, *dates)

    for day in dates:
        path = f"/actions/{action.id}/dates/{day.id}/frequentation"
        assert (await client.post(path, world.partenaire, participants="3")).status_code == 409


async def test_a_past_date_is_not_late_before_fifteen_days(client: Client, world: World, admin: AsyncEngine):
    action, dates = action_of(world, TODAY - timedelta(days=15), TODAY - timedelta(days=16))
    await keep(admin, action, *dates)

    pages = [
        (await client.get(f"/actions/{action.id}/dates/{day.id}/frequentation", world.partenaire)).text for day in dates
    ]
    assert ["En retard" in page for page in pages] == [False, True]
