"""What hangs on an action by SQL of a partner's own: its own action only, and nothing of what others said."""

from datetime import date

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.db.steps import REFUSED, Run, day_of, place
from tests.support.database import World
from tests.support.plantees import plant, soon


async def test_what_hangs_on_a_date_hangs_on_its_own_action(admin: AsyncEngine, run: Run, world: World):
    mine = await plant(admin, world)
    theirs = await plant(admin, world, porteur=world.associee, jours=[soon()])
    day = await day_of(admin, theirs)
    who = {"t": world.territoire_id, "a": mine, "m": world.partenaire.structure_id, "d": day}

    with pytest.raises(DBAPIError, match="fk_frequentation_territoire_id_date_id_action_id"):
        await run(
            world.partenaire,
            "INSERT INTO asv.frequentation (territoire_id, date_id, action_id, porteur_id, participants) "
            "VALUES (:t, :d, :a, :m, 99)",
            **who,
        )
    with pytest.raises(DBAPIError, match="fk_date_action_territoire_id_remplace_id_action_id"):
        await run(
            world.partenaire,
            "INSERT INTO asv.date_action (territoire_id, id, action_id, porteur_id, jour, debut, fin, lieu, commune, "
            "etat, remplace_id) SELECT :t, gen_random_uuid(), :a, :m, jour, debut, fin, 'Ailleurs', commune, "
            "'AE_PROGRAMMEE', id FROM asv.date_action WHERE id = :d",
            **who,
        )


@pytest.mark.parametrize(
    "change",
    [
        "apport = 'Tout, gratuitement', reponse = 'attendue'",
        "apport = 'Tout, gratuitement'",
        "moyens = '{MY_LOCAL}'",
        "convention_le = '2026-01-01', reponse = 'attendue'",
        "fonction_contact = 'Le directeur', reponse = 'retiree'",
        "role = 'RO_PARTENAIRE', reponse = 'attendue'",
        "reponse = 'acceptee', role = 'RO_PORTEUR'",
    ],
)
async def test_a_porteur_rewrites_nothing_of_what_a_guest_said(admin: AsyncEngine, run: Run, world: World, change: str):
    action = await plant(admin, world)
    await place(admin, action, world.partenaire, world.associee)

    with pytest.raises(DBAPIError, match=REFUSED):
        await run(
            world.partenaire,
            f"UPDATE asv.participation SET {change} WHERE action_id = :a AND structure_id = :s",  # noqa: S608
            a=action, s=world.associee.structure_id,
        )  # fmt: skip


async def test_a_guest_changes_what_it_brings_and_never_its_role(admin: AsyncEngine, run: Run, world: World):
    action = await plant(admin, world)
    await place(admin, action, world.partenaire, world.associee)
    of_it = "WHERE action_id = :a AND structure_id = :s"
    who = {"a": action, "s": world.associee.structure_id}

    assert await run(
        world.associee,
        f"UPDATE asv.participation SET apport = 'Une salle', reponse = 'declinee' {of_it}",  # noqa: S608
        **who,
    ) == [1]
    with pytest.raises(DBAPIError, match=REFUSED):
        await run(
            world.associee,
            f"UPDATE asv.participation SET role = 'RO_PORTEUR' {of_it}",  # noqa: S608
            **who,
        )


async def test_a_structure_is_invited_and_never_made_to_accept(admin: AsyncEngine, run: Run, world: World):
    action = await plant(admin, world)
    theirs = await plant(admin, world, porteur=world.associee)
    into = (
        "INSERT INTO asv.participation (territoire_id, action_id, structure_id, porteur_id, role, reponse, is_demande) "
        "VALUES (:t, :a, :s, :p, :r, :n, :d)"
    )
    own, other = world.partenaire.structure_id, world.associee.structure_id
    where = {"t": world.territoire_id}

    for given in (
        {"a": action, "s": other, "p": own, "r": "RO_HOTE", "n": "acceptee", "d": False},
        {"a": action, "s": other, "p": own, "r": "RO_HOTE", "n": "acceptee", "d": True},
        {"a": theirs, "s": own, "p": other, "r": "RO_PORTEUR", "n": "demandee", "d": True},
    ):
        with pytest.raises(DBAPIError, match=REFUSED):
            await run(world.partenaire, into, **where, **given)


async def test_who_prepares_what_with_whom_is_read_with_the_action(admin: AsyncEngine, run: Run, world: World):
    draft = await plant(admin, world, porteur=world.associee, etat="AE_MONTAGE")
    shown = await plant(admin, world, porteur=world.associee)
    query = "SELECT action_id FROM asv.participation"

    for who in (world.partenaire, world.mediateur, world.financeur):
        assert {row.action_id for row in await run(who, query)} == {shown}
    for who in (world.associee, world.coordinateur):
        assert {row.action_id for row in await run(who, query)} == {draft, shown}
    await place(admin, draft, world.associee, world.partenaire, reponse="declinee")
    assert [row.action_id for row in await run(world.partenaire, f"{query} WHERE action_id = :a", a=draft)] == [draft]


@pytest.mark.parametrize("droits", ["zzz", ""])
async def test_a_right_that_does_not_exist_is_given_to_nobody(run: Run, world: World, droits: str):
    with pytest.raises(DBAPIError, match="ck_compte_droits"):
        await run(
            world.partenaire,
            "UPDATE sec.compte SET droits = :d WHERE structure_id = :s",
            d=droits, s=world.partenaire.structure_id,
        )  # fmt: skip


async def test_a_link_that_never_dies_is_given_to_nobody(run: Run, world: World):
    who = {"t": world.territoire_id, "u": world.partenaire.id}
    with pytest.raises(DBAPIError, match="row-level security"):
        await run(
            world.partenaire,
            "INSERT INTO sec.invitation (token_hash, territoire_id, compte_id, expire_le) "
            "VALUES ('\\x01', :t, :u, '9999-01-01')",
            **who,
        )
    flux = (
        "INSERT INTO asv.flux (territoire_id, id, compte_id, nature, jeton_hash, expire_le) "
        "VALUES (:t, gen_random_uuid(), :u, 'structure', :h, :e)"
    )
    for hashed, day in ((b"\x00" * 32, date(9000, 1, 1)), (b"\x00", soon())):
        with pytest.raises(DBAPIError, match="row-level security"):
            await run(world.partenaire, flux, h=hashed, e=day, **who)
