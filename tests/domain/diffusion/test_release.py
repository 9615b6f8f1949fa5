"""What leaves and what does not, on tables drawn by hand."""

from datetime import date

import pytest

from asv.domain.diffusion import TERRITOIRE, Destinataire, Ligne, Statut, rate_per_1000, release
from asv.domain.errors import Refused
from asv.domain.periodes import annee, mois, trimestre
from tests.domain.diffusion.tables import TODAY, counts_of, partition, released


def test_a_table_of_large_counts_is_published_whole():
    table = released(partition([[30, 20, 0], [40, 25, 12], [50, 60, 0]]))["T"]

    assert counts_of(table) == {TERRITOIRE: [120, 105], "Q1": [30, 20], "Q2": [40, 25]}
    assert table.cell("Q1", "A").part == 0.6
    assert table.line("Q2").manquants.effectif == 12
    assert table.line("Q2").manquants.part == 12 / 77
    assert table.line("Q2").reponses.effectif == table.line("Q2").denominateur == 65


def test_the_rest_outside_qpv_is_not_a_line():
    table = released(partition([[30, 20, 0], [50, 60, 0]]))["T"]

    assert table.line("HORS_QPV") is None
    assert table.cell("HORS_QPV", "A") is None


def test_a_small_count_takes_others_with_it_until_none_can_be_deduced():
    table = released(partition([[30, 4, 0], [40, 25, 0], [50, 60, 0]]))["T"]

    assert counts_of(table) == {TERRITOIRE: [120, 89], "Q1": [None, None], "Q2": [40, 25]}
    assert table.cell("Q1", "B").statut is Statut.CONFIDENTIEL


def test_a_small_rest_is_not_deduced_from_the_total():
    table = released(partition([[30, 0], [25, 0], [3, 0]]))["T"]

    assert counts_of(table) == {TERRITOIRE: [58], "Q1": [30], "Q2": [None]}


def test_a_line_of_few_persons_shows_neither_them_nor_their_detail():
    table = released(partition([[4, 3, 0], [40, 25, 0], [50, 60, 0]]))["T"]

    assert table.line("Q1").population.statut is Statut.CONFIDENTIEL
    assert counts_of(table)["Q1"] == [None, None]


def test_a_true_zero_is_published():
    table = released(partition([[60, 0, 25], [40, 25, 0], [50, 60, 0]]))["T"]

    assert table.cell("Q1", "B").effectif == 0
    assert table.cell("Q1", "B").part == 0.0
    assert table.cell("Q1", "B").intervalle == pytest.approx((0.0, 0.0602), abs=5e-5)


def test_an_empty_line_is_shown_as_zeros_without_shares():
    line = released(partition([[0, 0, 0], [40, 25, 0], [50, 60, 0]]))["T"].line("Q1")

    assert [cell.effectif for cell in line.cells.values()] == [0, 0]
    assert (line.population.effectif, line.denominateur, line.cells["A"].part) == (0, None, None)


def test_a_line_where_nobody_answered_is_too_few_to_conclude():
    line = released(partition([[0, 0, 30], [40, 25, 20], [50, 60, 15]]))["T"].line("Q1")

    assert {cell.statut for cell in line.cells.values()} == {Statut.TROP_PEU}
    assert line.manquants.effectif == 30


def test_few_missing_answers_are_hidden_and_the_shares_divide_by_everybody():
    table = released(partition([[60, 37, 3], [40, 25, 30], [50, 60, 20]]))["T"]
    line = table.line("Q1")

    assert (line.manquants.effectif, line.manquants.part, line.reponses.effectif) == (None, None, None)
    assert line.denominateur == 100
    assert line.cells["A"].part == 0.6
    assert line.cells["B"].statut is Statut.CONFIDENTIEL


def test_a_whole_territoire_of_few_persons_shows_nothing():
    table = released(partition([[3, 2, 0], [1, 1, 0]]))["T"]

    assert table.territoire.population.statut is Statut.CONFIDENTIEL
    assert counts_of(table) == {TERRITOIRE: [None, None], "Q1": [None, None]}


def test_many_places_of_one_person_each_hide_even_their_zeros():
    table = released(partition([*[[1, 0]] * 12, [0, 0], [1, 0]]))["T"]

    assert table.territoire.cells["A"].effectif == 13
    assert {line.cells["A"].statut for line in table.lignes[1:]} == {Statut.CONFIDENTIEL}


def test_everybody_alike_in_a_group_under_fifty_is_not_published():
    table = released(partition([[40, 0, 0], [60, 0, 0], [90, 80, 0]]))["T"]

    assert counts_of(table)["Q1"] == [None, None]
    assert counts_of(table)["Q2"] == [60, 0]


def test_a_territoire_where_everybody_is_alike_and_not_many_shows_no_detail():
    assert counts_of(released(partition([[20, 0, 0], [25, 0, 0]]))["T"])[TERRITOIRE] == [None, None]


def test_a_sensible_column_is_absent_below_the_territoire():
    table = released(partition([[60, 20, 40], [50, 30, 40], [80, 5, 60]], sensible=("B",)))["T"]

    assert list(table.line("Q1").cells) == ["A"]
    assert table.territoire.cells["B"].effectif == 55


