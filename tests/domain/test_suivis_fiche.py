"""The sheet of a suivi: what its steps add up to, what it gave, what stays closed, and how it is said."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

import pytest

from asv.detection import examine
from asv.domain.suivis.fiche import (
    autonomies_of,
    besoins_of,
    droits_of,
    is_sensible,
    is_shared,
    kept_until,
    residences_of,
)
from asv.domain.suivis.phrases import label, titre_of
from asv.domain.suivis.reformulation import reworded
from asv.domain.suivis.resultats import delay_days, resultat_at

START = date(2026, 3, 4)
SOMEBODY = uuid4()


@dataclass(frozen=True)
class Pas:
    """One step, as the base gives it."""

    nature: str
    objet: str | None = None
    apres: str | None = None
    avant: str | None = None
    date_etape: date = START
    structure_id: UUID | None = None
    etat: str = "appliquee"
    id: UUID = SOMEBODY
    auteur_id: UUID = SOMEBODY


def test_the_last_state_of_a_right_holds_and_its_history_stays():
    steps = [
        Pas("droit", "C2S", "EXPIRE"), Pas("droit", "MT", "OUVERT"), Pas("droit", "C2S", "EN_COURS", "EXPIRE"),
        Pas("droit", "C2S", "OUVERT", "EN_COURS", date(2026, 4, 22)),
    ]  # fmt: skip

    droits = {droit.couverture: droit for droit in droits_of(steps)}

    assert {code: droit.etat for code, droit in droits.items()} == {"C2S": "OUVERT", "MT": "OUVERT"}
    assert [after for _, _, after in droits["C2S"].passages] == ["EXPIRE", "EN_COURS", "OUVERT"]


def test_a_value_set_aside_or_in_conflict_does_not_hold():
    steps = [Pas("droit", "MT", "JAMAIS"), Pas("droit", "MT", "OUVERT", etat="en_conflit"),
             Pas("besoin", "B_MT", "EXPRIME", etat="ecartee")]  # fmt: skip

    assert [droit.etat for droit in droits_of(steps)] == ["JAMAIS"]
    assert besoins_of(steps) == []


def test_autonomy_counts_the_steps_won_since_the_opening():
    won, lost = (
        autonomies_of([Pas("autonomie", "AD_DROITS", before), Pas("autonomie", "AD_DROITS", after)])[0]
        for before, after in (("AUT_1", "AUT_3"), ("AUT_2", "AUT_0"))
    )

    assert (won.gain, lost.gain) == (2, -2)


def test_a_need_is_told_once_and_every_residence_is_kept():
    steps = [Pas("besoin", "B_MT", "REPERE"), Pas("besoin", "B_MT", "EXPRIME"), Pas("residence", "ZR_QPV"),
             Pas("residence", "ZR_SANS")]  # fmt: skip

    assert [besoin.apres for besoin in besoins_of(steps)] == ["REPERE"]
    assert [step.objet for step in residences_of(steps)] == ["ZR_QPV", "ZR_SANS"]


def test_an_agreement_with_a_partner_is_not_one_among_mediators():
    assert not is_shared([Pas("accord", "IP_ACCORD_SUIVI"), Pas("accord", "IP_ACCORD_PARTAGE", structure_id=uuid4())])
    assert is_shared([Pas("accord", "IP_ACCORD_PARTAGE")])


@pytest.mark.parametrize(
    ("nature", "objet", "expected"),
    [
        ("besoin", "B_PSY", True), ("besoin", "B_MT", False), ("droit", "AME", True), ("droit", "C2S", False),
        ("orientation", "O_CSAPA", True), ("demarche", "D_MDPH", True), ("cloture", "CL_AUTRE", False),
        ("residence", "ZR_SANS", False), ("relance", "APPEL", False), ("reouverture", None, False),
    ],
)  # fmt: skip
def test_what_a_colleague_may_not_read(nature: str, objet: str | None, *, expected: bool):
    assert is_sensible(nature, objet) is expected


@pytest.mark.parametrize(
    ("results", "today", "expected"),
    [
        ([], date(2026, 8, 30), "RES_ATTENTE"), ([], date(2026, 8, 31), "RES_INCONNU"),
        ([(date(2026, 4, 1), "RES_RDV_OBTENU")], date(2026, 8, 31), "RES_INCONNU"),
        ([(date(2026, 4, 22), "RES_DROIT_OUVERT")], date(2027, 8, 31), "RES_DROIT_OUVERT"),
        ([(date(2026, 4, 1), "RES_DOSSIER_INCOMPLET"), (date(2026, 4, 22), "RES_DROIT_OUVERT")], START,
         "RES_DROIT_OUVERT"),
    ],
)  # fmt: skip
def test_the_last_result_holds_and_waiting_becomes_unknown_after_180_days(results, today: date, expected: str):
    assert resultat_at(START, results, today) == expected


def test_a_delay_runs_to_the_first_answer_and_waits_with_the_person():
    assert delay_days(START, [(date(2026, 3, 9), "RES_RDV_OBTENU"), (date(2026, 4, 22), "RES_DROIT_OUVERT")]) == 49
    assert delay_days(START, [(date(2026, 3, 9), "RES_ATTENTE")]) is None


def test_a_suivi_is_kept_two_years_after_the_last_contact():
    assert kept_until(date(2026, 4, 30)) == date(2028, 4, 30)
    assert kept_until(date(2028, 2, 29)) == date(2030, 2, 28)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Pas("droit", "C2S", "OUVERT", "EN_COURS"),
         "Complémentaire santé solidaire (C2S) : Demande en cours → Ouvert et à jour"),
        (Pas("autonomie", "AD_DROITS", "AUT_3"), "Gérer ses droits : Autonome"),
        (Pas("besoin", "B_PSY", "EXPRIME"), "Besoin : Parler à quelqu’un (dit par la personne)"),
        (Pas("attribut", "tranche_age", "A50_59", "A25_49"), "Tranche d’âge : 25-49 ans → 50-59 ans"),
        (Pas("residence", "ZR_HORS_QPV"), "Résidence : Hors QPV dans la commune"),
        (Pas("accord", "IP_ACCORD_PARTAGE"), "Accord au partage entre médiateurs"),
        (Pas("accord", "IP_ACCORD_SUIVI"), "Accord oral au suivi sous code"),
        (Pas("rencontre", "PERMANENCE"), "Rencontre : Permanence sans rendez-vous"),
        (Pas("relance", "APPEL"), "Relance de la personne : appel"),
        (Pas("cloture", "CL_AUTONOMIE"), "Suivi clos : Autonomie retrouvée"),
        (Pas("reouverture"), "Suivi rouvert"), (Pas("resolution"), "Choix fait entre deux valeurs"),
        (Pas("de demain"), ""),
    ],
)  # fmt: skip
def test_each_step_is_said_in_one_line(step: Pas, said: str):
    assert titre_of(step) == said


def test_a_sensitive_value_is_said_discreetly():
    assert label("THEME_SANTE", "SEXUELLE") == "Vie affective"
    assert label("THEME_SANTE", "DENT") == "Santé bucco-dentaire"
    assert label("THEME_SANTE", None) == label("THEME_SANTE", "JAMAIS_VU") == ""


@pytest.mark.parametrize(
    ("note", "instead"),
    [
        ("Mme Lefebvre, diabète, rappeler au 06 12 34 56 78", "rappeler, RDV spécialiste"),
        ("rappeler M. Durand lundi", "rappeler lundi"),
        ("cancer", "RDV spécialiste"),
    ],
)
def test_a_refused_note_comes_with_another_way_to_say_it(note: str, instead: str):
    again = reworded(note, examine(note).fragments)

    assert " ".join(again.split()) == instead
    assert examine(again).fragments == ()
