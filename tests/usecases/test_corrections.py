"""Correcting what was sent: freely for a week, with a reason after it, beside it once the quarter is closed."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.contacts import Contact
from asv.db.engine import Bases, loader_session
from asv.db.importations import Importation
from asv.domain.corrections import MotifCorrection, Stale
from asv.domain.errors import Conflict, Forbidden, NotFound, Refused
from asv.domain.saisie import InvalidField
from asv.domain.suivis.codes import draw_code
from asv.usecases import corrections
from asv.usecases.corrections import Cible
from asv.usecases.synchronisation import places_of
from tests.support.database import TODAY, Persona, World
from tests.support.indicateurs import received_on, total_of
from tests.support.saisies import (
    NOW,
    atelier,
    clear,
    contact,
    issues,
    ouverture,
    retrait,
    rows,
    salutation,
    seance,
    send,
)
from tests.usecases.steps import entered

AFTER_A_WEEK = NOW + timedelta(days=8)
AFTER_CLOSING = datetime(2027, 2, 1, 9, tzinfo=NOW.tzinfo)
TYPO = MotifCorrection.TOUCHE


@dataclass
class Desk:
    """A séance with one contact, and an atelier, sent by a mediator who now sits at a desk."""

    bases: Bases
    world: World
    admin: AsyncEngine
    items: dict[str, dict]

    async def receive(self, *items: dict, who: Persona | None = None) -> None:
        assert set(issues(await send(self.bases, who or self.world.mediateur, list(items)))) == {"stored"}
        await received_on(self.admin, self.world, TODAY)

    async def correct(self, genre: str, *, who: Persona | None = None, now: datetime = NOW, motif: str = "", **changes):
        item = self.items[genre]
        async with entered(self.bases, who or self.world.mediateur) as (session, acteur):
            places = await places_of(session, acteur.territoire_id, NOW)
            contenu = {k: v for k, v in (item["contenu"] | changes).items() if v is not None}
            cible = Cible(item["genre"], UUID(item["id"]), 0, motif)
            return await corrections.correct(session, acteur, cible, contenu, places=places, now=now)

    async def act(self, what, genre: str, *, version: int = 0, motif: str = "", now: datetime = NOW):
        async with entered(self.bases, self.world.mediateur) as (session, acteur):
            cible = Cible(genre, UUID(self.items[genre]["id"]), version, motif)
            return await what(session, acteur, cible, now=now)

    async def rows(self, table: str) -> list:
        return await rows(self.admin, self.world, table)

    async def m01(self) -> int:
        return (await total_of(self.bases, self.world, "M01"))["M01"]


@pytest.fixture
async def desk(bases: Bases, world: World, admin: AsyncEngine) -> Desk:
    there = clear("seance", seance(world))
    group = clear("atelier", atelier(world))
    items = {"seance": there, "contact": clear("contact", contact(there["id"])), "atelier": group}
    desk = Desk(bases, world, admin, items)
    await desk.receive(*items.values())
    return desk


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
