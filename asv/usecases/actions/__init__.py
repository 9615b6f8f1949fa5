"""Joint actions: what partners and the coordination do with them."""

from asv.usecases.actions.avancement import avancement_of, avancements
from asv.usecases.actions.besoins import add_besoin, objets_of, remove_besoin
from asv.usecases.actions.etapes import Etape
from asv.usecases.actions.invitations import answer, invite
from asv.usecases.actions.passages import follow, note_alerts_read, pass_action
from asv.usecases.actions.reading import (
    LigneAction,
    LigneDate,
    LigneMembre,
    ListeActions,
    VueAction,
    list_actions,
    read_action,
)
from asv.usecases.actions.writing import (
    action_to_modify,
    add_date,
    cancel_date_of,
    create_action,
    modify_action,
)

__all__ = [
    "Etape",
    "LigneAction",
    "LigneDate",
    "LigneMembre",
    "ListeActions",
    "VueAction",
    "action_to_modify",
    "add_besoin",
    "add_date",
    "answer",
    "avancement_of",
    "avancements",
    "cancel_date_of",
    "create_action",
    "follow",
    "invite",
    "list_actions",
    "modify_action",
    "note_alerts_read",
    "objets_of",
    "pass_action",
    "read_action",
    "remove_besoin",
]
