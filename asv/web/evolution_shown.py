"""What the page and the files of an evolution show: one share, one place, the closed periods that may be compared."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from asv.documents.feuille import sheet
from asv.documents.tendance import trend_csv, trend_drawing, trend_legend
from asv.documents.typography import date_longue, nombre, percentage, pourcent
from asv.domain.diagnostic import Choix, Tendance, choices_of, tendance_of, tendance_phrase
from asv.domain.diffusion import TERRITOIRE, Diffusion
from asv.domain.errors import NotFound, Refused
from asv.domain.indicateurs import INDICATEURS
from asv.domain.periodes import GenrePeriode
from asv.usecases.diagnostic import Suite
from asv.web.comparer_shown import groups_of
from asv.web.explorer_shown import SIGNS
from asv.web.images import KINDS, image_bytes
from asv.web.reading import REPERE, drawn

HEADS = ("Réponses", "Part observée", "Intervalle à 95 %")
NOTHING = "Aucune période close n’a encore de contact : revenez après la clôture de la première."
UNKNOWN = "Ce quartier n’est pas dans le contrat de ville de votre territoire : choisissez dans la liste."
GENRES = {GenrePeriode.TRIMESTRE: "Par trimestre", GenrePeriode.ANNEE: "Par année"}
FILES = {**KINDS, "csv": "text/csv; charset=utf-8"}


def evolution_view(suite: Suite, lieu: str) -> dict[str, Any]:
    if suite.choix is None:
        return {"choix": None, "groupes": [], "lieux": [], "phrase": NOTHING}
    choix, tendance = suite.choix, tendance_in(suite, lieu)
    titre = titre_of(suite, choix, lieu)
    return {
        "choix": choix, "groupes": groups_of(choices_of(suite.derniere.tables)), "lieux": lieux_of(suite),
        "lieu": lieu or TERRITOIRE, "titre": titre, "phrase": tendance_phrase(tendance),
        "dessin": drawn(trend_drawing("tendance", titre, tendance)) if tendance.pas else None,
        "legende": trend_legend(tendance), "colonnes": HEADS, "lignes": _lines(tendance),
        "source": INDICATEURS[choix.table.code].source, "note": INDICATEURS[choix.table.code].note,
    }  # fmt: skip


def lieux_of(suite: Suite) -> list[tuple[str, str]]:
    return [(TERRITOIRE, REPERE), *((q.code, q.nom) for q in suite.derniere.quartiers)]


def titre_of(suite: Suite, choix: Choix, lieu: str) -> str:
    """Raises NotFound on a place that is not of the territoire."""
    names = dict(lieux_of(suite))
    if (lieu or TERRITOIRE) not in names:
        raise NotFound(UNKNOWN)
    return f"{choix.titre}, {names[lieu or TERRITOIRE]}"


def tendance_in(suite: Suite, lieu: str) -> Tendance:
    if suite.choix is None:
        raise Refused(NOTHING)
    indicateur, colonne = INDICATEURS[suite.choix.table.code], suite.choix.colonne.code
    return tendance_of(indicateur, suite.lues, ligne=lieu or TERRITOIRE, colonne=colonne, reprises=suite.reprises)


def _lines(tendance: Tendance) -> list[tuple[str, list[Any]]]:
    return [
        (one.periode.libelle.capitalize(),
         [nombre(one.reponses), pourcent(one.part), f"{percentage(one.bas)} à {pourcent(one.haut)}"])
        for one in tendance.pas
    ]  # fmt: skip


def evolution_file(suite: Suite, lieu: str, sorte: str, citer: str) -> bytes:
    """One of FILES. Raises Refused, with the reason, when no period has a figure to give."""
    tendance = tendance_in(suite, lieu)
    if suite.choix is None or not tendance.pas:
        raise Refused(tendance_phrase(tendance))
    titre = titre_of(suite, suite.choix, lieu)
    if sorte == "csv":
        place = next(line.ligne for line in suite.choix.table.lignes if line.ligne.code == (lieu or TERRITOIRE))
        return trend_csv(suite.choix, place, tendance)
    phrases = (tendance_phrase(tendance), trend_legend(tendance), citer)
    return image_bytes(sheet(trend_drawing("tendance", titre, tendance), titre, phrases), sorte)


def evolution_citation(suite: Suite, lieu: str, diffusions: Sequence[Diffusion | None], day: date, address: str) -> str:
    """How to name an evolution: by the releases of its periods, or as figures that may still change."""
    if suite.choix is None:
        return ""
    kept = tendance_in(suite, lieu).pas
    first, last = (kept[0].periode, kept[-1].periode) if kept else (suite.derniere.periode,) * 2
    ends = last.libelle if first == last else f"de {first.libelle} à {last.libelle}"
    head = f"Atelier Santé Ville, {suite.derniere.territoire}, « {titre_of(suite, suite.choix, lieu)} », {ends}"
    where = f"{address}?pas={suite.genre.value}&part={suite.choix.code}&lieu={lieu or TERRITOIRE}"
    standing = _standing(suite, diffusions[: len(kept)], day)
    return f"{head}, parmi les personnes rencontrées. {standing} {where}"


def _standing(suite: Suite, diffusions: Sequence[Diffusion | None], day: date) -> str:
    released = [one for one in diffusions if one is not None]
    if released and len(released) == len(diffusions):
        named = ", ".join(f"{one.code} (empreinte {one.empreinte[:SIGNS]})" for one in reversed(released))
        return f"Diffusions {named}." if len(released) > 1 else f"Diffusion {named}."
    inside = "" if suite.derniere.destinataire.is_outside else ", interne à l’équipe : à ne pas transmettre"
    return f"Provisoire, lu le {date_longue(day)}{inside}."
