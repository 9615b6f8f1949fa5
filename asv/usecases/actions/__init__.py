"""Joint actions: what partners and the coordination do with them."""

from asv.usecases.actions.avancement import avancement_of, avancements
from asv.usecases.actions.besoins import add_besoin, noms_of, objets_of, remove_besoin
from asv.usecases.actions.complement import Completable, action_to_complete, complete_action
from asv.usecases.actions.dates import add_date, cancel_date_of, postpone_date, shift_date
from asv.usecases.actions.etapes import Etape
from asv.usecases.actions.invitations import answer, invite
from asv.usecases.actions.listes import LigneAction, ListeActions, list_actions
from asv.usecases.actions.passages import follow, pass_action
from asv.usecases.actions.places import answer_of
from asv.usecases.actions.reading import LigneDate, LigneMembre, VueAction, read_action
from asv.usecases.actions.writing import (
    action_to_modify,
    create_action,
    modify_action,
)

__all__ = [
    "Completable",
    "Etape",
    "LigneAction",
    "LigneDate",
    "LigneMembre",
    "ListeActions",
    "VueAction",
    "action_to_complete",
    "action_to_modify",
    "add_besoin",
    "add_date",
    "answer",
    "answer_of",
    "avancement_of",
    "avancements",
    "cancel_date_of",
    "complete_action",
    "create_action",
    "follow",
    "invite",
    "list_actions",
    "modify_action",
    "noms_of",
    "objets_of",
    "pass_action",
    "postpone_date",
    "read_action",
    "remove_besoin",
    "shift_date",
]
