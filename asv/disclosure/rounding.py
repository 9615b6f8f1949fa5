"""The public view: each published count rounded to the nearest multiple of a base, each hidden one still hidden.

Nearest, not random, not controlled. The rounded count depends on the published count alone, so it is drawn once for
ever: two downloads, two tables, two years that publish the same count show the same figure, and no seed has to be kept.
The price is that totals need not add up (a sum of k rounded parts may differ from its rounded total by (k + 1) times
`largest_error(base)`). A view that must add up looks at several counts at once, hidden ones included: it is no longer a
function of what is published, and the reasoning below falls.

Why it tells nothing more than the protected table:

- alone: it is computed from published counts only. Any reasoning on the view is also a reasoning on the protected
  table, followed by a rounding; so each table of counts that the protected table leaves possible, the view leaves
  possible too, and the interval of a hidden count can only be wider;
- beside the protected table (two readers who pool what they have): the protected table gives the view, so the pair
  says what the protected table says;
- beside itself: the base does not change between downloads, and sums of rounded counts are functions of the same
  published counts.

What this does not cover: a reader of the view and a reader of *another* protected table of the same counts, with
another choice of hidden cells. Those are two releases; protect the second with the first as known cells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asv.disclosure.hierarchy import Dimension
from asv.disclosure.problem import UNBOUNDED, Ints
from asv.disclosure.released import ProtectedTable, Status

BASE = 5


@dataclass(frozen=True, eq=False)
class RoundedTable:
    """What the public reads of a table. It holds no true count, and does not say why a cell is hidden.

    Arrays are shaped like the counts of the protected table. counts: multiples of `base`, 0 where hidden. is_hidden:
    primary and secondary cells alike, for « primary » alone says « below the threshold ». is_shown: cells of the
    publication.
    """

    dimensions: tuple[Dimension, ...]
    base: int
    counts: Ints
    is_hidden: NDArray[np.bool_]
    is_shown: NDArray[np.bool_]

    def rows(self) -> Iterator[tuple[tuple[str, ...], int | None]]:
        """Labels and rounded count of each cell that is shown, None when it is hidden."""
        for place in zip(*np.nonzero(self.is_shown), strict=True):
            labels = tuple(found.labels[rank] for found, rank in zip(self.dimensions, place, strict=True))
            yield labels, None if self.is_hidden[place] else int(self.counts[place])


def round_view(protected: ProtectedTable, base: int = BASE) -> RoundedTable:
    """The view of a protected table for the public, base being the `rounding` of its policy.

    The true counts of hidden cells are not read. Raises ValueError for a base below 1.
    """
    is_published = protected.status == Status.PUBLISHED
    published = protected.table.counts[is_published].tolist()
    counts = np.zeros(is_published.shape, dtype=np.int64)
    counts[is_published] = round_counts(published, base)
    is_shown = protected.status != Status.UNSHOWN
    return RoundedTable(protected.table.dimensions, base, counts, is_shown & ~is_published, is_shown)


def largest_error(base: int = BASE) -> int:
    """Largest distance between a count and its rounded value, except a small one kept away from zero."""
    return base // 2


def round_counts(counts: Sequence[int | None], base: int = BASE) -> tuple[int | None, ...]:
    """Each count rounded to the nearest multiple of base (the upper one at equal distance); None, hidden, stays None.

    counts: ≥ 0. A zero stays zero and is the only one to read zero: a count below half the base is shown as the base
    (it exists only where the threshold is smaller than the base: 11 hides it otherwise).
    Raises ValueError for a negative count or a base below 1.
    """
    if base < 1:
        raise ValueError(f"a rounding base is at least 1, not {base}")
    return tuple(None if count is None else _nearest(int(count), base) for count in counts)


def _nearest(count: int, base: int) -> int:
    if count < 0:
        raise ValueError(f"a count is never negative: {count}")
    return max(base, (count + base // 2) // base * base) if count else 0


def limits(rounded: Sequence[int | None], base: int = BASE, threshold: int = 1) -> tuple[Ints, Ints]:
    """What a reader of the view knows of each count: the least and the largest value that it may have.

    threshold: the smallest published count above zero. A hidden count is from 0 to UNBOUNDED: the rest of what is known
    of it (it is not zero where zeros are published) comes from the protected table.
    """
    lower = [0 if not value else max(threshold, value - base // 2 if value > base else 1) for value in rounded]
    upper = [UNBOUNDED if value is None else value and value + (base - 1) // 2 for value in rounded]
    return np.array(lower, dtype=np.int64), np.array(upper, dtype=np.int64)


def round_share(count: int | None, total: int | None) -> int | None:
    """Percentage to the unit (half upwards) of two published counts, from the counts themselves and not their rounding.

    0 and 100 are said when they are true only: between them a share reads 1 to 99. None when one of the two is hidden
    or when there is nobody to share out. Raises ValueError when count > total.
    """
    if count is None or not total:
        return None
    if not 0 <= count <= total:
        raise ValueError(f"a share needs 0 ≤ count ≤ total, not {count} of {total}")
    nearest = (200 * count + total) // (2 * total)
    return min(max(nearest, 1), 99) if 0 < count < total else nearest
