"""An annual report to take away: CSV, XLSX, PDF and DOCX written from one list of lines."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

from asv.documents.content import Tableau
from asv.documents.csv import written
from asv.documents.prose import Alinea, Mots
from asv.documents.redige import SIGNES, Chapitre, Feuillet
from asv.documents.typography import date_longue, nombre, pourcent
from asv.documents.workbook import Value, workbook
from asv.domain.diffusion import Statut
from asv.domain.rapports import LigneRapport, RapportLu

HEADER: Final = (
    "rapport", "annee", "lieu", "indicateur", "libelle", "mesure", "statut", "valeur", "unite", "part", "source",
    "diffusion", "empreinte", "seuil",
)  # fmt: skip
COLONNES: Final = ("Mesure", "Valeur", "Part", "Unité")


def ecrite(valeur: int | Decimal) -> str:
    """A value in French, with its decimals when it has some."""
    return nombre(float(valeur), 0 if valeur == int(valeur) else 2 if round(valeur, 1) != valeur else 1)


def montree(ligne: LigneRapport) -> str:
    """The value of a line, or the letters of its status."""
    return ligne.statut.value if ligne.valeur is None else ecrite(ligne.valeur)


def echeance_of(lu: RapportLu) -> str:
    """« 31 mars 2027 (le plus souvent ; …) », or how often when no day is known."""
    day = lu.rapport.due(lu.annee)
    return f"{date_longue(day)} ({lu.rapport.usage})" if day else lu.rapport.usage


def rapport_csv(lu: RapportLu) -> bytes:
    return written([HEADER, *([_text(value) for value in row] for row in _rows(lu))])


def rapport_workbook(lu: RapportLu) -> bytes:
    return workbook(f"Rapport {lu.annee}", [HEADER, *_rows(lu)])


def _text(value: Value) -> str:
    match value:
        case None:
            return ""
        case float():
            return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",")
        case _:
            return str(value)


def _rows(lu: RapportLu) -> Iterator[Sequence[Value]]:
    lieu, diffusion = lu.commune[1] if lu.commune else lu.territoire, lu.diffusion
    for one in lu.lignes:
        valeur = float(one.valeur) if isinstance(one.valeur, Decimal) else one.valeur
        yield (
            lu.rapport.libelle, lu.annee, lieu, one.code, one.indicateur, one.mesure, one.statut.value, valeur,
            one.unite, one.part, one.source, diffusion.code, lu.empreinte, diffusion.regles["seuil"],
        )  # fmt: skip


def rapport_feuillet(lu: RapportLu) -> Feuillet:
    """What the PDF and the DOCX print."""
    tableaux = [
        Tableau(f"{code} — {libelle}", COLONNES, [line_of(one) for one in lignes], note_of(lignes))
        for (code, libelle), found in groupby(lu.lignes, key=lambda one: (one.code, one.indicateur))
        if (lignes := list(found))
    ]
    lieu = lu.commune[1] if lu.commune else lu.territoire
    intro = Alinea([Mots(f"Échéance : {echeance_of(lu)}. {mention_of(lu)}")])
    return Feuillet(
        lu.titre, f"Chiffres de l’année {lu.annee}, close — {lieu}", lu.territoire, lu.compte_le,
        (f"{lu.citation}.",), f"{lu.titre}. Diffusion {lu.diffusion.code}. {SIGNES}", has_sommaire=False,
        chapitres=[Chapitre("Indicateurs", 1, [intro, *tableaux])],
    )  # fmt: skip


def mention_of(lu: RapportLu) -> str:
    """How to read a report: what was frozen, what was counted, and whom its figures describe."""
    return (
        "Les chiffres qui décrivent des personnes viennent tous de la diffusion citée : les mêmes pour tous les "
        "destinataires, parmi les personnes rencontrées. Les séances, actions, engagements et budgets ont été comptés "
        f"dans l’outil le {date_longue(lu.compte_le)}."
    )


def line_of(one: LigneRapport) -> tuple[str, str, str, str]:
    """Measure, value, share and unit of a line, as they are shown."""
    return one.mesure, montree(one), "" if one.part is None else pourcent(one.part), one.unite


def note_of(lignes: Sequence[LigneRapport]) -> str:
    """The tables that the figures come from, then why others are not there."""
    shown, absent = (
        dict.fromkeys(_source(one) for one in lignes if has_source is _has_source(one)) for has_source in (True, False)
    )
    told = f"Source : {' ; '.join(shown)}." if shown else ""
    return " ".join(filter(None, (told, *(f"« nd » : {text}" for text in absent))))


def _has_source(one: LigneRapport) -> bool:
    """Whether its source names where it comes from, and not why it is not there."""
    return one.statut is not Statut.NON_DISPONIBLE


def _source(one: LigneRapport) -> str:
    """A table of the release without the column, or the words."""
    return one.source.rpartition("/")[0] or one.source
