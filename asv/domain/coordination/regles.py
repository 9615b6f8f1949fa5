"""The thirteen rules, declared: the failures of coordination that the domain dossier asks to notice (its list D5)."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from uuid import UUID

from asv.domain.coordination import collisions, moyens, suites
from asv.domain.coordination.constats import Constat, Geste, Regle
from asv.domain.coordination.faits import Situation, around

_MOVES = (Geste.FUSIONNER, Geste.DECALER, Geste.DEPLACER, Geste.MAINTENIR)
_DECLARED = (
    Regle(
        "DOUBLON", "Doublon potentiel", "Faut-il réunir ces deux actions, ou les éloigner ?",
        collisions.doublons, _MOVES,
    ),
    Regle(
        "SANS_SUITE", "Dépistage sans suite", "Qui reçoit les personnes au test positif, en combien de jours ?",
        suites.depistages_sans_suite, is_bloquante=True,
    ),
    Regle(
        "SOIGNANT", "Soignant attendu à deux endroits", "Lequel des deux rendez-vous garde ce soignant ?",
        moyens.soignants_deux_fois, (Geste.DECALER, Geste.MAINTENIR),
    ),
    Regle(
        "ANNONCE_TARDIVE", "Annonce tardive", "Les médiateurs ont-ils le temps d’orienter vers cette date ?",
        suites.annonces_tardives, (Geste.DECALER, Geste.MAINTENIR),
    ),
    Regle(
        "SANS_ACCUSE", "Annulation sans accusé", "Qui appeler pour que personne ne se déplace pour rien ?",
        suites.accuses_en_retard,
    ),
    Regle(
        "SATURATION", "Mêmes habitants sollicités", "Laquelle de ces actions peut attendre, ou aller ailleurs ?",
        collisions.saturations, _MOVES,
    ),
    Regle(
        "SANS_OUTIL", "Messages sans outil partagé", "Quel support les deux actions peuvent-elles partager ?",
        collisions.sans_outil, (Geste.FUSIONNER, Geste.MAINTENIR),
    ),
    Regle(
        "DROIT_COMMUN", "Droit commun remplacé par un projet", "Qu’apporte l’action que l’engagement ne prévoit pas ?",
        suites.droits_communs_remplaces,
    ),
    Regle("ZONE_BLANCHE", "Zone blanche", "Quelle action prévue ailleurs peut venir ici ?", collisions.blank_needs),
    Regle(
        "SANS_REPONSE", "Besoin sans réponse", "Quelle structure peut porter une action ?",
        suites.besoins_sans_reponse,
    ),
    Regle(
        "SALLE_VIDE", "Salle libre près d’une demande", "Le propriétaire de la salle et le demandeur se parlent-ils ?",
        moyens.salles_vides,
    ),
    Regle(
        "CONCENTRATION", "Tout le même mois", "Quelles séances peuvent se tenir à un autre moment de l’année ?",
        collisions.concentrations,
    ),
    Regle(
        "SANS_BESOIN", "Réponse sans besoin", "Une de ces actions serait-elle plus utile ailleurs ?",
        suites.reponses_sans_besoin,
    ),
)  # fmt: skip
REGLES: Mapping[str, Regle] = MappingProxyType({regle.code: regle for regle in _DECLARED})
"""In the order in which a reader should look at them."""


def detect(situation: Situation) -> list[Constat]:
    """Everything the rules notice, in their order; asked twice of the same facts, the same."""
    return [constat for regle in REGLES.values() for constat in _sorted(regle.find(situation))]


def detect_for(situation: Situation, action: UUID) -> list[Constat]:
    """What the rules notice of one action."""
    return [constat for constat in detect(around(situation, action)) if action in constat.actions]


def _sorted(found: Iterable[Constat]) -> list[Constat]:
    return sorted(found, key=lambda c: (str(c.action or ""), str(c.autre or ""), c.qpv or "", c.theme or "", c.cle))
