"""A year of contacts small enough to count by hand."""

from datetime import date

ORDINARY = {
    "territoire_id": "246200364",
    "date_contact": date(2025, 5, 12),
    "nature": "contact",
    "is_bref": False,
    "commune_lieu": "62498",
    "qpv_lieu": "QN06201M",
    "sexe": "F",
    "tranche_age": "A25_49",
    "zone_residence": "ZR_QPV",
    "commune_residence": "62498",
    "qpv_residence": "QN06201M",
    "freins": ["FIN_RAC"],
    "familles_frein": ["FINANCIER"],
    "themes": ["DENT"],
    "premiere_fois": "OUI",
    "suivi_id": None,
    "langue": None,
}


def contact(**changes):
    return ORDINARY | changes


SALUTATION = contact(
    nature="salutation",
    sexe="ND",
    tranche_age="ND",
    zone_residence="ND",
    familles_frein=[],
    themes=[],
    premiere_fois="ND",
)
BREF = contact(
    is_bref=True,
    sexe="ND",
    tranche_age="ND",
    zone_residence="ND",
    commune_residence=None,
    qpv_residence=None,
    freins=["ND"],
    familles_frein=["ND"],
    themes=[],
    premiere_fois="ND",
)
YEAR = [
    contact(),
    contact(
        sexe="H",
        langue="LG_FR",
        tranche_age="A15_17",
        familles_frein=["ADMIN", "FINANCIER"],
        premiere_fois="NON",
        suivi_id=1,
    ),
    contact(
        sexe="X",
        tranche_age="A75P",
        familles_frein=["AUCUN_FREIN"],
        freins=["AUCUN_FREIN"],
        qpv_residence="QN06202M",
        suivi_id=1,
    ),
    contact(
        sexe="NC",
        tranche_age="AGE_50_74",
        familles_frein=["NC"],
        freins=["NC"],
        zone_residence="ZR_HORS_QPV",
        qpv_residence=None,
    ),
    contact(
        qpv_lieu="QN06202M",
        sexe="REFUS",
        familles_frein=["AUTRE_FREIN"],
        freins=["AUTRE_FREIN"],
        zone_residence="ZR_INCERTAIN",
        suivi_id=2,
        langue="LG_PROCHE_MINEUR",
    ),
    contact(
        qpv_lieu=None,
        familles_frein=["ADMIN"],
        freins=["ADM_DELAI", "FIN_SANS_COMPL"],
        premiere_fois="NSP",
        langue="LG_INT_TEL",
    ),
    contact(
        qpv_lieu="QN05999X", tranche_age="NC", familles_frein=["ADMIN"], zone_residence="ZR_SANS", qpv_residence=None
    ),
    BREF,
    SALUTATION,
]
