"""What the person was told and agreed to."""

from asv.domain.nomenclatures.entree import Entree, liste_of

INFORMATION_PERSONNE = liste_of(
    "INFORMATION_PERSONNE",
    "Information et accord de la personne",
    "CNIL, Mano (accord oral) ; pratique professionnelle",
    Entree(
        "IP_AFFICHE", "Information par affichage / carte remise", "Contact sans code", court="Affiche ou carte remise"
    ),
    Entree("IP_ORALE", "Information orale donnée"),
    Entree(
        "IP_ACCORD_SUIVI",
        "Accord oral au suivi sous code",
        "Obligatoire pour ouvrir un suivi",
        court="Accord oral au suivi",
    ),
    Entree(
        "IP_ACCORD_PARTAGE",
        "Accord au partage avec un partenaire nommé",
        "Daté, par partenaire",
        court="Accord au partage",
    ),
    Entree("IP_REFUS_SUIVI", "Refus du suivi", "Le contact reste anonyme"),
    Entree("IP_RETRAIT", "Retrait de l’accord", "Déclenche l’effacement ou la coupure du lien"),
    Entree("IP_REPRESENTANT", "Accord du représentant légal", "Mineur, majeur protégé"),
)
