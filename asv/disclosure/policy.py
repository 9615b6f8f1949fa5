"""What a release must hide, how well, and what hiding costs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from asv.disclosure.table import Cell

Cost = Literal["value", "log", "count"]
LEAST_THRESHOLD: Final = 2
"""Below, a threshold hides nothing; class protection needs one more, for a class of two values."""
LEAST_ROUNDING: Final = 2
COSTS: Final[tuple[Cost, ...]] = ("value", "log", "count")


@dataclass(frozen=True, slots=True)
class Exact:
    """No primary count can be worked out: two whole values at least stay possible."""

    def __str__(self) -> str:
        return "exact"


@dataclass(frozen=True, slots=True)
class Interval:
    """Two whole values at least `width` apart stay possible for each primary count (a sliding interval)."""

    width: int = 5

    def __post_init__(self) -> None:
        """Refuse a width under 1."""
        if self.width < 1:
            raise ValueError(f"an interval has a width of 1 or more, not {self.width}")

    def __str__(self) -> str:
        return f"interval:{self.width}"


@dataclass(frozen=True, slots=True)
class SmallClass:
    """Every count that the threshold hides stays possible for each primary count below it."""

    def __str__(self) -> str:
        return "class"


Protection = Exact | Interval | SmallClass


def protection_of(text: str) -> Protection:
    """Read `exact`, `interval:5` or `class`; ValueError for anything else."""
    if text == "exact":
        return Exact()
    if text == "class":
        return SmallClass()
    word, _, width = text.partition(":")
    if word != "interval" or not (width.isascii() and width.isdigit()):
        raise ValueError(f"a protection is « exact », « interval:5 » or « class », not {text!r}")
    return Interval(int(width))


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of one release.

    threshold: smallest count published above zero. complement: dimensions along which shares are told: n is hidden
    when 1 ≤ D - n < threshold, D being the total of the dimension. certainty: sensitive dimensions: hidden are « all »
    (n = D, and the zeros beside it, which would tell it again) and « none » (n = 0) where D is under certainty_base.
    dominance: hide where one contribution is more than this share of the count. zeros_published: otherwise zeros are
    small counts like others. opened, closed: cells that stay published, and cells hidden whatever they hold.
    cost: what hiding a cell loses: its value, log(1 + value) or 1, times `weights`, by dimension and label.
    unions: hidden counts that a published sum tells together are protected as one count when they add up to less than
    the threshold. rounding: base of the view for the public. Raises ValueError for figures that protect nothing.
    """

    threshold: int = 11
    protection: Protection = field(default_factory=Interval)
    complement: tuple[str, ...] = ()
    certainty: tuple[str, ...] = ()
    certainty_base: int = 50
    dominance: float | None = None
    zeros_published: bool = True
    opened: tuple[Cell, ...] = ()
    closed: tuple[Cell, ...] = ()
    cost: Cost = "value"
    weights: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    unions: bool = False
    rounding: int = 5

    def __post_init__(self) -> None:
        """Refuse figures that protect nothing."""
        if self.threshold < LEAST_THRESHOLD:
            raise ValueError(f"a threshold is 2 or more, not {self.threshold}")
        if isinstance(self.protection, SmallClass) and self.threshold <= LEAST_THRESHOLD:
            raise ValueError("class protection needs a threshold of 3 or more: below, the class is one value")
        if self.dominance is not None and not 0 < self.dominance < 1:
            raise ValueError(f"a dominance is a share between 0 and 1, not {self.dominance}")
        if self.rounding < LEAST_ROUNDING or self.certainty_base < 0:
            raise ValueError("a rounding base is 2 or more, a certainty base 0 or more")
        if self.cost not in COSTS:
            raise ValueError(f"a cost is one of {', '.join(COSTS)}, not {self.cost!r}")
        if any(not 0 < weight < float("inf") for labels in self.weights.values() for weight in labels.values()):
            raise ValueError("a weight is a positive number")
