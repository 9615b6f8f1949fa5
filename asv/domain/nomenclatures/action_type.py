"""Kinds of joint action."""

from asv.domain.nomenclatures.entree import Entree, liste_of

ACTION_TYPE = liste_of(
    "ACTION_TYPE",
    "Type d’action conjointe",
    "CALL (actions de prévention, forums santé) ; pratique professionnelle",
    Entree("AC_DEPIST", "Dépistage"),
    Entree("AC_VACC", "Vaccination"),
    Entree("AC_ATELIER", "Atelier ou cycle d’ateliers"),
    Entree("AC_FORUM", "Forum / village santé"),
    Entree("AC_STAND", "Stand / sensibilisation"),
    Entree("AC_BUS", "Tournée de bus / unité mobile", court="Bus, unité mobile"),
    Entree("AC_PERM", "Permanence partagée"),
    Entree("AC_ALLER_VERS", "Opération d’aller-vers / porte-à-porte", court="Opération d’aller-vers"),
    Entree("AC_FORMPRO", "Formation / sensibilisation de professionnels", court="Formation de professionnels"),
    Entree("AC_FORMHAB", "Formation d’habitants relais"),
    Entree("AC_COMM", "Campagne de communication"),
    Entree("AC_ENQUETE", "Enquête / recueil de parole"),
    Entree("AC_GROUPE", "Groupe d’habitants / santé communautaire", court="Groupe d’habitants"),
    Entree("AC_SORTIE", "Activité physique, sortie, cuisine", court="Activité, sortie, cuisine"),
    Entree("AC_COORD", "Temps de coordination entre partenaires", court="Temps de coordination"),
    Entree("AC_OUTIL", "Création d’outil commun"),
    Entree("AC_ENVIRO", "Aménagement favorable à la santé", court="Aménagement favorable"),
)
