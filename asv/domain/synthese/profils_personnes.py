"""Weights of the people met and of what keeps them from care, in the colours of a former mining basin. Invented."""

from collections.abc import Mapping

# Women stop more often; the non-answers follow.
SEXES: Mapping[str, float] = {"F": 60.6, "H": 36.0, "X": 0.3, "ND": 1.9, "NC": 0.9, "REFUS": 0.3}
AGES: Mapping[str, float] = {
    "A00_05": 3.5, "A06_11": 3.5, "A12_14": 2, "A15_17": 2.6, "A18_24": 8, "A25_49": 35, "A50_59": 14, "A60_64": 8,
    "A65_74": 11, "A75P": 6.4, "ND": 4, "NC": 1.2, "REFUS": 0.8,
}  # fmt: skip
MINEURS = ("A00_05", "A06_11", "A12_14", "A15_17")
SENIORS = ("A65_74", "A75P")

# Where people live, when met in a QPV and when met elsewhere. ZR_QPV_MEME and ZR_QPV_AUTRE are both ZR_QPV.
MEME_QPV, AUTRE_QPV = "ZR_QPV_MEME", "ZR_QPV_AUTRE"
RESIDENCES: Mapping[str, Mapping[str, float]] = {
    "qpv": {
        MEME_QPV: 64, AUTRE_QPV: 8.5, "ZR_HORS_QPV": 9.5, "ZR_HORS_CALL": 2, "ZR_SANS": 1.2, "ZR_INCERTAIN": 3,
        "ND": 8, "NC": 1.8, "REFUS": 1, "NSP": 1,
    },
    "hors_qpv": {
        AUTRE_QPV: 38, "ZR_HORS_QPV": 38, "ZR_HORS_CALL": 5, "ZR_SANS": 2, "ZR_INCERTAIN": 4, "ND": 9, "NC": 2,
        "REFUS": 1, "NSP": 1,
    },
    "suivi_qpv": {MEME_QPV: 82, AUTRE_QPV: 12, "ZR_HORS_QPV": 6},
    "suivi_hors_qpv": {AUTRE_QPV: 60, "ZR_HORS_QPV": 40},
}  # fmt: skip

FAMILLES: Mapping[str, float] = {
    "FINANCIER": 21, "OFFRE": 22, "ADMIN": 18, "MECONNAISSANCE": 8.5, "MOBILITE": 8, "NUMERIQUE": 6.5, "PSYCHO": 4.5,
    "VIE": 4, "LANGUE": 3.2, "REFUS_SOINS": 1.3, "AUCUN_FREIN": 12, "AUTRE_FREIN": 1.4,
}  # fmt: skip
NIVEAU_2: Mapping[str, Mapping[str, float]] = {
    "FINANCIER": {
        "FIN_RAC": 34, "FIN_AVANCE": 13, "FIN_DEPASSEMENT": 14, "FIN_SANS_COMPL": 20, "FIN_TRANSPORT": 12,
        "FIN_DETTE": 7,
    },
    "OFFRE": {
        "OFF_MT": 33, "OFF_DELAI_SPE": 24, "OFF_DENTISTE": 20, "OFF_PSY": 7, "OFF_PARAMED": 6, "OFF_DEPART": 8,
        "OFF_HORAIRES": 1.4, "OFF_INADAPTEE": 0.6,
    },
    "ADMIN": {
        "ADM_DROITS_FERMES": 24, "ADM_DOSSIER": 33, "ADM_DELAI": 15, "ADM_RATTACHEMENT": 14, "ADM_DOMICILIATION": 3,
        "ADM_ACCUEIL": 11,
    },
    "MECONNAISSANCE": {
        "MEC_DROITS": 38, "MEC_OFFRE": 24, "MEC_PREVENTION": 22, "MEC_BESOIN": 8, "MEC_NON_PROPOSE": 8,
    },
    "MOBILITE": {"MOB_TRANSPORT": 42, "MOB_DISTANCE": 22, "MOB_REDUITE": 22, "MOB_ACCOMP": 14},
    "NUMERIQUE": {"NUM_EQUIPEMENT": 26, "NUM_COMPETENCE": 46, "NUM_OFFRE": 28},
    "PSYCHO": {
        "PSY_PEUR_RESULTAT": 18, "PSY_PEUR_SOIN": 22, "PSY_HONTE": 16, "PSY_MEFIANCE": 16, "PSY_FATIGUE": 28,
    },
    "VIE": {"VIE_PRIORITES": 28, "VIE_GARDE": 18, "VIE_TRAVAIL": 14, "VIE_ISOLEMENT": 26, "VIE_LOGEMENT": 14},
    "LANGUE": {"LAN_FRANCAIS": 34, "LAN_INTERPRETE": 10, "LAN_ECRIT": 34, "LAN_LITTERATIE": 22},
    "REFUS_SOINS": {"RDS_C2S_AME": 36, "RDS_DELAI_ANORMAL": 34, "RDS_ACCUEIL": 30},
}  # fmt: skip
CHANCE_NIVEAU_2 = 0.82
FREINS_SENSIBLES: Mapping[str, float] = {"PSY_MENTALE": 4, "VIE_ENTOURAGE": 2, "ADM_SEJOUR": 2, "RDS_SANTE": 1}
# By age: digital and mobility obstacles grow, administrative ones belong to working ages.
TILT_SENIORS: Mapping[str, float] = {
    "NUMERIQUE": 2.2, "MOBILITE": 2.4, "ADMIN": 0.6, "FINANCIER": 0.8, "VIE": 1.4, "LANGUE": 0.8,
}  # fmt: skip
TILT_MINEURS: Mapping[str, float] = {"OFFRE": 1.5, "NUMERIQUE": 0.3, "ADMIN": 0.8, "PSYCHO": 0.6, "AUCUN_FREIN": 1.5}
NON_REPONSES_FREIN: Mapping[str, float] = {"ND": 70, "NC": 15, "NSP": 10, "REFUS": 5}
CHANCE_FREIN_NON_REPONSE, CHANCE_FREIN_2, CHANCE_FREIN_3 = 0.1, 0.42, 0.3

