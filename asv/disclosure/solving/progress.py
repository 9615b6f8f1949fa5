"""What a long search tells while it runs, and how it is stopped."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the search is.

    done: part of the time limit that has passed, 0 to 1. loss: cost of the best safe pattern so far, infinite before
    there is one. bound: no safe pattern costs less.
    """

    phase: str
    done: float
    loss: float
    bound: float


def never() -> bool:
    """There is always time left."""
    return False


class Cancelled(Exception):  # noqa: N818 - the caller asked for it, it is no error
    """The caller asked to stop."""


@dataclass(slots=True)
class Watch:
    """The time, the progress and the wish to stop of one search."""

    seconds: float
    tell: Callable[[Progress], None] | None = None
    cancelled: Callable[[], bool] | None = None
    _start: float = field(default_factory=time.monotonic)

    @property
    def passed(self) -> float:
        return time.monotonic() - self._start

    @property
    def left(self) -> float:
        return self.seconds - self.passed

    def is_over(self, seconds: float) -> bool:
        """Whether so many seconds have passed since the start, or the caller asked to stop."""
        return self.passed > seconds or (self.cancelled is not None and self.cancelled())

    def report(self, phase: str, loss: float, bound: float) -> None:
        """Tell where the search is; raises Cancelled when the caller asked to stop."""
        if self.is_over(np.inf):
            raise Cancelled
        if self.tell is not None:
            done = 1.0 if self.seconds <= 0 else min(1.0, self.passed / self.seconds)
            self.tell(Progress(phase, done, loss, bound))
