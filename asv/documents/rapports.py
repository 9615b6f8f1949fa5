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
from asv.domain.rapports import AjustementDate, Changement, LigneRapport, RapportLu

HEADER: Final = (
    "rapport", "annee", "lieu", "indicateur", "libelle", "mesure", "statut", "valeur", "unite", "part", "source",
    "diffusion", "empreinte", "seuil", "etat", "empreinte_rapport", "ajuste_le", "statut_ajuste", "valeur_ajustee",
    "part_ajustee", "raison",
)  # fmt: skip
COLONNES: Final = ("Mesure", "Valeur", "Part", "Unité")
AJUSTES: Final = ("Indicateur", "Mesure", "Chiffre figé", "Chiffre ajusté", "Unité")


def ecrite(valeur: int | Decimal) -> str:
    """A value in French, with its decimals when it has some."""
    return nombre(float(valeur), 0 if valeur == int(valeur) else 2 if round(valeur, 1) != valeur else 1)


def montree(ligne: LigneRapport) -> str:
    """The value of a line, or the letters of its status."""
    return ligne.statut.value if ligne.valeur is None else ecrite(ligne.valeur)


def echeance_of(lu: RapportLu) -> str:
    """« 31 mars 2027 (le plus souvent ; …) », or how often when no day is known."""
    day = lu.echeance
    return f"{date_longue(day)} ({lu.rapport.usage})" if day else lu.rapport.usage


def rapport_csv(lu: RapportLu) -> bytes:
    return written([HEADER, *([_text(value) for value in row] for row in _rows(lu))])


def rapport_workbook(lu: RapportLu) -> bytes:
    return workbook(f"Rapport {lu.code}", [HEADER, *_rows(lu)])


def _text(value: Value) -> str:
    match value:
        case None:
            return ""
        case float():
            return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",")
        case _:
            return str(value)


def _rows(lu: RapportLu) -> Iterator[Sequence[Value]]:
    lieu = lu.commune[1] if lu.commune else lu.territoire
    exercice: Value = lu.code if lu.is_half else lu.chiffres.periode.annee
    for one in lu.lignes:
        yield (
            lu.rapport.libelle, exercice, lieu, one.code, one.indicateur, one.mesure, one.statut.value,
            _number(one.valeur), one.unite, one.part, one.source, lu.diffusions, lu.empreintes, lu.seuil,
            etat_of(lu), lu.gel.empreinte if lu.gel else "", *_adjusted(lu, one.cle),
        )  # fmt: skip


def _number(valeur: float | Decimal | None) -> Value:
    return float(valeur) if isinstance(valeur, Decimal) else valeur


def _adjusted(lu: RapportLu, cle: str) -> tuple[Value, ...]:
    """The day, the figure and the reasons of the adjustments of a line: the last figure, every reason."""
    found = [(one, change) for one in lu.ajustements for change in one.changements if change.nouveau.cle == cle]
    if not found:
        return ("", "", None, None, "")
    reasons = " ; ".join(f"{one.jour.isoformat()} : {one.raison}" for one, _ in found)
    last, new = found[-1][0], found[-1][1].nouveau
    return (last.jour.isoformat(), new.statut.value, _number(new.valeur), new.part, reasons)


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
        lu.titre, f"Chiffres : {lu.chiffres.periode.libelle}, période close — {lieu}", lu.territoire, lu.jour,
        (f"{etat_of(lu)}.", *([f"Empreinte du rapport : {lu.gel.empreinte}"] if lu.gel else ()), f"{lu.citation}."),
        f"{lu.titre}. {etat_of(lu)}. {SIGNES}", has_sommaire=False,
        chapitres=[*_ajustes(lu), Chapitre("Indicateurs", 1, [intro, *tableaux])],
    )  # fmt: skip


def _ajustes(lu: RapportLu) -> Iterator[Chapitre]:
    """First, since they say that a number below is no longer the right one."""
    if lu.ajustements:
        tableaux = [
            Tableau(title_of(one), AJUSTES, [change_of(change) for change in one.changements], f"Raison : {one.raison}")
            for one in lu.ajustements
        ]
        told = "Les nombres figés restent écrits plus bas tels qu’ils ont été remis ; ceux-ci les remplacent."
        yield Chapitre("Ajustements", 1, [Alinea([Mots(told)]), *tableaux])


def title_of(one: AjustementDate) -> str:
    """« Ajustement n° 2 du 4 mai 2027 »."""
    return f"Ajustement n° {one.numero} du {date_longue(one.jour)}"


def change_of(change: Changement) -> tuple[str, str, str, str, str]:
    """Indicateur, measure, figure before, figure now and its unit, as they are shown."""
    new = change.nouveau
    return new.code, new.mesure, montree(change.ancien), montree(new), new.unite


def etat_of(lu: RapportLu) -> str:
    """« Figé le 3 avril 2027 », or that it may still change."""
    return f"Figé le {date_longue(lu.jour)}" if lu.gel else f"Provisoire, compté le {date_longue(lu.jour)}"


def mention_of(lu: RapportLu) -> str:
    """How to read a report: what was frozen, what was counted, and whom its figures describe."""
    when = f"ont été comptés dans l’outil le {date_longue(lu.jour)}"
    beside = f"{when}, puis figés : tous les destinataires lisent les mêmes." if lu.gel else f"{when} : ils changent."
    early = "".join(
        f" La diffusion {code} a été gardée avant que tous les résultats à 90 jours soient connus : ils sont ceux de "
        "ce jour-là."
        for code in lu.before_term
    )
    return (
        "Les chiffres qui décrivent des personnes viennent tous de la diffusion citée : les mêmes pour tous les "
        f"destinataires, parmi les personnes rencontrées. Les séances, actions, engagements et budgets {beside}{early}"
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
    """A table of the release without the column, those of the quarters that are added, or the words."""
    added = one.source.split(" + ")
    if len(added) > 1:
        return " + ".join("/".join(part.split("/")[:2]) for part in added)
    return one.source.rpartition("/")[0] or one.source
