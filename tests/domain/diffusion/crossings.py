"""Small crossings for the tests, and an attacker who lists every base table that agrees with what was released."""

from dataclasses import replace
from itertools import combinations, product
from types import MappingProxyType

import numpy as np

from asv.domain.diffusion.croisements import TOTAL, CountedCrossing, Dimension, Modalite, Tableau
from asv.domain.diffusion.croisements.cells import margins
from asv.domain.periodes import annee

PLACES = ("p1", "p2", "p3")
COMMUNES = {"p1": "c1", "p2": "c1", "p3": "c2"}
QPV = {"p1": "q1", "p2": "q2", "p3": "q2"}


def lieu(parts=PLACES):
    """Parts that nobody is shown, in communes and in quartiers."""
    trees = [{part: tree[part] for part in parts} for tree in (COMMUNES, QPV)]
    shown = [code for tree in trees for code in dict.fromkeys(tree.values())]
    modalites = (*(Modalite(code, code) for code in shown), *(Modalite(part, part, publiee=False) for part in parts))
    rooted = tuple(tree | dict.fromkeys(tree.values(), TOTAL) for tree in trees)
    return Dimension("lieu", "Lieu", modalites, rooted, attribut=False)


def flat(code, *codes, **more):
    return Dimension(code, code, tuple(Modalite(c, c) for c in codes), (dict.fromkeys(codes, TOTAL),), **more)


def crossing(counts, *dimensions, tables=None):
    """counts: of the base combinations in the order of their product."""
    codes = product(*(dimension.base for dimension in dimensions))
    effectifs = {cle: int(count) for cle, count in zip(codes, counts, strict=True)}
    listed = tables or (tuple(dimension.code for dimension in dimensions),)
    tableaux = tuple(Tableau("_".join(names), "essai", names) for names in listed)
    return CountedCrossing("246200364", annee(2025), dimensions, tableaux, effectifs)


def possible_tables(counted, released, dits):
    """Every base table whose sums are those released and told: one row each, one column for each base combination."""
    base = list(product(*(dimension.base for dimension in counted.dimensions)))
    whole = sum(counted.effectifs.values())
    cells = {cle: cell.effectif for cle, cell in released.cells.items()}
    shown = {cle: effectif for cle, effectif in (*cells.items(), *dits.items()) if effectif is not None}
    every = compositions(whole, len(base))
    for cle, effectif in shown.items():
        every = every[every[:, members(counted, base, cle)].sum(axis=1) == effectif]
    return base, every


def compositions(total, parts):
    """All ways to share a total between so many cells."""
    bars = np.array(list(combinations(range(total + parts - 1), parts - 1)))
    ends = np.column_stack([np.full(len(bars), -1), bars, np.full(len(bars), total + parts - 1)])
    return np.diff(ends, axis=1) - 1


def members(counted, base, cle):
    """Which base combinations a cell counts."""
    return [
        all(code in d.ancestors[one] for d, one, code in zip(counted.dimensions, combination, cle, strict=True))
        for combination in base
    ]


def too_close(counted, released, policy, dits=MappingProxyType({})):
    """Small counts that the attacker knows better than promised: of any table, shown or not, unless it is left out.

    dits: what the diagnostic tells (a count) or promises to hide (None), of the tables left out as well.
    """
    base, every = possible_tables(counted, released, dits)
    promised = {*margins(replace(counted, retires=())), *(cle for cle, said in dits.items() if said is None)}
    for cle in sorted(promised - {cle for cle, said in dits.items() if said is not None}):
        count = margins(counted).get(cle, 0)
        values = every[:, members(counted, base, cle)].sum(axis=1)
        assert values.min() <= count <= values.max(), "the attacker forgot the true table"
        if policy.is_small(count) and values.max() - values.min() < policy.largeur:
            yield cle, count, (int(values.min()), int(values.max()))
