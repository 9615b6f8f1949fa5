"""Means: which half-days a date takes, what is free, what it is worth, what is said of it."""

import re
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur, Role
from asv.domain.champs import Incorrect
from asv.domain.errors import Conflict, Forbidden
from asv.domain.moyens import (
    CONSOMMES,
    PRETES,
    Apportee,
    MoyenSaisi,
    Ouverture,
    asks_for_a_list,
    can_meet,
    check_move,
    check_moyen,
    creneaux_between,
    distance_km,
    free_units,
    moves_of,
    next_free,
    said_creneaux,
    said_quantity,
    valorise,
    value_of,
)
from asv.domain.nomenclatures.enumerations import Creneau
from asv.domain.territoires import Cellule

TODAY = date(2026, 11, 23)
TUESDAY = date(2026, 12, 1)
OPEN = Ouverture(date(2026, 11, 1), date(2027, 3, 31), 2, (2, 4), ("matin", "apres_midi"))
OWNER, PORTEUR, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)


def saisi(**changes) -> MoyenSaisi:
    values = {"sens": "offre", "code": "MY_LOCAL", "libelle": "Salle", "quantite": "1", "debut": "2026-12-01",
              "fin": "2027-06-30"}  # fmt: skip
    return MoyenSaisi(**values | changes)


def partner(structure: UUID) -> Acteur:
    return Acteur("246200364", UUID(int=9), Role.PARTENAIRE, structure, "Personne", "CALL")


def test_every_kind_of_means_is_either_lent_or_used_up():
    codes = {entree.code for entree in nomenclatures.liste("MOYEN").entrees}

    assert codes == set(PRETES) | CONSOMMES
    assert not set(PRETES) & CONSOMMES


def test_the_database_counts_what_the_domain_says_is_used_up():
    migration = Path("migrations/versions/2026-11-23_open_coordination.py").read_text(encoding="utf-8")

    (listed,) = re.findall(r"SELECT code IN \(([^)]+)\) INTO used_up", migration)
    assert set(re.findall(r"MY_\w+", listed)) == CONSOMMES


@pytest.mark.parametrize(
    ("debut", "fin", "said"),
    [
        (time(9), time(12), "matin"),
        (time(10), time(16), "matin et après-midi"),
        (time(14), time(18), "après-midi"),
        (time(8), time(20), "matin, après-midi et soir"),
        (time(18), time(20), "soir"),
    ],
)
def test_a_date_takes_the_half_days_it_runs_over(debut: time, fin: time, said: str):
    assert said_creneaux(creneaux_between(debut, fin)) == said


@given(st.times(), st.times())
def test_every_date_takes_one_half_day_at_least_and_they_follow_each_other(one: time, other: time):
    debut, fin = sorted((one, other))
    if debut == fin:
        return

    ranks = [list(Creneau).index(creneau) for creneau in creneaux_between(debut, fin)]

    assert ranks == list(range(ranks[0], ranks[0] + len(ranks)))


def test_the_same_room_is_wanted_in_the_morning_and_in_the_afternoon():
    taken = {(TUESDAY, "matin"): {1}, (TUESDAY, "apres_midi"): {2}}

    assert free_units(OPEN, taken, TUESDAY, ("matin",)) == (2,)
    assert free_units(OPEN, taken, TUESDAY, ("matin", "apres_midi")) == ()
    assert free_units(OPEN, {}, TUESDAY, ("matin", "soir")) == ()
    assert free_units(OPEN, {}, TUESDAY + timedelta(days=1), ("matin",)) == ()


def test_the_next_free_moment_is_the_same_day_then_the_next_day_offered():
    both = {(TUESDAY, "matin"): {1, 2}}

    assert next_free(OPEN, both, TUESDAY, ("matin",)) == (TUESDAY, "apres_midi")
    assert next_free(OPEN, both | {(TUESDAY, "apres_midi"): {1, 2}}, TUESDAY, ("matin",)) == (
        date(2026, 12, 3),
        "matin",
    )
    assert next_free(OPEN, both, TUESDAY, ("matin", "apres_midi")) == (date(2026, 12, 3), "matin")
    assert next_free(OPEN, {}, date(2027, 3, 31), ("matin",), quantite=3) is None


@given(st.dictionaries(st.tuples(st.dates(TODAY, TODAY + timedelta(days=20)), st.sampled_from([*Creneau])),
                       st.sets(st.integers(1, 2))))  # fmt: skip
def test_what_is_said_to_be_free_next_is_free(taken: dict):
    found = next_free(OPEN, taken, TODAY, ("matin",))

    assert found is not None
    assert free_units(OPEN, taken, found[0], (found[1],))


def test_a_request_and_an_offer_meet_on_a_day_that_suits_both():
    monday_or_tuesday = Ouverture(date(2026, 12, 1), date(2026, 12, 31), 1, (1, 2))

    assert can_meet(monday_or_tuesday, OPEN) == (date(2026, 12, 1), "matin")
    assert can_meet(Ouverture(TODAY, date(2027, 1, 1), 1, (), ("soir",)), OPEN) is None


