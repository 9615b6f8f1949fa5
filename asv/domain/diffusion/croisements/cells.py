"""The cells of the crossed tables, once each, and the sums that hold between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from asv.domain.diffusion.croisements.dimensions import TOTAL, Cle, CountedCrossing, Dimension

Used = tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Somme:
    """The parts of a cell along one dimension add up to it. `attribut`: that dimension says what people are."""

    whole: Cle
    parts: tuple[Cle, ...]
    attribut: bool


def margins(counted: CountedCrossing) -> dict[Cle, int]:
    """Count of every cell that is not zero, in any table: a cell that two tables share is there once."""
    found: dict[Cle, int] = {}
    for used in {counted.used(tableau) for tableau in counted.tableaux}:
        folded: dict[Cle, int] = {}
        for cle, count in counted.effectifs.items():
            kept = tuple(code if is_used else TOTAL for code, is_used in zip(cle, used, strict=True))
            folded[kept] = folded.get(kept, 0) + count
        sums: dict[Cle, int] = {}
        for cle, count in folded.items():
            for above in product(*(_above(d, code) for d, code in zip(counted.dimensions, cle, strict=True))):
                sums[above] = sums.get(above, 0) + count
        found |= sums
    return {cle: count for cle, count in found.items() if count}


def _above(dimension: Dimension, code: str) -> tuple[str, ...]:
    return (TOTAL,) if code == TOTAL else dimension.ancestors[code]


def sums_of(counted: CountedCrossing) -> Iterator[Somme]:
    """Every sum of every table, once each, from the wholes to their parts."""
    seen: set[tuple[Cle, tuple[Cle, ...]]] = set()
    for used in dict.fromkeys(counted.used(tableau) for tableau in counted.tableaux):
        for rank, dimension in enumerate(counted.dimensions):
            if not used[rank]:
                continue
            axes = [_codes(d, is_used=one) for d, one in zip(counted.dimensions, used, strict=True)]
            axes[rank] = (TOTAL,)
            for cle in product(*axes):
                for parent, children in dimension.equations:
                    whole = _put(cle, rank, parent)
                    parts = tuple(_put(cle, rank, child) for child in children)
                    if (whole, parts) not in seen:
                        seen.add((whole, parts))
                        yield Somme(whole, parts, dimension.attribut)


def _codes(dimension: Dimension, *, is_used: bool) -> tuple[str, ...]:
    return tuple(dimension.by_code) if is_used else (TOTAL,)


def _put(cle: Cle, rank: int, code: str) -> Cle:
    return (*cle[:rank], code, *cle[rank + 1 :])
