"""Calendars that people subscribe to by a secret address: what they hold, how long they live (threat T08).

Figures of the security study: 256 bits, 6 months, 60 idle days. Pinned by tests/domain/test_flux.py.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Forbidden, Refused

LIFE = timedelta(days=183)
IDLE = timedelta(days=60)
SHOWN_FOR = timedelta(minutes=10)
"""How long the session that made an address may look at it again: a page that is reloaded, a form sent twice."""
SEEN_EVERY = timedelta(hours=1)
"""How often the last reading is written: a phone asks every few minutes."""
MOST_ALIVE = 10
BEHIND, AHEAD = timedelta(days=60), timedelta(days=400)
"""The stretch of time around today that a calendar holds."""
READERS = frozenset({Role.MEDIATEUR, Role.PARTENAIRE, Role.COORDINATEUR, Role.FINANCEUR})


class NatureFlux(StrEnum):
    """What a calendar follows: all that its person may read, or what his structure carries, shares or hosts."""

    PERSONNEL = "personnel"
    STRUCTURE = "structure"

    @property
    def libelle(self) -> str:
        return {"personnel": "Le calendrier partagé", "structure": "Les dates de ma structure"}[self.value]


class EtatFlux(StrEnum):
    VIVANT = "en service"
    REVOQUE = "révoquée"
    EXPIRE = "arrêtée"


def state_of(*, cree_le: datetime, expire_le: datetime, vu_le: datetime | None, revoque_le: datetime | None,
             now: datetime) -> EtatFlux:  # fmt: skip
    """Whether an address still gives its calendar: not taken back, not past its term, not left idle."""
    if revoque_le is not None:
        return EtatFlux.REVOQUE
    if now >= expire_le or now >= (vu_le or cree_le) + IDLE:
        return EtatFlux.EXPIRE
    return EtatFlux.VIVANT


def natures_of(acteur: Acteur) -> tuple[NatureFlux, ...]:
    """The calendars that this acteur may subscribe to."""
    if acteur.role not in READERS:
        return ()
    return tuple(NatureFlux) if acteur.structure_id is not None else (NatureFlux.PERSONNEL,)


def check_new(acteur: Acteur, asked: str, alive: int) -> NatureFlux:
    """The calendar asked for, or a refusal. alive: how many addresses the acteur has that still work."""
    offered = natures_of(acteur)
    if not offered:
        raise Forbidden("Votre rôle ne lit pas les actions : il n’a pas de calendrier à suivre.")
    nature = next((nature for nature in offered if nature == asked), None)
    if nature is None:
        raise Refused("Choisissez un des calendriers proposés.")
    if alive >= MOST_ALIVE:
        raise Refused(f"Vous avez déjà {MOST_ALIVE} adresses qui marchent : révoquez celles qui ne servent plus.")
    return nature
