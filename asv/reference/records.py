"""What the shipped files hold, one type for each kind of row."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict


class TypeCommune(StrEnum):
    COMMUNE = "commune"
    ARRONDISSEMENT = "arrondissement"


class Niveau(StrEnum):
    """Kind of place a figure is about, from the finest."""

    QPV = "qpv"
    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTEMENT = "departement"
    REGION = "region"
    FRANCE = "france"


class Generation(StrEnum):
    """List of QPV a code belongs to; perimeters changed, so no figure passes from one to the other."""

    DE_2015 = "2015"
    DE_2024 = "2024"


class Geometry(TypedDict):
    """GeoJSON MultiPolygon: [part][ring][vertex][longitude, latitude], WGS84, turned as RFC 7946 wants."""

    type: str
    coordinates: list[list[list[list[float]]]]


@dataclass(frozen=True, slots=True)
class Source:
    """Line of SOURCES.csv. sha256 is that of the decompressed content, so that it does not depend on a compressor."""

    fichier: str
    titre: str
    source: str
    producteur: str
    licence: str
    millesime: str
    perimetre: str
    niveau: str
    sha256: str
    lignes: int
    avertissement: str


@dataclass(frozen=True, slots=True)
class Commune:
    """Commune of the COG 2026, or municipal arrondissement, whose inhabitants its commune counts too."""

    code: str
    nom: str
    type: TypeCommune
    departement: str
    region: str
    epci: str | None
    population: int | None
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Epci:
    siren: str
    nom: str
    type: str
    population: int
    nb_communes: int


@dataclass(frozen=True, slots=True)
class Qpv:
    """QPV of the 2024 generation. `population` is that of the whole QPV, over all its communes and EPCI."""

    code: str
    nom: str
    communes: tuple[str, ...]
    epci: tuple[str, ...]
    population: int | None
    generation: Generation = Generation.DE_2024

    @property
    def has_several_epci(self) -> bool:
        """Whether its population counts residents of more than one EPCI."""
        return len(self.epci) > 1


@dataclass(frozen=True, slots=True)
class Qpv2015:
    """QPV of the closed generation: another type, so that it never enters a list of 2024 codes."""

    code: str
    nom: str
    noms_communes: str
    generation: Generation = Generation.DE_2015


@dataclass(frozen=True, slots=True)
class QpvContrat:
    """QPV touching an EPCI.

    part_surface: percentage of its area inside the EPCI, None when not computed.
    population_hors_epci: whether Qpv.population also counts residents of another EPCI.
    motif: why it is left out, empty when inside.
    """

    qpv: str
    dans_contrat: bool
    part_surface: float | None
    population_hors_epci: bool
    motif: str = ""


@dataclass(frozen=True, slots=True)
class Contrat:
    """Default perimeter of the contrat de ville of an EPCI: its QPV, and its communes touched by those inside."""

    epci: str
    qpv: tuple[QpvContrat, ...]
    communes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SerieValeur:
    """One published figure of context for one place, with all that must be printed beside it.

    valeur is None when the producer publishes nothing for this place. `serie` is unique over both generations.
    annee: year that the vintage describes, None when nobody says it. certitude: etabli, presume or inconnu.
    """

    serie: str
    libelle: str
    niveau: Niveau
    generation: Generation | None
    perimetre: str
    territoire: str
    valeur: float | None
    unite: str
    millesime: str
    annee: int | None
    certitude: str
    source: str
    licence: str
    avertissement: str
