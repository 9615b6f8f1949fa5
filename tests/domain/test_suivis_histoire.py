"""What étapes add up to: merged when they touch different fields, kept side by side when they disagree."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from asv.domain.suivis.histoire import APPLIQUEE, ECARTEE, EN_CONFLIT, Fait, Histoire, add, histoire_of

DAY = date(2026, 11, 2)
ANNA, BRUNO = UUID(int=1), UUID(int=2)
TABLETS = {ANNA: UUID(int=11), BRUNO: UUID(int=12)}
C2S, MT = ("droit", "C2S"), ("droit", "MT")


def droit(apres: str, *, auteur: UUID = ANNA, day: date = DAY, objet: str = "C2S", avant: str | None = None) -> Fait:
    return Fait(uuid4(), "droit", day, auteur, TABLETS[auteur], objet=objet, avant=avant, apres=apres)


def of(nature: str, objet: str | None = None, *, auteur: UUID = ANNA, day: date = DAY, **more) -> Fait:
    return Fait(uuid4(), nature, day, auteur, TABLETS[auteur], objet=objet, **more)


def told(*faits: Fait) -> Histoire:
    histoire = Histoire()
    for fait in faits:
        add(histoire, fait)
    return histoire


def etats(histoire: Histoire) -> list[str]:
    return [fait.etat for fait in histoire.faits.values()]


def choice(retenue: Fait, ecartee: Fait) -> Fait:
    return of("resolution", avant=str(ecartee.id), apres=str(retenue.id))


def test_two_tablets_on_different_fields_are_merged_without_a_conflict():  # S20
    faits = [droit("OUVERT"), droit("OUVERT", auteur=BRUNO, objet="MT"), of("attribut", "sexe", apres="F")]
    for order in permutations(faits):
        histoire = told(*order)
        assert histoire.conflits == []
        assert histoire.valeurs == {C2S: "OUVERT", MT: "OUVERT", ("attribut", "sexe"): "F"}


def test_two_tablets_on_the_same_field_the_same_day_are_both_kept():  # S21
    first, second = droit("OUVERT"), droit("EN_COURS", auteur=BRUNO)
    histoire = told(first, second)

    assert histoire.valeurs == {C2S: "OUVERT"}
    assert [(a.id, b.id) for a, b in histoire.conflits] == [(second.id, first.id)]


def test_the_same_value_twice_is_no_conflict():
    assert etats(told(droit("OUVERT"), droit("OUVERT", auteur=BRUNO))) == [APPLIQUEE, APPLIQUEE]


def test_whoever_saw_the_present_value_may_change_it_and_whoever_saw_another_may_not():
    histoire = told(droit("EN_COURS"), droit("OUVERT", auteur=BRUNO, avant="EN_COURS"))
    assert histoire.valeurs == {C2S: "OUVERT"}

    late = add(histoire, droit("REFUSE", avant="EN_COURS", day=DAY + timedelta(9)))[0]
    assert (late.etat, histoire.valeurs) == (EN_CONFLIT, {C2S: "OUVERT"})


def test_without_having_seen_it_a_later_day_replaces_and_an_earlier_one_is_kept_aside():
    later = droit("OUVERT", auteur=BRUNO, day=DAY + timedelta(1))
    assert etats(told(droit("EN_COURS"), later)) == [APPLIQUEE, APPLIQUEE]
    assert etats(told(later, droit("EN_COURS"))) == [APPLIQUEE, EN_CONFLIT]


def test_an_older_etape_of_the_same_hand_goes_into_the_past_of_the_field():
    old, new = droit("EN_COURS"), droit("OUVERT", day=DAY + timedelta(1))
    for order in ((old, new), (new, old)):
        histoire = told(*order)
        assert (histoire.valeurs, histoire.conflits) == ({C2S: "OUVERT"}, [])


def test_two_moves_to_two_quarters_are_both_kept():
    here = of("residence", "ZR_QPV", commune="62498", qpv="QN06201M")
    there = of("residence", "ZR_QPV", auteur=BRUNO, commune="62498", qpv="QN06202M")
    seen = replace(there, avant="ZR_QPV:62498:QN06201M")

    assert etats(told(here, there)) == [APPLIQUEE, EN_CONFLIT]
    assert etats(told(here, seen)) == [APPLIQUEE, APPLIQUEE]


def test_an_etape_on_a_closed_suivi_is_kept_and_the_closure_stands():  # S23
    closing, late = of("cloture", "CL_AUTONOMIE"), of("rencontre", "RUE", auteur=BRUNO)
    histoire = told(closing, late)

    assert histoire.cloture == closing
    assert histoire.conflits == [(histoire.faits[late.id], closing)]
    assert told(late, closing).conflits == []


def test_a_person_may_choose_the_etape_over_the_closure_which_opens_the_suivi_again():
    closing, late, other = of("cloture", "CL_AUTONOMIE"), droit("OUVERT", auteur=BRUNO), of("rencontre", "RUE")
    histoire = told(closing, late, other)
    add(histoire, choice(late, closing))

    assert (histoire.cloture, histoire.conflits, histoire.valeurs) == (None, [], {C2S: "OUVERT"})
    assert etats(histoire) == [ECARTEE, APPLIQUEE, APPLIQUEE, APPLIQUEE]


def test_reopening_on_purpose_is_not_a_conflict():
    closing = of("cloture", "CL_SOUHAIT")
    histoire = told(closing, of("reouverture", auteur=BRUNO, avant="CL_SOUHAIT"))

    assert (histoire.cloture, histoire.conflits) == (None, [])


def test_a_choice_between_two_etapes_settles_them_and_the_value_kept_holds():
    first, second = droit("OUVERT"), droit("REFUSE", auteur=BRUNO)
    kept_second, kept_first = told(first, second), told(first, second)
    add(kept_second, choice(second, first))
    add(kept_first, choice(first, second))

    assert (kept_second.valeurs, etats(kept_second)[:2]) == ({C2S: "REFUSE"}, [ECARTEE, APPLIQUEE])
    assert (kept_first.valeurs, etats(kept_first)[:2]) == ({C2S: "OUVERT"}, [APPLIQUEE, ECARTEE])
    assert kept_first.conflits == kept_second.conflits == []


def test_a_third_value_stays_in_conflict_with_the_one_chosen():
    first, second, third = droit("OUVERT"), droit("REFUSE", auteur=BRUNO), droit("PIECES", auteur=BRUNO)
    histoire = told(first, second, third)
    add(histoire, choice(second, first))

    assert [(a.id, b.id) for a, b in histoire.conflits] == [(third.id, second.id)]


def test_a_choice_made_on_an_outdated_page_changes_nothing():
    first, second = droit("OUVERT"), droit("REFUSE", auteur=BRUNO)
    histoire = told(first, second, droit("EXPIRE", avant="OUVERT", day=DAY + timedelta(3)))
    before = dict(histoire.valeurs)
    kept = add(histoire, choice(second, first))

    assert (kept[0].etat, len(kept), dict(histoire.valeurs)) == (ECARTEE, 1, before)
    assert len(histoire.conflits) == 1


VALUES = ("OUVERT", "EN_COURS", "REFUSE", "PIECES")


@st.composite
def two_devices(draw) -> tuple[list[Fait], dict[UUID, str | None]]:
    """Étapes of two tablets in an order of reception that keeps each one's own order; and what each had seen."""
    queues: dict[UUID, list[Fait]] = {ANNA: [], BRUNO: []}
    seen: dict[UUID, str | None] = {}
    for auteur in draw(st.lists(st.sampled_from([ANNA, BRUNO]), min_size=1, max_size=8)):
        known = queues[auteur][-1].apres if queues[auteur] else None
        avant = known if draw(st.booleans()) else draw(st.sampled_from([None, *VALUES]))
        fait = droit(
            draw(st.sampled_from(VALUES)), auteur=auteur, avant=avant, day=DAY + timedelta(draw(st.integers(0, 2)))
        )
        queues[auteur].append(fait)
        seen[fait.id] = avant
    order = []
    while queues[ANNA] or queues[BRUNO]:
        auteur = draw(st.sampled_from([a for a, queue in queues.items() if queue]))
        order.append(queues[auteur].pop(0))
    return order, seen


