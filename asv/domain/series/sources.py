"""The statistical sources of the séries, each with what its producer says of comparing two vintages.

Every rule cites where it was read; where nothing was found, nothing is assumed and the evolution is refused.
"""

from typing import Final

from asv.domain.series.definition import Comparabilite, SourceSerie

APART: Final = "Montrez chaque millésime à part."

RECENSEMENT: Final = SourceSerie(
    "Insee, recensement de la population",
    Comparabilite.CINQ_ANS,
    "Chaque millésime du recensement réunit cinq enquêtes annuelles : comparez des millésimes éloignés d’au moins cinq "
    "ans.",
    "Agam, « Une nouvelle méthode après le recensement 1999 » : ne pas comparer des millésimes distants de moins "
    "de cinq ans",
)
FILOSOFI: Final = SourceSerie(
    "Insee, Filosofi",
    Comparabilite.JAMAIS,
    "Les revenus Filosofi changent avec la loi fiscale et la méthode d’une année à l’autre : un écart ne dirait "
    f"pas ce qui a changé pour les habitants. {APART}",
    "Insee, page « Revenus, pauvreté et niveau de vie en 2021 », précautions ; CASD, fiche Filosofi 2021",
)
CNAM_QPV: Final = SourceSerie(
    "Insee et Cnam, bénéficiaires du régime général et de la C2S",
    Comparabilite.JAMAIS,
    "L’Insee avertit que deux millésimes ne doivent pas servir à mesurer des évolutions à l’intérieur d’une commune. "
    f"{APART}",
    "Insee, page « Bénéficiaires du régime général de l’assurance maladie », avertissement "
    "(insee.fr/fr/statistiques/6041315)",
)
CNAM: Final = SourceSerie(
    CNAM_QPV.nom,
    Comparabilite.MEME_METHODE,
    "",
    "même page : l’avertissement ne vise que les niveaux infra-communaux",
    ruptures=(2020,),  # 1 November 2019: the C2S took the place of the CMU-C and the ACS
)
CNAF: Final = SourceSerie(
    "Insee et Cnaf, allocataires des caisses d’allocations familiales",
    Comparabilite.INCONNUE,
    f"Aucune règle du producteur n’a été trouvée pour comparer deux années de ces chiffres dans un quartier. {APART}",
    "non trouvée",
)
DEMANDEURS_EMPLOI: Final = SourceSerie(
    "Insee et France Travail, demandeurs d’emploi",
    Comparabilite.MEME_METHODE,
    "",
    "l’Insee publie lui-même des évolutions (colonnes EVOL_ABC) ; loi du 18 décembre 2023 : inscription de tous les "
    "allocataires du RSA en 2025",
    ruptures=(2025,),
)
LOGEMENT_SOCIAL: Final = SourceSerie(
    "Service statistique du logement, RPLS",
    Comparabilite.INCONNUE,
    f"Aucune règle du producteur n’a été trouvée pour comparer deux années de ces chiffres dans un quartier. {APART}",
    "non trouvée",
)
BPE: Final = SourceSerie(
    "Insee, Base permanente des équipements",
    Comparabilite.JAMAIS,
    "Deux millésimes de la Base permanente des équipements ne se comparent pas directement : sources et nomenclatures "
    "changent. Prenez la « BPE en évolution » que publie l’Insee.",
    "Insee, métadonnées de la BPE, « Cohérence et comparabilité » (insee.fr, opérations s2077 et s2155)",
)
APL: Final = SourceSerie(
    "DREES, accessibilité potentielle localisée",
    Comparabilite.MEME_METHODE,
    "",
    "DREES, page « L’indicateur d’accessibilité potentielle localisée » : méthode refondue en 2015 ; le classeur "
    "en cours commence en 2022, rupture supposée par prudence",
    ruptures=(2015, 2022),
)
F_EDI: Final = SourceSerie(
    "Santé publique France, indice F-EDI",
    Comparabilite.JAMAIS,
    "L’indice est construit pour une année et place les communes les unes par rapport aux autres : il ne mesure "
    f"pas une évolution. {APART}",
    "nature de l’indice ; à confirmer auprès de Santé publique France",
)
