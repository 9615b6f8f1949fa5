"""What the autonomy is about."""

from asv.domain.nomenclatures.entree import Entree, liste_of

AUTONOMIE_DOMAINE = liste_of(
    "AUTONOMIE_DOMAINE",
    "Domaine d’autonomie",
    "Pratique professionnelle",
    Entree("AD_DROITS", "Gérer ses droits"),
    Entree("AD_RDV", "Prendre et honorer un rendez-vous", court="Prendre un rendez-vous"),
    Entree("AD_COMPRENDRE", "Comprendre ce que dit le soignant", court="Comprendre le soignant"),
    Entree("AD_NUM", "Utiliser les outils numériques", court="Outils numériques"),
    Entree("AD_SE_RENDRE", "Se rendre sur place"),
    Entree("AD_PREVENTION", "Agir pour sa prévention"),
)
