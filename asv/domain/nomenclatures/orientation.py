"""Kind of partner the person is directed to. Under PSY_O, ADDICT_O and SEX_O the whole branch stays at territory
level.
"""

from asv.domain.nomenclatures.entree import Entree, branch, liste_of

ORIENTATION = liste_of(
    "ORIENTATION",
    "Orientation : type de partenaire",
    "Contrat local de santé de la CALL, code de la santé publique, La Coop de la médiation numérique",
    *branch(
        Entree("SOINS", "Soins de ville"),
        Entree("O_MG", "Médecin généraliste / traitant", court="Médecin généraliste"),
        Entree("O_SPE", "Médecin spécialiste"),
        Entree("O_DENT", "Chirurgien-dentiste"),
        Entree("O_SF", "Sage-femme"),
        Entree("O_PARAMED", "Paramédical"),
        Entree("O_PHARMA", "Pharmacie / laboratoire"),
        Entree("O_CDS", "Centre de santé / Filieris"),
        Entree("O_MSP", "Maison de santé pluriprofessionnelle", court="Maison de santé (MSP)"),
        Entree("O_CPTS", "CPTS", "Communauté professionnelle territoriale de santé"),
        Entree("O_SAS", "SAS / permanence des soins"),
    ),
    *branch(
        Entree("HOPITAL_O", "Hôpital"),
        Entree("O_URG", "Urgences / 15", "Toujours tracé comme urgence"),
        Entree("O_PASS", "PASS", "Permanence d’accès aux soins de santé", sensible=True),
        Entree("O_CONSULT_H", "Consultation hospitalière"),
        Entree("O_MATER", "Maternité", sensible=True),
    ),
    *branch(
        Entree("PSY_O", "Santé mentale", sensible=True),
        Entree("O_CMP", "CMP adulte", sensible=True),
        Entree("O_CMPEA", "CMP enfant-adolescent / CMPP", court="CMP enfant-ado, CMPP", sensible=True),
        Entree("O_EMPP", "EMPP", "Équipe mobile psychiatrie-précarité", sensible=True),
        Entree("O_GEM", "GEM", sensible=True),
        Entree("O_PSYVILLE", "Psychologue (Mon soutien psy)", court="Psychologue", sensible=True),
        Entree("O_MDA", "Maison des adolescents / PAEJ", court="Maison des ados, PAEJ"),
    ),
    *branch(
        Entree("ADDICT_O", "Addictologie et réduction des risques", court="Addictologie", sensible=True),
        Entree("O_CSAPA", "CSAPA / CJC", sensible=True),
        Entree("O_CAARUD", "CAARUD", sensible=True),
    ),
    *branch(
        Entree("SEX_O", "Santé sexuelle", court="Vie affective", sensible=True),
        Entree("O_CEGIDD", "CeGIDD", sensible=True),
        Entree("O_CSS", "Centre de santé sexuelle / planification", court="Centre de santé sexuelle", sensible=True),
    ),
    *branch(
        Entree("ENFANCE_O", "Enfance et famille"),
        Entree("O_PMI", "PMI"),
        Entree("O_SCOL", "Santé scolaire"),
    ),
    *branch(
        Entree("DROITS_O", "Droits et social"),
        Entree("O_CPAM", "CPAM de l’Artois (accueil)", court="CPAM de l’Artois"),
        Entree("O_MISAS", "CPAM : Mission accompagnement santé", court="CPAM : MISAS"),
        Entree("O_SSCARSAT", "Service social Carsat"),
        Entree("O_CAF", "CAF"),
        Entree("O_CCAS", "CCAS"),
        Entree("O_MDS", "Maison du Département Solidarité", court="Maison du Département"),
        Entree("O_MDPH", "MDPH", sensible=True),
        Entree("O_FS", "France Services"),
        Entree("O_AVOCAT", "Accès au droit (point-justice, France Victimes)", court="Accès au droit"),
        Entree("O_DDD", "Délégué du Défenseur des droits", court="Défenseur des droits"),
    ),
    *branch(
        Entree("PREV_O", "Prévention"),
        Entree("O_CRCDC", "Centre de coordination des dépistages des cancers", court="Dépistage des cancers"),
        Entree("O_VACC", "Centre de vaccination"),
        Entree("O_CES", "Centre d’examens de santé CPAM", court="Centre d’examens de santé"),
        Entree("O_APA", "Maison sport-santé"),
    ),
    *branch(
        Entree("COORD_O", "Coordination de parcours"),
        Entree("O_DAC", "DAC", "Dispositif d’appui à la coordination"),
        Entree("O_CLSM", "CLSM"),
    ),
    *branch(
        Entree("VIE_O", "Vie quotidienne"),
        Entree("O_LOGEMENT", "Logement / bailleur / SIAO"),
        Entree("O_ALIM", "Aide alimentaire"),
        Entree("O_EMPLOI", "Emploi-insertion"),
        Entree("O_NUM", "Conseiller numérique"),
        Entree(
            "O_VIOLENCES", "Violences : 3919, association spécialisée", court="Aide et mise à l’abri", sensible=True
        ),
        Entree("O_CENTRE_SOCIAL", "Centre social / association locale", court="Centre social, association"),
    ),
    *branch(
        Entree("INTERNE_O", "Interne"),
        Entree("O_AUTRE_MED", "Autre médiateur santé de l’agglomération", court="Autre médiateur santé"),
        Entree("O_ATELIER_ASV", "Atelier ou action de l’ASV", court="Atelier ou action ASV"),
    ),
)
