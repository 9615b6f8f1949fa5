"""What the page of an evolution shows: one share, one place, the closed periods that may be compared."""

from typing import Any

from asv.documents.tendance import trend_drawing
from asv.documents.typography import nombre, percentage, pourcent
from asv.domain.diagnostic import (
    Choix,
    Tendance,
    choices_of,
    chosen_of,
    saison_phrase,
    tendance_of,
    tendance_phrase,
)
from asv.domain.diffusion import TERRITOIRE
from asv.domain.errors import NotFound
from asv.domain.indicateurs import INDICATEURS
from asv.domain.periodes import GenrePeriode
from asv.usecases.diagnostic import Suite
from asv.web.comparer_shown import groups_of
from asv.web.reading import REPERE, drawn

HEADS = ("Réponses", "Part observée", "Intervalle à 95 %")
NOTHING = "Aucune période close n’a encore de contact : revenez après la clôture de la première."
GENRES = {GenrePeriode.TRIMESTRE: "Par trimestre", GenrePeriode.ANNEE: "Par année"}


def evolution_view(suite: Suite, part: str, lieu: str) -> dict[str, Any]:
    if not suite.lectures:
        return {"choix": None, "groupes": [], "lieux": [], "phrase": NOTHING}
    last = suite.lectures[0]
    choices = choices_of(last.tables)
    choix = chosen_of(choices, part)
    lieux = [(TERRITOIRE, REPERE), *((q.code, q.nom) for q in last.quartiers)]
    chosen = lieu or TERRITOIRE
    if chosen not in dict(lieux):
        raise NotFound("Ce quartier n’est pas dans le contrat de ville de votre territoire : choisissez dans la liste.")
    tendance = _tendance(suite, choix, chosen)
    titre = f"{choix.titre}, {dict(lieux)[chosen]}"
    return {
        "choix": choix, "groupes": groups_of(choices), "lieux": lieux, "lieu": chosen, "titre": titre,
        "phrase": tendance_phrase(tendance), "saison": saison_phrase(suite.genre),
        "dessin": drawn(trend_drawing("tendance", titre, tendance)) if tendance.pas else None,
        "is_line": tendance.sens is not None and tendance.sens.is_line,
        "colonnes": HEADS, "lignes": _lines(tendance), "source": INDICATEURS[choix.table.code].source,
        "note": INDICATEURS[choix.table.code].note,
    }  # fmt: skip


def _tendance(suite: Suite, choix: Choix, lieu: str) -> Tendance:
    code = choix.table.code
    lues = [(lecture.periode, lecture.tables[code]) for lecture in suite.lectures]
    return tendance_of(INDICATEURS[code], lues, ligne=lieu, colonne=choix.colonne.code, reprises=suite.reprises)


def _lines(tendance: Tendance) -> list[tuple[str, list[Any]]]:
    return [
        (one.periode.libelle.capitalize(),
         [nombre(one.reponses), pourcent(one.part), f"{percentage(one.bas)} à {pourcent(one.haut)}"])
        for one in tendance.pas
    ]  # fmt: skip
