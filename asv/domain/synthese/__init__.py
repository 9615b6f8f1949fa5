"""A plausible and entirely invented activity, the same for the same seed: the demonstration year, and bulk data.

Pure: no clock, no database. `Synthese` gives blocks of rows in an order that foreign keys accept; whoever loads them
decides how. Nothing here comes from a real record, and every generated name says « démonstration » or « synthèse ».
"""

from asv.domain.synthese.blocs import Bloc, Colonne, Identifiants
from asv.domain.synthese.generation import Synthese, generate
from asv.domain.synthese.territoire import TerritoireInput
from asv.domain.synthese.volumes import DEMONSTRATION, Genre, Volume, bulk_volume

__all__ = [
    "DEMONSTRATION",
    "Bloc",
    "Colonne",
    "Genre",
    "Identifiants",
    "Synthese",
    "TerritoireInput",
    "Volume",
    "bulk_volume",
    "generate",
]
