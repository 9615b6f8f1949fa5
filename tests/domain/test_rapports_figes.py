"""A frozen report and its adjustments: nothing is rewritten, nothing is typed, everything is kept as it was."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.champs import Incorrect
from asv.domain.diffusion import TERRITOIRE, Statut
from asv.domain.errors import Refused
from asv.domain.periodes import annee
from asv.domain.rapports import (
    COMMUNE,
    DIFFUSION,
    RAPPORTS,
    Ajustement,
    AjustementDate,
    ChiffresRapport,
    Gel,
    LigneRapport,
    Origine,
    Source,
    adjusted,
    changes,
    check_figeable,
    check_raison,
    chosen,
    figeable_le,
    rapport,
    read_rapport,
    thawed_ajustement,
    thawed_chiffres,
)

DAY = date(2026, 4, 3)
FIRST = Source("2025-E1", "a" * 64, DAY, 11)
SECOND = Source("2025-E2", "b" * 64, DAY, 11)
COUNTED = ("G02/permanences", "G29/engagements", "G32/specifique_depense")
RELEASED = ("G05/M01/M01", "G08/G08F/F")
ABSENT = "G01/ETP"
LIEUX = (TERRITOIRE, "62498")
VALUES = st.one_of(
    st.none(), st.integers(0, 10_000), st.decimals(0, 1_000_000, places=2, allow_nan=False, allow_infinity=False)
)


def line(cle: str, valeur: int | Decimal | None) -> LigneRapport:
    origine = Origine.DIFFUSION if cle in RELEASED else Origine.ABSENCE if cle == ABSENT else Origine.DECOMPTE
    statut = Statut.PUBLIE if valeur is not None else Statut.CONFIDENTIEL
    return LigneRapport(cle, cle[:3], "Libellé", cle, origine, statut, valeur, "séances", None, "Source")


def report(values: dict[tuple[str, str], int | Decimal | None], source: Source = FIRST) -> ChiffresRapport:
    lieux = {lieu: tuple(line(cle, values[lieu, cle]) for cle in (*COUNTED, *RELEASED, ABSENT)) for lieu in LIEUX}
    return ChiffresRapport(annee(2025), (source,), {"62498": "Lens"}, lieux)


KEYS = [(lieu, cle) for lieu in LIEUX for cle in (*COUNTED, *RELEASED, ABSENT)]
REPORTS = st.builds(
    report, st.fixed_dictionaries(dict.fromkeys(KEYS, VALUES)), st.sampled_from([FIRST, SECOND])
)  # fmt: skip


@given(REPORTS)
def test_a_report_is_read_back_as_it_was_kept(one: ChiffresRapport):
    again = thawed_chiffres(one.contenu)

    assert again == one
    assert again.empreinte == one.empreinte


@given(REPORTS, REPORTS)
def test_two_reports_that_say_something_else_have_two_fingerprints(one: ChiffresRapport, other: ChiffresRapport):
    assert (one.contenu == other.contenu) is (one.empreinte == other.empreinte)


@given(REPORTS, REPORTS)
def test_what_is_adjusted_says_what_is_counted_now_and_the_rest_does_not_move(
    told: ChiffresRapport, now: ChiffresRapport
):
    found = changes(told, now)
    before = told.contenu
    choix = {one.choix for one in found if one.choix == DIFFUSION} or {one.choix for one in found}
    kept = [one for one in found if one.choix in choix]
    after = adjusted(told, [Ajustement("2025", 1, "Recompté.", (), tuple(kept))])

    touched = {(one.lieu, one.nouveau.cle) for one in kept}
    for lieu, lignes in after.lieux.items():
        for new, old, counted in zip(lignes, told.lieux[lieu], now.lieux[lieu], strict=True):
            assert new == (counted if (lieu, new.cle) in touched else old)
    assert told.contenu == before
    assert not {one.choix for one in changes(after, now)} & choix


@given(REPORTS, REPORTS)
def test_a_figure_about_people_changes_with_another_release_and_no_other_way(
    told: ChiffresRapport, now: ChiffresRapport
):
    found = [one for one in changes(told, now) if one.nouveau.origine is Origine.DIFFUSION]

    assert not found or told.sources != now.sources
    assert {one.choix for one in found} <= {DIFFUSION}


@given(REPORTS, REPORTS, REPORTS)
def test_adjustments_chain_and_none_can_be_taken_out_or_changed(
    told: ChiffresRapport, now: ChiffresRapport, later: ChiffresRapport
):
    one = Ajustement("2025", 1, "Recompté.", now.sources, changes(told, now))
    two = Ajustement("2025", 2, "Recompté.", later.sources, changes(adjusted(told, [one]), later))

    assert thawed_ajustement(one.contenu) == one
    last = two.empreinte(one.empreinte(told.empreinte))
    assert last != two.empreinte(told.empreinte)
    assert last != two.empreinte(replace(one, raison="Autre.").empreinte(told.empreinte))


def test_an_absence_is_never_adjusted_into_a_number():
    values = dict.fromkeys(KEYS, 12)
    told = report(values | {(TERRITOIRE, ABSENT): None})

    assert changes(told, report(values, SECOND)) == ()


def test_one_count_is_adjusted_in_every_place_at_once():
    values = dict.fromkeys(KEYS, 12)
    now = report(values | {(lieu, COUNTED[0]): 13 for lieu in LIEUX} | {(TERRITOIRE, COUNTED[1]): 4})

    kept = chosen(changes(report(values), now), {COUNTED[0]})

    assert [(one.lieu, one.nouveau.valeur) for one in kept] == [(TERRITOIRE, 13), ("62498", 13)]
    with pytest.raises(Refused, match="Cochez"):
        chosen(changes(report(values), now), {"G99/autre"})


def test_every_recipient_reads_the_adjustments_of_what_he_holds_and_the_frozen_number():
    values = dict.fromkeys(KEYS, 12)
    told = report(values)
    now = report(values | {(lieu, cle): 13 for lieu in LIEUX for cle in (COUNTED[0], COUNTED[2])})
    dated = [AjustementDate(1, DAY, "Recompté.", changes(told, now))]
    gel = Gel(DAY, told.empreinte, dated)

    for code, wanted in (("ars", [COUNTED[0], COUNTED[2]]), (COMMUNE, [COUNTED[0]]), ("cpam", [])):
        lu = read_rapport(rapport(code), told, territoire="CALL", jour=DAY, gel=gel, commune="62498")
        shown = [one.nouveau.cle for ajustement in lu.ajustements for one in ajustement.changements]
        assert shown == wanted, code
        assert {one.valeur for one in lu.lignes} <= {12}
        assert {one.lieu for ajustement in lu.ajustements for one in ajustement.changements} <= {
            "62498" if code == COMMUNE else TERRITOIRE
        }
    assert {one.code for one in RAPPORTS.values()} > {"ars", COMMUNE, "cpam"}


def test_a_year_is_frozen_once_its_cohorts_are_known():
    assert figeable_le(annee(2025)) == date(2026, 3, 31)
    with pytest.raises(Refused, match="31/03/2026"):
        check_figeable(annee(2025), date(2026, 3, 30))
    check_figeable(annee(2025), date(2026, 3, 31))


def test_a_release_kept_before_the_cohorts_were_known_is_told():
    early = report(dict.fromkeys(KEYS, 12), replace(FIRST, gardee_le=date(2026, 2, 2)))

    assert read_rapport(rapport("ars"), early, territoire="CALL", jour=DAY).before_term == ("2025-E1",)
    assert read_rapport(rapport("ars"), report(dict.fromkeys(KEYS, 1)), territoire="CALL", jour=DAY).before_term == ()


@pytest.mark.parametrize(("raison", "said"), [("", "pourquoi"), ("Appelez le 06 12 34 56 78", "téléphone")])
def test_a_reason_is_given_and_names_nobody(raison: str, said: str):
    with pytest.raises(Incorrect, match=said):
        check_raison(raison, confirme=True)
