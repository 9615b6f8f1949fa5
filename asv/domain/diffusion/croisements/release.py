"""From crossed counts to crossed tables that may leave: one problem, solved, then checked by the auditor."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from asv.disclosure.auditing import audit_system, system_of
from asv.disclosure.problem import Bools, Ints, Problem, Solution
from asv.disclosure.solving import Progress, solve
from asv.domain.diffusion.croisements.cells import margins
from asv.domain.diffusion.croisements.dimensions import TOTAL, Cle, CountedCrossing
from asv.domain.diffusion.croisements.probleme import Builder, Cite
from asv.domain.diffusion.croisements.released import Garantie, ReleasedCrossing, cell_of, shown_of
from asv.domain.diffusion.croisements.statuts import Etat, Statuts
from asv.domain.diffusion.policy import POLICY, Destinataire, Policy
from asv.domain.diffusion.released import _SEAL
from asv.domain.errors import Refused
from asv.domain.periodes import GenrePeriode, Periode, is_closed

SECONDS = 30.0
"""Time given to the solver; what it holds then is completed until it is safe."""

AUDIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Crossed:
    """A crossing as the solver reads it. ranks: place of each cell of the tables in the arrays."""

    counted: CountedCrossing
    statuts: Statuts
    ranks: Mapping[Cle, int]
    problem: Problem
    cites: Sequence[Cite] = ()
    most: int = 3

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
        return crossed_problem(fewer, self.statuts.dits, self.cites, self.most, self.statuts.policy)


def _is_in(cle: Cle, used: Sequence[bool]) -> bool:
    """Whether a cell needs all the dimensions that a table uses, and no other."""
    return [code != TOTAL for code in cle] == list(used)


def crossed_problem(
    counted: CountedCrossing, dits: Mapping[Cle, int | None], cites: Sequence[Cite] = (), most: int = 3,
    policy: Policy = POLICY,
) -> Crossed:  # fmt: skip
    """All the tables of a year as one problem, with what the diagnostic tells of the same persons.

    dits: counts that it shows, None where it hides them. cites: its citations; a person cites `most` at most.
    Raises ValueError when the two contradict each other.
    """
    counts, whole = margins(counted), (TOTAL,) * len(counted.dimensions)
    told = dict(dits)
    if told.get(whole) is None:  # everybody knows how many contacts a year holds: nothing may rest on it
        told[whole] = counts.get(whole, 0)
    statuts = Statuts(counted, counts, told, policy)
    statuts.decide()
    builder = Builder(policy)
    builder.add_tables(statuts)
    builder.add_citations(cites, most)
    return Crossed(counted, statuts, builder.ranks, builder.problem(), tuple(cites), most)


def release_crossed(
    crossed: Crossed, *, destinataire: Destinataire, today: date, seconds: float = SECONDS,
    progress: Callable[[Progress], None] | None = None,
) -> ReleasedCrossing:  # fmt: skip
    """Release the crossed tables of a closed year, once: keep what it gives, and never ask again (see `frozen`).

    A table that cannot be made safe is left out, and the others are decided again without it. Raises Refused when the
    year may not leave, when it holds too few persons, or when no table is proved safe.
    """
    _check_periode(crossed.counted.periode, today)
    policy = crossed.statuts.policy
    whole = crossed.statuts.counts.get((TOTAL,) * len(crossed.counted.dimensions), 0)
    if whole < policy.seuil:
        raise Refused("Cette année compte trop peu de contacts pour des tableaux croisés.")
    left: Crossed | None = crossed
    while left is not None:
        solution = solve(left.problem, time_limit=seconds, progress=progress)
        faulty = np.union1d(np.array(solution.exposed, dtype=np.int64), unproved(left.problem, solution.hidden))
        if not faulty.size:
            return _released(left, solution, destinataire)
        left = left.without(faulty)
    raise Refused("Aucun choix de chiffres à cacher n’a été prouvé sûr : ces tableaux ne sortent pas.")


def unproved(problem: Problem, hidden: Bools) -> Ints:
    """Ranks of the counts whose width the auditor does not prove; what it cannot decide is not proved."""
    system = system_of(
        ~hidden, np.where(hidden, 0, problem.values), problem.matrix,
        lower=problem.lower, upper=problem.upper, width=problem.width,
    )  # fmt: skip
    proof, _ = audit_system(system, exact=False, time_limit=AUDIT_SECONDS)
    met = np.zeros(problem.size, dtype=np.bool_)
    met[proof.cells] = proof.is_met
    found: Ints = np.flatnonzero((problem.width > 0) & ~met)
    return found


def _check_periode(periode: Periode, today: date) -> None:
    """Closed years only, even within the team: what is crossed is decided once, on figures that no longer move."""
    if periode.genre is not GenrePeriode.ANNEE or not is_closed(periode, today):
        raise Refused(f"« {periode.libelle} » n’est pas une année close : une année est close le 31 janvier suivant.")


def _released(crossed: Crossed, solution: Solution, destinataire: Destinataire) -> ReleasedCrossing:
    counted, cells = crossed.counted, crossed.statuts.cells
    shown = {}
    for tableau in counted.tableaux:
        for cle in shown_of(counted.dimensions, tableau):
            is_hidden = cells[cle].etat is not Etat.NUL and solution.hidden[crossed.ranks[cle]]
            shown[cle] = cell_of(None if is_hidden else cells[cle].effectif)
    problem = crossed.problem
    return ReleasedCrossing(
        _SEAL,
        perimetre=counted.perimetre,
        periode=counted.periode,
        destinataire=destinataire,
        dimensions=counted.dimensions,
        tableaux=counted.tableaux,
        garantie=Garantie(
            largeur=crossed.statuts.policy.largeur,
            controlees=int((problem.width > 0).sum()),
            cachees=int(np.count_nonzero(solution.hidden & ~problem.hidden)),
            perte=float(solution.loss),
            borne=float(solution.bound),
        ),
        cells=shown,
    )
