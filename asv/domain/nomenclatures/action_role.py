"""What a partner does in an action."""

from asv.domain.nomenclatures.entree import Entree, liste_of

ACTION_ROLE = liste_of(
    "ACTION_ROLE",
    "Rôle d’un partenaire dans une action",
    "Appels à projets des contrats de ville ; pratique professionnelle",
    Entree("RO_PORTEUR", "Porteur", "Responsable unique devant les financeurs"),
    Entree("RO_COPORTEUR", "Co-porteur", "Partage la responsabilité opérationnelle"),
    Entree("RO_OPERATEUR", "Opérateur", "Réalise tout ou partie"),
    Entree("RO_PARTENAIRE", "Partenaire technique", "Apporte une compétence ou un public"),
    Entree("RO_RELAIS", "Relais", "Informe et mobilise des habitants"),
    Entree("RO_HOTE", "Hôte", "Prête le lieu"),
    Entree("RO_FINANCEUR", "Financeur"),
    Entree("RO_EXPERT", "Expert / appui méthodologique", court="Appui méthodologique"),
    Entree("RO_HABITANTS", "Groupe d’habitants associé"),
    Entree("RO_EVALUATEUR", "Évaluateur"),
    Entree("RO_PILOTE", "Pilote institutionnel (ASV/CALL)", court="Pilote institutionnel"),
)
