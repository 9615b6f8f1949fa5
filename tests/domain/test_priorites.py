"""Setting priorités: ranks, the two colleges face to face, a decision that answers every point, V02 and V03."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain import nomenclatures
from asv.domain.champs import Incorrect
from asv.domain.priorites import (
    ChoixSaisi,
    ClassementSaisi,
    DecisionSaisie,
    Ecarte,
    Mode,
    Moment,
    Retenu,
    answered,
    check_classement,
    check_decision,
    face_to_face,
    is_told,
    missing_links,
    objets_of,
    ranked,
    recueil_of,
    told_points,
    without_answer,
)

TODAY = date(2027, 4, 20)
DENTISTE, PSY, RAC = "FREIN:OFF_DENTISTE", "FREIN:OFF_PSY", "FREIN:FIN_RAC"
RANGS = st.dictionaries(st.sampled_from(objets_of(TODAY)), st.integers(1, 10), max_size=10)


def classement(**changes) -> ClassementSaisi:
    fields = {"votants": "22", "etabli_le": "2027-04-06", "mode": "rangs", "objets": (DENTISTE, PSY)}
    return ClassementSaisi(**fields | {"valeurs": ("1", "2")} | changes)


def kept(saisi: ClassementSaisi, *, is_correction: bool = False):
    return check_classement(saisi, annee=2026, is_correction=is_correction, today=TODAY)


def decision(*choix: ChoixSaisi, **changes) -> DecisionSaisie:
    fields = {"decidee_le": "2027-04-14", "motif": "Les deux sont retenus, le dentaire d’abord."}
    return DecisionSaisie(**fields | {"choix": choix} | changes)


def decided(saisie: DecisionSaisie, points=(DENTISTE, PSY, RAC)):
    return check_decision(saisie, points, annee=2026, since=date(2027, 4, 6), is_correction=False, today=TODAY)


BOTH = (
    ChoixSaisi(DENTISTE, "1", "2027"), ChoixSaisi(PSY, "2", "2028"),
    ChoixSaisi(RAC, "ecarte", raison="La caisse y répond déjà par ses aides."),
)  # fmt: skip


def test_no_sensitive_answer_can_be_ranked_in_a_quartier():
    for objet in objets_of(TODAY):
        assert not nomenclatures.is_sensible(*objet.split(":"))
    assert {DENTISTE, PSY} <= set(objets_of(TODAY))
    assert "THEME_SANTE:MENTALE" not in objets_of(TODAY)


def test_an_answer_that_names_nothing_cannot_be_ranked():
    assert not {"FREIN:AUTRE_FREIN", "FREIN:AUCUN_FREIN", "THEME_SANTE:AUTRE_THEME"} & set(objets_of(TODAY))


def test_equal_votes_share_a_rank_and_the_next_one_counts_them():
    assert ranked({DENTISTE: 9, PSY: 9, RAC: 3}, Mode.POINTS) == {DENTISTE: 1, PSY: 1, RAC: 3}
    assert ranked({DENTISTE: 2, PSY: 5, RAC: 7}, Mode.RANGS) == {DENTISTE: 1, PSY: 2, RAC: 3}


@given(RANGS)
def test_points_and_ranks_that_say_the_same_order_give_the_same_ranking(values: dict[str, int]):
    assert ranked(values, Mode.RANGS) == ranked({o: 11 - v for o, v in values.items()}, Mode.POINTS)


def test_the_points_of_a_vote_are_not_kept():
    garde = kept(classement(mode="points", valeurs=("40", "61")))

    assert garde.rangs == {PSY: 1, DENTISTE: 2}
    assert garde.votants == 22


@pytest.mark.parametrize(
    ("changes", "champ"),
    [
        ({"votants": "0"}, "votants"),
        ({"votants": "vingt"}, "votants"),
        ({"etabli_le": "2025-12-31"}, "etabli_le"),
        ({"etabli_le": "2027-04-21"}, "etabli_le"),
        ({"mode": "moyenne"}, "mode"),
        ({"objets": (DENTISTE, DENTISTE)}, "objets"),
        ({"objets": (DENTISTE, "THEME_SANTE:MENTALE")}, "objets"),
        ({"objets": (DENTISTE,), "valeurs": ("1",)}, "objets"),
        ({"valeurs": ("1", "")}, "objets"),
        ({"valeurs": ("1", "11")}, "objets"),
        ({"correction": "Mme Lefebvre, 06 12 34 56 78"}, "correction"),
    ],
)
def test_a_ranking_is_refused_with_the_field_to_correct(changes: dict, champ: str):
    with pytest.raises(Incorrect) as refused:
        kept(classement(**changes))

    assert champ in dict(refused.value.erreurs)


def test_a_correction_says_why():
    with pytest.raises(Incorrect) as refused:
        kept(classement(), is_correction=True)

    assert [champ for champ, _ in refused.value.erreurs] == ["correction"]
    assert kept(classement(correction="Deux bulletins étaient oubliés."), is_correction=True).correction


def test_from_few_voters_a_ranking_is_the_opinion_of_known_people_and_is_not_told():
    assert not is_told(10)
    assert is_told(11)


def test_a_point_is_told_when_a_college_that_is_told_ranked_it():
    assert told_points([(11, [DENTISTE, RAC]), (10, [DENTISTE, PSY])]) == {DENTISTE, RAC}


def test_the_colleges_stand_face_to_face_with_their_gap_in_words():
    points = face_to_face({DENTISTE: 1, PSY: 3}, {PSY: 1, DENTISTE: 2, RAC: 3})

    assert [(p.objet, p.desaccord) for p in points] == [(DENTISTE, 1), (PSY, 2), (RAC, None)]
    assert points[0].phrase == "1 rang d’écart, plus haut pour les habitants"
    assert points[1].phrase == "2 rangs d’écart, plus haut pour les professionnels"
    assert points[2].phrase == "Classé par les professionnels seulement"


@given(RANGS, RANGS)
def test_every_point_of_each_college_is_told_once_with_the_rank_it_was_given(mine: dict, theirs: dict):
    points = face_to_face(mine, theirs)

    assert sorted(p.objet for p in points) == sorted({*mine, *theirs})
    assert {p.objet: p.habitants for p in points if p.habitants is not None} == mine
    assert {p.objet: p.professionnels for p in points if p.professionnels is not None} == theirs


def test_a_decision_keeps_several_points_with_their_year_and_says_why_another_is_set_aside():
    garde = decided(decision(*BOTH))

    assert garde.retenus == (Retenu(DENTISTE, 1, 2027), Retenu(PSY, 2, 2028))
    assert garde.ecartes == (Ecarte(RAC, "La caisse y répond déjà par ses aides."),)


@pytest.mark.parametrize(
    ("choix", "champ"),
    [
        (BOTH[:2], "sort-3"),
        ((*BOTH[:2], ChoixSaisi(RAC, "ecarte")), "raison-3"),
        ((BOTH[0], ChoixSaisi(PSY, "1", "2028"), BOTH[2]), "sort-1"),
        ((BOTH[0], ChoixSaisi(PSY, "3", "2028"), BOTH[2]), "sort-1"),
        ((ChoixSaisi(DENTISTE, "1", "2026"), *BOTH[1:]), "annee-1"),
        (tuple(ChoixSaisi(c.objet, "ecarte", raison="Non.") for c in BOTH), "sort-1"),
    ],
)
def test_a_decision_that_leaves_a_point_without_answer_is_refused(choix: tuple, champ: str):
    with pytest.raises(Incorrect) as refused:
        decided(decision(*choix))

    assert champ in dict(refused.value.erreurs)


def test_a_point_without_answer_hides_no_other_refusal_and_is_the_only_one_of_its_field():
    with pytest.raises(Incorrect) as refused:
        decided(decision(ChoixSaisi(DENTISTE), ChoixSaisi(PSY, "2", "2026"), ChoixSaisi(RAC, "ecarte")))

    assert [champ for champ, _ in refused.value.erreurs] == ["sort-1", "annee-2", "raison-3"]
    assert "est retenu ou écarté" in dict(refused.value.erreurs)["sort-1"]


def test_a_decision_does_not_come_before_the_votes():
    with pytest.raises(Incorrect) as refused:
        decided(decision(*BOTH, decidee_le="2027-04-05"))

    assert [champ for champ, _ in refused.value.erreurs] == ["decidee_le"]


def test_a_point_brought_by_a_corrected_ranking_waits_for_an_answer():
    assert without_answer([DENTISTE, PSY, RAC], [DENTISTE], [RAC]) == (PSY,)


def test_a_priorite_is_decided_once_tied_to_the_contract_and_to_who_acts():
    assert missing_links(ambitions=0, reponses=0) == (
        "une ambition du contrat de ville", "une action ou un engagement",
    )  # fmt: skip
    assert missing_links(ambitions=1, reponses=0) == ("une action ou un engagement",)
    assert missing_links(ambitions=1, reponses=1) == ()


def test_nine_moments_in_seven_of_twenty_one_quartiers_make_a_third():
    contrat = [f"QN{number}" for number in range(21)]
    moments = [Moment(qpv, 8) for qpv in [*contrat[:7], *contrat[:2]]]
    others = [Moment(contrat[10], 5), Moment(None, 40), Moment("QN99", 40)]

    recueil = recueil_of([*moments, *others], contrat)

    assert (recueil.moments, len(recueil.quartiers), recueil.total) == (9, 7, 21)
    assert round(100 * (recueil.part or 0)) == 33


@given(st.lists(st.builds(Moment, st.sampled_from(["A", "B", "C", None]), st.integers(0, 30))))
def test_the_share_of_quartiers_never_depends_on_how_many_came_beyond_six(moments: list[Moment]):
    contrat = ["A", "B"]
    flattened = [Moment(m.qpv, min(m.participants, 6)) for m in moments]

    assert recueil_of(moments, contrat) == recueil_of(flattened, contrat)


def test_a_territoire_without_quartier_has_no_share():
    assert recueil_of([Moment("A", 12)], []).part is None


def test_what_inhabitants_asked_for_is_answered_when_kept_or_set_aside():
    asked = {"A": [DENTISTE, PSY], "B": [DENTISTE]}

    assert answered(asked, {"A": {DENTISTE, PSY, RAC}}) == (2, 3)
