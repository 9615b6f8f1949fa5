"""State of a right, dated; the last state wins and the history stays."""

from asv.domain.nomenclatures.entree import Entree, liste_of

ETAT_DROIT = liste_of(
    "ETAT_DROIT",
    "État d’un droit",
    "Pratique professionnelle",
    Entree("OUVERT", "Ouvert et à jour", "Droit effectif à la date du contact"),
    Entree(
        "EXPIRE_BIENTOT",
        "Ouvert, à renouveler dans les 3 mois",
        "Anticiper le renouvellement",
        court="À renouveler sous 3 mois",
    ),
    Entree("EXPIRE", "Expiré / non renouvelé", "Rupture de droits"),
    Entree("EN_COURS", "Demande en cours", "Dossier déposé, décision attendue"),
    Entree("PIECES", "Demande incomplète", "Pièces à fournir"),
    Entree("REFUSE", "Refusé", "Décision négative reçue"),
    Entree("JAMAIS", "Jamais demandé", "Éligible ou à vérifier, sans demande"),
    Entree("NON_ELIGIBLE", "Non éligible", "Vérifié"),
    Entree("INCONNU_DROIT", "Inconnu", "La personne et le médiateur ne savent pas"),
)
