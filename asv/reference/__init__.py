"""Reference data shipped with the application: communes, EPCI, QPV, contours, series of context.

Standard library only: this package knows files and no database. Each file is checked against SOURCES.csv when it is
read; a difference raises DamagedReferenceError. What the figures are worth is in docs/donnees.md.
"""

from asv.reference.files import DamagedReferenceError, sources
from asv.reference.places import (
    EPCI_QPV_2015,
    default_contract,
    read_communes,
    read_contours_communes,
    read_epci,
    read_polygons,
    read_qpv,
    read_qpv_2015,
    read_retired_qpv,
)
from asv.reference.records import (
    Commune,
    Contrat,
    Epci,
    Generation,
    Geometry,
    Niveau,
    Qpv,
    Qpv2015,
    QpvContrat,
    SerieValeur,
    Source,
    TypeCommune,
)
from asv.reference.series import read_series
from asv.reference.voisinage import Point, are_adjacent, centre_of, kilometres, neighbours

__all__ = [
    "EPCI_QPV_2015",
    "Commune",
    "Contrat",
    "DamagedReferenceError",
    "Epci",
    "Generation",
    "Geometry",
    "Niveau",
    "Point",
    "Qpv",
    "Qpv2015",
    "QpvContrat",
    "SerieValeur",
    "Source",
    "TypeCommune",
    "are_adjacent",
    "centre_of",
    "default_contract",
    "kilometres",
    "neighbours",
    "read_communes",
    "read_contours_communes",
    "read_epci",
    "read_polygons",
    "read_qpv",
    "read_qpv_2015",
    "read_retired_qpv",
    "read_series",
    "sources",
]
