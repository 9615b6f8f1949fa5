"""From doing for the person to the person doing alone, measured at opening and at each closed goal."""

from asv.domain.nomenclatures.entree import Entree, liste_of

AUTONOMIE = liste_of(
    "AUTONOMIE",
    "Niveau d’autonomie",
    "La Coop de la médiation numérique, arrêté du 28 décembre 2023 (fiche de poste)",
    Entree("AUT_0", "Le médiateur fait à la place", "Faire pour", court="Fait à la place"),
    Entree("AUT_1", "Avec guidage", "Faire avec, pas à pas"),
    Entree("AUT_2", "Autonome avec guidage en cas de besoin", court="Guidage si besoin"),
    Entree("AUT_3", "Autonome", "La personne fait seule"),
)
