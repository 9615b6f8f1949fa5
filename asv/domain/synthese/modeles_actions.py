"""What joint actions are made of: typical titles, none of them real."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModeleAction:
    """`mois`: usual month of the campaign, 0 for none. `dates`: usual number of dates."""

    titre: str
    type: str
    theme: str
    description: str
    publics: tuple[str, ...] = ()
    mois: int = 0
    dates: int = 1


M = ModeleAction
PAR_DEUX = frozenset({1, 7, 13})
"""Ranks of the actions that fall on the one before: same theme, same QPV, a few days later."""
EN_PREPARATION = frozenset({5, 10, 19, 29})
"""Ranks of the actions still being prepared."""

MODELES = (
    M("Mammographie près de chez soi", "AC_DEPIST", "DEP_SEIN", "Transport collectif, rappel des invitations, goûter."),
    M(
        "Bus des dépistages au pied des immeubles",
        "AC_BUS",
        "DEP_SEIN",
        "Le bus s’arrête une demi-journée par quartier.",
    ),
    M(
        "Octobre rose : marche et stands",
        "AC_FORUM",
        "DEP_SEIN",
        "Marche de trois kilomètres, stands, essais de foulards.",
        mois=10,
    ),
    M(
        "Ateliers cuisine à petit budget",
        "AC_ATELIER",
        "NUT_ALIM",
        "Cuisiner ensemble, lire une étiquette, goûter.",
        ("FAMILLE", "MINIMA"),
        dates=5,
    ),
    M(
        "Permanence partagée droits et santé",
        "AC_PERM",
        "ACC_DROITS",
        "Bilan des droits, sans rendez-vous, deux fois par mois.",
        dates=6,
    ),
    M(
        "Bouger en douceur",
        "AC_ATELIER",
        "APA",
        "Activité physique adaptée, marche et gymnastique.",
        ("SENIOR",),
        dates=6,
    ),
    M(
        "Mars bleu : remise de tests",
        "AC_DEPIST",
        "DEP_COLO",
        "Explication et remise du test, rappel trois semaines après.",
        mois=3,
    ),
    M(
        "Stand dépistage colorectal au marché",
        "AC_STAND",
        "DEP_COLO",
        "Un stand, un côlon géant, des réponses.",
        mois=3,
    ),
    M(
        "Café des parents : sommeil et écrans",
        "AC_ATELIER",
        "ADD_ECRANS",
        "Échange entre parents après l’école.",
        ("FAMILLE", "PARENT_SOLO"),
        dates=2,
    ),
    M(
        "Bus bucco-dentaire à l’école",
        "AC_BUS",
        "DENT_MT",
        "Dépistage, brossage, rendez-vous pris sur place.",
        ("ENFANT",),
        mois=5,
    ),
    M(
        "Mon bilan prévention, on y va ensemble",
        "AC_ALLER_VERS",
        "PREV_MBP",
        "Prise de rendez-vous et accompagnement.",
        ("JEUNE",),
    ),
    M("Forum santé du quartier", "AC_FORUM", "ACCES", "Vingt stands, mesures de tension et de vue, jeux.", mois=6),
    M(
        "Village diabète",
        "AC_DEPIST",
        "NUT_DIABETE",
        "Glycémie, conseils, orientation vers le médecin traitant.",
        mois=11,
    ),
    M(
        "Dépistage du diabète à l’épicerie sociale",
        "AC_DEPIST",
        "NUT_DIABETE",
        "Glycémie capillaire pendant la distribution.",
        ("MINIMA",),
        mois=11,
    ),
    M(
        "Mois sans tabac : défi collectif",
        "AC_GROUPE",
        "ADD_TABAC",
        "Groupe d’entraide, substituts, consultation gratuite.",
        mois=11,
        dates=4,
    ),
    M(
        "Vaccination à la maison des solidarités",
        "AC_VACC",
        "VACC",
        "Mise à jour des carnets, sans rendez-vous.",
        mois=4,
    ),
    M(
        "Collégiens et vaccination HPV",
        "AC_VACC",
        "VACC_HPV",
        "Information des familles, séance au collège.",
        ("ADOLESCENT",),
        mois=10,
    ),
    M(
        "Plan canicule : voisins veilleurs",
        "AC_ALLER_VERS",
        "ENV_CHALEUR",
        "Visites aux personnes isolées, pièces rafraîchies.",
        ("SENIOR_ISOLE",),
        mois=6,
    ),
    M(
        "Former des habitants relais",
        "AC_FORMHAB",
        "ACCES",
        "Quatre rencontres pour savoir orienter autour de soi.",
        dates=4,
    ),
    M(
        "Premiers secours en santé mentale",
        "AC_FORMPRO",
        "MEN_BIENETRE",
        "Deux journées pour les professionnels de l’accueil.",
        dates=2,
    ),
    M("Mieux dormir, mieux vivre", "AC_ATELIER", "MEN_BIENETRE", "Cycle sur le sommeil et le stress.", dates=4),
    M("Lunettes pour tous", "AC_DEPIST", "VUE", "Test de vue et aide au devis sans reste à charge.", ("SENIOR",)),
    M(
        "Bien entendre au club",
        "AC_DEPIST",
        "AUDITION",
        "Test d’audition, explication du 100 % santé.",
        ("SENIOR", "RETRAITE_MINES"),
    ),
    M("Prévenir les chutes", "AC_ATELIER", "VIE_CHUTES", "Équilibre, logement, chaussage.", ("SENIOR",), dates=5),
    M(
        "Répit des aidants",
        "AC_GROUPE",
        "VIE_AIDANT",
        "Groupe de parole et informations sur les droits.",
        ("AIDANT",),
        mois=10,
        dates=3,
    ),
    M(
        "Recherche de médecins traitants",
        "AC_COORD",
        "ACC_MT",
        "Temps commun entre structures pour les personnes sans médecin.",
        dates=2,
    ),
    M(
        "Carnet d’adresses santé du quartier",
        "AC_OUTIL",
        "ACC_PARCOURS",
        "Un outil unique, en français simple et en images.",
    ),
    M(
        "Mon espace santé, pas à pas",
        "AC_ATELIER",
        "NUMSANTE",
        "Tablettes prêtées, un accompagnant pour trois.",
        ("SENIOR", "ILLETTRISME"),
        dates=3,
    ),
    M("Air intérieur et moisissures", "AC_ENVIRO", "ENV_LOGEMENT", "Visites-conseils, prêt de matériel."),
    M(
        "Paroles d’habitants sur l’accès aux soins",
        "AC_ENQUETE",
        "ACCES",
        "Recueil de parole à la sortie des écoles et au marché.",
        dates=3,
    ),
    M(
        "Sortie nature et santé",
        "AC_SORTIE",
        "APA",
        "Marche autour du terril et pique-nique équilibré.",
        ("FAMILLE",),
        mois=5,
    ),
    M(
        "Bébé arrive : rencontrer les professionnels",
        "AC_FORUM",
        "PER_PMI",
        "Rencontre avec sages-femmes et puéricultrices.",
        ("FAMILLE",),
    ),
)
