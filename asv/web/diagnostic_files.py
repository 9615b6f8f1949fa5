"""The diagnostic as files: PDF, CSV, XLSX and JSON, all from the same released tables as the pages."""

import json
from collections.abc import Iterable, Iterator
from datetime import date

from asv import reference
from asv.documents.content import Document
from asv.documents.csv import tables_csv
from asv.documents.diagnostic import Chapitre, DiagnosticInput, Quartier, diagnostic_document
from asv.documents.figures import HEADER, Lue, Value, figure_rows
from asv.documents.json import figure_data, table_data
from asv.documents.pdf import diagnostic_pdf
from asv.documents.typography import indice
from asv.documents.workbook import workbook_of
from asv.domain.diagnostic import specificites_of, synthese, taux_of, words_of
from asv.domain.diffusion import POLICY, Ecart, Statut
from asv.domain.errors import NotFound
from asv.domain.indicateurs.taux import TAUX
from asv.usecases.diagnostic import Lecture
from asv.web.reading import (
    INSIDE,
    MAP_TITLE,
    OUTSIDE,
    PERSONNES,
    PRATIQUES,
    SUITES,
    THEMES,
    comparaison,
    definitions,
    fond_of,
    map_sentence,
    mesures,
    repartitions,
)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {
    "pdf": "application/pdf", "csv": "text/csv; charset=utf-8", "xlsx": XLSX, "json": "application/json",
}  # fmt: skip
CHAPITRES = (
    ("Les difficultés rencontrées", ("M06",)),
    ("Les thèmes de santé abordés", (THEMES,)),
    ("Les personnes rencontrées", PERSONNES),
    ("Ce qu’ont donné les suivis", SUITES),
    ("Comment se font les rencontres", PRATIQUES),
)
SHEET = ("M06", *PERSONNES)
"""The page of a quartier is full: its themes are read on the screen."""


def lues_of(lecture: Lecture) -> Iterator[Lue]:
    """The figures read in the tables: coverage of each quartier, its indices, the shares of the cohorts."""
    coverage, freins = lecture.tables["M04"], lecture.tables["M06"]
    for quartier in lecture.quartiers:
        line = coverage.line(quartier.code)
        if line is not None:
            yield Lue(coverage, line.ligne, None, lecture.couverture[quartier.code])
    columns = {colonne.code: colonne for colonne in freins.colonnes}
    for line in freins.lignes:
        for code, found in specificites_of(freins, line).items():
            yield Lue(freins, line.ligne, columns[code], found)
    for code, share in taux_of(lecture.tables).items():
        table = lecture.tables[TAUX[code].cohorte.code]
        yield Lue(table, table.territoire.ligne, None, share)


def _ecarts(lecture: Lecture) -> Iterator[tuple[str, str, str, str]]:
    """Quartiers that a sure word tells apart, difficulty by difficulty: place, difficulty, index, words."""
    freins = lecture.tables["M06"]
    names = {colonne.code: colonne.libelle for colonne in freins.colonnes}
    for line in freins.lignes:
        for code, found in specificites_of(freins, line).items():
            if words_of(found) not in {Ecart.COMPARABLE, Ecart.TROP_PEU}:
                yield line.ligne.libelle, names[code], indice(found), words_of(found)


def diagnostic_file(lecture: Lecture, kind: str, day: date) -> bytes:
    """The diagnostic as one of KINDS."""
    match kind:
        case "pdf":
            return diagnostic_pdf(document_of(lecture, day), day)
        case "csv":
            return tables_csv(lecture.tables.values(), lues_of(lecture))
        case "xlsx":
            return workbook_of(_sheets(lecture, day))
        case "json":
            return json.dumps(diagnostic_data(lecture, day), ensure_ascii=False, indent=1).encode()
        case _:
            raise NotFound("Ce format n’existe pas : choisissez pdf, csv, xlsx ou json.")


