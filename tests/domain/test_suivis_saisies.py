"""What is sent under a code: the agreement first, each nature with its own lists, nothing that could name anybody."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.contacts import parse_contact, parse_contact_1
from asv.domain.saisie import InvalidField, NeedsCoordinator
from asv.domain.signaux import parse_signal
from asv.domain.suivis.etapes import NATURES, parse_etape
from asv.domain.suivis.orientations import parse_orientation, parse_resultat
from asv.domain.suivis.ouverture import parse_ouverture
from asv.domain.suivis.retrait import codes_sensibles, parse_retrait
from tests.domain.saisies import (
    ANY_JSON,
    BREF,
    CARTE,
    CONTACT,
    ETAPE,
    LENS,
    ORIENTATION,
    OUVERTURE,
    PLACES,
    QPV_LENS,
    RESULTAT,
    SALUTATION,
    SEANCE_ID,
    SIGNAL,
    TODAY,
    spoiled,
)

RETRAIT = {"carte": CARTE, "date": "2026-11-20", "nomenclature": "2026.1"}
GENRES = {
    parse_ouverture: OUVERTURE, parse_etape: ETAPE, parse_orientation: ORIENTATION, parse_resultat: RESULTAT,
    parse_retrait: RETRAIT, parse_signal: SIGNAL,
}  # fmt: skip


def read(parse, contenu, **changes):
    return parse(contenu | changes, today=TODAY, places=PLACES)


def champ_refused(parse, contenu, **changes) -> str:
    with pytest.raises(InvalidField) as caught:
        read(parse, contenu, **changes)
    return caught.value.champ


@pytest.mark.parametrize("parse", GENRES)
def test_each_genre_reads_its_example(parse):
    assert read(parse, GENRES[parse]).nomenclature == "2026.1"


@pytest.mark.parametrize("parse", GENRES)
def test_whatever_comes_is_read_or_refused_and_never_breaks(parse):
    @given(spoiled(GENRES[parse]) | ANY_JSON)
    def check(contenu):
        with suppress(InvalidField):
            parse(contenu, today=TODAY, places=PLACES)

    check()


@pytest.mark.parametrize("accords", [None, [], ["IP_ORALE"], ["IP_REFUS_SUIVI"], "IP_ACCORD_SUIVI"])
def test_nothing_is_looked_at_before_the_agreement(accords):
    contenu = {"accords": accords, "nom": "Marie", "nomenclature": "2026.1"}
    with pytest.raises(InvalidField) as caught:
        parse_ouverture(contenu, today=TODAY, places=PLACES)

    assert caught.value.champ == "accords"


def test_a_refusal_beside_the_agreement_opens_nothing():
    assert champ_refused(parse_ouverture, OUVERTURE, accords=["IP_ACCORD_SUIVI", "IP_RETRAIT"]) == "accords"


@pytest.mark.parametrize("tranche_age", ["A00_05", "A06_11", "A12_14", "A15_17"])
def test_a_minor_needs_the_agreement_of_a_representative_too(tranche_age):
    both = ["IP_ACCORD_SUIVI", "IP_REPRESENTANT"]

    assert champ_refused(parse_ouverture, OUVERTURE, tranche_age=tranche_age) == "accords"
    assert read(parse_ouverture, OUVERTURE, tranche_age=tranche_age, accords=both).accords == tuple(both)


def test_a_suivi_opens_with_a_need_and_an_autonomy_at_least_and_each_once():
    need = {"code": "B_DENT", "origine": "EXPRIME"}

    assert champ_refused(parse_ouverture, OUVERTURE, besoins=[]) == "besoins"
    assert champ_refused(parse_ouverture, OUVERTURE, autonomies=[]) == "autonomies"
    assert champ_refused(parse_ouverture, OUVERTURE, besoins=[need, need]) == "besoins"
    assert read(parse_ouverture, OUVERTURE).besoins == (("B_DENT", "EXPRIME"),)


def test_a_sensitive_theme_is_taken_under_a_code_by_its_family_only():
    assert read(parse_ouverture, OUVERTURE, themes=["SEXUELLE"]).themes == ("SEXUELLE",)
    assert champ_refused(parse_ouverture, OUVERTURE, themes=["SEX_IST"]) == "themes"


def test_a_refusal_to_answer_is_an_answer_and_silence_is_not():
    assert read(parse_ouverture, OUVERTURE, sexe="REFUS", tranche_age="NC").sexe == "REFUS"
    assert champ_refused(parse_ouverture, OUVERTURE, sexe=None) == "sexe"


VALID = [
    {"nature": "droit", "objet": "AME", "avant": "JAMAIS", "apres": "EN_COURS"},
    {"nature": "besoin", "objet": "B_PSY", "apres": "REPERE"},
    {"nature": "autonomie", "objet": "AD_RDV", "avant": "AUT_0", "apres": "AUT_2"},
    {"nature": "attribut", "objet": "sexe", "apres": "X"},
    {"nature": "attribut", "objet": "tranche_age", "avant": "A18_24", "apres": "A25_49"},
    {"nature": "residence", "objet": "ZR_QPV", "commune": LENS, "qpv": QPV_LENS, "avant": "ZR_HORS_QPV:62510",
     "apres": None},
    {"nature": "accord", "objet": "IP_ACCORD_PARTAGE", "structure": SEANCE_ID, "apres": None},
    {"nature": "rencontre", "objet": "VAD", "apres": None},
    {"nature": "relance", "objet": "APPEL", "apres": None},
    {"nature": "cloture", "objet": "CL_AUTONOMIE", "apres": None},
    {"nature": "reouverture", "objet": None, "avant": "CL_AUTONOMIE", "apres": None},
    {"nature": "resolution", "objet": None, "avant": SEANCE_ID, "apres": SEANCE_ID},
    {"nature": "demarche", "objet": "D_C2S_DEP", "couverture": "C2S", "delai_jours": 60, "relance_le": "2027-01-10",
     "apres": None},
]  # fmt: skip


@pytest.mark.parametrize("etape", VALID, ids=lambda etape: etape["nature"])
def test_each_nature_has_its_own_lists(etape):
    assert read(parse_etape, ETAPE, **etape).nature == etape["nature"]


def test_every_nature_is_tried_above():
    assert {etape["nature"] for etape in VALID} == set(NATURES)


@pytest.mark.parametrize(
    ("changes", "champ"),
    [
        ({"objet": "B_DENT"}, "objet"),
        ({"objet": None}, "objet"),
        ({"apres": "AUT_1"}, "apres"),
        ({"apres": None}, "apres"),
        ({"avant": "AUT_1"}, "avant"),
        ({"commune": LENS}, "commune"),
        ({"delai_jours": 3}, "delai_jours"),
        ({"nature": "rencontre", "objet": "RUE"}, "apres"),
        ({"nature": "relance", "objet": "LETTRE", "apres": None}, "objet"),
        ({"nature": "accord", "objet": "IP_ACCORD_PARTAGE", "apres": None, "structure": "CPAM"}, "structure"),
        ({"nature": "residence", "objet": "ZR_QPV", "apres": None, "qpv": QPV_LENS}, "commune"),
        ({"nature": "residence", "objet": "ZR_SANS", "apres": None, "avant": "12 rue des Lilas"}, "avant"),
        ({"nature": "resolution", "objet": None, "apres": SEANCE_ID}, "avant"),
        ({"nature": "demarche", "objet": "D_MT", "apres": None, "relance_le": "2026-11-01"}, "relance_le"),
        ({"date": "2026-11-25"}, "date"),
        ({"note": "chez sa sœur"}, "note"),
        ({"carte": None}, "code"),
        ({"carte": "K7MP42QX"}, "code"),
        ({"suivi": SEANCE_ID}, "suivi"),
    ],
)
def test_a_field_of_another_nature_is_refused(changes, champ):
    assert champ_refused(parse_etape, ETAPE, **changes) == champ


def test_an_orientation_goes_to_a_structure_or_to_a_date_of_action():
    assert read(parse_orientation, ORIENTATION, structure=SEANCE_ID).type == "O_PASS"
    assert champ_refused(parse_orientation, ORIENTATION, structure=SEANCE_ID, date_action=SEANCE_ID) == "date_action"
    assert champ_refused(parse_orientation, ORIENTATION, rendez_vous_le="2026-11-19") == "rendez_vous_le"


def test_an_old_withdrawal_is_never_held_back():
    assert read(parse_retrait, RETRAIT, date="2024-01-02").carte == bytes.fromhex(CARTE)
    with pytest.raises(NeedsCoordinator):
        read(parse_etape, ETAPE, date="2024-01-02")


def test_the_text_of_a_signal_names_nobody():
    assert champ_refused(parse_signal, SIGNAL, texte="Rappeler au 06 12 34 56 78") == "texte"
    assert champ_refused(parse_signal, SIGNAL, texte="é" * 141) == "texte"
    assert champ_refused(parse_signal, SIGNAL, mois="2026-12") == "mois"
    assert champ_refused(parse_signal, SIGNAL, situations=0) == "situations"


def test_a_contact_takes_sensitive_values_under_a_code_only():
    asked = {"freins": ["ADM_SEJOUR"], "themes": ["MENTALE"], "orientation": "O_PASS"}
    linked = CONTACT | {"carte": CARTE} | asked

    assert parse_contact(linked, today=TODAY, places=PLACES).carte == bytes.fromhex(CARTE)
    assert champ_refused(parse_contact, CONTACT, **asked) == "freins"
    assert champ_refused(parse_contact_1, BREF, carte=CARTE) == "carte"


def test_a_contact_counts_one_person():
    assert champ_refused(parse_contact, CONTACT, nombre=3) == "nombre"


def test_salutations_may_be_counted_at_once_and_an_urgence_says_nothing_else():
    assert read(parse_contact, SALUTATION, nombre=40).nombre == 40
    assert read(parse_contact, SALUTATION, nature="urgence").is_bref
    assert champ_refused(parse_contact, SALUTATION, nature="urgence", sexe="F") == "sexe"
    assert champ_refused(parse_contact, SALUTATION, carte=CARTE) == "code"
    assert champ_refused(parse_contact_1, SALUTATION, nature="urgence") == "nature"


def test_what_an_erased_suivi_takes_from_its_contacts_is_every_sensitive_value_of_a_contact():
    assert {"ADM_SEJOUR", "MENTALE", "O_PASS"} <= set(codes_sensibles())
    assert "FIN_RAC" not in codes_sensibles()


@given(st.dictionaries(st.sampled_from([*ETAPE, "objet"]), ANY_JSON))
def test_a_code_is_never_read_as_it_is_written_on_the_card(changes):
    contenu = {k: v for k, v in (ETAPE | changes).items() if k != "carte"} | {"code": "K7MP42QX"}
    with pytest.raises(InvalidField):
        parse_etape(contenu, today=TODAY, places=PLACES)
