"""What a drawing shows, and what it must never hold."""

import re
from datetime import date
from xml.etree import ElementTree as ET

from asv.documents.charts import BAND, WIDTH, Bar, horizontal_bars
from asv.documents.svg import Figure
from asv.documents.typography import percentage
from asv.domain.diffusion import Destinataire, ReleasedTable, release
from tests.documents.conftest import counted
from tests.documents.drawn import QUARTIERS, SECRET

SVG = "{http://www.w3.org/2000/svg}"


def bars_of(table: ReleasedTable, ligne: str) -> list[Bar]:
    line = table.line(ligne)
    assert line is not None
    return [Bar(colonne.libelle, line.cells[colonne.code]) for colonne in table.colonnes]


def chart(table: ReleasedTable, ligne: str = QUARTIERS[1]) -> Figure:
    return horizontal_bars(f"sexe-{ligne}", "Répartition par sexe", bars_of(table, ligne))


def parsed(figure: Figure) -> ET.Element:
    return ET.fromstring(figure.svg)  # noqa: S314 -- our own drawing


def elements(figure: Figure) -> list[ET.Element]:
    return list(parsed(figure).iter())


def marks(figure: Figure, name: str) -> list[ET.Element]:
    return [shape for group in elements(figure) if group.get("class") == name for shape in group]


def test_a_released_share_is_printed_and_drawn(sexe):
    figure = chart(sexe, "TERRITOIRE")

    texts = [element.text for element in elements(figure) if element.tag == f"{SVG}text"]
    assert "45 %".replace(" ", "\u202f") in texts
    assert len(marks(figure, "figure-barres")) == 3


def test_a_hidden_share_is_a_hatched_lane_as_wide_as_the_drawing_with_its_letter(sexe):
    figure = chart(sexe)

    (lane,) = marks(figure, "figure-secrets")[:1]
    assert lane.get("fill") == f"url(#sexe-{QUARTIERS[1]}-hachures)"
    assert "h359v" in lane.get("d", "")
    assert "c" in [element.text for element in elements(figure) if element.tag == f"{SVG}text"]


def test_two_drawings_that_differ_by_their_hidden_counts_only_are_the_same(sexe):
    hidden = [bar for bar in bars_of(sexe, QUARTIERS[1]) if not bar.cell.is_published]
    visible = [bar for bar in bars_of(sexe, QUARTIERS[0]) if bar.cell.is_published]

    first = horizontal_bars("x", "Titre", [*visible, Bar("Autre", hidden[0].cell)])
    second = horizontal_bars("x", "Titre", [*visible, Bar("Autre", hidden[-1].cell)])

    assert hidden
    assert first.svg == second.svg


def test_no_hidden_count_stands_anywhere_in_a_drawing(sexe):
    texts = "".join(filter(None, (element.text for element in elements(chart(sexe)))))

    assert str(SECRET) not in [word.strip("\u202f%;.: ") for word in texts.split()]


def test_a_drawing_stands_inline_under_a_strict_policy(sexe):
    figure = chart(sexe)

    names = {element.tag.removeprefix(SVG) for element in elements(figure)}
    attributes = {name for element in elements(figure) for name in element.attrib}
    assert names <= {"svg", "title", "desc", "defs", "pattern", "g", "path", "line", "text"}
    assert "style" not in attributes
    assert not [name for name in attributes if name.startswith("on") or name.endswith("href")]


def test_a_drawing_scales_and_says_what_it_shows(sexe):
    root = parsed(chart(sexe))

    assert root.get("role") == "img"
    assert root.get("viewBox", "").startswith("0 0 360 ")
    assert root.get("width") is None
    title, description, *_ = root
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == "Répartition par sexe"
    assert "Autre : c" in (description.text or "")


def test_two_drawings_of_one_page_share_no_id(sexe):
    ids = [element.get("id") for ligne in QUARTIERS for element in elements(chart(sexe, ligne)) if element.get("id")]

    assert len(ids) == len(set(ids))


def test_the_same_values_give_the_same_bytes(sexe):
    assert chart(sexe).svg == chart(sexe).svg


def test_a_label_is_text_and_never_markup(sexe):
    hostile = "</text><script>alert(1)</script> & « x »"

    figure = horizontal_bars("x", hostile, [Bar(hostile, bars_of(sexe, QUARTIERS[0])[0].cell)])

    assert hostile in [element.text for element in elements(figure) if element.tag == f"{SVG}text"]
    assert "<script" not in figure.svg


def test_the_comparison_territory_is_a_tick_named_in_the_description(sexe):
    territoire = sexe.territoire.cells["F"]

    figure = horizontal_bars("x", "Titre", [Bar("Femmes", territoire, territoire)], repere="ensemble du territoire")

    assert len(marks(figure, "figure-reperes")) == 1
    assert "ensemble du territoire" in figure.description


def test_a_chart_without_category_is_empty_and_stands():
    assert ET.fromstring(horizontal_bars("x", "Rien", []).svg).get("role") == "img"  # noqa: S314 -- our own drawing


def test_a_share_of_few_answers_has_a_band_between_its_bounds_and_a_share_of_many_has_none(sexe):
    table = counted("T", "Peu de réponses", {"A": "Oui", "B": "Non"}, ((20, 40), (11, 12), (13, 14), (15, 16)))
    few = release([table], destinataire=Destinataire.EQUIPE, today=date(2027, 3, 1))["T"]
    figure = horizontal_bars("peu", "Peu", [Bar(c.libelle, few.lignes[1].cells[c.code]) for c in few.colonnes])

    bands = [
        re.match(r"M([\d.]+),[\d.]+h([\d.]+)", shape.get("d", "")) for shape in marks(figure, "figure-intervalles")
    ]
    shown = [(float(band[1]), float(band[1]) + float(band[2])) for band in bands if band]
    expected = [tuple(percentage(bound) for bound in few.lignes[1].cells[code].intervalle) for code in ("A", "B")]
    scale = (WIDTH - 1) / max(high for _, high in expected)
    assert shown == [(round(low * scale), round(high * scale)) for low, high in expected]
    assert BAND in figure.description
    assert marks(chart(sexe, "TERRITOIRE"), "figure-intervalles") == []
