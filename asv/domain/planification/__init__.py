"""Planning a campaign: the séances that answer the most unmet need, without collision, with the means there are."""

from asv.domain.planification.demande import (
    MOST_SEANCES,
    MOST_STRUCTURES,
    SALLES,
    Demande,
    DemandeSaisie,
    check_demande,
    months_of,
)
from asv.domain.planification.explication import left_out, said_need, shortfall, why
from asv.domain.planification.plan import Plan, SeancePrevue, plan_for
from asv.domain.planification.terrain import Besoin, MoyenVu, QuartierVu, StructureVue, Terrain

__all__ = [
    "MOST_SEANCES", "MOST_STRUCTURES", "SALLES", "Besoin", "Demande", "DemandeSaisie", "MoyenVu", "Plan", "QuartierVu",
    "SeancePrevue", "StructureVue", "Terrain", "check_demande", "left_out", "months_of", "plan_for", "said_need",
    "shortfall", "why",
]  # fmt: skip
