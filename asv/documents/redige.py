"""From a frozen version to what is printed of it: the document, the restitution, the sheet of a QPV, of a commune."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from asv.documents.content import Illustration, Tableau
from asv.documents.prose import Alinea, Mots, Redaction, read_prose
from asv.documents.svg import Figure, kept_drawing
from asv.documents.typography import date_longue
from asv.domain.document import DESSIN, Annexe, Contenu, Dessin, Grille, Morceau, Sortie, empreinte_of


@dataclass(frozen=True, slots=True)
class Planche:
    """A drawing, the sentence that reads it, and the same figures beside it, or under it when it is large."""

    dessin: Illustration
    phrase: str
    tableau: Tableau


Imprimable: TypeAlias = Redaction | Tableau | Planche
SHORT: Final = 12
"""Lines that a table of words keeps on the sheet of a QPV and for the inhabitants."""
SHORTER: Final = 6
"""The same on the one page of a commune."""
RESTITUTION: Final = "Ce que nous avons compris de la santé dans nos quartiers"
LARGE: Final = 12.5
BESIDE: Final = 0.46
"""Share of the page that a drawing takes beside its table."""
SIGNES: Final = (
    "« c » : nombre caché pour que personne ne soit reconnu ; « nd » : chiffre qui n’existe pas ; « ns » : trop peu de "
    "réponses."
)


@dataclass(frozen=True, slots=True)
class Chapitre:
    """A chapter as printed; niveau of its heading, 1 or 2."""

    titre: str
    niveau: int
    blocs: Sequence[Imprimable]
    nouvelle_page: bool = False
    sous_titre: str = ""


@dataclass(frozen=True, slots=True)
class Feuillet:
    """What one file prints. mentions: under the title; pied: foot of each page; corps: of the letters, in points."""

    titre: str
    sous_titre: str
    territoire: str
    jour: date
    mentions: Sequence[str]
    pied: str
    has_sommaire: bool
    chapitres: Sequence[Chapitre]
    corps: float = 10.5


@dataclass(frozen=True, slots=True)
class EtatImprime:
    """What became of a version after it was frozen: its state in words, and its errata, dated."""

    libelle: str
    errata: Sequence[tuple[date, str, str]] = ()


def whole(contenu: Contenu, etat: EtatImprime) -> Feuillet:
    """The document, its chapters numbered, then the sheets of the QPV, the first one under their common heading."""
    chapitres = [
        Chapitre(f"{rank}. {partie.titre}", 1, _blocs(partie.morceaux), nouvelle_page=True)
        for rank, partie in enumerate(contenu.of(Sortie.DOCUMENT), start=1)
    ]
    fiches = [_annexe(fiche, niveau=2) for fiche in contenu.fiches]
    if fiches:
        chapitres.append(Chapitre("Fiches des quartiers", 1, (), nouvelle_page=True))
        fiches[0] = replace(fiches[0], nouvelle_page=False)
    return _feuillet(contenu, etat, contenu.titre, [*chapitres, *fiches], has_sommaire=True)


def restitution(contenu: Contenu, etat: EtatImprime) -> Feuillet:
    """What the inhabitants are given, in plain French: texts and short tables."""
    chapitres = [Chapitre(p.titre, 1, _blocs(_shortened(p.morceaux))) for p in contenu.of(Sortie.RESTITUTION)]
    return replace(_feuillet(contenu, etat, RESTITUTION, chapitres), corps=LARGE)


def annexe(contenu: Contenu, etat: EtatImprime, one: Annexe, most: int = SHORT) -> Feuillet:
    """The sheet of a QPV, or with SHORTER the summary of a commune."""
    short = Chapitre("", 0, _blocs(_shortened(one.morceaux, most)))
    return _feuillet(contenu, etat, one.titre, [short], sous_titre=one.sous_titre)


def _annexe(one: Annexe, niveau: int) -> Chapitre:
    return Chapitre(one.titre, niveau, _blocs(_shortened(one.morceaux)), nouvelle_page=True, sous_titre=one.sous_titre)


def _feuillet(
    contenu: Contenu, etat: EtatImprime, titre: str, chapitres: Sequence[Chapitre], *, has_sommaire: bool = False,
    sous_titre: str = "",
) -> Feuillet:  # fmt: skip
    jour, empreinte = date.fromisoformat(contenu.fige_le), empreinte_of(contenu)
    version = f"Version {contenu.numero}, figée le {date_longue(jour)}"
    return Feuillet(
        titre, sous_titre or f"Chiffres de l’année {contenu.annee}, close", contenu.territoire, jour,
        (f"{version}. {etat.libelle}. {_release(contenu)}", f"Empreinte : {empreinte}"),
        f"{contenu.titre}. {version}. {SIGNES}",
        has_sommaire, [*_errata(etat), *chapitres],
    )  # fmt: skip


def _release(contenu: Contenu) -> str:
    return f"Chiffres de la médiation : diffusion {contenu.diffusion}." if contenu.diffusion else ""


def _errata(etat: EtatImprime) -> Iterator[Chapitre]:
    if etat.errata:
        blocs = [
            Alinea([Mots(f"{date_longue(jour)}. ", gras=True), Mots(f"Au lieu de « {before} », lire « {after} ».")])
            for jour, before, after in etat.errata
        ]
        yield Chapitre("Errata", 1, blocs)


def _shortened(morceaux: Sequence[Morceau], most: int = SHORT) -> list[Morceau]:
    """Tables of words cut after a few lines, with how many more there are."""
    found: list[Morceau] = []
    for one in morceaux:
        more = len(one.lignes) - most if isinstance(one, Grille) and one.textes else 0
        if more > 0 and isinstance(one, Grille):
            note = f"{one.note} Et {more} autres, dans le document entier.".strip()
            found.append(Grille(one.titre, one.colonnes, one.lignes[:most], note, one.source, one.textes))
        else:
            found.append(one)
    return found


def _blocs(morceaux: Sequence[Morceau]) -> list[Imprimable]:
    found: list[Imprimable] = []
    for one in morceaux:
        if isinstance(one, Grille):
            source = f"Source : {one.source}." if one.source else ""
            note = " ".join(text for text in (one.note, source) if text)
            tableau = Tableau(one.titre, one.colonnes, one.lignes, note, one.textes)
            found.append(tableau if one.dessin is None else _planche(one.titre, one.dessin, tableau))
        else:
            found += read_prose(one.texte)
    return found


def _planche(titre: str, dessin: Dessin, tableau: Tableau) -> Planche:
    figure = Figure(DESSIN, titre, dessin.description, kept_drawing(dessin.svg))
    largeur = 1.0 if dessin.is_large else BESIDE
    return Planche(
        Illustration(figure, dessin.legende, largeur), dessin.phrase, replace(tableau, titre=f"{titre}, en chiffres")
    )
