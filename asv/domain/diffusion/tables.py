"""Counts before release: what an evaluator hands over. Nothing here may reach a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from asv.domain.periodes import Periode
from asv.domain.territoires import Geographie

TERRITOIRE = "TERRITOIRE"
"""Code of the line that sums all the others."""

_RESERVED = {TERRITOIRE, "MANQUANTS", "POOL", "PREMIER", "CITANTS"}


class Kind(StrEnum):
    """PARTITION: the columns of a line add up to its answers. CITATIONS: one answer may cite several columns."""

    PARTITION = "partition"
    CITATIONS = "citations"


@dataclass(frozen=True, slots=True)
class Ligne:
    """A place. `publiee`: False for the rest, which counts in the sums and is never shown."""

    code: str
    libelle: str
    publiee: bool = True


@dataclass(frozen=True, slots=True)
class Colonne:
    """A category. sensible: shown for the whole territoire only. exclusive: « aucun », never cited with another."""

    code: str
    libelle: str
    sensible: bool = False
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Lien:
    """What else says something about the same persons, as (code of a table, code of a column).

    total: this cell, at territoire level, equals the sum of the whole table.
    plafond: this cell, at territoire level, counts at least everything in the published lines.
    principal: for CITATIONS, code of the PARTITION of the same lines and columns by the first column cited.
    citations: for that PARTITION, code of the table of CITATIONS. It is released for the territoire only.
    """

    total: tuple[str, str] | None = None
    plafond: tuple[str, str] | None = None
    principal: str | None = None
    citations: str | None = None

    @property
    def noms(self) -> frozenset[str]:
        """Codes of the tables it names: they are decided in the same call."""
        cells = (cell[0] for cell in (self.total, self.plafond) if cell is not None)
        return frozenset(name for name in (self.principal, self.citations, *cells) if name is not None)


SANS_LIEN = Lien()


@dataclass(frozen=True)
class CountedTable:
    """One table of counts of one territoire and one period.

    perimetre: SIREN of the territoire. univers: name of the population counted; tables that share it have the same
    number of persons on every line. effectifs: one tuple for each line, one count for each column.
    denominateurs: answers on each line; manquants: persons without answer. Their sum is the population of the line.
    interne: never leaves the team. citations: columns that one answer may cite at most, a public rule of the entry.
    unite: what is counted, in the plural: contacts, participations, suivis or estimated persons are never mixed.
    Raises ValueError on a table that cannot come from a count: that is a bug of the caller.
    """

    code: str
    libelle: str
    perimetre: str
    periode: Periode
    geographie: Geographie | None
    kind: Kind
    lignes: tuple[Ligne, ...]
    colonnes: tuple[Colonne, ...]
    effectifs: tuple[tuple[int, ...], ...]
    denominateurs: tuple[int, ...]
    manquants: tuple[int, ...]
    univers: str = "contacts"
    lien: Lien = SANS_LIEN
    interne: bool = False
    citations: int = 3
    unite: str = "contacts"

    def __post_init__(self) -> None:
        """Check shape, signs and sums."""
        _check_shape(self)
        for effectifs, answers in zip(self.effectifs, self.denominateurs, strict=True):
            _check_row(self, effectifs, answers)

    @cached_property
    def populations(self) -> tuple[int, ...]:
        """Persons on each line, with or without answer."""
        return tuple(answers + missing for answers, missing in zip(self.denominateurs, self.manquants, strict=True))

    @cached_property
    def totaux(self) -> tuple[int, ...]:
        """Counts of the whole territoire, column by column."""
        return tuple(map(sum, zip(*self.effectifs, strict=True))) if self.effectifs else (0,) * len(self.colonnes)

    def column(self, code: str) -> int:
        """Rank of a column."""
        return next(rank for rank, colonne in enumerate(self.colonnes) if colonne.code == code)


def _check_shape(table: CountedTable) -> None:
    widths = {len(row) for row in table.effectifs} | {len(table.colonnes)}
    lengths = {len(table.lignes), len(table.effectifs), len(table.denominateurs), len(table.manquants)}
    codes = [item.code for items in (table.lignes, table.colonnes) for item in items]
    if len(widths) != 1 or len(lengths) != 1 or len(set(codes)) != len(codes) or _RESERVED & set(codes):
        raise ValueError(f"{table.code}: lines, columns and counts do not match")
    if any(count < 0 for row in (*table.effectifs, table.denominateurs, table.manquants) for count in row):
        raise ValueError(f"{table.code}: negative count")


def _check_row(table: CountedTable, effectifs: Sequence[int], answers: int) -> None:
    if table.kind is Kind.PARTITION:
        if sum(effectifs) != answers:
            raise ValueError(f"{table.code}: the columns of a partition add up to the answers")
        return
    alone = sum(n for n, colonne in zip(effectifs, table.colonnes, strict=True) if colonne.exclusive)
    cited = [n for n, colonne in zip(effectifs, table.colonnes, strict=True) if not colonne.exclusive]
    if not max(cited, default=0) <= answers - alone <= sum(cited):
        raise ValueError(f"{table.code}: « aucun » stands alone, and every other answer cites at least one column")
