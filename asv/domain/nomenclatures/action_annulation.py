"""Why an action was cancelled or put off."""

from asv.domain.nomenclatures.entree import Entree, liste_of

ACTION_ANNULATION = liste_of(
    "ACTION_ANNULATION",
    "Motif d’annulation ou de report",
    "Pratique professionnelle",
    Entree("AN_METEO", "Météo"),
    Entree("AN_PRO", "Professionnel indisponible"),
    Entree("AN_LIEU", "Lieu indisponible"),
    Entree("AN_MATERIEL", "Matériel indisponible"),
    Entree("AN_FINANCE", "Financement refusé ou retardé", court="Financement refusé"),
    Entree("AN_PUBLIC", "Pas assez d’inscrits"),
    Entree("AN_DOUBLON", "Doublon avec une autre action", court="Doublon"),
    Entree("AN_SANITAIRE", "Contexte sanitaire ou de sécurité", court="Contexte sanitaire, sécurité"),
    Entree("AN_PORTEUR", "Défaillance du porteur"),
    Entree("AN_CALENDRIER", "Conflit de calendrier"),
)
