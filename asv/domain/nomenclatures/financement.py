"""Where the money comes from; specific credits come on top of droit commun, never instead."""

from asv.domain.nomenclatures.entree import Entree, liste_of

FINANCEMENT = liste_of(
    "FINANCEMENT",
    "Source de financement",
    "ARS (FIR), contrats de ville, programmation de la CALL",
    Entree("FI_PDV", "Crédits spécifiques politique de la ville (BOP 147)", court="Politique de la ville"),
    Entree("FI_FIR", "ARS : Fonds d’intervention régional (FIR)", court="ARS : FIR"),
    Entree("FI_ARS_AUTRE", "ARS : autre"),
    Entree("FI_CPAM", "Assurance Maladie (FNPEIS, action sociale)", court="Assurance Maladie"),
    Entree("FI_DEPT", "Département"),
    Entree("FI_REGION", "Région"),
    Entree("FI_COMMUNE", "Commune"),
    Entree("FI_CALL", "CALL"),
    Entree("FI_CAF", "CAF"),
    Entree("FI_BAILLEUR", "Bailleur (abattement TFPB)"),
    Entree("FI_UE", "Fonds européens (FSE+)"),
    Entree("FI_FONDATION", "Fondation / mécénat"),
    Entree("FI_DROIT_COMMUN", "Droit commun valorisé"),
    Entree("FI_PROPRE", "Fonds propres du porteur"),
)
