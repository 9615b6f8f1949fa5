"""Repeated fault of a service or an offer, never of a person."""

from asv.domain.nomenclatures.entree import Entree, liste_of

SIGNAL = liste_of(
    "SIGNAL",
    "Signal collectif",
    "Arrêté du 28 décembre 2023 (fiche de poste) ; pratique professionnelle",
    Entree("SG_OFFRE_FERMEE", "Fermeture ou départ d’un service", court="Service fermé ou parti"),
    Entree("SG_DELAI", "Délai anormal répété"),
    Entree("SG_REFUS", "Refus de soins répété"),
    Entree("SG_PIECES", "Demandes de pièces abusives ou contradictoires", court="Pièces demandées à tort"),
    Entree("SG_ACCUEIL", "Accueil défaillant"),
    Entree("SG_NUM", "Service accessible uniquement en ligne", court="Seulement en ligne"),
    Entree("SG_TRANSPORT", "Desserte supprimée ou inadaptée", court="Desserte inadaptée"),
    Entree("SG_INFO", "Information erronée en circulation", court="Information erronée"),
    Entree("SG_ENVIRO", "Problème d’environnement ou de logement collectif", court="Environnement, logement"),
    Entree("SG_DOUBLON", "Actions en doublon ou zone sans action", court="Doublon ou manque d’action"),
    Entree("SG_POSITIF", "Bonne pratique à diffuser"),
)
