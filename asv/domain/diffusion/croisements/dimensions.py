"""Crossed counts before release: dimensions with their trees, and one count for each base combination."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from asv.domain.periodes import Periode

TOTAL = "TOTAL"
"""Code of the root of every dimension."""
MOST_CROSSED = 3
"""Dimensions that one table may cross (domain study, F5, step 0)."""

Cle = tuple[str, ...]
"""One code for each dimension, in their order; TOTAL where a table does not use the dimension."""
Place = tuple[tuple[str, str], ...]
"""A cell named for several crossings: the codes of the dimensions in which it is not the total, in a fixed order."""


@dataclass(frozen=True, slots=True)
class Modalite:
    """A category of a dimension, at any level of its trees.

    publiee: False for what counts in the sums and is never shown. manquant: the missing answers.
    discrete: holds sensible values among others, so that its zero is not shown.
    """

    code: str
    libelle: str
    publiee: bool = True
    manquant: bool = False
    discrete: bool = False


@dataclass(frozen=True)
class Dimension:
    """A way of sorting persons. arbres: child → parent, up to TOTAL; several trees share the same base.

    attribut: says what the persons are, so that « all alike » in a small group would tell of each of them.
    """

    code: str
    libelle: str
    modalites: tuple[Modalite, ...]
    arbres: tuple[Mapping[str, str], ...]
    attribut: bool = True
    ensemble: str = "Ensemble"

    @cached_property
    def by_code(self) -> Mapping[str, Modalite]:
        return {TOTAL: Modalite(TOTAL, self.ensemble)} | {modalite.code: modalite for modalite in self.modalites}

    @cached_property
    def equations(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each parent with its children, tree by tree."""
        found: list[tuple[str, tuple[str, ...]]] = []
        for arbre in self.arbres:
            children: dict[str, list[str]] = {}
            for child, parent in arbre.items():
                children.setdefault(parent, []).append(child)
            found += [(parent, tuple(codes)) for parent, codes in children.items()]
        return tuple(dict.fromkeys(found))

    @cached_property
    def ancestors(self) -> Mapping[str, tuple[str, ...]]:
        """Every code that a base code counts in, itself and TOTAL included."""
        found = {}
        for code in self.base:
            above = {code: None}
            for arbre in self.arbres:
                node = code
                while node != TOTAL:
                    node = arbre[node]
                    above[node] = None
            found[code] = tuple(above)
        return found

    @cached_property
    def coarse(self) -> "Dimension":
        """The same dimension down to its first level only: what is below is counted with it."""
        first = [code for code, depth in self.depth.items() if depth == 1]
        kept = tuple(modalite for modalite in self.modalites if modalite.code in first)
        arbres = tuple({code: TOTAL for code in first if code in arbre} for arbre in self.arbres)
        return Dimension(self.code, self.libelle, kept, arbres, self.attribut, self.ensemble)

    @cached_property
    def base(self) -> tuple[str, ...]:
        """Codes that no other is a part of; they are the same in every tree."""
        parents = {parent for arbre in self.arbres for parent in arbre.values()}
        return tuple(modalite.code for modalite in self.modalites if modalite.code not in parents)

    @cached_property
    def depth(self) -> Mapping[str, int]:
        """Longest way from TOTAL."""
        found = {TOTAL: 0}
        steps = [(child, parent) for arbre in self.arbres for child, parent in arbre.items()]
        for _ in range(len(steps)):
            before = dict(found)
            for child, parent in steps:
                if parent in found:
                    found[child] = max(found.get(child, 0), found[parent] + 1)
            if found == before:
                break
        return found


@dataclass(frozen=True, slots=True)
class Tableau:
    """A crossed table of the list. dimensions: those it crosses; larges: those it takes to their first level only."""

    code: str
    libelle: str
    dimensions: tuple[str, ...]
    larges: tuple[str, ...] = ()

    def is_in(self, other: "Tableau") -> bool:
        """Whether every cell of this table is one of the other."""
        return set(self.dimensions) <= set(other.dimensions) and not set(other.larges) & {*self.dimensions} - set(
            self.larges
        )


