"""Figures read alike in a page, a chart and a PDF."""

from datetime import date

import pytest

from asv.documents import typography
from asv.web import filters


@pytest.mark.parametrize("value", [0, 7, 1234, 1234567, 12.5, 0.05, -3])
def test_a_number_is_written_as_in_a_page(value):
    assert typography.nombre(value) == filters.nombre(value)
    assert typography.nombre(value, 1) == filters.nombre(value, 1)


@pytest.mark.parametrize("share", [0, 0.005, 0.125, 0.345, 0.995, 1])
def test_a_share_is_written_as_in_a_page(share):
    assert typography.pourcent(share) == filters.pourcent(share)


def test_a_date_is_written_as_in_a_page():
    for day in (date(2026, 5, 1), date(2026, 12, 31)):
        assert typography.date_longue(day) == filters.date_longue(day)


def test_a_released_cell_is_written_as_in_a_page(sexe):
    for line in sexe.lignes:
        for cell in line.cells.values():
            assert typography.part(cell) == filters.part(cell)
            assert typography.effectif(cell) == filters.chiffre(cell)
            assert typography.intervalle(cell) == filters.intervalle(cell)
