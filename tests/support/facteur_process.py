"""Processes that carry mail and nothing else, made to be killed: one warm parent forks a carrier at each line it reads.

Started by tests/faults/test_mails_killed.py: `python -m tests.support.facteur_process PORTIER_URL SMTP_URL`.
"""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime

from asv.db.engine import Bases, make_engine
from asv.documents.courriers import mail_writer
from asv.usecases.courrier import Facteur, Tournee, relais_of
from tests.support.courrier import SECRET


async def carry(portier_url: str, smtp_url: str) -> None:
    """Rounds without a pause, until killed."""
    portier = make_engine(portier_url, size=2)
    write = mail_writer("https://asv.exemple.fr", "ne-pas-repondre@exemple.fr")
    bases = Bases(portier, portier)
    facteur = Facteur(bases.carrier, relais_of(smtp_url), write, SECRET, lambda: datetime.now(UTC))
    await Tournee(facteur, portier, every_seconds=0.001).run()


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the killed are not waited for
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            asyncio.run(carry(*sys.argv[1:3]))
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
