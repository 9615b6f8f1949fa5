"""A série of context quartier by quartier: small multiples, with what is published for their larger places as lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil, floor, log10
from typing import Final
from xml.etree import ElementTree as ET

from asv.documents.csv import text_of
from asv.documents.csv import written as csv_written
from asv.documents.evolution import written_value
from asv.documents.multiples import (
    DASHES,
    WIDTH,
    Case,
    draw_lane,
    draw_mark,
    drawn_apart,
    drawn_together,
    write_lane,
)
from asv.documents.svg import Figure
from asv.domain.series import Lieu, Niveau
from asv.domain.series.chiffres import Lue
from asv.domain.series.lues import SerieLue

HEADER: Final = (
    "serie", "libelle_serie", "unite", "millesime", "niveau", "code_lieu", "lieu", "valeur", "absence", "source",
    "licence",
)  # fmt: skip
ALL_ALIKE: Final = "Une case par quartier, toutes à la même échelle. La barre est le chiffre du quartier"
LINES: Final = {
    Niveau.COMMUNE: "le trait plein, celui de la commune entière (un trait par commune s’il y en a deux)",
    Niveau.EPCI: "le trait en tirets, celui de l’intercommunalité",
}
NO_RANKING: Final = "Une case hachurée n’a pas de chiffre publié. Ce n’est pas un classement."
NOTHING: Final = "pas de chiffre"


@dataclass(frozen=True, slots=True)
class Place:
    """A quartier with its figure and, of each larger place that it may be set beside, the name, level and figure."""

    nom: str
    nombre: float | None
    reperes: Sequence[tuple[Lieu, float]]

    @property
    def valeur(self) -> str:
        return NOTHING if self.nombre is None else written_value(self.nombre)

    @property
    def texte(self) -> str:
        said = [f"{lieu.nom or lieu.code} {written_value(nombre)}" for lieu, nombre in self.reperes]
        return " ; ".join((self.valeur, *said))


@dataclass(frozen=True, slots=True)
class PlancheSerie:
    """The quartiers of one série, one vintage, in the order given."""

    titre: str
    places: Sequence[Place]

    @property
    def most(self) -> float:
        """Right end of the scale: the next round figure above all that is shown, none of which is under zero."""
        nombres = [one.nombre for one in self.places if one.nombre is not None]
        top = max([*nombres, *(nombre for one in self.places for _, nombre in one.reperes)], default=0.0)
        step = 10.0 ** floor(log10(top)) if top > 0 else 1.0
        return max(1, ceil(top / step)) * step

    @property
    def legende(self) -> str:
        niveaux = {lieu.niveau for one in self.places for lieu, _ in one.reperes}
        lines = [words for niveau, words in LINES.items() if niveau in niveaux]
        return f"{' ; '.join((ALL_ALIKE, *lines))}. {NO_RANKING}"


def serie_panels(identifiant: str, planche: PlancheSerie) -> list[Figure]:
    return drawn_apart(identifiant, planche.titre, _cases(planche))


def serie_board(identifiant: str, planche: PlancheSerie) -> Figure:
    return drawn_together(identifiant, planche.titre, _cases(planche))


def _cases(planche: PlancheSerie) -> list[Case]:
    return [(one.nom, one.texte, partial(_draw, planche.most, one)) for one in planche.places]


def _draw(most: float, place: Place, target: ET.Element, hatching: str) -> None:
    scale = WIDTH / most
    draw_lane(target, None if place.nombre is None else place.nombre * scale, hatching)
    for lieu, nombre in place.reperes:
        draw_mark(target, nombre * scale, DASHES if lieu.niveau is Niveau.EPCI else "")
    write_lane(target, place.valeur, written_value(most), is_hidden=place.nombre is None)


def series_csv(lues: Iterable[tuple[SerieLue, Sequence[Lieu]]]) -> bytes:
    """One row for each place, série after série, with its vintage, its source and why it has no figure."""
    rows = (
        (one.serie.code, one.serie.libelle, one.serie.unite, one.millesime.libelle, one.serie.perimetre, lieu.code,
         lieu.nom, *_figure(lue.valeurs.get(lieu.code)), one.source, one.licence)
        for lue, lieux in lues
        for one in (lue.publiee,)
        for lieu in lieux
    )  # fmt: skip
    return csv_written([HEADER, *([text_of(value) for value in row] for row in rows)])


def _figure(lue: Lue | None) -> tuple[float | None, str]:
    return (None, "") if lue is None else (lue.nombre, lue.absence or "")
