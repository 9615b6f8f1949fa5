"""The rules that hide a cell for what it holds."""

import numpy as np
from numpy.typing import NDArray

from asv.disclosure.errors import InvalidTableError
from asv.disclosure.policy import Policy
from asv.disclosure.table import Table

Bools = NDArray[np.bool_]


def primary_cells(table: Table, policy: Policy) -> Bools:
    """The cells of a table that a rule of the policy hides, shaped like its counts.

    Unshown cells are among them: what nobody publishes is not to be worked out either when it is small.
    """
    counts = table.counts
    hidden = (counts < policy.threshold) & (counts >= (1 if policy.zeros_published else 0))
    for name in policy.complement:
        rest = _whole(table, name) - counts
        hidden |= (rest >= 1) & (rest < policy.threshold)
    for name in policy.certainty:
        hidden |= _certain(table, name, policy.certainty_base)
    if policy.dominance is not None:
        if table.largest is None:
            raise InvalidTableError("no-largest")
        hidden |= table.largest > policy.dominance * counts
    return hidden


def _axis(table: Table, name: str) -> int:
    for axis, found in enumerate(table.dimensions):
        if found.name == name:
            return axis
    return -1


def _whole(table: Table, name: str) -> NDArray[np.int64]:
    """Total of a dimension for every cell; the counts themselves where the table does not show it."""
    axis = _axis(table, name)
    return table.counts if axis < 0 else table.counts.take([table.dimensions[axis].root], axis=axis)


def _certain(table: Table, name: str, base: int) -> Bools:
    """« All » and « none » along a sensitive dimension, its total excepted."""
    axis, counts = _axis(table, name), table.counts
    if axis < 0:
        return np.zeros(counts.shape, dtype=np.bool_)
    found = table.dimensions[axis]
    inner = np.ones(counts.shape, dtype=np.bool_)
    np.moveaxis(inner, axis, 0)[found.same == found.same[found.root]] = False
    whole = _whole(table, name)
    everyone: Bools = inner & (counts == whole) & (whole > 0)
    told_by_zeros: Bools = inner & (counts == 0) & everyone.any(axis=axis, keepdims=True)
    nobody: Bools = inner & (counts == 0) & (whole > 0) & (whole < base)
    return np.logical_or(np.logical_or(everyone, told_by_zeros), nobody)
