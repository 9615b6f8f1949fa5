"""What a version holds once frozen: texts, tables of released figures already written, and its fingerprint."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, TypeAlias


@dataclass(frozen=True, slots=True)
class Prose:
    """A text in the Markdown subset, as written: it becomes markup nowhere, each output reads it into values."""

    texte: str


DESSIN: Final = "dessin-fige"
"""What every id of a frozen drawing begins with: the page that shows several gives each its own in its place."""


@dataclass(frozen=True, slots=True)
class Dessin:
    """A drawing of the figures of the table beside it, frozen as it was approved.

    svg: made by asv.documents, its ids begin with DESSIN. description: replaces it for who does not see. phrase: what
    it shows, by rule. legende: how it reads. is_large: takes the whole width of a page.
    """

    svg: str
    description: str
    phrase: str
    legende: str = ""
    is_large: bool = False


@dataclass(frozen=True, slots=True)
class Grille:
    """A table: figures already written, or « c », « nd », « ns » in their place. `textes`: its columns hold words.

    dessin: the same figures drawn, None when nothing is.
    """

    titre: str
    colonnes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]
    note: str = ""
    source: str = ""
    textes: bool = False
    dessin: Dessin | None = None


Morceau: TypeAlias = Prose | Grille


@dataclass(frozen=True, slots=True)
class Partie:
    """A chapter as printed; `sortie` is one of Sortie."""

    code: str
    titre: str
    sortie: str
    morceaux: tuple[Morceau, ...]


@dataclass(frozen=True, slots=True)
class Annexe:
    """The sheet of a QPV or the summary of a commune."""

    code: str
    titre: str
    sous_titre: str
    morceaux: tuple[Morceau, ...]


@dataclass(frozen=True, slots=True)
class Contenu:
    """A version, whole. `fige_le`: ISO day it was frozen. `annee`: closed year of its figures.

    `diffusion`: code of the release that they are, empty when the version holds none of the mediation.
    """

    titre: str
    territoire: str
    annee: int
    numero: int
    fige_le: str
    parties: tuple[Partie, ...]
    fiches: tuple[Annexe, ...] = ()
    communes: tuple[Annexe, ...] = ()
    diffusion: str = ""

    def of(self, sortie: str) -> tuple[Partie, ...]:
        """The chapters printed in one output."""
        return tuple(partie for partie in self.parties if partie.sortie == sortie)


def as_plain(contenu: Contenu) -> dict[str, Any]:
    """Texts, whole numbers, lists and dictionaries only: the same once kept by the base and read again.

    A table without drawing has no « dessin »: what was frozen before drawings existed keeps its fingerprint.
    """
    plain: dict[str, Any] = json.loads(json.dumps(asdict(contenu, dict_factory=_told)))
    return plain


def _told(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in pairs if (name, value) != ("dessin", None)}


def one_way(contenu: Contenu) -> bytes:
    """The content written one way only: JSON in UTF-8, keys sorted, no blank. What the fingerprint is of."""
    return json.dumps(as_plain(contenu), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def empreinte_of(contenu: Contenu) -> str:
    """SHA-256 of the content, in hexadecimal: printed on every output."""
    return hashlib.sha256(one_way(contenu)).hexdigest()


def from_plain(kept: Mapping[str, Any]) -> Contenu:
    """The content that `as_plain` gave. Raises KeyError or TypeError on anything else."""
    return Contenu(
        kept["titre"], kept["territoire"], kept["annee"], kept["numero"], kept["fige_le"],
        tuple(Partie(p["code"], p["titre"], p["sortie"], _morceaux(p["morceaux"])) for p in kept["parties"]),
        _annexes(kept["fiches"]), _annexes(kept["communes"]), kept["diffusion"],
    )  # fmt: skip


def _annexes(kept: Sequence[Mapping[str, Any]]) -> tuple[Annexe, ...]:
    return tuple(Annexe(a["code"], a["titre"], a["sous_titre"], _morceaux(a["morceaux"])) for a in kept)


def _morceaux(kept: Sequence[Mapping[str, Any]]) -> tuple[Morceau, ...]:
    return tuple(_grille(one) if "lignes" in one else Prose(one["texte"]) for one in kept)


def _grille(kept: Mapping[str, Any]) -> Grille:
    lignes = tuple(tuple(ligne) for ligne in kept["lignes"])
    dessin = Dessin(**kept["dessin"]) if "dessin" in kept else None
    return Grille(**(dict(kept) | {"colonnes": tuple(kept["colonnes"]), "lignes": lignes, "dessin": dessin}))
