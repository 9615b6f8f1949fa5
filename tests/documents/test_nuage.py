"""The scatter of needs and answers: a safe drawing that says in words what it shows."""

from xml.etree import ElementTree as ET

from asv.documents.nuage import Point, need_and_answer
from asv.domain.matrice import Lecture

POINTS = [
    Point("Cité 2, Vaccination", 1, 0.0, Lecture.SANS_REPONSE),
    Point("Cité 5, Vaccination", 1, 0.0, Lecture.SANS_REPONSE),
    Point("Cité 2, Alimentation <et> poids", 12, 3.2, Lecture.SANS_BESOIN),
    Point("Cité 2, Vue", 6, 1.4),
]


def drawn(points: list[Point]) -> ET.Element:
    figure = need_and_answer("nuage", "Besoin et réponse", points, last=17)
    return ET.fromstring(figure.svg)  # noqa: S314 -- our own drawing


def texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter() if element.tag.endswith("text")]


def test_points_that_fall_together_are_one_mark_with_their_number():
    root = drawn(POINTS)
    (group,) = [g for g in root.iter() if g.get("class") == "nuage-points"]

    assert len([mark for mark in group if mark.tag.endswith("path")]) == 3
    assert "2" in texts(group)


def test_the_corners_are_named_in_plain_words_and_the_description_counts_them():
    figure = need_and_answer("nuage", "Besoin et réponse", POINTS, last=17)

    assert {"Besoin sans réponse", "Réponse sans besoin"} <= set(texts(drawn(POINTS)))
    assert "besoin sans réponse : 2" in figure.description
    assert "réponse sans besoin : 1" in figure.description


def test_a_corner_is_its_points_and_not_a_zone_that_others_fall_in():
    far = Point("Cité 2, Vue : une action", 12, 3.2)
    root = drawn([far])
    (names,) = [g for g in root.iter() if g.get("class") == "nuage-coins"]
    (marks,) = [g for g in root.iter() if g.get("class") == "nuage-points"]
    shapes = [mark.get("d", "").strip("M0123456789. -")[:1] for mark in names if mark.tag.endswith("path")]

    assert not [element for element in root.iter() if element.tag.endswith("rect")]
    assert shapes == ["l", "h"]  # the legend, in the shapes of the points
    assert [mark.get("d", "").strip("M0123456789. -")[:1] for mark in marks] == ["a"]


def test_shapes_tell_the_corners_apart_without_colour():
    (group,) = [g for g in drawn(POINTS).iter() if g.get("class") == "nuage-points"]
    shapes = {mark.get("d", "").strip("M0123456789. -")[:1] for mark in group if mark.tag.endswith("path")}

    assert shapes == {"a", "l", "h"}


def test_ticks_are_whole_and_an_empty_drawing_still_stands():
    for most in (0.0, 0.4, 3.2, 7.1, 61.0):
        ticks = texts(drawn([Point("x", 2, most)]))
        assert all("," not in tick for tick in ticks)
    assert drawn([]) is not None


def test_no_style_no_script_no_address():
    figure = need_and_answer("nuage", "Titre", POINTS, last=17)

    assert not any(word in figure.svg for word in ("style=", "<script", "href", "<et>"))