@pytest.mark.parametrize(
    ("code", "valeur", "quantite", "worth"),
    [
        ("MY_LOCAL", "45.50", 1, "91.00"),  # 10:00 to 16:00: two half-days
        ("MY_PRO_SANTE", "40", 2, "480.00"),  # two carers, six hours
        ("MY_UNITE_MOBILE", "450", 1, "450.00"),  # a day begun is a day
        ("MY_CONSO", "0.40", 150, "60.00"),
    ],
)
def test_the_value_follows_the_unit_of_the_list(code: str, valeur: str, quantite: int, worth: str):
    assert value_of(code, Decimal(valeur), quantite, time(10), time(16)) == Decimal(worth)


def test_what_nobody_valued_is_worth_nothing_known():
    assert value_of("MY_LOCAL", None, 1, time(10), time(16)) is None


def test_only_what_was_agreed_on_counts_and_that_of_others_apart():
    brought = [
        Apportee(PORTEUR, "reservee", Decimal(100)), Apportee(OWNER, "utilisee", Decimal(60)),
        Apportee(OWNER, "demandee", Decimal(1000)), Apportee(OTHER, "liberee", Decimal(1000)),
        Apportee(OTHER, "reservee", None),
    ]  # fmt: skip

    worth = valorise(brought, PORTEUR)

    assert (worth.totale, worth.mutualisee, worth.structures, worth.sans_valeur) == (Decimal(160), Decimal(60), 3, 1)


def test_an_offer_keeps_what_was_typed_in_order():
    fiche = check_moyen(
        saisi(jours=("4", "2"), creneaux=("apres_midi", "matin"), valeur="45,5", endroit="62065:QN06225M"),
        cellules=[Cellule("62065", "QN06225M")], today=TODAY,
    )  # fmt: skip

    assert (fiche.jours, fiche.creneaux, fiche.valeur) == ((2, 4), ("matin", "apres_midi"), Decimal("45.5"))


def test_all_the_week_and_all_the_day_are_kept_as_no_limit():
    fiche = check_moyen(
        saisi(jours=tuple("1234567"), creneaux=("matin", "apres_midi", "soir")), cellules=[], today=TODAY
    )

    assert (fiche.jours, fiche.creneaux) == ((), ())


def test_everything_wrong_is_said_at_once():
    with pytest.raises(Incorrect) as refusal:
        check_moyen(MoyenSaisi("don", "", "", "0", "", "2026-01-01", endroit="75056"), cellules=[], today=TODAY)

    assert [champ for champ, _ in refusal.value.erreurs] == [
        "sens", "code", "libelle", "debut", "endroit", "quantite",
    ]  # fmt: skip


def test_a_period_that_is_over_is_refused():
    with pytest.raises(Incorrect, match="passée"):
        check_moyen(saisi(debut="2026-01-01", fin="2026-02-01"), cellules=[], today=TODAY)


@pytest.mark.parametrize(
    ("words", "is_a_list"),
    [
        ("Liste des personnes à inviter", True),
        ("Nous transmettre le fichier", True),
        ("les coordonnées des patients du quartier", True),
        ("Invitation envoyée par la CPAM à 300 femmes", False),
        ("Une salle, clés à retirer à l’accueil", False),
        ("Liste des salles de la commune", False),
    ],
)
def test_a_list_of_persons_is_told_from_an_invitation(words: str, is_a_list: bool):  # noqa: FBT001
    assert asks_for_a_list(words) is is_a_list


def test_the_owner_answers_and_the_porteur_frees():
    asked = ("demandee", OWNER, PORTEUR)

    assert moves_of(partner(OWNER), *asked, is_past=False) == ("reservee", "refusee")
    assert moves_of(partner(PORTEUR), *asked, is_past=False) == ("liberee",)
    assert moves_of(partner(OTHER), *asked, is_past=False) == ()
    assert moves_of(partner(PORTEUR), "reservee", OWNER, PORTEUR, is_past=True) == ("utilisee", "rendue", "liberee")
    assert moves_of(partner(PORTEUR), "liberee", OWNER, PORTEUR, is_past=True) == ()


def test_a_third_structure_is_told_whose_it_is_and_a_late_one_that_it_changed():
    with pytest.raises(Forbidden, match="qui prête"):
        check_move(partner(OTHER), "demandee", "reservee", OWNER, PORTEUR, is_past=False)
    with pytest.raises(Conflict, match="changé"):
        check_move(partner(OWNER), "liberee", "reservee", OWNER, PORTEUR, is_past=False)


def test_quantities_are_said_in_the_unit_of_the_list():
    assert [said_quantity("MY_LOCAL", 2), said_quantity("MY_CONSO", 200), said_quantity("MY_DONNEE", 3)] == [
        "2 à la fois", "200 unités", "3 jeux",
    ]  # fmt: skip
    assert said_quantity("MY_BUDGET", 500) == "500 €"


def test_two_places_of_one_quartier_are_together_and_an_unknown_one_is_nowhere():
    assert distance_km(("62498", None), ("62498", None)) == 0
    assert 0 < distance_km(("62498", None), ("62427", None)) < 15
    assert distance_km((None, None), ("62498", None)) is None
