"""A little territoire of three QPV: the first two touch, the third is far."""

from datetime import date, timedelta
from uuid import UUID

from asv.domain.coordination import ActionVue, DateVue, Situation

TODAY = date(2026, 9, 1)
FOSSE, TILLEULS, CORONS = "QN06201M", "QN06202M", "QN06203M"
QUARTIERS = (FOSSE, TILLEULS, CORONS)
CENTRE_SOCIAL, CPAM = UUID(int=91), UUID(int=92)


def in_days(days):
    return TODAY + timedelta(days=days)


def are_neighbours(first, second):
    return {first, second} == {FOSSE, TILLEULS}


def date_of(number, *, days=10, qpv=FOSSE, **more):
    return DateVue(UUID(int=number), in_days(days), "62498", qpv, **more)


def action_of(number, *, days=10, qpv=FOSSE, dates=None, **more):
    """A breast screening announced a month ago; `days`: of its only date, from today."""
    facts = {
        "titre": f"Action {number}", "type": "AC_STAND", "theme": "DEP_SEIN", "etat": "AE_PROGRAMMEE",
        "porteur": UUID(int=100 + number), "depuis": in_days(-30), "qpv": (qpv,) if qpv else (),
        "dates": (date_of(1000 + number, days=days, qpv=qpv),) if dates is None else dates,
    }  # fmt: skip
    return ActionVue(id=UUID(int=number), **(facts | more))


def situation_of(*actions, **more):
    return Situation(today=TODAY, actions=actions, quartiers=QUARTIERS, voisins=are_neighbours, **more)