THEMES: Mapping[str, float] = {
    "ACCES": 8, "ACC_DROITS": 22, "ACC_MT": 14, "ACC_PARCOURS": 7, "DENT": 8, "DENT_MT": 1.5, "VUE": 5, "AUDITION": 2,
    "CANCER": 1, "DEP_SEIN": 3, "DEP_COLO": 2.5, "DEP_COL": 1.5, "VACC": 1, "VACC_ENF": 1, "VACC_HPV": 0.7,
    "VACC_SAIS": 1.5, "PREV": 1, "PREV_MBP": 1.5, "PREV_EPS": 2, "NUTRI": 1.5, "NUT_ALIM": 2, "NUT_OBESITE": 1,
    "NUT_DIABETE": 2.5, "APA": 1.5, "CARDIO": 2, "RESPI": 1.5, "PER_PMI": 1, "ENFANT_DEV": 1, "MEN_BIENETRE": 3.5,
    "ADD_TABAC": 1.5, "ADD_ECRANS": 0.7, "VIEIL": 1.5, "VIE_CHUTES": 1, "VIE_AIDANT": 1, "ENV_LOGEMENT": 1,
    "ENV_CHALEUR": 0.3, "HYGIENE": 0.6, "NUMSANTE": 2, "AUTRE_THEME": 0.8,
}  # fmt: skip
THEMES_SENSIBLES: Mapping[str, float] = {
    "MEN_SOUFFRANCE": 8, "CHRONIQUE": 8, "HANDI": 5, "ADD_ALCOOL": 3, "PER_GROSSESSE": 3, "SEX_CONTRACEPTION": 2,
    "VIOLENCES": 1,
}  # fmt: skip
# What a frein brings up first, and what a month of campaign does.
THEMES_OF_FREIN: Mapping[str, Mapping[str, float]] = {
    "OFF_MT": {"ACC_MT": 9}, "OFF_DEPART": {"ACC_MT": 8}, "OFF_DENTISTE": {"DENT": 12, "DENT_MT": 6},
    "OFF_PSY": {"MEN_BIENETRE": 14}, "ADMIN": {"ACC_DROITS": 5}, "FIN_RAC": {"DENT": 3, "VUE": 4, "AUDITION": 4},
    "FIN_SANS_COMPL": {"ACC_DROITS": 5}, "NUMERIQUE": {"NUMSANTE": 10}, "MEC_PREVENTION": {"PREV": 5, "CANCER": 4},
    "VIE_LOGEMENT": {"ENV_LOGEMENT": 25, "HYGIENE": 8}, "MEC_DROITS": {"ACC_DROITS": 4},
}  # fmt: skip
CAMPAGNES: Mapping[int, Mapping[str, float]] = {
    1: {"DEP_COL": 4}, 3: {"DEP_COLO": 8, "ENFANT_DEV": 2}, 4: {"VACC": 3}, 5: {"ADD_TABAC": 3}, 6: {"DEP_COL": 4},
    7: {"ENV_CHALEUR": 8}, 8: {"ENV_CHALEUR": 8}, 9: {"VACC_HPV": 3, "APA": 2},
    10: {"DEP_SEIN": 9, "VIE_AIDANT": 3, "VACC_SAIS": 3}, 11: {"ADD_TABAC": 7, "NUT_DIABETE": 3, "VACC_SAIS": 4},
    12: {"VACC_SAIS": 2},
}  # fmt: skip
CHANCE_THEME, CHANCE_THEME_2 = 0.78, 0.2

