"""What keeps people from care: drawn by QPV and by age, one to three, the first one main."""

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from asv.domain.nomenclatures import LISTES, NON_REPONSES, family, parent_of
from asv.domain.synthese import profils_personnes as profils
from asv.domain.synthese.blocs import Colonne, Rangs
from asv.domain.synthese.personnes import AGES
from asv.domain.synthese.territoire import Lieux
from asv.domain.synthese.tirages import Poids, generator, happens, pick, pick_alike, weights

CODES = (*(entree.code for entree in LISTES["FREIN"].entrees), *sorted(NON_REPONSES))
FAMILY_RANK = np.array([CODES.index(family("FREIN", code)) for code in CODES])
NOT_ASKED = CODES.index("ND")
ALONE = np.isin(CODES, ["AUCUN_FREIN", *NON_REPONSES])
NOTHING = -1
CHANCE_SENSIBLE = 0.25
SPREAD = 5.0
"""Shape of the gamma that makes each QPV its own mix; the larger, the more alike."""


def draw_freins(rng: Generator, poids: Poids, place: Rangs, age: Rangs, is_sensible: NDArray[np.bool_]) -> list[Rangs]:
    """Ranks of up to three freins of different families; a non-answer, or « aucune », stands alone.

    poids: those of `frein_weights`.
    """
    length = len(place)
    group = place * 3 + _tranches_age()[age]
    first = pick(rng, poids, group)
    silent = happens(rng, profils.CHANCE_FREIN_NON_REPONSE, length)
    first = np.where(silent, pick_alike(rng, weights(CODES, profils.NON_REPONSES_FREIN), length), first)
    second = pick(rng, poids, group)
    third = pick(rng, poids, group)
    sensible = is_sensible & happens(rng, CHANCE_SENSIBLE, length)
    second = np.where(sensible, pick_alike(rng, weights(CODES, profils.FREINS_SENSIBLES), length), second)
    second_said = ~ALONE[first] & ~_clash(second, first) & (sensible | happens(rng, profils.CHANCE_FREIN_2, length))
    third_said = second_said & ~_clash(third, first) & ~_clash(third, second)
    third_said &= happens(rng, profils.CHANCE_FREIN_3, length)
    return [first, np.where(second_said, second, NOTHING), np.where(third_said, third, NOTHING)]


def _clash(added: Rangs, said: Rangs) -> NDArray[np.bool_]:
    clash: NDArray[np.bool_] = ALONE[added] | (FAMILY_RANK[added] == FAMILY_RANK[said])
    return clash


def familles_of(freins: Colonne) -> Colonne:
    """Distinct first levels of each list, in order."""
    return Colonne(
        [list(dict.fromkeys(family("FREIN", code) for code in codes)) for codes in freins.valeurs], freins.rangs
    )


def _tranches_age() -> Rangs:
    seniors, mineurs = profils.SENIORS, profils.MINEURS
    return np.array([1 if age in seniors else 2 if age in mineurs else 0 for age in AGES])


def frein_weights(lieux: Lieux, seed: int) -> Poids:
    """Weights (cells × ages) × codes: the mix of each place, tilted by age."""
    by_age = np.array([_of_codes(tilt) for tilt in ({}, profils.TILT_SENIORS, profils.TILT_MINEURS)])
    heads = np.unique(FAMILY_RANK)
    rows = []
    for rank, cellule in enumerate(lieux.cellules):
        key = int(cellule.qpv[2:-1]) if cellule.qpv and cellule.qpv[2:-1].isdigit() else rank
        mix = np.ones(len(CODES))
        mix[heads] = generator(seed, "2", key).gamma(SPREAD, 1 / SPREAD, size=len(heads))
        rows.append(by_age * mix[FAMILY_RANK])
    return np.concatenate(rows)


def _of_codes(tilt: Mapping[str, float]) -> Poids:
    return weights(CODES, {code: weight * tilt.get(_head(code), 1.0) for code, weight in _base().items()})


def _head(code: str) -> str:
    return parent_of("FREIN", code) or code


@cache
def _base() -> Mapping[str, float]:
    """Weight of each code: that of its family, shared between the head and its second level."""
    found: dict[str, float] = {}
    for head, weight in profils.FAMILLES.items():
        below = profils.NIVEAU_2.get(head, {})
        fine = profils.CHANCE_NIVEAU_2 if below else 0.0
        found[head] = weight * (1 - fine)
        for code, share in below.items():
            found[code] = weight * fine * share / sum(below.values())
    return found
