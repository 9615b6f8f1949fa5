"""The 33 indicateurs of the annual reports, and where each of their figures comes from (domain study, section G2)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from asv.domain.rapports.definition import Compte, Decompte, Diffuse, IndicateurRapport, Manquant, Partie

_EMPLOYEUR: Final = "L’outil ne tient pas les contrats de travail : l’employeur joint ce chiffre."
_NON_SEPARE: Final = (
    "L’orientation ne dit pas le programme ni le vaccin, et ses résultats à part se soustrairaient à ceux de toutes "
    "les orientations."
)
_INTERNE: Final = "Ce tableau reste dans l’équipe : il décrit la saisie, pas les personnes."
_EUROS: Final = "euros"


def _one(code: str, libelle: str, *parties: Partie) -> IndicateurRapport:
    return IndicateurRapport(code, libelle, parties)


def _seances(decompte: Decompte, mesure: str) -> Compte:
    return Compte(decompte, mesure, "séances", is_local=True)


_PREVUES: Final = Manquant("Séances prévues", "Seules les séances tenues sont saisies.")
_TOUS: Final = (
    _one("G01", "ETP de médiation financés et pourvus", Manquant("ETP financés et pourvus", _EMPLOYEUR)),
    _one(
        "G02", "Séances de permanence tenues / prévues",
        _seances(Decompte.PERMANENCES, "Séances de permanence tenues"), _PREVUES,
    ),
    _one("G03", "Séances d’aller-vers", _seances(Decompte.ALLER_VERS, "Séances d’aller-vers tenues"), _PREVUES),
    _one(
        "G04", "Heures de présence en QPV",
        Compte(Decompte.HEURES_QPV, "Heures des séances tenues en QPV", "heures", is_local=True),
        _seances(Decompte.QPV_SANS_DUREE, "Séances en QPV dont la durée n’est pas notée"),
    ),
    _one(
        "G05", "Contacts individuels (dont brefs)", Diffuse("M01", par_commune="LIEU_SEXE"),
        Manquant("Dont contacts brefs", _INTERNE),
    ),
    _one("G06", "Personnes estimées", Diffuse("M02")),
    _one("G07", "Part d’habitants de QPV", Diffuse("M05")),
    _one(
        "G08", "Répartition femmes, hommes, non communiqué, et âge", Diffuse("G08F", par_commune="LIEU_SEXE"),
        Diffuse("G08A", par_commune="LIEU_AGE"),
    ),
    _one(
        "G09", "File active, nouveaux suivis, clôtures", Diffuse("M03"),
        Diffuse("M13", ("POPULATION",), mesure="Nouveaux suivis"),
        Diffuse("M20", ("POPULATION",), mesure="Suivis terminés"),
    ),
    _one("G10", "Freins (12 familles)", Diffuse("M06", par_commune="LIEU_FREIN")),
    _one(
        "G11", "Renoncement : part, soins, nature",
        Manquant(
            "Renoncement aux soins déclaré sur 12 mois",
            "La fiche de contact ne pose pas la question du renoncement.",
        ),
    ),
    _one("G12", "Droits à ouvrir au premier contact", Diffuse("M13")),
    _one(
        "G13", "Dossiers déposés (C2S, AME, AMO, ALD…)", Diffuse("M16C", ("POPULATION",), mesure="Dossiers déposés"),
        Diffuse("M16D"),
    ),
    _one("G14", "Droits ouverts ou renouvelés à 90 jours", Diffuse("M16C")),
    _one(
        "G15", "Médecin traitant : recherchés / trouvés", Diffuse("M14"),
        Diffuse("G15", ("POPULATION",), mesure="Recherches de médecin traitant"), Diffuse("G15"),
    ),
    _one(
        "G16", "Orientations par type et par force", Diffuse("M15C", ("POPULATION",), mesure="Orientations faites"),
        Diffuse("M15F"), Diffuse("M15T"),
    ),
    _one("G17", "Rendez-vous honorés, soins réalisés à 90 jours", Diffuse("M15C")),
    _one(
        "G18", "Accompagnements physiques", Diffuse("G18"),
        Manquant("Durée médiane des accompagnements", "La durée d’un accompagnement n’est pas saisie."),
    ),
    _one(
        "G19", "Saisines MISAS : envoyées, acceptées, abouties",
        Diffuse("G19", ("POPULATION",), mesure="Saisines envoyées"), Diffuse("G19"),
    ),
    _one(
        "G20", "Refus de soins rapportés / signalés",
        Manquant(
            "Refus de soins",
            "Trop rares et trop reconnaissables pour un nombre : ils se portent en phrases, par les signaux.",
        ),
    ),
    _one(
        "G21", "Interprétariat mobilisé", Diffuse("M23"),
        Manquant("Minutes d’interprétariat", "Les minutes ne sont pas saisies : le prestataire les facture."),
    ),
    _one(
        "G22", "Ateliers et participations",
        Compte(Decompte.ATELIERS, "Ateliers tenus par les médiateurs", "ateliers", is_local=True),
        Manquant("Participations aux ateliers", "Aucun tableau de la diffusion ne compte les participants d’ateliers."),
    ),
    _one(
        "G23", "Dépistages : orientés, réalisés",
        Diffuse("M15T", ("DEPISTAGE",), mesure="Orientations vers la coordination des dépistages des cancers"),
        Diffuse("G23"), Manquant("Dépistages réalisés, par programme", _NON_SEPARE),
    ),
    _one(
        "G24", "Vaccinations : orientées, réalisées",
        Diffuse("M15T", ("VACCINATION",), mesure="Orientations vers un centre de vaccination"),
        Manquant("Vaccinations réalisées", _NON_SEPARE),
    ),
    _one(
        "G25", "Actions conjointes, partenaires, moyens mutualisés",
        Compte(Decompte.ACTIONS, "Actions dont une séance a été réalisée", "actions", is_local=True),
        Compte(Decompte.DATES, "Séances d’actions réalisées", "séances", is_local=True),
        Compte(Decompte.PARTENAIRES, "Structures qui y participaient", "structures"),
        Compte(Decompte.MOYENS, "Moyens prêtés par une autre structure, et utilisés", "prêts"),
    ),
    _one(
        "G26", "Couverture des quartiers du contrat",
        Compte(Decompte.QPV_COUVERTS, "Quartiers qu’une séance réalisée concerne", "quartiers"),
        Compte(Decompte.QPV, "Quartiers du contrat de ville", "quartiers"),
    ),
    _one(
        "G27", "Participation : moments, habitants, niveau", Diffuse("V01"),
        Compte(Decompte.CONCERTEES, "Actions de l’année au niveau concertation ou au-dessus", "actions"),
    ),
    _one(
        "G28", "Signaux collectifs et suites",
        Manquant("Signaux collectifs", "Ils se portent en phrases, sans nombre : voyez la page Signaux."),
    ),
    _one(
        "G29", "Engagements de droit commun",
        Compte(Decompte.ENGAGEMENTS, "Engagements suivis", "engagements"),
        Compte(Decompte.ENGAGEMENTS_DUS, "Engagements échus au 31 décembre", "engagements"),
        Compte(Decompte.ENGAGEMENTS_TENUS, "Dont tenus", "engagements"),
        Compte(Decompte.ENGAGEMENTS_NON_VERIFIABLES, "Engagements non vérifiables", "engagements"),
        Compte(Decompte.ENGAGEMENTS_MESURABLES, "Engagements dont la part en QPV se mesure", "engagements"),
    ),
    _one(
        "G30", "Gain d’autonomie, fins de suivi par motif", Diffuse("M19"), Diffuse("M20"),
        Diffuse("M20M"),
    ),
    _one(
        "G31", "Formation et analyse des pratiques",
        Manquant("Heures de formation et d’analyse des pratiques", _EMPLOYEUR),
    ),
    _one(
        "G32", "Budget : spécifique, droit commun, valorisé",
        Compte(Decompte.SPECIFIQUE_ACCORDE, "Crédits spécifiques accordés aux actions de l’année", _EUROS),
        Compte(Decompte.SPECIFIQUE_DEPENSE, "Crédits spécifiques dépensés", _EUROS),
        Compte(Decompte.DROIT_COMMUN_VALORISE, "Droit commun valorisé", _EUROS),
        Compte(Decompte.DROIT_COMMUN_APPORTE, "Droit commun réellement apporté", _EUROS),
    ),
    _one(
        "G33", "Qualité des données",
        Diffuse("M02", ("MANQUANTS",), mesure="« Première fois » sans réponse"),
        Diffuse("G08F", ("X_NC",)), Diffuse("G08F", ("MANQUANTS",), mesure="Sexe non noté"),
        Diffuse("M15C", ("SANS",), mesure="Orientations au résultat inconnu à 90 jours"),
        Diffuse("M16C", ("SANS",), mesure="Dossiers au résultat inconnu à 90 jours"),
        Manquant("Complétude des saisies", _INTERNE),
    ),
)  # fmt: skip
INDICATEURS_RAPPORT: Final[Mapping[str, IndicateurRapport]] = MappingProxyType({one.code: one for one in _TOUS})
