"""The demonstration year looks like work in the field: the orders of magnitude a mediator would recognise."""

from collections import Counter
from itertools import pairwise
from statistics import mean

import pytest

from asv.domain.nomenclatures import NON_REPONSES, family
from asv.domain.periodes import GenrePeriode, is_closed, periode_of
from asv.domain.synthese import bulk_volume, generate
from tests.domain.synthese.invented import TODAY, tables_of


def share(rows, test):
    return sum(map(test, rows)) / len(rows)


@pytest.fixture(scope="module")
def asked(annee):
    """Contacts where something was asked."""
    return [row for row in annee["contact"] if not row["is_bref"]]


def test_the_volumes_are_those_of_a_team_of_eight(annee):
    counts = {table: len(rows) for table, rows in annee.items()}

    assert counts["contact"] == 6000
    assert counts["seance"] == 450
    assert counts["suivi"] == pytest.approx(300, rel=0.1)
    assert (counts["atelier"], counts["structure"], counts["action"]) == (60, 25, 41)
    roles = {"mediateur": 8, "partenaire": 12, "coordinateur": 2, "administrateur": 1, "financeur": 1}
    assert Counter(row["role"] for row in annee["compte"]) == roles


def test_every_generated_name_says_that_it_is_invented(annee):
    names = [row["nom_affiche"] for row in annee["compte"]] + [row["nom"] for row in annee["structure"]]
    names += [row["titre"] for row in annee["action"]] + [row["lieu"] for row in annee["date_action"]]

    assert [name for name in names if not name.endswith(("(démo)", "(démonstration)"))] == []
    assert {row["email"].partition("@")[2] for row in annee["compte"]} == {"demo.exemple"}


def test_women_are_three_in_five_and_the_non_answers_a_few_in_a_hundred(asked):
    known = [row for row in asked if row["sexe"] not in NON_REPONSES]

    assert share(known, lambda row: row["sexe"] == "F") == pytest.approx(0.62, abs=0.03)
    for attribute, most in (("sexe", 0.06), ("tranche_age", 0.1), ("zone_residence", 0.18), ("premiere_fois", 0.12)):
        assert 0 < share(asked, lambda row, a=attribute: row[a] in NON_REPONSES) < most


def test_the_five_non_answers_are_never_merged(asked):
    said = {row[nom] for row in asked for nom in ("sexe", "tranche_age", "zone_residence", "premiere_fois")}
    said |= {code for row in asked for code in row["freins"]}

    assert NON_REPONSES - {"SO"} <= said


def test_a_little_more_than_half_come_for_the_first_time_this_year(asked):
    answered = [row for row in asked if row["premiere_fois"] in {"OUI", "NON"}]

    assert share(answered, lambda row: row["premiere_fois"] == "OUI") == pytest.approx(0.55, abs=0.05)


def test_money_offer_and_paperwork_come_first_and_mostly_to_the_second_level(asked):
    first = Counter(row["familles_frein"][0] for row in asked)
    second_level = [row for row in asked if row["freins"][0] != family("FREIN", row["freins"][0])]

    obstacles = [code for code, _ in first.most_common() if code not in NON_REPONSES | {"AUCUN_FREIN"}]
    assert set(obstacles[:3]) == {"FINANCIER", "OFFRE", "ADMIN"}
    assert len(second_level) / len(asked) > 0.55


def test_the_colours_of_the_mining_basin_are_there(asked):
    assert any("RETRAITE_MINES" in row["publics"] for row in asked)
    assert sum("OFF_MT" in row["freins"] for row in asked) > 150
    assert sum(row["orientation"] == "O_CDS" for row in asked) > 50


def test_some_quartiers_are_well_covered_and_others_nearly_unseen(call, annee):
    met = Counter(row["qpv_lieu"] for row in annee["contact"])
    counts = sorted(met[quartier] for quartier in call.qpv)

    assert counts[-1] > 500
    assert counts[0] < 11
    assert sum(count < 50 for count in counts) >= 3
    assert 0.02 < met[None] / 6000 < 0.2


def test_most_people_live_where_they_are_met_but_not_all(asked):
    inside = [row for row in asked if row["qpv_lieu"] and row["qpv_residence"]]

    assert 0.75 < share(inside, lambda row: row["qpv_lieu"] == row["qpv_residence"]) < 0.95


def test_summer_is_quiet_and_the_months_of_campaigns_are_full(call):
    tables = tables_of(generate(call, today=TODAY, volume=bulk_volume(30_000, 1), seed=3))
    months = Counter(row["date_contact"].month for row in tables["contact"] if row["date_contact"].month != TODAY.month)

    assert {month for month, _ in months.most_common(2)} == {3, 10}
    assert min(months, key=months.__getitem__) == 8
    assert months[10] > 3 * months[8]


def test_no_seance_falls_on_a_sunday_nor_on_the_first_of_may(annee):
    days = [row["date_seance"] for row in annee["seance"]]

    assert all(day.weekday() < 6 and (day.month, day.day) != (5, 1) for day in days)


def test_durations_follow_the_mode(annee):
    mode = {row["id"].bytes: row["mode"] for row in annee["seance"]}
    known = [(mode[row["seance_id"]], row["duree_minutes"]) for row in annee["contact"] if row["duree_minutes"]]

    assert mean(minutes for name, minutes in known if name == "RUE") < 8
    assert 25 <= mean(minutes for name, minutes in known if name == "PERMANENCE") <= 35


def test_closed_quarters_of_two_years_and_the_running_one_hold_contacts(annee):
    quarters = Counter(periode_of(row["date_contact"], GenrePeriode.TRIMESTRE) for row in annee["contact"])

    assert sorted(quarter.code for quarter in quarters) == ["2025-T4", "2026-T1", "2026-T2", "2026-T3", "2026-T4"]
    assert [q.code for q in sorted(quarters) if is_closed(q, TODAY)] == ["2025-T4", "2026-T1", "2026-T2", "2026-T3"]
    assert min(quarters.values()) > 300


def test_two_screenings_to_come_meet_in_one_quartier_and_other_quartiers_have_none(call, annee):
    theme = {row["id"]: row["theme"] for row in annee["action"]}
    coming = [row for row in annee["date_action"] if row["jour"] >= TODAY and row["etat"] == "AE_PROGRAMMEE"]
    of_sein = sorted((row["qpv"], row["jour"]) for row in coming if theme[row["action_id"]] == "DEP_SEIN")
    pairs = [(a, b) for a, b in pairwise(of_sein) if a[0] == b[0] and (b[1] - a[1]).days <= 21]

    assert pairs
    assert set(call.contrat) - {row["qpv"] for row in annee["date_action"]}


def test_invitations_are_accepted_declined_and_still_waiting(annee):
    answers = Counter(row["reponse"] for row in annee["participation"])

    assert min(answers["acceptee"], answers["declinee"], answers["attendue"]) >= 5
    carriers = [row for row in annee["participation"] if row["porteur_id"] == row["structure_id"]]
    assert {(row["role"], row["reponse"]) for row in carriers} == {("RO_PORTEUR", "acceptee")}
    assert len(carriers) == len(annee["action"])


def test_the_first_two_partners_have_structures_that_invite_each_other(annee):
    partners = [row["structure_id"] for row in annee["compte"] if row["role"] == "partenaire"][:2]
    asked = {(row["porteur_id"], row["structure_id"]) for row in annee["participation"]}

    assert {(partners[0], partners[1]), (partners[1], partners[0])} <= asked
