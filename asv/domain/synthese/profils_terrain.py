"""Weights of the field: how mediators meet people, where, how long, and what they do there.

Orders of magnitude of the domain study (B2 and B3), invented beyond them.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProfilMode:
    """A way of meeting people. `taille`: contacts of an ordinary séance.

    frequence: weights among the séances of ordinary days, of Saturdays, of evenings.
    silence: share of touches of the +1 counter, then share of the contacts where nothing was asked.
    """

    geste: str
    frequence: tuple[float, float, float]
    taille: float
    lieux: Mapping[str, float]
    durees_seance: tuple[int, ...]
    durees: tuple[int, ...]
    silence: tuple[float, float] = (0.01, 0.02)

    @property
    def is_alone(self) -> bool:
        return self.geste != "rue"


_HOSTS = {
    "CENTRE_SOCIAL": 5.0, "MAIRIE_CCAS": 3.0, "AIDE_ALIMENTAIRE": 2.5, "ASSOCIATION": 1.5, "FRANCE_SERVICES": 1.0,
    "INSERTION": 1.0, "DEPARTEMENT": 0.7, "BAILLEUR": 0.5, "CPAM_CAF": 0.5, "HEBERGEMENT": 0.3,
}  # fmt: skip
_OWN_WALLS = {"MAIRIE_CCAS": 5.0, "CENTRE_SOCIAL": 4.0, "FRANCE_SERVICES": 1.0}
_OPEN_AIR = {"ESPACE_PUBLIC": 4.0, "MARCHE": 4.0, "ECOLE": 4.0}
_EVENTS = {"MARCHE": 2.0, "ESPACE_PUBLIC": 2.0, "CENTRE_SOCIAL": 2.0, "COLLEGE_LYCEE": 1.0}
_CARE = {"HOPITAL": 3.0, "SOINS_VILLE": 4.0, "PHARMACIE": 1.0}
_OFFICES = {"CPAM_CAF": 4.0, "MAIRIE_CCAS": 2.0, "DEPARTEMENT": 1.0}
_HALL, _HOME, _FAR, _BUS = {"PIED_IMMEUBLE_LIEU": 1.0}, {"DOMICILE": 1.0}, {"A_DISTANCE": 1.0}, {"MOBILE": 1.0}
_NIGHT = {"ESPACE_PUBLIC": 3.0, "HEBERGEMENT": 1.0}
_TALK, _QUICK = (15, 30, 30, 45), (5, 5, 10, 15)


MODES: Mapping[str, ProfilMode] = {
    "PERMANENCE": ProfilMode("accueil", (30, 5, 10), 11, _OWN_WALLS, (120, 120, 180), _TALK),
    "PERMANENCE_PARTENAIRE": ProfilMode("accueil", (20, 5, 10), 11, _HOSTS, (120, 150, 180), _TALK),
    "ENTRETIEN_RDV": ProfilMode("accueil", (8, 0, 5), 3.5, _OWN_WALLS, (120, 180), (30, 45, 60)),
    "RUE": ProfilMode("rue", (11, 40, 25), 24, _OPEN_AIR, (60, 90, 120), (5, 5, 5, 10), (0.16, 0.12)),
    "PIED_IMMEUBLE": ProfilMode("rue", (7, 5, 15), 18, _HALL, (90, 120), _QUICK, (0.14, 0.1)),
    "PORTE_A_PORTE": ProfilMode("rue", (2, 0, 5), 14, _HALL, (120,), (5, 5, 10), (0.1, 0.16)),
    "MARAUDE": ProfilMode("rue", (2, 0, 20), 9, _NIGHT, (120, 180), (5, 10, 15), (0.1, 0.12)),
    "VAD": ProfilMode("accompagnement", (4, 0, 2), 1.3, _HOME, (60, 90), (45, 60, 60, 90)),
    "STAND": ProfilMode("rue", (5, 40, 8), 28, _EVENTS, (180, 240), _QUICK, (0.15, 0.1)),
    "BUS": ProfilMode("rue", (2, 5, 0), 15, _BUS, (180, 240), (10, 15, 15, 30), (0.05, 0.04)),
    "ACCOMP_SOIN": ProfilMode("accompagnement", (3, 0, 0), 1.2, _CARE, (60, 90, 120), (60, 90, 120)),
    "ACCOMP_ADMIN": ProfilMode("accompagnement", (2.5, 0, 0), 1.2, _OFFICES, (60, 90), (45, 60, 90)),
    "APPEL_ENTRANT": ProfilMode("distance", (1.5, 0, 0), 5, _FAR, (60,), (5, 10, 15)),
    "APPEL_SORTANT": ProfilMode("distance", (2, 0, 0), 6, _FAR, (60, 90), (5, 10, 15)),
}

INTERVENTIONS: Mapping[str, Mapping[str, float]] = {
    "accueil": {
        "ECOUTE": 10, "INFO_DROITS": 16, "BILAN_DROITS": 9, "AIDE_ADMIN": 16, "AIDE_NUM": 9, "PRISE_RDV": 10,
        "INFO_OFFRE": 11, "INFO_SANTE": 5, "REPERAGE": 6, "PREPA_RDV": 4, "APRES_RDV": 2, "MEDIATION_PRO": 2,
        "RELANCE": 2, "INTERPRETARIAT_ORG": 1,
    },
    "rue": {
        "PRISE_CONTACT": 30, "INFO_SANTE": 20, "INFO_OFFRE": 18, "ECOUTE": 12, "REPERAGE": 9, "INFO_DROITS": 9,
        "MOBILISATION": 5,
    },
    "accompagnement": {
        "ACCOMP_PHYS": 30, "PREPA_RDV": 14, "APRES_RDV": 14, "ECOUTE": 14, "AIDE_ADMIN": 10, "PRISE_RDV": 8,
        "MEDIATION_PRO": 6, "COORDINATION": 5, "BILAN_DROITS": 4,
    },
    "distance": {
        "RELANCE": 28, "PRISE_RDV": 22, "INFO_OFFRE": 14, "APRES_RDV": 12, "ECOUTE": 10, "INFO_DROITS": 10,
        "COORDINATION": 6,
    },
}  # fmt: skip

ORIGINES: Mapping[str, Mapping[str, float]] = {
    "accueil": {
        "OR_SPONTANE": 20, "OR_BOUCHE": 16, "OR_CCAS": 18, "OR_CENTRE_SOCIAL": 10, "OR_DEJA": 14, "OR_CPAM": 3,
        "OR_CAF": 2, "OR_MG": 4, "OR_HOP": 2, "OR_PHARMA": 2, "OR_ECOLE": 2, "OR_EMPLOI": 3, "OR_DEPT": 2,
        "OR_BAILLEUR": 1, "OR_ADULTE_RELAIS": 3, "OR_ACTION": 2, "OR_COMM": 3, "OR_AUTRE": 1,
    },
    "rue": {"OR_ALLER_VERS": 82, "OR_SPONTANE": 8, "OR_DEJA": 7, "OR_ACTION": 3},
    "accompagnement": {"OR_DEJA": 60, "OR_CCAS": 12, "OR_MG": 8, "OR_HOP": 6, "OR_BOUCHE": 6, "OR_CENTRE_SOCIAL": 8},
    "distance": {"OR_DEJA": 70, "OR_BOUCHE": 12, "OR_CPAM": 5, "OR_COMM": 8, "OR_CCAS": 5},
}  # fmt: skip

FORCES: Mapping[str, Mapping[str, float]] = {
    "accueil": {"TO_INFO": 20, "TO_RECOMMANDEE": 38, "TO_ACTIVE": 32, "TO_ACCOMPAGNEE": 7, "TO_RELAIS": 3},
    "rue": {"TO_INFO": 68, "TO_RECOMMANDEE": 26, "TO_ACTIVE": 6},
    "accompagnement": {"TO_RECOMMANDEE": 10, "TO_ACTIVE": 25, "TO_ACCOMPAGNEE": 50, "TO_RELAIS": 15},
    "distance": {"TO_INFO": 25, "TO_RECOMMANDEE": 35, "TO_ACTIVE": 35, "TO_RELAIS": 5},
}

CHANCE_ORIENTATION: Mapping[str, float] = {"accueil": 0.52, "rue": 0.3, "accompagnement": 0.45, "distance": 0.4}
LANGUES: Mapping[str, float] = {
    "LG_FR": 83, "LG_FR_SIMPLE": 9, "LG_MEDIATEUR": 3, "LG_PROCHE_ADULTE": 2.2, "LG_APPLI": 1, "LG_PROCHE_MINEUR": 0.7,
    "LG_INT_TEL": 0.6, "LG_INT_PRES": 0.2, "LG_SIGNES": 0.2, "LG_ECHEC": 0.1,
}  # fmt: skip
