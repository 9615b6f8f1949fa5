"""Somebody who keeps every file of every recipient, over two quarters, a year and its correction, and works on them.

Issue 6, « Done when »: finds nothing from 1 to 10. Each way in is first shown to open on a leak that is put there.
"""

from dataclasses import replace

import pytest

from asv.domain.diffusion import POLICY
from tests.attack.handing import Handed
from tests.attack.pool import LEFT, REST, Places, contradictions, count_of, dated, found_in, posed
from tests.attack.readers import Seen
from tests.web.test_diffusions import YEAR

FIRST, SECOND = f"{YEAR}-E1", f"{YEAR}-E2"


def test_every_recipient_and_every_format_is_in_the_pool(handed: list[Handed], seen: list[Seen]):
    read = {one.where.split()[1].partition("?")[0] for one in seen}

    assert {one.kind for one in handed} == {"csv", "sheet", "zip", "json", "html", "svg+xml", "pdf", "document"}
    for path in ("/diagnostic/telecharger/xlsx", "/diagnostic/telecharger/json", "/diagnostic/comparer/csv",
                 "/diagnostic/croisements/csv", "/chiffres/csv", "/rapports/fichiers/csv", "/rapports/fichiers/xlsx",
                 f"/diagnostic/diffusions/{SECOND}/csv", f"/diagnostic/diffusions/{YEAR}-T1-E1/csv"):  # fmt: skip
        assert path in read, path
    assert len(seen) > 30_000
    assert len({one.name for one in seen if one.count is None}) > 100


def test_no_count_is_told_twice_differently_or_hidden_here_and_shown_there(seen: list[Seen]):
    assert contradictions(dated(seen)) == []


def test_no_count_is_told_from_1_to_10(seen: list[Seen]):
    assert [one for one in seen if one.count is not None and not one.off and 0 < one.count < POLICY.seuil] == []


def test_all_the_files_together_leave_no_count_from_1_to_10_to_be_worked_out(seen: list[Seen], places: Places):
    system = posed(dated(seen), places)
    unknown = [count for count in system.low if not system.is_known(count)]

    found = found_in(system)

    assert len(unknown) > 200
    assert len(system.sums) > 500
    assert found == {}


def test_what_stays_possible_for_a_count_that_may_be_small_is_as_wide_as_the_rule_says(
    seen: list[Seen], places: Places
):
    system = posed(dated(seen), places)
    told = system.bounds([count for count in system.low if not system.is_known(count)])

    narrow = {count: ends for count, ends in told.items() if 0 < ends[1] - ends[0] < POLICY.largeur}
    assert narrow == {}


def test_a_percentage_beside_a_hidden_count_would_be_found(seen: list[Seen], places: Places):
    """« 3,4 % » of 205 answers is seven persons, whatever the « c » beside it."""
    hidden = {count_of(one.name): one for one in seen if one.name[:2] == (FIRST, "FREIN_SEXE") and one.count is None}
    told = posed(dated(seen), places).bounds(hidden)
    count, some = next((one, low + 2) for one, (low, high) in told.items() if low + 2 < min(high, POLICY.seuil))
    leak = replace(hidden[count], share=round(some / 205, 3), share_off=5e-4, base=205)

    assert found_in(posed(dated([*seen, leak]), places))[count] == some


def test_a_quartier_told_beside_its_commune_would_be_found(seen: list[Seen], places: Places):
    """All but four of the women of a commune met in its quartier: four were met elsewhere."""
    commune, (quartier,) = next(iter(places.quartiers.items()))
    women = next(one.count for one in seen if one.name == (FIRST, "LIEU_SEXE", commune, "F") and not one.off)
    others = [one for one in seen if (one.name[1], quartier) not in {("LIEU_SEXE", one.name[2]), ("G08F", one.name[2])}
              and one.name[0] != SECOND]  # fmt: skip
    leak = Seen((FIRST, "LIEU_SEXE", quartier, "F"), "planted", women - 4)

    found = found_in(posed(dated([*others, leak]), places))

    assert found[FIRST, frozenset({("lieu", commune), ("sexe", "F"), (REST, "")})] == 4


def test_a_correction_of_a_few_would_be_found(seen: list[Seen], places: Places):
    """A second edition that says three fewer in a quartier says that three were moved."""
    quartier = next(iter(places.moved))
    first = next(one for one in seen if one.name == (FIRST, "LIEU_SEXE", quartier, "TOTAL") and not one.off)
    kept = [one for one in seen if one.name[0] == FIRST]
    leak = replace(first, name=(SECOND, *first.name[1:]), count=first.count - 3)

    found = found_in(posed([*kept, leak], places))

    assert found[LEFT, count_of(first.name)[1]] == 3


@pytest.mark.parametrize("off", [0, 2])
def test_two_files_that_disagree_would_be_found(seen: list[Seen], off: int):
    first = next(one for one in seen if one.count is not None and one.count > 50 and one.off == 0)
    leak = replace(first, count=first.count + 1 + off, where="planted")

    assert len(contradictions([*seen, leak])) > 0
