"""An attacker who tries everything: all whole tables that agree with what is published. Shares no code with asv."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

Cell = tuple[str, ...]
TOTAL = "Total"


def cells_of(shape: Mapping[str, Sequence[str]]) -> list[Cell]:
    """Every cell of a flat table, totals included."""
    return list(product(*([*labels, TOTAL] for labels in shape.values())))


def base_cells_under(shape: Mapping[str, Sequence[str]], cell: Cell) -> list[Cell]:
    """Base cells that a cell adds up."""
    parts = [labels if label == TOTAL else [label] for labels, label in zip(shape.values(), cell, strict=True)]
    return list(product(*parts))


def summed(shape: Mapping[str, Sequence[str]], base: Mapping[Cell, int]) -> dict[Cell, int]:
    """All counts of a table from its base cells."""
    return {cell: sum(base[one] for one in base_cells_under(shape, cell)) for cell in cells_of(shape)}


def tables(
    shape: Mapping[str, Sequence[str]], published: Mapping[Cell, int | None], *, least: int = 1
) -> Iterator[dict[Cell, int]]:
    """Every whole table that agrees with the published counts; hidden ones are `least` or more."""
    bases = list(product(*shape.values()))
    known = {cell: count for cell, count in published.items() if count is not None}
    above = {base: [cell for cell in cells_of(shape) if base in base_cells_under(shape, cell)] for base in bases}
    left = dict(known)
    base: dict[Cell, int] = {}

    def fill(rank: int) -> Iterator[dict[Cell, int]]:
        if rank == len(bases):
            whole = summed(shape, base)
            hidden = (cell for cell, count in published.items() if count is None)
            if not any(left.values()) and all(whole[cell] >= least for cell in hidden):
                yield whole
            return
        here = bases[rank]
        room = min(left[cell] for cell in above[here] if cell in left)
        for count in [known[here]] if here in known else range(room + 1):
            if count <= room:
                base[here] = count
                for cell in above[here]:
                    if cell in left:
                        left[cell] -= count
                yield from fill(rank + 1)
                for cell in above[here]:
                    if cell in left:
                        left[cell] += count

    return fill(0)


def possible(
    shape: Mapping[str, Sequence[str]], published: Mapping[Cell, int | None], *, least: int = 1
) -> dict[Cell, tuple[int, int]]:
    """Smallest and largest possible value of each hidden count."""
    found: dict[Cell, tuple[int, int]] = {}
    for table in tables(shape, published, least=least):
        for cell, count in published.items():
            if count is None:
                low, high = found.get(cell, (table[cell], table[cell]))
                found[cell] = min(low, table[cell]), max(high, table[cell])
    return found
