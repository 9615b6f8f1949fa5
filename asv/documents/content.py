"""What a printed document is made of, whatever prints it: sections of blocks of text and of figures already written.

`as_json` is the only way to the Typst template: data travel as values, and nothing of them is ever read as markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, TypeAlias

from asv.documents.svg import Figure


@dataclass(frozen=True, slots=True)
class Paragraphe:
    texte: str


@dataclass(frozen=True, slots=True)
class Liste:
    textes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Encadre:
    """Short framed note: how to read, a warning."""

    titre: str
    textes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Tuile:
    valeur: str
    libelle: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tuiles:
    tuiles: Sequence[Tuile]


@dataclass(frozen=True, slots=True)
class Tableau:
    """First column: heads of the lines, aligned left; the others hold figures, aligned right unless `textes`."""

    titre: str
    colonnes: Sequence[str]
    lignes: Sequence[Sequence[str]]
    note: str = ""
    textes: bool = False


@dataclass(frozen=True, slots=True)
class Illustration:
    """A drawing with its caption; `largeur` is the share of the column it takes."""

    figure: Figure
    note: str = ""
    largeur: float = 1.0


@dataclass(frozen=True, slots=True)
class CoteACote:
    gauche: Sequence["Bloc"]
    droite: Sequence["Bloc"]


@dataclass(frozen=True, slots=True)
class SansRepartition:
    """Stands where every figure of a quartier is hidden; the template says why."""


Bloc: TypeAlias = Paragraphe | Liste | Encadre | Tuiles | Tableau | Illustration | CoteACote | SansRepartition


@dataclass(frozen=True, slots=True)
class Section:
    titre: str
    blocs: Sequence[Bloc]
    nouvelle_page: bool = True


@dataclass(frozen=True, slots=True)
class Fiche:
    """One page about one QPV, with its number on the map and its situation."""

    numero: int
    titre: str
    sous_titre: str
    situation: Figure | None
    blocs: Sequence[Bloc]


@dataclass(frozen=True, slots=True)
class Document:
    """A diagnostic as it is printed.

    seuil, precision: figures of the release policy that the page « how to read » quotes.
    """

    territoire: str
    periode: str
    couverture: Figure | None
    extrait_le: str
    destinataire: str
    seuil: int
    precision: int
    synthese: Section | None
    sections: Sequence[Section]
    fiches: Sequence[Fiche] = ()
    annexes: Sequence[Section] = ()


def as_json(value: Any) -> Any:
    """Plain structure of a document; each object carries the name of its class as `genre`."""
    if is_dataclass(value) and not isinstance(value, type):
        return {"genre": type(value).__name__} | {f.name: as_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
