"""The diagnostic: its figures read for a period, and the releases of closed periods, decided once and kept."""

from asv.usecases.diagnostic.closes import Suite, closed_choices, diffusion_of, genres_of, read_closed, read_suite
from asv.usecases.diagnostic.croisements import LectureCroisee, read_crossing
from asv.usecases.diagnostic.diffuser import Chantier, beat, chantiers_of, decide, keep_diffusion, take_up
from asv.usecases.diagnostic.expliquer import Cachee, Explication, explain
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
from asv.usecases.diagnostic.ledger import Ecrite, current_of, list_diffusions, read_diffusion
from asv.usecases.diagnostic.ouvertes import (
    Ouverte,
    is_open_to_all,
    open_to_all,
    opened_to_public,
    read_public,
    read_received,
    received_by,
)
from asv.usecases.diagnostic.preparer import ask_diffusion, offered_periods

__all__ = [
    "Cachee",
    "Chantier",
    "Ecrite",
    "Explication",
    "Lecture",
    "LectureCroisee",
    "Ouverte",
    "QuartierLu",
    "Suite",
    "ask_diffusion",
    "beat",
    "chantiers_of",
    "choices",
    "closed_choices",
    "current_of",
    "decide",
    "destinataire_of",
    "diffusion_of",
    "explain",
    "genres_of",
    "is_open_to_all",
    "keep_diffusion",
    "list_diffusions",
    "offered_periods",
    "open_to_all",
    "opened_to_public",
    "publish_rangs",
    "quartier_of",
    "read_closed",
    "read_crossing",
    "read_diagnostic",
    "read_diffusion",
    "read_for_team",
    "read_public",
    "read_received",
    "read_suite",
    "received_by",
    "take_up",
]
