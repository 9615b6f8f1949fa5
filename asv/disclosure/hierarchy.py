"""A dimension: its labels, and the sums that one or several hierarchies over the same base make between them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from asv.disclosure.errors import InvalidTableError

Tree = Mapping[str, str] | Iterable[tuple[str, str]]
"""One hierarchy: parent of each child, or (child, parent) pairs. An empty parent stands for none."""
MOST_LABELS: Final = 20_000


@dataclass(frozen=True)
class Dimension:
    """The labels of one way to cut a population.

    labels: base labels first, then the sums; total: the label of everybody. sums: (parent, children) as ranks in
    labels, without the sums of one part. same: (labels,) rank of the first label that counts the same base labels,
    so that a parent with one child is one cell with it. trees: parent of each child, one mapping a hierarchy, the total
    included. base: (labels, base labels) 0/1, who counts whom.
    """

    name: str
    labels: tuple[str, ...]
    total: str
    sums: tuple[tuple[int, tuple[int, ...]], ...]
    trees: tuple[Mapping[str, str], ...] = field(repr=False)
    same: NDArray[np.int64] = field(compare=False, repr=False)
    base: sparse.csr_array = field(compare=False, repr=False)

    @classmethod
    def of(
        cls, name: str, trees: Sequence[Tree] = (), *, labels: Iterable[str] = (), total: str = "Total"
    ) -> "Dimension":
        """Join hierarchies that have the same base labels; without one, `labels` are flat under `total`.

        A hierarchy ends in the total: its only root, whatever its name, or `total` added above its roots.
        labels: those that a table uses, to refuse an unknown one. `total` may be used beside another root: it is the
        same sum. Raises InvalidTableError naming the label: cycle, two parents, unknown, missing, counted twice.
        """
        used = list(dict.fromkeys(labels))
        if not trees and not any(label != total for label in used):
            raise InvalidTableError("empty-dimension", dimension=name)
        forests = [_parents(name, tree) for tree in trees] or [dict.fromkeys([x for x in used if x != total], total)]
        top, forests = _under_one_total(name, forests, total, is_used=total in used)
        return _assemble(name, forests, top, used)

    def rank(self, label: str) -> int:
        """Rank of a label; InvalidTableError when the dimension has none of this name."""
        try:
            return self.ranks[label]
        except KeyError:
            raise InvalidTableError("unknown-label", dimension=self.name, label=label) from None

    @cached_property
    def ranks(self) -> dict[str, int]:
        return {label: rank for rank, label in enumerate(self.labels)}

    @property
    def root(self) -> int:
        return self.ranks[self.total]


def _parents(name: str, tree: Tree) -> dict[str, str]:
    """Parent of each child of one hierarchy, in the given order."""
    parents: dict[str, str] = {}
    for child, parent in tree.items() if isinstance(tree, Mapping) else tree:
        if not parent:
            continue
        if child == parent:
            raise InvalidTableError("cycle", dimension=name, label=child)
        if parents.setdefault(child, parent) != parent:
            raise InvalidTableError("two-parents", dimension=name, label=child, first=parents[child], second=parent)
    if not parents:
        raise InvalidTableError("empty-dimension", dimension=name)
    return parents


def _under_one_total(
    name: str, forests: list[dict[str, str]], total: str, *, is_used: bool
) -> tuple[str, list[dict[str, str]]]:
    """Name of the total, and each forest with its roots under it."""
    roots = [_roots(name, forest) for forest in forests]
    single = [found[0] for found in roots if len(found) == 1]
    top = single[0] if single and not is_used else total
    for forest, found in zip(forests, roots, strict=True):
        forest.update({root: top for root in found if root != top})
    return top, forests


def _roots(name: str, forest: dict[str, str]) -> list[str]:
    found = [label for label in dict.fromkeys(forest.values()) if label not in forest]
    if not found:
        raise InvalidTableError("cycle", dimension=name, label=next(iter(forest)))
    return found


def _assemble(name: str, forests: list[dict[str, str]], top: str, used: list[str]) -> Dimension:
    families = [_children(forest) for forest in forests]
    everyone = list(dict.fromkeys([*(x for x in used if x != top), *(x for f in forests for x in (*f, *f.values()))]))
    if len(everyone) > MOST_LABELS:
        raise InvalidTableError("many-labels", dimension=name, number=len(everyone), most=MOST_LABELS)
    base = [label for label in everyone if not any(label in family for family in families)]
    known = {label for forest in forests for label in (*forest, *forest.values())}
    for label in used:
        if label not in known:
            raise InvalidTableError("unknown-label", dimension=name, label=label)
    inner = set(everyone).difference(base)
    bits = {label: 1 << rank for rank, label in enumerate(base)}
    for label in everyone:
        _count_base(name, label, families, bits)
    _check_cover(name, base, bits, top)
    return _ranked(name, forests, [*base, *(label for label in everyone if label in inner)], bits, top)


def _children(forest: dict[str, str]) -> dict[str, list[str]]:
    family: dict[str, list[str]] = {}
    for child, parent in forest.items():
        family.setdefault(parent, []).append(child)
    return family


def _count_base(name: str, label: str, families: list[dict[str, list[str]]], bits: dict[str, int]) -> None:
    """Fill `bits` (base labels counted, one bit each) for a label and all that is below it, without recursion."""
    todo, opened = [label], set[str]()
    while todo:
        current = todo[-1]
        below = [child for family in families for child in family.get(current, ())]
        missing = [child for child in below if child not in bits]
        if current not in bits and missing:
            if current in opened:
                raise InvalidTableError("cycle", dimension=name, label=current)
            opened.add(current)
            todo.extend(missing)
            continue
        todo.pop()
        if current not in bits:
            bits[current] = _joined(name, current, families, bits)


def _joined(name: str, label: str, families: list[dict[str, list[str]]], bits: dict[str, int]) -> int:
    """Base labels under a label, the same in every hierarchy that divides it."""
    found = set[int]()
    for children in (family[label] for family in families if label in family):
        whole = 0
        for child in children:
            if whole & bits[child]:
                raise InvalidTableError("overlap", dimension=name, label=label)
            whole |= bits[child]
        found.add(whole)
    if len(found) > 1:
        first, second = sorted(found)[:2]
        lone = list(bits)[((first ^ second) & -(first ^ second)).bit_length() - 1]
        raise InvalidTableError("missing-leaf", dimension=name, label=lone)
    return found.pop()


def _check_cover(name: str, base: list[str], bits: dict[str, int], top: str) -> None:
    """Every base label is under the total of every hierarchy."""
    if bits[top] != (1 << len(base)) - 1:
        raise InvalidTableError("missing-leaf", dimension=name, label=next(x for x in base if not bits[x] & bits[top]))


def _ranked(name: str, forests: list[dict[str, str]], labels: list[str], bits: dict[str, int], top: str) -> Dimension:
    ranks = {label: rank for rank, label in enumerate(labels)}
    first: dict[int, int] = {}
    same = np.array([first.setdefault(bits[label], ranks[label]) for label in labels], dtype=np.int64)
    sums = {
        (int(same[ranks[parent]]), tuple(sorted({int(same[ranks[child]]) for child in children})))
        for forest in forests
        for parent, children in _children(forest).items()
    }
    base = _membership([bits[label] for label in labels], bits[top].bit_length())
    kept = tuple(sorted((parent, children) for parent, children in sums if children != (parent,)))
    return Dimension(name, tuple(labels), top, kept, tuple(forests), same, base)


def _membership(counted: list[int], number: int) -> sparse.csr_array:
    """The bits as a matrix, one row a label and one column a base label."""
    size = (number + 7) // 8
    columns = [
        np.flatnonzero(np.unpackbits(np.frombuffer(whole.to_bytes(size, "little"), np.uint8), bitorder="little"))
        for whole in counted
    ]
    pointers = np.cumsum([0, *map(len, columns)])
    ones = np.ones(pointers[-1], dtype=np.int64)
    return sparse.csr_array((ones, np.concatenate(columns), pointers), shape=(len(counted), number))
