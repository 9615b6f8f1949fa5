"""Places of the structures in joint actions: who was asked, what each answered, what it brings."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from numpy.random import Generator

from asv.domain.actions import DRAFTS, MONTAGE, Reponse
from asv.domain.synthese.cadre_actions import ActionFictive, Cadre, written
from asv.domain.synthese.equipe import StructureFictive
from asv.domain.synthese.tirages import one_of

ROLES = {
    "RO_PARTENAIRE": 34.0,
    "RO_OPERATEUR": 18.0,
    "RO_RELAIS": 24.0,
    "RO_HOTE": 16.0,
    "RO_EXPERT": 4.0,
    "RO_COPORTEUR": 4.0,
}
ANSWERED: Mapping[str, float] = {Reponse.ACCEPTEE: 85.0, Reponse.DECLINEE: 15.0}
ASKED: Mapping[str, float] = {Reponse.ACCEPTEE: 52.0, Reponse.ATTENDUE: 35.0, Reponse.DECLINEE: 13.0}
MOYENS = {
    "MY_LOCAL": "Prête une salle et son matériel.", "MY_AGENT": "Une personne présente toute la demi-journée.",
    "MY_PRO_SANTE": "Deux vacations de soignant.", "MY_VEHICULE": "Minibus avec chauffeur.",
    "MY_COMM": "Affiches et message aux usagers.", "MY_MATERIEL": "Stand, tables et jeux.",
    "MY_BENEVOLE": "Trois bénévoles pour l’accueil.", "MY_GARDE": "Garde d’enfants sur place.",
    "MY_OUTIL_PEDA": "Malle pédagogique.", "MY_FICHIER": "Envoie elle-même l’invitation aux personnes concernées.",
    "MY_INTERPRETE": "Deux heures d’interprétariat.", "MY_BUDGET": "Prend en charge le goûter.",
}  # fmt: skip


def places_of(rng: Generator, cadre: Cadre, action: ActionFictive) -> list[dict[str, Any]]:
    """Structures asked to take part. The first two structures always work together when one of them carries."""
    structures = [structure for structure in cadre.equipe.structures if structure.id != action.porteur.id]
    wanted = min(2 + int(rng.integers(4)), len(structures))
    chosen = [structures[int(rank)] for rank in rng.permutation(len(structures))[:wanted]]
    if action.porteur in cadre.equipe.structures[:2] and structures:
        chosen = [*dict.fromkeys([structures[0], *chosen])]
    carrier = _carrier(cadre, action)
    if action.etat in DRAFTS and action.etat != MONTAGE:
        return [carrier]
    return [carrier, *(_place(rng, cadre, action, structure) for structure in chosen)]


def _carrier(cadre: Cadre, action: ActionFictive) -> dict[str, Any]:
    """The place of the structure that carries the action: it asked nobody, it is in."""
    asked = written(cadre, action)
    return {
        "territoire_id": cadre.siren,
        "action_id": action.id,
        "structure_id": action.porteur.id,
        "porteur_id": action.porteur.id,
        "role": "RO_PORTEUR",
        "reponse": str(Reponse.ACCEPTEE),
        "moyens": ["MY_AGENT"],
        "apport": MOYENS["MY_AGENT"],
        "invitee_le": asked,
        "repondue_le": asked,
    }


def _place(rng: Generator, cadre: Cadre, action: ActionFictive, structure: StructureFictive) -> dict[str, Any]:
    is_over = bool(action.jours) and action.jours[-1] < cadre.today
    reponse = Reponse(one_of(rng, ANSWERED if is_over else ASKED))
    moyens = _means(rng) if reponse == Reponse.ACCEPTEE else []
    invited = written(cadre, action) + timedelta(days=int(rng.integers(1, 6)))
    answered = invited + timedelta(days=int(rng.integers(1, 6)), hours=int(rng.integers(5)))
    return {
        "territoire_id": cadre.siren,
        "action_id": action.id,
        "structure_id": structure.id,
        "porteur_id": action.porteur.id,
        "role": one_of(rng, ROLES),
        "reponse": str(reponse),
        "moyens": moyens,
        "apport": MOYENS[moyens[0]] if moyens else "",
        "invitee_le": invited,
        "repondue_le": None if reponse == Reponse.ATTENDUE else answered,
    }


def _means(rng: Generator) -> list[str]:
    weights = dict.fromkeys(MOYENS, 1.0) | {"MY_LOCAL": 3.0, "MY_AGENT": 3.0}
    return [*dict.fromkeys(one_of(rng, weights) for _ in range(1 + int(rng.integers(2))))]
