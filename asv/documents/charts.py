"""Bar charts, drawn by Vega-Lite on the server from released values only.

A category that is not released is a hatched lane as wide as the scale, with its letter: its row holds no number at all,
so no scale, label or coordinate depends on one. A length is the whole percentage that is printed, so it says no more
than the text. Labels stand above their bar, which keeps them whole on a telephone and in a column of the PDF.

Vega-Lite draws the lanes, bars and ticks. The texts are written here: their place is known, and the renderer would
spend most of its time measuring them (docs/decisions/0006-graphiques.md).
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, TypeAlias
from xml.etree import ElementTree as ET

import vl_convert

from asv.documents.palette import ENCRE, PIN
from asv.documents.svg import Figure, add_hatching, copy_drawing, new_svg, written
from asv.documents.typography import part, percentage
from asv.domain.diffusion import ReleasedCell

VEGA_LITE: Final = "6.4"
WIDTH: Final = 360
RIGHT: Final = WIDTH - 1
LABEL_LINE: Final = 20
BASELINE: Final = 14
BAR: Final = 12
GAP: Final = 10
BAND: Final = "Le trait fin va d’une borne à l’autre de l’intervalle à 95 %."

MARKS: Final[dict[str, dict[str, Any]]] = {
    "pistes": {"type": "rect", "color": ENCRE, "fillOpacity": 0.08},
    "secrets": {"type": "rect", "color": ENCRE},
    "reperes": {"type": "rule", "stroke": ENCRE, "strokeWidth": 2},
    "intervalles": {"type": "rect", "color": ENCRE, "fillOpacity": 0.75},
    "barres": {"type": "rect", "color": PIN},
}

LETTERS: Final = {
    "libelles": {},
    "textes": {"font-weight": "600", "text-anchor": "end"},
}

Row: TypeAlias = dict[str, float]


@dataclass(frozen=True, slots=True)
class Bar:
    """One category: its released share, and when given the released share of the comparison territory."""

    libelle: str
    cell: ReleasedCell
    repere: ReleasedCell | None = None

    @property
    def texte(self) -> str:
        return part(self.cell)


@dataclass(frozen=True, slots=True)
class _Text:
    genre: str
    x: int
    y: int
    texte: str


@dataclass(slots=True)
class _Layout:
    """Rows of each layer with their place in pixels, where only `longueur` is left to the scale; and the texts."""

    height: int = 0
    rows: dict[str, list[Row]] = field(default_factory=dict)
    texts: list[_Text] = field(default_factory=list)

    def add(self, layer: str, row: Row) -> None:
        self.rows.setdefault(layer, []).append(row)

    def add_text(self, genre: str, below: int, texte: str) -> None:
        x = WIDTH if genre == "textes" else 0
        self.texts.append(_Text(genre, x, self.height + below, texte))

    def add_bar(self, bar: Bar) -> None:
        edges: Row = {"haut": self.height, "bas": self.height + BAR}
        lane: Row = {**edges, "x": 0, "x2": RIGHT}
        if bar.cell.part is None:
            self.add("secrets", lane)
        else:
            self.add("pistes", lane)
            self.add("barres", {**edges, "longueur": percentage(bar.cell.part)})
            self.add_interval(bar.cell)
        if bar.repere is not None and bar.repere.part is not None:
            tick: Row = {"haut": self.height - 3, "bas": self.height + BAR + 3}
            self.add("reperes", {**tick, "longueur": percentage(bar.repere.part)})
        self.height += BAR

    def add_interval(self, cell: ReleasedCell) -> None:
        """A thin band between the bounds that the table prints, when the share rests on few answers."""
        if cell.intervalle is not None:
            low, high = map(percentage, cell.intervalle)
            middle = self.height + BAR // 2
            self.add("intervalles", {"haut": middle - 1, "bas": middle + 1, "debut": low, "longueur": high})


def horizontal_bars(identifiant: str, titre: str, bars: Sequence[Bar], *, repere: str = "") -> Figure:
    """One bar a category, in the order given; `repere` names the comparison that a tick marks on each bar."""
    layout = _Layout()
    for bar in bars:
        layout.add_text("libelles", BASELINE, bar.libelle)
        layout.add_text("textes", BASELINE, bar.texte)
        layout.height += LABEL_LINE
        layout.add_bar(bar)
        layout.height += GAP
    description = _description(bars, repere)
    return _drawn(identifiant, titre, description, layout)


def _description(bars: Sequence[Bar], repere: str) -> str:
    sentences = ["Barres horizontales.", f"{' ; '.join(f'{bar.libelle} : {bar.texte}' for bar in bars)}."]
    if repere:
        sentences.append(f"Le trait vertical marque : {repere}.")
    if any(bar.cell.intervalle for bar in bars):
        sentences.append(BAND)
    if any(bar.cell.part is None for bar in bars):
        sentences.append("Une ligne hachurée n’a pas de longueur : sa valeur n’est pas diffusée.")
    return " ".join(sentences)


def _drawn(identifiant: str, titre: str, description: str, layout: _Layout) -> Figure:
    height = max(layout.height - GAP + 4, 1)
    root = new_svg(identifiant, titre, description, (WIDTH, height))
    hatching = add_hatching(root, identifiant) if "secrets" in layout.rows else ""
    if layout.rows:
        copy_drawing(_rendered(json.dumps(_specification(layout, height))), root, identifiant, {"secrets": hatching})
    _write_texts(root, layout.texts)
    return Figure(identifiant, titre, description, written(root))


def _write_texts(root: ET.Element, texts: Iterable[_Text]) -> None:
    group = ET.SubElement(root, "g", {"class": "figure-textes", "fill": ENCRE, "font-size": "13"})
    for text in texts:
        place = {"x": str(text.x), "y": str(text.y)}
        ET.SubElement(group, "text", {**place, **LETTERS[text.genre]}).text = text.texte


@lru_cache(maxsize=512)
def _rendered(specification: str) -> str:
    return vl_convert.vegalite_to_svg(specification, vl_version=VEGA_LITE, allowed_base_urls=[])


def _specification(layout: _Layout, height: int) -> dict[str, Any]:
    lengths = [row["longueur"] for rows in layout.rows.values() for row in rows if "longueur" in row]
    greatest = max(lengths, default=0) or 1
    scale = {"domain": [0, greatest], "range": [0, RIGHT], "round": True}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": WIDTH,
        "height": height,
        "padding": 0,
        "autosize": "none",
        "config": {"aria": False, "view": {"stroke": None}},
        "layer": [_layer(name, rows, scale) for name, rows in layout.rows.items()],
    }


def _layer(name: str, rows: list[Row], scale: dict[str, Any]) -> dict[str, Any]:
    is_scaled = "longueur" in rows[0]
    place = {"type": "quantitative", "scale": None, "axis": None}
    along = {"field": "longueur", **place, "scale": scale} if is_scaled else {"field": "x", **place}
    encoding: dict[str, Any] = {"x": along, "y": {"field": "haut", **place}, "y2": {"field": "bas"}}
    if name == "intervalles":
        encoding["x2"] = {"field": "debut"}
    elif name != "reperes":
        encoding["x2"] = {"datum": 0} if is_scaled else {"field": "x2"}
    return {"name": name, "data": {"values": rows}, "mark": MARKS[name], "encoding": encoding}
