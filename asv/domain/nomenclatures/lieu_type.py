"""Where the contact took place. No place of worship and no home for asylum seekers on purpose: the place would reveal
a religion or a status, so use AUTRE_LIEU or HEBERGEMENT.
"""

from asv.domain.nomenclatures.entree import Entree, liste_of

LIEU_TYPE = liste_of(
    "LIEU_TYPE",
    "Type de lieu de contact",
    "Contrat local de santé de la CALL (signataires), Filieris ; pratique professionnelle",
    Entree("MAIRIE_CCAS", "Mairie / CCAS", "Locaux communaux ou du CCAS"),
    Entree(
        "CENTRE_SOCIAL",
        "Centre social / maison de quartier / EVS",
        "Équipement de proximité agréé ou non",
        court="Centre social, EVS",
    ),
    Entree("FRANCE_SERVICES", "France Services", "Point d’accueil labellisé"),
    Entree("ASSOCIATION", "Association", "Local associatif (hors liste ci-dessous)"),
    Entree(
        "AIDE_ALIMENTAIRE",
        "Épicerie sociale / distribution alimentaire",
        "Lieu d’aide alimentaire",
        court="Aide alimentaire",
    ),
    Entree("BAILLEUR", "Bailleur social / loge", "Agence ou loge de bailleur"),
    Entree("ECOLE", "École maternelle ou élémentaire", "Sortie d’école, café des parents", court="École"),
    Entree("COLLEGE_LYCEE", "Collège / lycée / CFA", "Établissement du second degré ou apprentissage"),
    Entree("INSERTION", "Structure emploi-insertion", "Mission locale, France Travail, PLIE, chantier d’insertion"),
    Entree("DEPARTEMENT", "Maison du Département Solidarité / PMI", "Services du Département", court="MDS, PMI"),
    Entree("CPAM_CAF", "CPAM / CAF / Carsat", "Organisme de protection sociale"),
    Entree("HOPITAL", "Établissement de santé", "Hôpital, clinique, PASS, urgences"),
    Entree(
        "SOINS_VILLE", "Cabinet / MSP / centre de santé / Filieris", "Soins de ville", court="Soins de ville, Filieris"
    ),
    Entree("PHARMACIE", "Pharmacie / laboratoire", "Officine ou laboratoire de biologie"),
    Entree("SANTE_MENTALE", "CMP / GEM / lieu d’écoute", "Lieu de santé mentale"),
    Entree("MARCHE", "Marché / commerce", "Marché forain, galerie, café"),
    Entree("ESPACE_PUBLIC", "Espace public", "Rue, place, parc, cité minière, arrêt de bus"),
    Entree("PIED_IMMEUBLE_LIEU", "Pied d’immeuble / hall", "Parties communes ou abords"),
    Entree("DOMICILE", "Domicile", "Logement de la personne"),
    Entree(
        "HEBERGEMENT",
        "Hébergement / foyer / accueil de jour",
        "Hébergement collectif ou accueil de jour",
        court="Hébergement, foyer",
    ),
    Entree(
        "SPORT_JARDIN",
        "Équipement sportif / jardin partagé",
        "Lieu de loisir ou d’activité",
        court="Sport, jardin partagé",
    ),
    Entree("MOBILE", "Bus / unité mobile", "Unité mobile en stationnement"),
    Entree("A_DISTANCE", "À distance", "Téléphone, visio"),
    Entree("AUTRE_LIEU", "Autre lieu", "Autre ; aucune précision en texte libre"),
)
