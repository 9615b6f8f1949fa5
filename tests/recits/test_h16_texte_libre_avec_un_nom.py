"""H16. Texte libre avec un nom."""

import logging
import re
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.recits.conftest import Calendrier
from tests.support.database import World
from tests.support.saisies import rows
from tests.support.site import Client
from tests.support.suivis import Laid, lay

TEXTE = "Mme Lefebvre, diabète, rappeler au 06 12 34 56 78"


@pytest.fixture
async def suivi(calendrier: Calendrier, call: World, admin: AsyncEngine, carte_secret: bytes) -> Laid:
    return await lay(admin, call, carte_secret, who=call.mediatrice, day=calendrier.jour)


async def test_h16_le_pense_bete_est_bloque_les_fragments_soulignes_et_rien_n_est_journalise(
    site_du_jour: Client, call: World, admin: AsyncEngine, suivi: Laid, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)

    answer = await site_du_jour.post(f"{suivi.path}/pense-betes", call.mediatrice, note=str(uuid4()), texte=TEXTE)

    marked = re.findall(r"<mark>([^<]+)<span[^>]*> \(([^)]+)\)", answer.text)
    assert answer.status_code == 400
    assert [(text.replace("Mme ", ""), kind) for text, kind in marked] == [
        ("Lefebvre", "nom"), ("diabète", "maladie ou médicament"), ("06 12 34 56 78", "téléphone"),
    ]  # fmt: skip
    assert "« rappeler, RDV spécialiste »" in answer.text.replace("\u202f", " ")
    assert await rows(admin, call, "pense_bete") == []
    journal = str([row for row in await rows(admin, call, "journal") if row["compte_id"] == call.mediatrice.id])
    for word in ("Lefebvre", "diabète", "06 12"):
        assert word not in journal
        assert word not in caplog.text


async def test_h16_la_formulation_proposee_est_gardee_pour_son_auteur_seul(
    site_du_jour: Client, call: World, suivi: Laid
):
    form = {"note": str(uuid4()), "texte": "rappeler, RDV spécialiste"}

    for _ in range(2):
        sent = await site_du_jour.post(f"{suivi.path}/pense-betes", call.mediatrice, **form)
        assert sent.status_code == 303
    await site_du_jour.post("/suivis", call.mediateur, code=suivi.code)

    assert (await site_du_jour.get(suivi.path, call.mediatrice)).text.count("rappeler, RDV spécialiste") == 1
    assert "rappeler, RDV spécialiste" not in (await site_du_jour.get(suivi.path, call.mediateur)).text
