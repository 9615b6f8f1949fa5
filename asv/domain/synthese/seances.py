"""Séances: who, when, where and how, and how many contacts each will lend its date and place to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import numpy as np
from numpy.random import Generator

from asv.domain.nomenclatures import VERSION
from asv.domain.synthese.blocs import Bloc, Colonne, Identifiants, Octets, Rangs, constant
from asv.domain.synthese.calendrier import CRENEAUX, slot_weights
from asv.domain.synthese.profils_terrain import MODES
from asv.domain.synthese.territoire import Lieux
from asv.domain.synthese.tirages import (
    Poids,
    generator,
    happens,
    identifiers,
    pick,
    share,
    spread,
    weights,
    without_replacement,
)

NAMES = tuple(MODES)
PROFILES = tuple(MODES.values())
LIEUX_TYPES = tuple(sorted({lieu for profile in PROFILES for lieu in profile.lieux}))
DUREES = tuple(sorted({duree for profile in PROFILES for duree in profile.durees_seance}))
USUAL, SATURDAY, EVENING = range(3)
SATURDAY_OF_WEEK = 5
SOIR = len(CRENEAUX) - 1
HOME = 4.0
"""How much more often a mediator works in his own cells."""
CELLS_OF_MEDIATEUR = 5


@dataclass(frozen=True, slots=True)
class Seances:
    """Arrays with one line a séance; `days` are those of the ranks `jour`."""

    days: tuple[date, ...]
    ids: Octets
    mediateur: Rangs
    jour: Rangs
    creneau: Rangs
    cellule: Rangs
    mode: Rangs
    taille: Rangs
    recues: list[datetime]

    def __len__(self) -> int:
        return len(self.jour)


@dataclass(frozen=True, slots=True)
class Terrain:
    """Where the séances of a lot are drawn from."""

    siren: str
    lieux: Lieux
    days: tuple[date, ...]
    mediateurs: Sequence[UUID]


def draw_seances(rng: Generator, terrain: Terrain, seances: int, contacts: int, seed: int) -> Seances:
    """Draw distinct (mediator, day, part of the day) and their place; the sizes sum to `contacts`."""
    jour, creneau, mediateur = _slots(rng, terrain, seances)
    mode = _modes(rng, terrain.days, jour, creneau)
    cellule = pick(rng, _habits(terrain, seed), mediateur)
    usual = np.array([profile.taille for profile in PROFILES])[mode]
    taille = share(rng, contacts, usual * rng.gamma(4.0, 0.25, size=len(mode)))
    recues = _reception_times(rng, terrain.days, jour)
    return Seances(terrain.days, identifiers(rng, len(mode)), mediateur, jour, creneau, cellule, mode, taille, recues)


def _slots(rng: Generator, terrain: Terrain, seances: int) -> tuple[Rangs, Rangs, Rangs]:
    """Days, parts of the day and mediators, never twice the same three; the seasons come out as they are weighed."""
    team, parts = len(terrain.mediateurs), len(CRENEAUX)
    poids = np.repeat(slot_weights(terrain.days), team)
    by_day = np.arange(len(poids)) // (team * parts)
    order = np.argsort(by_day + rng.random(len(poids)))
    chosen = order[spread(rng, poids[order], seances)]
    slot, mediateur = np.divmod(chosen, team)
    jour, creneau = np.divmod(slot, parts)
    return jour, creneau, mediateur


def _modes(rng: Generator, days: tuple[date, ...], jour: Rangs, creneau: Rangs) -> Rangs:
    kinds = np.array([[profile.frequence[kind] for profile in PROFILES] for kind in (USUAL, SATURDAY, EVENING)])
    saturday = np.array([day.weekday() == SATURDAY_OF_WEEK for day in days])[jour]
    kind = np.where(saturday, SATURDAY, np.where(creneau == SOIR, EVENING, USUAL))
    return pick(rng, kinds, kind)


def _habits(terrain: Terrain, seed: int) -> Poids:
    """Weights mediators × cells: everybody may go anywhere, most often to a few cells of one's own."""
    presence = terrain.lieux.presence
    rows = []
    for mediateur in terrain.mediateurs:
        rng = generator(seed, terrain.siren, 3, mediateur.int % 2**32)
        own = without_replacement(rng, presence, CELLS_OF_MEDIATEUR)
        row = presence.copy()
        row[own] *= HOME
        rows.append(row)
    return np.array(rows)


