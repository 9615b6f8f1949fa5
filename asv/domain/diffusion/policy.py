"""The release policy: every figure of the rule, dated and sourced."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Destinataire(StrEnum):
    """To whom the figures go."""

    EQUIPE = "equipe"
    FINANCEUR = "financeur"
    COMMUNE = "commune"
    PARTENAIRE = "partenaire"
    PUBLIC = "public"

    @property
    def is_outside(self) -> bool:
        """Whether the figures leave the team, so that only closed years may go."""
        return self is not Destinataire.EQUIPE


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be published. Changing a figure is a decision: tests/domain/diffusion/test_policy.py pins them."""

    depuis: date
    source: str
    seuil: int
    """Smallest count published above zero."""
    complement: int
    """Smallest non-zero remainder D - n that may be deduced from a published count."""
    largeur: int
    """Least distance between the smallest and the largest value that an attacker must leave possible."""
    certitude: int
    """Below this number of answers, « all of them » is not published; nor is « none » of a sensitive value."""
    precision: int
    """Below this number of answers, a share is shown with its 95 % interval."""
    dominance: int = 85
    """Percentage of a count of contacts above which those of one person (one suivi) are too much of it."""
    zero_publie: bool = True
    """Whether a true zero is shown; the attacker is always supposed to know it."""

    def is_small(self, effectif: int) -> bool:
        """Whether a count is too small to be published: neither zero nor at the threshold."""
        return 0 < effectif < self.seuil

    def room_of(self, most: int, effectif: int) -> int:
        """Room that a count must keep when one person made `most` of its contacts; 0 when they do not dominate it.

        Under the (1, k) rule, an estimate of the count must stay 100 / k × most - count away (Hundepool et al., 2012).
        """
        if 100 * most <= self.dominance * effectif:
            return 0
        return max(self.largeur, -(-100 * most // self.dominance) - effectif)


POLICY = Policy(
    depuis=date(2026, 1, 1),
    source=(
        "Secret statistique des données fiscales des personnes physiques (11 unités), règle du CASD pour le PMSI "
        "(aucune case sous 11), usage du SNDS ; largeur d’intervalle et certitude : étude du métier, F5, et "
        "étude de sûreté, menace T02 ; dominance : 85 %, Insee, Manuel de protection des tableaux"
    ),
    seuil=11,
    complement=11,
    largeur=5,
    certitude=50,
    precision=200,
)
