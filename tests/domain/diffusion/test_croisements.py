"""Crossed tables: what is hidden from the start, and what an attacker who holds all of them can work out."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asv.domain.diffusion import Destinataire, Statut, crossed_problem, frozen, release_crossed, thawed
from asv.domain.diffusion.croisements import TOTAL, Cite, CountedCrossing, Dimension, Modalite, Tableau
from asv.domain.diffusion.croisements.cells import margins
from asv.domain.errors import Refused
from asv.domain.periodes import annee, mois, trimestre
from tests.domain.diffusion.crossings import PLACES, crossing, flat, lieu, too_close
from tests.domain.diffusion.tables import SMALL, TODAY

TWO = flat("sexe", "A", "B")


def released_of(counted, dits=None, cites=(), policy=SMALL, **more):
    crossed = crossed_problem(counted, dits or {}, cites, 3, policy)
    return release_crossed(crossed, destinataire=Destinataire.EQUIPE, today=TODAY, seconds=5.0, **more)


def effectif(released, **codes):
    return released.cell(**codes).effectif


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from([0, 0, 1, 2, 3, 4, 5]), min_size=6, max_size=6).filter(lambda c: 3 <= sum(c) <= 16))
def test_no_small_count_of_overlapping_places_is_known_closer_than_promised(counts):
    counted = crossing(counts, lieu(), TWO)
    try:
        released = released_of(counted)
    except Refused:
        return

    assert list(too_close(counted, released, SMALL)) == []


@settings(deadline=None, max_examples=15)
@given(st.lists(st.sampled_from([0, 1, 2, 3]), min_size=8, max_size=8).filter(lambda c: 3 <= sum(c) <= 10))
def test_no_small_count_of_three_linked_tables_is_known_closer_than_promised(counts):
    three = (lieu(PLACES[:2]), TWO, flat("trimestre", "T1", "T2", attribut=False))
    counted = crossing(counts, *three, tables=(("lieu", "sexe"), ("lieu", "trimestre"), ("sexe", "trimestre")))
    try:
        released = released_of(counted)
    except Refused:
        return

    assert list(too_close(counted, released, SMALL)) == []


def test_large_counts_are_all_published_and_places_meet_in_the_parts():
    released = released_of(crossing([30, 20, 40, 25, 50, 60], lieu(), TWO))

    assert effectif(released) == 225
    assert effectif(released, lieu="c1", sexe="A") == 70
    assert effectif(released, lieu="q2") == 175
    assert released.cell(lieu="p1") is None
    assert released.garantie.cachees == 0


def test_what_two_overlapping_places_would_tell_by_a_subtraction_is_hidden():
    """c1 = p1 + p2 and q2 = p2 + p3; c1 - q1 is the part p2, of two persons."""
    released = released_of(crossing([9, 9, 1, 1, 20, 20], lieu(), TWO))

    shown = [effectif(released, lieu="c1"), effectif(released, lieu="q1")]
    assert None in shown


def test_below_a_small_count_even_zeros_are_hidden():
    released = released_of(crossing([2, 0, 30, 20, 25, 30], lieu(), TWO))

    assert effectif(released, lieu="q1") is None
    assert released.cell(lieu="q1", sexe="B").statut is Statut.CONFIDENTIEL


def test_a_true_zero_beside_many_persons_is_shown():
    released = released_of(crossing([30, 0, 40, 25, 50, 60], lieu(), TWO))

    assert effectif(released, lieu="q1", sexe="B") == 0


def test_all_of_a_small_group_giving_one_answer_is_not_told():
    released = released_of(crossing([4, 0, 40, 25, 50, 60], lieu(), TWO))

    assert effectif(released, lieu="q1", sexe="A") is None
    assert effectif(released, lieu="q1", sexe="B") is None


def test_the_zero_of_a_line_that_holds_sensible_values_is_not_told():
    frein = Dimension(
        "frein", "Frein", (Modalite("A", "A"), Modalite("R", "reste", discrete=True)), ({"A": TOTAL, "R": TOTAL},)
    )
    released = released_of(crossing([30, 0, 40, 25, 50, 60], lieu(), frein))

    assert effectif(released, lieu="q1", frein="R") is None
    assert effectif(released, lieu="q1", frein="A") is None or effectif(released, lieu="q1") is None


def test_few_who_cite_a_frein_after_another_are_not_told_by_those_who_cite_it_first():
    """14 cite A, as the diagnostic tells; 12 of them first: 2 cite it later. Without the citations, 12 is shown."""
    frein = flat("frein", "A", "B")
    counted = crossing([12, 30, 40, 25, 50, 60], lieu(), frein)
    cites = [
        Cite(("q1", "A"), ("q1", TOTAL), 14, montre=True, protege=False),
        Cite(("q1", "B"), ("q1", TOTAL), 36, montre=True, protege=False),
    ]

    assert effectif(released_of(counted), lieu="q1", frein="A") == 12
    assert effectif(released_of(counted, cites=cites), lieu="q1", frein="A") is None


def test_citations_that_contradict_the_first_cited_are_a_bug():
    counted = crossing([12, 30, 40, 25, 50, 60], lieu(), flat("frein", "A", "B"))

    with pytest.raises(ValueError, match="outside its own bounds"):
        crossed_problem(counted, {}, [Cite(("q1", "A"), ("q1", TOTAL), 3, montre=False, protege=True)])


def test_what_the_diagnostic_shows_stays_shown_and_what_it_hides_stays_hidden():
    counted = crossing([2, 30, 40, 25, 50, 60], lieu(), TWO)
    dits = {("q1", TOTAL): 32, ("q2", "A"): None, (TOTAL, TOTAL): 207}

    released = released_of(counted, dits)

    assert effectif(released, lieu="q1") == 32
    assert effectif(released, lieu="q2", sexe="A") is None


def test_nothing_rests_on_a_number_of_contacts_that_the_diagnostic_hides():
    """Everybody knows it: to hide it would cover no other count."""
    counted = crossing([2, 40, 0, 0, 30, 30], lieu(), TWO)

    assert effectif(released_of(counted, {(TOTAL, TOTAL): None})) == 102


def test_a_diagnostic_that_says_another_count_is_a_bug():
    with pytest.raises(ValueError, match="another table says"):
        crossed_problem(crossing([9] * 6, lieu(), TWO), {("q1", TOTAL): 17})


@pytest.mark.parametrize("periode", [annee(2026), trimestre(2026, 4), mois(2025, 2)])
def test_only_closed_years_and_quarters_are_crossed_even_for_the_team(periode):
    counted = replace(crossing([30] * 6, lieu(), TWO), periode=periode)

    with pytest.raises(Refused, match=r"n’est pas close|trimestre ou une année"):
        released_of(counted)


def test_a_year_of_few_contacts_is_not_crossed():
    with pytest.raises(Refused, match="trop peu"):
        released_of(crossing([1, 1, 0, 0, 0, 0], lieu(), TWO))


def test_a_table_that_cannot_be_made_safe_is_left_out_and_the_others_stay():
    """The diagnostic shows q1 and both its answers but one, small: nothing can cover it in the table by sexe."""
    three = (lieu(), TWO, flat("trimestre", "T1", "T2", attribut=False))
    counts = [count for pair in ([2, 30], [40, 25], [50, 60]) for n in pair for count in (n // 2, n - n // 2)]
    counted = crossing(counts, *three, tables=(("lieu", "trimestre"), ("lieu", "sexe")))
    dits = {(code, sexe, TOTAL): n for code, sexe, n in (("q1", TOTAL, 32), ("q1", "B", 30))}

    released = released_of(counted, dits)

    assert [tableau.dimensions for tableau in released.tableaux] == [("lieu", "trimestre")]
    assert effectif(released, lieu="q1", trimestre="T1") == 16


def test_a_table_left_out_for_those_who_cite_a_frein_after_another_does_not_stop_the_others():
    """Of 42 in q1, 31 cite A and 12 cite B, as the diagnostic tells: one person cites both, and nothing hides it."""
    three = (lieu(), flat("frein", "A", "B"), flat("trimestre", "T1", "T2", attribut=False))
    counts = [count for n in (30, 12, 40, 25, 50, 60) for count in (n // 2, n - n // 2)]
    counted = crossing(counts, *three, tables=(("lieu", "trimestre"), ("lieu", "frein")))
    cites = [
        Cite(("q1", code, TOTAL), ("q1", TOTAL, TOTAL), n, montre=True, protege=False)
        for code, n in (("A", 31), ("B", 12))
    ]

    released = released_of(counted, {("q1", TOTAL, TOTAL): 42}, cites)

    assert [tableau.dimensions for tableau in released.tableaux] == [("lieu", "trimestre")]
    assert effectif(released, lieu="q1", trimestre="T1") == 21


def test_a_table_left_out_for_few_persons_taken_together_does_not_stop_the_others():
    """One A and one C in q1, two of 62 with the 60 B that the diagnostic tells."""
    three = (lieu(), flat("sexe", "A", "B", "C"), flat("trimestre", "T1", "T2", attribut=False))
    counts = [1, 0, 30, 30, 0, 1, *[20] * 12]
    counted = crossing(counts, *three, tables=(("lieu", "trimestre"), ("lieu", "sexe")))

    released = released_of(counted, {("q1", TOTAL, TOTAL): 62, ("q1", "B", TOTAL): 60})

    assert [tableau.dimensions for tableau in released.tableaux] == [("lieu", "trimestre")]
    assert effectif(released, lieu="q1", trimestre="T1") == 31


def test_what_the_diagnostic_tells_of_a_table_left_out_is_still_known():
    """Its answers give A = 2 in q1, with no way to hide it, and 19 in q2: 21 in all, so that T1 = 21 - T2.

            T1    T2          T1    T2          T1    T2
    p1  A    1     1    B     30    30    C      6     0
    p2       0    10          40    40           6     0
    p3       0     9          40    40           0     0
    """
    three = (lieu(), flat("sexe", "A", "B", "C"), flat("trimestre", "T1", "T2", attribut=False))
    counts = [1, 1, 30, 30, 6, 0, 0, 10, 40, 40, 6, 0, 0, 9, 40, 40, 0, 0]
    counted = crossing(counts, *three, tables=(("sexe", "trimestre"), ("lieu", "sexe")))
    dits = {("q1", TOTAL, TOTAL): 68, ("q1", "B", TOTAL): 60, ("q1", "C", TOTAL): 6, ("q2", "A", TOTAL): 19}

    released = released_of(counted, dits)

    assert [tableau.dimensions for tableau in released.tableaux] == [("sexe", "trimestre")]
    assert effectif(released, sexe="A", trimestre="T1") is None
    assert effectif(released, sexe="A", trimestre="T2") is None


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.sampled_from([0, 1, 2, 3, 4]), min_size=8, max_size=8).filter(lambda c: 3 <= sum(c) <= 12),
    st.lists(st.sampled_from(["told", "hidden", "silent"]), min_size=9, max_size=9),
    st.sampled_from([("lieu", "trimestre"), ("sexe", "trimestre")]),
)
def test_with_a_table_left_out_no_small_count_is_known_closer_than_promised(counts, said, kept):
    """Whatever the diagnostic tells of the table left out, its own small counts are the only ones not covered."""
    three = (lieu(PLACES[:2]), TWO, flat("trimestre", "T1", "T2", attribut=False))
    counted = crossing(counts, *three, tables=(("lieu", "sexe"), kept))
    counted = counted.without(counted.tableaux[0])
    cells = [(place, sexe, TOTAL) for place in ("q1", "q2", TOTAL) for sexe in ("A", "B", TOTAL)]
    count = margins(counted)
    dits = {cle: count.get(cle, 0) if how == "told" else None for cle, how in zip(cells, said, strict=True)
            if how != "silent"}  # fmt: skip
    try:
        released = released_of(counted, dits)
    except Refused:
        return

    assert list(too_close(counted, released, SMALL, dits)) == []


def test_a_release_is_kept_and_read_again_as_it_was():
    released = released_of(crossing([2, 30, 40, 25, 50, 60], lieu(), TWO))

    again = thawed(frozen(released), Destinataire.EQUIPE)

    assert dict(again.cells) == dict(released.cells)
    assert again.garantie == released.garantie
    assert frozen(again) == frozen(released)


def test_nothing_kept_tells_a_hidden_count():
    kept = frozen(released_of(crossing([2, 30, 40, 25, 50, 60], lieu(), TWO)))

    assert 2 not in kept["tableaux"][0]["effectifs"]
    assert "p1" not in str(kept)


def test_a_table_never_crosses_more_than_three_dimensions():
    four = [flat(code, "A", "B") for code in "abcd"]

    with pytest.raises(ValueError, match="more than 3"):
        CountedCrossing("246200364", annee(2025), tuple(four), (Tableau("T", "T", tuple("abcd")),), {})


def test_the_same_counts_give_the_same_tables():
    counted = crossing([2, 3, 40, 25, 5, 60], lieu(), TWO)

    assert frozen(released_of(counted)) == frozen(released_of(counted))
    assert date(2026, 2, 1) < TODAY