ORIENTATIONS: Mapping[str, float] = {
    "O_MG": 9, "O_SPE": 5, "O_DENT": 5, "O_PARAMED": 2, "O_PHARMA": 2, "O_CDS": 8, "O_MSP": 4, "O_CPTS": 4,
    "O_SAS": 0.5, "O_CONSULT_H": 3, "O_MDA": 1, "O_PMI": 1.5, "O_SCOL": 0.5, "O_CPAM": 15, "O_MISAS": 7,
    "O_SSCARSAT": 2, "O_CAF": 3, "O_CCAS": 10, "O_MDS": 3, "O_FS": 6, "O_AVOCAT": 0.5, "O_DDD": 0.3, "O_CRCDC": 1.5,
    "O_VACC": 1.5, "O_CES": 2, "O_APA": 1, "O_DAC": 1, "O_LOGEMENT": 1.5, "O_ALIM": 2, "O_EMPLOI": 1, "O_NUM": 2.5,
    "O_CENTRE_SOCIAL": 3, "O_AUTRE_MED": 0.7, "O_ATELIER_ASV": 3,
}  # fmt: skip
ORIENTATIONS_SENSIBLES: Mapping[str, float] = {"O_CMP": 5, "O_PASS": 4, "O_MDPH": 4, "O_CSAPA": 2, "O_CSS": 2}
ORIENTATIONS_OF_THEME: Mapping[str, Mapping[str, float]] = {
    "ACC_DROITS": {"O_CPAM": 4, "O_MISAS": 4, "O_FS": 3, "O_CCAS": 2}, "ACC_MT": {"O_MG": 6, "O_CPTS": 8, "O_CDS": 5},
    "DENT": {"O_DENT": 25}, "DENT_MT": {"O_DENT": 25}, "VUE": {"O_SPE": 12}, "AUDITION": {"O_SPE": 12},
    "DEP_SEIN": {"O_CRCDC": 50}, "DEP_COLO": {"O_CRCDC": 25, "O_PHARMA": 12}, "DEP_COL": {"O_CRCDC": 20},
    "CANCER": {"O_CRCDC": 30}, "VACC_SAIS": {"O_PHARMA": 20, "O_VACC": 15}, "VACC_ENF": {"O_PMI": 20},
    "PREV_EPS": {"O_CES": 50}, "APA": {"O_APA": 60}, "NUT_ALIM": {"O_ATELIER_ASV": 10, "O_ALIM": 4},
    "MEN_BIENETRE": {"O_MDA": 8, "O_MG": 2, "O_CENTRE_SOCIAL": 3}, "ENV_LOGEMENT": {"O_LOGEMENT": 40},
    "NUMSANTE": {"O_NUM": 20, "O_FS": 5}, "PER_PMI": {"O_PMI": 40},
}  # fmt: skip

PUBLICS_ADULTES: Mapping[str, float] = {
    "HABITANT": 26, "DEMANDEUR_EMPLOI": 16, "PARENT_SOLO": 13, "FAMILLE": 12, "MINIMA": 14, "TRAVAILLEUR_PRECAIRE": 7,
    "AIDANT": 4, "ALLOPHONE": 4, "ILLETTRISME": 3, "SANS_LOGEMENT": 1,
}  # fmt: skip
PUBLICS_JEUNES: Mapping[str, float] = {
    "JEUNE": 60, "ETUDIANT": 14, "DEMANDEUR_EMPLOI": 14, "PARENT_SOLO": 5, "SANS_LOGEMENT": 2, "ALLOPHONE": 3,
}  # fmt: skip
PUBLICS_SENIORS: Mapping[str, float] = {
    "SENIOR": 48, "SENIOR_ISOLE": 18, "RETRAITE_MINES": 20, "AIDANT": 6, "MINIMA": 4, "ILLETTRISME": 4,
}  # fmt: skip
PUBLICS_OF_AGE: Mapping[str, Mapping[str, float]] = {
    "A00_05": {"ENFANT": 1}, "A06_11": {"ENFANT": 1}, "A12_14": {"ADOLESCENT": 1}, "A15_17": {"ADOLESCENT": 1},
    "A18_24": PUBLICS_JEUNES, "A65_74": PUBLICS_SENIORS, "A75P": PUBLICS_SENIORS,
}  # fmt: skip
PUBLICS_SENSIBLES: Mapping[str, float] = {"MALADIE_CHRONIQUE": 5, "HANDICAP": 3, "FEMME_ENCEINTE": 1, "EXIL": 1}
CHANCE_PUBLIC, CHANCE_PUBLIC_2 = 0.6, 0.18

CHANCE_SENSIBLE = 0.14
"""Share of the contacts of a suivi that carry one sensitive value; a contact without code never does."""
CLOTURES: Mapping[str, float] = {
    "CL_OBJECTIF": 34, "CL_AUTONOMIE": 18, "CL_RELAIS": 16, "CL_PERDU_VUE": 17, "CL_SOUHAIT": 5, "CL_RELAIS_MED": 3,
    "CL_DEMENAG_INTERNE": 2, "CL_DEMENAG_EXTERNE": 3, "CL_HORS_CHAMP": 1, "CL_AUTRE": 1,
}  # fmt: skip
