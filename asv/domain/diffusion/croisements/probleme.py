"""Crossed tables as the arrays that `asv.disclosure` solves: one problem for all of them, with what else is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy import sparse

from asv.disclosure.problem import UNBOUNDED, Problem
from asv.domain.diffusion.croisements.cells import Somme
from asv.domain.diffusion.croisements.dimensions import Cle, Place
from asv.domain.diffusion.croisements.statuts import Cellule, Etat, Statuts
from asv.domain.diffusion.policy import Policy

Terms = Mapping[int, int]
"""An equation: the sum of these cells, each times its number, is zero."""


@dataclass(frozen=True, slots=True)
class Cite:
    """Persons of a cell who cite a category, whatever its rank, where `premier` counts those who cite it first.

    lieu: those who cite together, of whom each cites `most` at most. montre: whether another table shows it.
    protege: whether that table promises that it stays unknown. somme: cells it is the sum of, by their `premier`.
    """

    premier: Cle
    lieu: Cle
    effectif: int
    montre: bool
    protege: bool
    somme: tuple[Cle, ...] = ()


@dataclass(slots=True)
class Builder:
    """Cells and equations, in the order they come.

    Crossings of the same persons share their cells. One whose count is no longer what it was has several versions, with
    the distance between each two of them: it counts the persons that a subtraction would tell, and is protected alike.
    versions: ranks at each place. ecarts: those distances. nuls: places known to hold nobody. poids: what a cell costs
    to hide, in times its count, when it is not one.
    """

    policy: Policy
    cells: list[Cellule] = field(default_factory=list)
    rows: list[Terms] = field(default_factory=list)
    versions: dict[Place, list[int]] = field(default_factory=dict)
    ecarts: dict[int, tuple[int, int]] = field(default_factory=dict)
    nuls: set[Place] = field(default_factory=set)
    poids: dict[int, float] = field(default_factory=dict)
    sums: set[frozenset[int]] = field(default_factory=set)

    def add(self, cell: Cellule) -> int:
        self.cells.append(cell)
        return len(self.cells) - 1

    def hidden(self, effectif: int, largeur: int = 0) -> int:
        """A count that no table shows."""
        return self.add(Cellule(effectif, Etat.CACHE, largeur=largeur))

    def add_tables(self, statuts: Statuts) -> dict[Cle, int]:
        """Put in every cell that is not known to be zero, and every sum, those of the tables left out as well."""
        place = statuts.counted.place
        kept = {
            cle: cell for cle, cell in statuts.cells.items()
            if cell.etat is not Etat.NUL and (cell.effectif or place(cle) not in self.nuls)
        }  # fmt: skip
        ranks = {cle: self._version(place(cle), cell) for cle, cell in kept.items()}
        for cle, rank in ranks.items():
            if place(cle) in self.nuls:  # nobody was there, somebody is: everybody may know that it grew
                self.cells[rank] = replace(self.cells[rank], bas=max(1, self.cells[rank].bas))
        for somme in statuts.sommes:
            self._add_sum(somme, ranks)
        return ranks

    def _version(self, place: Place, cell: Cellule) -> int:
        """The cell of this place and this count, put in when nobody has."""
        ranks = self.versions.setdefault(place, [])
        for rank in ranks:
            if self.cells[rank].effectif == cell.effectif:
                self.cells[rank] = self.cells[rank].with_what_is_known(cell)
                return rank
        rank = self.add(cell)
        for other in ranks:
            self._add_ecart(*sorted((rank, other), key=lambda one: self.cells[one].effectif))
        ranks.append(rank)
        return rank

    def _add_ecart(self, less: int, more: int) -> None:
        count = self.cells[more].effectif - self.cells[less].effectif
        largeur = self.policy.largeur if self.policy.is_small(count) else 0
        ecart = self.add(Cellule(count, Etat.CACHE, bas=1, largeur=largeur))
        self.rows.append({more: 1, less: -1, ecart: -1})
        self.ecarts[ecart] = (less, more)

    def _add_sum(self, somme: Somme, ranks: Mapping[Cle, int]) -> None:
        """The parts add up to the whole; and the parts hidden from the start, when few, are covered together."""
        parts = [ranks[part] for part in somme.parts if part in ranks]
        whole = {ranks[somme.whole]: -1} if somme.whole in ranks else {}
        if not parts or frozenset({*parts, *whole}) in self.sums:
            return
        self.sums.add(frozenset({*parts, *whole}))
        self.rows.append(dict.fromkeys(parts, 1) | whole)
        if not somme.publiee:
            return
        hidden = [rank for rank in parts if self.cells[rank].etat is Etat.CACHE]
        together = sum(self.cells[rank].effectif for rank in hidden)
        if 1 < len(hidden) < len(parts) and self.policy.is_small(together):
            union = self.hidden(together, self.policy.largeur)
            self.rows.append(dict.fromkeys(hidden, 1) | {union: -1})

    def add_citations(
        self, statuts: Statuts, ranks: Mapping[Cle, int], cites: Sequence[Cite], most: int, poids: float | None
    ) -> dict[Cle, int]:
        """Who cites a category first cites it; the others cite something else first, and each cites `most` at most.

        poids: what hiding a citation that is shown costs, in times its count; None when it cannot be hidden. Gives the
        ranks of the citations.
        """
        cited = {cite.premier: self._add_cited(cite, poids) for cite in cites}
        later = {c.premier: self._add_later(c, cited[c.premier], ranks, statuts.publiees) for c in cites}
        for cite in cites:
            if cite.somme:
                self.rows.append({cited[cite.premier]: -1} | {cited[part]: 1 for part in cite.somme})
        for lieu in {cite.lieu for cite in cites}:
            firsts = [cite.premier for cite in cites if cite.lieu == lieu]
            self._bound(firsts, {cle: ranks[cle] for cle in firsts if cle in ranks}, later, most)
        return cited

    def _add_cited(self, cite: Cite, poids: float | None) -> int:
        if not cite.montre:
            return self.hidden(cite.effectif, self.policy.largeur if cite.protege else 0)
        if poids is None:
            return self.add(Cellule(cite.effectif, Etat.DIT))
        rank = self.add(Cellule(cite.effectif, Etat.LIBRE, largeur=0))
        self.poids[rank] = poids
        return rank

    def _add_later(self, cite: Cite, cited: int, ranks: Mapping[Cle, int], publiees: set[Cle]) -> int:
        """Those who cite it after another; their number is protected too, unless who cite it first are not shown."""
        first = ranks.get(cite.premier)
        count = cite.effectif - (0 if first is None else self.cells[first].effectif)
        is_asked = cite.premier in publiees and self.policy.is_small(count)
        later = self.hidden(count, self.policy.largeur if is_asked else 0)
        self.rows.append({cited: -1, later: 1} | ({} if first is None else {first: 1}))
        return later

    def _bound(self, firsts: Sequence[Cle], heads: Mapping[Cle, int], later: Mapping[Cle, int], most: int) -> None:
        self._add_slack(dict.fromkeys(heads.values(), most - 1), [later[cle] for cle in firsts])
        for cle in firsts:
            self._add_slack({rank: 1 for other, rank in heads.items() if other != cle}, [later[cle]])

    def _add_slack(self, more: Terms, less: Iterable[int]) -> None:
        """`less` adds up to no more than `more`."""
        below = tuple(less)
        room = sum(self.cells[rank].effectif * times for rank, times in more.items())
        slack = self.hidden(room - sum(self.cells[rank].effectif for rank in below))
        self.rows.append(dict(more) | dict.fromkeys((*below, slack), -1))

    def problem(self) -> Problem:
        """Everything as arrays. A cell that another table shows cannot be hidden: its cost is infinite."""
        values = np.array([cell.effectif for cell in self.cells], dtype=np.int64)
        entries = [(rank, column, times) for rank, row in enumerate(self.rows) for column, times in row.items()]
        rows, columns, times = np.array(entries, dtype=np.int64).reshape(-1, 3).T
        hidden = np.array([cell.etat is Etat.CACHE for cell in self.cells], dtype=np.bool_)
        highs = [UNBOUNDED if cell.haut is None else cell.haut for cell in self.cells]
        told = np.array([cell.etat is Etat.DIT for cell in self.cells], dtype=np.bool_)
        costs = values.astype(np.float64) * [self.poids.get(rank, 1.0) for rank in range(len(values))]
        return Problem(
            values=values,
            matrix=sparse.csr_array((times, (rows, columns)), shape=(len(self.rows), len(values))),
            lower=np.array([cell.bas for cell in self.cells], dtype=np.int64),
            upper=np.array(highs, dtype=np.int64),
            hidden=hidden,
            width=np.array([cell.largeur for cell in self.cells], dtype=np.int64),
            cost=np.where(told, np.inf, costs),
        )
