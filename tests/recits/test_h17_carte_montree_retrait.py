"""H17. Carte montrée : accès, retrait. (La tablette perdue est essayée avec la réception.)"""

import re
from datetime import date
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.tables import METADATA
from asv.domain.suivis.codes import draw_code
from asv.sealing import keyed_hash
from tests.recits.conftest import Calendrier
from tests.recits.pages import AVION, meet, note, open_suivi, show_card
from tests.support.database import Persona, World
from tests.support.saisies import TABLET, clear, etape, rows
from tests.support.site import Client
from tests.support.suivis import lay

SENSIBLES = {"ADDICT", "ADM_SEJOUR", "O_CSAPA", "B_PSY"}


async def a_full_suivi(client: Client, call: World, jour: date, carte: str) -> str:
    """A suivi with something in every table that hangs on it, sensitive values included."""
    nadia, karim = call.mediatrice, call.mediateur
    path = await open_suivi(client, nadia, carte, jour, exprimes=["B_DROITS", "B_PSY"], themes=["ADDICT", ""],
                            couvertures=["C2S", "", ""], etats=["EXPIRE", "", ""])  # fmt: skip
    await note(client, nadia, path, "demarche", jour, objet="D_C2S_DEP")
    await note(client, nadia, path, "orientation", jour, type="O_CSAPA", force="TO_INFO")
    await client.post(f"{path}/pense-betes", nadia, note=str(uuid4()), texte="rappeler")
    await show_card(client, karim, carte)
    await meet(client, karim, AVION, jour, code=carte, themes=["ADDICT"], freins=["ADM_SEJOUR"],
               orientation="O_CSAPA", force_orientation="TO_INFO")  # fmt: skip
    await client.post(f"{path}/relais", nadia, vers=str(karim.id), accord="oui")
    return path


async def test_h17_la_personne_lit_tout_ce_qui_est_note_sur_elle_au_mois_pres(
    site_du_jour: Client, calendrier: Calendrier, call: World
):
    nadia, carte = call.mediatrice, draw_code()
    calendrier.jour = date(2026, 5, 12)
    path = await a_full_suivi(site_du_jour, call, calendrier.jour, carte)

    page = (await site_du_jour.get(f"{path}/mes-donnees", nadia)).text.replace("\u202f", " ")

    assert "Qu’avez-vous sur moi ?" in page
    for word in ("Accord oral au suivi", "soutien psychologique", "Dossier C2S déposé", "CSAPA", "expiré", "mai 2026",
                 "« rappeler »", "conduites addictives", "Rencontre en mai 2026, Avion"):  # fmt: skip
        assert word in page, word
    assert not re.search(r"\d{1,2} mai 2026|\d{2}/05/2026", page)


async def test_h17_sans_la_carte_la_page_ne_montre_rien(
    site_du_jour: Client, calendrier: Calendrier, call: World, admin: AsyncEngine, carte_secret: bytes
):
    suivi = await lay(admin, call, carte_secret, who=call.mediatrice, day=calendrier.jour)

    answer = await site_du_jour.get(f"{suivi.path}/mes-donnees", call.mediatrice)

    assert answer.status_code == 403
    assert "25-49" not in answer.text
    assert "montrer sa carte" in answer.text


async def test_h17_l_accord_retire_efface_le_suivi_et_rend_ses_contacts_sans_code_ni_valeur_sensible(
    site_du_jour: Client, calendrier: Calendrier, call: World, admin: AsyncEngine
):
    nadia, karim, carte = call.mediatrice, call.mediateur, draw_code()
    calendrier.jour = date(2026, 5, 12)
    path = await a_full_suivi(site_du_jour, call, calendrier.jour, carte)
    suivi = path.rpartition("/")[2]
    mine = [r["id"] for r in await rows(admin, call, "contact") if str(r["suivi_id"]) == suivi]

    unsure = await site_du_jour.post(f"{path}/retrait", nadia, element=str(uuid4()))
    assert unsure.status_code == 400
    form = {"element": str(uuid4()), "confirme": "oui"}
    for _ in range(2):
        assert (await site_du_jour.post(f"{path}/retrait", nadia, **form)).headers["location"].startswith("/suivis?")

    # plus aucune ligne, dans aucune table, ne porte ce suivi
    for table in METADATA.tables.values():
        if table.schema == "asv" and "suivi_id" in table.c and "territoire_id" in table.c:
            left = [r for r in await rows(admin, call, table.name) if str(r["suivi_id"]) == suivi]
            assert left == [], table.name
    assert [r for r in await rows(admin, call, "suivi") if str(r["id"]) == suivi] == []
    # les contacts restent, sans code et sans champ sensible
    kept = [r for r in await rows(admin, call, "contact") if r["id"] in mine]
    assert len(kept) == len(mine) == 1
    assert not SENSIBLES & {*kept[0]["themes"], *kept[0]["freins"], kept[0]["orientation"]}
    assert kept[0]["freins"] == kept[0]["familles_frein"] == ["ADMIN"]
    # la carte n’ouvre plus rien, et le dit
    answer = await site_du_jour.post("/suivis", karim, code=carte)
    assert (answer.status_code, "effacé à la demande de la personne" in answer.text) == (400, True)
    assert (await site_du_jour.get(path, nadia)).status_code == 404