def bloc_seances(rng: Generator, terrain: Terrain, seances: Seances, hotes: Sequence[tuple[str, UUID]]) -> Bloc:
    """Rows of the séances. `hotes`: commune and identifier of the structures that may lend their walls."""
    length = len(seances)
    lieu = pick(rng, np.array([weights(LIEUX_TYPES, profile.lieux) for profile in PROFILES]), seances.mode)
    durees = np.array([[profile.durees_seance.count(d) for d in DUREES] for profile in PROFILES], dtype=np.float64)
    cells = terrain.lieux.cellules
    return Bloc(
        "seance",
        {
            "territoire_id": constant(terrain.siren, length),
            "id": Identifiants(seances.ids),
            "mediateur_id": Colonne(terrain.mediateurs, seances.mediateur),
            "mediateurs": _second_mediateur(rng, terrain, seances),
            "date_seance": Colonne(seances.days, seances.jour),
            "creneau": Colonne([str(creneau) for creneau in CRENEAUX], seances.creneau),
            "commune": Colonne([cell.commune for cell in cells], seances.cellule),
            "qpv": Colonne([cell.qpv for cell in cells], seances.cellule),
            "lieu_type": Colonne(LIEUX_TYPES, lieu),
            "mode": Colonne(NAMES, seances.mode),
            "duree_minutes": Colonne(DUREES, pick(rng, durees, seances.mode)),
            "structure_hote_id": _hosts(rng, terrain, seances, hotes),
            "nomenclature": constant(VERSION, length),
            "recue_le": Colonne(seances.recues, np.arange(length)),
        },
    )


def _second_mediateur(rng: Generator, terrain: Terrain, seances: Seances) -> Colonne:
    """In the street one often goes by two; the contact still belongs to one."""
    length, team = len(seances), len(terrain.mediateurs)
    by_two = np.array([not profile.is_alone for profile in PROFILES])[seances.mode] & happens(rng, 0.35, length)
    other = (seances.mediateur + 1 + rng.integers(0, max(team - 1, 1), length)) % team
    ranks = np.where(by_two & (other != seances.mediateur), other, team)
    return Colonne([*([mediateur] for mediateur in terrain.mediateurs), []], ranks)


def _hosts(rng: Generator, terrain: Terrain, seances: Seances, hotes: Sequence[tuple[str, UUID]]) -> Colonne:
    """A permanence chez un partenaire is often in the walls of a structure of the same commune."""
    of_commune: dict[str, list[int]] = {}
    for rank, (commune, _) in enumerate(hotes):
        of_commune.setdefault(commune, []).append(rank)
    lent = (seances.mode == NAMES.index("PERMANENCE_PARTENAIRE")) & happens(rng, 0.7, len(seances))
    ranks = np.full(len(seances), len(hotes), dtype=np.intp)
    for row in np.flatnonzero(lent).tolist():
        near = of_commune.get(terrain.lieux.cellules[int(seances.cellule[row])].commune)
        if near:
            ranks[row] = near[row % len(near)]
    return Colonne([*(identifier for _, identifier in hotes), None], ranks)


def _reception_times(rng: Generator, days: tuple[date, ...], jour: Rangs) -> list[datetime]:
    """When each séance reached the server: at the end of its day, sometimes the next morning for want of a network."""
    minutes = rng.integers(0, 60, len(jour)).tolist()
    late = (happens(rng, 0.06, len(jour)) & (jour < len(days) - 1)).tolist()
    rows = zip(jour.tolist(), minutes, late, strict=True)
    return [_received(days[rank], minute, is_late=is_late) for rank, minute, is_late in rows]


def _received(day: date, minute: int, *, is_late: bool) -> datetime:
    if is_late:
        return datetime.combine(day + timedelta(days=1), time(6, minute), UTC)
    return datetime.combine(day, time(19, minute), UTC)
