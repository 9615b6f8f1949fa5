"""S19 on the server: days stay as typed, order is that of reception, a day ahead is told, others wait."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.domain.saisie import InvalidField, NeedsCoordinator, Places, check_open, is_doubtful
from asv.domain.seances import parse_seance
from tests.support.counts import counted
from tests.support.database import TODAY, World
from tests.support.process import RunningSite
from tests.support.saisies import atelier, clear, rows
from tests.support.server import Tablet


@settings(max_examples=counted(200, 5000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(received=st.dates(date(2026, 1, 1), date(2032, 12, 31)), offset=st.integers(-800, 800))
def test_a_day_is_kept_as_typed_or_not_at_all(received: date, offset: int):
    typed = received + timedelta(days=offset)
    contenu = {
        "date": typed.isoformat(), "creneau": "matin", "commune": "62498", "lieu_type": "MAIRIE_CCAS",
        "mode": "PERMANENCE", "nomenclature": "2026.1",
    }  # fmt: skip
    try:
        draft = parse_seance(contenu, today=received, places=Places({"62498": frozenset()}))
    except NeedsCoordinator:
        assert offset < -60
    except InvalidField:
        assert offset > 1
    else:
        assert -60 <= offset <= 1
        assert draft.date == typed
        assert is_doubtful(draft.date, received) is (offset == 1)


def closing_of(day: date) -> date:
    """The last day of the month after its quarter, counted here without the domain."""
    months = day.year * 12 + (day.month - 1) // 3 * 3 + 4  # from the first day of the second month after the quarter
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


@settings(max_examples=counted(200, 5000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(received=st.dates(date(2026, 1, 1), date(2032, 12, 31)), offset=st.integers(-800, 1))
def test_a_quarter_closes_on_the_last_day_of_the_month_that_follows_it(received: date, offset: int):
    typed = received + timedelta(days=offset)
    try:
        check_open("date", typed, received)
    except NeedsCoordinator:
        assert received > closing_of(typed)
    else:
        assert received <= closing_of(typed)


async def test_whatever_the_clocks_every_item_has_its_number_its_day_and_its_period(
    served: RunningSite, world: World, admin: AsyncEngine
):
    days = [TODAY - timedelta(days=n) for n in (0, 40, 3, 20, 1, 50)]
    ahead, lost, drawer = TODAY + timedelta(days=1), TODAY + timedelta(days=10), TODAY - timedelta(days=730)
    items = [clear("atelier", atelier(world, date=day.isoformat())) for day in (*days, ahead, lost, drawer)]
    async with Tablet(served, world.mediateur) as tablet:
        found = [issue for item in items for issue in await tablet.issues([item])]

    sequences = {str(row["id"]): row["sequence"] for row in await rows(admin, world, "reception")}
    kept = {str(row["id"]): row["date_atelier"] for row in await rows(admin, world, "atelier")}
    known = [item["id"] for item, issue in zip(items, found, strict=True) if issue == "stored"]
    assert found[:6] == ["needs_coordinator" if closing_of(day) < TODAY else "stored" for day in days]
    assert found[7:] == ["rejected", "needs_coordinator"]
    assert [sequences[one] for one in known] == sorted(sequences.values())
    assert [kept[one].isoformat() for one in known] == [item["contenu"]["date"] for item in items if item["id"] in kept]
