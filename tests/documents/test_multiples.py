"""The small multiples: one scale for all, no trace of a count that is not shown, one sheet that stands alone."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from asv.documents.feuille import SIGNS, png_of, sheet
from asv.documents.multiples import WIDTH, Panneau, Planche, board, panels
from asv.documents.palette import PIN
from asv.documents.typography import percentage
from tests.documents.drawn import QUARTIERS, SECRET


def planche_of(table, column):
    cells = [table.cell(code, column) for code in QUARTIERS]
    named = [Panneau(f"{rank}. Cité & {rank}", cell, "chiffre caché") for rank, cell in enumerate(cells, start=1)]
    return Planche("Sexe : essai", table.territoire.cells[column], named)


@pytest.fixture(params=["F", "H", "X_NC"])
def planche(sexe, request):
    return planche_of(sexe, request.param)


def words_of(svg):
    return [one.text for one in ET.fromstring(svg).iter() if one.tag.endswith("text")]  # noqa: S314 - ours


def bars_of(svg):
    found = (one for one in ET.fromstring(svg).iter() if one.get("fill") == PIN)  # noqa: S314 - ours
    return [float(one.get("width")) for one in found]


def test_a_bar_is_as_long_as_the_percentage_written_on_the_scale_of_all(planche):
    for figure, panneau in zip(panels("q", planche), planche.panneaux, strict=True):
        part = panneau.cell.part
        expected = [] if part is None else [pytest.approx(percentage(part) * WIDTH / planche.most, abs=0.06)]
        assert bars_of(figure.svg) == expected
        assert words_of(figure.svg)[-1].startswith(str(planche.most))
        assert max([*bars_of(figure.svg), 0]) <= WIDTH


def test_a_share_that_is_not_shown_is_hatched_and_said_without_any_number(sexe):
    planche = planche_of(sexe, "X_NC")
    hidden = [one for one in planche.panneaux if one.cell.part is None]
    figures = [figure for figure in panels("q", planche) if "chiffre caché" in words_of(figure.svg)]

    assert len(figures) == len(hidden) > 0
    for figure in figures:
        assert figure.description == "chiffre caché"
        assert re.search(r'fill="url\(#q-\d-hachures\)"', figure.svg)
        assert str(SECRET) not in words_of(figure.svg)


def test_the_scale_ignores_the_panels_that_are_not_shown(sexe):
    planche = planche_of(sexe, "X_NC")
    shown = [one for one in planche.panneaux if one.cell.part is not None]

    assert replace(planche, panneaux=shown).most == planche.most


def test_the_sheet_holds_every_panel_its_legend_and_how_to_cite_it(planche):
    cited = "Diffusion 2025-E1, empreinte " + "a" * 64
    figure = sheet(board("planche", planche), planche.titre, ("Une barre est une part.", cited * 2))
    words = words_of(figure.svg)

    assert words[0] == planche.titre
    for panneau in planche.panneaux:
        assert panneau.nom in words
        assert words.count(panneau.texte) == sum(one.texte == panneau.texte for one in planche.panneaux)
    assert "Une barre est une part." in words
    assert "".join(words).replace(" ", "").endswith((cited * 2).replace(" ", ""))
    assert max(map(len, words)) <= SIGNS


def test_the_sheet_becomes_pixels_twice_as_fine(planche):
    figure = sheet(board("planche", planche), planche.titre, ())
    png = png_of(figure)
    root = ET.fromstring(figure.svg)  # noqa: S314 - ours

    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20]) == 2 * int(root.get("width"))
    assert int.from_bytes(png[20:24]) == 2 * int(root.get("height"))
    assert png_of(figure) == png
