"""The actions of the demonstration: every state is shown, and what each says is known is there."""

from collections import Counter, defaultdict

from asv.domain.actions import LIFE, Avancement, count_dates, find_transition, says_for_whom
from asv.domain.actions import avancement as il_faut
from tests.domain.synthese.invented import TODAY

SAID_THEN = (il_faut.DATE, il_faut.COMMENCEE, il_faut.MOTIF, il_faut.NOUVELLE_DATE, il_faut.COTECH)
"""What was true, or said, on the day of the step and is not in the rows any more."""


def by_action(rows) -> dict:
    found = defaultdict(list)
    for row in rows:
        found[row["action_id"]].append(row)
    return found


def known_of(action, tables, today) -> Avancement:
    """The facts of an action of the demonstration, counted from its rows."""
    own = {name: by_action(tables[name])[action["id"]] for name in tables}
    measured, money = own["indicateur_action"], own["financement"]
    return Avancement(
        besoins=len(own["besoin_action"]), has_objectif=bool(action["objectif"]), has_theme=bool(action["theme"]),
        has_public=says_for_whom(action["type"], action["publics"], is_publique=action["is_publique"]),
        qpv=len(action["qpv"]), is_alertes_lues=action["alertes_lues_le"] is not None,
        informees=len(own["participation"]) - 1, has_participation=action["participation_prevue"] is not None,
        indicateurs=len(measured), is_depistage=action["type"] == "AC_DEPIST",
        has_aval=action["aval_id"] is not None and action["aval_jours"] is not None,
        moyens=sum(bool(place["moyens"]) for place in own["participation"] if place["reponse"] == "acceptee"),
        has_communication=bool(action["communication"]),
        seances=count_dates([(day["jour"], day["etat"]) for day in own["date_action"]], today),
        has_bilan=bool(action["bilan_reussites"] and action["bilan_limites"]),
        has_participation_obtenue=action["participation_obtenue"] is not None,
        sans_valeur=sum(one["famille"] == "realisation" and one["obtenu"] is None for one in measured),
        sans_resultat=sum(one["famille"] == "resultat" and one["obtenu"] is None for one in measured),
        sans_depense=sum(bool(line["accorde"]) and line["depense"] is None for line in money),
        decision=action["decision"],
    )  # fmt: skip


def test_every_state_of_an_action_is_shown(annee):
    shown = Counter(row["etat"] for row in annee["action"])

    assert set(shown) == set(LIFE)


def test_each_action_went_its_way_and_has_what_each_step_asked(annee):
    names = ("besoin_action", "participation", "indicateur_action", "date_action", "financement")
    tables, steps = {name: annee[name] for name in names}, by_action(annee["passage"])
    for action in annee["action"]:
        way = sorted(steps[action["id"]], key=lambda step: step["passe_le"])
        known = known_of(action, tables, TODAY)

        assert [step["de"] for step in way] == ["AE_IDEE", *(step["vers"] for step in way)][: len(way)]
        assert (way[-1]["vers"] if way else "AE_IDEE") == action["etat"]
        for step in way:
            unmet = [c.manque for c in find_transition(step["de"], step["vers"]).missing(known) if c not in SAID_THEN]
            assert unmet == [], (action["etat"], step["de"], step["vers"])


def test_each_date_held_has_its_counts_and_a_postponed_one_its_next(annee):
    counted = {row["date_id"]: row for row in annee["frequentation"]}
    held = {row["id"] for row in annee["date_action"] if row["etat"] == "AE_REALISEE"}
    assert set(counted) == held
    for row in counted.values():
        assert row["du_qpv_cible"] <= row["du_qpv"] <= row["residence_connue"] <= row["participants"]
        assert row["contents"] + row["moyens"] + row["mecontents"] <= row["participants"]
        assert row["saisie_le"].date() <= TODAY

    replaced = {row["remplace_id"] for row in annee["date_action"]} - {None}
    assert replaced == {row["id"] for row in annee["date_action"] if row["etat"] == "AE_REPORTEE"}
