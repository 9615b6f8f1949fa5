"""Why a suivi ends. Death, prison, hospital and removal are deliberately one value: CL_AUTRE."""

from asv.domain.nomenclatures.entree import Entree, liste_of

CLOTURE = liste_of(
    "CLOTURE",
    "Motif de fin de suivi",
    "Mano (sortie de file active), HAS (terminer une médiation)",
    Entree("CL_OBJECTIF", "Objectif atteint"),
    Entree("CL_AUTONOMIE", "Autonomie retrouvée"),
    Entree("CL_RELAIS", "Relais à un partenaire"),
    Entree("CL_RELAIS_MED", "Relais à un autre médiateur de l’agglomération", court="Relais à un médiateur"),
    Entree(
        "CL_DEMENAG_INTERNE",
        "Déménagement dans l’agglomération",
        "Le suivi continue sous le même code",
        court="Reste dans l’agglomération",
    ),
    Entree("CL_DEMENAG_EXTERNE", "Déménagement hors agglomération", court="Quitte l’agglomération"),
    Entree("CL_SOUHAIT", "Souhait de la personne"),
    Entree("CL_PERDU_VUE", "Perdu de vue"),
    Entree("CL_HORS_CHAMP", "Demande hors champ de la médiation", court="Demande hors champ"),
    Entree("CL_DOUBLON", "Doublon fusionné"),
    Entree("CL_AUTRE", "Autre motif", "Aucune précision"),
)
