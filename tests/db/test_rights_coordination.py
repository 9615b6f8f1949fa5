"""What a partner cannot do to others by SQL of his own, whatever the pages would have asked."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import DateAction, Participation
from asv.db.alertes import Alerte
from asv.db.engine import Bases, acteur_of, loader_session
from asv.db.notifications import Notification
from asv.db.structures import Structure
from tests.support.database import Persona, World
from tests.support.plantees import plant, soon

REFUSED = "insufficient_privilege|row-level security|permission denied|violates"
Run = Callable[..., Awaitable[list[Any]]]


@pytest.fixture
def run(bases: Bases) -> Run:
    """Runs one statement as whoever holds the session, and keeps what it did."""

    async def run(who: Persona, sql: str, **values: Any) -> list[Any]:
        async with bases.session(who.token, read_only=False) as session, session.begin():
            await acteur_of(session)
            found = await session.execute(text(sql), values)
            return list(found.all()) if found.returns_rows else [found.rowcount]

    return run


TELL = (
    "SELECT asv.prevenir(:cle, :genre, CAST(:structures AS uuid[]), CAST(:roles AS text[]), :action, :date, "
    "CAST(:facts AS jsonb), :heures)"
)
EVERYBODY = ["mediateur", "coordinateur", "financeur", "administrateur", "partenaire"]


def event(cle: str, genre: str, action: UUID, **changes: Any) -> dict[str, Any]:
    values = {"structures": [], "roles": EVERYBODY, "date": None, "facts": "{}", "heures": None}
    return {"cle": cle, "genre": genre, "action": action} | values | changes


async def place(admin: AsyncEngine, action: UUID, porteur: Persona, guest: Persona, **changes: Any) -> None:
    async with loader_session(admin) as session, session.begin():
        values = {"role": "RO_HOTE", "reponse": "acceptee", "apport": "Nos deux salles"} | changes
        own = porteur.structure_id, guest.structure_id
        where = (await session.scalar(select(Structure.territoire_id).where(Structure.id == own[0]))) or ""
        session.add(
            Participation(territoire_id=where, action_id=action, porteur_id=own[0], structure_id=own[1], **values)
        )


async def day_of(admin: AsyncEngine, action: UUID) -> UUID:
    async with loader_session(admin) as session:
        return (await session.scalars(select(DateAction.id).where(DateAction.action_id == action))).one()


async def told_of(admin: AsyncEngine, action: UUID) -> list[Notification]:
    async with loader_session(admin) as session:
        return list(await session.scalars(select(Notification).where(Notification.action_id == action)))


async def test_a_structure_taken_back_or_only_asking_tells_nobody_anything(admin: AsyncEngine, run: Run, world: World):
    back = await plant(admin, world, jours=[soon()])
    asked = await plant(admin, world, jours=[soon()])
    await place(admin, back, world.partenaire, world.associee, reponse="retiree")
    await place(admin, asked, world.partenaire, world.associee, reponse="demandee", is_demande=True)

    for action in (back, asked):
        day = await day_of(admin, action)
        lie = {"facts": '{"quoi": "Mme Dupont 0612345678", "lien": "/deconnexion"}', "date": day}
        for genre in ("changement", "annulation", "mention", "alerte", "moyen", "n_importe"):
            with pytest.raises(DBAPIError, match=REFUSED):
                await run(world.associee, TELL, **event(f"annulation:{day}", genre, action, **lie))
        assert await told_of(admin, action) == []


async def test_nobody_takes_beforehand_the_name_of_the_event_of_another(admin: AsyncEngine, run: Run, world: World):
    action = await plant(admin, world, jours=[soon()])
    theirs = await plant(admin, world, porteur=world.associee, jours=[soon()])
    day = await day_of(admin, theirs)
    await place(admin, theirs, world.associee, world.partenaire)

    for cle, about in ((f"annulation:{day}", action), (f"annulation:{day}", theirs), (f"reponse:{theirs}:x", theirs)):
        for genre in ("annulation", "reponse", "mention"):
            with pytest.raises(DBAPIError, match=REFUSED):
                await run(world.partenaire, TELL, **event(cle, genre, about, date=day))

    structures = [world.partenaire.structure_id]
    [(told,)] = await run(
        world.associee, TELL, **event(f"annulation:{day}", "annulation", theirs, structures=structures, date=day)
    )
    assert told > 1
    assert {n.cle for n in await told_of(admin, theirs)} == {f"annulation:{day}"}


async def test_a_guest_answers_the_porteur_alone_in_the_words_of_the_database(
    admin: AsyncEngine, bases: Bases, run: Run, world: World
):
    action = await plant(admin, world, jours=[soon()], titre="Dépistage")
    await place(admin, action, world.partenaire, world.associee)
    cle = f"reponse:{action}:{world.associee.structure_id}:acceptee"
    lie = '{"titre": "Mme Dupont", "structure": "Coordination", "quoi": "Appelez Mme Dupont", "lien": "/deconnexion"}'

    structures = [world.partenaire.structure_id, world.associee.structure_id]
    await run(world.associee, TELL, **event(cle, "reponse", action, facts=lie, structures=structures))

    told = await told_of(admin, action)
    async with bases.session(world.associee.token, read_only=True) as session:
        nom = await session.scalar(select(Structure.nom).where(Structure.id == world.associee.structure_id))
    assert {n.compte_id for n in told} == {world.partenaire.id}
    assert {(n.details["titre"], n.details["structure"], n.details.get("quoi")) for n in told} == {
        ("Dépistage", nom, None)
    }
    assert all("lien" not in n.details for n in told)


async def test_a_porteur_tells_no_funder_and_no_mediator_of_a_draft(admin: AsyncEngine, run: Run, world: World):
    action = await plant(admin, world, etat="AE_MONTAGE")

    await run(world.partenaire, TELL, **event(f"annulation-action:{action}", "annulation", action))

    assert {n.compte_id for n in await told_of(admin, action)} == {world.coordinateur.id}


@pytest.mark.parametrize("heures", [-1, 47, 100_000])
async def test_only_the_agreed_delay_is_asked(admin: AsyncEngine, run: Run, world: World, heures: int):
    action = await plant(admin, world, jours=[soon()])

    with pytest.raises(DBAPIError, match=REFUSED):
        await run(world.partenaire, TELL, **event(f"annulation-action:{action}", "annulation", action, heures=heures))


async def test_a_partner_writes_no_alert_against_another(admin: AsyncEngine, run: Run, world: World):
    action = await plant(admin, world)
    with pytest.raises(DBAPIError, match=REFUSED):
        await run(
            world.partenaire,
            "INSERT INTO asv.alerte (territoire_id, id, regle, action_id, porteur_id, autre_porteur_id, details) "
            "VALUES (:t, gen_random_uuid(), 'DOUBLON', :a, :m, :o, '{\"structure\": \"zzz\"}')",
            t=world.territoire_id, a=action, m=world.partenaire.structure_id, o=world.associee.structure_id,
        )  # fmt: skip
    row = Alerte(
        territoire_id=world.territoire_id, id=uuid4(), regle="DOUBLON", action_id=action,
        porteur_id=world.partenaire.structure_id, autre_porteur_id=world.associee.structure_id, details={"a": "b"},
    )  # fmt: skip
    async with loader_session(admin) as session, session.begin():
        session.add(row)
    with pytest.raises(DBAPIError, match=REFUSED):
        await run(world.partenaire, "UPDATE asv.alerte SET details = '{\"structure\": 3}' WHERE id = :i", i=row.id)


async def test_who_writes_signs_with_the_name_of_his_structure(
    admin: AsyncEngine, bases: Bases, run: Run, world: World
):
    action = await plant(admin, world)
    await place(admin, action, world.partenaire, world.associee)
    who = {"t": world.territoire_id, "a": action, "m": world.partenaire.structure_id}
    said = (
        "INSERT INTO asv.commentaire (territoire_id, id, action_id, porteur_id, auteur_id, signature, nature, texte) "
        "VALUES (:t, gen_random_uuid(), :a, :m, :u, 'Coordination', :n, 'Bonjour')"
    )
    passed = (
        "INSERT INTO asv.passage (territoire_id, id, action_id, porteur_id, de, vers, auteur_id, signature) "
        "VALUES (:t, gen_random_uuid(), :a, :m, 'AE_CONCERTATION', 'AE_VALIDEE', :u, 'Coordination')"
    )

    await run(world.partenaire, said, u=world.partenaire.id, n="decision", **who)
    await run(world.partenaire, passed, u=world.partenaire.id, **who)
    await run(world.associee, said, u=world.associee.id, n="commentaire", **who)
    await run(world.coordinateur, said, u=world.coordinateur.id, n="decision", **who)
    with pytest.raises(DBAPIError, match=REFUSED):
        await run(world.associee, said, u=world.associee.id, n="decision", **who)

    async with bases.session(world.coordinateur.token, read_only=True) as session:
        noms = {row.id: row.nom for row in await session.execute(select(Structure.id, Structure.nom))}
        signed = (await session.execute(text("SELECT auteur_id, signature FROM asv.commentaire"))).all()
        moved = (await session.execute(text("SELECT auteur_id, signature FROM asv.passage"))).all()
    own = (world.partenaire.id, noms[world.partenaire.structure_id])
    guest = (world.associee.id, noms[world.associee.structure_id])
    assert {tuple(row) for row in signed} == {own, guest, (world.coordinateur.id, "Coordination")}
    assert {tuple(row) for row in moved} == {own}


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
