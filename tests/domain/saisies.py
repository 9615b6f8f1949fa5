"""A small territoire and valid saisies to spoil."""

from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

from asv.domain.saisie import InvalidField, Places

TODAY = date(2026, 11, 22)
LENS, LIEVIN, QPV_LENS, QPV_PARTAGE = "62498", "62510", "QN06201M", "QN06202M"
PLACES = Places({LENS: frozenset({QPV_LENS, QPV_PARTAGE}), LIEVIN: frozenset({QPV_PARTAGE}), "62001": frozenset()})
SEANCE_ID = "3f0c6e9e-6f64-4b52-9a3e-0d5c3c2b7a11"

SEANCE = {
    "date": "2026-11-20", "creneau": "matin", "commune": LENS, "qpv": QPV_LENS, "lieu_type": "MAIRIE_CCAS",
    "mode": "PERMANENCE", "duree_minutes": 120, "nomenclature": "2026.1",
}  # fmt: skip
CONTACT = {
    "seance": SEANCE_ID, "nature": "contact", "sexe": "F", "tranche_age": "A25_49", "zone_residence": "ZR_QPV",
    "commune_residence": LENS, "qpv_residence": QPV_LENS, "freins": ["FIN_RAC", "ADM_DOSSIER", "FIN_AVANCE"],
    "themes": ["DENT"], "interventions": ["INFO_DROITS"], "orientation": "O_CCAS", "force_orientation": "TO_INFO",
    "premiere_fois": "OUI", "duree_minutes": 15, "langue": "LG_FR", "publics": ["SENIOR"], "origine": "OR_CCAS",
    "information": "IP_AFFICHE", "accompagnants": 1, "langue_avant": "LG_FR_SIMPLE", "interpretariat_minutes": 20,
    "nomenclature": "2026.1",
}  # fmt: skip
BREF = {"seance": SEANCE_ID, "nature": "contact", "nomenclature": "2026.1"}
SALUTATION = BREF | {"nature": "salutation"}
ATELIER = {
    "date": "2026-11-20", "creneau": "apres_midi", "commune": LENS, "qpv": None, "lieu_type": "CENTRE_SOCIAL",
    "theme": "NUTRI", "total": 9, "sexe": {"F": 7, "H": 2}, "tranche_age": {"A25_49": 6, "NC": 3},
    "residence": {"QPV": 5, "HORS_QPV": 3, "NC": 1}, "deja_rencontres": 4, "nomenclature": "2026.1",
}  # fmt: skip
CARTE = "ab" * 32
OUVERTURE = {
    "carte": CARTE, "date": "2026-11-20", "accords": ["IP_ACCORD_SUIVI"], "zone_residence": "ZR_QPV",
    "commune_residence": LENS, "qpv_residence": QPV_LENS, "sexe": "F", "tranche_age": "A25_49",
    "besoins": [{"code": "B_DENT", "origine": "EXPRIME"}],
    "autonomies": [{"domaine": "AD_DROITS", "niveau": "AUT_1"}],
    "droits": [{"couverture": "C2S", "etat": "EXPIRE"}], "themes": ["MENTALE"], "nomenclature": "2026.1",
}  # fmt: skip
ETAPE = {
    "carte": CARTE, "date": "2026-11-20", "nature": "droit", "objet": "C2S", "apres": "EN_COURS",
    "nomenclature": "2026.1",
}  # fmt: skip
ORIENTATION = {
    "carte": CARTE, "date": "2026-11-20", "type": "O_PASS", "force": "TO_ACTIVE", "nomenclature": "2026.1",
}  # fmt: skip
RESULTAT = {
    "carte": CARTE, "pour": SEANCE_ID, "resultat": "RES_RDV_HONORE", "date": "2026-11-21", "source": "personne",
    "nomenclature": "2026.1",
}  # fmt: skip
SIGNAL = {
    "signal": "SG_DELAI", "service": "O_DENT", "commune": LENS, "qpv": QPV_LENS, "situations": 4, "mois": "2026-09",
    "texte": "Trois mois d’attente pour un premier rendez-vous", "nomenclature": "2026.1",
}  # fmt: skip

LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["ND", "", "\0", "\ud800"])
)
ANY_JSON = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12)


def spoiled(valid: dict) -> st.SearchStrategy:
    """The valid saisie with up to three fields replaced, added or removed."""
    names = st.sampled_from([*valid, "nom", "adresse", "mediateur_id", "territoire_id", "\0"])
    changes = st.dictionaries(names, ANY_JSON, max_size=3)
    dropped = st.sets(st.sampled_from([*valid]), max_size=1)
    return st.builds(lambda c, d: {k: v for k, v in (valid | c).items() if k not in d}, changes, dropped)


def outcome(parse: Callable[[object], object], contenu: object) -> object:
    """The draft, or the refusal: nothing else may come out."""
    try:
        return parse(contenu)
    except InvalidField as refusal:
        return refusal
