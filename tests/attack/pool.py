"""The figures of all the files in one heap: which count each one is, and what sums tie them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from asv.domain import nomenclatures
from tests.attack.readers import WORDS, Name, Seen
from tests.attack.system import MOST, System
from tests.web.test_diffusions_attaque import WAYS

Count = tuple[str, object]
"""Edition of the year, and what is counted: codes by dimension, or a table, a place and a column."""
ENDS = {"POPULATION", "REPONSES", "MANQUANTS"}
SIDES = ("frein", "sexe", "age", "trimestre")
TOP, REST, LEFT = "", "RESTE", "PARTIS"
ROUND, SMALLEST, NEAR = 5, 11, 1e-9
"""What the public is told to; what no count is told under; room for the arithmetic of the machine."""


@dataclass(frozen=True)
class Places:
    """What everybody knows of the territoire: the quartiers of each commune. moved: those that a correction touched."""

    quartiers: Mapping[str, tuple[str, ...]]
    moved: frozenset[str] = frozenset()


def count_of(name: Name) -> Count:
    """Two figures that count the same contacts have the same."""
    edition, tableau, *ends = name
    year = edition[:4] + edition[edition.index("-E") :]
    quarter = [("trimestre", edition[5:7])] if "-T" in edition else []
    lieu, colonne = (WORDS.get(end, end) for end in ends)
    if tableau == "M01" and colonne == "M01":
        tableau, colonne = "LIEU", "TOTAL"
    if colonne == "TOTAL" and tableau in {"M06", "M07", "G08F", "G08A", "M01"}:
        tableau = "LIEU"
    if tableau == "M07":
        tableau, lieu = "FREIN", colonne
    if tableau in WAYS and colonne != "REPONSES":
        named = zip(WAYS[tableau], (lieu, colonne), strict=False)
        return year, frozenset([*((side, code) for side, code in named if code != "TOTAL"), *quarter])
    return year, (tableau, lieu, colonne, *quarter)


def dated(seen: Iterable[Seen]) -> list[Seen]:
    """Each figure under the edition that counted it: a corrected edition repeats the tables that it does not count."""
    told: dict[tuple[str, str], set[tuple[object, ...]]] = defaultdict(set)
    for one in seen:
        if one.off == 0:
            told[one.name[:2]].add((*one.name[2:], one.count))
    first = {
        (edition.split("-E")[0], table): (edition, cells) for (edition, table), cells in sorted(told.items())[::-1]
    }
    again = {}
    for (edition, table), cells in told.items():
        source, original = first[edition.split("-E")[0], table]
        if cells == original:
            again[edition, table] = source
    return [replace(one, name=(again.get(one.name[:2], one.name[0]), *one.name[1:])) for one in seen]


def contradictions(seen: Iterable[Seen]) -> list[str]:
    """Same figure of the same release, two numbers; or hidden in one file and shown in another."""
    exact: dict[tuple[str, Count], Seen] = {}
    found = []
    for one in sorted(seen, key=lambda one: (one.off, one.where)):
        key = one.name[0], count_of(one.name)
        other = exact.setdefault(key, one)
        is_same = (one.count is None) is (other.count is None)
        if is_same and one.count is not None and other.count is not None:
            is_near = abs(one.count - other.count) <= max(one.off, other.off)
            is_same = is_near or (one.off > 0 and one.count == ROUND and other.count <= ROUND + one.off)
        if not is_same:
            found.append(f"{one.name}: {other.count} in {other.where}, {one.count} in {one.where}")
    return found


def posed(seen: Sequence[Seen], places: Places) -> System:
    """All that the pool says, as sums over counts; those that it hides are unknown."""
    system = System()
    for one in seen:
        _pose_count(system, one)
    for one in seen:
        _pose_share(system, one)
    for year in sorted({year for year, _ in system.low}):
        _pose_crossed(system, year, places)
    _pose_tables(system, {one.name for one in seen})
    _pose_editions(system, places)
    return system


def _pose_count(system: System, one: Seen) -> None:
    """A count, exact or near; 5 stands for all that would round to nobody."""
    count = count_of(one.name)
    system.know(count)
    if one.count is not None:
        least = min(one.count, 1) if one.off and one.count <= ROUND else one.count - one.off
        system.know(count, least, one.count + (one.off if one.count else 0))


def _pose_share(system: System, one: Seen) -> None:
    """A share of a base gives the count back, and the base is a count: who answered.

    It is everybody when fewer than SMALLEST did not: the pages say so.
    """
    if one.share is None or one.base is None:
        return
    low, high = ((one.share + sign * one.share_off) * one.base for sign in (-1, 1))
    system.know(count_of(one.name), max(0, ceil(low - NEAR)), floor(high + NEAR))
    whole, answered, missing = (count_of((*one.name[:3], word)) for word in ("POPULATION", "REPONSES", "MANQUANTS"))
    if system.low.get(whole) != one.base:
        system.know(answered, one.base, one.base)
    elif answered in system.low and not system.is_known(answered):
        system.know(missing, 0, SMALLEST - 1)


def _pose_crossed(system: System, year: str, places: Places) -> None:
    """A whole is the sum of its parts, along each criterion; of those that are told, it is at least the sum."""
    cells = {count for when, count in system.low if when == year and isinstance(count, frozenset)}
    values = _values(cells, places)
    for whole in cells:
        sides = dict(whole)
        for side in set(values) - set(sides):
            _pose_parts(system, year, whole, [whole | {(side, code)} for code in values[side][TOP]])
        for side in {"lieu", "frein"} & set(sides):
            below = [whole - {(side, sides[side])} | {(side, code)} for code in values[side][sides[side]]]
            _pose_parts(system, year, whole, below, rest=side == "lieu")


def _values(cells: Iterable[frozenset], places: Places) -> dict[str, dict[str, list[str]]]:
    """By criterion, the codes under each code; TOP for the first ones."""
    found: dict[str, dict[str, list[str]]] = {side: defaultdict(list) for side in ("lieu", *SIDES)}
    for side, code in sorted({pair for cell in cells for pair in cell}):
        if side == "lieu":
            up = TOP if code in places.quartiers else next(c for c, q in places.quartiers.items() if code in q)
        else:
            up = _family(code) if side == "frein" else TOP
        found[side][up].append(code)
    return found


def _family(code: str) -> str:
    if code.endswith("_AUTRE"):
        return code.removesuffix("_AUTRE")
    entry = nomenclatures.entree("FREIN", code) if nomenclatures.is_known("FREIN", code) else None
    return entry.parent if entry is not None and entry.parent else TOP


def _pose_parts(system: System, year: str, whole: frozenset, parts: Sequence[frozenset], *, rest: bool = False) -> None:
    told = [part for part in parts if (year, part) in system.low]
    if not told:
        return
    terms: dict[object, float] = {(year, whole): 1.0} | {(year, part): -1.0 for part in told}
    if rest:
        terms[year, whole | {(REST, "")}] = -1.0
    system.add(terms, 0.0, 0.0 if rest or len(told) == len(parts) else MOST)


def _pose_tables(system: System, names: Iterable[Name]) -> None:
    """In a table: those who answered and those who did not; the answers, when they add up wherever all are told."""
    lines: dict[tuple[str, str, str], dict[str, Count]] = defaultdict(dict)
    for name in names:
        if name[1] not in WAYS or name[1] in {"G08F", "G08A"}:
            lines[name[:3]][name[3]] = count_of(name)
    parted = _parted(system, lines)
    for (_, tableau, _), line in lines.items():
        if {"POPULATION", "REPONSES", "MANQUANTS"} <= set(line):
            system.add({line["POPULATION"]: 1.0, line["REPONSES"]: -1.0, line["MANQUANTS"]: -1.0})
        answers = [count for code, count in line.items() if code not in ENDS]
        if tableau in parted and "REPONSES" in line:
            system.add({line["REPONSES"]: 1.0} | dict.fromkeys(answers, -1.0))
        else:
            for count in answers:
                if "REPONSES" in line and line["REPONSES"] != count:
                    system.add({line["REPONSES"]: 1.0, count: -1.0}, 0.0, MOST)


def _parted(system: System, lines: Mapping[tuple[str, str, str], Mapping[str, Count]]) -> set[str]:
    """Tables whose answers exclude each other, as their own figures show."""
    said: dict[str, set[bool]] = defaultdict(set)
    for (_, tableau, _), line in lines.items():
        if "REPONSES" in line and all(system.is_known(count) for count in line.values()):
            total = sum(system.low[count] for code, count in line.items() if code not in ENDS)
            if total:
                said[tableau].add(total == system.low[line["REPONSES"]])
    return {tableau for tableau, found in said.items() if found == {True}}


def _pose_editions(system: System, places: Places) -> None:
    """A correction that everybody heard of: who left which quartier, and nothing else. What left is a count too."""
    first, *later = sorted({year for year, _ in system.low})
    for year in later:
        for when, count in [*system.low]:
            if when != first or (year, count) not in system.low:
                continue
            lieu = dict(count).get("lieu", "") if isinstance(count, frozenset) else count[1]
            if isinstance(count, frozenset) and (REST, "") in count:
                continue
            if lieu in places.moved:
                system.add({(first, count): 1.0, (year, count): -1.0, (LEFT, count): -1.0})
            else:
                system.add({(first, count): 1.0, (year, count): -1.0})


def found_in(system: System) -> dict[Count, int]:
    """The counts of the pool that it leaves one value for, from 1 to 10: those that it had to keep."""
    told = system.bounds([cell for cell in system.low if not system.is_known(cell)])
    told |= {cell: (round(system.low[cell]), round(system.high[cell])) for cell in system.low if system.is_known(cell)}
    return {cell: low for cell, (low, high) in told.items() if low == high and 0 < low < SMALLEST}
