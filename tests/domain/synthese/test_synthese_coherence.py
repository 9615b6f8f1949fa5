"""Whatever the day, the seed and the size: rows that agree with one another and with the rules of the domain."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from asv import reference
from asv.domain.actions import DRAFTS, ENDED, TITRE, FicheAction, check_fiche
from asv.domain.contacts import parse_contact
from asv.domain.nomenclatures import LISTES, VERSION, is_known, is_sensible
from asv.domain.saisie import Places
from asv.domain.structures import FicheStructure
from asv.domain.structures import check_fiche as check_structure
from asv.domain.synthese import DEMONSTRATION, Genre, Synthese, bulk_volume, generate
from tests.domain.synthese.invented import CALL, TODAY, tables_of, territoire_of

CODES = {
    "contact": {
        "sexe": "SEXE_GENRE", "tranche_age": "TRANCHE_AGE", "zone_residence": "ZONE_RESIDENCE", "freins": "FREIN",
        "familles_frein": "FREIN", "themes": "THEME_SANTE", "interventions": "TYPE_INTERVENTION",
        "orientation": "ORIENTATION", "force_orientation": "TYPE_ORIENTATION", "langue": "LANGUE", "publics": "PUBLIC",
        "origine": "ORIGINE", "information": "INFORMATION_PERSONNE",
    },
    "seance": {"lieu_type": "LIEU_TYPE", "mode": "MODE_CONTACT"},
    "suivi": {"sexe": "SEXE_GENRE", "tranche_age": "TRANCHE_AGE", "cloture": "CLOTURE"},
    "atelier": {"theme": "THEME_SANTE", "lieu_type": "LIEU_TYPE", "sexe": "SEXE_GENRE", "tranche_age": "TRANCHE_AGE"},
    "structure": {"type": "TYPE_PARTENAIRE"},
    "action": {
        "type": "ACTION_TYPE", "theme": "THEME_SANTE", "etat": "ACTION_ETAT", "publics": "PUBLIC",
        "motif_annulation": "ACTION_ANNULATION",
    },
    "date_action": {"etat": "ACTION_ETAT"},
    "participation": {"role": "ACTION_ROLE", "moyens": "MOYEN"},
}  # fmt: skip
OF_CONTENU = (
    "nature", "sexe", "tranche_age", "zone_residence", "commune_residence", "qpv_residence", "freins", "themes",
    "interventions", "orientation", "force_orientation", "premiere_fois", "duree_minutes", "langue", "publics",
    "origine", "information", "nomenclature",
)  # fmt: skip


def codes_in(row, column):
    value = row[column]
    return [value] if isinstance(value, str) else list(value or ())


def contenu_of(row):
    return {"seance": str(UUID(bytes=row["seance_id"]))} | {nom: row[nom] for nom in OF_CONTENU}


def test_the_same_seed_gives_the_same_rows_and_another_seed_gives_others(call, annee):
    again = tables_of(generate(call, today=TODAY, volume=DEMONSTRATION, seed=2026))
    other = tables_of(generate(call, today=TODAY, volume=DEMONSTRATION, seed=2027))

    assert again == annee
    assert {row["id"] for row in other["contact"]}.isdisjoint(row["id"] for row in annee["contact"])


def test_the_rows_of_a_lot_do_not_depend_on_the_lots_drawn_before(call):
    synthese = Synthese(call, TODAY, bulk_volume(120_000, 1), 5, genre=Genre.SYNTHESE)

    alone = [bloc.table for bloc in synthese.lot(2)], tables_of(synthese.lot(2))["contact"][:50]
    list(synthese.lot(0))
    after = [bloc.table for bloc in synthese.lot(2)], tables_of(synthese.lot(2))["contact"][:50]

    assert alone == after


def test_every_code_is_in_force_in_the_version_written_beside_it(annee):
    unknown = {
        (table, column, code)
        for table, columns in CODES.items()
        for row in annee[table]
        for column, liste in columns.items()
        for code in codes_in(row, column)
        if not is_known(liste, code, VERSION)
    }

    assert unknown == set()
    assert {row["nomenclature"] for table in ("contact", "seance", "suivi", "atelier") for row in annee[table]} == {
        VERSION
    }


def test_a_contact_without_code_holds_no_sensitive_value_and_some_suivis_do(annee):
    sensitive = {True: 0, False: 0}
    for row in annee["contact"]:
        for column, liste in CODES["contact"].items():
            found = [code for code in codes_in(row, column) if is_sensible(liste, code)]
            sensitive[row["suivi_id"] is not None] += len(found)

    assert sensitive[False] == 0
    assert 50 < sensitive[True] < 500


def test_every_contact_without_code_is_one_that_a_tablet_could_have_sent(call, annee):
    places = Places(
        {commune: frozenset(c.qpv for c in call.cellules if c.commune == commune) for commune in call.communes}
    )

    for row in annee["contact"]:
        if row["suivi_id"] is None:
            draft = parse_contact(contenu_of(row), today=TODAY, places=places)
            assert (draft.is_bref, draft.freins, draft.familles_frein) == (
                row["is_bref"], tuple(row["freins"]), tuple(row["familles_frein"]),
            )  # fmt: skip


def test_every_qpv_stands_in_a_commune_that_holds_a_part_of_it(call, annee):
    parts = {(cellule.commune, cellule.qpv) for cellule in call.cellules} | {(c, None) for c in call.communes}
    pairs = {("commune_lieu", "qpv_lieu"): "contact", ("commune_residence", "qpv_residence"): "contact"}
    found = {(row[a], row[b]) for (a, b), table in pairs.items() for row in annee[table]}
    found |= {(row["commune"], row["qpv"]) for table in ("seance", "atelier", "date_action") for row in annee[table]}
    found |= {(row["commune_residence"], row["qpv_residence"]) for row in annee["suivi"]}

    assert found - {(None, None)} <= parts


def test_a_contact_takes_the_day_the_place_and_the_mediator_of_its_seance(annee):
    seances = {row["id"].bytes: row for row in annee["seance"]}

    for row in annee["contact"]:
        seance = seances[row["seance_id"]]
        taken = seance["date_seance"], seance["creneau"], seance["commune"], seance["qpv"], seance["mediateur_id"]
        assert taken == (row["date_contact"], row["creneau"], row["commune_lieu"], row["qpv_lieu"], row["mediateur_id"])


def test_nobody_holds_two_seances_in_the_same_part_of_the_same_day(annee):
    slots = Counter((row["mediateur_id"], row["date_seance"], row["creneau"]) for row in annee["seance"])

    assert max(slots.values()) == 1
    assert all(row["mediateur_id"] not in row["mediateurs"] for row in annee["seance"])


def test_the_contacts_of_a_suivi_are_of_one_person_one_mediator_and_begin_when_it_opens(annee):
    suivis = {row["id"].bytes: row for row in annee["suivi"]}
    days = {}
    for row in annee["contact"]:
        if row["suivi_id"] is None:
            continue
        suivi = suivis[row["suivi_id"]]
        for nom in ("mediateur_id", "sexe", "tranche_age", "commune_residence", "qpv_residence"):
            assert row[nom] == suivi[nom]
        days.setdefault(row["suivi_id"], []).append(row["date_contact"])

    assert days.keys() == suivis.keys()
    for identifier, found in days.items():
        assert min(found) == suivis[identifier]["ouvert_le"]
        assert suivis[identifier]["clos_le"] is None or suivis[identifier]["clos_le"] >= max(found)
        assert (suivis[identifier]["clos_le"] is None) == (suivis[identifier]["cloture"] is None)


def test_each_distribution_of_an_atelier_sums_to_its_total(annee):
    for row in annee["atelier"]:
        assert {sum(row[margin].values()) for margin in ("sexe", "tranche_age", "residence")} == {row["total"]}
        assert 0 <= row["deja_rencontres"] <= row["total"]
        assert row["residence"].keys() <= {"QPV", "HORS_QPV", "NC"}


def test_structures_and_actions_are_ones_that_a_form_would_have_taken(call, annee):
    for row in annee["structure"]:
        fields = {nom: row[nom] for nom in FicheStructure.__dataclass_fields__ if nom in row}
        lists = {nom: tuple(row[nom]) for nom in ("communes", "qpv", "langues", "accessibilites")}
        fiche = FicheStructure(**fields | lists)
        assert check_structure(fiche, communes=set(call.communes), qpv=call.contrat, today=TODAY) == fiche
    for row in annee["action"]:
        fiche = FicheAction(
            row["titre"], row["type"], row["theme"], row["description"], tuple(row["qpv"]), tuple(row["publics"]),
            is_publique=row["is_publique"], objectif=row["objectif"],
        )  # fmt: skip
        assert check_fiche(fiche, etat=row["etat"], qpv=call.contrat, today=TODAY) == fiche


@settings(deadline=None, max_examples=25)
@given(
    today=st.dates(date(2026, 2, 1), date(2031, 1, 31)), seed=st.integers(0, 2**31), contacts=st.integers(1, 3000),
    years=st.integers(1, 4),
)  # fmt: skip
def test_whatever_is_asked_the_count_is_exact_and_the_days_are_past(today, seed, contacts, years):
    territoire = territoire_of(CALL)

    tables = tables_of(generate(territoire, today=today, volume=bulk_volume(contacts, years), seed=seed, years=years))

    assert len(tables["contact"]) == contacts
    days = [row["date_contact"] for row in tables["contact"]]
    assert today - timedelta(days=365 * years) <= min(days) <= max(days) < today
    states = {row["id"]: row["etat"] for row in tables["action"]}
    for row in tables["date_action"]:
        assert row["etat"] != "AE_REALISEE" or row["jour"] < today
        assert row["etat"] != "AE_PROGRAMMEE" or (row["jour"] >= today and states[row["action_id"]] not in ENDED)
    assert all(row["jour"] > today for row in tables["date_action"] if states[row["action_id"]] in DRAFTS)
    assert all(row["invitee_le"].date() < today for row in tables["participation"])
    assert all(row["repondue_le"] is None or row["repondue_le"].date() < today for row in tables["participation"])
    assert max(len(row["titre"]) for row in tables["action"]) <= TITRE


def test_any_territoire_of_france_that_has_a_qpv_can_be_drawn():
    sirens = sorted({siren for quartier in reference.read_qpv() for siren in quartier.epci})[::23]

    for siren in sirens:
        tables = tables_of(generate(territoire_of(siren), today=TODAY, volume=bulk_volume(40, 1), seed=1))
        assert len(tables["contact"]) == 40


def test_the_lists_the_codes_come_from_are_those_of_the_house():
    assert {liste for columns in CODES.values() for liste in columns.values()} <= LISTES.keys()
