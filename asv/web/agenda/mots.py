"""The agenda in plain words: what is done there, for whom, at what price when it is known."""

from asv.domain import nomenclatures
from asv.domain.agenda import DateAgenda

QUOI = {
    "AC_DEPIST": "Un dépistage. On regarde si tout va bien, avant d’être malade.",
    "AC_VACC": "On parle des vaccins. Vous pouvez poser vos questions.",
    "AC_ATELIER": "Un atelier. On apprend et on parle ensemble.",
    "AC_FORUM": "Plusieurs professionnels de santé au même endroit. Vous allez voir qui vous voulez.",
    "AC_STAND": "Un stand. Vous passez, vous posez vos questions.",
    "AC_BUS": "Un bus ou un camion de santé vient près de chez vous.",
    "AC_PERM": "Une permanence. Vous venez, on vous écoute et on vous aide.",
    "AC_ALLER_VERS": "Des professionnels viennent vous voir dans le quartier.",
    "AC_FORMPRO": "Une formation pour les professionnels.",
    "AC_FORMHAB": "Une formation pour les habitants qui veulent aider les autres.",
    "AC_COMM": "Des informations sur la santé.",
    "AC_ENQUETE": "On vous demande votre avis.",
    "AC_GROUPE": "Un groupe d’habitants. On parle de santé ensemble.",
    "AC_SORTIE": "Une activité à faire ensemble.",
    "AC_COORD": "Une réunion de professionnels.",
    "AC_OUTIL": "On fabrique quelque chose ensemble.",
    "AC_ENVIRO": "Un projet pour mieux vivre dans le quartier.",
}
POUR = {
    "ENFANT": "les enfants de moins de 12 ans",
    "ADOLESCENT": "les jeunes de 12 à 17 ans",
    "JEUNE": "les jeunes de 18 à 25 ans",
    "ETUDIANT": "les étudiants et les apprentis",
    "PARENT_SOLO": "les parents seuls avec des enfants",
    "FAMILLE": "les parents",
    "SENIOR": "les personnes de 65 ans et plus",
    "SENIOR_ISOLE": "les personnes âgées qui vivent seules",
    "AIDANT": "les personnes qui aident un proche malade",
    "DEMANDEUR_EMPLOI": "les personnes sans emploi",
    "TRAVAILLEUR_PRECAIRE": "les personnes qui ont un petit salaire",
    "MINIMA": "les personnes qui ont le RSA, l’AAH ou l’ASPA",
    "RETRAITE_MINES": "les anciens mineurs et leur famille",
    "ALLOPHONE": "les personnes qui parlent peu le français",
    "ILLETTRISME": "les personnes qui lisent ou écrivent avec difficulté",
    "SANS_LOGEMENT": "les personnes sans logement",
}
FREE = frozenset({"AC_PERM"})
"""Mediation asks for no money (charte de la médiation); the sheet of an action says no price for the others."""


def quoi(line: DateAgenda) -> str:
    """What one finds there, in a sentence or two."""
    return QUOI.get(line.type, "")


def pour_qui(line: DateAgenda) -> str:
    """For whom, after « Pour »; a public whose name tells something sensible is not named on a wall."""
    if not line.publics:
        return "tout le monde"
    said = [POUR[code] for code in line.publics if code in POUR and not _is_sensible(code)]
    if len(said) < len(line.publics):
        said.append(f"d’autres personnes : demandez à {line.structure}")
    return ", ".join(said)


def _is_sensible(code: str) -> bool:
    return bool(nomenclatures.entree("PUBLIC", code).sensible)


def is_free(line: DateAgenda) -> bool:
    """Whether it is known to cost nothing."""
    return line.type in FREE
