"""What the page that compares the quartiers shows: a share chosen among those that have quartiers, and its figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from asv.documents.comparaison import comparison_csv
from asv.documents.entonnoir import funnel
from asv.documents.maps import QuartierSitue, choropleth
from asv.documents.typography import intervalle_court, nombre, part
from asv.domain.diagnostic import (
    Entonnoir,
    carte_lissee_phrase,
    entonnoir_of,
    entonnoir_phrase,
    largeur_phrase,
)
from asv.domain.diffusion import (
    Colonne,
    Ecart,
    ReleasedCell,
    ReleasedLine,
    ReleasedTable,
    ReleasedValue,
    smoothed,
)
from asv.domain.errors import NotFound
from asv.domain.indicateurs import INDICATEURS
from asv.usecases.diagnostic import Lecture
from asv.web.reading import drawn, fond_of, image_view

UNKNOWN = "Cette réponse n’est pas de celles que l’on compare par quartier : choisissez dans la liste."
HEADS = ("Par rapport à l’entonnoir", "Part observée", "Intervalle à 95 %", "Réponses", "Part lissée")


@dataclass(frozen=True, slots=True)
class Choix:
    """One share of one table: `code` as in the address."""

    table: ReleasedTable
    colonne: Colonne

    @property
    def code(self) -> str:
        return f"{self.table.code}.{self.colonne.code}"


def choices_of(lecture: Lecture) -> list[Choix]:
    """The shares that exist by quartier for this reader, in the order of the dictionary."""
    tables = (lecture.tables[code] for code in INDICATEURS if code in lecture.tables)
    return [
        Choix(table, colonne)
        for table in tables
        if table.geographie is not None and len(table.colonnes) > 1 and len(table.territoire.cells) > 1
        for colonne in table.colonnes
        if not colonne.sensible and any(colonne.code in line.cells for line in table.lignes[1:])
    ]


def chosen_of(choices: Iterable[Choix], code: str) -> Choix:
    """The share asked for, the first difficulty by default."""
    offered = list(choices)
    wanted = code or next((one.code for one in offered if one.table.code == "M06"), "")
    for one in offered:
        if one.code == wanted:
            return one
    raise NotFound(UNKNOWN)


def comparer_view(lecture: Lecture, code: str) -> dict[str, Any]:
    choices = choices_of(lecture)
    choix = chosen_of(choices, code)
    table, colonne = choix.table, choix.colonne
    titre = f"{table.libelle} : {colonne.libelle}"
    entonnoir, lisses = entonnoir_of(table, colonne.code), smoothed(table, colonne.code)
    numeros = {quartier.code: rank for rank, quartier in enumerate(lecture.quartiers, start=1)}
    return {
        "choix": choix, "groupes": groups_of(choices), "titre": titre,
        "image": image_view("image", titre, table.territoire.cells[colonne.code], table.unite),
        "entonnoir": drawn(funnel("entonnoir", titre, entonnoir, numeros)) if entonnoir.points else None,
        "entonnoir_phrase": entonnoir_phrase(entonnoir),
        "largeur_phrase": largeur_phrase(entonnoir) if entonnoir.points else "",
        "carte": _carte(lecture, titre, lisses) if entonnoir.points else None,
        "carte_phrase": carte_lissee_phrase(table, colonne.code, lisses),
        "absents": [f"{numeros[ligne.code]}. {ligne.libelle}" for ligne in entonnoir.absents],
        "colonnes": HEADS, "lignes": _lines(lecture, choix, entonnoir, lisses),
        "source": INDICATEURS[table.code].source, "note": INDICATEURS[table.code].note,
    }  # fmt: skip


def groups_of(choices: Iterable[Choix]) -> list[tuple[str, list[tuple[str, str]]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for one in choices:
        found.setdefault(one.table.libelle, []).append((one.code, one.colonne.libelle))
    return list(found.items())


def _carte(lecture: Lecture, titre: str, lisses: Mapping[str, ReleasedValue]) -> Any:
    """The smoothed map; None where no shape is shipped."""
    fond = fond_of(lecture)
    situes = [QuartierSitue(q.code, q.nom, lisses[q.code]) for q in lecture.quartiers]
    return (
        drawn(choropleth("carte-lissee", f"{titre}, part lissée en %", situes, fond).figure) if fond.is_drawn else None
    )


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
    choix = chosen_of(choices_of(lecture), code)
    table, colonne = choix.table, choix.colonne
    words = _words(table, colonne, entonnoir_of(table, colonne.code))
    return choix.code, comparison_csv(table, colonne.code, smoothed(table, colonne.code), words)


def absence_of(line: ReleasedLine, cell: ReleasedCell) -> str:
    """Why a quartier has no share to show or to compare."""
    if line.reponses.effectif == 0:
        return "aucune réponse"
    is_hidden = not cell.is_published or (line.denominateur is None and not line.reponses.is_published)
    return "chiffre caché" if is_hidden else Ecart.TROP_PEU


def _lisse(value: ReleasedValue) -> str:
    """« 27 % (21 à 34) », or the letters of its status."""
    if value.valeur is None or value.intervalle is None:
        return value.statut.value
    low, high = value.intervalle
    return f"{nombre(value.valeur)}\u202f% ({nombre(low)} à {nombre(high)})"
