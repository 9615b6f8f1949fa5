"""From crossed counts to crossed tables that may leave: one problem, solved, then checked by the auditor."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from asv.disclosure.auditing import audit_system, system_of
from asv.disclosure.problem import Bools, Ints, Problem, Solution
from asv.disclosure.solving import Progress, solve
from asv.domain.diffusion.croisements.dimensions import TOTAL, Cle
from asv.domain.diffusion.croisements.joint import Crossed
from asv.domain.diffusion.croisements.released import Garantie, ReleasedCrossing, cell_of, shown_of
from asv.domain.diffusion.croisements.statuts import Etat
from asv.domain.diffusion.policy import Destinataire
from asv.domain.diffusion.released import _SEAL
from asv.domain.errors import Refused
from asv.domain.periodes import GenrePeriode, Periode, is_closed

SECONDS = 20.0
"""Time given to the solver; what it holds then is completed until it is safe."""

AUDIT_SECONDS = 60.0
UNPROVED = "Aucun choix de chiffres à cacher n’a été prouvé sûr : ces tableaux ne sortent pas."
TELLS = (
    "À côté de ce qui est déjà diffusé, ces tableaux laisseraient retrouver moins de onze contacts par une "
    "soustraction : ils ne sortent pas. Les diffusions précédentes restent valables ; diffusez une période plus longue."
)
DOMINATED = (
    "Presque tous les contacts de cette période sont ceux d’une même personne suivie : leur nombre parlerait d’elle. "
    "Diffusez une période plus longue."
)
TELLS_APART = (
    "Depuis la diffusion précédente, un total a changé de moins de onze contacts : une nouvelle édition les "
    "désignerait par une soustraction. Gardez l’édition diffusée ; refaites-la quand les corrections dépasseront dix "
    "contacts."
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: the tables that leave, and where each of their cells stands in the problem that was solved."""

    released: ReleasedCrossing
    crossed: Crossed
    hidden: Bools = field(repr=False)

    def is_hidden(self, cle: Cle) -> bool:
        """Whether a cell of the problem stays unknown to everybody; what is nowhere in it hides nothing."""
        rank = self.crossed.ranks.get(cle)
        return rank is not None and bool(self.hidden[rank])

    def is_citation_hidden(self, premier: Cle) -> bool:
        rank = self.crossed.cited.get(premier)
        return rank is not None and bool(self.hidden[rank])


def release_crossed(
    crossed: Crossed, *, destinataire: Destinataire, today: date, seconds: float = SECONDS,
    progress: Callable[[Progress], None] | None = None,
) -> ReleasedCrossing:  # fmt: skip
    """Release the crossed tables of a closed period, once: keep what it gives, and never ask again (see `frozen`)."""
    decided = decide_crossed(crossed, destinataire=destinataire, today=today, seconds=seconds, progress=progress)
    return decided.released


def decide_crossed(
    crossed: Crossed, *, destinataire: Destinataire, today: date, seconds: float = SECONDS,
    progress: Callable[[Progress], None] | None = None,
) -> Decision:  # fmt: skip
    """Decide on the crossed tables of a closed period, with all that left earlier of the same persons.

    A table that cannot be made safe is left out, and the others are decided again without it. Raises Refused when the
    period may not leave, when it holds too few persons, when it would tell a correction of a few, or when no table is
    proved safe.
    """
    check_closed(crossed.counted.periode, today)
    policy = crossed.statuts.policy
    whole = crossed.statuts.counts.get((TOTAL,) * len(crossed.counted.dimensions), 0)
    if whole < policy.seuil:
        raise Refused("Cette période compte trop peu de contacts pour des tableaux croisés.")
    if (TOTAL,) * len(crossed.counted.dimensions) in crossed.counted.domines:
        raise Refused(DOMINATED)
    if crossed.tells_apart():
        raise Refused(TELLS_APART)
    left: Crossed | None = crossed
    while left is not None:
        solution = solve(left.problem, time_limit=seconds, progress=progress)
        faulty = np.union1d(np.array(solution.exposed, dtype=np.int64), unproved(left.problem, solution.hidden))
        if not faulty.size:
            return Decision(_released(left, solution, destinataire), left, solution.hidden)
        left = left.without(faulty)
    raise Refused(TELLS if crossed.anterieures else UNPROVED)


def unproved(problem: Problem, hidden: Bools, lower: Ints | None = None, upper: Ints | None = None) -> Ints:
    """Ranks of the counts whose width the auditor does not prove; what it cannot decide is not proved.

    lower, upper: what is known of the hidden counts, when it is more than the problem says.
    """
    system = system_of(
        ~hidden, np.where(hidden, 0, problem.values), problem.matrix,
        lower=problem.lower if lower is None else lower, upper=problem.upper if upper is None else upper,
        width=problem.width,
    )  # fmt: skip
    proof, _ = audit_system(system, exact=False, time_limit=AUDIT_SECONDS)
    met = np.zeros(problem.size, dtype=np.bool_)
    met[proof.cells] = proof.is_met
    found: Ints = np.flatnonzero((problem.width > 0) & ~met)
    return found


def check_closed(periode: Periode, today: date) -> None:
    """Closed years and quarters, even within the team: what is decided once rests on figures that no longer move."""
    if periode.genre is GenrePeriode.MOIS:
        raise Refused(
            "Un mois seul ne se diffuse pas : il cacherait presque tout. Choisissez un trimestre ou une année."
        )
    if not is_closed(periode, today):
        raise Refused(
            f"« {periode.libelle} » n’est pas close : un trimestre l’est un mois après sa fin, une année le 31 janvier "
            "suivant."
        )


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
