"""Contacts: what the mediator kept of each exchange of a séance."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from asv.domain.nomenclatures import LISTES, VERSION, PremiereFois
from asv.domain.synthese import profils_personnes as profils
from asv.domain.synthese import profils_terrain as terrains
from asv.domain.synthese.blocs import Bloc, Colonne, Identifiants, Rangs, constant, lists_of
from asv.domain.synthese.calendrier import CRENEAUX
from asv.domain.synthese.freins import CODES as FREINS
from asv.domain.synthese.freins import NOT_ASKED, draw_freins, familles_of, frein_weights
from asv.domain.synthese.personnes import AGES, PUBLICS, SEXES, ZONE_RESIDENCE, Personnes, draw_personnes
from asv.domain.synthese.personnes import RESIDENCES as DRAWN_RESIDENCES
from asv.domain.synthese.seances import PROFILES, Seances, Terrain
from asv.domain.synthese.soins import (
    FORCES,
    GESTES,
    INTERVENTIONS,
    ORIENTATIONS,
    THEMES,
    draw_interventions,
    draw_orientations,
    draw_themes,
    months_of,
)
from asv.domain.synthese.suivis import Suivis, is_followed
from asv.domain.synthese.tirages import happens, identifiers, pick, pick_alike, weights

GESTE_OF_MODE = np.array([GESTES.index(profile.geste) for profile in PROFILES])
SALUTATIONS = np.array([profile.silence[0] for profile in PROFILES])
BREFS = np.array([profile.silence[1] for profile in PROFILES])
ORIGINES = tuple(entree.code for entree in LISTES["ORIGINE"].entrees)
LANGUES = tuple(terrains.LANGUES)
INFORMATIONS = ("IP_AFFICHE", "IP_ORALE", "IP_ACCORD_SUIVI")
DUREES = tuple(sorted({duree for profile in PROFILES for duree in profile.durees}))
OUI, NON = (str(answer) for answer in PremiereFois)
ANSWERS = (OUI, NON, "ND", "NSP", "NC")
NATURES = ("contact", "salutation")
NOTHING = -1


@dataclass(frozen=True, slots=True)
class Lot:
    """All that the contacts of a part of the mediators are written from."""

    terrain: Terrain
    seances: Seances
    met: "Rencontres"
    people: Personnes
    seed: int


@dataclass(frozen=True, slots=True)
class Rencontres:
    """The frame of the contacts of a lot, before anything is asked. `is_silent`: nothing was asked."""

    seance: Rangs
    is_salutation: NDArray[np.bool_]
    is_silent: NDArray[np.bool_]
    suivis: Suivis


def draw_rencontres(rng: Generator, seances: Seances, suivis: Suivis, seance: Rangs) -> Rencontres:
    """Say which contacts are touches of the +1 counter, and which are brief; a suivi is neither."""
    mode = seances.mode[seance]
    free = ~is_followed(suivis)
    salutation = free & happens(rng, SALUTATIONS[mode], len(seance))
    silent = salutation | (free & happens(rng, BREFS[mode], len(seance)))
    return Rencontres(seance, salutation, silent, suivis)


def draw_people(rng: Generator, terrain: Terrain, seances: Seances, met: Rencontres, seed: int) -> Personnes:
    """Give its person to each contact; the contacts of a suivi share that of the first."""
    place = seances.cellule[met.seance]
    people = draw_personnes(rng, terrain.lieux, place, is_followed(met.suivis), seed)
    lines = np.arange(len(place))
    followed = is_followed(met.suivis)
    lines[followed] = met.suivis.first[met.suivis.of_contact[followed]]
    return people.of(lines)


def bloc_contacts(rng: Generator, lot: Lot) -> Bloc:
    """Rows of the contacts of a lot."""
    return Bloc("contact", {**_frame(rng, lot), **_identity(lot), **_exchange(rng, lot), **_circumstances(rng, lot)})


def _frame(rng: Generator, lot: Lot) -> dict[str, Colonne | Identifiants]:
    """What a contact takes from its séance."""
    terrain, seances, met = lot.terrain, lot.seances, lot.met
    length, cells, seance = len(met.seance), terrain.lieux.cellules, met.seance
    place = seances.cellule[seance]
    return {
        "territoire_id": constant(terrain.siren, length),
        "id": Identifiants(identifiers(rng, length)),
        "seance_id": _chosen(seances.ids, seance),
        "mediateur_id": Colonne(terrain.mediateurs, seances.mediateur[seance]),
        "suivi_id": _chosen(met.suivis.ids, met.suivis.of_contact),
        "date_contact": Colonne(seances.days, seances.jour[seance]),
        "creneau": Colonne([str(creneau) for creneau in CRENEAUX], seances.creneau[seance]),
        "commune_lieu": Colonne([cell.commune for cell in cells], place),
        "qpv_lieu": Colonne([cell.qpv for cell in cells], place),
        "nature": Colonne(NATURES, met.is_salutation.astype(np.intp)),
        "is_bref": Colonne((False, True), met.is_silent.astype(np.intp)),
        "nomenclature": constant(VERSION, length),
        "recu_le": Colonne(seances.recues, seance),
    }


def _identity(lot: Lot) -> dict[str, Colonne | Identifiants]:
    met, people, cells = lot.met, lot.people, lot.terrain.lieux.cellules
    cellule = _unless(met.is_silent, people.cellule)
    return {
        "sexe": Colonne(SEXES, _or_not_asked(met, people.sexe, SEXES)),
        "tranche_age": Colonne(AGES, _or_not_asked(met, people.age, AGES)),
        "zone_residence": Colonne(ZONE_RESIDENCE, _or_not_asked(met, people.residence, DRAWN_RESIDENCES)),
        "commune_residence": _optional([cell.commune for cell in cells], cellule),
        "qpv_residence": _optional([cell.qpv for cell in cells], cellule),
    }


def _exchange(rng: Generator, lot: Lot) -> dict[str, Colonne | Identifiants]:
    """Freins, themes, interventions, orientation."""
    seances, met = lot.seances, lot.met
    silent, seance = met.is_silent, met.seance
    geste = GESTE_OF_MODE[seances.mode[seance]]
    is_sensible = is_followed(met.suivis) & happens(rng, profils.CHANCE_SENSIBLE, len(seance))
    freins = draw_freins(
        rng, frein_weights(lot.terrain.lieux, lot.seed), seances.cellule[seance], lot.people.age, is_sensible
    )
    themes = draw_themes(rng, freins[0], months_of(seances.days)[seances.jour[seance]], is_sensible)
    orientation, force = draw_orientations(rng, themes[0], geste, is_sensible)
    done = draw_interventions(rng, geste, orientation)
    freins = [_unless(silent, part) for part in freins]
    freins[0] = np.where(silent & ~met.is_salutation, NOT_ASKED, freins[0])
    column = lists_of(FREINS, *freins)
    return {
        "freins": column,
        "familles_frein": familles_of(column),
        "themes": lists_of(THEMES, *(_unless(silent, part) for part in themes)),
        "interventions": lists_of(INTERVENTIONS, *(_unless(silent, part) for part in done)),
        "orientation": _optional(ORIENTATIONS, _unless(silent, orientation)),
        "force_orientation": _optional(FORCES, _unless(silent, force)),
    }


def _circumstances(rng: Generator, lot: Lot) -> dict[str, Colonne | Identifiants]:
    """First time of the year, duration, language, situation, how the person came, what she was told."""
    seances, met, people = lot.seances, lot.met, lot.people
    length, silent, mode = len(met.seance), met.is_silent, seances.mode[met.seance]
    geste = GESTE_OF_MODE[mode]
    durees = np.array([[profile.durees.count(d) for d in DUREES] for profile in PROFILES], dtype=np.float64)
    langue = pick_alike(rng, weights(LANGUES, terrains.LANGUES), length)
    origine = pick(rng, np.array([weights(ORIGINES, terrains.ORIGINES[name]) for name in GESTES]), geste)
    told = np.where(is_followed(met.suivis), 2, happens(rng, 0.45, length).astype(np.intp))
    publics = (_unless(silent, people.public), _unless(silent, people.second_public))
    return {
        "premiere_fois": Colonne(ANSWERS, _or_not_asked(met, _premieres_fois(rng, seances, met), ANSWERS)),
        "duree_minutes": _optional(DUREES, _unless(silent, pick(rng, durees, mode))),
        "langue": _optional(LANGUES, _unless(silent | happens(rng, 0.3, length), langue)),
        "publics": lists_of(PUBLICS, *publics),
        "origine": _optional(ORIGINES, _unless(silent | happens(rng, 0.4, length), origine)),
        "information": _optional(INFORMATIONS, _unless(silent | happens(rng, 0.25, length), told)),
    }


def _premieres_fois(rng: Generator, seances: Seances, met: Rencontres) -> Rangs:
    """« Première fois cette année » : often yes in January, less and less; in a suivi, at most once a year."""
    elapsed = np.array([day.timetuple().tm_yday / 366 for day in seances.days])[seances.jour[met.seance]]
    is_first = happens(rng, 0.86 - 0.34 * elapsed, len(elapsed))
    answer = np.where(is_first, ANSWERS.index(OUI), ANSWERS.index(NON))
    unknown = pick_alike(rng, np.array([0, 0, 70, 20, 10.0]), len(elapsed))
    answer = np.where(happens(rng, 0.075, len(elapsed)), unknown, answer)
    followed = is_followed(met.suivis)
    again = followed.copy()
    again[met.suivis.first] = False
    return np.where(again, ANSWERS.index(NON), answer)


def _chosen(ids: NDArray[np.uint8], ranks: Rangs) -> Colonne:
    """Column of references: bytes of the identifier, None for -1."""
    return _optional([row.tobytes() for row in ids], ranks)


def _optional(values: Sequence[object], ranks: Rangs) -> Colonne:
    """Column where -1 means absent."""
    return Colonne([*values, None], np.where(ranks == NOTHING, len(values), ranks))


def _unless(condition: NDArray[np.bool_], ranks: Rangs) -> Rangs:
    return np.where(condition, NOTHING, ranks)


def _or_not_asked(met: Rencontres, ranks: Rangs, codes: Sequence[str]) -> Rangs:
    return np.where(met.is_silent, codes.index("ND"), ranks)
