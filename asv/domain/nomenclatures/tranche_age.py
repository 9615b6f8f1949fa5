"""Age grid of the tablet (AGE10); `extra` is the band of publication (AGE4).

The bounds are the union of those of Insee and of the screening programmes, so every class fits in both.
Never a date or a year of birth.
"""

from asv.domain.nomenclatures.entree import Entree, liste_of

TRANCHE_AGE = liste_of(
    "TRANCHE_AGE",
    "Tranche d’âge",
    "Groupes d’âge Insee des QPV, âges des programmes de dépistage ; pratique professionnelle",
    Entree("A00_05", "0-5 ans", "Petite enfance", extra="Moins de 18"),
    Entree("A06_11", "6-11 ans", "École élémentaire", extra="Moins de 18"),
    Entree("A12_14", "12-14 ans", "Collège", extra="Moins de 18"),
    Entree("A15_17", "15-17 ans", "Lycée", extra="Moins de 18"),
    Entree("A18_24", "18-24 ans", "Jeunes adultes", extra="18-49"),
    Entree("A25_49", "25-49 ans", "Dépistage col ouvert", extra="18-49"),
    Entree("A50_59", "50-59 ans", "Dépistages sein et colorectal ouverts", extra="50-74"),
    Entree("A60_64", "60-64 ans", "Fin du dépistage col (65)", extra="50-74"),
    Entree("A65_74", "65-74 ans", "Fin des dépistages sein et colorectal (74)", extra="50-74"),
    Entree("A75P", "75 ans et plus", "Grand âge", extra="75 et plus"),
)
