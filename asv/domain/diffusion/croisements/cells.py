"""The cells of the crossed tables, once each, and the sums that hold between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from asv.domain.diffusion.croisements.dimensions import TOTAL, Cle, CountedCrossing, Dimension


@dataclass(frozen=True, slots=True)
class Somme:
    """The parts of a cell along one dimension add up to it.

    attribut: that dimension says what people are. publiee: a table that is not left out holds this sum. liee: one that
    joins the crossing to others does.
    """

    whole: Cle
    parts: tuple[Cle, ...]
    attribut: bool
    publiee: bool
    liee: bool = False


def margins(counted: CountedCrossing) -> dict[Cle, int]:
    """Count of every cell that is not zero, in any table: a cell that two tables share is there once."""
    found: dict[Cle, int] = {}
    for tableau in counted.posed:
        axes = counted.axes(tableau)
        sums: dict[Cle, int] = {}
        for cle, count in _folded(counted, axes).items():
            above = [(TOTAL,) if axis is None else axis.ancestors[code] for axis, code in zip(axes, cle, strict=True)]
            for one in product(*above):
                sums[one] = sums.get(one, 0) + count
        found |= sums
    return {cle: count for cle, count in found.items() if count}


def _folded(counted: CountedCrossing, axes: tuple[Dimension | None, ...]) -> dict[Cle, int]:
    """Counts of the base combinations of one table."""
    folds = [
        {} if axis is None else {code: next(c for c in d.ancestors[code] if c in axis.ancestors) for code in d.base}
        for d, axis in zip(counted.dimensions, axes, strict=True)
    ]
    found: dict[Cle, int] = {}
    for cle, count in counted.effectifs.items():
        kept = tuple(fold.get(code, TOTAL) for fold, code in zip(folds, cle, strict=True))
        found[kept] = found.get(kept, 0) + count
    return found


def sums_of(counted: CountedCrossing) -> Iterator[Somme]:
    """Every sum of every table, once each, from the wholes to their parts."""
    seen: set[tuple[Cle, tuple[Cle, ...]]] = set()
    for tableau in counted.posed:
        kind = (tableau in counted.tableaux, tableau in counted.liens)
        for somme in _sums_of_table(counted.axes(tableau), *kind):
            if (somme.whole, somme.parts) not in seen:
                seen.add((somme.whole, somme.parts))
                yield somme


def _sums_of_table(axes: tuple[Dimension | None, ...], publiee: bool, liee: bool) -> Iterator[Somme]:  # noqa: FBT001
    codes = [(TOTAL,) if axis is None else tuple(axis.by_code) for axis in axes]
    for rank, axis in enumerate(axes):
        others = [*codes[:rank], (TOTAL,), *codes[rank + 1 :]]
        for parent, children in axis.equations if axis is not None else ():
            for cle in product(*others):
                parts = tuple(_put(cle, rank, child) for child in children)
                yield Somme(_put(cle, rank, parent), parts, axis is not None and axis.attribut, publiee, liee)


def _put(cle: Cle, rank: int, code: str) -> Cle:
    return (*cle[:rank], code, *cle[rank + 1 :])
