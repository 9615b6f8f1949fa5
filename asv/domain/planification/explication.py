"""Why the plan is so, in French: each séance, each quartier left out, and what to give up when it falls short."""

from datetime import date

from asv.domain.coordination.collisions import WINDOW
from asv.domain.coordination.faits import ActionVue, DateVue
from asv.domain.planification.options import Relache
from asv.domain.planification.plan import Plan, SeancePrevue
from asv.domain.planification.terrain import Besoin, Terrain

MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
SHOWN = 8
"""Quartiers left out that are explained one by one; the others only count."""


def said_day(jour: date) -> str:
    """« 1er octobre 2026 »."""
    return f"{'1er' if jour.day == 1 else jour.day} {MOIS[jour.month - 1]} {jour.year}"


def said_need(besoin: Besoin) -> str:
    """The need of a quartier, as its points are counted."""
    rang = "rang du besoin non publié" if besoin.rang is None else f"besoin au {_ordinal(besoin.rang)} rang"
    last = f"dernière séance le {said_day(besoin.derniere)}" if besoin.derniere else "aucune séance depuis douze mois"
    people = besoin.quartier.habitants
    lives = f"{people:,} habitants".replace(",", "\N{NARROW NO-BREAK SPACE}") if people else "population inconnue"
    return f"{rang}, {last}, {lives} ({besoin.points} points)"


def why(terrain: Terrain, seance: SeancePrevue) -> str:
    """Why this séance: its need, its means, who is left in peace around."""
    need = said_need(seance.besoin)
    again = f" C’est la {_ordinal(seance.rang)} séance de ce quartier dans le plan." if seance.rang > 1 else ""
    means = ""
    if seance.option.moyen is not None:
        moyen = next(m for m in terrain.moyens or () if m.id == seance.option.moyen)
        far = f" à {seance.option.km:.1f} km".replace(".", ",") if seance.option.km else ""
        means = f" « {moyen.libelle} » est libre{far}."
    near = terrain.neighbours(seance.option.qpv)
    names = ", ".join(quartier.nom for quartier in near[:3])
    around = f", ni chez ses voisins ({names})" if near else ""
    alone = f" Aucune autre séance du thème à moins de trois semaines ici{around}."
    return f"{need[0].upper()}{need[1:]}.{means}{alone}{again}"


def left_out(terrain: Terrain, plan: Plan) -> list[tuple[Besoin, str]]:
    """Quartiers where the plan does not go, the most in need first, and why."""
    gone = {seance.option.qpv for seance in plan.seances}
    others = [besoin for besoin in plan.besoins if besoin.quartier.code not in gone]
    return [(besoin, _why_not(terrain, plan, besoin)) for besoin in others[:SHOWN]]


def _why_not(terrain: Terrain, plan: Plan, besoin: Besoin) -> str:
    code, ecartees = besoin.quartier.code, plan.ecartees
    if code in ecartees.structure:
        return "aucune des structures choisies n’y intervient"
    if code in ecartees.genees and code not in plan.possible_qpv:
        return f"une séance du même thème est déjà prévue trop près : {_held(ecartees.genees[code])}"
    if ecartees.moyen[code] and code not in plan.possible_qpv:
        return "aucun moyen n’y est libre dans la période"
    close = [seance for seance in plan.seances if terrain.situation.voisins(code, seance.option.qpv)]
    if close:
        return f"il touche {close[0].besoin.quartier.nom}, où le plan passe déjà à moins de trois semaines"
    if plan.is_short:
        return "plus de créneau possible avec ces structures et ces moyens"
    return "son besoin passe après ceux des quartiers retenus"


def _held(held: tuple[ActionVue, DateVue]) -> str:
    action, day = held
    return f"« {action.titre} », le {said_day(day.jour)}"


def shortfall(plan: Plan) -> list[str]:
    """What is missing, and which rule to relax, when fewer séances are possible than asked for."""
    if not plan.is_short:
        return []
    asked, found = plan.demande.seances, len(plan.seances)
    first = "Aucune séance n’est possible" if not found else f"{found} séance{'s' if found > 1 else ''} sur {asked}"
    lines = [f"{first} avec toutes ces conditions."]
    for relache, count in plan.possibles:
        if count > found:
            lines.append(f"{_given_up(relache)} : {count} séance{'s' if count > 1 else ''} sur {asked}.")
    if len(lines) == 1:
        lines.append("Aucune condition seule n’y change rien : demandez moins de séances, ou ajoutez une structure.")
    return lines


def _given_up(relache: Relache) -> str:
    if relache.moyens:
        return "Sans ce moyen, en trouvant des lieux autrement"
    if relache.ecart:
        return f"En acceptant deux séances du thème à moins de {WINDOW.days} jours dans un quartier ou chez ses voisins"
    return f"Avec {relache.semaines} semaines de plus"


def _ordinal(rank: int) -> str:
    return "1er" if rank == 1 else f"{rank}e"
