"""A plan: which séances, where and when, held by whom; and when it falls short, which rule keeps it short."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from uuid import UUID

from asv.domain.coordination.collisions import WINDOW
from asv.domain.planification.demande import Demande
from asv.domain.planification.options import STRICT, Ecartees, Option, Relache, free_of, options_of
from asv.domain.planification.programme import Programme, solve
from asv.domain.planification.terrain import Besoin, StructureVue, Terrain

SECONDS, SECONDS_MORE = 2.0, 0.9
"""For the plan, and for each of the three rules given up to see what it costs: under five seconds in all."""
PER_DAY, PER_KM = 0.01, 0.001
"""Of two plans of the same need, the sooner is better, then the nearer: far below one point of need."""
MORE_WEEKS = 4


@dataclass(frozen=True, slots=True)
class SeancePrevue:
    """A séance of the plan. `besoin`: what it answers to; `rang`: the first, the second… of this QPV in the plan."""

    option: Option
    besoin: Besoin
    structure: StructureVue
    rang: int


@dataclass(frozen=True, slots=True)
class Plan:
    """`possible_qpv`: where some séance could be. `possibles`: how many each rule given up would allow, when short."""

    demande: Demande
    seances: tuple[SeancePrevue, ...]
    besoins: tuple[Besoin, ...]
    ecartees: Ecartees
    possible_qpv: frozenset[str]
    is_best: bool
    possibles: tuple[tuple[Relache, int], ...] = ()

    @property
    def is_short(self) -> bool:
        return len(self.seances) < self.demande.seances

    @property
    def points(self) -> int:
        """Need covered: a QPV counts once, however many times one goes there."""
        return sum({seance.besoin.quartier.code: seance.besoin.points for seance in self.seances}.values())


def plan_for(terrain: Terrain, demande: Demande) -> Plan:
    """The séances that cover the most unmet need without collision, as many as asked for if they can be held."""
    besoins = terrain.besoins(demande.theme)
    options, ecartees = options_of(terrain, demande, besoins)
    choix = solve(programme_of(terrain, demande, besoins, options), SECONDS)
    chosen = [options[index] for index in choix.options]
    held = _held(terrain, besoins, chosen)
    where = frozenset(option.qpv for option in options)
    short = len(held) < demande.seances
    possibles = tuple(_tried(terrain, demande, besoins)) if short else ()
    return Plan(demande, held, tuple(besoins), ecartees, where, is_best=choix.is_best, possibles=possibles)


def _tried(terrain: Terrain, demande: Demande, besoins: list[Besoin]) -> Iterator[tuple[Relache, int]]:
    for relache in (Relache(moyens=True), Relache(ecart=True), Relache(semaines=MORE_WEEKS)):
        if relache.moyens and terrain.moyens is None:
            continue
        options, _ = options_of(terrain, demande, besoins, relache)
        found = solve(programme_of(terrain, demande, besoins, options, relache), SECONDS_MORE)
        yield relache, len(found.options)


def programme_of(
    terrain: Terrain, demande: Demande, besoins: list[Besoin], options: Sequence[Option], relache: Relache = STRICT
) -> Programme:
    """The same choice in numbers: options, what each QPV is worth, and what cannot be together."""
    limites = [*_structures(terrain, options), *_moyens(terrain, options)]
    if not relache.ecart:
        limites += _apart(terrain, options)
    first = demande.debut
    return Programme(
        groupes=[option.qpv for option in options],
        couts=[PER_DAY * (option.jour - first).days + PER_KM * min(option.km, 9.0) for option in options],
        gains={besoin.quartier.code: float(besoin.points) for besoin in besoins},
        limites=[(found, cap) for found, cap in limites if len(found) > cap],
        most=demande.seances,
    )


def _structures(terrain: Terrain, options: Sequence[Option]) -> Iterator[tuple[list[int], int]]:
    """A structure holds one séance a half-day. By Hall's theorem: no set of structures has more than it can hold."""
    able = {q.code: frozenset(s.id for s in terrain.structures if s.covers(q)) for q in terrain.quartiers}
    ids = sorted({structure.id for structure in terrain.structures})
    several = [frozenset(some) for size in range(1, len(ids) + 1) for some in combinations(ids, size)]
    for moment in _moments(options).values():
        for some in several:
            yield [index for index in moment if able[options[index].qpv] <= some], len(some)


def _moments(options: Sequence[Option]) -> dict[tuple[object, str], list[int]]:
    found: dict[tuple[object, str], list[int]] = {}
    for index, option in enumerate(options):
        found.setdefault((option.jour, option.creneau), []).append(index)
    return found


def _moyens(terrain: Terrain, options: Sequence[Option]) -> Iterator[tuple[list[int], int]]:
    """A means is in as many places at once as it has free units."""
    used: dict[tuple[UUID, object, str], list[int]] = {}
    for index, option in enumerate(options):
        if option.moyen is not None:
            used.setdefault((option.moyen, option.jour, option.creneau), []).append(index)
    for found in used.values():
        option = options[found[0]]
        if option.moyen is not None:
            yield found, free_of(terrain, option.moyen, option.jour, option.creneau)


def _apart(terrain: Terrain, options: Sequence[Option]) -> Iterator[tuple[list[int], int]]:
    """In a QPV, and in two that are neighbours, at most one séance in any three weeks."""
    of: dict[str, list[int]] = {}
    for index, option in enumerate(options):
        of.setdefault(option.qpv, []).append(index)
    codes = sorted(of)
    pairs = [(a, b) for a, b in combinations(codes, 2) if terrain.situation.voisins(a, b)]
    alone = [(code,) for code in codes if not any(code in pair for pair in pairs)]
    for group in (*pairs, *alone):
        together = sorted((index for code in group for index in of[code]), key=lambda index: options[index].jour)
        yield from ((window, 1) for window in _windows(together, options))


def _windows(together: list[int], options: Sequence[Option]) -> Iterator[list[int]]:
    """The longest runs of options that are all within three weeks of each other."""
    last_end = -1
    starts = {options[index].jour: place for place, index in reversed([*enumerate(together)])}
    for jour, start in sorted(starts.items()):
        end = max(place for place in range(start, len(together)) if options[together[place]].jour - jour <= WINDOW)
        if end > last_end:
            yield together[start : end + 1]
            last_end = end


def _held(terrain: Terrain, besoins: list[Besoin], chosen: list[Option]) -> tuple[SeancePrevue, ...]:
    """Each séance with the structure that holds it: those that have held the least first."""
    by_code = {besoin.quartier.code: besoin for besoin in besoins}
    load: Counter[UUID] = Counter()
    rangs: Counter[str] = Counter()
    held: list[SeancePrevue] = []
    for indices in _moments(chosen).values():
        several = [chosen[index] for index in indices]
        for option, structure in zip(several, _assigned(terrain, by_code, several, load), strict=True):
            load[structure.id] += 1
            rangs[option.qpv] += 1
            held.append(SeancePrevue(option, by_code[option.qpv], structure, rangs[option.qpv]))
    return tuple(held)


def _assigned(
    terrain: Terrain, besoins: dict[str, Besoin], several: list[Option], load: Counter[UUID]
) -> Sequence[StructureVue]:
    """One structure for each séance of a half-day, all different, all covering their QPV, the least loaded in all."""
    possible = [
        order
        for order in permutations(terrain.structures, len(several))
        if all(s.covers(besoins[option.qpv].quartier) for s, option in zip(order, several, strict=True))
    ]
    return min(possible, key=lambda order: (sum(load[s.id] for s in order), [s.id for s in order]))
