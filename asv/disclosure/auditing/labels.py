"""Read hierarchies as sums of labels, keeping those that bind a published label."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from asv.disclosure.auditing.published import Tree

Sum = tuple[str, tuple[str, ...]]
"""A label, and those that add up to it."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a dimension: the one of everybody, and the sums between them."""

    name: str
    total: str
    sums: tuple[Sum, ...]

    @property
    def names(self) -> set[str]:
        """All labels that a sum names, and the total."""
        return {self.total, *(label for whole, parts in self.sums for label in (whole, *parts))}


def read_labels(name: str, trees: Sequence[Tree], used: Iterable[str], total: str) -> Labels:
    """Labels of one dimension. used: those of the published tables; without a tree they add up to the total.

    The total of a tree is its only root, or `total` above all roots; when `total` is used beside another root, both
    are the same. Raises ValueError naming the label: without a parent and not in a tree, or above itself.
    """
    seen = dict.fromkeys(used)
    if not trees:
        parts = tuple(label for label in seen if label != total)
        return Labels(name, total, ((total, parts),) if parts else ())
    forests = [_parents(name, tree) for tree in trees]
    roots = [[label for label in dict.fromkeys(forest.values()) if label not in forest] for forest in forests]
    single = [found[0] for found in roots if len(found) == 1]
    top = single[0] if single and total not in seen else total
    for forest, found in zip(forests, roots, strict=True):
        forest.update({root: top for root in found if root != top})
    sums = dict.fromkeys(one for forest in forests for one in _sums(forest))
    read = Labels(name, top, tuple(sums))
    for label in seen:
        if label not in read.names:
            raise ValueError(f"dimension {name}: the label {label} is not in its hierarchy")
    return read


def _parents(name: str, tree: Tree) -> dict[str, str]:
    pairs = tree.items() if isinstance(tree, Mapping) else tree
    parents: dict[str, str] = {}
    for child, parent in pairs:
        if parent and parents.setdefault(child, parent) != parent:
            raise ValueError(f"dimension {name}: the label {child} has two parents in one hierarchy")
    for label in parents:
        above, steps = label, 0
        while above in parents:
            above, steps = parents[above], steps + 1
            if steps > len(parents):
                raise ValueError(f"dimension {name}: the label {label} is above itself")
    return parents


def _sums(forest: Mapping[str, str]) -> list[Sum]:
    below: dict[str, list[str]] = {}
    for child, parent in forest.items():
        below.setdefault(parent, []).append(child)
    return [(parent, tuple(children)) for parent, children in below.items()]


def binding(labels: Labels, used: set[str]) -> tuple[Sum, ...]:
    """The sums that say something about the used labels; what nobody uses of a sum is put together as one rest."""
    sums, before = list(labels.sums), -1
    while len(sums) != before:
        before = len(sums)
        parents, children = _times(whole for whole, _ in sums), _times(part for _, parts in sums for part in parts)
        sums = [
            (whole, parts)
            for whole, parts in sums
            if (whole in used or whole in children or parents[whole] > 1)
            and (any(_is_bound(part, used, parents, children) for part in parts))
        ]
    parents, children = _times(whole for whole, _ in sums), _times(part for _, parts in sums for part in parts)
    return tuple(
        (whole, _with_rest(parts, [part for part in parts if not _is_bound(part, used, parents, children)]))
        for whole, parts in sums
    )


def _is_bound(label: str, used: set[str], parents: Mapping[str, int], children: Mapping[str, int]) -> bool:
    """The label is used, or bound by another sum than the one it is a part of."""
    return label in used or label in parents or children[label] > 1


def _times(labels: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for label in labels:
        found[label] = found.get(label, 0) + 1
    return found


def _with_rest(parts: tuple[str, ...], rest: Sequence[str]) -> tuple[str, ...]:
    if len(rest) <= 1:
        return parts
    return (*(part for part in parts if part not in rest), " + ".join(rest))
