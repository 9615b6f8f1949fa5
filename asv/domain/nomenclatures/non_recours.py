"""Forms of non-recours, derived from FREIN and never asked."""

from asv.domain.nomenclatures.entree import Entree, liste_of

NON_RECOURS = liste_of(
    "NON_RECOURS",
    "Forme de non-recours",
    "Odenore, typologie du non-recours",
    Entree("NON_CONNAISSANCE", "Non-connaissance", "L’offre n’est pas connue"),
    Entree("NON_DEMANDE", "Non-demande", "L’offre est connue mais pas demandée"),
    Entree("NON_RECEPTION", "Non-réception", "L’offre est connue, demandée mais pas obtenue"),
    Entree("NON_PROPOSITION", "Non-proposition", "L’offre n’a pas été proposée par le professionnel ou l’organisme"),
)
