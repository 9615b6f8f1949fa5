"""Coordination: what goes wrong between actions, as declared rules, and what may be done about it.

Pure functions over plain records: `asv.db.coordination` fills them, the use cases show what they say. A rule never
blocks anything; somebody decides, and says why.
"""

from asv.domain.coordination.constats import Constat, Geste, Regle
from asv.domain.coordination.faits import (
    AccuseAttendu,
    ActionVue,
    DateVue,
    EngagementVue,
    MoyenVue,
    PrioriteVue,
    Situation,
)
from asv.domain.coordination.gestes import (
    Choix,
    Decision,
    Destination,
    blank_places,
    check_choix,
    could_come,
    moves_of,
    next_free_week,
    which_moves,
)
from asv.domain.coordination.phrases import phrase_of
from asv.domain.coordination.rangs import ENOUGH, URGENT, Rangs, is_urgent, rangs_of, ranked_themes
from asv.domain.coordination.regles import REGLES, detect, detect_for

__all__ = [
    "ENOUGH",
    "REGLES",
    "URGENT",
    "AccuseAttendu",
    "ActionVue",
    "Choix",
    "Constat",
    "DateVue",
    "Decision",
    "Destination",
    "EngagementVue",
    "Geste",
    "MoyenVue",
    "PrioriteVue",
    "Rangs",
    "Regle",
    "Situation",
    "blank_places",
    "check_choix",
    "could_come",
    "detect",
    "detect_for",
    "is_urgent",
    "moves_of",
    "next_free_week",
    "phrase_of",
    "rangs_of",
    "ranked_themes",
    "which_moves",
]
