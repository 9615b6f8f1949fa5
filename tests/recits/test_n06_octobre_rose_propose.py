"""N06. Octobre rose proposé : où le besoin est le moins couvert, sans gêner personne, et l’on sait pourquoi."""

import html
import re
from datetime import date
from urllib.parse import urlencode

import pytest
from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action, DateAction
from asv.db.besoins import RangBesoin
from asv.db.engine import loader_session
from asv.reference import are_adjacent
from tests.recits.conftest import Calendrier
from tests.support.database import World
from tests.support.moyens import dated_action
from tests.support.site import Client

DEJA = date(2026, 10, 14)


def read(page: str) -> str:
    return html.unescape(page).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture
async def rangs(call: World, admin: AsyncEngine) -> None:
    """The cancers come first in the first three QPV, and seventh elsewhere."""
    async with loader_session(admin) as session, session.begin():
        ranks = [
            {"territoire_id": call.territoire_id, "annee": 2025, "qpv": qpv, "theme": "CANCER",
             "rang": 1 if place < 3 else 7}
            for place, qpv in enumerate(call.qpv)
        ]  # fmt: skip
        await session.execute(delete(RangBesoin).where(RangBesoin.territoire_id == call.territoire_id))
        await session.execute(insert(RangBesoin), ranks)


async def test_n06_six_seances_pour_octobre_rose_trois_structures_un_bus(
    site_du_jour: Client, calendrier: Calendrier, call: World, admin: AsyncEngine, rangs: None
):
    calendrier.jour = date(2026, 8, 24)
    # étant donné un bus libre, et une séance du même thème déjà prévue dans le premier quartier
    bus = {
        "sens": "offre", "code": "MY_UNITE_MOBILE", "libelle": "Bus santé", "quantite": "1", "debut": "2026-09-01",
        "fin": "2026-12-31", "jours": ["2", "3", "4"],
    }  # fmt: skip
    answer = await site_du_jour.post("/moyens", call.associee, **bus)
    moyen = answer.headers["location"].partition("?")[0].rsplit("/", 1)[1]
    _, (deja,) = await dated_action(admin, call, DEJA, 1)
    async with loader_session(admin) as session, session.begin():
        day = await session.get(DateAction, (call.territoire_id, deja))
        day.qpv = call.qpv[0]
        (await session.get(Action, (call.territoire_id, day.action_id))).titre = "Déjà là"

    # quand la coordination demande six séances en octobre, avec deux structures et ce bus
    asked = {
        "campagne": "OCTOBRE_ROSE", "seances": "6", "debut": "2026-10-01", "fin": "2026-10-31", "moyen": moyen,
        "creneaux": ["matin", "apres_midi"],
        "structures": [str(call.partenaire.structure_id), str(call.associee.structure_id)],
    }  # fmt: skip
    page = read((await site_du_jour.get(f"/planification?{urlencode(asked, doseq=True)}", call.coordinateur)).text)
    plan = page[page.index("Ce que l’outil propose") :]

    # alors six séances sont proposées, les jours où le bus roule, ailleurs que là où l’on va déjà, ni à côté
    days = [date.fromisoformat(found) for found in re.findall(r'name="jour" type="date" value="([0-9-]+)"', plan)]
    places = re.findall(r'name="qpv" value="(\w+)"', plan)
    assert (len(days), len(places)) == (6, 6)
    assert {day.isoweekday() for day in days} <= {2, 3, 4}
    assert call.qpv[0] not in places
    assert not any(are_adjacent(call.qpv[0], qpv) for qpv in places)
    apart = [abs(a - b).days for a, p in zip(days, places, strict=True) for b, q in zip(days, places, strict=True)
             if are_adjacent(p, q)]  # fmt: skip
    assert all(gap > 21 for gap in apart)

    # les quartiers de rang 1 sont servis, s’ils ne se touchent pas, et chaque choix est expliqué
    first = [qpv for qpv in call.qpv[1:3] if not are_adjacent(call.qpv[0], qpv)]
    assert any(qpv in places for qpv in first) or not first
    assert "Besoin au 1er rang" in plan or not first
    assert "« Déjà là », le 14 octobre 2026" in plan

    # quand elle garde quatre séances sur six
    moments = re.findall(r'<option value="(matin|apres_midi|soir)" selected', plan)
    kept = {
        "titre": "Octobre rose à plusieurs", "porteur": str(call.partenaire.structure_id), "campagne": "OCTOBRE_ROSE",
        "theme": "DEP_SEIN", "garde": ["0", "1", "2", "3"], "qpv": places, "moyen": [moyen] * 6,
        "jour": [day.isoformat() for day in days], "creneau": moments,
        "structure": [str(call.associee.structure_id)] * 6,
    }  # fmt: skip
    answer = await site_du_jour.post("/planification", call.coordinateur, **kept)

    # alors un brouillon l’attend : quatre dates, le bus réservé quatre fois, l’autre structure invitée
    assert answer.status_code == 303, read(answer.text)
    path = answer.headers["location"].partition("?")[0]
    means = read((await site_du_jour.get(f"{path}/moyens", call.partenaire)).text)
    assert means.count("Réservé</span>") == 4
    assert "Octobre rose à plusieurs" in (await site_du_jour.get("/actions", call.associee)).text
