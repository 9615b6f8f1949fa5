"""Where a commitment stands: what its proofs and its deadline let one propose. A person decides, with a dated proof."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ANNONCE, FORMALISE, ENGAGE = "ES_ANNONCE", "ES_FORMALISE", "ES_ENGAGE"
PARTIEL, TENU, RETARD, NON_TENU = "ES_PARTIEL", "ES_TENU", "ES_RETARD", "ES_NON_TENU"
REPORTE, MODIFIE, ABANDONNE, NON_VERIF = "ES_REPORTE", "ES_MODIFIE", "ES_ABANDONNE", "ES_NON_VERIF"
BY_AVENANT = frozenset({REPORTE, MODIFIE})
"""States that only an avenant gives: they say that what was signed is no longer what holds."""


@dataclass(frozen=True, slots=True)
class Avancee:
    """What is known of a commitment. `valeur`: last value proved of its indicateur; `depart`, `cible`: in its unit."""

    cible: Decimal | None = None
    depart: Decimal | None = None
    valeur: Decimal | None = None
    echeance: date | None = None
    has_preuve: bool = False
    is_signe: bool = False

    @property
    def is_reached(self) -> bool:
        """Whether the target is reached; one set under the start is reached from above (a delay to shorten)."""
        if self.cible is None or self.valeur is None:
            return False
        falls = self.depart is not None and self.cible < self.depart
        return self.valeur <= self.cible if falls else self.valeur >= self.cible

    @property
    def has_moved(self) -> bool:
        """Whether the indicateur left its start, taken as zero when none was noted, towards the target."""
        if self.cible is None or self.valeur is None:
            return False
        start = self.depart or Decimal(0)
        return self.valeur < start if self.cible < start else self.valeur > start


def proposed_etat(avancee: Avancee, today: date) -> str:
    """State of ENGAGEMENT_ETAT that the proofs and the deadline suggest on that day."""
    if avancee.cible is None and not avancee.has_preuve:
        return NON_VERIF if avancee.is_signe else ANNONCE
    if avancee.is_reached:
        return TENU
    if avancee.has_moved:
        return PARTIEL
    if avancee.echeance is not None and avancee.echeance < today:
        return RETARD
    if avancee.has_preuve:
        return ENGAGE
    return FORMALISE if avancee.is_signe else ANNONCE


@dataclass(frozen=True, slots=True)
class EtatDate:
    """What the three indicateurs ask of a commitment."""

    etat: str
    echeance: date | None
    is_mesurable_qpv: bool


@dataclass(frozen=True, slots=True)
class Compte:
    """DC01 to DC03 (domain study, E3): held over due, not verifiable over all, measurable by QPV over all."""

    dus: int
    tenus: int
    non_verifiables: int
    mesurables: int
    total: int


def count(engagements: Collection[EtatDate], today: date) -> Compte:
    """Counts at a date. Due: its deadline is that day or before; one held before its deadline is not due yet."""
    due = [one for one in engagements if one.echeance is not None and one.echeance <= today]
    return Compte(
        dus=len(due),
        tenus=sum(one.etat == TENU for one in due),
        non_verifiables=sum(one.etat == NON_VERIF for one in engagements),
        mesurables=sum(one.is_mesurable_qpv for one in engagements),
        total=len(engagements),
    )
