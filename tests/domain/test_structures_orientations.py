"""Which structures an orientation proposes first."""

from asv.domain import nomenclatures
from asv.domain.structures import ACCESSIBILITES, LANGUES_PARLEES, answered_by, family_of, names_of
from asv.domain.structures.orientations import REPOND


def test_every_code_of_the_two_lists_exists():
    for type_, codes in REPOND.items():
        assert nomenclatures.is_known("TYPE_PARTENAIRE", type_)
        assert all(nomenclatures.is_known("ORIENTATION", code) for code in codes)


def test_a_ccas_is_proposed_for_rights_and_an_observatory_for_nothing():
    assert "O_CCAS" in answered_by("TP_CCAS")
    assert family_of("TP_CCAS") == "DROITS_O"
    assert (answered_by("TP_OBS"), family_of("TP_OBS")) == ((), "")


def test_names_follow_the_order_of_their_list_and_unknown_codes_are_left_out():
    assert names_of(["tur", "fra", "xxx"], LANGUES_PARLEES) == ["français", "turc"]
    assert names_of(["AX_FALC", "AX_PMR"], ACCESSIBILITES)[0] == "Accessible en fauteuil roulant"
