"""Blocks of rows, column by column: a code is written once, and each row keeps its rank."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

Rangs = NDArray[np.intp]
Octets = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Colonne:
    """Distinct values, and for each row the rank of its own."""

    valeurs: Sequence[Any]
    rangs: Rangs

    def __len__(self) -> int:
        return len(self.rangs)

    def cells(self) -> list[Any]:
        """Value of each row."""
        return [self.valeurs[rang] for rang in self.rangs.tolist()]


@dataclass(frozen=True, slots=True)
class Identifiants:
    """A column of UUID, all different: 16 bytes a row."""

    octets: Octets

    def __len__(self) -> int:
        return len(self.octets)

    def cells(self) -> list[UUID]:
        """Value of each row."""
        return [UUID(bytes=row.tobytes()) for row in self.octets]


@dataclass(frozen=True, slots=True)
class Bloc:
    """Rows of one table; its columns have the same length."""

    table: str
    colonnes: Mapping[str, Colonne | Identifiants]

    def __len__(self) -> int:
        return max((len(colonne) for colonne in self.colonnes.values()), default=0)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Give each row as a dictionary, to read a block of ordinary size."""
        names = tuple(self.colonnes)
        cells = zip(*(colonne.cells() for colonne in self.colonnes.values()), strict=True)
        return (dict(zip(names, row, strict=True)) for row in cells)


def joined(first: Bloc, second: Bloc) -> Bloc:
    """Put the rows of two blocks of one table, with the same columns, one after the other."""
    columns: dict[str, Colonne | Identifiants] = {}
    for name, colonne in first.colonnes.items():
        other = second.colonnes[name]
        if isinstance(colonne, Identifiants) and isinstance(other, Identifiants):
            columns[name] = Identifiants(np.concatenate([colonne.octets, other.octets]))
        elif isinstance(colonne, Colonne) and isinstance(other, Colonne):
            ranks = np.concatenate([colonne.rangs, other.rangs + len(colonne.valeurs)])
            columns[name] = Colonne([*colonne.valeurs, *other.valeurs], ranks)
    return Bloc(first.table, columns)


def constant(valeur: object, length: int) -> Colonne:
    """Column that says the same thing on every row."""
    return Colonne((valeur,), np.zeros(length, dtype=np.intp))


def bloc_of(table: str, rows: Sequence[Mapping[str, Any]]) -> Bloc:
    """Block of a few rows written one by one; all of them name the same columns."""
    every = np.arange(len(rows))
    return Bloc(table, {name: Colonne([row[name] for row in rows], every) for name in rows[0]} if rows else {})


def lists_of(codes: Sequence[str], *rangs: Rangs) -> Colonne:
    """Column of lists: one rank of `codes` from each array in turn, -1 for nothing, the same code never twice."""
    base = len(codes) + 1
    keys = np.zeros(len(rangs[0]), dtype=np.int64)
    for column in rangs:
        keys = keys * base + (column + 1)
    distinct, inverse = np.unique(keys, return_inverse=True)
    return Colonne([_decoded(int(key), base, codes) for key in distinct], inverse.astype(np.intp))


def _decoded(key: int, base: int, codes: Sequence[str]) -> list[str]:
    found: list[str] = []
    while key:
        key, rang = divmod(key, base)
        if rang:
            found.append(codes[rang - 1])
    return list(dict.fromkeys(reversed(found)))
