"""What PostgreSQL itself refuses about means, whoever asks and by whatever way."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action, DateAction
from asv.db.alertes import Alerte
from asv.db.engine import Bases, loader_session
from asv.db.moyens import Moyen, Occupation, Reservation
from tests.support.database import TODAY, Persona, World
from tests.support.moyens import dated_action

JOUR = TODAY + timedelta(days=10)


async def lent(admin: AsyncEngine, world: World, code: str = "MY_LOCAL", quantite: int = 1, **changes) -> UUID:
    """A means of the second structure."""
    values = {
        "territoire_id": world.territoire_id, "id": uuid4(), "structure_id": world.associee.structure_id,
        "sens": "offre", "code": code, "libelle": "Essai", "quantite": quantite, "debut": TODAY,
        "fin": TODAY + timedelta(days=90), "auteur_id": world.associee.id,
    }  # fmt: skip
    moyen = Moyen(**values | changes)
    async with loader_session(admin) as session, session.begin():
        session.add(moyen)
    return moyen.id


def reservation(world: World, moyen: UUID, action: UUID, **changes) -> dict:
    return {
        "territoire_id": world.territoire_id, "id": uuid4(), "moyen_id": moyen,
        "proprietaire_id": world.associee.structure_id, "action_id": action,
        "structure_id": world.partenaire.structure_id, "quantite": 1, "etat": "reservee",
        "auteur_id": world.partenaire.id,
    } | changes  # fmt: skip


def half_day(row: dict, **changes) -> dict:
    same = {name: row[name] for name in ("territoire_id", "moyen_id")}
    return same | {"jour": JOUR, "creneau": "matin", "unite": 1, "quantite": 1, "reservation_id": row["id"]} | changes


async def write(bases: Bases, who: Persona, *statements) -> None:
    async with bases.session(who.token, read_only=False) as session, session.begin():
        for statement in statements:
            await session.execute(statement)


async def count(bases: Bases, who: Persona, moyen: UUID) -> tuple[int, int]:
    async with bases.session(who.token, read_only=True) as session:
        taken = await session.scalar(select(func.count()).where(Occupation.moyen_id == moyen))
        return taken, await session.scalar(select(Moyen.pris).where(Moyen.id == moyen))


async def test_a_half_day_is_taken_once(admin: AsyncEngine, bases: Bases, world: World):
    moyen, (action, _) = await lent(admin, world), await dated_action(admin, world, JOUR, 1)
    first = reservation(world, moyen, action)
    second = reservation(world, moyen, action, auteur_id=world.coordinateur.id)
    await write(bases, world.partenaire, insert(Reservation).values(first), insert(Occupation).values(half_day(first)))

    again = insert(Reservation).values(second), insert(Occupation).values(half_day(second))
    with pytest.raises(IntegrityError, match="pk_occupation"):
        await write(bases, world.coordinateur, *again)
    assert await count(bases, world.partenaire, moyen) == (1, 0)


async def test_no_more_units_are_taken_than_there_are(admin: AsyncEngine, bases: Bases, world: World):
    moyen, (action, _) = await lent(admin, world), await dated_action(admin, world, JOUR, 1)
    row = reservation(world, moyen, action)
    await write(bases, world.partenaire, insert(Reservation).values(row))

    for wrong in ({"unite": 2}, {"unite": 2, "quantite": 2}):
        with pytest.raises(IntegrityError):
            await write(bases, world.partenaire, insert(Occupation).values(half_day(row, **wrong)))


async def test_nobody_counts_what_is_taken_by_hand(admin: AsyncEngine, bases: Bases, world: World):
    moyen = await lent(admin, world, "MY_CONSO", 5)

    for who in (world.associee, world.partenaire, world.coordinateur):
        with pytest.raises(DBAPIError, match="permission denied"):
            await write(bases, who, update(Moyen).where(Moyen.id == moyen).values(pris=5))


async def test_the_stock_is_counted_and_given_back_by_the_database(admin: AsyncEngine, bases: Bases, world: World):
    moyen, (action, _) = await lent(admin, world, "MY_CONSO", 5), await dated_action(admin, world, JOUR, 1)
    row = reservation(world, moyen, action, quantite=4)
    await write(bases, world.partenaire, insert(Reservation).values(row))
    assert await count(bases, world.partenaire, moyen) == (0, 4)

    with pytest.raises(IntegrityError, match="ck_moyen_pris"):
        await write(bases, world.partenaire, insert(Reservation).values(reservation(world, moyen, action, quantite=2)))

    freed = update(Reservation).where(Reservation.id == row["id"]).values(etat="liberee")
    await write(bases, world.partenaire, freed)
    assert await count(bases, world.partenaire, moyen) == (0, 0)
    with pytest.raises(DBAPIError, match="given back"):
        await write(bases, world.partenaire, freed.values(etat="reservee"))


async def test_what_is_freed_holds_no_half_day_and_takes_none_again(admin: AsyncEngine, bases: Bases, world: World):
    moyen, (action, _) = await lent(admin, world), await dated_action(admin, world, JOUR, 1)
    row = reservation(world, moyen, action)
    await write(bases, world.partenaire, insert(Reservation).values(row), insert(Occupation).values(half_day(row)))

    await write(bases, world.associee, update(Reservation).where(Reservation.id == row["id"]).values(etat="refusee"))

    assert await count(bases, world.partenaire, moyen) == (0, 0)
    with pytest.raises(DBAPIError, match="row-level security"):
        await write(bases, world.partenaire, insert(Occupation).values(half_day(row)))


async def test_a_half_day_is_not_taken_back_without_its_reservation(admin: AsyncEngine, bases: Bases, world: World):
    moyen, (action, _) = await lent(admin, world), await dated_action(admin, world, JOUR, 1)
    row = reservation(world, moyen, action)
    await write(bases, world.partenaire, insert(Reservation).values(row), insert(Occupation).values(half_day(row)))

    for who in (world.partenaire, world.associee, world.coordinateur):
        with pytest.raises(DBAPIError, match="permission denied"):
            await write(bases, who, delete(Occupation).where(Occupation.moyen_id == moyen))


async def test_a_reservation_is_for_an_action_that_its_structure_carries(
    admin: AsyncEngine, bases: Bases, world: World
):
    moyen, (action, _) = await lent(admin, world), await dated_action(admin, world, JOUR, 1)
    own = {"structure_id": world.associee.structure_id, "auteur_id": world.associee.id}

    with pytest.raises(IntegrityError, match="fk_reservation"):
        await write(bases, world.associee, insert(Reservation).values(reservation(world, moyen, action, **own)))
    for_another = reservation(world, moyen, action, auteur_id=world.associee.id)
    with pytest.raises(DBAPIError, match="row-level security"):
        await write(bases, world.associee, insert(Reservation).values(for_another))


WRONG = [
    ({"quantite": -3}, "ck_reservation_quantite"),
    ({"quantite": 0}, "ck_reservation_quantite"),
    ({"etat": "n_importe"}, "offer not open"),
    ({"etat": "utilisee"}, "offer not open"),
]


@pytest.mark.parametrize(("changes", "reason"), WRONG)
async def test_a_reservation_is_of_units_that_exist_and_in_a_state_that_exists(
    admin: AsyncEngine, bases: Bases, world: World, changes: dict, reason: str
):
    moyen, (action, _) = await lent(admin, world, "MY_CONSO", 5), await dated_action(admin, world, JOUR, 1)

    row = reservation(world, moyen, action, **changes)
    with pytest.raises(IntegrityError, match=reason):
        await write(bases, world.partenaire, insert(Reservation).values(row))
    assert await count(bases, world.partenaire, moyen) == (0, 0)


async def test_who_asks_does_not_answer_for_the_owner(admin: AsyncEngine, bases: Bases, world: World):
    moyen = await lent(admin, world, "MY_CONSO", 5, is_sur_accord=True)
    action, _ = await dated_action(admin, world, JOUR, 1)
    row = reservation(world, moyen, action)

    with pytest.raises(DBAPIError, match="the owner answers"):
        await write(bases, world.partenaire, insert(Reservation).values(row))
    await write(bases, world.partenaire, insert(Reservation).values(row | {"etat": "demandee"}))
    agreed = update(Reservation).where(Reservation.id == row["id"]).values(etat="reservee")
    with pytest.raises(DBAPIError, match="the owner answers"):
        await write(bases, world.partenaire, agreed)
    await write(bases, world.associee, agreed)


@pytest.mark.parametrize("changes", [{"sens": "demande"}, {"etat": "ferme"}, {"fin": TODAY + timedelta(days=1)}])
async def test_what_is_not_offered_is_not_reserved(admin: AsyncEngine, bases: Bases, world: World, changes: dict):
    moyen = await lent(admin, world, "MY_CONSO", 5, **changes)
    action, days = await dated_action(admin, world, JOUR, 1)

    for who in (world.partenaire, world.coordinateur):
        row = reservation(world, moyen, action, date_id=days[0], auteur_id=who.id)
        with pytest.raises(IntegrityError, match="offer not open"):
            await write(bases, who, insert(Reservation).values(row))


async def test_nothing_is_reserved_for_a_date_that_is_off_or_of_another_action(
    admin: AsyncEngine, bases: Bases, world: World
):
    moyen = await lent(admin, world, "MY_CONSO", 5)
    action, days = await dated_action(admin, world, JOUR, 2)
    _, others = await dated_action(admin, world, JOUR, 1)
    off = update(DateAction).where(DateAction.id == days[0]).values(etat="AE_ANNULEE")
    await write(bases, world.partenaire, off)

    for day in (days[0], others[0]):
        row = reservation(world, moyen, action, date_id=day)
        with pytest.raises(IntegrityError, match="date not planned"):
            await write(bases, world.partenaire, insert(Reservation).values(row))
    await write(bases, world.coordinateur, update(Action).where(Action.id == action).values(etat="AE_ANNULEE"))
    with pytest.raises(IntegrityError, match="action off"):
        await write(bases, world.partenaire, insert(Reservation).values(reservation(world, moyen, action)))


async def test_what_is_reserved_keeps_its_kind_whoever_writes(admin: AsyncEngine, bases: Bases, world: World):
    moyen, (action, _) = await lent(admin, world), await dated_action(admin, world, JOUR, 1)
    await write(bases, world.partenaire, insert(Reservation).values(reservation(world, moyen, action)))

    for who in (world.associee, world.coordinateur):
        with pytest.raises(IntegrityError, match="kind of what is booked"):
            await write(bases, who, update(Moyen).where(Moyen.id == moyen).values(code="MY_CONSO"))


async def test_a_partner_keeps_no_alert_against_another(admin: AsyncEngine, bases: Bases, world: World):
    action, _ = await dated_action(admin, world, JOUR, 1)
    forged = insert(Alerte).values(
        territoire_id=world.territoire_id, id=uuid4(), regle="DOUBLON", action_id=action,
        porteur_id=world.partenaire.structure_id, autre_porteur_id=world.associee.structure_id,
    )  # fmt: skip

    with pytest.raises(DBAPIError, match="permission denied"):
        await write(bases, world.partenaire, forged)
