"""The counts and the equations near one count."""

import numpy as np
from scipy import sparse

from asv.disclosure.problem import Bools, Ints

Matrix = sparse.csr_array | sparse.csc_array


def gathered(matrix: Matrix, lines: Ints) -> Ints:
    """The indices stored in these lines (rows of a csr, columns of a csc), one after the other."""
    starts, ends = matrix.indptr[lines].astype(np.int64), matrix.indptr[lines + 1].astype(np.int64)
    lengths = ends - starts
    shift = np.repeat(starts - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    found: Ints = matrix.indices[np.arange(int(lengths.sum())) + shift].astype(np.int64)
    return found


def linked(rows: sparse.csr_array) -> tuple[int, Ints]:
    """Which counts are joined by equations, directly or by others: number of parts, and the part of each count."""
    number, size = rows.shape
    owner = np.repeat(np.arange(number), np.diff(rows.indptr))
    graph = sparse.coo_array((np.ones(rows.nnz), (owner, number + rows.indices)), shape=(number + size, number + size))
    labels = sparse.csgraph.connected_components(graph, directed=False)[1][number:]
    names, parts = np.unique(labels, return_inverse=True)
    return len(names), parts


def cells_around(rows: sparse.csr_array, columns: sparse.csc_array, seed: int, allowed: Bools, size: int) -> Ints:
    """At least `size` allowed counts near the seed (fewer where there are no more), itself among them, in order."""
    seen, read = np.zeros(columns.shape[1], bool), np.zeros(rows.shape[0], bool)
    border = np.array([seed])
    seen[seed] = True
    number = 1
    while len(border) and number < size:
        near = np.unique(gathered(columns, border))
        near = near[~read[near]]
        read[near] = True
        border = np.unique(gathered(rows, near))
        border = border[allowed[border] & ~seen[border]]
        seen[border] = True
        number += len(border)
    return np.flatnonzero(seen)


def rows_around(rows: sparse.csr_array, columns: sparse.csc_array, seed: int, through: Bools, size: int) -> Ints:
    """At least `size` equations near the seed, going from one to the next by the counts of `through`, in order."""
    seen, read = np.zeros(columns.shape[1], bool), np.zeros(rows.shape[0], bool)
    border = np.array([seed])
    seen[seed] = True
    number = 0
    while len(border) and number < size:
        near = np.unique(gathered(columns, border))
        near = near[~read[near]]
        read[near] = True
        number += len(near)
        border = np.unique(gathered(rows, near))
        border = border[through[border] & ~seen[border]]
        seen[border] = True
    return np.flatnonzero(read)
