"""S36: the processes that carry mail are killed at any instant; nobody reads the same event twice in his mails."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.counts import counted
from tests.support.courrier import Poste
from tests.support.database import World

KILLS = counted(50, 1_000)
AT_ONCE = 2
LETTERS = 4
LONGEST_LIFE_SECONDS = 0.25


@dataclass
class Nursery:
    process: subprocess.Popen[str]

    def born(self) -> int:
        """A carrier at work; gives its pid."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@pytest.fixture
def nursery(poste: Poste) -> Iterator[Nursery]:
    portier = poste.bases.portier.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.support.facteur_process", portier, poste.boite.url]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield Nursery(process)
    process.stdin.close()
    process.stdout.close()
    process.wait(timeout=10)


async def test_carriers_killed_at_any_instant_send_each_event_once_at_most(
    poste: Poste, world: World, nursery: Nursery, measured: dict
):
    draw, start = random.Random(36), time.monotonic()
    for _ in range(KILLS // AT_ONCE):
        for who in draw.choices(world.people, k=LETTERS):
            await poste.drop(who)
        carriers = [nursery.born() for _ in range(AT_ONCE)]
        await asyncio.sleep(draw.uniform(0.01, LONGEST_LIFE_SECONDS))  # the instant of the kill, waited for nothing
        for carrier in carriers:
            os.kill(carrier, signal.SIGKILL)

    # the survivors: one process that nobody kills, then ten minutes
    await poste.send()
    poste.horloge.now = datetime.now(UTC) + timedelta(minutes=11)
    await poste.send()

    letters = {str(letter.id): letter.courrier for letter in await poste.letters()}
    received = Counter(mail["Message-ID"].strip("<").partition(".")[0] for _, mail in poste.boite.received)
    states = Counter(letters.values())
    assert set(received.values()) == {1}, "an event was read twice"
    assert set(letters.values()) <= {"parti", "incertain"}, "an event is stuck"
    assert all(received[one] == 1 for one, state in letters.items() if state == "parti"), "said to have left, did not"
    assert len(letters) == KILLS // AT_ONCE * LETTERS
    assert states["parti"] > 0
    measured |= {
        "kills": KILLS, "events": len(letters), "left": states["parti"], "uncertain": states["incertain"],
        "uncertain_received": sum(received[one] for one, state in letters.items() if state == "incertain"),
        "seconds": round(time.monotonic() - start, 1),
    }  # fmt: skip