@settings(max_examples=10_000, deadline=None)
@given(two_devices())
def test_no_value_is_ever_overwritten_in_silence(case):  # S21
    order, seen = case
    histoire, present, holder = Histoire(), None, None
    for fait in order:
        kept = add(histoire, fait)[0]
        after = histoire.valeurs.get(C2S)
        if after != present and holder is not None:
            knew = seen[fait.id] == present
            own = fait.auteur == holder.auteur
            assert knew or (seen[fait.id] is None and (own or fait.date > holder.date))
        if after != fait.apres:
            aside = kept.etat == EN_CONFLIT and kept.face_a is not None
            older = holder is not None and fait.auteur == holder.auteur and fait.date < holder.date
            assert aside or older
        present, holder = after, histoire.holders[C2S]
    assert len(histoire.faits) == len(order)
    assert histoire_of(histoire.faits.values()).valeurs == histoire.valeurs


FIELDS = st.sampled_from(["C2S", "MT", "AMELI", "CARTE_VITALE", "MES"])


@given(st.dictionaries(FIELDS, st.sampled_from(VALUES), min_size=1), st.randoms(use_true_random=False))
def test_the_order_of_etapes_that_agree_does_not_matter(values, random):
    faits = [
        droit(value, objet=objet, auteur=random.choice([ANNA, BRUNO]), day=DAY + timedelta(random.randrange(5)))
        for objet, value in values.items()
    ]
    faits += [of("besoin", "B_DENT", apres="EXPRIME"), of("rencontre", "RUE", auteur=BRUNO), of("relance", "APPEL")]
    shuffled = random.sample(faits, len(faits))

    assert told(*shuffled).valeurs == told(*faits).valeurs
    assert told(*shuffled).conflits == []


@given(two_devices(), st.randoms(use_true_random=False))
def test_choices_are_read_again_from_the_rows_as_they_were_made(case, random):
    histoire = told(*case[0])
    while histoire.conflits:
        aside, facing = random.choice(histoire.conflits)
        pair = [aside, facing]
        random.shuffle(pair)
        before = len(histoire.conflits)
        add(histoire, choice(*pair))
        again = histoire_of(histoire.faits.values())
        assert (again.valeurs, again.conflits) == (histoire.valeurs, histoire.conflits)
        if len(histoire.conflits) == before:
            break  # the étape set aside holds no longer: the sheet shows another pair
