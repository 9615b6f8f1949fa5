"""States of an action. A cancelled one keeps its record, its reason and its freed means."""

from asv.domain.nomenclatures.entree import Entree, liste_of

ACTION_ETAT = liste_of(
    "ACTION_ETAT",
    "État d’une action",
    "Pratique professionnelle",
    Entree("AE_IDEE", "Idée"),
    Entree("AE_BESOIN", "Besoin documenté"),
    Entree("AE_MONTAGE", "En montage"),
    Entree("AE_CONCERTATION", "En concertation"),
    Entree("AE_DEMANDE", "Financement demandé"),
    Entree("AE_FINANCEE", "Financée"),
    Entree("AE_NON_FINANCEE", "Non financée"),
    Entree("AE_VALIDEE", "Validée"),
    Entree("AE_PROGRAMMEE", "Programmée (dates, lieux)"),
    Entree("AE_EN_COURS", "En cours"),
    Entree("AE_REALISEE", "Réalisée"),
    Entree("AE_PARTIELLE", "Réalisée partiellement"),
    Entree("AE_REPORTEE", "Reportée"),
    Entree("AE_ANNULEE", "Annulée"),
    Entree("AE_BILAN", "Bilan rendu"),
    Entree("AE_EVALUEE", "Évaluée"),
    Entree("AE_RECONDUITE", "Reconduite"),
    Entree("AE_ARRETEE", "Arrêtée"),
)
