"""Commitments: the state that proofs suggest, what is due, what may be typed, what may be asked."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.champs import Incorrect
from asv.domain.diffusion import Destinataire, release
from asv.domain.engagements import (
    Avancee,
    AvenantSaisi,
    Connus,
    EngagementSaisi,
    Etape,
    EtatDate,
    PreuveSaisie,
    check_avenant,
    check_engagement,
    check_preuve,
    count,
    evidence_table,
    freins_of,
    progress,
    proposed_etat,
    question_for,
    semestre_at,
)
from asv.domain.nomenclatures import family
from asv.domain.periodes import annee

TODAY = date(2026, 6, 15)
JUNE = date(2026, 6, 30)
NUMBERS = st.none() | st.decimals(0, 1000, places=1)
AVANCEES = st.builds(
    Avancee, cible=NUMBERS, depart=NUMBERS, valeur=NUMBERS, echeance=st.none() | st.dates(date(2024, 1, 1)),
    has_preuve=st.booleans(), is_signe=st.booleans(),
)  # fmt: skip


def advanced(valeur: int | None, **changes) -> Avancee:
    whole = {"cible": Decimal(4), "depart": Decimal(0), "echeance": JUNE, "has_preuve": valeur is not None}
    return Avancee(valeur=None if valeur is None else Decimal(valeur), **whole | changes)


def test_two_quartiers_served_out_of_four_is_partly_held():
    assert proposed_etat(advanced(2), TODAY) == "ES_PARTIEL"
    assert proposed_etat(advanced(4), TODAY) == "ES_TENU"


def test_a_delay_to_shorten_is_reached_from_above():
    delay = advanced(40, depart=Decimal(60), cible=Decimal(30))

    assert proposed_etat(delay, TODAY) == "ES_PARTIEL"
    assert proposed_etat(replace(delay, valeur=Decimal(30)), TODAY) == "ES_TENU"
    assert proposed_etat(replace(delay, valeur=Decimal(70)), TODAY) == "ES_ENGAGE"


@pytest.mark.parametrize(
    ("avancee", "etat"),
    [
        (advanced(None), "ES_ANNONCE"),
        (advanced(None, is_signe=True), "ES_FORMALISE"),
        (advanced(0), "ES_ENGAGE"),
        (advanced(None, echeance=TODAY - timedelta(1)), "ES_RETARD"),
        (advanced(None, echeance=TODAY), "ES_ANNONCE"),
        (Avancee(is_signe=True), "ES_NON_VERIF"),
    ],
)
def test_without_a_value_the_deadline_and_the_signature_speak(avancee: Avancee, etat: str):
    assert proposed_etat(avancee, TODAY) == etat


@given(AVANCEES, st.dates(date(2024, 1, 1)))
def test_what_is_reached_is_held_whatever_the_day_and_nothing_else_is(avancee: Avancee, day: date):
    assert (proposed_etat(avancee, day) == "ES_TENU") == avancee.is_reached


def test_dc01_to_dc03_count_what_is_due_what_cannot_be_verified_and_what_a_quartier_can_measure():
    kept = [
        EtatDate("ES_TENU", date(2026, 6, 1), is_mesurable_qpv=True),
        EtatDate("ES_RETARD", date(2026, 6, 15), is_mesurable_qpv=False),
        EtatDate("ES_TENU", JUNE, is_mesurable_qpv=True),
        EtatDate("ES_NON_VERIF", None, is_mesurable_qpv=False),
    ]

    found = count(kept, TODAY)

    assert (found.tenus, found.dus, found.non_verifiables, found.mesurables, found.total) == (1, 2, 1, 2, 4)


def connus() -> tuple[Connus, str]:
    signataire = str(uuid4())
    return Connus((signataire,), (), (), ("QN06225M",)), signataire


def test_a_commitment_is_kept_worded_as_it_was_signed():
    known, signataire = connus()
    saisi = EngagementSaisi(
        signataire, "EG_ALLER_VERS", "La CPAM ouvre une demi-journée d’accueil par mois dans 4 QPV.",
        indicateur="Quartiers desservis", depart="0", cible="4", echeance="2026-06-30", is_mesurable_qpv=True,
        freins=("ADM_ACCUEIL",), signe_le="2025-05-12",
    )  # fmt: skip

    fiche = check_engagement(saisi, known, TODAY)

    assert (fiche.cible, fiche.echeance, fiche.libelle) == (Decimal(4), JUNE, saisi.libelle)


def test_every_fault_of_a_commitment_is_said_at_once():
    known, _ = connus()
    saisi = EngagementSaisi(
        "ailleurs", "EG_RIEN", "", ambition="?", cible="quatre", echeance="2024-02-01", signe_le="2025-01-01",
        qpv=("QN00000M",), freins=("PSY_O",), relecteur="06 12 34 56 78",
    )  # fmt: skip

    with pytest.raises(Incorrect) as refusal:
        check_engagement(saisi, known, TODAY)

    assert {champ for champ, _ in refusal.value.erreurs} == {
        "structure", "type", "libelle", "ambition", "cible", "echeance", "qpv", "freins", "relecteur",
    }  # fmt: skip


def test_a_target_says_what_it_measures():
    known, signataire = connus()

    with pytest.raises(Incorrect, match="Dites ce que mesure la cible"):
        check_engagement(EngagementSaisi(signataire, "EG_OFFRE", "Ouvrir une antenne.", cible="1"), known, TODAY)


def test_no_sensitive_frein_may_be_the_aim_of_a_commitment():
    offered = freins_of(TODAY)

    assert "ADM_ACCUEIL" in offered
    assert {"PSY_O", "ADDICT_O", "SEX_O", "AUCUN_FREIN", "NC", "ADM_SEJOUR"}.isdisjoint(offered)


def test_a_proof_is_dated_and_only_the_coordination_decides_by_it():
    saisie = PreuveSaisie("2026-06-10", "compte_rendu", "Deux quartiers servis.", "2", "ES_PARTIEL")

    assert check_preuve(saisie, TODAY, may_decide=True).etat == "ES_PARTIEL"
    with pytest.raises(Incorrect):
        check_preuve(saisie, TODAY, may_decide=False)
    with pytest.raises(Incorrect):
        check_preuve(replace(saisie, etat="ES_MODIFIE"), TODAY, may_decide=True)
    with pytest.raises(Incorrect):
        check_preuve(replace(saisie, etat="", etablie_le="2026-06-16"), TODAY, may_decide=True)


def test_an_avenant_changes_something_and_says_what():
    held = {"cible": Decimal(4), "echeance": JUNE, "today": TODAY}

    later = check_avenant(AvenantSaisi("2026-06-15", "4", "2026-12-31", "Recrutement en cours."), **held)
    lower = check_avenant(AvenantSaisi("2026-06-15", "3", "2026-06-30", "Un local a fermé."), **held)

    assert (later.etat, lower.etat) == ("ES_REPORTE", "ES_MODIFIE")
    with pytest.raises(Incorrect, match="rien n’est différent"):
        check_avenant(AvenantSaisi("2026-06-15", "4,0", "2026-06-30", "Pour rien."), **held)


def test_progress_is_said_in_the_direction_of_the_target():
    assert progress(Decimal(2), Decimal(4), Decimal(0), "QPV") == "2 sur 4 QPV"
    assert progress(Decimal("45.50"), Decimal(30), Decimal(70), "jours") == "45,5 jours, pour 30 visés"
    assert progress(None, Decimal(30)) == "aucune valeur connue, cible 30"


def test_the_half_year_cited_in_june_is_the_second_of_the_last_closed_year():
    semestre = semestre_at(TODAY)

    assert (semestre.debut, semestre.fin) == (date(2025, 7, 1), date(2025, 12, 31))
    assert semestre_at(date(2026, 1, 15)).annee == annee(2024)


def shown(cited: list[tuple[bool, list[str], int]], frein: str = "ADM_ACCUEIL") -> int | None:
    table = evidence_table(family("FREIN", frein), cited, siren="246200364", periode=annee(2025))
    released = release([table], destinataire=Destinataire.FINANCEUR, today=TODAY)[table.code]
    return released.territoire.cells[frein].effectif


@pytest.mark.parametrize(
    ("within", "before", "effectif"), [(46, 44, 46), (60, 0, 60), (8, 82, None), (5, 0, None), (0, 60, 0)]
)
def test_a_frein_is_cited_when_its_count_may_leave(within: int, before: int, effectif: int | None):
    assert shown([(True, ["ADM_ACCUEIL"], within), (False, ["ADM_DOSSIER"], before)]) == effectif


def test_a_frein_cited_twice_by_a_family_hides_what_its_neighbour_would_give():
    """Forty cite one frein and two another: what is shown must not let the two be found."""
    cited = [(True, ["FIN_RAC"], 40), (True, ["FIN_AVANCE"], 2), (False, ["FINANCIER"], 30)]

    assert shown(cited, "FIN_AVANCE") is None
    assert "FINANCIER" not in freins_of(TODAY)


def test_the_question_says_where_it_stands_and_what_comes_next():
    etape = Etape("ES_PARTIEL", "quartiers desservis", Decimal(2), Decimal(4), JUNE)

    assert question_for(etape, []) == "Quartiers desservis : 2 sur 4. Qu’avez-vous prévu d’ici le 30 juin 2026 ?"
    assert "L’échéance est passée" in question_for(replace(etape, etat="ES_RETARD"), [])
    assert "quel indicateur" in question_for(replace(etape, etat="ES_NON_VERIF"), [])
