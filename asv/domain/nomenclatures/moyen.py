"""Pooled means; `extra` is the unit they are counted in."""

from asv.domain.nomenclatures.entree import Entree, liste_of

MOYEN = liste_of(
    "MOYEN",
    "Moyens mutualisés",
    "Pratique professionnelle",
    Entree("MY_LOCAL", "Local / salle", extra="demi-journée"),
    Entree("MY_AGENT", "Temps d’agent", extra="heure"),
    Entree("MY_PRO_SANTE", "Temps de professionnel de santé", court="Temps de soignant", extra="vacation (heure)"),
    Entree("MY_INTERPRETE", "Interprétariat", extra="minute ou séance"),
    Entree("MY_VEHICULE", "Véhicule / minibus", extra="jour"),
    Entree("MY_UNITE_MOBILE", "Bus ou unité mobile", extra="jour"),
    Entree("MY_MATERIEL", "Matériel (stand, barnum, tensiomètre, vidéo)", court="Matériel", extra="jour"),
    Entree("MY_CONSO", "Consommables (kits, brochures, collations)", court="Consommables", extra="unité"),
    Entree("MY_OUTIL_PEDA", "Outil pédagogique", extra="prêt"),
    Entree("MY_BUDGET", "Budget", extra="€"),
    Entree("MY_COMM", "Communication (affiches, réseaux, magazine)", court="Communication", extra="support"),
    Entree(
        "MY_FICHIER",
        "Invitation par fichier du partenaire",
        "Envoi par le partenaire, jamais de transmission du fichier",
        court="Invitation par le partenaire",
        extra="envoi",
    ),
    Entree("MY_BENEVOLE", "Temps bénévole / habitant", extra="heure"),
    Entree("MY_GARDE", "Garde d’enfants", extra="séance"),
    Entree("MY_DONNEE", "Données / statistiques", extra="jeu"),
    Entree("MY_FORMATION", "Formation", extra="place"),
)
