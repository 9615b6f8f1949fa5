"""Situation of activity, optional."""

from asv.domain.nomenclatures.entree import Entree, liste_of

ACTIVITE = liste_of(
    "ACTIVITE",
    "Situation d’activité",
    "La Coop de la médiation numérique ; pratique professionnelle",
    Entree("AT_SCOLARISE", "Scolarisé / en formation"),
    Entree("AT_EMPLOI", "En emploi"),
    Entree("AT_SANS_EMPLOI", "Sans emploi"),
    Entree("AT_RETRAITE", "Retraité"),
    Entree("AT_INVALIDITE", "Invalidité / AAH", "Sensible : suivi seulement", sensible=True),
    Entree("AT_FOYER", "Au foyer / autre inactif"),
)
