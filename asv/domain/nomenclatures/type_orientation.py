"""How strong the orientation is: an address that fails is not a hand-over that fails."""

from asv.domain.nomenclatures.entree import Entree, liste_of

TYPE_ORIENTATION = liste_of(
    "TYPE_ORIENTATION",
    "Force de l’orientation",
    "Pratique professionnelle",
    Entree("TO_INFO", "Information seule", "Adresse ou numéro donné"),
    Entree("TO_RECOMMANDEE", "Orientation recommandée", "La personne fera elle-même"),
    Entree("TO_ACTIVE", "Orientation active", "Appel ou RDV pris avec la personne"),
    Entree("TO_ACCOMPAGNEE", "Orientation accompagnée", "Le médiateur va avec elle"),
    Entree("TO_RELAIS", "Passage de relais", "Le partenaire devient référent"),
)
