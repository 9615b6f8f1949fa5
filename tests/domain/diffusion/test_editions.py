"""Several releases of the same persons: what somebody works out who keeps all of them."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from asv.domain.diffusion import Destinataire, crossed_problem, release_crossed
from asv.domain.diffusion.croisements import TOTAL, Edition, Tableau
from asv.domain.diffusion.croisements.cells import margins
from asv.domain.errors import Refused
from asv.domain.periodes import trimestre
from tests.domain.diffusion.crossings import PLACES, compositions, crossing, flat, lieu
from tests.domain.diffusion.tables import SMALL, TODAY

TWO = flat("sexe", "A", "B")
HALVES = flat("trimestre", "T1", "T2", attribut=False)
LITTLE = st.sampled_from([0, 0, 1, 2, 3, 4])


def solved(counted, *earlier, dits=None, policy=SMALL):
    crossed = crossed_problem(counted, dits or {}, (), 3, policy, anterieures=earlier)
    return release_crossed(crossed, destinataire=Destinataire.EQUIPE, today=TODAY, seconds=5.0)


def edition(counted, released, name="E"):
    kept = replace(counted, tableaux=released.tableaux)
    return Edition(name, kept, {cle: cell.effectif for cle, cell in released.cells.items()})


def part_of(year, code):
    """The crossing of one quarter, from that of its year."""
    dimensions = [d for d in year.dimensions if d.code != "trimestre"]
    counts = {cle[:-1]: count for cle, count in year.effectifs.items() if cle[-1] == code}
    found = crossing(counts.values(), *dimensions)
    return replace(found, periode=trimestre(2025, int(code[1])), fixes={"trimestre": code})


def held_by(year, counted, released):
    """What a release tells, by the base combinations of the year that each of its cells counts."""
    base = list(product(*(dimension.base for dimension in year.dimensions)))
    names = [dimension.code for dimension in year.dimensions]
    trees = {dimension.code: dimension.ancestors for dimension in year.dimensions}
    for cle, cell in released.cells.items():
        codes = dict(counted.fixes) | dict(zip((d.code for d in counted.dimensions), cle, strict=True))
        yield (
            [
                all(codes.get(name, TOTAL) in trees[name][one] for name, one in zip(names, combination, strict=True))
                for combination in base
            ],
            cell.effectif,
        )


def every_table(year, views):
    """All base tables of the year that agree with everything released."""
    base = list(product(*(dimension.base for dimension in year.dimensions)))
    every = compositions(sum(year.effectifs.values()), len(base))
    for counted, released in views:
        for members, effectif in held_by(year, counted, released):
            if effectif is not None:
                every = every[every[:, members].sum(axis=1) == effectif]
    return every


def too_close(year, views, cells):
    """Small counts of these cells of the year that are known better than promised."""
    every, base = every_table(year, views), list(product(*(d.base for d in year.dimensions)))
    true = np.array([year.effectifs.get(combination, 0) for combination in base])
    assert (every == true).all(axis=1).any(), "the attacker forgot the true table"
    for cle in cells:
        members = [
            all(code in d.ancestors[one] for d, one, code in zip(year.dimensions, combination, cle, strict=True))
            for combination in base
        ]
        values = every[:, members].sum(axis=1)
        if SMALL.is_small(int(true[members].sum())) and values.max() - values.min() < SMALL.largeur:
            yield cle, (int(values.min()), int(values.max()))


@settings(deadline=None, max_examples=30)
@given(
    st.lists(LITTLE, min_size=6, max_size=6).filter(lambda c: 3 <= sum(c) <= 15),
    st.sampled_from([("T1",), ("T2",), ("T1", "T2")]),
    st.sampled_from([("lieu",), ("lieu", "trimestre")]),
)
def test_successive_quarters_then_the_year_tell_no_small_count(counts, quarters, shown):
    year = crossing(counts, lieu(), HALVES, tables=(shown,))
    held, views = [], []
    for counted in (*(part_of(year, code) for code in quarters), year):
        try:
            released = solved(counted, *held)
        except Refused:
            continue
        held.append(edition(counted, released))
        views.append((counted, released))

    cells = margins(replace(year, tableaux=(Tableau("T", "T", ("lieu", "trimestre")),)))
    assert not views or list(too_close(year, views, promised(views, cells))) == []


def promised(views, cells):
    """Cells of every release: a quarter alone promises nothing of the year, nor of the other quarter."""
    if any(not counted.fixes for counted, _ in views):
        return cells
    told = {code for counted, _ in views for code in counted.fixes.values()}
    return {cle: count for cle, count in cells.items() if cle[-1] in told}


def test_the_last_quarter_is_not_the_year_less_the_three_others():
    """Without the first release in hand, the year would show q1 = 32, of which 30 are told: 2 in the second quarter."""
    counts = [30, 2, 40, 25, 50, 60]
    year = crossing(counts, lieu(), HALVES, tables=(("lieu",),))
    first = part_of(year, "T1")
    earlier = solved(first)

    alone, beside = solved(year), solved(year, edition(first, earlier))

    assert earlier.cell(lieu="q1").effectif == 30
    assert alone.cell(lieu="q1").effectif == 32
    assert beside.cell(lieu="q1").effectif is None


def test_what_is_shown_once_stays_shown_and_what_is_hidden_once_stays_hidden():
    year = crossing([30, 12, 2, 25, 50, 60], lieu(), HALVES, tables=(("lieu", "trimestre"),))
    first = part_of(year, "T1")
    earlier = solved(first)

    after = solved(year, edition(first, earlier))

    for (place,), cell in earlier.cells.items():
        assert after.cell(lieu=place, trimestre="T1").effectif == cell.effectif, place


@settings(deadline=None, max_examples=30)
@given(
    st.lists(LITTLE, min_size=3, max_size=3).filter(lambda c: sum(c) >= SMALL.seuil),
    st.lists(st.integers(-3, 3), min_size=3, max_size=3),
)
@example([0, 2, 2], [3, -2, 3])
@example([3, 0, 1], [2, 3, -1])
@example([0, 0, 3], [1, 1, 2])
def test_a_corrected_quarter_tells_nothing_of_the_few_that_were_corrected(counts, moves):
    """The attacker pairs every first table with every second one, told which cells did not change and which grew."""
    changed = [max(0, count + move) for count, move in zip(counts, moves, strict=True)]
    before, after = (crossing(found, lieu(), tables=(("lieu",),)) for found in (counts, changed))
    try:
        first = solved(before)
        second = solved(after, edition(before, first))
    except Refused:
        return

    assert list(small_moves(before, first, after, second)) == []


def small_moves(before, first, after, second):
    old, new = every_table(before, [(before, first)]), every_table(after, [(after, second)])
    base = list(product(*(dimension.base for dimension in before.dimensions)))
    sums = {}
    for cle in {*margins(before), *margins(after)}:
        members = [all(cle[0] in d.ancestors[one] for d, one in zip(before.dimensions, b, strict=True)) for b in base]
        sums[cle] = old[:, members].sum(axis=1)[:, None], new[:, members].sum(axis=1)[None, :]
    possible = np.ones((len(old), len(new)), dtype=bool)
    counts = {cle: (margins(before).get(cle, 0), margins(after).get(cle, 0)) for cle in sums}
    for cle, (was, now) in sums.items():
        possible &= np.sign(now - was) == np.sign(counts[cle][1] - counts[cle][0])
    assert possible.any(), "the attacker forgot the true tables"
    for cle, (was, now) in sums.items():
        move = abs(counts[cle][1] - counts[cle][0])
        values = abs(now - was)[possible]
        if SMALL.is_small(move) and values.max() - values.min() < SMALL.largeur:
            yield cle, move, (int(values.min()), int(values.max()))


def test_a_correction_of_one_contact_is_refused_with_what_to_do():
    before, after = (crossing(found, lieu(), tables=(("lieu",),)) for found in ([30, 20, 40], [31, 20, 40]))

    with pytest.raises(Refused, match="Gardez l’édition diffusée"):
        solved(after, edition(before, solved(before)))


def test_a_correction_of_many_contacts_is_another_edition():
    before, after = (crossing(found, lieu(), tables=(("lieu",),)) for found in ([30, 20, 40], [45, 20, 40]))

    second = solved(after, edition(before, solved(before)))

    assert second.cell(lieu="q1").effectif == 45
    assert second.cell(lieu="q2").effectif == 60


def test_a_contact_moved_from_one_place_to_another_hides_both_in_the_new_edition():
    before, after = (crossing(found, lieu(), tables=(("lieu",),)) for found in ([30, 20, 40], [29, 21, 40]))

    second = solved(after, edition(before, solved(before)))

    assert second.cell().effectif == 90
    assert second.cell(lieu="c1").effectif == 50
    assert second.cell(lieu="q1").effectif is None


def test_a_quartier_whose_limits_changed_does_not_tell_the_part_it_gained():
    """q1 was p1 alone and is now p1 and p2, of two persons: q1 then and q1 now differ by them."""
    quartiers = replace(lieu(), modalites=lieu().modalites[2:], arbres=lieu().arbres[1:])
    wider = {"p1": "q1", "p2": "q1", "p3": "q2", "q1": TOTAL, "q2": TOTAL}
    before = crossing([30, 2, 40], quartiers, tables=(("lieu",),))
    after = crossing([30, 2, 40], replace(quartiers, arbres=(wider,)), tables=(("lieu",),))
    first = solved(before)

    alone, second = solved(after), solved(after, edition(before, first))

    assert first.cell(lieu="q1").effectif == 30
    assert alone.cell(lieu="q1").effectif == 32
    assert second.cell(lieu="q1").effectif is None


def test_a_zero_hidden_in_a_quarter_is_not_told_by_the_zero_of_its_year():
    """All 4 of q1 answer A in the first quarter, which is hidden; in the year nobody of q1 answers B, of 8."""
    year = crossing([4, 4, 0, 0, 30, 30, 30, 30, 30, 30, 30, 30], lieu(), TWO, HALVES, tables=(("lieu", "sexe"),))
    first = replace(part_of(year, "T1"), tableaux=lists(("lieu", "sexe")))
    earlier = solved(first)

    alone, beside = solved(year), solved(year, edition(first, earlier))

    assert earlier.cell(lieu="q1", sexe="B").effectif is None
    assert alone.cell(lieu="q1", sexe="B").effectif == 0
    assert beside.cell(lieu="q1", sexe="B").effectif is None


@settings(deadline=None, max_examples=15)
@given(st.lists(LITTLE, min_size=8, max_size=8).filter(lambda c: 3 <= sum(c) <= 9))
def test_two_quarters_by_place_and_by_sex_then_the_year_tell_no_small_count(counts):
    year = crossing(counts, lieu(PLACES[:2]), TWO, HALVES, tables=(("lieu", "sexe"), ("trimestre", "lieu")))
    held, views = [], []
    for code in ("T1", None):
        counted = year if code is None else part_of(year, code)
        listed = counted if code is None else replace(counted, tableaux=lists("lieu", "sexe"))
        try:
            released = solved(listed, *held)
        except Refused:
            continue
        held.append(edition(listed, released))
        views.append((listed, released))

    tables = lists(("lieu", "sexe"), ("lieu", "trimestre"), ("sexe", "trimestre"))
    cells = margins(replace(year, tableaux=tables))
    assert not views or list(too_close(year, views, promised(views, cells_of_tables(views, cells)))) == []


def lists(*names):
    return tuple(Tableau(str(one), "", (one,) if isinstance(one, str) else one) for one in names)


def cells_of_tables(views, cells):
    """With the year alone, no table says who is a man in each quarter."""
    if len(views) > 1:
        return cells
    counted, _ = views[0]
    codes = [d.code for d in counted.dimensions]
    uses = [{*one.dimensions, *counted.fixes} for one in counted.tableaux]
    names = ["lieu", "sexe", "trimestre"]
    return {
        cle: count for cle, count in cells.items()
        if codes and any({n for n, code in zip(names, cle, strict=True) if code != TOTAL} <= use for use in uses)
    }  # fmt: skip
