"""A count that is mostly one person: hidden, with room around it, whatever else is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asv.domain.diffusion import POLICY, Destinataire
from asv.domain.diffusion.croisements import TOTAL, Edition, crossed_problem, decide_crossed
from asv.domain.diffusion.croisements.cells import margins
from asv.domain.diffusion.croisements.dominance import with_dominated
from asv.domain.diffusion.croisements.release import unproved
from asv.domain.diffusion.editions import audit_ledger, frozen_edition, thawed_edition
from asv.domain.errors import Refused
from tests.domain.diffusion.crossings import crossing, flat, lieu
from tests.domain.diffusion.tables import TODAY

FREIN = flat("frein", "f1", "f2")
COUNTS = [30, 40, 25, 35, 50, 45]
"""Of p1/f1, p1/f2, p2/f1, p2/f2, p3/f1, p3/f2."""


def decided(counted, dits=None):
    return decide_crossed(crossed_problem(counted, dits or {}), destinataire=Destinataire.FINANCEUR, today=TODAY)


def told(decision):
    return {cle: cell.effectif for cle, cell in decision.released.cells.items()}


@pytest.mark.parametrize(
    ("most", "count", "room"), [(17, 20, 0), (18, 20, 5), (20, 20, 5), (100, 100, 18), (85, 100, 0), (86, 100, 5)]
)
def test_a_person_dominates_above_85_percent_and_large_counts_keep_more_room(most: int, count: int, room: int):
    assert POLICY.room_of(most, count) == room


def test_a_count_that_one_person_dominates_is_hidden_and_covered():
    counted = crossing(COUNTS, lieu(), FREIN)
    known = with_dominated(counted, [{("p1", "f1"): 28}])

    before, after = told(decided(counted)), told(decided(known))

    assert before[("q1", "f1")] == 30
    assert known.domines[("q1", "f1")] == 5
    assert after[("q1", "f1")] is None
    assert sum(said is None for said in after.values()) > 1
    assert after[(TOTAL, TOTAL)] == 225


def test_what_the_diagnostic_would_show_of_it_gives_way():
    known = with_dominated(crossing(COUNTS, lieu(), FREIN), [{("p1", "f1"): 28}])

    decision = decided(known, {("q1", "f1"): 30, ("q1", TOTAL): 70})

    assert decision.is_hidden(("q1", "f1"))


def test_a_period_that_is_one_person_is_refused():
    counted = with_dominated(crossing(COUNTS, lieu(), FREIN), [{("p3", "f1"): 50, ("p1", "f1"): 150}])

    with pytest.raises(Refused, match="même personne suivie"):
        decided(counted)


def test_what_is_kept_is_the_cells_and_their_room():
    known = with_dominated(crossing(COUNTS, lieu(), FREIN), [{("p1", "f1"): 28}])

    kept = frozen_edition(Edition("2025-E1", known, {}))

    assert thawed_edition(kept).counted.domines == known.domines
    assert 28 not in [room for _, room in kept["domines"]]


@settings(max_examples=40, deadline=None)
@given(
    counts=st.lists(st.integers(0, 60), min_size=6, max_size=6).filter(lambda counts: sum(counts) > 60),
    shares=st.lists(st.sampled_from([0.0, 0.5, 0.9, 1.0]), min_size=6, max_size=6),
)
def test_no_dominated_count_is_shown_and_both_auditors_agree(counts: list[int], shares: list[float]):
    plain = crossing(counts, lieu(), FREIN)
    person = {cle: int(count * share) for (cle, count), share in zip(plain.effectifs.items(), shares, strict=True)}
    known = with_dominated(plain, [person])
    whole, own = margins(plain), margins(crossing([*person.values()], lieu(), FREIN))
    try:
        decision = decided(known)
    except Refused:
        return

    shown = told(decision)
    for cle, said in shown.items():
        if said is not None and cle != (TOTAL, TOTAL):
            assert POLICY.room_of(own.get(cle, 0), whole.get(cle, 0)) == 0, cle
    problem = decision.crossed.problem
    for cle, room in known.domines.items():
        rank = decision.crossed.ranks.get(cle)
        assert rank is None or not decision.hidden[rank] or problem.width[rank] >= room
    assert not unproved(problem, decision.hidden).size
    assert audit_ledger([Edition("2025-E1", decision.crossed.counted, shown)]).menaces == ()