def diagnostic_data(lecture: Lecture, day: date) -> dict[str, object]:
    """The whole reading as a plain structure: whence, until when, for whom, then tables, figures read, definitions."""
    return {
        "titre": f"Diagnostic santé, {lecture.periode.libelle}",
        "territoire": {"siren": lecture.tables["M01"].perimetre, "nom": lecture.territoire},
        "periode": {
            "code": lecture.periode.code, "debut": lecture.periode.debut.isoformat(),
            "fin": lecture.periode.fin.isoformat(), "close": lecture.is_close,
        },
        "destinataire": lecture.destinataire.value,
        "extrait_le": day.isoformat(),
        "population": "personnes rencontrées par les médiateurs, jamais tous les habitants",
        "seuil": POLICY.seuil,
        "tables": [table_data(table) for table in lecture.tables.values()],
        "mesures": [figure_data(lue) for lue in lues_of(lecture)],
        "definitions": [
            {"libelle": one.libelle, "calcul": one.calcul, "source": one.source, "note": one.note}
            for one in definitions(lecture)
        ],
    }  # fmt: skip


def _sheets(lecture: Lecture, day: date) -> list[tuple[str, list[tuple[Value | date, ...]]]]:
    about = (
        ("Territoire", lecture.territoire),
        ("Période", lecture.periode.libelle),
        ("Du", lecture.periode.debut),
        ("Au", lecture.periode.fin),
        ("Période close", "oui" if lecture.is_close else "non : ces chiffres changent encore"),
        ("Pour", OUTSIDE if lecture.destinataire.is_outside else INSIDE),
        ("Extrait le", day),
        ("Qui est décrit", "Les personnes rencontrées par les médiateurs, jamais tous les habitants"),
        ("c", f"Confidentiel : de 1 à {POLICY.seuil - 1}, ou qui permettrait d’en déduire un"),
        ("nd", Statut.NON_DISPONIBLE.libelle),
        ("ns", Statut.TROP_PEU.libelle),
    )  # fmt: skip
    words = [(one.libelle, one.calcul, one.source, one.note) for one in definitions(lecture)]
    return [
        ("Chiffres", [HEADER, *figure_rows(lecture.tables.values(), lues_of(lecture))]),
        ("Définitions", [("Indicateur", "Calcul", "Source", "À savoir"), *words]),
        ("Lire ce fichier", [("Quoi", "Valeur"), *about]),
    ]


def document_of(lecture: Lecture, day: date) -> Document:
    """The diagnostic ready to be printed: the same tables as the pages."""
    return diagnostic_document(
        DiagnosticInput(
            territoire=lecture.territoire,
            periode=lecture.periode,
            extrait_le=day,
            destinataire=OUTSIDE if lecture.destinataire.is_outside else INSIDE,
            synthese=synthese(lecture.tables),
            tuiles=mesures(lecture),
            chapitres=_chapitres(lecture),
            comparaison=comparaison(lecture),
            carte=(MAP_TITLE, lecture.couverture),
            ecarts=list(_ecarts(lecture)),
            carte_phrase=map_sentence(lecture),
            fiche=repartitions(lecture, SHEET),
            quartiers=[Quartier(q.code, q.nom, q.communes) for q in lecture.quartiers],
            fond=fond_of(lecture),
            dictionnaire=definitions(lecture),
            sources=list(_sources()),
        )
    )


def _chapitres(lecture: Lecture) -> list[Chapitre]:
    """Those of which this reader is given a table at least."""
    chapters = [Chapitre(titre, repartitions(lecture, codes)) for titre, codes in CHAPITRES]
    return [chapter for chapter in chapters if chapter.tables]


def _sources() -> Iterable[tuple[str, str]]:
    for source in reference.sources():
        yield (
            f"{source.titre} ({source.producteur})",
            " ; ".join(text for text in (source.millesime, source.licence, source.avertissement) if text),
        )
