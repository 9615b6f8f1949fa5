"""Coordination: the desk, the alerts and what is decided of them, the priorités of the year."""

from asv.usecases.coordination.alertes import (
    ActionCitee,
    AlerteLue,
    CarteAlerte,
    for_sheet,
    read_alerte,
    run_on,
)
from asv.usecases.coordination.bureau import Bureau, read_bureau, year_to_publish
from asv.usecases.coordination.decisions import decide, keep_all, note_read
from asv.usecases.coordination.priorites import (
    Priorites,
    RangsPublies,
    add_priorite,
    read_priorites,
    read_published,
    withdraw_priorite,
)

__all__ = [
    "ActionCitee",
    "AlerteLue",
    "Bureau",
    "CarteAlerte",
    "Priorites",
    "RangsPublies",
    "add_priorite",
    "decide",
    "for_sheet",
    "keep_all",
    "note_read",
    "read_alerte",
    "read_bureau",
    "read_priorites",
    "read_published",
    "run_on",
    "withdraw_priorite",
    "year_to_publish",
]
