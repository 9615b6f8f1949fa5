"""Ateliers: margins that add up, and no invented person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.ateliers import AtelierDraft, parse_atelier
from asv.domain.saisie import InvalidField, NeedsCoordinator
from tests.domain.saisies import ANY_JSON, ATELIER, PLACES, TODAY, outcome, spoiled


def read(contenu: object) -> AtelierDraft:
    return parse_atelier(contenu, today=TODAY, places=PLACES)


def refused(**changes) -> InvalidField:
    with pytest.raises(InvalidField) as caught:
        read(ATELIER | changes)
    return caught.value


def test_an_atelier_keeps_its_margins():
    draft = read(ATELIER)

    assert (draft.total, draft.sexe, draft.residence) == (9, {"F": 7, "H": 2}, {"QPV": 5, "HORS_QPV": 3, "NC": 1})


def test_a_sensible_theme_is_that_of_the_group_and_is_taken():
    assert read(ATELIER | {"theme": "MENTALE"}).theme == "MENTALE"


def test_nobody_came_is_a_fact_that_may_be_recorded():
    empty = {"total": 0, "sexe": {}, "tranche_age": {}, "residence": {}, "deja_rencontres": 0}

    assert read(ATELIER | empty).total == 0


@pytest.mark.parametrize(
    ("champ", "value"),
    [
        ("sexe", {"F": 7}), ("tranche_age", {"A25_49": 10}), ("residence", {"QPV": 9, "NC": 1}),
        ("sexe", {"F": 9, "Z": 0}),
        ("residence", {"ND": 9}), ("sexe", {"F": 10, "H": -1}), ("sexe", {"F": 9.0}), ("sexe", {"F": 8, "H": True}),
        ("sexe", [9]), ("sexe", None), ("deja_rencontres", 10), ("deja_rencontres", None), ("total", None),
        ("total", 501), ("theme", "NC"), ("participants", ["Mme D."]), ("date", "2027-01-01"), ("commune", "75056"),
    ],
)  # fmt: skip
def test_what_does_not_add_up_or_is_not_foreseen_is_refused_by_its_name(champ, value):
    assert refused(**{champ: value}).champ == champ


def test_an_old_atelier_needs_the_coordinator():
    assert isinstance(refused(date="2026-01-15"), NeedsCoordinator)


@given(ANY_JSON | spoiled(ATELIER))
def test_any_json_gives_an_atelier_that_adds_up_or_a_refusal(contenu):
    draft = outcome(read, contenu)

    if isinstance(draft, InvalidField):
        return
    assert sum(draft.sexe.values()) == sum(draft.tranche_age.values()) == sum(draft.residence.values()) == draft.total
    assert draft.deja_rencontres <= draft.total


@given(st.lists(st.integers(0, 50), min_size=3, max_size=3))
def test_any_split_of_the_total_is_taken(counts):
    total = sum(counts)
    split = dict(zip(("F", "H", "NC"), counts, strict=True))
    others = {"tranche_age": {"ND": total}, "residence": {"NC": total}, "deja_rencontres": 0}

    assert read(ATELIER | others | {"total": total, "sexe": split}).sexe == split
