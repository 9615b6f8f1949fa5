"""The documents of the demonstration: a diagnostic begun by two, and a portrait that is published. All invented."""

from collections.abc import Mapping, Sequence
from typing import Final

TITRE: Final = "Diagnostic santé des quartiers prioritaires (démonstration)"
PORTRAIT: Final = "Portrait des quartiers : revenus et offre de soins (démonstration)"

PREMIERE: Final[Mapping[str, str]] = {
    "synthese": """Texte d’exemple, inventé pour la démonstration.

## Ce que nous retenons

- Les **délais** et le **coût** sont ce que les personnes rencontrées citent le plus.
- Les démarches en ligne arrêtent des personnes qui ont pourtant des droits ouverts.
- Les permanences dans les quartiers font venir des personnes que personne d’autre ne rencontre.

Reste à écrire : ce qui a changé depuis l’an dernier.""",
    "territoire": """Le quartier vécu dépasse souvent le quartier prioritaire : la pharmacie, l’arrêt de bus et l’école
sont parfois de l’autre côté de la rue.""",
    "difficultes": """Ces chiffres viennent des contacts des médiateurs. Ils comptent ce que les personnes ont dit,
*parmi les personnes rencontrées* seulement.""",
    "r_fait": """Nous avons tenu des permanences dans les quartiers, à la mairie, au centre social, sur le marché. Nous
avons écouté, aidé à remplir des dossiers, et pris des rendez-vous avec vous.""",
}
"""What the first coordinator writes, by chapter."""

SECONDE: Final[Mapping[str, str]] = {
    "commande": """Le diagnostic est demandé par l’agglomération, dans le cadre du contrat de ville. Le comité de
pilotage le lit en juin.

1. janvier : clôture des chiffres de l’année
2. mars : lecture par le comité technique
3. avril : vote des deux collèges
4. mai : restitution dans les quartiers""",
    "offre": """Le tableau ci-dessous donne des chiffres de communes ; ils ne disent rien d’un quartier. Un cabinet
proche ne veut pas dire un rendez-vous proche.""",
    "habitants": """Propos recueillis en groupe, reformulés, relus par une seconde personne.

> On a appelé partout, on nous dit de rappeler dans six mois.""",
    "r_entendu": """Vous nous avez parlé des délais, du prix des soins, des papiers à refaire, des trajets. Vous
demandez des rendez-vous plus proches et plus simples à prendre.""",
}
"""What the second one writes."""

DESSINS: Final[Sequence[tuple[str, str]]] = (
    ("difficultes", "M06:barres"),
    ("difficultes", "M06.OFFRE:ronds"),
    ("difficultes", "M06.OFFRE:cases"),
    ("prevention", "M06T:barres"),
)
"""Drawings added to a chapter."""

REMARQUES: Final[Mapping[str, str]] = {
    "synthese": "Il manque une phrase sur les enfants : les médiateurs en parlent souvent.",
    "difficultes": "À relire avec l’équipe avant le comité technique : que dire des quartiers sans chiffre ?",
}
"""What the second one notes on a chapter."""

PORTRAIT_TEXTES: Final[Mapping[str, str]] = {
    "synthese": """Texte d’exemple, inventé pour la démonstration. Ce portrait ne cite que des chiffres publics : ils
sont donnés avec leur source, leur année et leurs limites.""",
    "social": "Les chiffres sont ceux des périmètres de 2024 ; ils ne se comparent pas à ceux de 2015.",
    "offre": """L’accès à un médecin généraliste change d’une commune à l’autre. Ces chiffres ne se donnent pas à un
quartier.""",
    "r_fait": "Nous avons réuni des chiffres publics sur vos quartiers. Dites-nous ce qui vous étonne.",
}
PORTRAIT_SANS: Final = ("difficultes",)
"""Chapters that the portrait leaves out: they would tell figures of the mediation, which nothing has released."""
