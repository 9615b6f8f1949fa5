"""The fields that a column of a former log may fill, and the headers under which teams write them.

What is not here is not taken: no name, phone, birth date, address or free text has a place to go.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

DATE, CRENEAU, COMMUNE, QPV, LIEU, MODE = "date", "creneau", "commune", "qpv", "lieu_type", "mode"
AGE, SEXE, PREMIERE_FOIS, DUREE = "tranche_age", "sexe", "premiere_fois", "duree_minutes"
ZONE_RESIDENCE, COMMUNE_RESIDENCE, QPV_RESIDENCE = "zone_residence", "commune_residence", "qpv_residence"
NOMBRE, SALUTATIONS = "nombre", "salutations"


@dataclass(frozen=True, slots=True)
class Cible:
    """`liste`: where its values come from; empty for a day, a number, a place. `most`: how many it may hold."""

    libelle: str
    entetes: tuple[str, ...]
    liste: str = ""
    most: int = 1


CIBLES: Mapping[str, Cible] = MappingProxyType({
    DATE: Cible("Date du contact", (
        "date", "jour", "date du contact", "date contact", "date de rencontre", "date rencontre", "date de passage",
        "date de la permanence", "date permanence", "date intervention", "date seance", "date d entretien", "le",
        "date du rdv", "date de saisie",
    )),
    CRENEAU: Cible("Moment de la journée", (
        "creneau", "moment", "moment de la journee", "demi journee", "heure", "horaire", "heure d arrivee",
        "heure de passage", "matin apres midi", "am pm",
    )),
    COMMUNE: Cible("Commune du lieu", (
        "commune", "ville", "commune du lieu", "commune de permanence", "commune d intervention", "ville de permanence",
        "commune de rencontre", "lieu commune", "nom de la commune", "code insee", "commune du contact",
    )),
    QPV: Cible("Quartier du lieu", (
        "qpv", "quartier", "quartier prioritaire", "quartier du lieu", "nom du quartier", "nom du qpv", "code qpv",
        "quartier d intervention", "qpv du lieu", "cite",
    )),
    LIEU: Cible("Type de lieu", (
        "lieu", "type de lieu", "lieu de rencontre", "lieu de permanence", "lieu d intervention", "lieu du contact",
        "nom du lieu", "structure d accueil", "lieu d accueil",
    ), "LIEU_TYPE"),
    MODE: Cible("Mode de contact", (
        "mode", "mode de contact", "type de contact", "modalite", "modalite de contact", "cadre", "type de permanence",
        "nature du contact", "type d accueil", "mode de rencontre", "type de rencontre",
    ), "MODE_CONTACT"),
    SEXE: Cible("Sexe", ("sexe", "genre", "h f", "f h", "civilite", "homme femme", "femme homme", "sexe genre"),
        "SEXE_GENRE"),
    AGE: Cible("Âge", ("age", "tranche d age", "classe d age", "ages", "tranche age", "age de la personne",
        "age ans"), "TRANCHE_AGE"),
    COMMUNE_RESIDENCE: Cible("Commune de résidence", (
        "commune de residence", "commune residence", "ville de residence", "commune d habitation", "residence",
        "lieu de residence", "commune du domicile", "ville d habitation", "habite a", "domicile",
    )),
    QPV_RESIDENCE: Cible("Quartier de résidence", (
        "quartier de residence", "qpv de residence", "quartier residence", "qpv residence", "quartier d habitation",
        "quartier du domicile", "habite en qpv", "habitant qpv", "resident qpv",
    )),
    ZONE_RESIDENCE: Cible("Où vit la personne", ("zone de residence", "zone residence", "zone"), "ZONE_RESIDENCE"),
    "freins": Cible("Freins", (
        "frein", "freins", "frein principal", "difficulte", "difficultes", "obstacle", "obstacles", "motif", "motifs",
        "problematique", "problematiques", "frein 1", "frein 2", "frein 3", "motif de la demande", "difficulte reperee",
        "frein a l acces aux soins", "freins identifies", "motif frein", "frein motif",
    ), "FREIN", 3),
    "themes": Cible("Thèmes de santé", (
        "theme", "themes", "thematique", "thematiques", "sujet", "sujets", "theme de sante", "thematique de sante",
        "thematique abordee", "theme aborde", "theme 1", "theme 2", "besoin de sante",
    ), "THEME_SANTE", 2),
    "interventions": Cible("Interventions", (
        "intervention", "interventions", "type d intervention", "action realisee", "actions realisees",
        "reponse apportee", "aide apportee", "accompagnement", "type d accompagnement", "acte",
    ), "TYPE_INTERVENTION", 3),
    "orientation": Cible("Orientation", (
        "orientation", "oriente vers", "orientation vers", "orientation proposee", "partenaire d orientation",
        "structure d orientation", "relais", "redirection",
    ), "ORIENTATION"),
    "force_orientation": Cible("Force de l’orientation", (
        "force de l orientation", "type d orientation", "force orientation",
    ), "TYPE_ORIENTATION"),
    PREMIERE_FOIS: Cible("Première fois cette année", (
        "premiere fois", "premier contact", "nouveau", "nouvelle personne", "nouveau beneficiaire", "1ere fois",
        "1er contact", "nouvel usager", "premiere visite", "nouvelle file active", "premiere fois cette annee",
    )),
    DUREE: Cible("Durée du contact", ("duree", "temps", "temps passe", "minutes", "duree min", "duree en minutes",
        "duree de l entretien", "duree du contact", "duree minutes")),
    "langue": Cible("Manière d’échanger", ("langue", "interpretariat", "mode d echange", "langue de l echange"),
        "LANGUE"),
    "origine": Cible("Qui a conduit la personne", (
        "origine", "origine du contact", "prescripteur", "oriente par", "adresse par", "envoye par", "connu par",
        "provenance", "comment nous a connu",
    ), "ORIGINE"),
    NOMBRE: Cible("Nombre de contacts", (
        "nombre", "nb", "effectif", "nombre de contacts", "nb contacts", "nb de contacts", "nombre de personnes",
        "nb personnes", "nb de personnes", "personnes rencontrees", "nombre de passages", "nb passages", "total",
    )),
    SALUTATIONS: Cible("Bonjours échangés", (
        "salutations", "bonjours", "bonjour", "nombre de salutations", "nb salutations", "nb bonjours",
    )),
})  # fmt: skip

OF_SEANCE = (DATE, CRENEAU, COMMUNE, QPV, LIEU, MODE)
PAR_DEFAUT = (CRENEAU, COMMUNE, LIEU, MODE)
"""Required by every séance: where no column gives one, the person says it once for all lines."""
