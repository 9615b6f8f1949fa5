"""What a partner cannot do to others by SQL of his own, whatever the pages would have asked."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.alertes import Alerte
from asv.db.engine import Bases, loader_session
from asv.db.notifications import Notification
from asv.db.structures import Structure
from tests.db.steps import REFUSED, Run, day_of, place
from tests.support.database import World
from tests.support.plantees import plant, soon

TELL = (
    "SELECT asv.prevenir(:cle, :genre, CAST(:structures AS uuid[]), CAST(:roles AS text[]), :action, :date, "
    "CAST(:facts AS jsonb), :heures)"
)
EVERYBODY = ["mediateur", "coordinateur", "financeur", "administrateur", "partenaire"]


def event(cle: str, genre: str, action: UUID, **changes: Any) -> dict[str, Any]:
    values = {"structures": [], "roles": EVERYBODY, "date": None, "facts": "{}", "heures": None}
    return {"cle": cle, "genre": genre, "action": action} | values | changes


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
