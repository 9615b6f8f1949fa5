"""Who or what brought the person."""

from asv.domain.nomenclatures.entree import Entree, liste_of

ORIGINE = liste_of(
    "ORIGINE",
    "Origine du contact",
    "Médiation santé d’Armentières (Banque des Territoires) ; pratique professionnelle",
    Entree("OR_SPONTANE", "Venue spontanée"),
    Entree("OR_ALLER_VERS", "Rencontre en aller-vers"),
    Entree("OR_BOUCHE", "Bouche-à-oreille / habitant relais", court="Bouche-à-oreille"),
    Entree("OR_DEJA", "Personne déjà connue"),
    Entree("OR_CCAS", "CCAS / mairie"),
    Entree("OR_CENTRE_SOCIAL", "Centre social / association"),
    Entree("OR_DEPT", "Département (MDS, PMI)"),
    Entree("OR_CPAM", "CPAM / MISAS"),
    Entree("OR_CAF", "CAF"),
    Entree("OR_MG", "Médecin / MSP / centre de santé", court="Médecin, MSP"),
    Entree("OR_HOP", "Hôpital / PASS"),
    Entree("OR_PHARMA", "Pharmacien"),
    Entree("OR_PSY", "CMP / santé mentale"),
    Entree("OR_ECOLE", "École / Réussite éducative"),
    Entree("OR_EMPLOI", "Mission locale / France Travail / insertion", court="Emploi, insertion"),
    Entree("OR_BAILLEUR", "Bailleur social"),
    Entree("OR_ADULTE_RELAIS", "Autre médiateur / adulte-relais", court="Autre médiateur"),
    Entree("OR_ACTION", "Suite à un atelier ou une action de l’ASV", court="Atelier ou action ASV"),
    Entree("OR_COMM", "Affiche, réseaux sociaux, magazine", court="Affiche, réseaux, magazine"),
    Entree("OR_AUTRE", "Autre"),
)
