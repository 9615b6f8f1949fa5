"""What an action has and what it lacks: the facts that its life depends on, and the conditions that read them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from asv.domain.actions.seances import Seances

NO_SEANCE = Seances()
SCREENING = "AC_DEPIST"
FOR_PROFESSIONALS = frozenset({"AC_COORD", "AC_FORMPRO", "AC_OUTIL"})
"""Kinds of action whose public is told by the kind itself."""
RECONDUIRE, MODIFIER, ARRETER = "reconduire", "modifier", "arreter"
DECISIONS = {RECONDUIRE: "Reconduire", MODIFIER: "Modifier et reconduire", ARRETER: "Arrêter"}


@dataclass(frozen=True, slots=True)
class Avancement:
    """Facts known of an action when its state is to change; those of the last block are said with the demand itself.

    `informees`: other structures invited, whatever they answered. `indicateurs`: each with a target and a source.
    `moyens`: reserved, or brought by a structure that takes part; `moyens_attendus`: asked, not answered yet.
    `sans_valeur`: indicateurs of realisation without a value obtained; `sans_resultat`: the same of results;
    `sans_depense`: lines granted whose spending is not written. `depuis`: where a postponed action comes from.
    """

    besoins: int = 0
    has_objectif: bool = False
    has_theme: bool = False
    has_public: bool = False
    qpv: int = 0
    is_alertes_lues: bool = False
    informees: int = 0
    has_participation: bool = False
    indicateurs: int = 0
    is_depistage: bool = False
    has_aval: bool = False
    moyens: int = 0
    moyens_attendus: int = 0
    has_communication: bool = False
    seances: Seances = NO_SEANCE
    has_bilan: bool = False
    has_participation_obtenue: bool = False
    sans_valeur: int = 0
    sans_depense: int = 0
    sans_resultat: int = 0
    decision: str | None = None
    depuis: str | None = None
    motif: str = ""
    cotech: date | None = None
    nouvelle_date: date | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """`manque` names what is missing, after « il manque ». `champ`: where it is answered, for a link or a field."""

    manque: str
    is_met: Callable[[Avancement], bool]
    champ: str = ""


def says_for_whom(type_: str, publics: Iterable[str], *, is_publique: bool) -> bool:
    """Whether the public is told: chosen, or everybody (open to the inhabitants), or professionals by its kind."""
    return bool(tuple(publics)) or is_publique or type_ in FOR_PROFESSIONALS


BESOIN = Condition("un besoin documenté", lambda a: a.besoins > 0, "besoins")
OBJECTIF = Condition("l’objectif", lambda a: a.has_objectif, "objectif")
QPV = Condition("au moins un quartier visé", lambda a: a.qpv > 0, "qpv")
PUBLIC = Condition("le public visé", lambda a: a.has_public, "publics")
THEME = Condition("le thème de santé", lambda a: a.has_theme, "theme")
ALERTES = Condition("la lecture du contrôle des doublons", lambda a: a.is_alertes_lues, "alertes")
INFORMEE = Condition("au moins une autre structure informée (invitez-la)", lambda a: a.informees > 0, "membres")
PARTICIPATION = Condition(
    "le niveau de participation des habitants prévu", lambda a: a.has_participation, "participation_prevue"
)
INDICATEURS = Condition("au moins un indicateur, avec sa cible et sa source", lambda a: a.indicateurs > 0, "bilan")
AVAL = Condition(
    "pour un dépistage, qui reçoit les personnes dont le test est positif et en combien de jours",
    lambda a: a.has_aval or not a.is_depistage,
    "aval",
)
COTECH = Condition("la date du comité technique qui l’a validée", lambda a: a.cotech is not None, "cotech")
DATE = Condition("au moins une date à venir", lambda a: a.seances.a_venir > 0, "dates")
MOYENS = Condition("un moyen réservé, ou apporté par une structure qui participe", lambda a: a.moyens > 0, "moyens")
REPONSES = Condition("la réponse à chaque demande de moyen", lambda a: a.moyens_attendus == 0, "moyens")
COMMUNICATION = Condition("le plan de communication", lambda a: a.has_communication, "communication")
COMMENCEE = Condition("le jour de sa première séance", lambda a: a.seances.commencees > 0, "dates")
SANS_DATE = Condition(
    "une date à venir, il n’en reste aucune (ajoutez-en une, reportez ou annulez l’action)",
    COMMENCEE.is_met,
    "dates",
)
"""The same, said of an announced action whose last date was called off: no day will come by itself."""
COMPTES = Condition(
    "les comptes de chaque séance passée, ou son annulation",
    lambda a: a.seances.ouvertes == 0 and a.seances.tenues > 0,
    "dates",
)
TOUTES = Condition("des séances toutes tenues", lambda a: a.seances.manquees == 0, "dates")
MANQUEE = Condition("une séance annulée parmi les autres", lambda a: a.seances.manquees > 0, "dates")
AUCUNE_TENUE = Condition(
    "de n’avoir encore tenu aucune séance (annulez plutôt celles qui restent : l’action sera réalisée partiellement)",
    lambda a: a.seances.tenues == 0,
    "dates",
)
BILAN = Condition("les réussites et les limites", lambda a: a.has_bilan, "bilan")
OBTENUE = Condition("la participation obtenue", lambda a: a.has_participation_obtenue, "bilan")
VALEURS = Condition("la valeur obtenue de chaque indicateur de réalisation", lambda a: a.sans_valeur == 0, "bilan")
DEPENSES = Condition("la dépense de chaque financement accordé", lambda a: a.sans_depense == 0, "budget")
RESULTATS = Condition("la valeur obtenue de chaque indicateur de résultat", lambda a: a.sans_resultat == 0, "bilan")
DECISION = Condition(
    "la décision : reconduire, modifier ou arrêter", lambda a: a.decision in DECISIONS, "bilan"
)  # fmt: skip
A_RECONDUIRE = Condition(
    "la décision de la reconduire", lambda a: a.decision in {RECONDUIRE, MODIFIER}, "bilan"
)  # fmt: skip
A_ARRETER = Condition("la décision de l’arrêter", lambda a: a.decision == ARRETER, "bilan")
MOTIF = Condition("le motif", lambda a: bool(a.motif), "motif")
NOUVELLE_DATE = Condition("la nouvelle date", lambda a: a.nouvelle_date is not None, "nouvelle_date")
