"""Needs, told by the person or noticed by the mediator."""

from asv.domain.nomenclatures.entree import Entree, liste_of

BESOIN = liste_of(
    "BESOIN",
    "Besoin exprimé ou repéré",
    "Pratique professionnelle",
    Entree("B_INFO", "Être informé"),
    Entree("B_COMPRENDRE", "Comprendre un courrier, une ordonnance, un parcours", court="Comprendre un document"),
    Entree("B_DROITS", "Ouvrir, renouveler ou corriger un droit", court="Ouvrir un droit"),
    Entree("B_MT", "Trouver un médecin traitant"),
    Entree("B_SPE", "Obtenir un rendez-vous de spécialiste", court="RDV de spécialiste"),
    Entree("B_DENT", "Obtenir des soins dentaires"),
    Entree("B_PSY", "Parler à quelqu’un / soutien psychologique", court="Parler à quelqu’un", sensible=True),
    Entree("B_DEPIST", "Faire un dépistage ou un vaccin", court="Dépistage ou vaccin"),
    Entree("B_ACCOMP", "Être accompagné physiquement"),
    Entree("B_LANGUE", "Être compris dans sa langue"),
    Entree("B_NUM", "Être aidé en ligne"),
    Entree("B_TRANSPORT", "Pouvoir se déplacer"),
    Entree("B_FINANCE", "Aide financière pour un soin"),
    Entree("B_DETTE", "Régler ou échelonner une dette de soins", court="Dette de soins"),
    Entree("B_MATERIEL", "Matériel : lunettes, appareil, aide technique", court="Lunettes, appareil, aide"),
    Entree("B_DOMICILE", "Aide à domicile / soutien d’aidant", court="Aide à domicile, aidant"),
    Entree("B_LOGEMENT", "Problème de logement qui touche la santé", court="Logement et santé"),
    Entree("B_ALIM", "Aide alimentaire"),
    Entree("B_LIEN", "Rompre l’isolement, participer", court="Rompre l’isolement"),
    Entree("B_RECOURS", "Contester un refus, signaler"),
    Entree("B_URGENCE", "Mise à l’abri ou urgence", sensible=True),
    Entree("B_AUCUN", "Pas de besoin exprimé"),
)
