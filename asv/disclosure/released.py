"""A table as it may be published."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from asv.disclosure.table import Cell, Table


class Status(IntEnum):
    """What becomes of a cell. UNSHOWN ones are not in the publication at all."""

    PUBLISHED = 0
    PRIMARY = 1
    SECONDARY = 2
    UNSHOWN = 3

    @property
    def word(self) -> str:
        """The word of the column `statut`."""
        return ("publie", "primaire", "secondaire", "absente")[self]


@dataclass(frozen=True, eq=False)
class ProtectedTable:
    """A table, and the Status of each cell as an array shaped like its counts. It holds the true counts: keep it in."""

    table: Table
    status: NDArray[np.int8]

    @property
    def is_published(self) -> NDArray[np.bool_]:
        return np.equal(self.status, Status.PUBLISHED)

    def published(self, cell: Cell) -> int | None:
        """Count of a cell as everybody may read it, None when it is hidden."""
        place = self.table.place(cell)
        return int(self.table.counts[place]) if self.status[place] == Status.PUBLISHED else None

    def statut(self, cell: Cell) -> Status:
        """What becomes of one cell."""
        return Status(self.status[self.table.place(cell)])

    def rows(self) -> Iterator[tuple[tuple[str, ...], int | None, Status]]:
        """Labels, published count and status of each cell that is shown."""
        counts, statuses = self.table.counts.ravel(), self.status.ravel()
        for rank, labels in enumerate(self.table.cells()):
            status = Status(statuses[rank])
            if status is not Status.UNSHOWN:
                yield labels, int(counts[rank]) if status is Status.PUBLISHED else None, status
