"""Non-answers, usable in every other list and never merged: a refusal speaks of access to care, « non demandé » of our
own collection.
"""

from asv.domain.nomenclatures.entree import Entree, liste_of

VALEUR_MANQUANTE = liste_of(
    "VALEUR_MANQUANTE",
    "Valeurs de non-réponse",
    "La Coop de la médiation numérique ; pratique professionnelle",
    Entree(
        "NC", "Non communiqué", "La question a été posée ou évoquée, la personne n’a pas répondu, sans refus exprimé"
    ),
    Entree("ND", "Non demandé", "Le médiateur n’a pas posé la question (contact bref, situation inadaptée)"),
    Entree("REFUS", "Refus de répondre", "La personne a explicitement refusé de répondre", court="Refuse de répondre"),
    Entree(
        "NSP", "Ne sait pas", "La personne ne connaît pas la réponse (ex. : ne sait pas si elle a une complémentaire)"
    ),
    Entree("SO", "Sans objet", "La question ne s’applique pas (ex. : médecin traitant pour un enfant en bas âge)"),
)
