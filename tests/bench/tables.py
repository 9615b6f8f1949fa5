"""Sparse hierarchical tables made on purpose, drawn alike for every run."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Tree = dict[str, str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Rows of base cells: labels by dimension, counts, and for each dimension its hierarchies as child → parent."""

    rows: dict[str, list[str]]
    counts: NDArray[np.int64]
    hierarchies: dict[str, list[Tree]]


def tree(prefix: str, leaves: int, groups: int) -> Tree:
    """A tree of two levels: leaves spread over groups, groups under « Total »."""
    pairs = {f"{prefix}{leaf:03d}": f"{prefix}G{leaf * groups // leaves:02d}" for leaf in range(leaves)}
    return pairs | dict.fromkeys(pairs.values(), "Total")


def crossed(prefix: str, leaves: int, groups: int, seed: int) -> list[Tree]:
    """Two trees over the same leaves, the second with other limits."""
    order = np.random.default_rng(seed).permutation(leaves)
    first = tree(prefix, leaves, groups)
    second = {f"{prefix}{leaf:03d}": f"{prefix}H{rank * groups // leaves:02d}" for rank, leaf in enumerate(order)}
    return [first, second | dict.fromkeys(second.values(), "Total")]


SHAPES: dict[str, dict[str, tuple[int, int, int]]] = {
    "S": {"lieu": (12, 4, 2), "frein": (6, 2, 1), "sexe": (2, 0, 1)},
    "M": {"lieu": (19, 4, 1), "frein": (12, 2, 1), "age": (4, 0, 1), "sexe": (2, 0, 1)},
    "L": {"lieu": (30, 9, 2), "frein": (46, 9, 1), "age": (5, 0, 1), "sexe": (2, 0, 1)},
}
"""By size and dimension: leaves, groups (0: no middle level), hierarchies."""
PERSONS = {"S": 2_000, "M": 12_000, "L": 90_000}


def draw(size: str, seed: int = 0) -> Drawn:
    """Draw a table: base counts are Poisson with very unequal means, as contacts by place and difficulty are."""
    rng = np.random.default_rng(seed)
    shape = SHAPES[size]
    hierarchies, labels, weights = {}, [], np.ones(())
    for rank, (name, (leaves, groups, number)) in enumerate(shape.items()):
        if groups == 0:
            trees = [{f"{name}{leaf}": "Total" for leaf in range(leaves)}]
            hierarchies[name], codes = trees, list(trees[0])
        else:
            hierarchies[name] = (
                crossed(name, leaves, groups, seed + rank) if number == 2 else [tree(name, leaves, groups)]
            )
            codes = [f"{name}{leaf:03d}" for leaf in range(leaves)]
        labels.append(codes)
        weights = np.multiply.outer(weights, rng.lognormal(0, 1.0, leaves))
    weights *= rng.lognormal(0, 0.6, weights.shape)
    counts = rng.poisson(weights / weights.sum() * PERSONS[size])
    grid = np.indices(counts.shape).reshape(len(labels), -1)
    rows = {name: [codes[i] for i in index] for name, codes, index in zip(shape, labels, grid, strict=True)}
    return Drawn(rows, counts.ravel().astype(np.int64), hierarchies)
