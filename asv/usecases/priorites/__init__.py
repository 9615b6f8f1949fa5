"""Setting the priorités: what the colleges ranked, what the COPIL decided, what each priorité is tied to."""

from asv.usecases.priorites.reading import (
    AnneeLue,
    CollegeLu,
    PrioriteReliee,
    QuartierLu,
    read_annee,
    read_quartier,
)
from asv.usecases.priorites.writing import LiensSaisis, check_votes, keep_classement, keep_decision, keep_links

__all__ = [
    "AnneeLue",
    "CollegeLu",
    "LiensSaisis",
    "PrioriteReliee",
    "QuartierLu",
    "check_votes",
    "keep_classement",
    "keep_decision",
    "keep_links",
    "read_annee",
    "read_quartier",
]
