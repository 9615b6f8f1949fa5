"""What a correction may not do: the rules of the reception, closed quarters, the saisies of others."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from asv.db.contacts import Contact
from asv.db.engine import loader_session
from asv.db.importations import Importation
from asv.domain.corrections import Stale
from asv.domain.errors import Forbidden, NotFound, Refused
from asv.domain.saisie import InvalidField
from asv.domain.suivis.codes import draw_code
from asv.usecases import corrections
from tests.support.database import TODAY
from tests.support.saisies import (
    NOW,
    clear,
    contact,
    issues,
    ouverture,
    retrait,
    salutation,
    seance,
    send,
)
from tests.usecases.bureau import TYPO, Desk
from tests.usecases.steps import entered


@pytest.mark.parametrize(
    ("genre", "wrong", "champ"),
    [
        ("contact", {"themes": ["SEX_IST"]}, "themes"),
        ("contact", {"note": "Mme X"}, "note"),
        ("seance", {"qpv": "QN00000X"}, "qpv"),
        ("seance", {"mediateurs": [str(uuid4())]}, "mediateurs"),
        ("seance", {"structure_hote": str(uuid4())}, "structure_hote"),
        ("atelier", {"total": 10}, "sexe"),
    ],
)
async def test_a_correction_passes_the_rules_of_the_reception(desk: Desk, genre, wrong, champ):
    with pytest.raises(InvalidField) as refusal:
        await desk.correct(genre, **wrong)

    assert refusal.value.champ == champ
    assert await desk.rows("correction") == []


async def test_an_old_day_stays_correctable_since_it_was_right_when_it_came(desk: Desk):
    old = clear("seance", seance(desk.world, date=(TODAY - timedelta(days=50)).isoformat()))
    desk.items["seance"] = old
    await desk.receive(old)

    await desk.correct("seance", now=NOW + timedelta(days=30), motif=TYPO, mode="RUE")

    assert sorted(row["mode"] for row in await desk.rows("seance")) == ["PERMANENCE", "RUE"]


async def test_nothing_moves_into_a_closed_quarter(desk: Desk):
    with pytest.raises(InvalidField, match="trimestre clos"):
        await desk.correct("seance", date="2026-09-30")


async def test_two_tabs_do_not_overwrite_each_other(desk: Desk):
    tabs = (desk.correct("contact", sexe=sexe) for sexe in ("H", "X"))
    both = await asyncio.gather(*tabs, return_exceptions=True)

    assert [type(one) for one in both].count(Stale) == 1
    assert len(await desk.rows("correction")) == 1


async def test_a_correction_that_changes_nothing_is_not_kept(desk: Desk):
    with pytest.raises(Refused, match="Rien n’a changé"):
        await desk.correct("contact")


async def test_the_original_sent_again_after_a_correction_is_already_stored_and_changes_nothing(desk: Desk):
    await desk.correct("contact", sexe="H")

    again = await send(desk.bases, desk.world.mediateur, [desk.items["contact"]])

    (kept,) = await desk.rows("contact")
    assert issues(again) == ["already_stored"]
    assert kept["sexe"] == "H"


async def test_the_original_sent_again_after_a_cancelling_does_not_bring_it_back(desk: Desk):
    await desk.act(corrections.cancel, "contact")

    again = await send(desk.bases, desk.world.mediateur, [desk.items["contact"]])

    assert issues(again) == ["already_stored"]
    assert await desk.m01() == 0


@pytest.mark.parametrize("genre", ["seance", "contact", "atelier"])
async def test_nobody_corrects_the_saisie_of_a_colleague(desk: Desk, genre):
    with pytest.raises(NotFound):
        await desk.correct(genre, who=desk.world.mediatrice, sexe="H")
    with pytest.raises(Forbidden):
        await desk.correct(genre, who=desk.world.coordinateur, sexe="H")


async def test_the_list_shows_thirty_days_or_the_day_asked_for_and_salutations_as_a_number(desk: Desk):
    there = desk.items["seance"]
    await desk.receive(*[clear("contact", salutation(there["id"])) for _ in range(3)])

    async with entered(desk.bases, desk.world.mediateur) as (session, acteur):
        today = await corrections.list_saisies(session, acteur, NOW)
        later = await corrections.list_saisies(session, acteur, NOW + timedelta(days=31))
        that_day = await corrections.list_saisies(session, acteur, NOW + timedelta(days=31), TODAY)
    async with entered(desk.bases, desk.world.mediatrice) as (session, acteur):
        of_a_colleague = await corrections.list_saisies(session, acteur, NOW)

    (shown,) = today.seances
    assert (len(shown.contacts), shown.salutations, len(today.ateliers)) == (1, 3, 1)
    assert (later.seances, later.ateliers) == ((), ())
    assert that_day.seances == today.seances
    assert (of_a_colleague.seances, of_a_colleague.ateliers) == ((), ())


async def test_what_was_imported_is_not_corrected_one_by_one(desk: Desk):
    item = desk.items["contact"]
    importation = uuid4()
    async with loader_session(desk.admin) as session, session.begin():
        session.add(
            Importation(
                territoire_id=desk.world.territoire_id, id=importation, auteur_id=desk.world.coordinateur.id,
                fichier="x.csv", sha256="x", lignes=1, premier_jour=TODAY, dernier_jour=TODAY,
            )
        )  # fmt: skip
        await session.flush()
        await session.execute(update(Contact).where(Contact.id == UUID(item["id"])).values(importation_id=importation))

    with pytest.raises(NotFound):
        await desk.correct("contact", sexe="H")


async def test_a_contact_under_a_code_keeps_its_sensitive_values_and_its_corrections_lose_them_at_the_withdrawal(
    desk: Desk,
):
    code = draw_code()
    there, opened = desk.items["seance"], clear("suivi_ouverture", ouverture(desk.world, code))
    said = clear("contact", contact(there["id"], code=code, themes=["SEXUELLE"]), version=2)
    await desk.receive(opened, said)
    desk.items["contact"] = said | {"contenu": {k: v for k, v in said["contenu"].items() if k != "code"}}

    await desk.correct("contact", themes=["MENTALE"])
    kept = [note["apres"] for note in await desk.rows("correction")]
    await desk.receive(clear("retrait", retrait(code)))

    assert kept == [{"themes": ["MENTALE"]}]
    (note,) = await desk.rows("correction")
    assert (note["avant"], note["apres"]) == ({}, {})
    assert {theme for row in await desk.rows("contact") for theme in row["themes"]} == {"DENT"}


async def test_without_a_code_a_correction_takes_no_sensitive_value(desk: Desk):
    with pytest.raises(InvalidField, match="sensible"):
        await desk.correct("contact", themes=["SEXUELLE"])
