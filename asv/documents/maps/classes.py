"""Classes of a choropleth map: cut the whole percentages into groups of about the same number of places."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Classes:
    """bornes: rising upper limits, each belonging to the class it closes; the last class has none."""

    bornes: tuple[int, ...]

    def rank(self, value: int) -> int:
        return sum(value > limit for limit in self.bornes)

    def extents(self, values: Sequence[int]) -> list[tuple[int, int, int]]:
        """Rank, least and greatest value of each class that is not empty."""
        ranked = sorted((self.rank(value), value) for value in values)
        ranks = sorted({rank for rank, _ in ranked})
        groups = {rank: [value for r, value in ranked if r == rank] for rank in ranks}
        return [(rank, group[0], group[-1]) for rank, group in groups.items()]


def quantiles(values: Sequence[int], count: int = 5) -> Classes:
    """Limits of `count` classes at most; equal values never fall into two classes."""
    ordered = sorted(values)
    limits = {ordered[len(ordered) * k // count - 1] for k in range(1, count) if len(ordered) * k // count >= 1}
    return Classes(tuple(sorted(limits - set(ordered[-1:]))))
