"""Other words for the values of the lists, as teams write them in their own logs. Never a sensitive value."""

from collections.abc import Mapping

NON_REPONSES_DITES: Mapping[str, str] = {
    "nc": "NC", "non communiqué": "NC", "nd": "ND", "non demandé": "ND", "non renseigné": "ND", "nr": "ND", "?": "ND",
    "inconnu": "ND", "refus": "REFUS", "refus de répondre": "REFUS", "refuse de répondre": "REFUS", "nsp": "NSP",
    "ne sait pas": "NSP", "sans objet": "SO",
}  # fmt: skip

SYNONYMES: Mapping[str, Mapping[str, str]] = {
    "SEXE_GENRE": {
        "féminin": "F", "mme": "F", "madame": "F", "fille": "F", "f": "F", "femmes": "F", "mlle": "F",
        "masculin": "H", "m": "H", "mr": "H", "monsieur": "H", "garçon": "H", "hommes": "H", "non binaire": "X",
        "autre": "X",
    },
    "MODE_CONTACT": {
        "permanence": "PERMANENCE", "permanence libre": "PERMANENCE", "accueil": "FIXE", "bureau": "FIXE",
        "rdv": "ENTRETIEN_RDV", "rendez-vous": "ENTRETIEN_RDV", "entretien": "ENTRETIEN_RDV",
        "entretien individuel": "ENTRETIEN_RDV", "sur rendez-vous": "ENTRETIEN_RDV", "rue": "RUE",
        "présence de rue": "RUE", "espace public": "RUE", "marché": "RUE", "pied d'immeuble": "PIED_IMMEUBLE",
        "porte à porte": "PORTE_A_PORTE", "vad": "VAD", "visite à domicile": "VAD", "domicile": "VAD",
        "stand": "STAND", "forum": "STAND", "forum santé": "STAND", "bus": "BUS", "bus santé": "BUS",
        "accompagnement": "ACCOMPAGNEMENT", "téléphone": "DISTANCE", "appel": "DISTANCE",
        "appel téléphonique": "DISTANCE", "tel": "DISTANCE", "sms": "MESSAGE", "mail": "MESSAGE", "courriel": "MESSAGE",
        "visio": "VISIO", "atelier": "ATELIER", "aller vers": "ALLER_VERS",
    },
    "LIEU_TYPE": {
        "mairie": "MAIRIE_CCAS", "ccas": "MAIRIE_CCAS", "centre social": "CENTRE_SOCIAL", "csc": "CENTRE_SOCIAL",
        "maison de quartier": "CENTRE_SOCIAL", "france services": "FRANCE_SERVICES", "maison france services":
        "FRANCE_SERVICES", "association": "ASSOCIATION", "épicerie solidaire": "AIDE_ALIMENTAIRE",
        "épicerie sociale": "AIDE_ALIMENTAIRE", "restos du coeur": "AIDE_ALIMENTAIRE", "bailleur": "BAILLEUR",
        "école": "ECOLE", "collège": "COLLEGE_LYCEE", "lycée": "COLLEGE_LYCEE", "mission locale": "INSERTION",
        "mds": "DEPARTEMENT", "pmi": "DEPARTEMENT", "cpam": "CPAM_CAF", "caf": "CPAM_CAF", "hôpital": "HOPITAL",
        "msp": "SOINS_VILLE", "maison de santé": "SOINS_VILLE", "centre de santé": "SOINS_VILLE",
        "filieris": "SOINS_VILLE", "pharmacie": "PHARMACIE", "marché": "MARCHE", "rue": "ESPACE_PUBLIC",
        "parc": "ESPACE_PUBLIC", "place": "ESPACE_PUBLIC", "hall": "PIED_IMMEUBLE_LIEU", "domicile": "DOMICILE",
        "foyer": "HEBERGEMENT", "bus": "MOBILE", "téléphone": "A_DISTANCE", "autre": "AUTRE_LIEU",
    },
    "TRANCHE_AGE": {"75 ans et +": "A75P", "plus de 75 ans": "A75P", "75+": "A75P"},
    "FREIN": {
        "financier": "FINANCIER", "financiers": "FINANCIER", "argent": "FINANCIER", "coût": "FINANCIER",
        "reste à charge": "FIN_RAC", "avance de frais": "FIN_AVANCE", "pas de mutuelle": "FIN_SANS_COMPL",
        "sans mutuelle": "FIN_SANS_COMPL", "administratif": "ADMIN", "administratifs": "ADMIN", "démarches": "ADMIN",
        "droits fermés": "ADM_DROITS_FERMES", "dossier incomplet": "ADM_DOSSIER", "carte vitale": "ADM_RATTACHEMENT",
        "numérique": "NUMERIQUE", "fracture numérique": "NUMERIQUE", "internet": "NUMERIQUE", "langue": "LANGUE",
        "barrière de la langue": "LANGUE", "transport": "MOB_TRANSPORT", "transports": "MOB_TRANSPORT",
        "mobilité": "MOBILITE", "délai": "OFFRE", "délais": "OFFRE", "délai de rdv": "OFFRE",
        "pas de médecin": "OFF_MT", "pas de médecin traitant": "OFF_MT", "manque de médecin": "OFF_MT",
        "dentiste": "OFF_DENTISTE", "refus de soins": "REFUS_SOINS", "psychologique": "PSYCHO", "peur": "PSYCHO",
        "méconnaissance": "MECONNAISSANCE", "manque d'information": "MECONNAISSANCE", "aucun": "AUCUN_FREIN",
        "aucune": "AUCUN_FREIN", "autre": "AUTRE_FREIN",
    },
    "THEME_SANTE": {
        "droits": "ACC_DROITS", "ouverture de droits": "ACC_DROITS", "accès aux droits": "ACC_DROITS",
        "c2s": "ACC_DROITS", "mutuelle": "ACC_DROITS", "médecin traitant": "ACC_MT", "accès aux soins": "ACCES",
        "dentaire": "DENT", "dents": "DENT", "bucco-dentaire": "DENT", "vue": "VUE", "lunettes": "VUE",
        "ophtalmologie": "VUE", "audition": "AUDITION", "cancer": "CANCER", "dépistage": "CANCER",
        "cancer du sein": "DEP_SEIN", "mammographie": "DEP_SEIN", "octobre rose": "DEP_SEIN",
        "cancer colorectal": "DEP_COLO", "mars bleu": "DEP_COLO", "vaccination": "VACC", "vaccin": "VACC",
        "alimentation": "NUT_ALIM", "nutrition": "NUTRI", "diabète": "NUT_DIABETE", "obésité": "NUT_OBESITE",
        "sport": "APA", "activité physique": "APA", "tabac": "ADD_TABAC", "écrans": "ADD_ECRANS",
        "sommeil": "MEN_BIENETRE", "stress": "MEN_BIENETRE", "bien-être": "MEN_BIENETRE", "prévention": "PREV",
        "numérique": "NUMSANTE", "mon espace santé": "NUMSANTE", "aidants": "VIE_AIDANT", "autre": "AUTRE_THEME",
    },
    "TYPE_INTERVENTION": {
        "écoute": "ECOUTE", "information": "INFO_OFFRE", "information santé": "INFO_SANTE", "droits": "INFO_DROITS",
        "prise de rdv": "PRISE_RDV", "prise de rendez-vous": "PRISE_RDV", "accompagnement": "ACCOMP_PHYS",
        "accompagnement physique": "ACCOMP_PHYS", "aide administrative": "AIDE_ADMIN", "dossier": "AIDE_ADMIN",
        "démarche administrative": "AIDE_ADMIN", "aide numérique": "AIDE_NUM", "orientation": "ORIENTATION",
        "relance": "RELANCE", "rappel": "RELANCE", "présentation": "PRISE_CONTACT",
    },
    "ORIENTATION": {
        "médecin": "O_MG", "médecin traitant": "O_MG", "médecin généraliste": "O_MG", "spécialiste": "O_SPE",
        "dentiste": "O_DENT", "sage-femme": "O_SF", "pharmacie": "O_PHARMA", "filieris": "O_CDS",
        "centre de santé": "O_CDS", "msp": "O_MSP", "maison de santé": "O_MSP", "hôpital": "HOPITAL_O",
        "urgences": "O_URG", "pmi": "O_PMI", "cpam": "O_CPAM", "misas": "O_MISAS", "pfidass": "O_MISAS",
        "carsat": "O_SSCARSAT", "caf": "O_CAF", "ccas": "O_CCAS", "mairie": "O_CCAS", "mds": "O_MDS",
        "assistante sociale": "O_MDS", "france services": "O_FS", "bailleur": "O_LOGEMENT", "logement": "O_LOGEMENT",
        "mission locale": "O_EMPLOI", "pôle emploi": "O_EMPLOI", "france travail": "O_EMPLOI",
        "conseiller numérique": "O_NUM", "centre social": "O_CENTRE_SOCIAL", "association": "O_CENTRE_SOCIAL",
        "aucune": "SO", "non": "SO", "pas d'orientation": "SO",
    },
    "TYPE_ORIENTATION": {
        "information": "TO_INFO", "conseil": "TO_RECOMMANDEE", "active": "TO_ACTIVE", "prise de rdv": "TO_ACTIVE",
        "accompagnement": "TO_ACCOMPAGNEE", "accompagnée": "TO_ACCOMPAGNEE", "relais": "TO_RELAIS",
    },
    "ORIGINE": {
        "spontané": "OR_SPONTANE", "bouche à oreille": "OR_BOUCHE", "ccas": "OR_CCAS", "mairie": "OR_CCAS",
        "centre social": "OR_CENTRE_SOCIAL", "association": "OR_CENTRE_SOCIAL", "mds": "OR_DEPT", "pmi": "OR_DEPT",
        "cpam": "OR_CPAM", "caf": "OR_CAF", "médecin": "OR_MG", "hôpital": "OR_HOP", "pharmacie": "OR_PHARMA",
        "école": "OR_ECOLE", "mission locale": "OR_EMPLOI", "bailleur": "OR_BAILLEUR", "affiche": "OR_COMM",
        "facebook": "OR_COMM", "aller vers": "OR_ALLER_VERS", "autre": "OR_AUTRE",
    },
    "LANGUE": {
        "français": "LG_FR", "français simplifié": "LG_FR_SIMPLE", "interprète": "LG_INT_TEL",
        "interprète téléphone": "LG_INT_TEL", "interprète sur place": "LG_INT_PRES", "proche": "LG_PROCHE_ADULTE",
        "enfant": "LG_PROCHE_MINEUR", "traduction": "LG_APPLI", "lsf": "LG_SIGNES", "langue des signes": "LG_SIGNES",
    },
    "ZONE_RESIDENCE": {
        "qpv": "ZR_INCERTAIN", "hors qpv": "ZR_HORS_QPV", "hors agglomération": "ZR_HORS_CALL",
        "hors territoire": "ZR_HORS_CALL", "sdf": "ZR_SANS", "sans domicile": "ZR_SANS",
    },
}  # fmt: skip
