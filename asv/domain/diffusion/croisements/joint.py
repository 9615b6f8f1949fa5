"""Crossed counts as one problem: those of now, those that left earlier of the same persons, those of the diagnostic."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from asv.disclosure.problem import Ints, Problem
from asv.domain.diffusion.croisements.cells import Somme, margins, sums_of
from asv.domain.diffusion.croisements.dimensions import TOTAL, Cle, CountedCrossing, Place
from asv.domain.diffusion.croisements.probleme import Builder, Cite
from asv.domain.diffusion.croisements.statuts import Dits, Etat, Statuts
from asv.domain.diffusion.policy import POLICY, Policy

NOTHING: Dits = MappingProxyType({})
SOUPLE = 10.0
"""What hiding a figure of the diagnostic costs, beside one of the same size that only crossed tables show."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A crossing that left earlier, with what it told: a count, or None where it hides it. cites: as it was decided."""

    nom: str
    counted: CountedCrossing
    dits: Dits
    cites: Sequence[Cite] = ()
    most: int = 3


@dataclass(frozen=True, slots=True)
class Crossed:
    """A crossing as the solver reads it. ranks, cited: place of its cells and of its citations in the arrays.

    anterieures: the crossings of the same persons that left earlier. ecarts: distances between a count and what it was.
    """

    counted: CountedCrossing
    statuts: Statuts
    ranks: Mapping[Cle, int]
    problem: Problem
    dits: Dits
    cites: Sequence[Cite] = ()
    most: int = 3
    anterieures: Sequence[Edition] = ()
    ecarts: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    cited: Mapping[Cle, int] = field(default_factory=dict)

    def without(self, faulty: Ints) -> "Crossed | None":
        """The same, the last table that holds one of these cells left out; None when no table is left.

        Its counts stay as unknowns, in the sums that join them to what is shown and to what the diagnostic tells.
        """
        around = self.problem.matrix[self.problem.matrix[:, faulty].nonzero()[0]].nonzero()[1]
        near = {*faulty.tolist(), *around.tolist()}
        cells = [cle for cle, rank in self.ranks.items() if rank in near]
        tableaux = self.counted.tableaux
        used = [[d is not None for d in self.counted.axes(tableau)] for tableau in tableaux]
        holds = [any(_is_in(cle, axes) for cle in cells) for axes in used]
        last = max((rank for rank, held in enumerate(holds) if held), default=len(tableaux) - 1)
        if len(tableaux) == 1:
            return None
        fewer = self.counted.without(tableaux[last])
        return crossed_problem(
            fewer, self.dits, self.cites, self.most, self.statuts.policy, anterieures=self.anterieures
        )

    def tells_apart(self) -> bool:
        """Whether a distance to protect stands between two counts that are both told: nothing can cover it."""
        told = np.isinf(self.problem.cost)
        return any(self.problem.width[ecart] and told[[*pair]].all() for ecart, pair in self.ecarts.items())


def _is_in(cle: Cle, used: Sequence[bool]) -> bool:
    """Whether a cell needs all the dimensions that a table uses, and no other."""
    return [code != TOTAL for code in cle] == list(used)


def crossed_problem(
    counted: CountedCrossing, dits: Dits, cites: Sequence[Cite] = (), most: int = 3, policy: Policy = POLICY,
    *, anterieures: Sequence[Edition] = (),
) -> Crossed:  # fmt: skip
    """All the tables of a period as one problem, with what the diagnostic tells of the same persons.

    dits: counts that it shows, None where it hides them. cites: its citations; a person cites `most` at most.
    anterieures: what left earlier of the same persons; what it showed stays shown, what it hid stays hidden, and the
    diagnostic, which knew neither them nor what one person dominates, gives way where it must. Raises ValueError when
    two of them contradict.
    """
    is_first = not (anterieures or counted.domines)
    every = [counted, *(edition.counted for edition in anterieures)]
    systems = [_statuts(_joined(edition.counted, every), _told(anterieures), policy) for edition in anterieures]
    kept = dits if is_first else {cle: said for cle, said in dits.items() if not said}
    statuts = _statuts(_joined(counted, every), _told(anterieures), policy, kept)
    builder = Builder(policy, nuls={place for one in (*systems, statuts) for place in _nobody(one)})
    for edition, one in zip(anterieures, systems, strict=True):
        builder.add_citations(one, builder.add_tables(one), edition.cites, edition.most, None)
    ranks = builder.add_tables(statuts)
    if not is_first:
        builder.poids |= {ranks[cle]: SOUPLE for cle, said in dits.items() if said and cle in ranks}
    cited = builder.add_citations(statuts, ranks, cites, most, None if is_first else SOUPLE)
    problem = builder.problem()
    return Crossed(counted, statuts, ranks, problem, dits, cites, most, anterieures, builder.ecarts, cited)


def _joined(counted: CountedCrossing, every: Sequence[CountedCrossing]) -> CountedCrossing:
    for other in every:
        counted = counted.joined_to(other)
    return counted


Told = Mapping[tuple[Place, int], int | None]
"""What is said of a count of so many persons at a place."""


def _told(anterieures: Sequence[Edition]) -> Told:
    """Everything that left earlier; a count told once is told."""
    found: dict[tuple[Place, int], int | None] = {}
    for edition in anterieures:
        counts = margins(edition.counted)
        for cle, said in edition.dits.items():
            key = edition.counted.place(cle), counts.get(cle, 0)
            if found.get(key) is None:
                found[key] = said
    return found


def _statuts(counted: CountedCrossing, told: Told, policy: Policy, dits: Dits = NOTHING) -> Statuts:
    """The cells of a crossing, said what the diagnostic and the earlier releases say; these have the last word."""
    counts, whole = margins(counted), (TOTAL,) * len(counted.dimensions)
    sums = tuple(sums_of(counted)) if told else ()
    keys = {cle: (counted.place(cle), counts.get(cle, 0)) for one in sums for cle in (one.whole, *one.parts)}
    before = {cle: told[key] for cle, key in keys.items() if key in told}
    tus = _with_zeros_above({cle for cle, said in before.items() if said is None}, sums, counts)
    said = {cle: count for cle, count in dits.items() if cle not in before and cle not in tus}
    said |= {cle: count for cle, count in before.items() if count is not None}
    if said.get(whole) is None:  # everybody knows how many contacts a year holds: nothing may rest on it
        said[whole] = counts.get(whole, 0)
    statuts = Statuts(counted, counts, said, policy, tus - said.keys())
    statuts.decide()
    return statuts


def _with_zeros_above(tus: set[Cle], sums: Sequence[Somme], counts: Mapping[Cle, int]) -> set[Cle]:
    """With these cells, the empty ones that hold an empty one of them: to show one would tell the other."""
    found, empty = set(tus), [one for one in sums if not counts.get(one.whole, 0)]
    while more := {one.whole for one in empty if one.whole not in found and not found.isdisjoint(one.parts)}:
        found |= more
    return found


def _nobody(statuts: Statuts) -> Iterator[Place]:
    """Places that a crossing tells to be empty."""
    return (statuts.counted.place(cle) for cle, cell in statuts.cells.items() if cell.etat is Etat.NUL)
