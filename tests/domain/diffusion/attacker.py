"""An attacker who reads only what was released, and lists every table that agrees with it.

He shares no code with the rule: he knows the equations of a table, that counts are whole and not negative, that true
zeros are shown, and what the reader is told (which lines and columns exist, what the parts divide by). He lists, line
by line, every combination of counts the released line allows, adds them up in every possible way, and keeps those
whose sums agree with the line of the territoire. His ranges are exact, so a count is safe only if he says so.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from asv.domain.diffusion import TERRITOIRE, Statut

Ranges = dict

PATIENCE = 6_000
"""Tables with more possibilities than this hide nearly everything; listing them would take minutes."""


class TooManyError(Exception):
    """The attacker gives up: nearly everything is hidden."""


@dataclass(frozen=True)
class Unknown:
    """One line of the secret table: the possible vectors, one count for each name."""

    code: str
    options: list


def sums(left, right, ceiling):
    """Every sum of a vector of the left and one of the right that stays under the ceiling, once each."""
    if len(left) * len(right) > PATIENCE * 200:
        raise TooManyError
    found = [np.zeros((0, left.shape[1]), dtype=np.int64)]
    for vector in left if len(left) < len(right) else right:
        added = (right if len(left) < len(right) else left) + vector
        found.append(added[(added <= ceiling).all(axis=1)])
    return np.unique(np.concatenate(found), axis=0)


def codes_of(vectors, ceiling):
    """One number for each vector, the same for equal vectors only; -1 below zero."""
    weights = np.cumprod([1, *(ceiling[:-1] + 1)])
    return np.where((vectors >= 0).all(axis=1), vectors @ weights, -1)


def ranges_of(names, lines, totals, patience=PATIENCE):
    """Smallest and largest value of each (line, name), given the vectors allowed to the whole territoire.

    names: of the components. lines: Unknown. totals: allowed vectors. Raises ValueError when nothing agrees.
    """
    wholes = np.unique(np.array(totals), axis=0)
    if len(wholes) * max(len(line.options) for line in lines) > patience:
        raise TooManyError
    ceiling = wholes.max(axis=0)
    nothing = np.zeros((1, len(names)), dtype=np.int64)
    options = [sums(nothing, np.array(line.options), ceiling) for line in lines]
    before, after = [nothing], [nothing]
    for chosen in options:
        before.append(sums(before[-1], chosen, ceiling))
    for chosen in reversed(options):
        after.insert(0, sums(chosen, after[0], ceiling))
    found = {}
    for rank, line in enumerate(lines):
        others = codes_of(sums(before[rank], after[rank + 1], ceiling), ceiling)
        agree = [np.isin(codes_of(whole - options[rank], ceiling), others) for whole in wholes]
        found |= _extremes(line.code, names, options[rank][np.any(agree, axis=0)])
    agree = np.isin(codes_of(wholes, ceiling), codes_of(before[-1], ceiling))
    return found | _extremes(TERRITOIRE, names, wholes[agree])


def _extremes(code, names, vectors):
    low, high = vectors.min(axis=0), vectors.max(axis=0)
    return {(code, name): (int(low[place]), int(high[place])) for place, name in enumerate(names)}


def domain_of(cell, ceiling, *, zero_shown):
    """Values the reader may give to one cell."""
    if cell is not None and cell.effectif is not None:
        return range(cell.effectif, cell.effectif + 1)
    if cell is not None and cell.statut is Statut.TROP_PEU:
        return range(1)
    return range(1 if zero_shown else 0, ceiling + 1)


def has_figure(line):
    """Whether the line shows at least one of its cells, so that its zeros would be shown too."""
    return any(cell.is_published for cell in line.cells.values())


def missing_domain(line, ceiling, seuil):
    """Values of the missing answers: what the parts divide by tells whether they are few."""
    if line is None:
        return range(ceiling + 1)
    if line.manquants.effectif is not None:
        return range(line.manquants.effectif, line.manquants.effectif + 1)
    if not has_figure(line):
        return range(ceiling + 1)
    if line.denominateur is not None:
        return range(1, min(seuil, ceiling + 1))
    return range(ceiling + 1)


def population_domain(table, line, ceiling):
    """Values of the population of a line: no more than what the others leave."""
    if line is not None and line.population.effectif is not None:
        return range(line.population.effectif, line.population.effectif + 1)
    shown = [other.population.effectif for other in table.lignes[1:] if other.population.effectif is not None]
    return range(1 if line is not None and shown else 0, ceiling - sum(shown) + 1)


def ceiling_of(table, colonne, ceiling):
    """No line holds more than the whole territoire."""
    whole = table.territoire.cells[colonne].effectif
    return ceiling if whole is None else whole


def partition_options(table, code, ceiling, seuil):
    """Vectors (population, each column) that a released line of a partition allows; the rest has no line."""
    line = table.line(code)
    kept = line is not None and has_figure(line)
    domains = [
        domain_of(
            None if line is None else line.cells.get(colonne.code),
            ceiling_of(table, colonne.code, ceiling),
            zero_shown=kept and not colonne.sensible,
        )
        for colonne in table.colonnes
    ]
    populations = set(population_domain(table, line, ceiling))
    missing = set(missing_domain(line, ceiling, seuil))
    found = []
    for counts in product(*domains):
        found += [(population, *counts) for population in populations if population - sum(counts) in missing]
    return found


def attack_partition(table, codes, seuil):
    """Ranges of the population and of every column, for each line of `codes` (the rest included) and the territoire.

    The population of the whole must be shown. Missing answers follow: population less the columns.
    """
    ceiling = table.territoire.population.effectif
    names = ["population", *(colonne.code for colonne in table.colonnes)]
    lines = [Unknown(code, partition_options(table, code, ceiling, seuil)) for code in codes]
    return ranges_of(names, lines, partition_options(table, TERRITOIRE, ceiling, seuil))


def attack_together(left, right, codes, seuil):
    """Ranges for two partitions of the same persons, whose lines have the same populations."""
    ceiling = left.territoire.population.effectif
    names = ["population", *(colonne.code for table in (left, right) for colonne in table.colonnes)]

    def both(code):
        return [
            (*one, *two[1:])
            for one in partition_options(left, code, ceiling, seuil)
            for two in partition_options(right, code, ceiling, seuil)
            if one[0] == two[0]
        ]

    return ranges_of(names, [Unknown(code, both(code)) for code in codes], both(TERRITOIRE), 10 * PATIENCE)


def citation_options(table, first, code, ceiling, seuil):
    """Vectors (population, « aucun », two families, those who cite, those who cite the first family first)."""
    line = table.line(code)
    kept = line is not None and has_figure(line)
    alone, one, two = (
        domain_of(
            None if line is None else line.cells[colonne.code],
            ceiling_of(table, colonne.code, ceiling),
            zero_shown=kept,
        )
        for colonne in table.colonnes
    )
    heads = [range(ceiling + 1)] * 2
    if code == TERRITOIRE and first is not None:
        heads = [
            domain_of(first.territoire.cells[colonne.code], ceiling, zero_shown=False) for colonne in table.colonnes[1:]
        ]
    populations = set(population_domain(table, line, ceiling))
    missing = set(missing_domain(line, ceiling, seuil))
    found = []
    for none, left, right in product(alone, one, two):
        for citing in range(max(left, right), left + right + 1):
            kept_populations = [population for population in populations if population - none - citing in missing]
            kept_heads = [
                head
                for head in range(max(0, citing - right), min(left, citing) + 1)
                if head in heads[0] and citing - head in heads[1]
            ]
            found += [
                (population, none, left, right, citing, head)
                for population, head in product(kept_populations, kept_heads)
            ]
    return found


def attack_citations(table, first, codes, seuil):
    """Ranges for a table of « aucun » and two families, with the partition by the first cited when it is released."""
    ceiling = table.territoire.population.effectif
    names = ["population", *(colonne.code for colonne in table.colonnes), "citing", "first"]
    lines = [Unknown(code, citation_options(table, first, code, ceiling, seuil)) for code in codes]
    return ranges_of(names, lines, citation_options(table, first, TERRITOIRE, ceiling, seuil))
