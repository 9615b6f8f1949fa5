"""What became of the care (RS_) and why it was given up (RN_)."""

from asv.domain.nomenclatures.entree import Entree, liste_of

RENONCEMENT_STATUT = liste_of(
    "RENONCEMENT_STATUT",
    "Renoncement : statut et nature",
    "IRDES, approche socio-anthropologique du renoncement (2011)",
    Entree("RS_AUCUN", "Aucun renoncement déclaré", "Réponse « non »"),
    Entree("RS_REPORTE", "Soin reporté", "Retardé, toujours envisagé"),
    Entree("RS_RENONCE", "Soin abandonné", "N’est plus envisagé"),
    Entree(
        "RS_INTERROMPU", "Soin commencé puis interrompu", "Rupture de suivi ou de traitement", court="Soin interrompu"
    ),
    Entree("RN_BARRIERE", "Renoncement-barrière", "Des contraintes empêchent le soin désiré"),
    Entree("RN_REFUS", "Renoncement-refus", "Refus exprimé d’un soin ou du soin en général"),
    Entree("RN_MIXTE", "Barrière et refus associés"),
)
