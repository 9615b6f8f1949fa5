from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.documents.evolution import BOTTOM, TOP, evolutions
from asv.domain.errors import Refused
from asv.domain.series import Lieu, Millesime, Niveau, serie
from asv.domain.series.evolution import Evolution

LENS, LIEVIN = Lieu(Niveau.COMMUNE, "62498", "Lens"), Lieu(Niveau.COMMUNE, "62510", "Liévin")


def apl(lieu, *values, first=2022):
    steps = tuple((Millesime(str(first + rank), first + rank), value) for rank, value in enumerate(values))
    return Evolution(serie("apl_medecins_generalistes"), lieu, steps)


def texts(figure):
    return [one.text for one in ET.fromstring(figure.svg).iter() if one.tag.endswith("text")]  # noqa: S314 - ours


def paths(figure, attribute):
    return [one for one in ET.fromstring(figure.svg).iter() if one.tag.endswith("path") and one.get(attribute)]  # noqa: S314


def test_both_ends_are_written_in_figures_with_their_year():
    (figure,) = evolutions("apl", [apl(LENS, 5.862, 5.7, 5.0)])

    assert texts(figure) == ["5,9", "2022", "5", "2024"]
    assert figure.titre == "Lens"
    assert figure.description == (
        "Lens, en consultations par an et par habitant standardisé : 5,9 (2022), puis 5,7 (2023), puis 5 (2024)."
    )


def test_a_missing_vintage_is_a_gap_and_not_a_line():
    (figure,) = evolutions("apl", [apl(LENS, 5.0, None, 4.0)])

    assert len(paths(figure, "stroke")) == 0
    assert len(paths(figure, "fill")) == 2


def test_all_drawings_share_one_scale():
    high, low = evolutions("apl", [apl(LENS, 5.0, 5.0), apl(LIEVIN, 3.0, 3.0)])

    assert f" {TOP:.1f}L" in paths(high, "stroke")[0].get("d")
    assert f" {BOTTOM:.1f}L" in paths(low, "stroke")[0].get("d")


def test_vintages_that_do_not_compare_cannot_be_drawn():
    with pytest.raises(Refused, match="La méthode a changé en 2022"):
        apl(LENS, 5.0, 4.0, first=2021)
    with pytest.raises(Refused, match="BPE en évolution"):
        Evolution(serie("bpe_pharmacies"), LENS, ((Millesime("2019", 2019), 3.0), (Millesime("2024", 2024), 4.0)))


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=5))
def test_every_drawing_stays_inside_its_frame_whatever_the_figures(values):
    (figure,) = evolutions("apl", [apl(LENS, *values)])

    heights = [float(one.get("d").split(" ")[1].split("a")[0]) for one in paths(figure, "fill")]
    assert all(TOP - 0.1 <= height <= BOTTOM + 0.1 for height in heights)
    assert len(heights) == len(values)
