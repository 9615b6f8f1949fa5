"""Always asked as « Madame, Monsieur, autre, ou vous préférez ne pas dire ? »."""

from asv.domain.nomenclatures.entree import Entree, liste_of

SEXE_GENRE = liste_of(
    "SEXE_GENRE",
    "Sexe ou genre",
    "La Coop de la médiation numérique, Mano",
    Entree("F", "Femme", "Déclaré ou perçu ; si perçu, cocher « perçu »"),
    Entree("H", "Homme", "Idem"),
    Entree("X", "Autre / non binaire", "Publié avec NC, jamais isolé"),
)
