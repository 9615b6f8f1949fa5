"""The whole ledger read again as anybody reads it: labels, figures, blanks, and the trees that everybody knows.

A second look, by the auditor of `asv.disclosure` that shares no equation with what chose the blanks. It knows less than
the first: not that a blank is never zero, nor what the citations bound.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from asv.disclosure.auditing import ContradictionError, Facts, Published, audit
from asv.domain.diffusion.croisements import TOTAL, Cle, CountedCrossing, Edition, shown_of
from asv.domain.diffusion.croisements.cells import margins
from asv.domain.diffusion.croisements.dimensions import Place
from asv.domain.diffusion.policy import POLICY, Policy

SECONDS = 60.0
REST = "reste"
"""What nobody released yet of a dimension."""


@dataclass(frozen=True, slots=True)
class Menace:
    """A count that what left would tell. nom: as people read it. bas, haut: what it is known to lie between."""

    nom: str
    bas: int
    haut: int | None


@dataclass(frozen=True, slots=True)
class Relecture:
    """What the second look saw. tableaux, cachees: tables and blanks read."""

    tableaux: int
    cachees: int
    menaces: tuple[Menace, ...]


def audit_ledger(editions: Sequence[Edition], policy: Policy = POLICY) -> Relecture:
    """Look for a small count in everything that left of the same persons.

    Figures that a later edition corrects are read with the editions they agree with. What is not proved counts as told.
    """
    tables = blanks = 0
    menaces: list[Menace] = []
    for group in _agreeing(editions):
        rows = [table for edition in group for table in _tables(edition, policy)]
        facts = Facts(policy.seuil, f"interval:{policy.largeur}", zeros_published=False)
        try:
            found = audit(rows, hierarchies=_trees(group), facts=facts, total=TOTAL, exact=False, time_limit=SECONDS)
        except ContradictionError as contradiction:
            return Relecture(len(rows), 0, (Menace(contradiction.cell, 0, None),))
        dominated = {edition.counted.place(cle) for edition in group for cle in edition.counted.domines}
        tables, blanks = tables + len(rows), blanks + found.checked.hidden
        menaces += [
            Menace(one.name, one.interval.lower, one.interval.upper)
            for one in found.unsafe
            if _place(one.cell) in dominated or not _is_harmless(one.interval.lower, one.interval.upper, policy)
        ]
    return Relecture(tables, blanks, tuple(menaces))


def _is_harmless(low: int, high: int | None, policy: Policy) -> bool:
    """A blank that covers another and turns out to be nobody, or many persons, tells of nobody."""
    return low == high and not policy.is_small(low)


def _place(cell: Mapping[str, str]) -> Place:
    return tuple(sorted((name, label) for name, label in cell.items() if label != TOTAL))


def _agreeing(editions: Sequence[Edition]) -> list[list[Edition]]:
    """Editions that show no two figures of one place, gathered from the last to the first."""
    groups: list[tuple[list[Edition], dict[Place, int]]] = []
    for edition in reversed(editions):
        shown = {edition.counted.place(cle): said for cle, said in edition.dits.items() if said is not None}
        held = next(
            (one for one in groups if all(one[1].get(place, said) == said for place, said in shown.items())), None
        )
        if held is None:
            held = ([], {})
            groups.append(held)
        held[0].append(edition)
        held[1].update(shown)
    return [group for group, _ in groups]


def _trees(group: Sequence[Edition]) -> dict[str, list[Mapping[str, str]]]:
    found: dict[str, list[Mapping[str, str]]] = {}
    for edition in group:
        for dimension in edition.counted.dimensions:
            trees = found.setdefault(dimension.code, [])
            trees += [arbre for arbre in dimension.arbres if arbre not in trees]
    apart = {(code, at) for edition in group for code, at in edition.counted.fixes.items() if code not in found}
    for code, at in sorted(apart):
        tree = dict(found.get(code, [{REST: TOTAL}])[0])
        found[code] = [tree | {at: TOTAL}]
    return found


def _tables(edition: Edition, policy: Policy) -> Iterator[Published]:
    """Rows of each crossed table, then of what only the diagnostic tells."""
    counted, left = edition.counted, dict(edition.dits)
    for tableau in counted.tableaux:
        cles = [cle for cle in shown_of(counted.dimensions, tableau) if cle in edition.dits]
        yield _rows(edition, cles, frozenset(tableau.dimensions), policy)
        left = {cle: said for cle, said in left.items() if cle not in cles}
    for used in {_used(counted, cle) for cle in left}:
        yield _rows(edition, [cle for cle in left if _used(counted, cle) == used], used, policy)


def _used(counted: CountedCrossing, cle: Cle) -> frozenset[str]:
    return frozenset(d.code for d, code in zip(counted.dimensions, cle, strict=True) if code != TOTAL)


def _rows(edition: Edition, cles: Sequence[Cle], used: frozenset[str], policy: Policy) -> Published:
    counted, counts = edition.counted, margins(edition.counted)
    labels = {
        dimension.code: [cle[rank] for cle in cles]
        for rank, dimension in enumerate(counted.dimensions)
        if dimension.code in used or not (used or counted.fixes)
    } | {code: [at] * len(cles) for code, at in counted.fixes.items()}
    words = [
        "publie" if edition.dits[cle] is not None
        else "primaire" if policy.is_small(counts.get(cle, 0)) or cle in counted.domines else "secondaire"
        for cle in cles
    ]  # fmt: skip
    nom, house = f"{edition.nom} {' '.join(sorted(used))}", [counts.get(cle, 0) for cle in cles]
    return Published(nom, labels, [edition.dits[cle] for cle in cles], words, house)
