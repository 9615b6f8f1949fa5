"""Who tries secret addresses at random: counted by network address, in a memory that cannot grow."""

import logging
import re
from collections import OrderedDict
from datetime import datetime, timedelta

MOST_WRONG = 200
STOPPED_FOR = timedelta(hours=1)
MOST_REMEMBERED = 10_000
_SECRET = re.compile(r"/(ical|courriels/arret)/[^\s\"'?]+")
MASK = r"/\1/[…]"


class WrongTokens:
    """Wrong tokens of each network address within the hour. One memory a process, lost with it.

    The oldest address is forgotten when too many are known: whoever owns ten thousand is stopped by the 256 bits of a
    token, not by this.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[int, datetime]] = OrderedDict()

    def is_stopped(self, address: str, now: datetime) -> bool:
        count, since = self._known.get(address, (0, now))
        return count >= MOST_WRONG and now - since < STOPPED_FOR

    def note(self, address: str, now: datetime) -> None:
        """Counts one more; the hour starts at the first."""
        count, since = self._known.pop(address, (0, now))
        self._known[address] = (count + 1, since) if now - since < STOPPED_FOR else (1, now)
        if len(self._known) > MOST_REMEMBERED:
            self._known.popitem(last=False)

    def __len__(self) -> int:
        return len(self._known)


class Masked(logging.Filter):
    """Whatever a log is about to say, a secret address is not in it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _masked(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_masked(argument) for argument in record.args)
        return True


def _masked(given: object) -> object:
    return _SECRET.sub(MASK, given) if isinstance(given, str) else given


def mask_secret_paths() -> None:
    """Sets the mask on the logs of the server and of the site; ours writes no access log, but one may be added."""
    for name in ("uvicorn.access", "uvicorn.error", "asv"):
        logging.getLogger(name).addFilter(Masked())
