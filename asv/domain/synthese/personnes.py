"""The people met: sexe, tranche d'âge, residence, situation. One line a contact; contacts of one suivi share a line."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from asv.domain.nomenclatures import LISTES, NON_REPONSES
from asv.domain.synthese import profils_personnes as profils
from asv.domain.synthese.blocs import Rangs
from asv.domain.synthese.territoire import Lieux
from asv.domain.synthese.tirages import Poids, generator, happens, pick, pick_alike, weights

SEXES = tuple(profils.SEXES)
AGES = tuple(profils.AGES)
PUBLICS = tuple(entree.code for entree in LISTES["PUBLIC"].entrees)
RESIDENCES = tuple(dict.fromkeys(code for table in profils.RESIDENCES.values() for code in table))
ZONE_RESIDENCE = tuple("ZR_QPV" if code in {profils.MEME_QPV, profils.AUTRE_QPV} else code for code in RESIDENCES)
MEME, AUTRE, HORS = (RESIDENCES.index(code) for code in (profils.MEME_QPV, profils.AUTRE_QPV, "ZR_HORS_QPV"))
NOBODY = -1
CHANCE_PUBLIC_SENSIBLE = 0.06


@dataclass(frozen=True, slots=True)
class Personnes:
    """Arrays with one line a contact. cellule: rank in the cells, -1 when the place of living is not known."""

    sexe: Rangs
    age: Rangs
    residence: Rangs
    cellule: Rangs
    public: Rangs
    second_public: Rangs

    def of(self, lines: Rangs) -> "Personnes":
        """The same people, each contact taking the person of the line it is told."""
        parts = (self.sexe, self.age, self.residence, self.cellule, self.public, self.second_public)
        return Personnes(*(part[lines] for part in parts))


def draw_personnes(
    rng: Generator, lieux: Lieux, place: Rangs, is_followed: NDArray[np.bool_], seed_of_tilt: int
) -> Personnes:
    """People met at these cells. Those who are followed are known: no non-answer about them."""
    sexe = pick(rng, _tilted(_sexes(), lieux, seed_of_tilt), np.where(is_followed, 1, 0))
    age = pick(rng, _ages(), 2 * is_followed + (sexe == SEXES.index("H")))
    group = np.where(place < lieux.parts, 0, 1) + 2 * is_followed
    residence = pick(rng, np.array([weights(RESIDENCES, table) for table in profils.RESIDENCES.values()]), group)
    cellule = _cells(rng, lieux, place, residence)
    public = np.where(happens(rng, profils.CHANCE_PUBLIC, len(place)), pick(rng, _publics(), age), NOBODY)
    second = np.where(happens(rng, profils.CHANCE_PUBLIC_2, len(place)), pick(rng, _publics(), age), NOBODY)
    alone = (public == PUBLICS.index("HABITANT")) | (second == PUBLICS.index("HABITANT")) | (public == NOBODY)
    second = np.where(alone, NOBODY, second)
    second = np.where(
        is_followed & happens(rng, CHANCE_PUBLIC_SENSIBLE, len(place)), _sensibles(rng, len(place)), second
    )
    return Personnes(sexe, age, residence, cellule, public, second)


def _known(table: Poids, codes: tuple[str, ...]) -> Poids:
    return np.where(np.isin(codes, list(NON_REPONSES)), 0.0, table)


def _sexes() -> Poids:
    table = weights(SEXES, profils.SEXES)
    return np.array([table, _known(table, SEXES)])


def _tilted(table: Poids, lieux: Lieux, seed: int) -> Poids:
    """A team meets a little more women here, a little fewer there."""
    tilt = np.ones(len(SEXES))
    tilt[SEXES.index("F")] = generator(seed, "1", lieux.parts).uniform(0.97, 1.03)
    return table * tilt


def _ages() -> Poids:
    """Groups: everybody, men, followed people, followed men. Men who stop are a little older."""
    table = weights(AGES, profils.AGES)
    older = np.array([1.25 if age in {"A50_59", "A60_64", "A65_74"} else 1.0 for age in AGES])
    known = _known(table, AGES)
    return np.array([table, table * older, known, known * older])


def _publics() -> Poids:
    """Situations by age; an age nobody asked says nothing, so the person is an adult like others."""
    tables = (profils.PUBLICS_OF_AGE.get(age, profils.PUBLICS_ADULTES) for age in AGES)
    return np.array([weights(PUBLICS, table) for table in tables])


def _sensibles(rng: Generator, length: int) -> Rangs:
    return pick_alike(rng, weights(PUBLICS, profils.PUBLICS_SENSIBLES), length)


def _cells(rng: Generator, lieux: Lieux, place: Rangs, residence: Rangs) -> Rangs:
    """Where each person lives: the cell of the meeting, another QPV, or a commune outside its QPV."""
    length, parts = len(place), lieux.parts
    other = pick_alike(rng, lieux.habitants[:parts], length) if parts else np.full(length, NOBODY)
    hors = _outside(rng, lieux, place)
    found = np.full(length, NOBODY, dtype=np.intp)
    found = np.where(residence == MEME, place, found)
    found = np.where(residence == AUTRE, other, found)
    return np.where(residence == HORS, hors, found).astype(np.intp)


def _outside(rng: Generator, lieux: Lieux, place: Rangs) -> Rangs:
    """The rest of the commune of the meeting, or of another commune one time in four."""
    rank_of = {cellule.commune: rank for rank, cellule in enumerate(lieux.cellules) if cellule.is_hors_qpv}
    here = np.array([rank_of[cellule.commune] for cellule in lieux.cellules])[place]
    elsewhere = lieux.parts + pick_alike(rng, lieux.habitants[lieux.parts :], len(place))
    return np.where(happens(rng, 0.25, len(place)), elsewhere, here).astype(np.intp)
