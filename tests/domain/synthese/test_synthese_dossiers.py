"""What hangs on the suivis of the demonstration tells the same story as the suivis themselves."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest

from asv.domain.nomenclatures import VERSION, is_known
from asv.domain.regroupement import SignalRecu, grouped
from asv.domain.suivis.etapes import NATURES
from asv.domain.suivis.histoire import Fait, histoire_of
from asv.domain.suivis.ouverture import MINEURS
from asv.domain.suivis.resultats import is_open
from asv.domain.suivis.travail import Envoi, Raison, raison_of
from asv.domain.synthese import DEMONSTRATION, Genre, Synthese, bulk_volume, generate
from asv.domain.synthese.journees import SHOWN
from tests.domain.synthese.invented import TODAY, tables_of

DAY = {"etape": "date_etape", "demarche": "date_demarche", "orientation": "date_orientation"}
LISTES = {"orientation": {"type": "ORIENTATION", "force": "TYPE_ORIENTATION"}, "resultat": {"code": "RESULTAT"},
          "demarche": {"code": "DEMARCHE", "couverture": "COUVERTURE"},
          "signal": {"code": "SIGNAL", "service": "ORIENTATION"}}  # fmt: skip


@pytest.fixture(scope="module")
def suivis(annee):
    return {row["id"]: row for row in annee["suivi"]}


def by_suivi(rows):
    found = defaultdict(list)
    for row in rows:
        found[row["suivi_id"]].append(row)
    return found


def test_every_row_hangs_on_a_suivi_from_its_opening_to_yesterday(annee, suivis):
    for table, column in DAY.items():
        for row in annee[table]:
            assert suivis[row["suivi_id"]]["ouvert_le"] <= row[column] < TODAY
            assert row["nomenclature"] == VERSION


def test_a_suivi_begins_with_an_agreement_a_need_and_an_autonomy_and_that_of_a_minor_with_its_representative(
    annee, suivis
):
    for suivi_id, rows in by_suivi(annee["etape"]).items():
        opened = suivis[suivi_id]["ouvert_le"]
        first = {(row["nature"], row["objet"]) for row in rows if row["date_etape"] == opened}
        assert ("accord", "IP_ACCORD_SUIVI") in first
        assert {"besoin", "autonomie"} <= {nature for nature, _ in first}
        assert (("accord", "IP_REPRESENTANT") in first) is (suivis[suivi_id]["tranche_age"] in MINEURS)


def test_the_etapes_of_a_suivi_fold_into_what_the_suivi_says_and_disagree_only_where_it_was_meant(annee, suivis):
    for suivi_id, rows in by_suivi(annee["etape"]).items():
        faits = [
            Fait(row["id"], row["nature"], row["date_etape"], row["auteur_id"], None, row["objet"], row["avant"],
                 row["apres"], etat=row.get("etat", "appliquee"), face_a=row.get("face_a"))
            for row in rows
        ]  # fmt: skip
        histoire = histoire_of(faits)
        suivi = suivis[suivi_id]
        assert (histoire.cloture and (histoire.cloture.objet, histoire.cloture.date)) == (
            suivi["cloture"] and (suivi["cloture"], suivi["clos_le"])
        )
        for before, after in pairwise(faits):
            if before.key == after.key and before.key and before.key[0] in {"droit", "autonomie"}:
                assert after.avant in (None, before.apres) or after.etat == "en_conflit"


def test_every_nature_and_code_is_one_that_a_tablet_could_have_sent(annee):
    assert {row["nature"] for row in annee["etape"]} <= NATURES.keys()
    for table, columns in LISTES.items():
        codes = {(liste, row[name]) for row in annee[table] for name, liste in columns.items() if row.get(name)}
        assert [code for liste, code in codes if not is_known(liste, code, VERSION)] == []


def test_a_result_comes_after_what_it_answers_and_most_are_known(annee):
    sent = {row["id"]: (row["suivi_id"], row["date_orientation"]) for row in annee["orientation"]}
    sent |= {row["id"]: (row["suivi_id"], row["date_demarche"]) for row in annee["demarche"]}
    for row in annee["resultat"]:
        suivi_id, day = sent[row["pour_id"]]
        assert row["suivi_id"] == suivi_id
        assert day < row["date_resultat"] < TODAY
    assert 0.4 < len({row["pour_id"] for row in annee["resultat"]}) / len(sent) < 0.8
    assert any(is_open(row["code"]) for row in annee["resultat"])


def test_a_right_is_open_on_the_day_its_file_gave_it_and_only_then(annee):
    files = {row["id"]: row["suivi_id"] for row in annee["demarche"] if row["couverture"] == "C2S_GRATUITE"}
    given = {
        (files[row["pour_id"]], row["date_resultat"]) for row in annee["resultat"] if row["code"] == "RES_DROIT_OUVERT"
    }
    opened = {
        (row["suivi_id"], row["date_etape"])
        for row in annee["etape"]
        if (row["objet"], row["apres"]) == ("C2S_GRATUITE", "OUVERT")
    }

    assert given == opened
    assert len(given) > 50


def test_each_suivi_has_one_card_and_the_known_cards_open_long_followed_persons(call, annee, suivis):
    cards = Counter(row["suivi_id"] for row in annee["carte"])
    known = b"1" * 32, b"2" * 32, b"3" * 32
    lent = Synthese(call, TODAY, DEMONSTRATION, 2026, cartes=known)
    opened = [row["suivi_id"] for row in tables_of(lent.lot(0))["carte"] if row["empreinte"] in known]

    assert cards.keys() == suivis.keys()
    assert set(cards.values()) == {1}
    assert len(opened) == 3
    assert all(suivis[one]["clos_le"] is None for one in opened)


def test_each_mediator_of_the_door_finds_something_of_everything_today(annee):
    relayed = [row["vers_id"] for row in annee["relais"]]
    own = [row["de_id"] for row in annee["relais"]]
    assert set(relayed) == set(own)
    assert len(set(own)) == SHOWN
    cancelled = {row["date_action_id"] for row in annee["orientation"] if row.get("date_action_id")}
    (day,) = [row for row in annee["date_action"] if row["id"] in cancelled]
    to_come = [row["jour"] for row in annee["date_action"] if row["action_id"] == day["action_id"]]
    assert (day["etat"], day["jour"] < max(to_come)) == ("AE_ANNULEE", True)
    reasons = defaultdict(set)
    for table, kind in (("orientation", True), ("demarche", False)):
        for row in annee[table]:
            envoi = Envoi(row[DAY[table]], row.get("delai_jours"), row.get("relance_le"), row.get("rendez_vous_le"), ())
            reasons[row["auteur_id"]].add(raison_of(envoi, TODAY, is_orientation=kind))
    for mediateur in own:
        assert {Raison.RENDEZ_VOUS, Raison.RELANCE, Raison.RESULTAT, Raison.J30} <= reasons[mediateur]
    aside = [row for row in annee["etape"] if row.get("etat") == "en_conflit"]
    assert len(aside) == SHOWN
    assert {row["id"] for row in annee["etape"]} >= {row["face_a"] for row in aside}


def test_a_refusal_comes_back_often_enough_to_be_carried(annee):
    recus = [
        SignalRecu(row["id"], row["code"], row["service"], row["commune"], row["situations"], row["mois"], None)
        for row in annee["signal"]
    ]

    assert any(g.is_to_carry and (g.code, g.service) == ("SG_REFUS", "O_DENT") for g in grouped(recus, []))
    assert {row["mois"].day for row in annee["signal"]} == {1}


def test_bulk_data_hold_a_handful_of_rows_for_each_suivi_and_no_furnished_day(call):
    tables = tables_of(
        generate(call, today=TODAY, volume=bulk_volume(4000, 1), seed=3, genre=Genre.SYNTHESE)
    )  # fmt: skip

    suivis = len(tables["suivi"])
    assert 5 * suivis <= sum(len(tables[name]) for name in ("carte", "etape", "demarche", "orientation")) <= 12 * suivis
    assert tables.get("relais", []) == []
    assert min(row["date_etape"] for row in tables["etape"]) >= date(2025, 11, 1) - timedelta(days=30)
    assert isinstance(tables["etape"][0]["suivi_id"], UUID)
