"""What this package refuses: a kind that a caller can translate, and the names that say where the fault is."""

from collections.abc import Mapping, Sequence
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    "cycle": "dimension {dimension}: the label {label} is above itself",
    "two-parents": "dimension {dimension}: the label {label} has two parents in one hierarchy, {first} and {second}",
    "unknown-label": "dimension {dimension}: the label {label} is not in its hierarchy",
    "missing-leaf": "dimension {dimension}: the base label {label} is missing from one of its hierarchies",
    "overlap": "dimension {dimension}: the label {label} counts a base label twice",
    "empty-dimension": "dimension {dimension}: no label",
    "many-labels": "dimension {dimension}: {number} labels, the most is {most}",
    "two-totals": "dimension {dimension}: the total is {first} in one table and {second} in another",
    "no-dimension": "a table needs one dimension at least",
    "unknown-dimension": "no table has the dimension {dimension}",
    "many-cells": "{number} cells, the most is {most}",
    "lengths": "the columns have different lengths",
    "shape": "dimension {dimension}: {number} counts for {labels} labels",
    "count": "{cell}: {value} is not a whole number between 0 and {most}",
    "repeated": "{cell}: given twice",
    "margin": "{cell}: {value} is given, and its parts add up to {computed}",
    "linked": "{cell}: {first} in one table and {second} in another",
    "rest": "{cell}: {value} is less than the parts that other tables give, {computed}",
    "unknown-cell": "{cell}: no table has this cell",
    "no-table": "no table to protect",
    "many-dimensions": "too many dimensions with too many labels for one problem",
    "closed": "{cell}: cannot be hidden, an earlier release shows it",
    "opened": "{cell}: cannot be forced open, a rule hides it ({value})",
    "no-largest": "the dominance rule needs the largest contribution of each cell",
    "largest": "{cell}: a largest contribution of {value} in a count of {computed}",
    "no-column": "the file has no column {column}",
    "same-column": "the file has two columns {column}",
    "short-line": "line {line}: {number} cells under {wanted} columns",
    "pair": "line {line}: a hierarchy needs two columns, child and parent",
    "number": "line {line}, column {column}: {value} is not a whole number ≥ 0",
    "status": "line {line}: {value} is no status (publie, primaire, secondaire)",
    "empty-label": "line {line}, column {column}: no label",
    "not-csv": "line {line}: not a CSV line",
    "encoding": "the file is not UTF-8 nor Windows-1252 text",
    "empty-file": "the file has no line",
    "long-file": "the file is above {most} bytes",
}


class InvalidTableError(ValueError):
    """Labels, counts or files that do not make a table. `kind` is a key of SENTENCES, `names` what fills it."""

    def __init__(self, kind: str, **names: object) -> None:
        super().__init__(SENTENCES[kind].format(**names))
        self.kind = kind
        self.names = names


class NotProtectedError(Exception):
    """No choice of hidden cells was proved safe, so nothing is returned. `cells` names those that stay exposed."""

    def __init__(self, cells: Sequence[str]) -> None:
        super().__init__(f"not proved safe: {'; '.join(cells)}")
        self.cells = tuple(cells)
