"""From a reading of the diagnostic to what its pages and its document show: tables, order, charts."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from markupsafe import Markup

from asv import reference
from asv.documents.charts import Bar, horizontal_bars
from asv.documents.content import Document
from asv.documents.diagnostic import Chapitre, Definition, DiagnosticInput, Quartier, diagnostic_document, reading
from asv.documents.maps import Fond, Zone, choropleth, locator
from asv.documents.svg import Figure
from asv.documents.typography import intervalle_court, part
from asv.domain.diffusion import ReleasedLine, ReleasedTable
from asv.domain.indicateurs import INDICATEURS
from asv.usecases.diagnostic import Lecture, QuartierLu

REPARTITIONS = ("M06", "G08F", "G08A")
TILES = (("M01", "M01"), ("M02", "OUI"), ("M03", "M03"), ("M05", "QPV"))
COMPARAISON = (("Contacts", "M01", "M01"), ("Personnes estimées", "M02", "OUI"))
REPERE = "ensemble du territoire"
MAP = ("M06", "OFFRE")
INSIDE = "Document interne à l’équipe de l’Atelier Santé Ville."
OUTSIDE = "Document pour les financeurs et lecteurs : année close."


@cache
def _shapes() -> tuple[dict[str, reference.Geometry], dict[str, reference.Geometry]]:
    return dict(reference.read_contours_communes()), dict(reference.read_polygons())


def fond_of(lecture: Lecture) -> Fond:
    contours, polygons = _shapes()
    codes = [quartier.code for quartier in lecture.quartiers]
    return Fond(
        communes={code: shape for code, shape in contours.items() if code in lecture.noms_communes},
        noms=lecture.noms_communes,
        qpv={code: polygons[code] for code in codes if code in polygons},
    )


def drawn(figure: Figure) -> Markup:
    """A drawing of ours, safe to place in a page: made by asv.documents from released values and escaped labels."""
    return Markup(figure.svg)  # noqa: S704


def distribution(table: ReleasedTable, line: ReleasedLine, compared: ReleasedLine | None = None) -> dict[str, Any]:
    """One table of answers on one line: its chart and the same figures."""
    shown = [(colonne, line.cells[colonne.code]) for colonne in table.colonnes if colonne.code in line.cells]
    bars = [Bar(c.libelle, cell, compared.cells.get(c.code) if compared else None) for c, cell in shown]
    name = f"{table.code}-{line.ligne.code}".lower()
    indicateur = INDICATEURS[table.code]
    is_uncertain = any(cell.intervalle for _, cell in shown)
    return {
        "id": name, "titre": table.libelle, "note": f"{reading(line)} {indicateur.note}", "source": indicateur.source,
        "svg": drawn(horizontal_bars(name, table.libelle, bars, repere=REPERE if compared else "")),
        "colonnes": ["Contacts", "Part", *(["Intervalle à 95 %"] if is_uncertain else [])],
        "lignes": [
            (c.libelle, [cell, part(cell), *([intervalle_court(cell) or "—"] if is_uncertain else [])])
            for c, cell in shown
        ],
        "is_published": any(cell.is_published for _, cell in shown),
    }  # fmt: skip


def tiles(lecture: Lecture, line: str | None) -> list[dict[str, Any]]:
    """Key figures of the whole territoire, or of one QPV."""
    found = []
    for code, column in TILES:
        table = lecture.tables[code]
        place = table.territoire if line is None else table.line(line)
        if place is not None:
            indicateur = INDICATEURS[code]
            found.append({"libelle": indicateur.libelle, "cell": place.cells[column], "note": indicateur.note})
    return found


def zones(lecture: Lecture) -> list[Zone]:
    table, column = lecture.tables[MAP[0]], MAP[1]
    return [Zone(q.code, q.nom, table.cell(q.code, column)) for q in lecture.quartiers]


def territory_view(lecture: Lecture) -> dict[str, Any]:
    table = lecture.tables[MAP[0]]
    titre = f"{table.libelle} : {next(c.libelle for c in table.colonnes if c.code == MAP[1])}"
    carte = choropleth("carte-quartiers", titre, zones(lecture), fond_of(lecture))
    return {
        "tuiles": tiles(lecture, None),
        "carte": drawn(carte.figure),
        "carte_titre": titre,
        "quartiers": [_row(lecture, quartier, carte.numeros[quartier.code]) for quartier in lecture.quartiers],
        "repartitions": [distribution(lecture.tables[c], lecture.tables[c].territoire) for c in REPARTITIONS],
        "definitions": definitions(),
    }


def _row(lecture: Lecture, quartier: QuartierLu, numero: int) -> dict[str, Any]:
    cells = [lecture.tables[code].cell(quartier.code, column) for _, code, column in COMPARAISON]
    mapped = lecture.tables[MAP[0]].cell(quartier.code, MAP[1])
    communes = ", ".join(lecture.noms_communes.get(code, code) for code in quartier.communes)
    return {
        "numero": numero, "quartier": quartier, "communes": communes, "cells": cells,
        "part": "nd" if mapped is None else part(mapped),
    }  # fmt: skip


def sheet_view(lecture: Lecture, quartier: QuartierLu) -> dict[str, Any]:
    lines = [(lecture.tables[code], lecture.tables[code].line(quartier.code)) for code in REPARTITIONS]
    fond = fond_of(lecture)
    situation = None
    if quartier.code in fond.qpv:
        zone = Zone(quartier.code, quartier.nom)
        situation = drawn(locator(f"situation-{quartier.code.lower()}", zone, fond, quartier.communes))
    return {
        "tuiles": tiles(lecture, quartier.code),
        "situation": situation,
        "communes": ", ".join(lecture.noms_communes.get(code, code) for code in quartier.communes),
        "repartitions": [distribution(t, line, t.territoire) for t, line in lines if line is not None],
        "definitions": definitions(),
    }


def definitions() -> list[Definition]:
    used = dict.fromkeys((*(code for code, _ in TILES), *REPARTITIONS))
    return [
        Definition(i.libelle, f"{i.numerateur}, sur : {i.denominateur}.", i.source, i.note)
        for i in (INDICATEURS[code] for code in used)
    ]


def document_of(lecture: Lecture, day: date) -> Document:
    """The diagnostic ready to be printed: the same tables as the pages."""
    repartitions: Sequence[ReleasedTable] = [lecture.tables[code] for code in REPARTITIONS]
    return diagnostic_document(
        DiagnosticInput(
            territoire=lecture.territoire,
            periode=lecture.periode,
            extrait_le=day,
            destinataire=OUTSIDE if lecture.destinataire.is_outside else INSIDE,
            synthese=[],
            tuiles=[],
            chapitres=[Chapitre("Les difficultés rencontrées", repartitions[:1]),
                       Chapitre("Les personnes rencontrées", repartitions[1:])],
            comparaison=[(head, lecture.tables[code], column) for head, code, column in COMPARAISON],
            carte=(lecture.tables[MAP[0]], MAP[1]),
            fiche=repartitions,
            quartiers=[Quartier(q.code, q.nom, q.communes) for q in lecture.quartiers],
            fond=fond_of(lecture),
            dictionnaire=definitions(),
            sources=list(_sources()),
        )
    )  # fmt: skip


def _sources() -> Iterable[tuple[str, str]]:
    for source in reference.sources():
        yield (
            f"{source.titre} ({source.producteur})",
            " ; ".join(text for text in (source.millesime, source.licence, source.avertissement) if text),
        )
