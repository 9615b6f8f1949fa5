"""A released figure has one maker."""

from dataclasses import replace

import pytest

from asv.domain.diffusion import ReleasedCell, ReleasedLine, ReleasedTable, ReleasedValue, Statut, rate_per_1000
from asv.domain.diffusion.released import _SEAL
from tests.domain.diffusion.tables import partition, released

TABLE = released(partition([[30, 20, 0], [40, 25, 0], [50, 60, 0]]))["T"]
CELL = TABLE.territoire.cells["A"]


@pytest.mark.parametrize("seal", [None, object(), "seal"])
def test_a_cell_cannot_be_made_without_the_seal(seal):
    with pytest.raises(TypeError, match="releases figures"):
        ReleasedCell(seal, Statut.PUBLIE, 12)


def test_a_line_cannot_be_made_without_the_seal():
    line = TABLE.territoire

    with pytest.raises(TypeError):
        ReleasedLine(None, line.ligne, line.cells, CELL, CELL, CELL, None)


def test_a_table_cannot_be_made_without_the_seal():
    with pytest.raises(TypeError):
        ReleasedTable(None, "T", "", "", TABLE.periode, TABLE.destinataire, None, TABLE.kind, (), ())


def test_a_value_cannot_be_made_without_the_seal():
    with pytest.raises(TypeError):
        ReleasedValue(None, "M01", "Contacts", "contacts", Statut.PUBLIE, 12.0)


@pytest.mark.parametrize("sealed", [CELL, TABLE, TABLE.territoire, rate_per_1000("T", "Taux", CELL, 1000)])
def test_a_released_figure_cannot_be_copied_with_a_change(sealed):
    with pytest.raises(ValueError, match="seal"):
        replace(sealed)


def test_a_released_figure_cannot_be_changed():
    with pytest.raises(AttributeError):
        CELL.effectif = 3


@pytest.mark.parametrize(("statut", "effectif"), [(Statut.PUBLIE, None), (Statut.CONFIDENTIEL, 4)])
def test_a_cell_has_a_count_if_and_only_if_it_is_published(statut, effectif):
    with pytest.raises(ValueError, match="only it"):
        ReleasedCell(_SEAL, statut, effectif)


@pytest.mark.parametrize(("statut", "valeur"), [(Statut.PUBLIE, None), (Statut.TROP_PEU, 4.0)])
def test_a_value_has_a_figure_if_and_only_if_it_is_published(statut, valeur):
    with pytest.raises(ValueError, match="only it"):
        ReleasedValue(_SEAL, "M01", "Contacts", "contacts", statut, valeur)


def test_every_absence_is_explained_in_french():
    assert [statut.value for statut in Statut] == ["publie", "c", "nd", "ns"]
    assert all(statut.libelle[0].isupper() for statut in Statut)
