"""Steps taken with the person."""

from asv.domain.nomenclatures.entree import Entree, liste_of

DEMARCHE = liste_of(
    "DEMARCHE",
    "Démarche réalisée avec la personne",
    "CPAM (accompagnement santé), entretiens de médiatrices ; pratique professionnelle",
    Entree("D_VERIF_DROITS", "Vérification des droits (ameli, attestation)", court="Droits vérifiés"),
    Entree("D_C2S_DEP", "Dossier C2S déposé"),
    Entree("D_C2S_REN", "Renouvellement C2S déposé"),
    Entree("D_AME_DEP", "Dossier AME déposé", sensible=True),
    Entree("D_AMO", "Demande d’affiliation / mise à jour AMO", court="Demande AMO"),
    Entree("D_RATT", "Rattachement d’un enfant"),
    Entree("D_VITALE", "Demande ou mise à jour de carte Vitale", court="Carte Vitale"),
    Entree("D_MT", "Déclaration de médecin traitant", court="Médecin traitant déclaré"),
    Entree(
        "D_ALD", "Aide à la demande de protocole ALD (avec le médecin)", court="Aide à la demande d’ALD", sensible=True
    ),
    Entree("D_ASS", "Demande d’aide financière (action sociale CPAM, CCAS)", court="Demande d’aide financière"),
    Entree("D_MUT", "Recherche de mutuelle"),
    Entree("D_MDPH", "Aide au dossier MDPH", sensible=True),
    Entree("D_DOM", "Domiciliation"),
    Entree("D_AMELI", "Ouverture de compte ameli / Mon espace santé", court="Compte ameli ou espace santé"),
    Entree("D_RDV_TEL", "Rendez-vous pris par téléphone", court="RDV pris par téléphone"),
    Entree("D_RDV_NET", "Rendez-vous pris en ligne", court="RDV pris en ligne"),
    Entree("D_RDV_PLACE", "Rendez-vous pris sur place", court="RDV pris sur place"),
    Entree("D_TRANSPORT", "Transport organisé"),
    Entree("D_INTERPRETE", "Interprète réservé"),
    Entree(
        "D_SAISINE_MISAS",
        "Saisine de la Mission accompagnement santé (CPAM)",
        "Avec l’accord de la personne",
        court="Saisine de la MISAS (CPAM)",
    ),
    Entree(
        "D_SIGNAL_REFUS",
        "Signalement d’un refus de soins (CPAM, Ordre, Défenseur des droits)",
        "Avec l’accord de la personne",
        court="Refus de soins signalé",
    ),
    Entree("D_DOC", "Remise de documentation"),
    Entree("D_KIT", "Remise d’un kit ou aide à la commande (dépistage colorectal)", court="Kit de dépistage"),
    Entree("D_ACCOMP", "Accompagnement physique effectué", court="Accompagnement effectué"),
    Entree("D_LIEN_PRO", "Appel ou mise en relation avec un professionnel", court="Lien avec un professionnel"),
    Entree("D_AUCUNE", "Aucune démarche"),
)
