"""H04. Ouverture d’un suivi, droits, résultat daté."""

import re
from datetime import date

from sqlalchemy.ext.asyncio import AsyncEngine

from asv.domain.suivis.codes import draw_code
from tests.recits.conftest import Calendrier
from tests.recits.pages import LENS, note, open_suivi, ouverture, show_card
from tests.support.database import World
from tests.support.saisies import rows
from tests.support.site import Client

CARTE = "K7MP-42QX"
QPV = "QN06225M"


async def test_h04_un_homme_ouvre_un_suivi_son_droit_s_ouvre_en_49_jours_et_il_finit_autonome(
    site_du_jour: Client, calendrier: Calendrier, call: World, admin: AsyncEngine
):
    nadia = call.mediatrice

    # Étant donné un homme de 25-49 ans, QPV de Lens, complémentaire expirée, qui accepte oralement le suivi le 4 mars
    suivi = await open_suivi(
        site_du_jour, nadia, CARTE, date(2026, 3, 4), endroit=f"{LENS}:{QPV}", sexe="H", tranche_age="A25_49",
        exprimes=["B_DROITS"], couvertures=["C2S", "", ""], etats=["EXPIRE", "", ""], freins=["FIN_SANS_COMPL", "", ""],
        autonomies=["AD_DROITS::AUT_1", "", "", "", "", ""],
    )  # fmt: skip

    # Quand Nadia remet la carte K7MP-42QX, saisit le dossier C2S, puis le 22 avril le droit ouvert
    await note(site_du_jour, nadia, suivi, "demarche", date(2026, 3, 4), objet="D_C2S_DEP", droit="C2S:EXPIRE",
               etat="EN_COURS")  # fmt: skip
    calendrier.jour = date(2026, 4, 22)
    made = next(row["id"] for row in await rows(admin, call, "demarche") if str(row["suivi_id"]) in suivi)
    await note(site_du_jour, nadia, suivi, "resultat", date(2026, 4, 22), pour=str(made), resultat="RES_DROIT_OUVERT",
               source="personne", droit="C2S:EN_COURS")  # fmt: skip
    page = (await site_du_jour.get(suivi, nadia)).text

    # Alors le droit passe EN_COURS → OUVERT avec historique, et le délai est de 49 jours
    assert re.search(
        r"Expiré / non renouvelé le 4 mars 2026 → Demande en cours le 4 mars 2026 → Ouvert et à jour le 22 avril 2026",
        page,
    )
    assert "en 49 jours" in page

    # Quand elle clôt le 30 avril, autonome
    calendrier.jour = date(2026, 4, 30)
    await note(site_du_jour, nadia, suivi, "cloture", date(2026, 4, 30), objet="CL_AUTONOMIE",
               autonomies=["AD_DROITS:AUT_1:AUT_3"])  # fmt: skip
    closed = (await site_du_jour.get(suivi, nadia)).text

    # Alors l’autonomie a gagné, la carte ne fonctionne plus qu’en lecture pour la personne, deux ans de garde
    assert "avec guidage à l’ouverture, <strong>autonome</strong> aujourd’hui" in closed
    assert "sera effacé le 30 avril 2028" in closed
    assert await show_card(site_du_jour, nadia, CARTE) == f"{suivi}/mes-donnees"
    refused = await site_du_jour.get(f"{suivi}/noter/rencontre", nadia)
    assert (refused.status_code, "Ce suivi est clos" in refused.text) == (400, True)
    row = next(r for r in await rows(admin, call, "suivi") if str(r["id"]) in suivi)
    assert (row["clos_le"], row["cloture"]) == (date(2026, 4, 30), "CL_AUTONOMIE")


async def test_h04_sans_accord_aucun_suivi(site_du_jour: Client, call: World, admin: AsyncEngine):
    answer = await site_du_jour.post(
        "/suivis/ouvrir", call.mediatrice, **ouverture(draw_code(), date(2026, 3, 4), accords=[])
    )

    assert answer.status_code == 400
    assert "avec l’accord de la personne" in answer.text
