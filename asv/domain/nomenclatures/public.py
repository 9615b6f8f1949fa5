"""Situation in life, three at most. What reveals an article 9 category is sensible and needs a consented suivi."""

from asv.domain.nomenclatures.entree import Entree, liste_of

PUBLIC = liste_of(
    "PUBLIC",
    "Publics (situation de vie)",
    "Code de la santé publique (L. 1110-13), appels des ARS sur la médiation ; pratique professionnelle",
    Entree("ENFANT", "Enfant (0-11 ans)", "La personne concernée par le besoin est un enfant"),
    Entree("ADOLESCENT", "Adolescent (12-17 ans)"),
    Entree("JEUNE", "Jeune adulte (18-25 ans)"),
    Entree("ETUDIANT", "Étudiant / apprenti"),
    Entree("PARENT_SOLO", "Parent seul avec enfant(s)", "Famille monoparentale"),
    Entree("FAMILLE", "Parent en couple avec enfant(s)", court="Parent en couple"),
    Entree(
        "FEMME_ENCEINTE",
        "Femme enceinte ou jeune mère",
        "Grossesse ou enfant de moins d’un an",
        court="Grossesse, jeune mère",
        sensible=True,
    ),
    Entree("SENIOR", "Personne âgée (65 ans et plus)", court="65 ans et plus"),
    Entree("SENIOR_ISOLE", "Personne âgée isolée", "Vit seule, peu de contacts"),
    Entree("AIDANT", "Proche aidant", "Aide régulièrement un proche malade ou dépendant"),
    Entree(
        "HANDICAP",
        "Personne en situation de handicap",
        "Déclaré par la personne",
        court="Situation de handicap",
        sensible=True,
    ),
    Entree(
        "MALADIE_CHRONIQUE",
        "Personne vivant avec une maladie chronique",
        "Déclaré, sans nommer la maladie",
        court="Maladie chronique",
        sensible=True,
    ),
    Entree("DEMANDEUR_EMPLOI", "Personne sans emploi"),
    Entree(
        "TRAVAILLEUR_PRECAIRE",
        "Travailleur pauvre / précaire",
        "Temps partiel, intérim, saisonnier",
        court="Emploi précaire",
    ),
    Entree("MINIMA", "Bénéficiaire d’un minimum social", "RSA, AAH, ASPA…", court="Minimum social"),
    Entree(
        "RETRAITE_MINES", "Ayant droit du régime minier", "Affilié ou ayant droit CANSSM, souvent suivi par Filieris"
    ),
    Entree("ALLOPHONE", "Personne allophone", "Maîtrise insuffisante du français à l’oral"),
    Entree(
        "ILLETTRISME",
        "Difficulté de lecture-écriture",
        "Lecture ou écriture difficiles",
        court="Lecture-écriture difficiles",
    ),
    Entree(
        "EXIL",
        "Personne en parcours d’exil",
        "Terme volontairement large ; ne pas préciser le titre de séjour",
        court="Parcours d’exil",
        sensible=True,
    ),
    Entree("SANS_LOGEMENT", "Sans logement ou hébergé", "Rue, tiers, hébergement, squat"),
    Entree("GDV", "Gens du voyage", "Mode de vie déclaré par la personne", sensible=True),
    Entree(
        "SORTIE_INSTITUTION",
        "Sortie d’institution",
        "Hôpital, ASE, détention : ne pas préciser laquelle",
        sensible=True,
    ),
    Entree(
        "ADDICTION_PUBLIC",
        "Personne évoquant une consommation",
        "Sans nommer le produit",
        court="Consommation évoquée",
        sensible=True,
    ),
    Entree(
        "VVS",
        "Victime de violences évoquées",
        "Déclenche un protocole d’urgence, jamais de récit",
        court="Besoin de protection",
        sensible=True,
    ),
    Entree("HABITANT", "Habitant sans situation particulière", "Valeur par défaut", court="Aucune situation citée"),
)
