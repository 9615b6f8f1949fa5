"""The figures of a document as a drawing with its table beside: the same released cells, and one sentence by rule."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from asv.documents.charts import BAND, Bar, horizontal_bars
from asv.documents.diagnostic import figures_of, reading
from asv.documents.entonnoir import funnel
from asv.documents.maps import Fond, QuartierSitue, choropleth
from asv.documents.multiples import Panneau, Planche, board
from asv.documents.pictogrammes import icons
from asv.documents.svg import Figure
from asv.documents.tendance import trend_drawing, trend_legend
from asv.documents.typography import effectif, intervalle_court, nombre, part, percentage, pourcent
from asv.domain.diagnostic import (
    Tendance,
    absence_of,
    carte_lissee_phrase,
    comparaison_phrase,
    entonnoir_of,
    entonnoir_phrase,
    etendue_phrase,
    image_of,
    image_phrase,
    largeur_phrase,
    phrase_of,
    specificites_of,
    tendance_phrase,
)
from asv.domain.diffusion import Colonne, ReleasedCell, ReleasedLine, ReleasedTable, ReleasedValue, smoothed
from asv.domain.document import DESSIN, Dessin, Forme, Grille

REPERE: Final = "l’ensemble du territoire"
BANDS: Final = (
    "Dans la bande foncée tombent, sauf raison particulière, 19 quartiers sur 20 ; dans la bande claire, presque tous "
    "(998 sur 1 000). Un triangle est sorti de l’entonnoir : c’est une question à poser sur place, pas un classement."
)
SMOOTHED: Final = (
    "Part lissée : les quartiers de peu de réponses sont rapprochés de la moyenne. Ce n’est pas la part observée. "
    "Quartier hachuré : chiffre caché, ou trop peu de réponses pour conclure."
)
PERHAPS: Final = "Ronds hachurés : peut-être, car les réponses sont peu nombreuses."
NO_MAP: Final = "Les contours des quartiers ne sont pas livrés : il n’y a pas de carte."
COMMON: Final = ("Part", "Intervalle à 95 %", "Réponses")


@dataclass(frozen=True, slots=True)
class Reponse:
    """One answer of one released table, and the map under it. source: printed under the table."""

    table: ReleasedTable
    colonne: Colonne
    fond: Fond
    source: str

    @property
    def titre(self) -> str:
        return f"{self.table.libelle} : {self.colonne.libelle}"

    @property
    def quartiers(self) -> list[tuple[str, ReleasedLine, ReleasedCell]]:
        """Numbered name, line and cell of each quartier, in the order of the map."""
        lines = (line for line in self.table.lignes[1:] if self.colonne.code in line.cells)
        return [
            (f"{rank}. {line.ligne.libelle}", line, line.cells[self.colonne.code])
            for rank, line in enumerate(lines, start=1)
        ]

    @property
    def territoire(self) -> ReleasedCell:
        return self.table.territoire.cells[self.colonne.code]


def bars_of(table: ReleasedTable, line: ReleasedLine, source: str) -> Grille:
    """All the answers of a line as bars, a quartier against the territoire; no drawing where no share is shown."""
    told, is_quartier = figures_of(table, line), line is not table.territoire
    cells = {c.code: line.cells[c.code] for c in table.colonnes if c.code in line.cells}
    beside: Mapping[str, ReleasedCell] = table.territoire.cells if is_quartier else {}
    bars = [Bar(c.libelle, cells[c.code], beside.get(c.code)) for c in table.colonnes if c.code in cells]
    phrase = f"{phrase_of(table, line)} {comparaison_phrase(table, specificites_of(table, line))}".strip()
    dessin = None
    if any(cell.part is not None for cell in cells.values()):
        figure = horizontal_bars(DESSIN, table.libelle, bars, repere=REPERE if is_quartier else "")
        legende = BAND if any(cell.intervalle for cell in cells.values()) else ""
        mark = f"Le trait vertical marque {REPERE}." if is_quartier else ""
        dessin = Dessin(figure.svg, figure.description, phrase, f"{mark} {legende}".strip())
    note = reading(line) if dessin else f"{phrase} {reading(line)}"
    return Grille(table.libelle, tuple(told.colonnes), tuple(map(tuple, told.lignes)), note, source, dessin=dessin)


def drawn_answer(forme: Forme, reponse: Reponse) -> Grille:
    """One answer in one form. Raises KeyError on BARRES and EVOLUTION, which need more or less than one answer."""
    return _MAKERS[forme](reponse)


def evolution_of(reponse: Reponse, tendance: Tendance) -> Grille:
    """The years that may be compared; the sentence says why they stop where they stop."""
    lignes = tuple(
        (one.periode.libelle.capitalize(), pourcent(one.part), f"{percentage(one.bas)} à {pourcent(one.haut)}",
         nombre(one.reponses))
        for one in tendance.pas
    )  # fmt: skip
    figure = trend_drawing(DESSIN, reponse.titre, tendance) if len(tendance.pas) > 1 else None
    legende = trend_legend(tendance)
    return _grille(reponse, ("Période", *COMMON), lignes, (figure, tendance_phrase(tendance), legende))


def _cases(reponse: Reponse) -> Grille:
    """Every quartier on one scale: its bar, its interval, the share of the territoire across."""
    panneaux = [Panneau(nom, cell, absence_of(line, cell)) for nom, line, cell in reponse.quartiers]
    planche = Planche(reponse.titre, reponse.territoire, panneaux)
    figure = board(DESSIN, planche)
    phrase = etendue_phrase(reponse.table, reponse.colonne.code)
    lignes = ((_capital(REPERE), *_cells(reponse.table.territoire, reponse.territoire)), *_lines(reponse))
    said = (figure, phrase, f"{planche.legende} {planche.caches}".strip())
    return _grille(reponse, ("Lieu", *COMMON), lignes, said, is_large=True)


def _entonnoir(reponse: Reponse) -> Grille:
    entonnoir = entonnoir_of(reponse.table, reponse.colonne.code)
    numeros = {line.ligne.code: rank for rank, (_, line, _) in enumerate(reponse.quartiers, start=1)}
    figure = funnel(DESSIN, reponse.titre, entonnoir, numeros) if entonnoir.points else None
    positions = {point.ligne.code: str(point.position) for point in entonnoir.points}
    lignes = tuple(
        (nom, positions.get(line.ligne.code) or absence_of(line, cell), *_cells(line, cell))
        for nom, line, cell in reponse.quartiers
    )
    legende = f"{BANDS} {largeur_phrase(entonnoir)}" if entonnoir.points else ""
    heads = ("Quartier", "Par rapport à l’entonnoir", *COMMON)
    return _grille(reponse, heads, lignes, (figure, entonnoir_phrase(entonnoir), legende))


def _carte(reponse: Reponse) -> Grille:
    lisses = smoothed(reponse.table, reponse.colonne.code)
    phrase = carte_lissee_phrase(reponse.table, reponse.colonne.code, lisses)
    figure = None
    if phrase and reponse.fond.is_drawn:
        situes = [QuartierSitue(line.ligne.code, line.ligne.libelle, lisses[line.ligne.code])
                  for _, line, _ in reponse.quartiers]  # fmt: skip
        figure = choropleth(DESSIN, f"{reponse.titre}, part lissée en %", situes, reponse.fond).figure
    refus = "" if phrase else entonnoir_of(reponse.table, reponse.colonne.code).refus
    lignes = tuple((nom, _lisse(lisses[line.ligne.code]), *_cells(line, cell)) for nom, line, cell in reponse.quartiers)
    said = (figure, refus or (phrase if figure else NO_MAP), SMOOTHED)
    return _grille(reponse, ("Quartier", "Part lissée", *COMMON), lignes, said, is_large=True)


def _ronds(reponse: Reponse) -> Grille:
    cell, line = reponse.territoire, reponse.table.territoire
    image, phrase = image_of(cell), image_phrase(cell, reponse.table.unite)
    figure = icons(DESSIN, reponse.titre, image, phrase) if image else None
    lignes = ((reponse.colonne.libelle, effectif(cell), *_cells(line, cell)),)
    heads = ("Réponse", reponse.table.unite.capitalize(), *COMMON)
    return _grille(reponse, heads, lignes, (figure, phrase, "" if image is None or image.is_sure else PERHAPS))


_MAKERS: Mapping[Forme, Callable[[Reponse], Grille]] = {
    Forme.CASES: _cases, Forme.ENTONNOIR: _entonnoir, Forme.CARTE: _carte, Forme.RONDS: _ronds,
}  # fmt: skip


def _grille(
    reponse: Reponse, heads: tuple[str, ...], lignes: Sequence[tuple[str, ...]], said: tuple[Figure | None, str, str],
    *, is_large: bool = False,
) -> Grille:  # fmt: skip
    """said: the drawing, its sentence, how it reads. Without drawing, the sentence, which says why, heads the table."""
    figure, phrase, legende = said
    note = reading(reponse.table.territoire)
    if figure is None:
        return Grille(reponse.titre, heads, tuple(lignes), f"{phrase} {note}".strip(), reponse.source)
    dessin = Dessin(figure.svg, figure.description, phrase, legende, is_large)
    return Grille(reponse.titre, heads, tuple(lignes), note, reponse.source, dessin=dessin)


def _lines(reponse: Reponse) -> list[tuple[str, ...]]:
    return [(nom, *_cells(line, cell)) for nom, line, cell in reponse.quartiers]


def _cells(line: ReleasedLine, cell: ReleasedCell) -> tuple[str, str, str]:
    """The figures of COMMON."""
    base = nombre(line.denominateur) if line.denominateur and cell.part is not None else "—"
    shown = "—" if cell.is_published and cell.part is None else part(cell)
    return shown, intervalle_court(cell) or "—", base


def _lisse(value: ReleasedValue) -> str:
    return value.statut.value if value.valeur is None else pourcent(value.valeur / 100)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
