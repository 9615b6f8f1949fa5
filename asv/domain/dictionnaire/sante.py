"""Health, offer and recourse: the séries shipped for them, and what the other indicateurs wait for."""

from collections.abc import Iterator

from asv.domain.dictionnaire.contexte import CONVENTION, QPV, TERRITOIRE, declared
from asv.domain.dictionnaire.declaration import Declaration, Famille

CNAM = "Assurance maladie (CPAM de l’Artois)"
REGISTRES = "CépiDc, observatoire régional de la santé"
CENTRE = "Centre régional de coordination des dépistages des cancers, Assurance maladie"

_SANTE = (
    declared(
        Famille.SANTE,
        "HS01",
        "Mortalité comparée",
        "Décès observés × 100",
        "Décès attendus à chaque âge",
        source=REGISTRES,
        manque=CONVENTION,
        unite="indice",
    ),
    declared(
        Famille.SANTE,
        "HS02",
        "Mortalité avant 65 ans",
        "Décès avant 65 ans, standardisés",
        "Habitants de moins de 65 ans",
        source=REGISTRES,
        manque=CONVENTION,
        niveau=TERRITOIRE,
        unite="pour 100 000",
    ),
    declared(
        Famille.SANTE,
        "HS03",
        "Affections de longue durée",
        "Personnes en ALD, standardisées",
        "Assurés",
        source=CNAM,
        manque=CONVENTION,
        unite="pour 100 000",
    ),
    declared(
        Famille.SANTE,
        "HS04",
        "Santé perçue",
        "« Mauvaise » ou « très mauvaise »",
        "Personnes interrogées",
        source="Enquête",
        niveau=TERRITOIRE,
        manque="Aucune enquête saisie dans l’outil.",
    ),
)


_OFFRE = (
    declared(
        Famille.OFFRE,
        "OF01",
        "Accessibilité aux médecins généralistes",
        "Consultations accessibles",
        "Habitant, selon son âge",
        series=("apl_medecins_generalistes",),
    ),
    declared(
        Famille.OFFRE,
        "OF02",
        "Accessibilité aux infirmiers, kinés, sages-femmes, dentistes",
        "Soins accessibles",
        "Habitant, selon son âge",
        source="DREES",
        manque="Aucune série livrée ; l’import attend le fichier.",
        series=("apl_infirmiers", "apl_masseurs_kinesitherapeutes", "apl_sages_femmes", "apl_chirurgiens_dentistes"),
        unite="équivalents temps plein",
    ),
    declared(
        Famille.OFFRE,
        "OF03",
        "Généralistes de 60 ans ou plus",
        "Généralistes de 60 ans ou plus",
        "Généralistes",
        source="Répertoire des professionnels de santé (RPPS)",
        manque=CONVENTION,
    ),
    declared(
        Famille.OFFRE,
        "OF04",
        "Professionnels et lieux de soins",
        "Équipements",
        "—",
        series=("bpe_medecins_generalistes", "bpe_infirmiers", "bpe_pharmacies", "bpe_structures_sante"),
        note="Par commune : la présence dans le quartier même n’est pas connue.",
    ),
    declared(
        Famille.OFFRE,
        "OF05",
        "Temps d’accès en bus",
        "Minutes, un jour de semaine à 10 heures",
        "—",
        source="Horaires de transport publiés",
        niveau=QPV,
        unite="minutes",
        manque="Aucun horaire livré.",
    ),
    declared(
        Famille.OFFRE,
        "OF06",
        "Délais de rendez-vous observés",
        "Jours entre l’essai et le rendez-vous",
        "—",
        source="Médiation santé, saisies de l’outil",
        niveau=TERRITOIRE,
        unite="jours",
        manque="La date du rendez-vous se note, mais la coordination ne peut pas la lire, et le type de "
        "spécialiste est souvent sensible.",
    ),
)


_RECOURS = (
    (
        "PR01",
        "Sans médecin traitant",
        "Assurés de 17 ans ou plus sans médecin traitant",
        "Assurés de 17 ans ou plus",
        CNAM,
    ),
    (
        "PR02",
        "Sans dentiste depuis deux ans",
        "Assurés sans acte dentaire en 24 mois",
        "Assurés de 16 ans ou plus",
        CNAM,
    ),
    ("PR03", "Dépistage du cancer du sein", "Femmes dépistées en deux ans", "Femmes de 50 à 74 ans concernées", CENTRE),
    (
        "PR04",
        "Dépistage colorectal",
        "Personnes au test analysé en deux ans",
        "Personnes de 50 à 74 ans concernées",
        CENTRE,
    ),
    (
        "PR05",
        "Dépistage du col de l’utérus",
        "Femmes dépistées en 3 ou 5 ans",
        "Femmes de 25 à 65 ans concernées",
        CENTRE,
    ),
    ("PR06", "M’T dents", "Examens de prévention faits", "Personnes invitées dans l’année, par âge", CNAM),
    (
        "PR07",
        "Couvertures vaccinales",
        "Enfants au schéma complet",
        "Enfants de la génération",
        "Santé publique France",
    ),
    (
        "PR08",
        "Passages aux urgences peu graves",
        "Passages de gravité 1",
        "Passages des habitants",
        "Observatoire des urgences",
    ),
)


def declarations() -> Iterator[Declaration]:
    """HS, OF and PR."""
    yield from (*_SANTE, *_OFFRE)
    for code, libelle, above, below, source in _RECOURS:
        yield declared(Famille.RECOURS, code, libelle, above, below, source=source, manque=CONVENTION)
