"""Two actions in each other's way, and the places where nobody goes."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import Final
from uuid import UUID

from asv.domain.coordination.constats import Constat
from asv.domain.coordination.faits import OVER, ActionVue, DateVue, Situation, same_public, same_theme
from asv.domain.coordination.rangs import family, is_urgent

WINDOW: Final = timedelta(days=21)
YEAR: Final = timedelta(days=365)
SOLICITED: Final = 2
"""Actions a month that one host may offer to one public before its people tire."""
HEAVY_MONTH: Final = 0.4
FEWEST: Final = 5
"""Séances of a theme in the year under which a share by month says nothing."""

Pair = tuple[ActionVue, DateVue, ActionVue, DateVue]


def doublons(situation: Situation) -> Iterator[Constat]:
    """Same or parent theme, same or adjacent QPV, a public in common, dates within 21 days, one of them to come."""
    closest: dict[tuple[UUID, UUID], Pair] = {}
    for pair in _meetings(situation):
        first, day, second, other = pair
        key = first.id, second.id
        if key not in closest or abs(day.jour - other.jour) < _gap(closest[key]):
            closest[key] = pair
    for first, day, second, other in closest.values():
        yield Constat(
            "DOUBLON", first.id, second.id, theme=family(first.theme),
            details={
                "jour": day.jour.isoformat(), "autre_jour": other.jour.isoformat(),
                "qpv": " ".join(first.places(day)), "autre_qpv": " ".join(second.places(other)),
            },
        )  # fmt: skip


def _gap(pair: Pair) -> timedelta:
    return abs(pair[1].jour - pair[3].jour)


def _meetings(situation: Situation) -> Iterator[Pair]:
    """Pairs of dates in each other's way, the action with the smaller id first."""
    for (theme, qpv), days in situation.days.items():
        mine = [day for day in days if situation.focus in {None, day[0].id}]
        near = situation.near(qpv) if mine else ()
        others = [day for place in near for day in situation.days.get((theme, place), ())]
        for first, day in mine:
            for second, other in others:
                if first.id != second.id and collide(first, day, second, other, situation.today):
                    yield (first, day, second, other) if first.id < second.id else (second, other, first, day)


def collide(first: ActionVue, day: DateVue, second: ActionVue, other: DateVue, today: date) -> bool:
    """Whether two dates that concern neighbouring QPV get in each other's way."""
    is_soon = abs(day.jour - other.jour) <= WINDOW and max(day.jour, other.jour) >= today
    return is_soon and same_theme(first.theme, second.theme) and same_public(first, second)


def blank_needs(situation: Situation) -> Iterator[Constat]:
    """A theme among the first three needs of a QPV, without any séance there for 12 months nor to come."""
    since = situation.today - YEAR
    for (qpv, theme), rang in situation.rangs.items():
        if qpv not in situation.quartiers or not is_urgent(situation.rangs, qpv, theme):
            continue
        if not any(day.jour >= since for _, day in situation.days.get((theme, qpv), ())):
            yield Constat("ZONE_BLANCHE", qpv=qpv, theme=theme, details={"rang": str(rang)})


def saturations(situation: Situation) -> Iterator[Constat]:
    """More than two actions in a month to come, at one host, for one public."""
    found: dict[tuple[UUID, str], dict[UUID, ActionVue]] = {}
    for action in situation.planned:
        for day in action.coming(situation.today):
            if day.hote is not None:
                found.setdefault((day.hote, f"{day.jour:%Y-%m}"), {})[action.id] = action
    for (hote, mois), actions in found.items():
        crowd = _crowd(list(actions.values()))
        if len(crowd) > SOLICITED:
            last = crowd[-1]
            details = {"hote": str(hote), "mois": mois, "actions": " ".join(str(action.id) for action in crowd)}
            yield Constat("SATURATION", last.id, crowd[-2].id, cle=f"{hote} {mois}", details=details)


def _crowd(actions: list[ActionVue]) -> list[ActionVue]:
    """The most actions that one public may all be called to."""
    publics = sorted({public for action in actions for public in action.publics}) or [""]
    called = [[a for a in actions if not a.publics or public in a.publics] for public in publics]
    most = max(len(one) for one in called)
    return sorted(next(one for one in called if len(one) == most), key=lambda action: action.id)


def concentrations(situation: Situation) -> Iterator[Constat]:
    """More than 40 % of the séances of a theme in the year within one month."""
    year = situation.today.year
    months: dict[str, Counter[int]] = {}
    for action in situation.planned:
        for day in action.held:
            if day.jour.year == year:
                months.setdefault(family(action.theme), Counter())[day.jour.month] += 1
    for theme, counted in months.items():
        mois, most = max(counted.items(), key=lambda item: (item[1], -item[0]))
        total = counted.total()
        if total >= FEWEST and most > HEAVY_MONTH * total:
            details = {"mois": f"{year}-{mois:02}", "seances": str(most), "total": str(total)}
            yield Constat("CONCENTRATION", theme=theme, cle=f"{year}-{mois:02}", details=details)


def sans_outil(situation: Situation) -> Iterator[Constat]:
    """Two actions on one theme, for one public, in neighbouring QPV, of which neither names a shared tool."""
    live = [action for action in situation.planned if action.etat not in OVER and not action.outil_partage.strip()]
    by_theme: dict[str, list[ActionVue]] = {}
    for action in live:
        by_theme.setdefault(family(action.theme), []).append(action)
    for actions in by_theme.values():
        for first, second in combinations(actions, 2):
            in_concertation = "AE_CONCERTATION" in {first.etat, second.etat}
            if in_concertation and _speak_to_the_same(first, second, situation):
                yield Constat("SANS_OUTIL", first.id, second.id, theme=family(first.theme))


def _speak_to_the_same(first: ActionVue, second: ActionVue, situation: Situation) -> bool:
    if not (same_theme(first.theme, second.theme) and same_public(first, second)):
        return False
    return any(one == other or situation.voisins(one, other) for one in first.qpv for other in second.qpv)
