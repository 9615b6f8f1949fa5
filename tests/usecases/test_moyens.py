"""The bourse de moyens: what is lent, on what terms, and given back when freed."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.db.moyens import Reservation, free_of_action, free_of_date
from asv.domain.champs import Incorrect
from asv.domain.errors import Conflict, Forbidden
from asv.usecases import moyens
from tests.support.database import World
from tests.usecases.prets import NOW, SOON, TODAY, dated, offer, reserve, saisi, taken
from tests.usecases.steps import entered


async def test_the_loser_is_told_of_another_room_near_by(admin: AsyncEngine, bases: Bases, world_on_the_map: World):
    world = world_on_the_map
    place = ":".join(world.cellules[0])
    room = await offer(bases, world.associee, endroit=place, creneaux=("matin",))
    await offer(bases, world.associee, endroit=place, libelle="Salle des fêtes")
    action, days = await dated(admin, world, dates=2)
    await reserve(bases, world.partenaire, action, room, days[0])

    with pytest.raises(Conflict, match=r"« Salle des fêtes » \(CPAM, à 0,0 km\) est libre à ce moment"):
        await reserve(bases, world.partenaire, action, room, days[1])


async def test_what_a_cancelled_date_had_reserved_is_free_again(admin: AsyncEngine, bases: Bases, world: World):
    room = await offer(bases, world.associee)
    kits = await offer(bases, world.associee, code="MY_CONSO", libelle="Kits", quantite="5")
    action, days = await dated(admin, world)
    await reserve(bases, world.partenaire, action, room, days[0])
    await reserve(bases, world.partenaire, action, kits, days[0], quantite=4)

    async with entered(bases, world.partenaire) as (session, acteur):
        freed = (await session.execute(free_of_date(acteur.territoire_id, days[0], NOW))).all()

    assert {row.moyen_id for row in freed} == {room, kits}
    assert await taken(bases, world.partenaire, room) == (0, 0)
    assert await taken(bases, world.partenaire, kits) == (0, 0)


async def test_a_cancelled_action_keeps_what_its_past_dates_used(admin: AsyncEngine, bases: Bases, world: World):
    room = await offer(bases, world.associee)
    action, days = await dated(admin, world)
    await reserve(bases, world.partenaire, action, room, days[0])
    later = datetime.combine(SOON + timedelta(days=1), time(9), UTC)

    async with entered(bases, world.partenaire) as (session, acteur):
        kept = (await session.execute(free_of_action(acteur.territoire_id, action, later))).all()
        freed = (await session.execute(free_of_action(acteur.territoire_id, action, NOW))).all()

    assert (len(kept), len(freed)) == (0, 1)


async def test_what_was_freed_is_never_taken_again_by_the_same_reservation(
    admin: AsyncEngine, bases: Bases, world: World
):
    kits = await offer(bases, world.associee, code="MY_CONSO", libelle="Kits", quantite="5")
    action, _ = await dated(admin, world)
    await reserve(bases, world.partenaire, action, kits, None, quantite=4)
    async with entered(bases, world.partenaire) as (session, acteur):
        await session.execute(free_of_action(acteur.territoire_id, action, NOW))
        row = await session.scalar(select(Reservation.id).where(Reservation.action_id == action))

    for vers in ("reservee", "refusee"):
        async with entered(bases, world.partenaire) as (session, acteur):
            with pytest.raises(Conflict):
                await moyens.move(session, acteur, row, vers, now=NOW)
    assert await taken(bases, world.partenaire, kits) == (0, 0)


async def test_the_owner_answers_what_is_lent_on_agreement(admin: AsyncEngine, bases: Bases, world: World):
    room = await offer(bases, world.associee, is_sur_accord=True)
    action, days = await dated(admin, world)
    assert await reserve(bases, world.partenaire, action, room, days[0]) == "demandee"

    async with entered(bases, world.associee) as (session, acteur):
        asked = await moyens.who_comes_when(session, acteur, TODAY)
        assert [(line.etat, line.porteur, line.creneaux) for line in asked] == [("demandee", "Centre social", "matin")]
        await moyens.move(session, acteur, asked[0].reservation.id, "refusee", now=NOW)

    assert await taken(bases, world.partenaire, room) == (0, 0)


async def test_a_third_structure_reserves_nothing_for_the_action_of_another(
    admin: AsyncEngine, bases: Bases, world: World
):
    room = await offer(bases, world.associee)
    action, days = await dated(admin, world)

    with pytest.raises(Forbidden, match="porte cette action"):
        await reserve(bases, world.associee, action, room, days[0])


async def test_the_value_of_what_others_lend_is_told_apart(admin: AsyncEngine, bases: Bases, world: World):
    room = await offer(bases, world.associee)
    nurse = await offer(bases, world.partenaire, code="MY_PRO_SANTE", libelle="Infirmière", valeur="40")
    action, days = await dated(admin, world)
    await reserve(bases, world.partenaire, action, room, days[0])
    await reserve(bases, world.partenaire, action, nurse, days[0])

    async with entered(bases, world.partenaire) as (session, acteur):
        worth = (await moyens.read_action_means(session, acteur, action, TODAY)).valorisation

    assert (worth.totale, worth.mutualisee) == (Decimal("165.50"), Decimal("45.50"))  # 3 h × 40 € + 45,50 €
    assert worth.structures == 2


@pytest.mark.parametrize(
    "words",
    [
        "Transmettre le fichier des assurés du quartier",
        "Nous cherchons la liste des femmes et des personnes de plus de 50 ans",
        "Coordonnées des habitants à relancer",
    ],
)
async def test_a_list_of_persons_is_neither_asked_for_nor_offered(bases: Bases, world: World, words: str):
    with pytest.raises(Incorrect, match="envoie elle-même l’invitation"):
        await offer(bases, world.partenaire, sens="demande", code="MY_FICHIER", libelle=words, quantite="300")


async def test_an_invitation_sent_by_who_holds_the_file_is_welcome(bases: Bases, world: World):
    words = "Invitation des femmes de 50 à 74 ans, envoyée par la CPAM"

    assert await offer(bases, world.associee, code="MY_FICHIER", libelle=words, quantite="300")


async def test_the_room_near_is_found_and_the_taken_one_is_not(admin: AsyncEngine, bases: Bases, world: World):
    place = world.cellules[0]
    free = await offer(bases, world.associee, endroit=":".join(place))
    busy = await offer(bases, world.associee, endroit=":".join(place), libelle="Salle du haut")
    await offer(bases, world.associee, endroit=":".join(place), libelle="Salle du mardi", jours=("2",))
    action, days = await dated(admin, world)
    await reserve(bases, world.partenaire, action, busy, days[0])

    async with entered(bases, world.partenaire) as (session, acteur):
        found = await moyens.find_free(session, acteur, moyens.Besoin("MY_LOCAL", SOON, ("matin",), place))

    assert [libre.line.moyen.id for libre in found] == [free]  # 2 December 2026 is a Wednesday


async def test_an_offer_answers_the_request_of_another(bases: Bases, world: World):
    room = await offer(bases, world.associee, jours=("1", "2"))
    await offer(bases, world.associee, libelle="Salle du soir", creneaux=("soir",))
    wanted = await offer(bases, world.partenaire, sens="demande", libelle="Une salle le lundi matin", jours=("1",),
                         creneaux=("matin",))  # fmt: skip

    async with entered(bases, world.partenaire) as (session, acteur):
        vue = await moyens.read_moyen(session, acteur, wanted, TODAY)

    assert [line.moyen.id for line in vue.reponses] == [room]


async def test_the_quantity_cannot_go_under_what_is_reserved(admin: AsyncEngine, bases: Bases, world: World):
    kits = await offer(bases, world.associee, code="MY_CONSO", libelle="Kits", quantite="5")
    action, _ = await dated(admin, world)
    await reserve(bases, world.partenaire, action, kits, None, quantite=4)

    fewer = saisi(code="MY_CONSO", libelle="Kits", quantite="3")
    async with entered(bases, world.associee) as (session, acteur):
        with pytest.raises(Conflict, match="déjà réservées"):
            await moyens.modify(session, acteur, kits, fewer, version=1, today=TODAY)


async def test_what_is_reserved_keeps_its_kind(admin: AsyncEngine, bases: Bases, world: World):
    room = await offer(bases, world.associee)
    action, days = await dated(admin, world)
    await reserve(bases, world.partenaire, action, room, days[0])

    async with entered(bases, world.associee) as (session, acteur):
        with pytest.raises(Conflict, match="ne change plus de nature"):
            await moyens.modify(session, acteur, room, saisi(code="MY_CONSO"), version=1, today=TODAY)
    async with entered(bases, world.associee) as (session, acteur):
        await moyens.modify(session, acteur, room, saisi(libelle="Salle du haut"), version=1, today=TODAY)


@pytest.mark.parametrize(
    "period",
    [
        {"debut": "2026-11-01", "fin": "2026-11-29"},
        {"debut": "2026-12-10", "fin": "2027-06-30"},
    ],
)
async def test_what_is_used_up_is_reserved_for_a_day_of_its_offer(
    admin: AsyncEngine, bases: Bases, world: World, period: dict[str, str]
):
    kits = await offer(bases, world.associee, code="MY_CONSO", libelle="Kits", quantite="5", **period)
    action, days = await dated(admin, world)

    with pytest.raises(Conflict, match="Cette offre vaut du"):
        await reserve(bases, world.partenaire, action, kits, days[0])
    assert await reserve(bases, world.partenaire, action, kits, None) == "reservee"


async def test_nothing_is_reserved_of_an_offer_that_is_over(admin: AsyncEngine, bases: Bases, world: World):
    kits = await offer(bases, world.associee, code="MY_CONSO", libelle="Kits", quantite="5", fin="2026-11-29")
    action, _ = await dated(admin, world)
    later = NOW + timedelta(days=8)

    async with entered(bases, world.partenaire) as (session, acteur):
        with pytest.raises(Conflict, match="Cette offre vaut du"):
            await moyens.reserve(session, acteur, action, kits, date_id=None, quantite=1, now=later)
