"""Choosing among options under limits: a small integer program, solved by HiGHS. Knows no word of the trade.

Each option belongs to a group. The first option chosen in a group is worth its whole gain, each next one half of the
one before. Count comes first: one option more is worth any gain. Deterministic: one thread, one seed, no gap.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy

COUNT = 10_000.0
HALVED = 0.5


@dataclass(frozen=True)
class Programme:
    """`groupes`: of each option; `gains`: of each group; `couts`: small preferences, far below a point of gain.

    `limites`: (options, most of them that may be chosen together).
    """

    groupes: Sequence[str]
    couts: Sequence[float]
    gains: Mapping[str, float]
    limites: Sequence[tuple[Sequence[int], int]]
    most: int

    def worth(self, chosen: Sequence[int]) -> float:
        """Value of a choice, as the program counts it."""
        seen: dict[str, int] = {}
        total = 0.0
        for index in chosen:
            groupe = self.groupes[index]
            total += COUNT - self.couts[index] + self.gains[groupe] * HALVED ** seen.get(groupe, 0)
            seen[groupe] = seen.get(groupe, 0) + 1
        return total

    def allows(self, chosen: Sequence[int]) -> bool:
        """Whether a choice keeps every limit."""
        kept = set(chosen)
        return len(kept) <= self.most and all(len(kept.intersection(of)) <= cap for of, cap in self.limites)


@dataclass(frozen=True, slots=True)
class Choix:
    """Options chosen. `is_best`: proved; otherwise the best found when the time was over."""

    options: tuple[int, ...]
    is_best: bool


def solve(programme: Programme, seconds: float) -> Choix:
    """The best choice, or the best found within that time; none when there is nothing to choose from."""
    if not programme.groupes:
        return Choix((), is_best=True)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    settings: dict[str, bool | int | float | str] = {
        "output_flag": False, "parallel": "off", "threads": 1, "random_seed": 0, "mip_rel_gap": 0.0,
        "mip_abs_gap": 1e-4, "time_limit": seconds,
    }  # fmt: skip
    for name, value in settings.items():
        solver.setOptionValue(name, value)
    solver.passModel(_model(programme))
    solver.run()
    status = solver.getModelStatus()
    values = list(solver.getSolution().col_value)[: len(programme.groupes)]
    chosen = tuple(index for index, value in enumerate(values) if value > HALVED)
    is_best = status == highspy.HighsModelStatus.kOptimal
    if not is_best:  # the time was over, on a busy machine maybe before any choice was found
        found = [chosen] if programme.allows(chosen) else []
        chosen = max([*found, _first_allowed(programme)], key=programme.worth)
    return Choix(chosen, is_best)


def _first_allowed(programme: Programme) -> tuple[int, ...]:
    """Every option in turn that the limits still allow: asks for no time, so that some plan is always there."""
    left = [cap for _, cap in programme.limites]
    limits_of: list[list[int]] = [[] for _ in programme.groupes]
    for place, (options, _) in enumerate(programme.limites):
        for index in set(options):
            limits_of[index].append(place)
    chosen: list[int] = []
    for index, places in enumerate(limits_of):
        if len(chosen) < programme.most and all(left[place] for place in places):
            chosen.append(index)
            for place in places:
                left[place] -= 1
    return tuple(chosen)


def _model(programme: Programme) -> highspy.HighsLp:
    """One column for each option, then one for each rank in each group; one row for each limit and each group."""
    count = len(programme.groupes)
    of = {groupe: [i for i, found in enumerate(programme.groupes) if found == groupe] for groupe in programme.gains}
    ranks = [(groupe, rank) for groupe in sorted(of) for rank in range(min(programme.most, len(of[groupe])))]
    rows: list[tuple[list[int], list[float], float]] = [([*range(count)], [1.0] * count, float(programme.most))]
    rows += [([*options], [1.0] * len(options), float(cap)) for options, cap in programme.limites]
    for groupe, options in of.items():
        own = [count + place for place, (found, _) in enumerate(ranks) if found == groupe]
        rows.append(([*options, *own], [-1.0] * len(options) + [1.0] * len(own), 0.0))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = count + len(ranks), len(rows)
    costs = [COUNT - cout for cout in programme.couts]
    lp.col_cost_ = costs + [programme.gains[groupe] * HALVED**rank for groupe, rank in ranks]
    lp.col_lower_, lp.col_upper_ = [0.0] * lp.num_col_, [1.0] * lp.num_col_
    lp.row_lower_, lp.row_upper_ = [-highspy.kHighsInf] * len(rows), [bound for _, _, bound in rows]
    kinds = highspy.HighsVarType
    lp.integrality_ = [kinds.kInteger] * count + [kinds.kContinuous] * len(ranks)
    lp.sense_ = highspy.ObjSense.kMaximize
    _fill(lp, rows)
    return lp


def _fill(lp: highspy.HighsLp, rows: list[tuple[list[int], list[float], float]]) -> None:
    """The matrix, row by row: the columns of each and their coefficients."""
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = [0]
    for indices, _, _ in rows:
        starts.append(starts[-1] + len(indices))
    lp.a_matrix_.start_ = starts
    lp.a_matrix_.index_ = [index for indices, _, _ in rows for index in indices]
    lp.a_matrix_.value_ = [value for _, values, _ in rows for value in values]
