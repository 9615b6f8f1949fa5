"""Bar charts, drawn by Vega-Lite on the server from released values only.

A category that is not released is a hatched lane as wide as the scale, with its letter: its row holds no number at all,
so no scale, label or coordinate depends on one. A length is the whole percentage that is printed, so it says no more
than the text. Labels stand above their bar, which keeps them whole on a telephone and in a column of the PDF.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, TypeAlias

import vl_convert

from asv.documents.palette import ENCRE, SERIES
from asv.documents.svg import Figure, add_hatching, copy_drawing, new_svg, written
from asv.documents.typography import part, percentage
from asv.domain.diffusion import ReleasedCell

VEGA_LITE: Final = "6.4"
WIDTH: Final = 360
SERIES_LANE: Final = 92
TEXT_LANE: Final = 64
LABEL_LINE: Final = 20
BASELINE: Final = 14
BAR: Final = 12
BETWEEN: Final = 5
GAP: Final = 10

MARKS: Final[dict[str, dict[str, Any]]] = {
    "titres": {"type": "text", "align": "left", "baseline": "alphabetic", "fontWeight": 600},
    "libelles": {"type": "text", "align": "left", "baseline": "alphabetic"},
    "textes": {"type": "text", "align": "right", "baseline": "alphabetic", "fontWeight": 600},
    "pistes": {"type": "rect", "color": ENCRE, "fillOpacity": 0.08},
    "secrets": {"type": "rect", "color": ENCRE},
    "reperes": {"type": "rule", "stroke": ENCRE, "strokeWidth": 2},
    **{f"serie-{rank}": {"type": "rect", "color": color} for rank, color in enumerate(SERIES, start=1)},
}

Row: TypeAlias = dict[str, float | str]


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
class Group:
    """Categories under one heading: an age band, and in it a bar for women and one for men."""

    libelle: str
    bars: Sequence[Bar]


@dataclass(slots=True)
class _Layout:
    """Rows of each layer with their place in pixels; only `longueur` and `repere` are left to the scale."""

    left: int
    right: int
    height: int = 0
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, layer: str, row: Row) -> None:
        self.rows.setdefault(layer, []).append(row)

    def add_label(self, layer: str, libelle: str) -> None:
        self.add(layer, {"x": 0, "y": self.height + BASELINE, "texte": libelle})
        self.height += LABEL_LINE

    def add_bar(self, bar: Bar, serie: int) -> None:
        edges: Row = {"haut": self.height, "bas": self.height + BAR}
        lane: Row = {**edges, "x": self.left, "x2": self.right}
        if bar.cell.part is None:
            self.add("secrets", lane)
        else:
            self.add("pistes", lane)
            self.add(f"serie-{serie + 1}", {**edges, "longueur": percentage(bar.cell.part)})
        if bar.repere is not None and bar.repere.part is not None:
            tick: Row = {"haut": self.height - 3, "bas": self.height + BAR + 3}
            self.add("reperes", {**tick, "longueur": percentage(bar.repere.part)})
        self.height += BAR


def horizontal_bars(identifiant: str, titre: str, bars: Sequence[Bar], *, repere: str = "") -> Figure:
    """One bar a category, in the order given; `repere` names the comparison that a tick marks on each bar."""
    layout = _Layout(left=0, right=WIDTH - 1)
    for bar in bars:
        layout.add("textes", {"x": WIDTH, "y": layout.height + BASELINE, "texte": bar.texte})
        layout.add_label("libelles", bar.libelle)
        layout.add_bar(bar, 0)
        layout.height += GAP
    description = _description([Group("", bars)], repere)
    return _drawn(identifiant, titre, description, layout)


def grouped_bars(identifiant: str, titre: str, groups: Sequence[Group]) -> Figure:
    """For each group one bar a series; a series keeps its colour and has its name written beside each bar."""
    layout = _Layout(left=SERIES_LANE, right=WIDTH - TEXT_LANE)
    for group in groups:
        layout.add_label("titres", group.libelle)
        for serie, bar in enumerate(group.bars):
            layout.add("libelles", {"x": 0, "y": layout.height + BAR - 2, "texte": bar.libelle})
            layout.add("textes", {"x": WIDTH, "y": layout.height + BAR - 2, "texte": bar.texte})
            layout.add_bar(bar, serie % len(SERIES))
            layout.height += BETWEEN
        layout.height += GAP
    return _drawn(identifiant, titre, _description(groups, ""), layout)


def _description(groups: Iterable[Group], repere: str) -> str:
    sentences = ["Barres horizontales."]
    groups = list(groups)
    for group in groups:
        values = " ; ".join(f"{bar.libelle} : {bar.texte}" for bar in group.bars)
        sentences.append(f"{group.libelle} — {values}." if group.libelle else f"{values}.")
    if repere:
        sentences.append(f"Le trait vertical marque : {repere}.")
    if any(bar.cell.part is None for group in groups for bar in group.bars):
        sentences.append("Une ligne hachurée n’a pas de longueur : sa valeur n’est pas diffusée.")
    return " ".join(sentences)


def _drawn(identifiant: str, titre: str, description: str, layout: _Layout) -> Figure:
    height = max(layout.height - GAP + 4, 1)
    root = new_svg(identifiant, titre, description, (WIDTH, height))
    hatching = add_hatching(root, identifiant) if "secrets" in layout.rows else ""
    rendered = _rendered(json.dumps(_specification(layout, height), ensure_ascii=False))
    copy_drawing(rendered, root, identifiant, {"secrets": hatching})
    return Figure(identifiant, titre, description, written(root))


@lru_cache(maxsize=512)
def _rendered(specification: str) -> str:
    return vl_convert.vegalite_to_svg(specification, vl_version=VEGA_LITE, allowed_base_urls=[])


def _specification(layout: _Layout, height: int) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": WIDTH,
        "height": height,
        "padding": 0,
        "autosize": "none",
        "config": {"aria": False, "view": {"stroke": None}, "text": {"color": ENCRE, "fontSize": 13}},
        "layer": [_layer(name, rows, layout) for name, rows in layout.rows.items()],
    }


def _layer(name: str, rows: list[Row], layout: _Layout) -> dict[str, Any]:
    lengths = [row["longueur"] for layer in layout.rows.values() for row in layer if "longueur" in row]
    scale: dict[str, Any] = {
        "round": True,
        "domain": [0, max([float(length) for length in lengths if length], default=1.0)],
    }
    scale["range"] = [layout.left, layout.right]
    horizontal = {"field": "longueur", "scale": scale} if "longueur" in rows[0] else {"field": "x", "scale": None}
    encoding = {"x": {**horizontal, "type": "quantitative", "axis": None}, **_vertical(rows[0])}
    if "x2" in rows[0]:
        encoding["x2"] = {"field": "x2"}
    elif "haut" in rows[0] and name != "reperes":
        encoding["x2"] = {"datum": 0}
    return {"name": name, "data": {"values": rows}, "mark": MARKS[name], "encoding": encoding}


def _vertical(row: Row) -> dict[str, Any]:
    place = {"type": "quantitative", "scale": None, "axis": None}
    if "haut" in row:
        return {"y": {"field": "haut", **place}, "y2": {"field": "bas"}}
    return {"y": {"field": "y", **place}, "text": {"field": "texte"}}
