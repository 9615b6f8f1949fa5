"""People and rooms: a carer in two places, a room that nobody uses while another looks for one."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final
from uuid import UUID

from asv.domain.coordination.constats import Constat
from asv.domain.coordination.faits import ActionVue, DateVue, MoyenVue, Situation

NEAR_KM: Final = 5.0


def soignants_deux_fois(situation: Situation) -> Iterator[Constat]:
    """The carer's time of one structure promised to two actions on the same half-day to come."""
    promised: dict[tuple[UUID, str], list[tuple[ActionVue, DateVue]]] = {}
    for action in situation.planned:
        for day in action.coming(situation.today):
            for structure in action.soignants:
                for creneau in day.creneaux:
                    promised.setdefault((structure, f"{day.jour} {creneau}"), []).append((action, day))
    for (structure, moment), held in promised.items():
        actions = sorted({action.id for action, _ in held})
        for first, second in combinations(actions, 2):
            jour, creneau = moment.split(" ")
            details = {"structure": str(structure), "jour": jour, "creneau": creneau}
            yield Constat("SOIGNANT", first, second, cle=f"{structure} {moment}", details=details)


def salles_vides(situation: Situation) -> Iterator[Constat]:
    """A room offered that nobody took, while somebody else looks for one within 5 km over the same days."""
    for demande in situation.demandes:
        for offre in situation.offres:
            away = _away(situation, demande, offre)
            if away is not None:
                details = {
                    "offre": offre.libelle, "demande": demande.libelle, "km": f"{away:.1f}",
                    "offre_id": str(offre.id), "demande_id": str(demande.id),
                }  # fmt: skip
                yield Constat("SALLE_VIDE", cle=f"{demande.id} {offre.id}", details=details)


def _away(situation: Situation, demande: MoyenVue, offre: MoyenVue) -> float | None:
    """Kilometres between a room and who looks for one; None when it would not do."""
    is_over = max(demande.debut, offre.debut, situation.today) > min(demande.fin, offre.fin)
    if offre.is_pris or is_over or offre.structure == demande.structure or not offre.lieu or not demande.lieu:
        return None
    away = situation.kilometres(offre.lieu, demande.lieu)
    return away if away <= NEAR_KM else None
