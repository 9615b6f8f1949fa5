"""First names and structures of the demonstration: typical, and none of them exists."""

from dataclasses import dataclass

from asv.domain.acteurs import Role

PRENOMS = {
    Role.MEDIATEUR: ("Samira", "Karim", "Odile", "Jean-Luc", "Aïcha", "Thomas", "Nadège", "Yanis"),
    Role.PARTENAIRE: ("Hélène", "Bruno", "Leïla", "Maxime", "Josiane", "Idriss"),
    Role.COORDINATEUR: ("Claire", "Mehdi"),
    Role.ADMINISTRATEUR: ("Solène",),
    Role.FINANCEUR: ("Pascal",),
}


@dataclass(frozen=True, slots=True)
class FicheStructure:
    """`is_large`: it serves the whole territoire, not its own commune only."""

    nom: str
    type: str
    offre: str
    horaires: str = "Du lundi au vendredi, 9 h – 12 h et 14 h – 17 h"
    fonction_contact: str = "Accueil"
    is_large: bool = False


def _large(nom: str, type_: str, offre: str, fonction_contact: str = "Accueil") -> FicheStructure:
    return FicheStructure(nom, type_, offre, fonction_contact=fonction_contact, is_large=True)


STRUCTURES = (
    FicheStructure(
        "Centre social Les Tilleuls",
        "TP_CENTRE_SOCIAL",
        "Accueil, ateliers santé, café des parents, salle de 40 places",
    ),
    _large(
        "Antenne d’assurance maladie du Val",
        "TP_CPAM",
        "Ouverture de droits, C2S, bilan des droits",
        "Relation partenaires",
    ),
    FicheStructure("Association Voisins Solidaires", "TP_ASSO", "Épicerie sociale, visites aux personnes isolées"),
    _large(
        "Centre de dépistage des Trois Terrils",
        "TP_PREV",
        "Dépistages des cancers, information, invitations",
        "Prévention",
    ),
    FicheStructure("CCAS de la Fosse-aux-Lampes", "TP_CCAS", "Aide sociale, domiciliation, aide aux démarches"),
    _large("Hôpital du Canal", "TP_HOP", "Consultations, permanence d’accès aux soins", "Service social"),
    FicheStructure("Maison de santé des Corons", "TP_MSP", "Médecine générale, soins infirmiers, kinésithérapie"),
    _large(
        "Communauté de soins des Corons Verts", "TP_CPTS", "Recherche de médecin traitant, coordination", "Coordination"
    ),
    FicheStructure("Centre de santé du Chevalement", "TP_FILIERIS", "Soins ouverts à tous, dont régime minier"),
    FicheStructure("Centre social du Carreau", "TP_CENTRE_SOCIAL", "Ateliers cuisine, accompagnement numérique"),
    FicheStructure("Régie de quartier La Briqueterie", "TP_INSERTION", "Chantier d’insertion, mobilité solidaire"),
    _large("Point d’écoute Le Trait d’Union", "TP_PSY", "Écoute psychologique, groupes de parole", "Coordination"),
    _large("Espace addictions L’Escale", "TP_ADDICT", "Tabac, alcool, écrans : consultations gratuites"),
    FicheStructure(
        "Bailleur Habitat du Bassin",
        "TP_BAILLEUR",
        "Loges, salles au pied des immeubles",
        fonction_contact="Gestion sociale",
    ),
    FicheStructure(
        "École Les Hirondelles", "TP_EN", "Café des parents, promotion de la santé", fonction_contact="Direction"
    ),
    FicheStructure(
        "Maison des solidarités du Rivage", "TP_DEPT", "Protection de l’enfance et des jeunes parents, service social"
    ),
    FicheStructure(
        "Commune de Valterril",
        "TP_COMMUNE",
        "Service santé, forum annuel, prêt de salles",
        fonction_contact="Service santé",
    ),
    _large(
        "Mutuelle La Lampe", "TP_MUTUELLE", "Prévention dentaire et visuelle, ateliers du bien vieillir", "Prévention"
    ),
    FicheStructure(
        "Conseil citoyen du quartier des Merles",
        "TP_CITOYEN",
        "Parole des habitants, marches exploratoires",
        horaires="Le premier mardi du mois, 18 h",
    ),
    FicheStructure(
        "Mission jeunes du Bassin",
        "TP_INSERTION",
        "Santé des 16 – 25 ans, bilan de santé",
        fonction_contact="Référent santé",
    ),
    _large("Bus santé Le Galibot", "TP_PREV", "Unité mobile : vue, audition, tension, diabète", "Logistique"),
    FicheStructure(
        "Pharmacie du Beffroi bleu",
        "TP_LIBERAL",
        "Vaccination, tabac, dépistage colorectal",
        horaires="Du lundi au samedi, 9 h – 19 h",
    ),
    FicheStructure("Résidence Les Glycines", "TP_MEDICOSOC", "Accueil de jour, soutien aux aidants"),
    FicheStructure("Association Mots Partagés", "TP_ASSO", "Ateliers de français, interprétariat bénévole"),
    _large("Observatoire local Terrils et Santé", "TP_OBS", "Données, appui à l’évaluation", "Études"),
)
