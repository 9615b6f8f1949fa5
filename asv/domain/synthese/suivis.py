"""Suivis: several contacts of one mediator put under one code, with the person they share."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from asv.domain.nomenclatures import VERSION
from asv.domain.synthese import profils_personnes as profils
from asv.domain.synthese.blocs import Bloc, Colonne, Identifiants, Octets, Rangs, constant
from asv.domain.synthese.personnes import AGES, SEXES, Personnes
from asv.domain.synthese.seances import NAMES, Seances, Terrain
from asv.domain.synthese.tirages import happens, identifiers, pick_alike, weights

MODES_OF_SUIVI = (
    "ENTRETIEN_RDV", "VAD", "ACCOMP_SOIN", "ACCOMP_ADMIN", "APPEL_SORTANT", "APPEL_ENTRANT", "PERMANENCE",
    "PERMANENCE_PARTENAIRE",
)  # fmt: skip
ALWAYS = 6
"""The first six modes are those of a suivi; a permanence more rarely."""
CONTACTS_OF_SUIVI = 3.6
CHANCE_CLOSED = 0.62
SILENCE_DAYS = 90
NO_SUIVI = -1


@dataclass(frozen=True, slots=True)
class Suivis:
    """Ranks and lines among the contacts.

    of_contact: the suivi of each contact, -1 for none. seance: its séance. first, last: the two ends of each suivi.
    """

    ids: Octets
    seance: Rangs
    of_contact: Rangs
    first: Rangs
    last: Rangs

    def __len__(self) -> int:
        return len(self.first)


def draw_suivis(rng: Generator, seances: Seances, seance: Rangs, wanted: int) -> Suivis:
    """Choose contacts of the modes of a suivi and group them by mediator, in the order of time."""
    mode = seances.mode[seance]
    chance = np.select(
        [np.isin(mode, _ranks(MODES_OF_SUIVI[:ALWAYS])), np.isin(mode, _ranks(MODES_OF_SUIVI))], [6.0, 1.0]
    )
    possible = np.flatnonzero(chance)
    keys = rng.exponential(size=len(possible)) / chance[possible]
    chosen = possible[np.argsort(keys)[: round(wanted * CONTACTS_OF_SUIVI)]]
    mediateur = seances.mediateur[seance[chosen]]
    rank = _dealt(rng, mediateur, max(wanted, 1))
    of_contact = np.full(len(seance), NO_SUIVI, dtype=np.intp)
    of_contact[chosen] = rank
    return _closed_up(rng, of_contact, seance, seances.jour[seance])


def _ranks(modes: tuple[str, ...]) -> list[int]:
    return [NAMES.index(mode) for mode in modes]


def _dealt(rng: Generator, mediateur: Rangs, wanted: int) -> Rangs:
    """A number of suivi for each contact, never shared by two mediators; mediators get suivis as they have contacts."""
    counts = np.bincount(mediateur)
    quota = np.maximum(np.round(counts * wanted / max(counts.sum(), 1)).astype(np.intp), 1)
    start = np.concatenate([[0], np.cumsum(quota)[:-1]])
    return np.asarray(start[mediateur] + rng.integers(0, quota[mediateur]), dtype=np.intp)


def _closed_up(rng: Generator, of_contact: Rangs, seance: Rangs, jour: Rangs) -> Suivis:
    """Renumber the suivis that have contacts, and find their first and last."""
    lines = np.flatnonzero(of_contact != NO_SUIVI)
    _, rank = np.unique(of_contact[lines], return_inverse=True)
    dense = np.full(len(of_contact), NO_SUIVI, dtype=np.intp)
    dense[lines] = rank
    order = lines[np.lexsort((jour[lines], rank))]
    sorted_rank = dense[order]
    starts = np.flatnonzero(np.r_[True, sorted_rank[1:] != sorted_rank[:-1]]) if len(order) else np.array([], np.intp)
    ends = np.r_[starts[1:], len(order)] - 1 if len(order) else starts
    return Suivis(identifiers(rng, len(starts)), seance, dense, order[starts], order[ends.astype(np.intp)])


def is_followed(suivis: Suivis) -> NDArray[np.bool_]:
    """Whether each contact belongs to a suivi."""
    followed: NDArray[np.bool_] = suivis.of_contact != NO_SUIVI
    return followed


def bloc_suivis(rng: Generator, terrain: Terrain, seances: Seances, suivis: Suivis, personnes: Personnes) -> Bloc:
    """Rows of the suivis; their cards and étapes are drawn elsewhere."""
    length, cells, seance = len(suivis), terrain.lieux.cellules, suivis.seance
    ended = _ends(rng, seances, suivis)
    codes = tuple(profils.CLOTURES)
    reason = pick_alike(rng, weights(codes, profils.CLOTURES), length)
    of_first = personnes.cellule[suivis.first]
    return Bloc(
        "suivi",
        {
            "territoire_id": constant(terrain.siren, length),
            "id": Identifiants(suivis.ids),
            "mediateur_id": Colonne(terrain.mediateurs, seances.mediateur[seance[suivis.first]]),
            "ouvert_le": Colonne(seances.days, seances.jour[seance[suivis.first]]),
            "clos_le": Colonne([*seances.days, None], ended),
            "cloture": Colonne([*codes, None], np.where(ended == len(seances.days), len(codes), reason)),
            "dernier_contact_le": Colonne(seances.days, seances.jour[seance[suivis.last]]),
            "zone_residence": Colonne(["ZR_HORS_QPV" if cell.qpv is None else "ZR_QPV" for cell in cells], of_first),
            "commune_residence": Colonne([cell.commune for cell in cells], of_first),
            "qpv_residence": Colonne([cell.qpv for cell in cells], of_first),
            "sexe": Colonne(SEXES, personnes.sexe[suivis.first]),
            "tranche_age": Colonne(AGES, personnes.age[suivis.first]),
            "nomenclature": constant(VERSION, length),
        },
    )


def _ends(rng: Generator, seances: Seances, suivis: Suivis) -> Rangs:
    """Rank of the day of closing, or the number of days for a suivi still open."""
    last, days = seances.jour[suivis.seance[suivis.last]], len(seances.days)
    ended = last + rng.integers(0, SILENCE_DAYS // 2, len(suivis))
    quiet = last < days - SILENCE_DAYS
    closed = (happens(rng, CHANCE_CLOSED, len(suivis)) | quiet) & (ended < days)
    return np.where(closed, ended, days).astype(np.intp)
