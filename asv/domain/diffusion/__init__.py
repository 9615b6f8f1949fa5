"""The release rule: counts in, figures that may leave out. The only maker of Released… values."""

from asv.domain.diffusion.policy import POLICY, Destinataire, Policy
from asv.domain.diffusion.release import release
from asv.domain.diffusion.released import ReleasedCell, ReleasedLine, ReleasedTable, ReleasedValue, Statut
from asv.domain.diffusion.tables import SANS_LIEN, TERRITOIRE, Colonne, CountedTable, Kind, Lien, Ligne

__all__ = [
    "POLICY",
    "SANS_LIEN",
    "TERRITOIRE",
    "Colonne",
    "CountedTable",
    "Destinataire",
    "Kind",
    "Lien",
    "Ligne",
    "Policy",
    "ReleasedCell",
    "ReleasedLine",
    "ReleasedTable",
    "ReleasedValue",
    "Statut",
    "release",
]
