"""What the COPIL decided: each point that a college ranked is kept, with its year, or set aside, with its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from asv.domain.actions.etats import ARRETEE, IDEE
from asv.domain.actions.seances import ANNULEE
from asv.domain.champs import Champs
from asv.domain.priorites.classement import libelle_objet

RETENUES = 3
"""Priorités of a QPV, at most. Source: output proposed by the study of the trade, E5."""
YEARS = 3
"""Years after the closed one that a priorité may begin in."""
MOTIF, RAISON, CORRECTION = 600, 300, 300
ECARTE = "ecarte"
NO_ANSWER = frozenset({IDEE, ANNULEE, ARRETEE})
"""States of an action that answers nothing: not begun, or given up."""
GIVEN_UP = "ES_ABANDONNE"
"""State of a commitment that answers nothing any more."""


@dataclass(frozen=True, slots=True)
class ChoixSaisi:
    """What was chosen of a point. `sort`: a rank, « ecarte » or nothing. `annee` is read when it is kept."""

    objet: str
    sort: str = ""
    annee: str = ""
    raison: str = ""


@dataclass(frozen=True, slots=True)
class DecisionSaisie:
    decidee_le: str
    motif: str
    choix: Sequence[ChoixSaisi]
    correction: str = ""
    is_confirme: bool = False


@dataclass(frozen=True, slots=True)
class Retenu:
    objet: str
    rang: int
    annee: int


@dataclass(frozen=True, slots=True)
class Ecarte:
    objet: str
    raison: str


@dataclass(frozen=True, slots=True)
class DecisionGardee:
    """`retenus` in the order of their ranks."""

    decidee_le: date
    motif: str
    retenus: tuple[Retenu, ...]
    ecartes: tuple[Ecarte, ...]
    correction: str


def annees_of(annee: int) -> tuple[int, ...]:
    """Years in which what is kept may begin, after the closed year of the diagnostic."""
    return tuple(range(annee + 1, annee + 1 + YEARS))


def check_decision(
    saisie: DecisionSaisie, points: Iterable[str], *, annee: int, since: date, is_correction: bool, today: date
) -> DecisionGardee:
    """A decision ready to be kept: every point is answered. Raises Incorrect with every field to correct.

    points: what the colleges ranked. since: day of the last vote.
    """
    champs = Champs(confirme=saisie.is_confirme)
    jour = champs.day("decidee_le", saisie.decidee_le, missing="Indiquez le jour du comité de pilotage.")
    if not champs.has_refused("decidee_le") and not since <= jour <= today:
        champs.refuse("decidee_le", "La décision vient après les deux votes, et au plus tard aujourd’hui.")
    motif = champs.free_text("motif", saisie.motif, MOTIF, missing="Dites pourquoi ces choix.", lines=True)
    by_objet = {choix.objet: choix for choix in saisie.choix}
    choices = [(rank, by_objet.get(objet, ChoixSaisi(objet))) for rank, objet in enumerate(points, start=1)]
    retenus = [one for rank, choix in choices if (one := _kept(champs, rank, choix, annee)) is not None]
    ecartes = [_set_aside(champs, rank, choix) for rank, choix in choices if choix.sort == ECARTE]
    is_whole = len(retenus) + len(ecartes) == len(choices)
    if is_whole and (not retenus or sorted(one.rang for one in retenus) != list(range(1, len(retenus) + 1))):
        champs.refuse("sort-1", f"Retenez de 1 à {RETENUES} points, avec des rangs qui se suivent depuis 1.")
    asked = "Dites en une phrase ce qui est corrigé : l’ancienne décision reste lisible." if is_correction else ""
    correction = champs.free_text("correction", saisie.correction, CORRECTION, missing=asked)
    champs.settle()
    return DecisionGardee(
        jour, motif, tuple(sorted(retenus, key=lambda one: one.rang)), tuple(ecartes), correction
    )  # fmt: skip


def _kept(champs: Champs, rank: int, choix: ChoixSaisi, annee: int) -> Retenu | None:
    if choix.sort == ECARTE:
        return None
    if choix.sort not in {str(rang) for rang in range(1, RETENUES + 1)}:
        champs.refuse(f"sort-{rank}", f"Dites si « {libelle_objet(choix.objet)} » est retenu ou écarté.")
        return None
    if choix.annee not in {str(year) for year in annees_of(annee)}:
        champs.refuse(f"annee-{rank}", f"Choisissez l’année où commence « {libelle_objet(choix.objet)} ».")
        return None
    return Retenu(choix.objet, int(choix.sort), int(choix.annee))


def _set_aside(champs: Champs, rank: int, choix: ChoixSaisi) -> Ecarte:
    missing = f"Dites pourquoi « {libelle_objet(choix.objet)} » est écarté : la raison est rendue aux habitants."
    return Ecarte(choix.objet, champs.free_text(f"raison-{rank}", choix.raison, RAISON, missing=missing))


def missing_links(*, ambitions: int, reponses: int) -> tuple[str, ...]:
    """What a priorité still lacks before it may be said decided; nothing once it is tied.

    ambitions: of the contrat de ville. reponses: actions and commitments of droit commun that answer it.
    """
    found = []
    if not ambitions:
        found.append("une ambition du contrat de ville")
    if not reponses:
        found.append("une action ou un engagement")
    return tuple(found)


def without_answer(points: Iterable[str], retenus: Iterable[str], ecartes: Iterable[str]) -> tuple[str, ...]:
    """Points that a corrected ranking brought after the decision: nobody has answered them yet."""
    settled = {*retenus, *ecartes}
    return tuple(objet for objet in points if objet not in settled)
