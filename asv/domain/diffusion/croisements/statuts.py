"""What is hidden from the start in crossed tables, and what the reader knows of it all the same.

Small counts are, and those that one person dominates; and below a small count everything is, zeros included: among so
few persons, « none » would tell of each of them. Where a group of less than fifty gives one and the same answer, the
line of that answer goes too.

Nothing is shown of a table that joins the crossing to others: its small counts are protected like the rest.
Nothing is shown of a table left out. What other tables tell of its counts stays told, and what they hide stays
protected; nothing is asked for the others.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from asv.domain.diffusion.croisements.cells import Somme, sums_of
from asv.domain.diffusion.croisements.dimensions import Cle, CountedCrossing
from asv.domain.diffusion.policy import Policy

UNBOUNDED = None
Dits = Mapping[Cle, int | None]
"""What other tables of the same persons say of a cell: its count, or None when they hide it."""


class Etat(Enum):
    """NUL: known to be zero. LIBRE: shown, unless it must cover another. DIT: shown elsewhere. CACHE: not shown."""

    NUL = auto()
    LIBRE = auto()
    DIT = auto()
    CACHE = auto()


@dataclass(frozen=True, slots=True)
class Cellule:
    """A cell before the solver. bas, haut: what is known of it when it is hidden; largeur: room it must keep."""

    effectif: int
    etat: Etat
    bas: int = 0
    haut: int | None = UNBOUNDED
    largeur: int = 0

    def with_what_is_known(self, other: "Cellule") -> "Cellule":
        """The same count as two crossings see it: shown when one shows it, hidden when one must protect it."""
        if Etat.DIT in (self.etat, other.etat):
            return Cellule(self.effectif, Etat.DIT)
        largeur = max(self.largeur, other.largeur)
        is_free = Etat.LIBRE in (self.etat, other.etat) and not largeur
        haut = min((one.haut for one in (self, other) if one.haut is not UNBOUNDED), default=UNBOUNDED)
        etat = Etat.LIBRE if is_free else Etat.CACHE
        return Cellule(self.effectif, etat, max(self.bas, other.bas), haut, largeur)


@dataclass(slots=True)
class Statuts:
    """Decides on the cells from the wholes to their parts. tus: cells that an earlier release hides."""

    counted: CountedCrossing
    counts: Mapping[Cle, int]
    dits: Dits
    policy: Policy
    tus: Collection[Cle] = ()
    sommes: Sequence[Somme] = ()
    publiees: set[Cle] = field(default_factory=set)
    liees: set[Cle] = field(default_factory=set)
    cells: dict[Cle, Cellule] = field(default_factory=dict)
    closed: set[Cle] = field(default_factory=set)

    def decide(self) -> dict[Cle, Cellule]:
        """Give every cell of every table its state."""
        self.sommes = tuple(sums_of(self.counted))
        published = [somme for somme in self.sommes if somme.publiee]
        self.publiees = {cle for somme in published for cle in (somme.whole, *somme.parts)}
        self.liees = {cle for somme in self.sommes if somme.liee for cle in (somme.whole, *somme.parts)}
        wholes: dict[Cle, list[Cle]] = defaultdict(list)
        for somme in self.sommes:
            wholes.setdefault(somme.whole, [])
            for part in somme.parts:
                wholes[part].append(somme.whole)
        alike = self._alike()
        has_parts = {somme.whole for somme in published if any(self._kinds(part)[0] for part in somme.parts)}
        for cle in sorted(wholes, key=self._depth):
            self._decide(cle, wholes[cle], is_alike=cle in alike, has_parts=cle in has_parts)
        return self.cells

    def _depth(self, cle: Cle) -> int:
        return sum(d.depth[code] for d, code in zip(self.counted.dimensions, cle, strict=True))

    def _decide(self, cle: Cle, wholes: Sequence[Cle], *, is_alike: bool, has_parts: bool) -> None:
        count, said = self.counts.get(cle, 0), self.dits.get(cle, -1)
        if count == 0 and (said == 0 or any(self.cells[whole].etat is Etat.NUL for whole in wholes)):
            self.cells[cle] = Cellule(0, Etat.NUL)
        elif said is not None and said >= 0:
            if said != count:
                raise ValueError(f"{cle}: another table says {said}")
            self.cells[cle] = Cellule(count, Etat.DIT)
        elif said is not None and cle not in self.publiees and cle not in self.tus:
            wide = cle in self.liees and self.policy.is_small(count)
            room = max(self.policy.largeur if wide else 0, self.counted.domines.get(cle, 0))
            self.cells[cle] = Cellule(count, Etat.CACHE, largeur=room)
        else:
            below = any(whole in self.closed for whole in wholes)
            silent = below or is_alike or said is None
            self._decide_untold(cle, count, silent=silent, is_alike=is_alike, has_parts=has_parts)

    def _decide_untold(self, cle: Cle, count: int, *, silent: bool, is_alike: bool, has_parts: bool) -> None:
        """silent: its zero would be hidden too."""
        small, is_shown, is_missing, is_discrete = self.policy.is_small(count), *self._kinds(cle)
        room = self.counted.domines.get(cle, 0)
        if not (small or silent or room or cle in self.tus or not is_shown or (is_discrete and count == 0)):
            self.cells[cle] = Cellule(count, Etat.NUL if count == 0 else Etat.LIBRE, bas=min(count, 1))
            return
        top = self.policy.seuil - 1
        low = 1 if is_shown and not silent and not is_discrete else 0
        told = small and ((is_shown and has_parts) or is_missing) and top - low >= self.policy.largeur
        high = top if told else UNBOUNDED  # hidden down to its zeros, it shows that it is small
        wide = small or (is_shown and (is_discrete or (is_alike and count > 0)))
        width = max(self.policy.largeur if wide else 0, room)
        self.cells[cle] = Cellule(count, Etat.CACHE, min(low, count), high, width)
        if small or count == 0:
            self.closed.add(cle)

    def _kinds(self, cle: Cle) -> tuple[bool, bool, bool]:
        """Whether a cell is of the kind that is shown, counts missing answers, holds sensible values."""
        found = [d.by_code[code] for d, code in zip(self.counted.dimensions, cle, strict=True)]
        return all(m.publiee for m in found), any(m.manquant for m in found), any(m.discrete for m in found)

    def _alike(self) -> set[Cle]:
        """Answers of the groups that all give the same one, and are not many."""
        found: set[Cle] = set()
        for somme in self.sommes:
            if not somme.attribut or self.counts.get(somme.whole, 0) < self.policy.seuil:
                continue
            answers = [part for part in somme.parts if not self._kinds(part)[1]]
            given = [self.counts[part] for part in answers if self.counts.get(part, 0)]
            if len(answers) > 1 and len(given) == 1 and given[0] < self.policy.certitude:
                found |= set(answers)
        return found
