"""How the exchange was made possible; never the mother tongue."""

from asv.domain.nomenclatures.entree import Entree, liste_of

LANGUE = liste_of(
    "LANGUE",
    "Langue et interprétariat",
    "Décret du 5 mai 2017 (interprétariat linguistique) ; pratique professionnelle",
    Entree("LG_FR", "Échange en français aisé", court="Français aisé"),
    Entree("LG_FR_SIMPLE", "Échange en français simplifié", court="Français simplifié"),
    Entree("LG_MEDIATEUR", "Langue partagée avec le médiateur", court="Langue partagée"),
    Entree("LG_INT_TEL", "Interprète professionnel par téléphone", court="Interprète au téléphone"),
    Entree("LG_INT_PRES", "Interprète professionnel sur place", court="Interprète sur place"),
    Entree("LG_PROCHE_ADULTE", "Proche adulte traduisant"),
    Entree("LG_PROCHE_MINEUR", "Enfant traduisant", "À éviter : déclenche une alerte qualité"),
    Entree("LG_APPLI", "Application de traduction"),
    Entree("LG_SIGNES", "Langue des signes"),
    Entree("LG_ECHEC", "Échange impossible"),
)
