"""Random tables of partitions, released, then attacked by one who lists every table that agrees."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from asv.domain.diffusion import POLICY, TERRITOIRE, frame
from asv.domain.diffusion import partition as partition_rule
from asv.domain.diffusion.lines import Lines
from tests.domain.diffusion.attacker import TooManyError, attack_partition, attack_together
from tests.domain.diffusion.tables import SMALL, partition, released, within

COUNTS = st.sampled_from([0, 0, 0, 1, 2, 3, 4, 5])


@st.composite
def rows(draw, columns=(2, 3), lines=(2, 4), counts=COUNTS, total=20):
    """Counts of each line, missing answers last, few enough for all the tables to be listed."""
    width = draw(st.integers(*columns)) + 1
    line = st.lists(counts, min_size=width, max_size=width)
    return within(draw(st.lists(line, min_size=lines[0], max_size=lines[1])), total)


def secrets_of(table):
    """True value of every count the attacker is after."""
    names = [colonne.code for colonne in table.colonnes]
    lines = zip(table.lignes, table.effectifs, table.populations, strict=True)
    found = {(ligne.code, "population"): population for ligne, _, population in lines}
    for ligne, effectifs in zip(table.lignes, table.effectifs, strict=True):
        found |= {(ligne.code, name): count for name, count in zip(names, effectifs, strict=True)}
    return found | {(TERRITOIRE, name): count for name, count in zip(names, table.totaux, strict=True)}


def too_close(table, ranges, policy):
    """Small counts that the attacker knows better than promised."""
    for key, count in secrets_of(table).items():
        low, high = ranges.get(key, (0, 99))
        assert low <= count <= high, "the attacker forgot the true table"
        if policy.is_small(count) and high - low < policy.largeur:
            yield key, count, (low, high)


def attack(table, policy):
    out = released(table, policy=policy)[table.code]
    return listed(lambda: attack_partition(out, [ligne.code for ligne in table.lignes], policy.seuil), out)


def listed(work, out):
    """What the attacker works out; nothing when the total is hidden or the tables that agree are too many."""
    if not out.territoire.population.is_published:
        return {}
    try:
        return work()
    except TooManyError:
        return {}


@settings(deadline=None, max_examples=70)
@given(rows())
def test_no_small_count_of_a_partition_is_known_closer_than_promised(drawn):
    table = partition(drawn)

    assert list(too_close(table, attack(table, SMALL), SMALL)) == []


@settings(deadline=None, max_examples=25)
@given(rows(columns=(1, 1), lines=(2, 5), counts=st.sampled_from([0, 0, 1, 4, 9, 11, 12, 30]), total=90))
def test_no_small_population_is_known_closer_than_promised_with_the_true_policy(drawn):
    table = partition([[count, 0] for count, _ in drawn])

    assert list(too_close(table, attack(table, POLICY), POLICY)) == []


@settings(deadline=None, max_examples=25)
@given(rows(columns=(4, 4), lines=(2, 3), counts=st.sampled_from([0, 0, 3, 3, 1]), total=14))
def test_two_tables_of_the_same_persons_tell_no_more_together(drawn):
    left = partition([[row[0] + row[2], row[1] + row[3], row[4]] for row in drawn], code="L", columns=("A", "B"))
    right = partition([[row[0] + row[1], row[2] + row[4], row[3]] for row in drawn], code="R", columns=("C", "D"))
    out = released(left, right, policy=SMALL)
    codes = [ligne.code for ligne in left.lignes]

    ranges = listed(lambda: attack_together(out["L"], out["R"], codes, SMALL.seuil), out["L"])

    assert [*too_close(left, ranges, SMALL), *too_close(right, ranges, SMALL)] == []


@settings(deadline=None, max_examples=25)
@given(rows(columns=(2, 3), lines=(2, 3), total=14))
def test_a_sensible_column_is_absent_below_the_territoire_and_cannot_be_worked_out(drawn):
    table = partition(drawn, sensible=("A",))
    out = released(table, policy=SMALL)["T"]
    codes = [ligne.code for ligne in table.lignes]

    ranges = listed(lambda: attack_partition(out, codes, SMALL.seuil), out)

    assert all("A" not in line.cells for line in out.lignes[1:])
    assert list(too_close(table, ranges, SMALL)) == []
    for ligne, population in zip(table.lignes, table.populations, strict=True):
        low, high = ranges.get((ligne.code, "A"), (0, 99))
        assert population == 0 or high - low >= SMALL.largeur


def test_a_rule_with_the_threshold_alone_is_caught(monkeypatch):
    """The planted fault: small counts are hidden, and nothing else. 20 - 18 = 2."""
    monkeypatch.setattr(frame, "protect", lambda *_, **__: None)
    monkeypatch.setattr(partition_rule, "protect", lambda *_, **__: None)
    monkeypatch.setattr(Lines, "is_pool_open", lambda *_: True)
    table = partition([[6, 2, 0], [7, 4, 0], [5, 5, 0]])

    found = list(too_close(table, attack(table, SMALL), SMALL))

    assert (("Q1", "B"), 2, (2, 2)) in found


def test_a_rule_that_only_keeps_a_count_from_being_determined_is_caught():
    """The planted fault: a width of 1, that is the level « exact », where « interval » is promised."""
    table = partition([[1, 3, 0], [2, 5, 2], [5, 2, 0]])
    weak = replace(SMALL, largeur=1)

    ranges = attack(table, weak)

    assert list(too_close(table, ranges, weak)) == []
    assert list(too_close(table, ranges, SMALL)) == [(("Q2", "A"), 2, (2, 3))]
