"""What the equations say of the bounds of whole numbers, one equation at a time."""

import numpy as np
from scipy import sparse

from asv.disclosure.auditing.system import Floats, Ints

SLACK = 1e-9


class CrossedError(ValueError):
    """Bounds that no number satisfies: `row` is the equation that shows it, or -1, `column` the count."""

    def __init__(self, row: int, column: int) -> None:
        super().__init__(f"equation {row}, count {column}")
        self.row, self.column = row, column


def tighten(matrix: sparse.csr_array, right: Ints, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
    """Bounds of each count once each equation has been read with the bounds of its other counts.

    lower, upper: infinite for none. Raises CrossedError when no whole number is left for a count.
    """
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    columns, factor = matrix.indices, matrix.data.astype(np.float64)
    ends = np.where(factor > 0, lower[columns], upper[columns]) * factor
    tops = np.where(factor > 0, upper[columns], lower[columns]) * factor
    room = right[rows] - _others(rows, ends, matrix.shape[0])
    need = right[rows] - _others(rows, tops, matrix.shape[0])
    high, low = np.where(factor > 0, room, need) / factor, np.where(factor > 0, need, room) / factor
    new_low, new_high = lower.copy(), upper.copy()
    np.maximum.at(new_low, columns, np.ceil(low - SLACK))
    np.minimum.at(new_high, columns, np.floor(high + SLACK))
    if (new_low > new_high).any():
        column = int(np.flatnonzero(new_low > new_high)[0])
        raise CrossedError(int(rows[columns == column][0]) if (columns == column).any() else -1, column)
    return new_low, new_high


def _others(rows: Ints, terms: Floats, number: int) -> Floats:
    """For each term, the sum of the other terms of its equation; infinite when one of them is."""
    is_open = np.isinf(terms)
    sign = float(np.sign(terms[is_open][0])) if is_open.any() else 1.0
    opened = np.bincount(rows, weights=is_open, minlength=number)[rows] - is_open
    finite = np.where(is_open, 0.0, terms)
    total = np.bincount(rows, weights=finite, minlength=number)[rows] - finite
    return np.where(opened > 0, sign * np.inf, total)
