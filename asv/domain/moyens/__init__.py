"""The bourse de moyens: offers and requests, when they are free, what is reserved and what it is worth."""

from asv.domain.moyens.disponibilite import (
    HORIZON,
    Ouverture,
    Prises,
    can_meet,
    distance_km,
    free_units,
    half_days,
    next_free,
)
from asv.domain.moyens.fiche import (
    CONDITIONS,
    DESCRIPTION,
    JOURS,
    LIBELLE,
    NO_LIST,
    EtatMoyen,
    FicheMoyen,
    MoyenSaisi,
    Sens,
    asks_for_a_list,
    check_moyen,
    moyens_of,
    said_quantity,
)
from asv.domain.moyens.reservations import (
    HELD,
    Apportee,
    EtatReservation,
    Valorisation,
    check_move,
    moves_of,
    valorise,
)
from asv.domain.moyens.usages import (
    CONSOMMES,
    LOCAL,
    PRETES,
    creneaux_between,
    is_lent,
    said_creneaux,
    unite_of,
    value_of,
)

__all__ = [
    "CONDITIONS", "CONSOMMES", "DESCRIPTION", "HELD", "HORIZON", "JOURS", "LIBELLE", "LOCAL", "NO_LIST", "PRETES",
    "Apportee", "EtatMoyen", "EtatReservation", "FicheMoyen", "MoyenSaisi", "Ouverture", "Prises", "Sens",
    "Valorisation", "asks_for_a_list", "can_meet", "check_move", "check_moyen", "creneaux_between", "distance_km",
    "free_units", "half_days", "is_lent", "moves_of", "moyens_of", "next_free", "said_creneaux", "said_quantity",
    "unite_of", "valorise", "value_of",
]  # fmt: skip
