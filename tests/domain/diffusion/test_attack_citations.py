"""Random tables of citations, released with the partition by the first cited, then attacked."""

from hypothesis import given, settings
from hypothesis import strategies as st

from asv.domain.diffusion import TERRITOIRE, frame
from asv.domain.diffusion import citations as rule
from asv.domain.diffusion.lines import Lines
from tests.domain.diffusion.attacker import TooManyError, attack_citations
from tests.domain.diffusion.tables import SMALL, citations, released, within

PERSONS = [["A"], ["B"], ["A", "B"], ["B", "A"], ["Z"], None]


@st.composite
def rows(draw):
    """For each line, how many persons of each kind: large enough to be shown, but for the small ones planted."""
    large = st.lists(st.sampled_from([0, 0, 3, 4]), min_size=6, max_size=6)
    drawn = draw(st.lists(large, min_size=2, max_size=3))
    for _ in range(draw(st.integers(0, 3))):
        line, kind = draw(st.tuples(st.integers(0, len(drawn) - 1), st.integers(0, 5)))
        drawn[line][kind] = draw(st.integers(1, 2))
    kept = within(drawn, 20)
    return [[cited for cited, number in zip(PERSONS, line, strict=True) for _ in range(number)] for line in kept]


def too_close(table, first, ranges):
    lines = [
        (ligne.code, *counts)
        for ligne, *counts in zip(table.lignes, table.populations, table.effectifs, first.effectifs, strict=True)
    ]
    lines.append((TERRITOIRE, sum(table.populations), table.totaux, first.totaux))
    for code, population, counts, heads in lines:
        values = {"population": population, "first": heads[1], "citing": heads[1] + heads[2]}
        values |= {colonne.code: count for colonne, count in zip(table.colonnes, counts, strict=True)}
        for name, count in values.items():
            low, high = ranges[code, name]
            assert low <= count <= high, "the attacker forgot the true table"
            if SMALL.is_small(count) and high - low < SMALL.largeur:
                yield code, name, count, (low, high)


def attack(table, first):
    """What the attacker works out; nothing when the release is too poor to be worth an attack."""
    out = released(table, first, policy=SMALL)
    if not out["C"].territoire.population.is_published:
        return None
    try:
        return attack_citations(out["C"], out["P"], [ligne.code for ligne in table.lignes], SMALL.seuil)
    except TooManyError:
        return None


@settings(deadline=None, max_examples=25)
@given(rows())
def test_no_small_count_of_citations_is_known_closer_than_promised(drawn):
    table, first = citations(drawn)

    ranges = attack(table, first)

    assert ranges is None or list(too_close(table, first, ranges)) == []


def test_a_rule_with_the_threshold_alone_is_caught(monkeypatch):
    """The planted fault: small counts are hidden, and nothing else."""
    for module, name in ((frame, "protect"), (rule, "protect")):
        monkeypatch.setattr(module, name, lambda *_, **__: None)
    monkeypatch.setattr(Lines, "is_pool_open", lambda *_: True)
    table, first = citations(
        [[["A"]] * 3 + [["B"]] * 2 + [["A", "B"]], [["B"]] * 2 + [["A", "B"]] * 2 + [["Z"]]],
    )

    found = list(too_close(table, first, attack(table, first)))

    assert (TERRITOIRE, "Z", 1, (1, 1)) in found
