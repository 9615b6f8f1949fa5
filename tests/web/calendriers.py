"""A site whose hour a test sets, and the secret addresses that its people make."""

import re
from datetime import UTC, date, datetime, time
from uuid import uuid4

import httpx

from tests.support.database import Persona
from tests.support.site import ORIGIN, Client

TODAY = date(2026, 5, 4)


class Clock:
    """The hour of the site, which a test sets."""

    def __init__(self) -> None:
        self.now = datetime.combine(TODAY, time(10), UTC)

    def __call__(self) -> datetime:
        return self.now


async def make(site: Client, who: Persona, nature: str = "personnel") -> str:
    """Path of a new secret address, as the page shows it."""
    answer = await site.post("/agenda/abonnements", who, nature=nature, element=uuid4())
    assert answer.status_code == 303, answer.text
    return shown(await site.get(answer.headers["location"], who))


def shown(page: httpx.Response) -> str:
    """Path of the secret address that a page shows; empty for none."""
    found = re.search(rf'value="{ORIGIN}(/ical/[\w-]+\.ics)"', page.text)
    return found[1] if found else ""


async def wrongs(site: Client, path: str) -> list[httpx.Response]:
    """This address beside those that never worked."""
    return [await site.get(p) for p in (path, "/ical/" + "A" * 43 + ".ics", "/ical/x", f"{path}.ics")]


def is_one_and_the_same(answers: list[httpx.Response]) -> bool:
    told = {(a.status_code, a.text, *sorted(h for h in a.headers.items() if h[0] != "date")) for a in answers}
    return len(told) == 1 and answers[0].status_code == 404
