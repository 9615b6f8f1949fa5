"""Difficulties in reaching care, one to three per contact, the first one being the main.

`extra` is the form of non-recours, always derived and never asked.
"""

from asv.domain.nomenclatures.entree import Entree, branch, liste_of

FREIN = liste_of(
    "FREIN",
    "Freins et difficultés d’accès aux soins",
    "Odenore et Assurance maladie, Santé publique France, Défenseur des droits ; pratique professionnelle",
    *branch(
        Entree("FINANCIER", "Freins financiers", "Le coût empêche, retarde ou réduit le soin", extra="NON_DEMANDE"),
        Entree("FIN_RAC", "Reste à charge trop élevé", "Dentaire, optique, audio, spécialiste"),
        Entree("FIN_AVANCE", "Avance de frais impossible", "Pas de tiers payant"),
        Entree("FIN_DEPASSEMENT", "Dépassements d’honoraires", "Pas de praticien en secteur 1 accessible"),
        Entree("FIN_SANS_COMPL", "Pas de complémentaire", "Aucune part complémentaire", extra="NON_CONNAISSANCE"),
        Entree("FIN_TRANSPORT", "Coût du déplacement", "Carburant, bus, taxi non remboursé"),
        Entree("FIN_DETTE", "Dette ou impayé de soins", "Facture hospitalière, indus, franchise"),
    ),
    *branch(
        Entree("ADMIN", "Freins administratifs", "Les démarches bloquent l’accès", extra="NON_RECEPTION"),
        Entree("ADM_DROITS_FERMES", "Droits fermés ou rompus", "Fin de droits, changement de régime, déménagement"),
        Entree(
            "ADM_DOSSIER",
            "Dossier incomplet ou complexe",
            "Formulaires, pièces, justificatifs",
            court="Dossier complexe",
        ),
        Entree("ADM_DELAI", "Délai de traitement", "Réponse trop longue de l’organisme"),
        Entree("ADM_RATTACHEMENT", "Rattachement / carte Vitale", "Enfant non rattaché, carte absente ou non à jour"),
        Entree("ADM_DOMICILIATION", "Absence de domiciliation", "Pas d’adresse valable"),
        Entree(
            "ADM_SEJOUR", "Situation administrative", "Titre ou justificatif manquant (ne rien préciser)", sensible=True
        ),
        Entree(
            "ADM_ACCUEIL",
            "Accueil physique ou téléphone indisponible",
            "Guichet fermé, pas de rendez-vous, ligne saturée",
            court="Accueil indisponible",
        ),
    ),
    *branch(
        Entree("NUMERIQUE", "Freins numériques", "La dématérialisation bloque", extra="NON_RECEPTION"),
        Entree(
            "NUM_EQUIPEMENT",
            "Pas d’équipement ou de connexion",
            "Ni téléphone, ni ordinateur, ni forfait",
            court="Sans équipement ni réseau",
        ),
        Entree("NUM_COMPETENCE", "Ne sait pas utiliser", "Mot de passe, scan, compte ameli, RDV en ligne"),
        Entree("NUM_OFFRE", "RDV uniquement en ligne", "Aucune alternative proposée"),
    ),
    *branch(
        Entree("LANGUE", "Langue et compréhension", "Comprendre et se faire comprendre", extra="NON_RECEPTION"),
        Entree("LAN_FRANCAIS", "Langue française non ou peu maîtrisée", court="Français peu maîtrisé"),
        Entree("LAN_INTERPRETE", "Pas d’interprète disponible"),
        Entree("LAN_ECRIT", "Lecture-écriture difficiles", "Illettrisme, courriers non ouverts"),
        Entree(
            "LAN_LITTERATIE",
            "Vocabulaire médical non compris",
            "Ordonnance, consignes, littératie en santé",
            court="Mots médicaux non compris",
        ),
    ),
    *branch(
        Entree("MOBILITE", "Mobilité", "Se rendre au soin", extra="NON_DEMANDE"),
        Entree("MOB_TRANSPORT", "Pas de moyen de transport", "Ni véhicule ni ligne adaptée"),
        Entree("MOB_DISTANCE", "Distance trop grande"),
        Entree("MOB_REDUITE", "Mobilité réduite", "Fatigue, handicap, grand âge"),
        Entree(
            "MOB_ACCOMP", "Ne peut pas s’y rendre seul(e)", "Besoin d’être accompagné", court="Besoin d’être accompagné"
        ),
    ),
    *branch(
        Entree("OFFRE", "Offre de soins et délais", "L’offre manque ou tarde", extra="NON_RECEPTION"),
        Entree(
            "OFF_MT",
            "Pas de médecin traitant trouvé",
            "Refus de nouveaux patients pour saturation",
            court="Pas de médecin traitant",
        ),
        Entree("OFF_DELAI_SPE", "Délai trop long chez un spécialiste", court="Délai chez un spécialiste"),
        Entree("OFF_DENTISTE", "Pas de dentiste disponible"),
        Entree(
            "OFF_PSY",
            "Pas de place en santé mentale",
            "CMP, psychologue, pédopsychiatre",
            court="Santé mentale : sans place",
        ),
        Entree("OFF_PARAMED", "Pas de place en rééducation ou orthophonie", court="Rééducation : sans place"),
        Entree("OFF_DEPART", "Départ ou retraite du praticien", court="Départ du praticien"),
        Entree("OFF_HORAIRES", "Horaires incompatibles", "Travail, garde d’enfants"),
        Entree("OFF_INADAPTEE", "Offre inadaptée", "Locaux, genre du praticien, modalités", extra="NON_DEMANDE"),
    ),
    *branch(
        Entree(
            "REFUS_SOINS",
            "Refus de soins et discriminations",
            "Empêché ou dissuadé par un professionnel ou un organisme",
            court="Refus de soins",
            extra="NON_RECEPTION",
        ),
        Entree("RDS_C2S_AME", "Refus lié à la C2S ou à l’AME", court="Refus lié à C2S ou AME"),
        Entree(
            "RDS_ORIGINE",
            "Refus ou traitement différent lié à l’origine",
            "Perçu par la personne",
            court="Refus lié à l’origine",
            sensible=True,
        ),
        Entree("RDS_HANDICAP", "Refus ou inadaptation lié au handicap", court="Refus lié au handicap", sensible=True),
        Entree("RDS_SANTE", "Refus lié à l’état de santé", court="Refus lié à la santé", sensible=True),
        Entree(
            "RDS_DELAI_ANORMAL",
            "Délai ou conditions anormales",
            "RDV très lointain, fin de journée, réorientations répétées",
            court="Délai ou accueil anormal",
        ),
        Entree("RDS_ACCUEIL", "Accueil irrespectueux", extra="NON_DEMANDE"),
    ),
    *branch(
        Entree("PSYCHO", "Freins psychologiques", "Rapport personnel au soin", extra="NON_DEMANDE"),
        Entree("PSY_PEUR_RESULTAT", "Peur du diagnostic ou du résultat", court="Peur du résultat"),
        Entree("PSY_PEUR_SOIN", "Peur du soin ou de la douleur", court="Peur du soin"),
        Entree("PSY_HONTE", "Honte, pudeur, crainte du jugement", court="Pudeur, peur du jugement"),
        Entree("PSY_MEFIANCE", "Méfiance envers le système ou mauvaise expérience", court="Méfiance"),
        Entree("PSY_FATIGUE", "Épuisement, découragement", "Abandon après plusieurs échecs"),
        Entree(
            "PSY_MENTALE",
            "Souffrance psychique qui empêche la démarche",
            "Jamais de diagnostic",
            court="Mal-être qui empêche",
            sensible=True,
        ),
    ),
    *branch(
        Entree("MECONNAISSANCE", "Méconnaissance", "Ne sait pas", extra="NON_CONNAISSANCE"),
        Entree("MEC_DROITS", "Méconnaissance des droits et aides", court="Droits mal connus"),
        Entree(
            "MEC_OFFRE", "Méconnaissance de l’offre locale", "Ne sait pas où aller", court="Offre locale mal connue"
        ),
        Entree("MEC_PREVENTION", "Méconnaissance des dépistages et vaccins", court="Prévention mal connue"),
        Entree("MEC_BESOIN", "Besoin non perçu", "« Je ne suis pas malade »"),
        Entree(
            "MEC_NON_PROPOSE",
            "Droit ou soin jamais proposé",
            "Par le professionnel ou l’organisme",
            extra="NON_PROPOSITION",
        ),
    ),
    *branch(
        Entree(
            "VIE",
            "Conditions de vie et priorités",
            "Le reste passe avant",
            court="Conditions de vie",
            extra="NON_DEMANDE",
        ),
        Entree("VIE_PRIORITES", "Autres urgences", "Logement, alimentation, papiers, travail"),
        Entree("VIE_GARDE", "Garde d’enfants ou d’un proche", court="Garde d’un proche"),
        Entree("VIE_TRAVAIL", "Contraintes de travail", "Horaires, peur de perdre une journée"),
        Entree("VIE_ISOLEMENT", "Isolement", "Personne pour aider"),
        Entree("VIE_LOGEMENT", "Logement indigne ou instable", "Humidité, surpeuplement, errance"),
        Entree("VIE_ENTOURAGE", "Entourage qui s’oppose ou contrôle", court="Entourage peu aidant", sensible=True),
    ),
    Entree(
        "AUCUN_FREIN",
        "Aucune difficulté exprimée",
        "Valeur explicite, différente de non demandé",
        court="Aucune difficulté",
    ),
    Entree(
        "AUTRE_FREIN",
        "Autre difficulté",
        "À qualifier par le coordonnateur chaque trimestre, jamais en texte libre nominatif",
    ),
)
