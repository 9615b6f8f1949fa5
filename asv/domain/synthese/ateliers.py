"""Ateliers: a group counted by its margins. Each distribution is drawn on its own total, no person is invented."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import numpy as np
from numpy.random import Generator

from asv.domain.nomenclatures import VERSION
from asv.domain.synthese.blocs import Bloc, bloc_of
from asv.domain.synthese.calendrier import CRENEAU_WEIGHTS, CRENEAUX, day_weights
from asv.domain.synthese.profils_personnes import CAMPAGNES
from asv.domain.synthese.seances import Terrain
from asv.domain.synthese.tirages import one_of, pick_alike, share, uuids

THEMES = {
    "NUT_ALIM": 10.0, "MEN_BIENETRE": 9.0, "ACC_DROITS": 9.0, "APA": 7.0, "DEP_SEIN": 4.0, "DEP_COLO": 3.0, "DENT": 5.0,
    "NUMSANTE": 5.0, "ADD_TABAC": 3.0, "ADD_ECRANS": 3.0, "VIE_CHUTES": 4.0, "VIE_AIDANT": 3.0, "PREV_EPS": 3.0,
    "NUT_DIABETE": 4.0, "VACC_HPV": 1.0, "ENV_CHALEUR": 0.5, "PER_PMI": 2.0,
}  # fmt: skip
LIEUX_TYPES = {"CENTRE_SOCIAL": 10.0, "MAIRIE_CCAS": 3.0, "ASSOCIATION": 4.0, "ECOLE": 2.0, "AIDE_ALIMENTAIRE": 2.0}
SEXES = {"F": 72.0, "H": 26.0, "NC": 2.0}
AGES = {"A18_24": 6.0, "A25_49": 38.0, "A50_59": 16.0, "A60_64": 12.0, "A65_74": 17.0, "A75P": 7.0, "NC": 4.0}
RESIDENCES = {"QPV": 74.0, "HORS_QPV": 16.0, "NC": 10.0}
SMALLEST, USUAL_MORE, LARGEST = 4, 6.0, 18
CHANCE_ALREADY_MET = 0.42


def bloc_ateliers(rng: Generator, terrain: Terrain, wanted: int) -> Bloc:
    """Rows of the ateliers of a team."""
    ids, lieux = uuids(rng, wanted), terrain.lieux
    jours = pick_alike(rng, day_weights(terrain.days), wanted).tolist()
    cells = pick_alike(rng, lieux.presence, wanted).tolist()
    creneaux = pick_alike(rng, CRENEAU_WEIGHTS, wanted).tolist()
    rows = [
        {
            "territoire_id": terrain.siren,
            "id": identifier,
            "mediateur_id": terrain.mediateurs[int(rng.integers(len(terrain.mediateurs)))],
            "creneau": str(CRENEAUX[creneau]),
            "commune": lieux.cellules[cell].commune,
            "qpv": lieux.cellules[cell].qpv,
            **_content(rng, terrain.days[jour]),
            "nomenclature": VERSION,
        }
        for identifier, jour, cell, creneau in zip(ids, jours, cells, creneaux, strict=True)
    ]
    return bloc_of("atelier", rows)


def _content(rng: Generator, day: date) -> dict[str, Any]:
    total = min(SMALLEST + int(rng.poisson(USUAL_MORE)), LARGEST)
    campagne = CAMPAGNES.get(day.month, {})
    themes = {theme: weight * campagne.get(theme, 1.0) for theme, weight in THEMES.items()}
    return {
        "date_atelier": day,
        "lieu_type": one_of(rng, LIEUX_TYPES),
        "theme": one_of(rng, themes),
        "total": total,
        "sexe": _margin(rng, total, SEXES),
        "tranche_age": _margin(rng, total, AGES),
        "residence": _margin(rng, total, RESIDENCES),
        "deja_rencontres": int(rng.binomial(total, CHANCE_ALREADY_MET)),
        "recu_le": datetime.combine(day, time(19, int(rng.integers(60))), UTC),
    }


def _margin(rng: Generator, total: int, table: Mapping[str, float]) -> dict[str, int]:
    """How a group splits; the parts sum to it, and an empty one is not written."""
    counts = share(rng, total, np.array([*table.values()])).tolist()
    return {code: count for code, count in zip(table, counts, strict=True) if count}
