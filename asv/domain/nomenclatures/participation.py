"""Part taken by the inhabitants; `extra` is the rung of Arnstein's ladder. Each level must carry a proof."""

from asv.domain.nomenclatures.entree import Entree, liste_of

PARTICIPATION = liste_of(
    "PARTICIPATION",
    "Niveau de participation des habitants",
    "Échelle d’Arnstein (Cerema)",
    Entree("PA_0", "Aucune participation", "Action conçue sans habitants", extra="1-2"),
    Entree("PA_1", "Information", "Les habitants sont informés", extra="3"),
    Entree("PA_2", "Consultation", "Leur avis est recueilli", extra="4"),
    Entree("PA_3", "Concertation", "Échange d’arguments et retour sur les suites données", extra="5"),
    Entree("PA_4", "Co-construction", "Ils construisent l’action ou sa conception", extra="6"),
    Entree("PA_5", "Codécision", "Ils décident avec", extra="7"),
    Entree("PA_6", "Portage par les habitants", "Ils portent et maîtrisent", extra="8"),
)
