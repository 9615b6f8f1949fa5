"""Joint actions: what partners and the coordination do with them."""

from asv.usecases.actions.invitations import answer, invite
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
    announce_action,
    cancel_date_of,
    create_action,
    modify_action,
)

__all__ = [
    "LigneAction",
    "LigneDate",
    "LigneMembre",
    "ListeActions",
    "VueAction",
    "action_to_modify",
    "add_date",
    "announce_action",
    "answer",
    "cancel_date_of",
    "create_action",
    "invite",
    "list_actions",
    "modify_action",
    "read_action",
]
