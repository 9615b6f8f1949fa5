"""What waits between an upload and its import: for one person, one session, one purpose and one hour."""

from datetime import UTC, datetime, timedelta

import pytest

from asv.db.brouillons import change_brouillon, drop_brouillon, keep_brouillon, open_brouillon
from asv.db.engine import Bases, acteur_of
from asv.domain.errors import NotFound
from tests.support.database import Persona, World

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CONTENT = {"lignes": [["Date", "Quartier"], ["", "tLes Marichelles"]]}
OURS = {"purpose": b"annuaire", "secret": b"le jeton d'une session"}


async def do(bases: Bases, who: Persona, what, *given, **more):
    async with bases.session(who.token, read_only=False) as session, session.begin():
        return await what(session, await acteur_of(session), *given, **OURS | more)


async def drop(session, acteur, draft, **_):
    await drop_brouillon(session, acteur, draft)


@pytest.mark.parametrize(
    "otherwise",
    [{"purpose": b"series"}, {"purpose": b""}, {"secret": b"another"}, {"now": NOW + timedelta(minutes=61)}],
    ids=["purpose", "no purpose", "session", "hour"],
)
async def test_a_draft_opens_for_its_purpose_its_session_and_its_hour_only(bases: Bases, world: World, otherwise: dict):
    draft = await do(bases, world.coordinateur, keep_brouillon, CONTENT, now=NOW)

    assert await do(bases, world.coordinateur, open_brouillon, draft, now=NOW + timedelta(minutes=59)) == CONTENT
    with pytest.raises(NotFound, match="Envoyez-le de nouveau"):
        await do(bases, world.coordinateur, open_brouillon, draft, **{"now": NOW} | otherwise)


async def test_a_new_draft_takes_the_place_of_the_former_whatever_that_was_for(bases: Bases, world: World):
    former = await do(bases, world.coordinateur, keep_brouillon, CONTENT, now=NOW)

    draft = await do(bases, world.coordinateur, keep_brouillon, [], purpose=b"series", now=NOW)

    assert await do(bases, world.coordinateur, open_brouillon, draft, purpose=b"series", now=NOW) == []
    with pytest.raises(NotFound):
        await do(bases, world.coordinateur, open_brouillon, former, now=NOW)


async def test_a_draft_that_is_changed_does_not_last_longer(bases: Bases, world: World):
    draft = await do(bases, world.coordinateur, keep_brouillon, CONTENT, now=NOW)

    await do(bases, world.coordinateur, change_brouillon, draft, "changé")

    assert await do(bases, world.coordinateur, open_brouillon, draft, now=NOW) == "changé"
    with pytest.raises(NotFound):
        await do(bases, world.coordinateur, open_brouillon, draft, now=NOW + timedelta(minutes=61))


async def test_a_draft_that_is_dropped_is_gone(bases: Bases, world: World):
    draft = await do(bases, world.coordinateur, keep_brouillon, CONTENT, now=NOW)

    await do(bases, world.coordinateur, drop, draft)

    with pytest.raises(NotFound):
        await do(bases, world.coordinateur, open_brouillon, draft, now=NOW)
