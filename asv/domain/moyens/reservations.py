"""What becomes of what is reserved: its states, who may change them, what it is worth to the action."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Conflict, Forbidden


class EtatReservation(StrEnum):
    DEMANDEE = "demandee"
    RESERVEE = "reservee"
    UTILISEE = "utilisee"
    RENDUE = "rendue"
    REFUSEE = "refusee"
    LIBEREE = "liberee"

    @property
    def libelle(self) -> str:
        return {
            "demandee": "Accord attendu", "reservee": "Réservé", "utilisee": "Utilisé", "rendue": "Rendu",
            "refusee": "Refusé", "liberee": "Libéré",
        }[self.value]  # fmt: skip


E = EtatReservation
HELD = frozenset({E.DEMANDEE, E.RESERVEE})
"""It waits for its day: a cancellation frees it."""
COUNTED = frozenset({E.DEMANDEE, E.RESERVEE, E.UTILISEE})
BROUGHT = frozenset({E.RESERVEE, E.UTILISEE, E.RENDUE})
"""What was agreed on: its value is that of a means brought to the action."""
OF_THE_OWNER = frozenset({(E.DEMANDEE, E.RESERVEE), (E.DEMANDEE, E.REFUSEE), (E.RESERVEE, E.REFUSEE)})
OF_THE_PORTEUR = frozenset({(E.DEMANDEE, E.LIBEREE), (E.RESERVEE, E.LIBEREE)})
OF_BOTH = frozenset({(E.RESERVEE, E.UTILISEE), (E.UTILISEE, E.RENDUE), (E.RESERVEE, E.RENDUE)})
NOT_YOURS = "Seules la structure qui prête et celle qui porte l’action changent une réservation, ou la coordination."
TOO_LATE = "Cette réservation a changé entre-temps : rechargez la page pour voir où elle en est."


def moves_of(acteur: Acteur, etat: str, proprietaire: UUID, porteur: UUID, *, is_past: bool) -> tuple[E, ...]:
    """States that the acteur may give to a reservation, in the order of the day. `is_past`: its date is over."""
    is_owner = acteur.role is Role.COORDINATEUR or (acteur.may_write and acteur.structure_id == proprietaire)
    is_porteur = acteur.role is Role.COORDINATEUR or (acteur.may_write and acteur.structure_id == porteur)
    allowed = (OF_THE_OWNER if is_owner else frozenset()) | (OF_THE_PORTEUR if is_porteur else frozenset())
    if (is_owner or is_porteur) and is_past:
        allowed = allowed | OF_BOTH
    if is_owner and is_porteur:  # to refuse oneself is to free, to free what one has not accepted is to refuse
        allowed = allowed - {(E.RESERVEE, E.REFUSEE), (E.DEMANDEE, E.LIBEREE)}
    return tuple(vers for vers in E if (etat, vers) in allowed)


def check_move(acteur: Acteur, etat: str, vers: str, proprietaire: UUID, porteur: UUID, *, is_past: bool) -> E:
    """The new state, or why not: not one's own, or no longer so."""
    if vers in set(E) and E(vers) in moves_of(acteur, etat, proprietaire, porteur, is_past=is_past):
        return E(vers)
    if acteur.role is not Role.COORDINATEUR and acteur.structure_id not in {proprietaire, porteur}:
        raise Forbidden(NOT_YOURS)
    raise Conflict(TOO_LATE)


@dataclass(frozen=True, slots=True)
class Apportee:
    """A means brought to an action. `valeur`: in euros; None when its owner said no value."""

    proprietaire: UUID
    etat: str
    valeur: Decimal | None


@dataclass(frozen=True, slots=True)
class Valorisation:
    """`totale`: of what is brought; `mutualisee`: by other structures than the porteur; `sans_valeur`: not valued."""

    totale: Decimal
    mutualisee: Decimal
    structures: int
    sans_valeur: int


def valorise(apportees: Iterable[Apportee], porteur: UUID) -> Valorisation:
    """What the means of an action are worth; only what was agreed on counts (A-MUT-1, A-MUT-2)."""
    kept = [apportee for apportee in apportees if apportee.etat in BROUGHT]
    others = [apportee for apportee in kept if apportee.proprietaire != porteur]
    return Valorisation(
        sum((apportee.valeur or Decimal(0) for apportee in kept), Decimal(0)),
        sum((apportee.valeur or Decimal(0) for apportee in others), Decimal(0)),
        len({apportee.proprietaire for apportee in kept}),
        sum(apportee.valeur is None for apportee in kept),
    )
