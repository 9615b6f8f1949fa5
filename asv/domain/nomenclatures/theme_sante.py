"""Health themes. A sensible one is never published below the territoire nor taken in a contact without a code.

Short labels of sensible themes are discreet on purpose: the person, or someone beside, reads the screen.
"""

from asv.domain.nomenclatures.entree import Entree, branch, liste_of

THEME_SANTE = liste_of(
    "THEME_SANTE",
    "Thématique de santé",
    "Projet régional de santé Hauts-de-France, révision 2023-2028 ; pratique professionnelle",
    *branch(
        Entree("ACCES", "Accès aux droits et aux soins", court="Droits et accès aux soins"),
        Entree("ACC_DROITS", "Ouverture ou maintien de droits", court="Ouverture de droits"),
        Entree("ACC_MT", "Recherche de médecin traitant", court="Médecin traitant"),
        Entree("ACC_PARCOURS", "Comprendre le parcours de soins", court="Parcours de soins"),
    ),
    *branch(
        Entree("DENT", "Santé bucco-dentaire"),
        Entree("DENT_MT", "M’T dents (3-24 ans)", "Rendez-vous de prévention pris en charge"),
    ),
    Entree("VUE", "Santé visuelle"),
    Entree("AUDITION", "Santé auditive"),
    *branch(
        Entree("CANCER", "Cancers et dépistages", "Dépistage, jamais la maladie"),
        Entree(
            "DEP_SEIN",
            "Dépistage organisé du cancer du sein",
            "Femmes 50-74 ans, tous les 2 ans",
            court="Dépistage du sein",
        ),
        Entree(
            "DEP_COLO",
            "Dépistage organisé du cancer colorectal",
            "50-74 ans, tous les 2 ans",
            court="Dépistage colorectal",
        ),
        Entree("DEP_COL", "Dépistage organisé du cancer du col", "Femmes 25-65 ans", court="Dépistage du col"),
    ),
    *branch(
        Entree("VACC", "Vaccination"),
        Entree("VACC_ENF", "Vaccination de l’enfant"),
        Entree("VACC_HPV", "Vaccination HPV"),
        Entree("VACC_SAIS", "Grippe / Covid-19"),
    ),
    *branch(
        Entree("PREV", "Bilans de prévention"),
        Entree("PREV_MBP", "Mon bilan prévention", "Âges clés de l’adulte"),
        Entree("PREV_EPS", "Examen de prévention en santé (CPAM)", court="Examen de prévention CPAM"),
    ),
    *branch(
        Entree("NUTRI", "Nutrition, poids, diabète (prévention)", court="Nutrition, poids"),
        Entree("NUT_ALIM", "Alimentation"),
        Entree("NUT_OBESITE", "Surpoids / obésité", court="Équilibre du poids"),
        Entree("NUT_DIABETE", "Diabète (information, repérage)", court="Diabète"),
    ),
    Entree("APA", "Activité physique / sport-santé", court="Activité physique"),
    Entree("CARDIO", "Cœur et vaisseaux (prévention)", court="Cœur et vaisseaux"),
    Entree("RESPI", "Respiratoire, asthme, qualité de l’air", court="Respiration, air"),
    *branch(
        Entree("PERINAT", "Périnatalité et petite enfance", court="Périnatalité"),
        Entree("PER_GROSSESSE", "Suivi de grossesse", sensible=True),
        Entree("PER_PMI", "Suivi du jeune enfant / PMI"),
    ),
    Entree("ENFANT_DEV", "Développement de l’enfant, troubles du langage", court="Développement de l’enfant"),
    *branch(
        Entree("MENTALE", "Santé mentale", sensible=True),
        Entree("MEN_BIENETRE", "Bien-être, stress, sommeil", "Prévention sans diagnostic"),
        Entree("MEN_SOUFFRANCE", "Souffrance psychique", court="Mal-être", sensible=True),
        Entree(
            "MEN_SUICIDE",
            "Idées suicidaires évoquées",
            "Déclenche le protocole d’urgence (3114)",
            court="Urgence psychique (3114)",
            sensible=True,
        ),
    ),
    *branch(
        Entree("ADDICT", "Conduites addictives", court="Consommations", sensible=True),
        Entree("ADD_TABAC", "Tabac"),
        Entree("ADD_ALCOOL", "Alcool", sensible=True),
        Entree("ADD_DROGUES", "Drogues / médicaments", sensible=True),
        Entree("ADD_ECRANS", "Écrans / jeux"),
    ),
    *branch(
        Entree("SEXUELLE", "Santé sexuelle", court="Vie affective", sensible=True),
        Entree("SEX_CONTRACEPTION", "Contraception", sensible=True),
        Entree("SEX_IVG", "IVG", court="Orthogénie", sensible=True),
        Entree("SEX_IST", "VIH, hépatites, IST", court="Infections transmissibles", sensible=True),
    ),
    Entree("VIOLENCES", "Violences", court="Besoin de protection", sensible=True),
    *branch(
        Entree("VIEIL", "Vieillissement, autonomie, aidants", court="Bien vieillir, aidants"),
        Entree("VIE_CHUTES", "Prévention des chutes"),
        Entree("VIE_AIDANT", "Soutien aux aidants"),
    ),
    Entree("HANDI", "Handicap / MDPH", sensible=True),
    Entree(
        "CHRONIQUE",
        "Maladie chronique : suivi et observance",
        "Sans nommer la maladie",
        court="Suivi d’une maladie",
        sensible=True,
    ),
    *branch(
        Entree("ENVIRO", "Santé-environnement"),
        Entree("ENV_LOGEMENT", "Logement indigne, humidité, plomb", court="Logement indigne"),
        Entree("ENV_CHALEUR", "Canicule, froid"),
    ),
    Entree("HYGIENE", "Hygiène / gale, punaises, poux", court="Hygiène, nuisibles"),
    Entree("NUMSANTE", "Numérique en santé (Mon espace santé)", court="Numérique en santé"),
    Entree(
        "URGENCE", "Urgence sanitaire constatée", "Appel au 15 ; aucun détail", court="Urgence constatée", sensible=True
    ),
    Entree("AUTRE_THEME", "Autre thème"),
)
