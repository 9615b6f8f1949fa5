"""What was spoken of and done: themes, interventions, orientation. Sensitive values only in the contacts of a suivi."""

from collections.abc import Mapping
from datetime import date
from functools import cache

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from asv.domain.nomenclatures import LISTES, family
from asv.domain.synthese import profils_personnes as profils
from asv.domain.synthese import profils_terrain as terrains
from asv.domain.synthese.blocs import Rangs
from asv.domain.synthese.freins import CODES as FREINS
from asv.domain.synthese.tirages import Poids, happens, pick, pick_alike, weights

THEMES, INTERVENTIONS, ORIENTATIONS, FORCES = (
    tuple(entree.code for entree in LISTES[liste].entrees)
    for liste in ("THEME_SANTE", "TYPE_INTERVENTION", "ORIENTATION", "TYPE_ORIENTATION")
)
GESTES = tuple(terrains.INTERVENTIONS)
ORIENTED = INTERVENTIONS.index("ORIENTATION")
NOTHING = -1
MONTHS = 12


def draw_themes(rng: Generator, frein: Rangs, month: Rangs, is_sensible: NDArray[np.bool_]) -> list[Rangs]:
    """One theme, sometimes two, following the main frein and the campaign of the month (`month` from 0)."""
    length = len(frein)
    group = frein * MONTHS + month
    first = pick(rng, _themes(), group)
    sensible = pick_alike(rng, weights(THEMES, profils.THEMES_SENSIBLES), length)
    first = np.where(is_sensible, sensible, first)
    said = happens(rng, profils.CHANCE_THEME, length) | is_sensible
    second = pick(rng, _themes(), group)
    twice = said & (second != first) & happens(rng, profils.CHANCE_THEME_2, length)
    return [np.where(said, first, NOTHING), np.where(twice, second, NOTHING)]


def months_of(days: tuple[date, ...]) -> Rangs:
    """Month of each day, from 0."""
    return np.array([day.month - 1 for day in days])


@cache
def _themes() -> Poids:
    base = weights(THEMES, profils.THEMES)
    rows = []
    for frein in FREINS:
        boost = _boost(
            THEMES,
            {**profils.THEMES_OF_FREIN.get(family("FREIN", frein), {}), **profils.THEMES_OF_FREIN.get(frein, {})},
        )
        rows += [base * boost * _boost(THEMES, profils.CAMPAGNES.get(month, {})) for month in range(1, MONTHS + 1)]
    return np.array(rows)


def _boost(codes: tuple[str, ...], table: Mapping[str, float]) -> Poids:
    return np.array([table.get(code, 1.0) for code in codes])


def draw_orientations(
    rng: Generator, theme: Rangs, geste: Rangs, is_sensible: NDArray[np.bool_]
) -> tuple[Rangs, Rangs]:
    """Where the person was sent and how strongly; -1 in both when nowhere."""
    length = len(theme)
    found = pick(rng, _orientations(), theme)  # -1 reads the last line, that of no theme
    sensible = pick_alike(rng, weights(ORIENTATIONS, profils.ORIENTATIONS_SENSIBLES), length)
    found = np.where(is_sensible & happens(rng, 0.4, length), sensible, found)
    sent = happens(rng, np.array([terrains.CHANCE_ORIENTATION[name] for name in GESTES])[geste], length)
    force = pick(rng, np.array([weights(FORCES, terrains.FORCES[name]) for name in GESTES]), geste)
    return np.where(sent, found, NOTHING), np.where(sent, force, NOTHING)


@cache
def _orientations() -> Poids:
    base = weights(ORIENTATIONS, profils.ORIENTATIONS)
    rows = [base * _boost(ORIENTATIONS, profils.ORIENTATIONS_OF_THEME.get(theme, {})) for theme in THEMES]
    return np.array([*rows, base])


def draw_interventions(rng: Generator, geste: Rangs, orientation: Rangs) -> list[Rangs]:
    """One to three things done; an orientation is one of them."""
    length = len(geste)
    poids = np.array([weights(INTERVENTIONS, terrains.INTERVENTIONS[name]) for name in GESTES])
    second = np.where(happens(rng, 0.5, length), pick(rng, poids, geste), NOTHING)
    return [pick(rng, poids, geste), second, np.where(orientation == NOTHING, NOTHING, ORIENTED)]
