"""Which right; its state is another axis, ETAT_DROIT."""

from asv.domain.nomenclatures.entree import Entree, branch, liste_of

COUVERTURE = liste_of(
    "COUVERTURE",
    "Couverture, droits et rattachement au soin",
    "Mano, Filieris (régime minier) ; pratique professionnelle",
    *branch(
        Entree(
            "AMO",
            "Assurance maladie obligatoire (droits de base)",
            "Affiliation à un régime de base, au titre du travail ou de la PUMa",
            court="Assurance maladie de base",
        ),
        Entree(
            "AMO_PUMA",
            "AMO au titre de la résidence (PUMa)",
            "Protection universelle maladie, résidence stable et régulière",
            court="AMO par résidence (PUMa)",
        ),
        Entree("AMO_MINES", "Régime minier (CANSSM)", "Assuré ou ayant droit du régime minier"),
        Entree("AMO_MSA", "Régime agricole (MSA)"),
        Entree(
            "AMO_ENFANT",
            "Rattachement de l’enfant aux parents",
            "Enfant à rattacher à l’un ou aux deux parents",
            court="Rattachement de l’enfant",
        ),
    ),
    Entree(
        "AME",
        "Aide médicale de l’État (AME)",
        "Couverture des personnes sans titre de séjour sous conditions",
        court="AME",
        sensible=True,
    ),
    Entree(
        "SOINS_URGENTS",
        "Dispositif soins urgents et vitaux",
        "Prise en charge hospitalière sans couverture",
        court="Soins urgents et vitaux",
        sensible=True,
    ),
    *branch(
        Entree("COMPL", "Complémentaire santé", "Part complémentaire"),
        *branch(
            Entree(
                "C2S",
                "Complémentaire santé solidaire (C2S)",
                "Ex CMU-C et ACS, sans ou avec participation",
                court="C2S",
            ),
            Entree("C2S_GRATUITE", "C2S sans participation"),
            Entree("C2S_PART", "C2S avec participation", "Moins de 1 € par jour et par personne"),
        ),
        Entree("MUTUELLE_ENT", "Mutuelle d’entreprise"),
        Entree("MUTUELLE_IND", "Mutuelle individuelle / communale", court="Mutuelle individuelle"),
    ),
    Entree("ALD", "Exonération ALD", "Reconnaissance d’une affection de longue durée, jamais laquelle", sensible=True),
    Entree("MATERNITE", "Prise en charge maternité", "Exonération à partir du 6e mois", sensible=True),
    Entree("AT_MP", "Accident du travail / maladie professionnelle", court="Accident ou maladie pro", sensible=True),
    Entree("CARTE_VITALE", "Carte Vitale à jour", "Possession et mise à jour"),
    Entree("MT", "Médecin traitant déclaré", "Avoir un médecin traitant déclaré à l’Assurance maladie"),
    Entree("MES", "Mon espace santé activé"),
    Entree("AMELI", "Compte ameli ouvert et accessible", court="Compte ameli accessible"),
    Entree("DOMICILIATION", "Domiciliation administrative", "Adresse au CCAS ou association agréée"),
)
