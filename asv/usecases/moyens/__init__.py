"""The bourse de moyens: what structures and the coordination do with what is lent."""

from asv.usecases.moyens.annonces import (
    Bourse,
    Filtre,
    LigneMoyen,
    VueMoyen,
    close,
    modify,
    own_line,
    publish,
    read_bourse,
    read_moyen,
)
from asv.usecases.moyens.recherche import Besoin, Libre, besoin_for, find_free
from asv.usecases.moyens.reservations import (
    LigneReservation,
    MoyensAction,
    move,
    read_action_means,
    reserve,
    who_comes_when,
)

__all__ = [
    "Besoin", "Bourse", "Filtre", "Libre", "LigneMoyen", "LigneReservation", "MoyensAction", "VueMoyen", "besoin_for",
    "close", "find_free", "modify", "move", "own_line", "publish", "read_action_means", "read_bourse", "read_moyen",
    "reserve", "who_comes_when",
]  # fmt: skip
