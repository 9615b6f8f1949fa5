"""The example of docs/methode.md, done again: by equations written here, then by the real code."""

import re
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from asv.disclosure import Policy, Table, protect
from asv.disclosure.policy import protection_of

TEXT = (Path(__file__).parents[2] / "docs" / "methode.md").read_text(encoding="utf-8")
PROTECTIONS = ["exact", "interval:5"]
SIDE = 5  # four lines and their total, both ways


def read(name: str) -> np.ndarray:
    """The table of the page between <!-- name … --> and <!-- /name -->, labels included."""
    (block,) = re.findall(rf"<!-- {name}(?: [^>]*)?-->\n(.*?)<!-- /{name} -->", TEXT, re.DOTALL)
    lines = [line for line in block.splitlines() if "---" not in line]
    return np.array([[cell.strip() for cell in line.strip("|").split("|")] for line in lines])


def counts() -> np.ndarray:
    return read("exemple")[1:, 1:].astype(int)


def example() -> Table:
    labels = read("exemple")
    rows = [
        (row[0], column, int(cell)) for row in labels[1:] for column, cell in zip(labels[0, 1:], row[1:], strict=True)
    ]
    places, difficulties, found = zip(*rows, strict=True)
    return Table.from_rows({"lieu": places, "frein": difficulties}, found)


def loss_of(name: str) -> int:
    (loss,) = re.findall(rf"<!-- {name} perte=(\d+) -->", TEXT)
    return int(loss)


def equations() -> np.ndarray:
    ranks = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)
    found = np.zeros((2 * SIDE, SIDE * SIDE))
    for equation, line in zip(found, [*ranks, *ranks.T], strict=True):
        equation[line] = [1] * (SIDE - 1) + [-1]
    return found


def interval(hidden: np.ndarray, rank: int) -> str:
    """« 2 à 6 »: the least and the largest value of a cell over all whole tables where hidden cells are at least 1."""
    true = counts().ravel()
    limits = Bounds(np.where(hidden, 1, true), np.where(hidden, true.max(), true))
    sums = LinearConstraint(equations(), 0, 0)
    goal = np.eye(SIDE * SIDE)[rank]
    least, largest = (
        milp(sign * goal, constraints=sums, bounds=limits, integrality=hidden * 1).fun for sign in (1, -1)
    )
    return f"{round(least)} à {-round(largest)}"


def test_the_usual_recipe_leaves_two_blanks_in_each_line_and_yet_one_cell_is_worked_out():
    hidden = read("recette")[1:, 1:] == "c"

    north_east = counts()[:2][hidden[:2]].sum()
    far = counts()[:, [1, 3]][hidden[:, [1, 3]]].sum()

    assert not {*hidden.sum(axis=0), *hidden.sum(axis=1)} & {1}
    assert north_east - far == counts()[0, 0] == 5
    assert interval(hidden.ravel(), 0) == "5 à 5"
    assert counts()[hidden & (counts() >= 11)].sum() == 127


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_each_interval_of_the_page_is_that_of_all_whole_tables(protection):
    cells = read(protection)[1:, 1:].ravel()
    hidden = np.char.startswith(cells, "c")

    intervals = [interval(hidden, rank) for rank in np.flatnonzero(hidden)]

    assert intervals == [cell.removeprefix("c : ") for cell in cells[hidden]]
    assert counts().ravel()[hidden & (counts().ravel() >= 11)].sum() == loss_of(protection)


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_the_protected_table_of_the_page_is_the_one_that_the_code_gives(protection):
    protected = protect(example(), Policy(protection=protection_of(protection)), time_limit=20, workers=1)

    shown = np.where(protected.table.is_published, protected.table.table.counts, 0)
    cells = read(protection)[1:, 1:]
    assert shown.tolist() == np.where(np.char.startswith(cells, "c"), "0", cells).astype(int).tolist()
    assert (protected.loss, protected.gap) == (loss_of(protection), 0)
