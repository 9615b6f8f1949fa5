"""What the page that compares the quartiers shows: a share chosen among those that have quartiers, and its figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from asv.documents.comparaison import comparison_csv
from asv.documents.entonnoir import funnel
from asv.documents.maps import QuartierSitue, choropleth
from asv.documents.svg import Figure
from asv.documents.typography import intervalle_court, nombre, part
from asv.domain.diagnostic import (
    Choix,
    Entonnoir,
    absence_of,
    carte_lissee_phrase,
    choices_of,
    chosen_of,
    entonnoir_of,
    entonnoir_phrase,
    largeur_phrase,
)
from asv.domain.diffusion import Colonne, ReleasedTable, ReleasedValue, smoothed
from asv.domain.indicateurs import INDICATEURS
from asv.usecases.diagnostic import Lecture
from asv.web.reading import drawn, fond_of, image_view

HEADS = ("Par rapport à l’entonnoir", "Part observée", "Intervalle à 95 %", "Base de la part", "Part lissée")


@dataclass(frozen=True, slots=True)
class Comparaison:
    """One share of all the quartiers, as the funnel and the smoothed map tell it. numeros: of each, by code."""

    choix: Choix
    choices: Sequence[Choix]
    entonnoir: Entonnoir
    lisses: Mapping[str, ReleasedValue]
    numeros: Mapping[str, int]

    @property
    def titre(self) -> str:
        return self.choix.titre


def comparaison_of(lecture: Lecture, code: str) -> Comparaison:
    choices = choices_of(lecture.tables)
    choix = chosen_of(choices, code)
    table, colonne = choix.table, choix.colonne.code
    numeros = {quartier.code: rank for rank, quartier in enumerate(lecture.quartiers, start=1)}
    return Comparaison(choix, choices, entonnoir_of(table, colonne), smoothed(table, colonne), numeros)


def funnel_of(vue: Comparaison) -> Figure | None:
    """None when the funnel is refused."""
    return funnel("entonnoir", vue.titre, vue.entonnoir, vue.numeros) if vue.entonnoir.points else None


def map_of(lecture: Lecture, vue: Comparaison) -> Figure | None:
    """The smoothed map; None where no shape is shipped, or nothing is compared."""
    fond = fond_of(lecture)
    if not (vue.entonnoir.points and fond.is_drawn):
        return None
    situes = [QuartierSitue(q.code, q.nom, vue.lisses[q.code]) for q in lecture.quartiers]
    return choropleth("carte-lissee", f"{vue.titre}, part lissée en %", situes, fond).figure


def comparer_view(lecture: Lecture, code: str) -> dict[str, Any]:
    vue = comparaison_of(lecture, code)
    choix, entonnoir, lisses = vue.choix, vue.entonnoir, vue.lisses
    table, colonne = choix.table, choix.colonne
    dessin, carte = funnel_of(vue), map_of(lecture, vue)
    return {
        "choix": choix, "groupes": groups_of(vue.choices), "titre": vue.titre,
        "image": image_view("image", vue.titre, table.territoire.cells[colonne.code], table.unite),
        "entonnoir": dessin and drawn(dessin), "entonnoir_phrase": entonnoir_phrase(entonnoir),
        "largeur_phrase": largeur_phrase(entonnoir) if entonnoir.points else "",
        "carte": carte and drawn(carte), "carte_phrase": carte_lissee_phrase(table, colonne.code, lisses),
        "absents": [f"{vue.numeros[ligne.code]}. {ligne.libelle}" for ligne in entonnoir.absents],
        "colonnes": HEADS, "lignes": _lines(lecture, choix, entonnoir, lisses),
        "source": INDICATEURS[table.code].source, "note": INDICATEURS[table.code].note,
    }  # fmt: skip


def groups_of(choices: Iterable[Choix]) -> list[tuple[str, list[tuple[str, str]]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for one in choices:
        found.setdefault(one.table.libelle, []).append((one.code, one.colonne.libelle))
    return list(found.items())


def _lines(
    lecture: Lecture, choix: Choix, entonnoir: Entonnoir, lisses: Mapping[str, ReleasedValue]
) -> list[tuple[str, list[Any]]]:
    words, found = _words(choix.table, choix.colonne, entonnoir), []
    for rank, quartier in enumerate(lecture.quartiers, start=1):
        line = choix.table.line(quartier.code)
        if line is None:
            continue
        cell = line.cells[choix.colonne.code]
        base = nombre(line.denominateur) if line.denominateur and cell.part is not None else "—"
        shown = "—" if cell.is_published and cell.part is None else part(cell)
        figures = [shown, intervalle_court(cell) or "—", base, _lisse(lisses[quartier.code])]
        found.append((f"{rank}. {quartier.nom}", [words[quartier.code], *figures]))
    return found


def _words(table: ReleasedTable, colonne: Colonne, entonnoir: Entonnoir) -> dict[str, str]:
    """What is said of each quartier: where it stands, or why it stands nowhere."""
    positions = {point.ligne.code: str(point.position) for point in entonnoir.points}
    lines = table.lignes[1:]
    return {
        line.ligne.code: positions.get(line.ligne.code) or str(absence_of(line, line.cells[colonne.code]))
        for line in lines
    }


def comparison_file(lecture: Lecture, code: str) -> tuple[str, bytes]:
    """The code of the share, and its figures as CSV."""
    choix = chosen_of(choices_of(lecture.tables), code)
    table, colonne = choix.table, choix.colonne
    words = _words(table, colonne, entonnoir_of(table, colonne.code))
    return choix.code, comparison_csv(table, colonne.code, smoothed(table, colonne.code), words)


def _lisse(value: ReleasedValue) -> str:
    """« 27 % (21 à 34) », or the letters of its status."""
    if value.valeur is None or value.intervalle is None:
        return value.statut.value
    low, high = value.intervalle
    return f"{nombre(value.valeur)}\u202f% ({nombre(low)} à {nombre(high)})"