def test_a_sensible_column_is_not_published_under_eleven_even_for_the_territoire():
    table = released(partition([[60, 2, 40], [50, 3, 40], [80, 1, 60]], sensible=("B",)))["T"]

    assert table.territoire.cells["B"].statut is Statut.CONFIDENTIEL


def test_that_nobody_is_in_a_sensible_column_is_not_published_since_it_would_hold_for_every_place():
    table = released(partition([[60, 20, 0, 40], [50, 30, 0, 40], [80, 50, 0, 60]], sensible=("C",)))["T"]

    assert table.territoire.cells["C"].statut is Statut.CONFIDENTIEL
    assert table.territoire.cells["A"].effectif == 190


def test_a_share_that_rests_on_few_answers_has_its_interval():
    """81 of 263: 0.2553 to 0.3662, Newcombe 1998, table I, method 3; here 15 of 148: 0.0624 to 0.1605."""
    table = released(partition([[15, 133, 0], [300, 100, 0]]))["T"]

    assert table.cell("Q1", "A").intervalle == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert table.territoire.cells["A"].intervalle is None


def test_a_partition_of_one_column_has_no_share():
    table = released(partition([[30, 0], [50, 0]]))["T"]

    assert table.cell("Q1", "A").part is None


def test_an_internal_table_is_not_available_outside_the_team():
    table = partition([[30, 20, 0], [50, 60, 0]], interne=True)

    outside = released(table, destinataire=Destinataire.PUBLIC)["T"]
    inside = released(table, destinataire=Destinataire.EQUIPE)["T"]

    assert {cell.statut for line in outside.lignes for cell in line.cells.values()} == {Statut.NON_DISPONIBLE}
    assert inside.cell("Q1", "A").effectif == 30


@pytest.mark.parametrize("periode", [trimestre(2025, 2), mois(2025, 5), annee(2026), annee(2027)])
@pytest.mark.parametrize("destinataire", [Destinataire.FINANCEUR, Destinataire.PUBLIC])
def test_only_closed_years_leave_the_team(periode, destinataire):
    table = partition([[30, 20, 0], [50, 60, 0]])
    table = type(table)(**{**vars(table), "periode": periode})

    with pytest.raises(Refused, match="années closes"):
        released(table, destinataire=destinataire)
    assert released(table, destinataire=Destinataire.EQUIPE)["T"].cell("Q1", "A").is_published


def test_the_year_just_ended_waits_for_its_closing():
    table = partition([[30, 20, 0], [50, 60, 0]])

    with pytest.raises(Refused):
        release([table], destinataire=Destinataire.PUBLIC, today=date(2026, 1, 31))
    assert release([table], destinataire=Destinataire.PUBLIC, today=date(2026, 2, 1))


@pytest.mark.parametrize("destinataire", Destinataire)
def test_the_threshold_holds_for_everybody(destinataire):
    table = released(partition([[30, 4, 0], [40, 25, 0], [50, 60, 0]]), destinataire=destinataire)["T"]

    assert table.cell("Q1", "B").statut is Statut.CONFIDENTIEL
    assert table.destinataire is destinataire


def test_a_table_leaves_the_same_alone_or_with_others():
    first, second = partition([[60, 4, 3], [40, 25, 0], [50, 60, 0]]), partition([[7, 60, 0], [25, 40, 0], [10, 95, 5]])
    second = type(second)(**{**vars(second), "code": "S"})

    assert counts_of(released(first, second)["T"]) == counts_of(released(first)["T"])


def test_tables_of_other_persons_or_periods_are_not_released_together():
    first = partition([[60, 40, 0], [50, 60, 0]])
    others = [
        partition([[61, 40, 0], [50, 60, 0]], code="S"),
        partition([[60, 40, 0], [50, 60, 0]]),
        type(first)(**{**vars(first), "code": "S", "periode": annee(2024)}),
        type(first)(**{**vars(first), "code": "S", "perimetre": "200000000"}),
    ]
    for other in others:
        with pytest.raises(ValueError, match="do not belong together"):
            released(first, other)


def test_a_figure_alone_comes_from_a_released_table():
    table = released(partition([[30, 4, 0], [40, 25, 0], [50, 60, 0]]))["T"]

    whole = rate_per_1000("T", "Taux", table.territoire.cells["A"], 2500, "attention")
    hidden = rate_per_1000("T", "Taux", table.cell("Q1", "B"), 2500)
    absent = rate_per_1000("T", "Taux", table.cell("Q9", "B"), 2500)
    nobody = rate_per_1000("T", "Taux", table.territoire.cells["A"], None)

    assert (whole.valeur, whole.effectif, whole.is_published, whole.avertissement) == (48.0, 120, True, "attention")
    assert (hidden.valeur, hidden.effectif, hidden.statut) == (None, None, Statut.CONFIDENTIEL)
    assert absent.statut is nobody.statut is Statut.NON_DISPONIBLE


def test_lines_have_the_names_the_caller_gave():
    assert released(partition([[30, 0], [50, 0]]))["T"].line("Q1").ligne == Ligne("Q1", "Quartier 1")
    assert date(2026, 1, 31) < TODAY
