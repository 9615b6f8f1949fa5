"""Indicateurs of a year of joint actions, all together (domain study D4): counts of actions, dates, means and money."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from asv.domain import nomenclatures
from asv.domain.actions.indicateurs import (
    Realisation,
    median_of,
    mutualisation,
    part,
    participation_moyenne,
    realisation,
)

RESOLVED = frozenset({"fusionner", "decaler", "deplacer"})
"""Decisions that keep two actions from colliding; to go on as planned is not one of them."""


@dataclass(frozen=True, slots=True)
class ActionVecue:
    """An action of the year. `etats`: of its dates; `qpv`: where dates were held or are planned; euros for the rest.

    `apporteurs`: partners that bring a means; `delai`: days from the need to the first date held, once there is one.
    `pretes`: value of what other structures lend; `cout`: the money that counts, spent or else granted.
    """

    theme: str
    etats: Sequence[str]
    qpv: Collection[str]
    apporteurs: int
    delai: int | None
    participation: str | None
    droit_commun: Decimal
    specifiques: Decimal
    cout: Decimal
    pretes: Decimal


@dataclass(frozen=True, slots=True)
class Ensemble:
    """What a year says. Shares from 0 to 1, None when there is nothing to divide by. `couverture`: QPV by theme."""

    actions: int
    realisation: Realisation
    delai_median: float | None
    mutualisees: int
    valeur_mutualisee: Decimal | None
    levier: Decimal | None
    participation_mediane: float | None
    part_concertee: Decimal | None
    couverture: Mapping[str, int]
    qpv: int
    doublons: int
    evites: int
    en_attente: int

    @property
    def part_mutualisee(self) -> Decimal | None:
        """A-MUT-1."""
        return part(self.mutualisees, self.actions)

    @property
    def part_evitee(self) -> Decimal | None:
        """A-COO-2."""
        return part(self.evites, self.doublons)


def ensemble_of(actions: Iterable[ActionVecue], *, contrat: Collection[str], choix: Iterable[str | None]) -> Ensemble:
    """The year as a whole. `contrat`: QPV of the contract; `choix`: decision on each overlap noticed, None if none yet.

    A-COO-1 counts for each theme of the first level the QPV of the contract with a date held or planned.
    """
    found = list(actions)
    pooled, whole = mutualisation(one.apporteurs for one in found)
    lent, cost = sum((one.pretes for one in found), Decimal(0)), sum((one.cout for one in found), Decimal(0))
    common = sum((one.droit_commun for one in found), Decimal(0))
    asked = sum((one.specifiques for one in found), Decimal(0))
    median_level, concerted = participation_moyenne(one.participation for one in found if one.participation)
    decided = list(choix)
    return Ensemble(
        whole, realisation(etat for one in found for etat in one.etats), median_of(one.delai for one in found), pooled,
        part(lent, lent + cost), part(common, common + asked), median_level, concerted, _cover(found, contrat),
        len(set(contrat)), len(decided), sum(one in RESOLVED for one in decided), decided.count(None),
    )  # fmt: skip


def _cover(actions: Sequence[ActionVecue], contrat: Collection[str]) -> dict[str, int]:
    """For each theme of the first level, in the order of the list: how many QPV of the contract have an action."""
    reached: dict[str, set[str]] = {}
    for action in actions:
        theme = nomenclatures.family("THEME_SANTE", action.theme)
        reached.setdefault(theme, set()).update(set(action.qpv) & set(contrat))
    heads = [entree.code for entree in nomenclatures.liste("THEME_SANTE").entrees if entree.parent is None]
    return {theme: len(reached.get(theme, ())) for theme in heads}
