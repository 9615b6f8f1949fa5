"""The ranking of a college: a few points of a closed list, put in order by a vote. Points given are not kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from asv.domain import nomenclatures
from asv.domain.champs import Champs, codes_of
from asv.domain.diffusion import POLICY

LISTES = ("BESOIN", "FREIN", "THEME_SANTE")
ASIDE = frozenset({"AUTRE_THEME", "AUTRE_FREIN", "AUCUN_FREIN", "B_AUCUN"})
"""Answers that name nothing one could rank."""
POINTS = 10
"""Points of one ranking, at most: each will be answered with a reason."""
SHORTEST = 2
"""Under two points nothing is put in order."""
VOTANTS = 2000
MOST_POINTS = 9999
MOTIF = 300


class College(StrEnum):
    """Who votes. The two are never added up."""

    HABITANTS = "habitants"
    PROFESSIONNELS = "professionnels"

    @property
    def libelle(self) -> str:
        return {"habitants": "Habitants", "professionnels": "Professionnels"}[self.value]


class Mode(StrEnum):
    """How the vote was counted: RANGS, 1 is the first; POINTS, the most points comes first."""

    RANGS = "rangs"
    POINTS = "points"


MODES = {Mode.RANGS: "Des rangs : 1 pour le premier", Mode.POINTS: "Des points : le plus grand nombre est premier"}


@dataclass(frozen=True, slots=True)
class ClassementSaisi:
    """A ranking as typed. `objets` and `valeurs` go in pairs. `correction`: why it replaces an earlier one."""

    votants: str
    etabli_le: str
    mode: str
    objets: Sequence[str]
    valeurs: Sequence[str]
    correction: str = ""
    is_confirme: bool = False


@dataclass(frozen=True, slots=True)
class ClassementGarde:
    """`rangs`: rank of each point, 1 the first; points with the same vote share a rank."""

    votants: int
    etabli_le: date
    rangs: Mapping[str, int]
    correction: str


def objets_of(today: date) -> tuple[str, ...]:
    """What may be ranked, as « list:code »: needs, freins and themes of the lists, but the sensitive ones.

    A sensitive theme is never told below the territoire: ranked in a QPV, it would be said of those who live there.
    """
    return tuple(
        f"{liste}:{code}"
        for liste in LISTES
        for code in codes_of(liste, today)
        if code not in ASIDE and not nomenclatures.is_sensible(liste, code)
    )


def libelle_objet(objet: str) -> str:
    """Label of a point « list:code »."""
    liste, _, code = objet.partition(":")
    return nomenclatures.entree(liste, code).libelle


def ranked(values: Mapping[str, int], mode: Mode) -> dict[str, int]:
    """Rank of each point, best first; equal votes share the best rank, and the next one counts them all (1, 1, 3)."""
    sign = -1 if mode is Mode.POINTS else 1
    order = {objet: sign * value for objet, value in values.items()}
    found = {objet: 1 + sum(other < own for other in order.values()) for objet, own in order.items()}
    return dict(sorted(found.items(), key=lambda pair: (pair[1], libelle_objet(pair[0]))))


def is_told(votants: int) -> bool:
    """Whether a ranking may be told outside the coordination: from few voters, it would be the opinion of known people.

    The same threshold as any count of people.
    """
    return votants >= POLICY.seuil


def told_points(votes: Iterable[tuple[int, Iterable[str]]]) -> frozenset[str]:
    """Points that a ranking which may be told holds. votes: number of voters and points of each college.

    The answer given to any other point would say what a few people ranked.
    """
    return frozenset(objet for votants, rangs in votes if is_told(votants) for objet in rangs)


def check_classement(saisi: ClassementSaisi, *, annee: int, is_correction: bool, today: date) -> ClassementGarde:
    """A ranking ready to be kept. Raises Incorrect with every field to correct.

    annee: closed year of the diagnostic. is_correction: whether one of this college stands already.
    """
    champs = Champs(confirme=saisi.is_confirme)
    votants = _number(saisi.votants, VOTANTS)
    if votants is None:
        champs.refuse("votants", f"Écrivez combien ont voté, de 1 à {VOTANTS}.")
    jour = champs.day("etabli_le", saisi.etabli_le, missing="Indiquez le jour du vote.")
    if not champs.has_refused("etabli_le") and not date(annee, 1, 1) <= jour <= today:
        champs.refuse("etabli_le", f"Le vote date d’entre le 1er janvier {annee} et aujourd’hui.")
    rangs = _ranks(champs, saisi, today)
    asked = "Dites en une phrase ce qui est corrigé : l’ancien classement reste lisible." if is_correction else ""
    correction = champs.free_text("correction", saisi.correction, MOTIF, missing=asked)
    champs.settle()
    return ClassementGarde(votants or 0, jour, rangs, correction)


def _number(given: str, most: int) -> int | None:
    """A whole number from 1 to most, None for anything else."""
    number = int(given) if given.isascii() and given.isdecimal() and len(given) <= len(str(most)) else 0
    return number if 1 <= number <= most else None


def _ranks(champs: Champs, saisi: ClassementSaisi, today: date) -> dict[str, int]:
    filled = [(o, v) for o, v in zip(saisi.objets, saisi.valeurs, strict=False) if o or v]
    objets = [objet for objet, _ in filled]
    if saisi.mode not in set(Mode):
        champs.refuse("mode", "Dites si ce sont des rangs ou des points.")
        return {}
    mode = Mode(saisi.mode)
    most = MOST_POINTS if mode is Mode.POINTS else POINTS
    values = {objet: _number(valeur, most) for objet, valeur in filled}
    if not set(objets) <= set(objets_of(today)):
        champs.refuse("objets", "Choisissez chaque point dans la liste.")
    elif len(values) < len(objets):
        champs.refuse("objets", "Le même point est cité deux fois : gardez-en un.")
    elif not SHORTEST <= len(objets) <= POINTS:
        champs.refuse("objets", f"Classez de {SHORTEST} à {POINTS} points.")
    elif None in values.values():
        champs.refuse("objets", f"Donnez à chaque point un nombre entier, de 1 à {most}.")
    else:
        return ranked({objet: value or 0 for objet, value in values.items()}, mode)
    return {}
