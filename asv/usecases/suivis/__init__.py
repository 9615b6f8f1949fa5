"""Suivis at the desk: showing a card, reading the sheet, passing it on, giving it back to the person."""

from asv.usecases.suivis.access import check_shown, find_suivi, find_to_write
from asv.usecases.suivis.cards import Blocked, Presentee, move_under, present_card, replace_card, show_second
from asv.usecases.suivis.dates import plan_dates
from asv.usecases.suivis.linking import LigneContact, contacts_to_link, link_contact
from asv.usecases.suivis.listing import LigneSuivi, ListeSuivis, list_suivis
from asv.usecases.suivis.notes import LONGEST, drop_note, write_note
from asv.usecases.suivis.reading import (
    Conflit,
    Fait,
    VueSuivi,
    read_suivi,
    show_to_person,
)
from asv.usecases.suivis.relais import answer_relais, list_colleagues, propose_relais

__all__ = [
    "LONGEST",
    "Blocked",
    "Conflit",
    "Fait",
    "LigneContact",
    "LigneSuivi",
    "ListeSuivis",
    "Presentee",
    "VueSuivi",
    "answer_relais",
    "check_shown",
    "contacts_to_link",
    "drop_note",
    "find_suivi",
    "find_to_write",
    "link_contact",
    "list_colleagues",
    "list_suivis",
    "move_under",
    "plan_dates",
    "present_card",
    "propose_relais",
    "read_suivi",
    "replace_card",
    "show_second",
    "show_to_person",
    "write_note",
]
