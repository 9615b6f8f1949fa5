"""SVG that may stand inside a page: no style, no script, no address, one title, one description, ids of its own.

A chart is rebuilt element by element from lists of what is allowed, so that anything a renderer may add one day (data
in an aria-label, a style attribute, a link) is left behind rather than looked for.
"""

from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from asv.documents.palette import ENCRE

XMLNS: Final = "http://www.w3.org/2000/svg"
ELEMENTS: Final = frozenset({"g", "path", "rect", "line", "text", "tspan", "defs", "clipPath"})
GEOMETRY: Final = {"d", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "width", "height", "transform", "clip-path", "id"}
PAINT: Final = {"fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "opacity"}
LETTERS: Final = {"text-anchor", "font-size", "font-weight", "font-style"}
ATTRIBUTES: Final = frozenset(GEOMETRY | PAINT | LETTERS)
KEPT: Final = ELEMENTS | {"svg", "title", "desc", "circle", "pattern"}
HEAD: Final = {"viewBox", "role", "aria-labelledby", "class", "font-family", "color"}
PATTERN: Final = {"patternUnits", "patternTransform", "cx", "cy", "r", "fill-rule", "stroke-linejoin", "paint-order"}
FOREIGN: Final = "this drawing was not made here"
KEPT_ATTRIBUTES: Final = ATTRIBUTES | HEAD | PATTERN
"""What our own drawings are made of, with what Vega-Lite draws for us."""
DRAWN_BY_FRAMES: Final = frozenset({"background", "foreground"})


@dataclass(frozen=True, slots=True)
class Figure:
    """One drawing, with the sentence that replaces it for who does not see it."""

    identifiant: str
    titre: str
    description: str
    svg: str


def new_svg(identifiant: str, titre: str, description: str, box: tuple[int, int]) -> ET.Element:
    """Give an empty drawing that scales with its place and says what it shows."""
    width, height = box
    root = ET.Element(
        "svg",
        {
            "xmlns": XMLNS,
            "viewBox": f"0 0 {width} {height}",
            "role": "img",
            "aria-labelledby": f"{identifiant}-titre {identifiant}-description",
            "class": "figure-svg",
            "font-family": "system-ui, sans-serif",
            "fill": "none",
            "color": "currentColor",
        },
    )
    ET.SubElement(root, "title", {"id": f"{identifiant}-titre"}).text = titre
    ET.SubElement(root, "desc", {"id": f"{identifiant}-description"}).text = description
    return root


def add_hatching(root: ET.Element, identifiant: str, ink: str = ENCRE) -> str:
    """Declare the hatching of what is not shown; the answer is the value of a `fill` attribute."""
    name, size = f"{identifiant}-hachures", 6
    defs = ET.SubElement(root, "defs")
    pattern = ET.SubElement(
        defs,
        "pattern",
        {
            "id": name,
            "width": str(size),
            "height": str(size),
            "patternUnits": "userSpaceOnUse",
            "patternTransform": "rotate(45)",
        },
    )
    ET.SubElement(pattern, "path", {"d": f"M1 0V{size}", "stroke": ink, "stroke-width": "1.4", "stroke-opacity": ".55"})
    return f"url(#{name})"


def written(root: ET.Element) -> str:
    return ET.tostring(root, encoding="unicode", short_empty_elements=True)


def copy_drawing(rendered: str, target: ET.Element, identifiant: str, fills: dict[str, str]) -> None:
    """Copy the shapes of a rendered chart into `target`, whose ids begin with `identifiant`.

    fills: mark name -> `fill` attribute of its shapes, for what the renderer cannot express (hatching).
    """
    source = ET.fromstring(rendered)  # noqa: S314 -- text of our own renderer, labels already escaped by it
    copier = _Copier(identifiant, fills, {})
    for child in source:
        is_canvas = _tag(child) == "rect"
        copied = None if is_canvas else copier.copy(child, None)
        if copied is not None:
            target.append(copied)


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _mark_name(css: str) -> str:
    """Name that the specification gave to a layer: Vega-Lite writes `<name>_marks` among the classes."""
    named = [word.removesuffix("_marks") for word in css.split() if word.endswith("_marks")]
    return named[0] if named else ""


@dataclass(frozen=True, slots=True)
class _Copier:
    identifiant: str
    fills: dict[str, str]
    names: dict[str, str]

    def copy(self, source: ET.Element, fill: str | None) -> ET.Element | None:
        tag, css = _tag(source), source.get("class", "")
        if tag not in ELEMENTS or css in DRAWN_BY_FRAMES:
            return None
        mark = _mark_name(css)
        fill = self.fills.get(mark, fill)
        copied = ET.Element(tag, self._attributes(source, fill if tag == "path" else None))
        if mark:
            copied.set("class", f"figure-{mark}")
        copied.text = source.text
        copied.extend(c for c in (self.copy(child, fill) for child in source) if c is not None)
        is_empty = tag in {"g", "defs"} and len(copied) == 0
        return None if is_empty else copied

    def _attributes(self, source: ET.Element, fill: str | None) -> dict[str, str]:
        kept = {name: value for name, value in source.attrib.items() if name in ATTRIBUTES}
        if kept.get("opacity") == "1":
            del kept["opacity"]
        if "id" in kept:
            kept["id"] = self._rename(kept["id"])
        if "clip-path" in kept:
            reference = kept["clip-path"].removeprefix("url(#").removesuffix(")")
            kept["clip-path"] = f"url(#{self._rename(reference)})"
        if fill is not None:
            kept["fill"] = fill
        return kept

    def _rename(self, name: str) -> str:
        return self.names.setdefault(name, f"{self.identifiant}-{len(self.names)}")


def kept_drawing(svg: str, identifiant: str = "", former: str = "") -> str:
    """A drawing of ours that was kept: nothing but shapes and words. identifiant: what its ids begin with now.

    Written again from what was checked: no remark, no document type. Raises ValueError on anything that we do not draw:
    a script, a style, an address, or what is no drawing at all.
    """
    try:
        root = ET.fromstring(svg)  # noqa: S314 -- checked here; expat bounds what entities may grow to
    except ET.ParseError as error:
        raise ValueError(FOREIGN) from error
    for element in root.iter():
        is_ours = _tag(element) in KEPT and element.tag == f"{{{XMLNS}}}{_tag(element)}"
        if not is_ours or not all(_is_kept(name, value) for name, value in element.attrib.items()):
            raise ValueError(FOREIGN)
        element.tag = _tag(element)
    root.attrib = {"xmlns": XMLNS, **root.attrib}
    again = ET.tostring(root, encoding="unicode", short_empty_elements=True)
    return again.replace(former, identifiant) if former else again


def _is_kept(name: str, value: str) -> bool:
    """Whether we draw such an attribute; what it points to is in the drawing."""
    return name in KEPT_ATTRIBUTES and value.count("url(") == value.count("url(#")