@dataclass(frozen=True)
class CountedCrossing:
    """Counts of one territoire and one year by every dimension at once, and the tables to draw from them.

    effectifs: persons (here contacts) of each combination of base codes. retires: tables left out, of which nothing is
    shown and whose sums hold all the same. liens: the same, of which every small count is protected: they join this
    crossing to others of the same persons. fixes: where it stands in the dimensions that it lacks and that those have
    (a quarter of a year). domines: cells of which one person made too much, with the room
    they must keep. Raises ValueError on what cannot be a count, or on a table that crosses too much: that is a bug of
    the caller.
    """

    perimetre: str
    periode: Periode
    dimensions: tuple[Dimension, ...]
    tableaux: tuple[Tableau, ...]
    effectifs: Mapping[Cle, int] = field(repr=False)
    retires: tuple[Tableau, ...] = ()
    fixes: Mapping[str, str] = field(default_factory=dict)
    liens: tuple[Tableau, ...] = ()
    domines: Mapping[Cle, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check codes, signs and the number of dimensions crossed."""
        known = [set(dimension.base) for dimension in self.dimensions]
        for cle, count in self.effectifs.items():
            if count < 0 or len(cle) != len(known) or any(code not in codes for code, codes in zip(cle, known)):  # noqa: B905
                raise ValueError(f"{cle}: impossible count")
        names = {dimension.code for dimension in self.dimensions}
        for tableau in self.tableaux:
            if not set(tableau.dimensions) <= names or len(tableau.dimensions) > MOST_CROSSED:
                raise ValueError(f"{tableau.code}: unknown dimension, or more than {MOST_CROSSED}")

    def without(self, tableau: Tableau) -> "CountedCrossing":
        """The same, that table left out."""
        kept = tuple(one for one in self.tableaux if one != tableau)
        return replace(self, tableaux=kept, retires=(*self.retires, tableau))

    @property
    def posed(self) -> tuple[Tableau, ...]:
        """Every table whose sums hold, shown or not."""
        return (*self.tableaux, *self.liens, *self.retires)

    def joined_to(self, other: "CountedCrossing") -> "CountedCrossing":
        """The same, with the tables that say what the other, which stands at one code of a dimension of this one, adds.

        A table of the other that one of the tables of this one crosses with that dimension needs no more.
        """
        names = [dimension.code for dimension in self.dimensions]
        more = tuple(name for name in other.fixes if name in names)
        wanted = [
            Tableau(f"LIEN_{one.code}", one.libelle, (*one.dimensions, *more), one.larges)
            for one in (*other.tableaux, *other.liens) if more
        ]  # fmt: skip
        missing = tuple(one for one in wanted if not any(one.is_in(held) for held in (*self.tableaux, *self.liens)))
        return replace(self, liens=(*self.liens, *missing))

    def place(self, cle: Cle) -> Place:
        """Where a cell stands for every crossing of the same persons."""
        codes = {dimension.code: code for dimension, code in zip(self.dimensions, cle, strict=True) if code != TOTAL}
        return tuple(sorted({**self.fixes, **codes}.items()))

    def axes(self, tableau: Tableau) -> tuple["Dimension | None", ...]:
        """Dimensions of a table, in the order of all; None where it does not use one."""
        return axes_of(self.dimensions, tableau)


def axes_of(dimensions: Sequence[Dimension], tableau: Tableau) -> tuple[Dimension | None, ...]:
    """Dimensions as a table sees them: whole, to their first level, or not at all."""
    return tuple(
        None if d.code not in tableau.dimensions else d.coarse if d.code in tableau.larges else d for d in dimensions
    )


def axes_by_place(dimensions: Sequence[Dimension], tableau: Tableau) -> list[int]:
    """Ranks of the dimensions of a table as it is read: lines, the place first, then columns."""
    used = [rank for rank, dimension in enumerate(dimensions) if dimension.code in tableau.dimensions]
    return sorted(used, key=lambda rank: dimensions[rank].code != "lieu")
