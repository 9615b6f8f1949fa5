"""Crossed tables of a closed year, decided as one problem with all that is told of the same persons.

`crossed_problem` states it, `release_crossed` solves it and has it checked, `frozen` and `thawed` keep the answer.
"""

from asv.disclosure.solving import Progress
from asv.domain.diffusion.croisements.dimensions import (
    MOST_CROSSED,
    TOTAL,
    Cle,
    CountedCrossing,
    Dimension,
    Modalite,
    Tableau,
    axes_by_place,
    axes_of,
)
from asv.domain.diffusion.croisements.joint import Crossed, Edition, crossed_problem
from asv.domain.diffusion.croisements.probleme import Cite
from asv.domain.diffusion.croisements.release import Decision, check_closed, decide_crossed, release_crossed
from asv.domain.diffusion.croisements.released import Garantie, ReleasedCrossing, frozen, shown_of, thawed

__all__ = [
    "MOST_CROSSED",
    "TOTAL",
    "Cite",
    "Cle",
    "CountedCrossing",
    "Crossed",
    "Decision",
    "Dimension",
    "Edition",
    "Garantie",
    "Modalite",
    "Progress",
    "ReleasedCrossing",
    "Tableau",
    "axes_by_place",
    "axes_of",
    "check_closed",
    "crossed_problem",
    "decide_crossed",
    "frozen",
    "release_crossed",
    "shown_of",
    "thawed",
]
