"""How the mediator and the person met."""

from asv.domain.nomenclatures.entree import Entree, branch, liste_of

MODE_CONTACT = liste_of(
    "MODE_CONTACT",
    "Mode de contact",
    "La Coop de la médiation numérique, Mano, permanences de la CALL ; pratique professionnelle",
    *branch(
        Entree("FIXE", "Accueil fixe", "La personne vient au médiateur"),
        Entree(
            "PERMANENCE",
            "Permanence sans rendez-vous",
            "Créneau annoncé, ouvert à tous, dans une commune",
            court="Permanence sans RDV",
        ),
        Entree(
            "PERMANENCE_PARTENAIRE",
            "Permanence chez un partenaire",
            "Permanence tenue dans les murs d’un partenaire (CCAS, centre social, épicerie sociale…)",
            court="Permanence chez partenaire",
        ),
        Entree(
            "ENTRETIEN_RDV",
            "Entretien individuel sur rendez-vous",
            "Temps dédié, pris à l’avance",
            court="Entretien sur rendez-vous",
        ),
    ),
    *branch(
        Entree("ALLER_VERS", "Aller-vers", "Le médiateur va vers la personne"),
        Entree(
            "RUE",
            "Présence de rue / espace public",
            "Présence active sur l’espace public, marché, sortie d’école",
            court="Rue, espace public",
        ),
        Entree(
            "PIED_IMMEUBLE",
            "Pied d’immeuble / cité",
            "Présence au pied des logements, avec ou sans bailleur",
            court="Pied d’immeuble, cité",
        ),
        Entree("PORTE_A_PORTE", "Porte-à-porte", "Passage de logement en logement, annoncé ou non"),
        Entree("MARAUDE", "Maraude", "Tournée auprès de personnes à la rue ou en habitat précaire"),
        Entree(
            "VAD",
            "Visite à domicile (VAD)",
            "Rencontre au domicile, à la demande ou avec l’accord de la personne",
            court="Visite à domicile",
        ),
        Entree("STAND", "Stand / forum santé", "Tenue d’un stand lors d’un événement"),
        Entree("BUS", "Bus ou unité mobile de santé", "Présence à bord ou autour d’une unité mobile"),
    ),
    *branch(
        Entree(
            "ACCOMPAGNEMENT",
            "Accompagnement physique",
            "Le médiateur se rend avec la personne à un rendez-vous ou une démarche",
        ),
        Entree(
            "ACCOMP_SOIN",
            "Accompagnement physique vers un soin",
            "Consultation, examen, dépistage, hôpital",
            court="Accompagnement vers un soin",
        ),
        Entree(
            "ACCOMP_ADMIN",
            "Accompagnement physique vers une administration",
            "CPAM, CAF, préfecture, mairie, MDPH…",
            court="Accompagnement administratif",
        ),
    ),
    *branch(
        Entree("DISTANCE", "À distance", "Sans présence physique"),
        Entree("APPEL_ENTRANT", "Appel entrant", "La personne appelle"),
        Entree("APPEL_SORTANT", "Appel sortant", "Le médiateur appelle (rappel, relance, suivi)"),
        Entree(
            "MESSAGE",
            "SMS / messagerie / courriel",
            "Échange écrit ; ne jamais recopier le contenu",
            court="SMS, message, courriel",
        ),
        Entree("VISIO", "Visioconférence", "Entretien ou téléconsultation accompagnée"),
    ),
    *branch(
        Entree("COLLECTIF", "Collectif", "Plusieurs personnes à la fois, saisi en effectifs"),
        Entree("ATELIER", "Atelier collectif", "Séance organisée sur un thème, 3 à 20 personnes"),
        Entree("REUNION_HABITANTS", "Réunion / groupe d’habitants", "Conseil citoyen, labo, café santé, focus group"),
        Entree("EVENEMENT", "Événement grand public", "Journée ou forum ouvert ; comptage estimé"),
    ),
    *branch(
        Entree("INDIRECT", "Indirect", "Sans la personne"),
        Entree("TIERS_FAMILIAL", "Échange avec un proche", "Aidant, parent, voisin, avec l’accord de la personne"),
        Entree(
            "TIERS_PRO",
            "Échange avec un professionnel",
            "Coordination sur une situation, avec l’accord de la personne",
            court="Échange professionnel",
        ),
    ),
)
