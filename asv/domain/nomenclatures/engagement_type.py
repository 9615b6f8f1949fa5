"""Kinds of droit commun commitment."""

from asv.domain.nomenclatures.entree import Entree, liste_of

ENGAGEMENT_TYPE = liste_of(
    "ENGAGEMENT_TYPE",
    "Type d’engagement de droit commun",
    "Contrat de ville de la CALL (Quartiers 2030) ; pratique professionnelle",
    Entree("EG_FINANCE", "Crédits de droit commun mobilisés", court="Crédits de droit commun"),
    Entree("EG_HUMAIN", "Moyens humains"),
    Entree("EG_OFFRE", "Ouverture ou maintien d’une offre", court="Offre ouverte ou maintenue"),
    Entree("EG_ACCUEIL", "Adaptation de l’accueil ou des horaires", court="Accueil, horaires adaptés"),
    Entree("EG_ALLER_VERS", "Aller-vers en QPV"),
    Entree("EG_PROCEDURE", "Simplification de procédure / circuit dédié", court="Procédure simplifiée"),
    Entree("EG_DONNEE", "Mise à disposition de données", court="Partage de données"),
    Entree("EG_FORMATION", "Formation des agents"),
    Entree("EG_REFERENT", "Référent nommé"),
    Entree("EG_LOCAUX", "Mise à disposition de locaux"),
    Entree("EG_GOUV", "Participation à une instance"),
)
