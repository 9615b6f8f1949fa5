"""What the mediator did."""

from asv.domain.nomenclatures.entree import Entree, liste_of

TYPE_INTERVENTION = liste_of(
    "TYPE_INTERVENTION",
    "Type d’intervention",
    "ARS Auvergne-Rhône-Alpes et La Réunion (médiation en santé) ; pratique professionnelle",
    Entree("PRISE_CONTACT", "Prise de contact / présence", "Échange de présentation, création de lien, sans demande"),
    Entree("ECOUTE", "Écoute / soutien", "Temps d’écoute sans démarche"),
    Entree(
        "REPERAGE",
        "Repérage d’une difficulté ou d’un renoncement",
        "Mise au jour d’un besoin non exprimé",
        court="Repérage",
    ),
    Entree("INFO_DROITS", "Information sur les droits", "AMO, C2S, AME, ALD, tiers payant, mutuelle…"),
    Entree(
        "INFO_SANTE",
        "Information / prévention santé",
        "Message de prévention, remise de documentation",
        court="Information santé",
    ),
    Entree(
        "INFO_OFFRE", "Information sur l’offre locale", "Où, quand, comment consulter", court="Info sur l’offre locale"
    ),
    Entree("BILAN_DROITS", "Bilan des droits", "Revue de la couverture avec la personne"),
    Entree(
        "AIDE_ADMIN",
        "Aide à une démarche administrative",
        "Remplir, scanner, envoyer, relancer",
        court="Aide administrative",
    ),
    Entree("AIDE_NUM", "Aide numérique santé", "Compte ameli, Mon espace santé, prise de RDV en ligne"),
    Entree(
        "PRISE_RDV",
        "Aide à la prise de rendez-vous",
        "Par téléphone, en ligne, sur place",
        court="Prise de rendez-vous",
    ),
    Entree("PREPA_RDV", "Préparation d’un rendez-vous", "Quoi dire, quoi apporter, trajet"),
    Entree("ACCOMP_PHYS", "Accompagnement physique", "Présence pendant la démarche ou le soin"),
    Entree("APRES_RDV", "Reprise après rendez-vous", "S’assurer que la personne a compris la suite"),
    Entree(
        "ORIENTATION",
        "Orientation vers un partenaire",
        "Transmission d’une adresse ou mise en relation",
        court="Orientation",
    ),
    Entree(
        "MEDIATION_PRO",
        "Médiation avec un professionnel",
        "Dénouer une incompréhension, un refus",
        court="Médiation avec un pro",
    ),
    Entree(
        "INTERPRETARIAT_ORG",
        "Organisation d’un interprétariat",
        "Réservation ou appel d’un interprète",
        court="Organiser l’interprétariat",
    ),
    Entree("RELANCE", "Relance / rappel", "Rappel d’un RDV ou d’une pièce"),
    Entree("COORDINATION", "Coordination de parcours", "Échange entre professionnels avec accord"),
    Entree("ATELIER_ANIM", "Animation collective", "Animation d’un atelier ou groupe"),
    Entree("MOBILISATION", "Mobilisation d’habitants", "Faire participer à une action, un groupe, une instance"),
    Entree(
        "CLOTURE",
        "Fin de médiation / passage de relais",
        "Bilan et retour au droit commun",
        court="Fin ou passage de relais",
    ),
)
