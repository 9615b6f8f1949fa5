"""Hidden counts that one sum tells together: what they add up to is published, and may be small."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Ranks = tuple[int, ...]


def small_unions(
    matrix: sparse.csr_array, values: NDArray[np.int64], hidden: NDArray[np.bool_], threshold: int
) -> list[tuple[Ranks, int]]:
    """The sets of hidden counts, two at least, whose sum is published by an equation and is from 1 to threshold - 1.

    Each comes with its sum. Counts of both signs in an equation (a hidden whole with its hidden parts) add up to
    nothing that anybody is.
    """
    inside = sparse.csr_array(matrix[:, np.flatnonzero(hidden)])
    counts = values[hidden]
    sums, sizes = np.asarray(inside @ counts), np.diff(inside.indptr)
    one_sign = np.abs(np.asarray(inside.sum(axis=1))) == sizes
    found = np.flatnonzero((sizes > 1) & one_sign & (sums != 0) & (np.abs(sums) < threshold))
    ranks = np.flatnonzero(hidden)
    unions = {
        tuple(sorted(ranks[inside.indices[inside.indptr[row] : inside.indptr[row + 1]]].tolist())): abs(int(sums[row]))
        for row in found
    }
    return list(unions.items())
