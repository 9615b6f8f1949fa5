"""Contacts without code: what may be said of an exchange, and what may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain import nomenclatures
from asv.domain.contacts import ATTRIBUTES, CHAMPS, ContactDraft, parse_contact
from asv.domain.saisie import Code, Codes, InvalidField
from tests.domain.saisies import (
    ANY_JSON,
    BREF,
    CONTACT,
    LENS,
    LIEVIN,
    PLACES,
    QPV_LENS,
    QPV_PARTAGE,
    SALUTATION,
    TODAY,
    outcome,
    spoiled,
)

NON_REPONSES = sorted(nomenclatures.NON_REPONSES)
MULTIPLE = {nom: champ for nom, champ in CHAMPS.items() if isinstance(champ, Codes)}
LISTED = {nom: champ for nom, champ in CHAMPS.items() if isinstance(champ, Code)} | {
    nom: champ.one for nom, champ in MULTIPLE.items()
}


def read(contenu: object) -> ContactDraft:
    return parse_contact(contenu, today=TODAY, places=PLACES)


def parse(**changes) -> ContactDraft:
    return read(CONTACT | changes)


def refused(contenu: object) -> InvalidField:
    with pytest.raises(InvalidField) as caught:
        read(contenu)
    return caught.value


def test_the_families_of_freins_are_named_once_the_main_one_first():
    assert parse().familles_frein == ("FINANCIER", "ADMIN")


def test_a_contact_with_nothing_asked_is_valid_and_bref():
    draft = read(BREF)

    assert draft.is_bref
    assert {draft.sexe, draft.tranche_age, draft.zone_residence, draft.premiere_fois} == {"ND"}
    assert (draft.freins, draft.familles_frein) == (("ND",), ("ND",))


def test_a_refusal_to_answer_keeps_a_contact_bref_and_any_answer_does_not():
    assert read(BREF | {"sexe": "REFUS", "freins": ["NC"], "langue": "SO"}).is_bref
    assert not read(BREF | {"sexe": "F"}).is_bref
    assert not read(BREF | {"freins": ["AUCUN_FREIN"]}).is_bref
    assert not read(BREF | {"duree_minutes": 5}).is_bref


@pytest.mark.parametrize("code", NON_REPONSES)
@pytest.mark.parametrize("champ", [*LISTED, "premiere_fois"])
def test_the_five_non_answers_are_accepted_everywhere(champ, code):
    value = [code] if champ in MULTIPLE else code
    draft = read(BREF | {champ: value})

    assert draft.is_bref


@pytest.mark.parametrize("champ", ATTRIBUTES)
def test_a_salutation_carries_no_answer(champ):
    assert read(SALUTATION).is_bref
    assert refused(SALUTATION | {champ: CONTACT[champ]}).champ == champ


@pytest.mark.parametrize(
    ("champ", "codes"),
    [
        (nom, [e.code for e in nomenclatures.liste(c.liste).entrees if e.sensible])
        for nom, c in LISTED.items()
        if any(e.sensible for e in nomenclatures.liste(c.liste).entrees)
    ],
)
def test_a_sensible_value_is_refused_without_a_suivi(champ, codes):
    for code in codes:
        value = [code] if champ in MULTIPLE else code
        refusal = refused(CONTACT | {champ: value})
        assert refusal.champ == champ
        assert "sensible" in refusal.message


@pytest.mark.parametrize(("champ", "most"), [("freins", 3), ("themes", 2), ("interventions", 3), ("publics", 3)])
def test_one_answer_too_many_is_refused(champ, most):
    codes = [
        e.code for e in nomenclatures.liste(LISTED[champ].liste).entrees if not e.sensible and e.code != "AUCUN_FREIN"
    ]

    assert len(getattr(parse(**{champ: codes[:most]}), champ)) == most
    assert refused(CONTACT | {champ: codes[: most + 1]}).champ == champ


@pytest.mark.parametrize(
    ("champ", "value"),
    [
        ("freins", ["AUCUN_FREIN", "FIN_RAC"]), ("freins", ["FIN_RAC", "NC"]), ("freins", ["FIN_RAC", "FIN_RAC"]),
        ("freins", "FIN_RAC"), ("freins", [["FIN_RAC"]]), ("themes", ["ND", "DENT"]), ("publics", [None]),
        ("sexe", "f"), ("sexe", 1), ("tranche_age", "1987"), ("nature", "rencontre"), ("nature", None),
        ("seance", None), ("seance", "demain"), ("premiere_fois", "oui"),
        ("duree_minutes", "15"),
        ("langue", ["LG_FR"]),
        ("couverture", "AME"), ("ald", True), ("note", "texte libre"), ("suivi_id", CONTACT["seance"]),
        ("mediateur_id", CONTACT["seance"]), ("date", "2026-11-20"), ("id", CONTACT["seance"]),
        ("role", "coordinateur"),
        ("nom", "Dupont"), ("telephone", "0612345678"), ("is_bref", True), ("familles_frein", ["ADMIN"]),
    ],
)  # fmt: skip
def test_what_is_not_foreseen_is_refused_by_its_name(champ, value):
    assert refused(CONTACT | {champ: value}).champ == champ


@pytest.mark.parametrize(
    ("zone", "commune", "qpv"),
    [
        ("ZR_QPV", LENS, QPV_LENS), ("ZR_QPV", LIEVIN, QPV_PARTAGE), ("ZR_HORS_QPV", "62001", None),
        ("ZR_HORS_QPV", None, None), ("ZR_INCERTAIN", LENS, None), ("ZR_HORS_CALL", None, None),
        ("ZR_SANS", None, None), ("REFUS", None, None), (None, None, None),
    ],
)  # fmt: skip
def test_a_residence_that_holds_together_is_taken(zone, commune, qpv):
    draft = parse(zone_residence=zone, commune_residence=commune, qpv_residence=qpv)

    assert (draft.zone_residence, draft.commune_residence, draft.qpv_residence) == (zone or "ND", commune, qpv)


@pytest.mark.parametrize(
    ("zone", "commune", "qpv", "champ"),
    [
        ("ZR_QPV", LENS, None, "qpv_residence"), ("ZR_QPV", None, QPV_LENS, "commune_residence"),
        ("ZR_QPV", LIEVIN, QPV_LENS, "qpv_residence"), ("ZR_QPV", "75056", QPV_LENS, "commune_residence"),
        ("ZR_HORS_QPV", LENS, QPV_LENS, "qpv_residence"), ("ZR_HORS_QPV", "75056", None, "commune_residence"),
        ("ZR_HORS_CALL", LENS, None, "commune_residence"), ("ZR_SANS", LENS, None, "commune_residence"),
        ("NC", LENS, None, "commune_residence"), ("ND", None, QPV_LENS, "qpv_residence"),
    ],
)  # fmt: skip
def test_a_residence_that_contradicts_itself_is_refused(zone, commune, qpv, champ):
    contenu = CONTACT | {"zone_residence": zone, "commune_residence": commune, "qpv_residence": qpv}

    assert refused(contenu).champ == champ


def test_an_orientation_has_a_strength_or_non_demande_and_a_strength_has_an_orientation():
    assert parse(force_orientation=None).force_orientation == "ND"
    assert parse(orientation=None, force_orientation=None).force_orientation is None
    assert parse(orientation="REFUS", force_orientation="ND").force_orientation is None
    assert refused(CONTACT | {"orientation": None}).champ == "force_orientation"


@pytest.mark.parametrize("version", nomenclatures.VERSIONS)
def test_every_ordinary_code_of_every_version_is_still_accepted(version):
    for nom, champ in LISTED.items():
        day = nomenclatures.VERSIONS[version]
        for entree in nomenclatures.in_force(champ.liste, day):
            if not entree.sensible:
                assert champ.read(nom, entree.code, version) == entree.code


@given(ANY_JSON | spoiled(CONTACT) | spoiled(SALUTATION))
def test_any_json_gives_a_contact_or_a_refusal_and_every_contact_obeys_the_rules(contenu):
    draft = outcome(read, contenu)

    if isinstance(draft, InvalidField):
        assert len(draft.champ) <= 40
        return
    assert len(draft.freins) <= 3 >= len(draft.interventions)
    assert len(draft.themes) <= 2
    assert len(set(draft.freins)) == len(draft.freins)
    assert draft.qpv_residence is None or draft.qpv_residence in PLACES.communes[draft.commune_residence]
    assert draft.nature == "contact" or draft.is_bref
    for champ, codes in (("FREIN", draft.freins), ("THEME_SANTE", draft.themes), ("PUBLIC", draft.publics)):
        assert not any(nomenclatures.is_sensible(champ, code) for code in codes)


@given(st.permutations([*CONTACT]))
def test_the_order_of_the_fields_does_not_matter(names):
    assert read({nom: CONTACT[nom] for nom in names}) == read(CONTACT)
