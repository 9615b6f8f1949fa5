"""Dates of an agenda, drawn by hand or at random."""

from datetime import UTC, date, datetime, time
from uuid import UUID, uuid4

from hypothesis import strategies as st

from asv.domain.agenda import DateAgenda, Suite

CANARY = "CANARI"


def date_agenda(**changes) -> DateAgenda:
    """A stand at the market on 12 May 2026, changed a fortnight before."""
    values = {
        "id": uuid4(), "action_id": uuid4(), "version": 1, "modifiee_le": datetime(2026, 4, 28, 8, tzinfo=UTC),
        "jour": date(2026, 5, 12), "debut": time(9), "fin": time(12, 30), "titre": "Dépistage au marché",
        "type": "AC_DEPIST", "theme": "DEP_COLO", "publics": (), "lieu": "Halle du marché", "commune": "Liévin",
        "qpv": "Quartier Calonne", "structure": "Centre social", "etat": "AE_PROGRAMMEE",
        "etat_action": "AE_PROGRAMMEE", "is_ouverte": True,
    }  # fmt: skip
    return DateAgenda(**values | changes)


def suite(**changes) -> Suite:
    values = {"id": UUID(int=7), "jour": date(2026, 6, 2), "debut": time(14), "fin": time(16, 30),
              "etat": "AE_PROGRAMMEE"}  # fmt: skip
    return Suite(**values | changes)


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)


@st.composite
def any_date(draw: st.DrawFn) -> DateAgenda:
    """A date with whatever texts people may send, at any day and hour."""
    start, end = sorted(draw(st.lists(st.times().map(_minutes), min_size=2, max_size=2)))
    etats = st.sampled_from(["AE_PROGRAMMEE", "AE_REALISEE", "AE_ANNULEE", "AE_REPORTEE"])
    actions = st.sampled_from(["AE_MONTAGE", "AE_CONCERTATION", "AE_VALIDEE", "AE_PROGRAMMEE", "AE_ANNULEE"])
    return date_agenda(
        jour=draw(st.dates(date(2001, 1, 1), date(2099, 12, 31))), debut=start, fin=end, titre=draw(TEXTS),
        lieu=draw(TEXTS), commune=draw(TEXTS), etat=draw(etats), etat_action=draw(actions),
        version=draw(st.integers(1, 10_000)), is_ouverte=draw(st.booleans()),
        type=draw(st.sampled_from(["AC_DEPIST", "AC_PERM", "AC_BUS"])),
        suite=draw(st.none() | st.just(suite())),
    )  # fmt: skip


def _minutes(moment: time) -> time:
    return moment.replace(second=0, microsecond=0, fold=0)
