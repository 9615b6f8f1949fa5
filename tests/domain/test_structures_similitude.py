"""Likeness of two names of structures, on names that coordinations really type, and on any two texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.structures import is_alike, similarity, words_of

SAME = [
    ("CCAS de Liévin", "Centre communal d’action sociale de Liévin"),
    ("CPAM de l’Artois", "Caisse primaire d’assurance maladie de l’Artois"),
    ("Association Le Relais", "Relais"),
    ("Éleu prévention", "ELEU-PREVENTION"),
    ("Les Restos du Cœur", "Restos du coeur"),
    ("Secours populaire français", "Secours populaire"),
    ("Centre social Carpentier", "Centre social Charpentier"),
    ("Polyclinique de Riaumont", "Polyclinique Riaumont"),
    ("Mission locale de Lens", "Mission locale Lens-Liévin"),
]
OTHERS = [
    ("Centre social Fosse 2", "Centre social Fosse 12"),
    ("Centre social Vachala", "Centre social Jaurès"),
    ("Secours populaire", "Secours catholique"),
    ("Mairie de Lens", "Mairie de Liévin"),
    ("Filieris Lens", "Filieris Liévin"),
    ("Maison de santé des Essais", "Maison de santé de Liévin"),
    ("CSAPA Le Square", "CSAPA Le Jeu de Paume"),
]
NAMES = st.lists(
    st.sampled_from(["Centre", "social", "de", "Liévin", "CCAS", "communal", "d’action", "Fosse", "2", "12", "santé"]),
    min_size=1, max_size=6,
).map(" ".join)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_ways_to_write_one_name_ask_the_question(one: str, other: str):
    assert is_alike(one, other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_two_names_that_share_a_common_word_do_not(one: str, other: str):
    assert not is_alike(one, other)


def test_words_that_say_nothing_are_left_out_when_others_remain():
    assert words_of("L’Association du Centre de Santé") == ("sante",)
    assert words_of("Association") == ("association",)
    assert words_of("L’Espace") == ("espace",)


@given(st.one_of(NAMES, st.text(max_size=40)), st.one_of(NAMES, st.text(max_size=40)))
def test_likeness_is_a_share_that_does_not_depend_on_who_came_first(one: str, other: str):
    found = similarity(one, other)

    assert 0 <= found <= 1
    assert found == pytest.approx(similarity(other, one))


@given(NAMES.filter(lambda nom: "CCAS" not in nom))
def test_case_accents_and_order_of_the_words_do_not_count(nom: str):
    shuffled = " ".join(reversed(nom.replace("é", "e").upper().split()))

    assert similarity(nom, shuffled) == pytest.approx(1)


@given(NAMES, st.integers(0, 99), st.integers(0, 99))
def test_two_numbers_that_differ_are_two_structures(nom: str, one: int, other: int):
    assert (similarity(f"{nom} {one}", f"{nom} {other}") == 0) is (one != other)