async def keep_apart(client: Client, who: Persona, carte: str, jour: date) -> list[str]:
    """One item of a card for each way of setting it aside: two contents under one number, too new, waiting."""
    said = etape(carte, date=jour.isoformat())
    first = clear("suivi_etape", said)
    items = [
        first, clear("suivi_etape", said | {"apres": "REFUSE"}, first["id"]), clear("suivi_etape", said, version=9),
        clear("suivi_etape", said | {"precedent": str(uuid4())}),
    ]  # fmt: skip
    batches = [{"appareil": str(TABLET), "elements": [item]} for item in items]
    answers = [await client.send("/api/synchronisation", who, batch) for batch in batches]
    assert [answer.json()["verdicts"][0]["verdict"] for answer in answers] == [
        "stored", "conflict", "needs_coordinator", "parked",
    ]  # fmt: skip
    return [item["id"] for item in items]


async def test_h17_apres_une_fusion_le_retrait_ne_laisse_rien_des_deux_cartes_ni_de_ce_qui_etait_mis_de_cote(
    site_du_jour: Client, calendrier: Calendrier, call: World, admin: AsyncEngine, carte_secret: bytes
):
    nadia, cartes = call.mediatrice, [draw_code(), draw_code()]
    calendrier.jour = date(2026, 5, 12)
    hashes = [keyed_hash(carte_secret, carte) for carte in cartes]
    paths = [await a_full_suivi(site_du_jour, call, calendrier.jour, carte) for carte in cartes]
    suivis = [path.rpartition("/")[2] for path in paths]
    aside = [item for carte in cartes for item in await keep_apart(site_du_jour, nadia, carte, calendrier.jour)]
    mine = [r["id"] for r in await rows(admin, call, "contact") if str(r["suivi_id"]) in suivis]

    # deux cartes pour une personne, réunies avec elle, puis l’accord retiré
    for carte in cartes:
        await show_card(site_du_jour, nadia, carte)
    form = {"element": str(uuid4()), "code": cartes[1], "confirme": "oui"}
    assert (await site_du_jour.post(f"{paths[0]}/fusion", nadia, **form)).headers["location"].startswith(paths[0])
    form = {"element": str(uuid4()), "confirme": "oui"}
    assert (await site_du_jour.post(f"{paths[0]}/retrait", nadia, **form)).headers["location"].startswith("/suivis?")

    # rien ne reste de l’une ni de l’autre, dans aucune table : la carte dit seulement qu’elle est effacée, le journal
    # que c’est fait, et le numéro de l’ouverture n’est pas repris
    for table in METADATA.tables.values():
        if table.schema == "asv" and "territoire_id" in table.c and table.name not in ("carte", "journal"):
            everything = str([dict(row) for row in await rows(admin, call, table.name)])
            traces = [*cartes, *(h.hex() for h in hashes), *([] if table.name == "reception" else [*suivis, *aside])]
            assert [trace for trace in traces if trace in everything] == [], table.name
    left = [row for row in await rows(admin, call, "carte") if row["empreinte"] in hashes]
    assert [(row["etat"], row["suivi_id"]) for row in left] == [("retiree", None)] * 2
    kept = [row for row in await rows(admin, call, "contact") if row["id"] in mine]
    assert len(kept) == 2
    assert not SENSIBLES & {value for r in kept for value in (*r["themes"], *r["freins"], r["orientation"])}
    for path, carte in zip(paths, cartes, strict=True):
        assert (await site_du_jour.get(path, nadia)).status_code == 404
        assert "effacé à la demande de la personne" in (await site_du_jour.post("/suivis", nadia, code=carte)).text
