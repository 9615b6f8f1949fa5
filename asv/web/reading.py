"""From a reading of the diagnostic to what its pages and its document show: tables, order, charts."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from markupsafe import Markup

from asv import reference
from asv.documents.charts import BAND, Bar, horizontal_bars
from asv.documents.diagnostic import (
    Chiffres,
    Definition,
    Mesure,
    reading,
)
from asv.documents.maps import Fond, QuartierSitue, choropleth, locator
from asv.documents.pictogrammes import icons
from asv.documents.svg import Figure
from asv.documents.typography import indice, intervalle_court, part
from asv.domain.diagnostic import (
    carte_phrase,
    comparaison_phrase,
    couverture_phrase,
    image_of,
    image_phrase,
    leading_of,
    phrase_of,
    precautions,
    specificites_of,
    synthese,
)
from asv.domain.diffusion import ReleasedCell, ReleasedLine, ReleasedTable, ReleasedValue, Statut
from asv.domain.indicateurs import INDICATEURS
from asv.usecases.diagnostic import Lecture, QuartierLu

THEMES = "M06T"
PERSONNES = ("G08F", "G08A")
REPARTITIONS = ("M06", THEMES, *PERSONNES)
DEMARCHES = ("M15F", "M15T", "M16D", "M20M", "G15", "G18", "G19", "G23")
SUITES = ("M13", "M14", "M15C", "M16C", "M19", "M20", *DEMARCHES)
PRATIQUES = ("M09", "M23", "M22")
FURTHER = (*REPARTITIONS, *SUITES, *PRATIQUES)
TILES = (
    ("M01", "M01", False),
    ("M02", "OUI", False),
    ("M03", "M03", False),
    ("M05", "QPV", True),
    ("V01", "V01", False),
)
SHEET_TILES = (("M01", "M01"), ("M02", "OUI"))
REPERE = "ensemble du territoire"
MAP_TITLE = "Taux de couverture : personnes estimées pour 1 000 habitants du quartier"
INSIDE = "Document interne à l’équipe de l’Atelier Santé Ville."
OUTSIDE = "Document pour les financeurs et lecteurs : année close."


@cache
def _shapes() -> tuple[Mapping[str, reference.Geometry], Mapping[str, reference.Geometry]]:
    return reference.read_contours_communes(), reference.read_polygons()


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
    indices = specificites_of(table, line) if compared else {}
    return {
        "id": name, "titre": table.libelle, "phrase": _phrase(table, line, indices), "source": indicateur.source,
        "note": " ".join(
            filter(None, (reading(line), *precautions(line, table.unite), BAND * is_uncertain, indicateur.note))
        ),
        "svg": drawn(horizontal_bars(name, table.libelle, bars, repere=REPERE if compared else "")),
        "colonnes": [table.unite.capitalize(), "Part", *(["Intervalle à 95 %"] if is_uncertain else [])],
        "lignes": [
            (c.libelle, [cell, part(cell), *([intervalle_court(cell) or "—"] if is_uncertain else [])])
            for c, cell in shown
        ],
        "ecarts": _ecarts(table, indices), "image": _leading_image(name, table, line),
        "is_published": any(cell.is_published for _, cell in shown),
    }  # fmt: skip


def image_view(identifiant: str, titre: str, cell: ReleasedCell, unite: str) -> dict[str, Any] | None:
    """A share as marks to count, with the sentence that says the same; None when it is not shown."""
    image, phrase = image_of(cell), image_phrase(cell, unite)
    if image is None:
        return None
    return {"svg": drawn(icons(identifiant, titre, image, phrase)), "phrase": phrase, "is_sure": image.is_sure}


def _leading_image(name: str, table: ReleasedTable, line: ReleasedLine) -> dict[str, Any] | None:
    leading = leading_of(table, line)
    if leading is None:
        return None
    colonne, cell = leading
    view = image_view(f"{name}-image", colonne.libelle, cell, table.unite)
    return view and {**view, "libelle": colonne.libelle}


def _phrase(table: ReleasedTable, line: ReleasedLine, indices: Mapping[str, ReleasedValue]) -> str:
    return f"{phrase_of(table, line)} {comparaison_phrase(table, indices)}".strip()


def _ecarts(table: ReleasedTable, indices: Mapping[str, ReleasedValue]) -> list[tuple[str, list[str]]]:
    """Difficulties that have an index: what its index lets one say, and the index."""
    names = {colonne.code: colonne.libelle for colonne in table.colonnes}
    found = [(names[code], one) for code, one in indices.items() if one.is_published]
    return [(name, [one.lecture, indice(one)]) for name, one in found]


def column(lecture: Lecture, code: str, colonne: str) -> Chiffres:
    return {q.code: lecture.tables[code].cell(q.code, colonne) for q in lecture.quartiers}


def comparaison(lecture: Lecture) -> list[tuple[str, Chiffres]]:
    """The columns of the table of quartiers, on the screen as on paper."""
    return [
        ("Contacts", column(lecture, "M01", "M01")),
        ("Personnes estimées", column(lecture, "M02", "OUI")),
        ("Pour 1 000 habitants", lecture.couverture),
    ]


def tiles_of(lecture: Lecture) -> list[tuple[str, str, bool]]:
    """The key figures that this reader is given."""
    return [one for one in TILES if one[0] in lecture.tables]


def mesures(lecture: Lecture) -> list[Mesure]:
    return [
        Mesure(INDICATEURS[code].libelle, lecture.tables[code], c, en_part=is_part)
        for code, c, is_part in tiles_of(lecture)
    ]


def tiles(lecture: Lecture) -> list[dict[str, Any]]:
    """Key figures of the whole territoire, each with its reading note."""
    notes = [INDICATEURS[code].note for code, _, _ in tiles_of(lecture)]
    return [
        {"libelle": mesure.libelle, "valeur": mesure.texte, "note": note, "unite": ""}
        for mesure, note in zip(mesures(lecture), notes, strict=True)
    ]


def sheet_tiles(lecture: Lecture, quartier: QuartierLu) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {
            "libelle": INDICATEURS[code].libelle, "valeur": lecture.tables[code].cell(quartier.code, c),
            "note": INDICATEURS[code].note, "unite": "",
        }
        for code, c in SHEET_TILES
    ]  # fmt: skip
    rate = lecture.couverture[quartier.code]
    note = f"{couverture_phrase(rate)} {rate.avertissement}".strip()
    return [*found, {"libelle": "Taux de couverture", "valeur": rate, "note": note, "unite": rate.unite}]


def _carte(lecture: Lecture) -> Markup | None:
    """The map of the quartiers; None where no shape is shipped, and the table then says it all."""
    fond = fond_of(lecture)
    situes = [QuartierSitue(q.code, q.nom, lecture.couverture[q.code]) for q in lecture.quartiers]
    return drawn(choropleth("carte-quartiers", MAP_TITLE, situes, fond).figure) if fond.is_drawn else None


def map_sentence(lecture: Lecture) -> str:
    return carte_phrase({q.nom: lecture.couverture[q.code] for q in lecture.quartiers})


def territoire_view(lecture: Lecture) -> dict[str, Any]:
    columns = comparaison(lecture)
    return {
        "tuiles": tiles(lecture),
        "synthese": synthese(lecture.tables),
        "carte": _carte(lecture),
        "carte_titre": MAP_TITLE,
        "carte_phrase": map_sentence(lecture),
        "colonnes": [head for head, _ in columns],
        "quartiers": [_row(lecture, q, rank, columns) for rank, q in enumerate(lecture.quartiers, start=1)],
        "repartitions": [distribution(table, table.territoire) for table in repartitions(lecture, FURTHER)],
        "definitions": definitions(lecture),
    }


def _communes(lecture: Lecture, quartier: QuartierLu) -> str:
    return ", ".join(lecture.noms_communes.get(code, code) for code in quartier.communes)


def _row(
    lecture: Lecture, quartier: QuartierLu, numero: int, columns: Sequence[tuple[str, Chiffres]]
) -> dict[str, Any]:
    cells = [figures.get(quartier.code) for _, figures in columns]
    return {"numero": numero, "quartier": quartier, "communes": _communes(lecture, quartier), "cells": cells}


def sheet_view(lecture: Lecture, quartier: QuartierLu) -> dict[str, Any]:
    lines = [(table, table.line(quartier.code)) for table in repartitions(lecture)]
    fond = fond_of(lecture)
    situation = None
    if quartier.code in fond.qpv:
        placed = QuartierSitue(quartier.code, quartier.nom)
        situation = drawn(locator(f"situation-{quartier.code.lower()}", placed, fond, quartier.communes))
    return {
        "tuiles": sheet_tiles(lecture, quartier),
        "situation": situation,
        "communes": _communes(lecture, quartier),
        "repartitions": [distribution(t, line, t.territoire) for t, line in lines if line is not None],
        "definitions": definitions(lecture, REPARTITIONS),
    }


def repartitions(lecture: Lecture, codes: Sequence[str] = REPARTITIONS) -> list[ReleasedTable]:
    """The distributions that this reader is given; one that stays in the team is not shown empty to others."""
    known = (lecture.tables[code] for code in codes if code in lecture.tables)
    return [one for one in known if one.territoire.population.statut is not Statut.NON_DISPONIBLE]


def definitions(lecture: Lecture, codes: Sequence[str] = FURTHER) -> list[Definition]:
    shown = (table.code for table in repartitions(lecture, codes))
    used = dict.fromkeys((*(code for code, _, _ in tiles_of(lecture)), "M04", *shown))
    return [
        Definition(i.libelle, f"{i.numerateur}, sur : {i.denominateur}.", i.source, i.note)
        for i in (INDICATEURS[code] for code in used)
    ]
