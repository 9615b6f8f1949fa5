"""Correcting what was sent: freely for a week, with a reason after it, beside it once the quarter is closed."""

from datetime import timedelta

import pytest

from asv.domain.errors import Conflict
from asv.domain.saisie import InvalidField
from asv.usecases import corrections
from tests.support.database import TODAY
from tests.support.saisies import (
    NOW,
    clear,
    contact,
    send,
)
from tests.usecases.bureau import AFTER_A_WEEK, AFTER_CLOSING, TYPO, Desk
from tests.usecases.steps import entered


async def test_within_a_week_a_contact_is_corrected_freely_and_both_versions_are_kept(desk: Desk):
    await desk.correct("contact", freins=["OFF_DEPART"], themes=None)

    (kept,) = await desk.rows("contact")
    (note,) = await desk.rows("correction")
    assert (kept["freins"], kept["familles_frein"], kept["themes"]) == (["OFF_DEPART"], ["OFFRE"], [])
    assert note["avant"] == {"freins": ["FIN_RAC", "ADM_DOSSIER"], "themes": ["DENT"]}
    assert note["apres"] == {"freins": ["OFF_DEPART"], "themes": None}
    assert (note["auteur_id"], note["motif"], note["is_ajustement"]) == (desk.world.mediateur.id, None, False)


@pytest.mark.parametrize(
    ("genre", "changes", "column"),
    [("contact", {"sexe": "H"}, "sexe"), ("seance", {"mode": "RUE"}, "mode"), ("atelier", {"theme": "DENT"}, "theme")],
)
async def test_after_a_week_a_reason_of_the_list_is_asked(desk: Desk, genre, changes, column):
    for motif in ("", "parce que"):
        with pytest.raises(InvalidField, match="dites pourquoi"):
            await desk.correct(genre, now=AFTER_A_WEEK, motif=motif, **changes)

    await desk.correct(genre, now=AFTER_A_WEEK, motif=TYPO, **changes)

    (kept,) = await desk.rows(genre)
    (note,) = await desk.rows("correction")
    assert kept[column] == changes[column]
    assert (note["genre"], note["motif"]) == (genre, TYPO)


@pytest.mark.parametrize(
    ("genre", "changes"), [("contact", {"sexe": "H"}), ("seance", {"creneau": "soir"}), ("atelier", {"theme": "DENT"})]
)
async def test_once_the_quarter_is_closed_the_row_does_not_move_and_an_adjustment_is_counted_apart(
    desk: Desk, genre, changes
):
    before = await desk.rows(genre)

    await desk.correct(genre, now=AFTER_CLOSING, motif=TYPO, **changes)

    (note,) = await desk.rows("correction")
    assert await desk.rows(genre) == before
    assert note["is_ajustement"]
    async with entered(desk.bases, desk.world.coordinateur) as (session, acteur):
        (counted_apart,) = await corrections.ajustements(session, acteur)
    assert (counted_apart.periode.code, counted_apart.nombre) == ("2026-T4", 1)


async def test_a_contact_entered_by_mistake_counts_no_more_and_may_be_restored(desk: Desk):
    there = await desk.m01()

    await desk.act(corrections.cancel, "contact")
    gone = await desk.m01()
    await desk.act(corrections.restore, "contact", version=1)

    assert (there, gone, await desk.m01()) == (1, 0, 1)


async def test_a_cancelled_contact_of_a_closed_quarter_still_counts_there(desk: Desk):
    await desk.act(corrections.cancel, "contact", motif=TYPO, now=AFTER_CLOSING)

    assert await desk.m01() == 1


async def test_the_contacts_of_a_seance_follow_its_day_and_place_a_colleagues_too(desk: Desk):
    there = desk.items["seance"]
    await send(desk.bases, desk.world.mediatrice, [clear("contact", contact(there["id"]))])
    commune, qpv = desk.world.cellules[1]
    yesterday = TODAY - timedelta(days=1)

    where = {"commune": commune, "qpv": qpv}
    await desk.correct("seance", date=yesterday.isoformat(), creneau="soir", **where)

    kept = await desk.rows("contact")
    assert len({row["mediateur_id"] for row in kept}) == 2
    lent = {(row["date_contact"], row["creneau"], row["commune_lieu"], row["qpv_lieu"]) for row in kept}
    assert lent == {(yesterday, "soir", commune, qpv)}


async def test_a_seance_is_not_cancelled_under_its_contacts(desk: Desk):
    with pytest.raises(Conflict, match="porte encore"):
        await desk.act(corrections.cancel, "seance")

    await desk.act(corrections.cancel, "contact")
    await desk.act(corrections.cancel, "seance")

    async with entered(desk.bases, desk.world.mediateur) as (session, acteur):
        (shown,) = (await corrections.list_saisies(session, acteur, NOW)).seances
    assert (shown.is_annulee, [c.is_annule for c in shown.contacts]) == (True, [True])
