"""The diagnostic: its figures read for a period, and the crossed tables of a closed year, released once."""

from asv.usecases.diagnostic.closes import Suite, closed_choices, genres_of, read_closed, read_suite
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
    "Suite",
    "choices",
    "closed_choices",
    "destinataire_of",
    "genres_of",
    "keep_crossing",
    "prepare_crossing",
    "publish_rangs",
    "quartier_of",
    "read_closed",
    "read_crossing",
    "read_diagnostic",
    "read_for_team",
    "read_suite",
    "solve_crossing",
]
