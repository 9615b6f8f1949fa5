"""Dated result of an orientation or a step; `extra` is its family and the delay expected after the orientation.

RES_ATTENTE expires into RES_INCONNU. The result of a care or a test is never recorded.
"""

from asv.domain.nomenclatures.entree import Entree, liste_of

RESULTAT = liste_of(
    "RESULTAT",
    "Résultat d’une orientation ou d’une démarche",
    "La Coop de la médiation numérique, Mano, CNAM (suivi des PFIDASS) ; pratique professionnelle",
    Entree("RES_ATTENTE", "En attente", "Rien de connu encore", extra="OUVERT ; J0"),
    Entree("RES_RDV_OBTENU", "Rendez-vous obtenu", "Date fixée, non passée", extra="OUVERT ; J0-J30"),
    Entree("RES_RDV_HONORE", "Rendez-vous honoré", "La personne est venue", extra="POSITIF ; J0-J120"),
    Entree("RES_RDV_NON_HONORE", "Rendez-vous non honoré", "Non venue sans prévenir", extra="NEGATIF ; J0-J120"),
    Entree(
        "RES_RDV_ANNULE_PERS",
        "Annulé ou reporté par la personne",
        court="Annulé par la personne",
        extra="NEUTRE ; J0-J120",
    ),
    Entree(
        "RES_RDV_ANNULE_PRO",
        "Annulé ou reporté par le professionnel",
        court="Annulé par le professionnel",
        extra="NEGATIF ; J0-J120",
    ),
    Entree(
        "RES_SOIN_REALISE",
        "Soin, dépistage ou vaccin réalisé",
        "Résultat du soin jamais saisi",
        court="Soin réalisé",
        extra="POSITIF ; J0-J180",
    ),
    Entree("RES_SOIN_EN_COURS", "Parcours de soin engagé", "Plusieurs RDV", extra="POSITIF ; J30-J365"),
    Entree("RES_DROIT_OUVERT", "Droit ouvert", "Décision favorable reçue", extra="POSITIF ; J30-J90"),
    Entree("RES_DROIT_RENOUV", "Droit renouvelé", extra="POSITIF ; J30-J90"),
    Entree("RES_DROIT_REFUSE", "Droit refusé", "Décision négative", extra="NEGATIF ; J30-J90"),
    Entree("RES_DOSSIER_INCOMPLET", "Dossier bloqué", "Pièces manquantes", extra="NEGATIF ; J15-J90"),
    Entree(
        "RES_MT_TROUVE",
        "Médecin traitant trouvé et déclaré",
        court="Médecin traitant trouvé",
        extra="POSITIF ; J0-J120",
    ),
    Entree(
        "RES_MT_NON_TROUVE", "Médecin traitant non trouvé", "Après 3 recherches documentées", extra="NEGATIF ; J30-J120"
    ),
    Entree("RES_AIDE_ACCORDEE", "Aide financière accordée", extra="POSITIF ; J15-J90"),
    Entree("RES_AIDE_REFUSEE", "Aide financière refusée", extra="NEGATIF ; J15-J90"),
    Entree(
        "RES_REFUS_PARTENAIRE",
        "Refus du partenaire",
        "Pas de place, hors critères, refus de soins",
        extra="NEGATIF ; J0-J60",
    ),
    Entree(
        "RES_REFUS_PERSONNE", "La personne ne souhaite plus", "Choix respecté, pas un échec", extra="NEUTRE ; J0-J120"
    ),
    Entree("RES_AUTONOME", "La personne a fait seule", "Démarche aboutie sans aide", extra="POSITIF ; J0-J120"),
    Entree("RES_RELAIS_OK", "Relais pris par le partenaire", court="Relais pris", extra="POSITIF ; J0-J60"),
    Entree("RES_PERDU_VUE", "Perdu de vue", "3 relances sans réponse ou 90 jours sans contact", extra="NEGATIF ; J90"),
    Entree("RES_INCONNU", "Résultat inconnu", "Jamais su ; valeur par défaut à J180", extra="INCONNU ; J180"),
)
