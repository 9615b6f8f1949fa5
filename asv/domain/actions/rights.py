"""Who may do what with a joint action: the role first, then whether the acteur's structure carries it."""

from enum import Enum, auto
from uuid import UUID

from asv.domain.acteurs import Acteur, Role, check_writer
from asv.domain.errors import Forbidden


class Right(Enum):
    """What one does with an action. ANSWER is of the invited structure.

    FOLLOW: counts, money, bilan, also once the action is over. DISCUSS: of the structures that have a place in it.
    """

    READ = auto()
    LIST = auto()
    ANSWER = auto()
    CREATE = auto()
    MODIFY = auto()
    ADD_DATE = auto()
    CANCEL_DATE = auto()
    INVITE = auto()
    ANNOUNCE = auto()
    FOLLOW = auto()
    EVALUATE = auto()
    SEE_MONEY = auto()
    DISCUSS = auto()


_READERS = frozenset({Role.MEDIATEUR, Role.PARTENAIRE, Role.COORDINATEUR, Role.FINANCEUR})
_WRITERS = frozenset({Role.PARTENAIRE, Role.COORDINATEUR})
ROLES = dict.fromkeys(Right, _WRITERS) | {
    Right.READ: _READERS,
    Right.ANSWER: frozenset({Role.PARTENAIRE}),
    Right.EVALUATE: frozenset({Role.COORDINATEUR}),
    Right.SEE_MONEY: _WRITERS | {Role.FINANCEUR},
}
OF_THE_PORTEUR = frozenset(
    {
        Right.MODIFY,
        Right.ADD_DATE,
        Right.CANCEL_DATE,
        Right.INVITE,
        Right.ANNOUNCE,
        Right.FOLLOW,
        Right.SEE_MONEY,
    }
)
READING = frozenset({Right.READ, Right.LIST, Right.SEE_MONEY, Right.DISCUSS})
"""What a partner who only reads for his structure keeps; to write in the thread asks more than to read it."""
AFTERWARDS = frozenset({Right.FOLLOW, Right.EVALUATE, Right.SEE_MONEY, Right.DISCUSS})
"""What goes on once the action is over."""
WHATEVER_THE_PORTEUR = frozenset({Role.COORDINATEUR, Role.FINANCEUR})

NOT_YOUR_ROLE = "Votre rôle permet de lire les actions annoncées, pas de les préparer : demandez à la coordination."
NO_ACTIONS = "Les actions conjointes ne sont pas ouvertes à votre rôle."
NO_STRUCTURE = "Votre compte n’est rattaché à aucune structure : demandez à l’administration de le compléter."
NOT_THE_PORTEUR = "Seule la structure qui porte cette action peut la modifier : écrivez-lui, ou à la coordination."


def check_role(acteur: Acteur, right: Right) -> None:
    """Refuse a role that never has this right, whatever the action; a partner also needs a structure."""
    if acteur.role not in ROLES[right]:
        raise Forbidden(NOT_YOUR_ROLE if acteur.role in _READERS else NO_ACTIONS)
    if acteur.role is Role.PARTENAIRE and acteur.structure_id is None:
        raise Forbidden(NO_STRUCTURE)
    if right not in READING:
        check_writer(acteur)


def may_on(acteur: Acteur, right: Right, porteur_id: UUID) -> bool:
    """Whether the acteur has this right on an action carried by that structure."""
    if acteur.role not in ROLES[right] or not (right in READING or acteur.may_write):
        return False
    return right not in OF_THE_PORTEUR or acteur.role in WHATEVER_THE_PORTEUR or acteur.structure_id == porteur_id


def check_on(acteur: Acteur, right: Right, porteur_id: UUID) -> None:
    """Refuse what only the porteur, or the coordination, may do."""
    if right not in READING:
        check_writer(acteur)
    if not may_on(acteur, right, porteur_id):
        raise Forbidden(NOT_THE_PORTEUR)


def rights_on(acteur: Acteur, porteur_id: UUID) -> frozenset[Right]:
    """Every right of the acteur on an action carried by that structure."""
    return frozenset(right for right in Right if may_on(acteur, right, porteur_id))
