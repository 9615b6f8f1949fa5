"""The diagnostic: its figures read for a period, and the crossed tables of a closed year, released once."""

from asv.usecases.diagnostic.closes import closed_choices, read_closed
from asv.usecases.diagnostic.croisements import (
    LectureCroisee,
    keep_crossing,
    prepare_crossing,
    read_crossing,
    solve_crossing,
)
from asv.usecases.diagnostic.lecture import (
    Lecture,
    QuartierLu,
    choices,
    destinataire_of,
    publish_rangs,
    quartier_of,
    read_diagnostic,
    read_for_team,
)

__all__ = [
    "Lecture",
    "LectureCroisee",
    "QuartierLu",
    "choices",
    "closed_choices",
    "destinataire_of",
    "keep_crossing",
    "prepare_crossing",
    "publish_rangs",
    "quartier_of",
    "read_closed",
    "read_crossing",
    "read_diagnostic",
    "read_for_team",
    "solve_crossing",
]
