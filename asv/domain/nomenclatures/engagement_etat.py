"""States of a commitment. A change needs a proof and a date; « non vérifiable » is a state, not a blank."""

from asv.domain.nomenclatures.entree import Entree, liste_of

ENGAGEMENT_ETAT = liste_of(
    "ENGAGEMENT_ETAT",
    "État d’un engagement de droit commun",
    "Pratique professionnelle",
    Entree("ES_ANNONCE", "Annoncé"),
    Entree("ES_FORMALISE", "Formalisé (signé)"),
    Entree("ES_ENGAGE", "Engagé"),
    Entree("ES_PARTIEL", "Partiellement tenu"),
    Entree("ES_TENU", "Tenu"),
    Entree("ES_RETARD", "En retard"),
    Entree("ES_NON_TENU", "Non tenu"),
    Entree("ES_REPORTE", "Reporté"),
    Entree("ES_MODIFIE", "Modifié par avenant"),
    Entree("ES_ABANDONNE", "Abandonné"),
    Entree("ES_NON_VERIF", "Non vérifiable"),
)
