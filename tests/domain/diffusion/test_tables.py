import pytest

from asv.domain.diffusion import Ligne
from tests.domain.diffusion.tables import citations, lines_of, partition


def test_a_table_knows_its_populations_and_its_totals():
    table = partition([[30, 20, 5], [12, 0, 0], [7, 1, 2]])

    assert table.populations == (55, 12, 10)
    assert table.totaux == (49, 21)
    assert table.column("B") == 1


def test_a_table_without_line_sums_to_zero():
    assert partition([[1, 2, 0]], lignes=lines_of(1)).totaux == (1, 2)


@pytest.mark.parametrize(
    "changes",
    [
        {"lignes": lines_of(3)},
        {"lignes": (Ligne("A", "une colonne du même nom"), Ligne("R", "reste", publiee=False))},
        {"lignes": (Ligne("POOL", "nom réservé"), Ligne("R", "reste", publiee=False))},
    ],
)
def test_lines_and_columns_must_match_the_counts_and_have_names_of_their_own(changes):
    with pytest.raises(ValueError, match="do not match"):
        partition([[1, 2, 0], [3, 4, 0]], **changes)


def test_a_count_is_not_negative():
    with pytest.raises(ValueError, match="negative"):
        partition([[1, -2, 0]])


def test_the_columns_of_a_partition_add_up_to_the_answers():
    table = partition([[1, 2, 0]])

    with pytest.raises(ValueError, match="add up"):
        type(table)(**{**vars(table), "denominateurs": (4,), "manquants": (0,)})


def test_aucun_is_never_cited_with_another():
    table, _ = citations([[["A"], ["Z"], None]])

    with pytest.raises(ValueError, match="stands alone"):
        type(table)(**{**vars(table), "denominateurs": (1,), "manquants": (2,)})
