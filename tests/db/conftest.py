"""What the tests of this folder are given."""

from typing import Any

import pytest
from sqlalchemy import text

from asv.db.engine import Bases, acteur_of
from tests.db.steps import Run
from tests.support.database import Persona


@pytest.fixture
def run(bases: Bases) -> Run:
    """Runs one statement as whoever holds the session, and keeps what it did."""

    async def run(who: Persona, sql: str, **values: Any) -> list[Any]:
        async with bases.session(who.token, read_only=False) as session, session.begin():
            await acteur_of(session)
            found = await session.execute(text(sql), values)
            return list(found.all()) if found.returns_rows else [found.rowcount]

    return run
