"""H08. L’enfant traduit : la médiatrice interrompt et appelle un interprète."""

from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases, acteur_of
from asv.domain.diffusion import Statut
from asv.domain.suivis.codes import draw_code
from asv.usecases.tableau import read_tableau
from tests.support.database import TODAY, World
from tests.support.saisies import clear, contact, issues, ouverture, rows, seance, send

INTIME, GENERAL = "SEXUELLE", "ACCES"


async def test_h08_la_derniere_langue_est_retenue_et_la_premiere_est_comptee_sans_reproche(
    bases: Bases, world: World, admin: AsyncEngine
):
    permanence = clear("seance", seance(world))
    traduit = {"langue": "LG_INT_TEL", "langue_avant": "LG_PROCHE_MINEUR", "interpretariat_minutes": 20}

    # sans suivi, le thème sensible n’est pas pris ; le thème général l’est
    intime = clear("contact", contact(permanence["id"], themes=[INTIME], **traduit), version=2)
    general = clear("contact", contact(permanence["id"], themes=[GENERAL], **traduit), version=2)
    answer = await send(bases, world.mediatrice, [permanence, intime, general])
    assert issues(answer) == ["stored", "rejected", "stored"]
    assert answer.verdicts[1].champ == "themes"

    # alors la dernière modalité est retenue, la première reste à côté
    (kept,) = await rows(admin, world, "contact")
    assert (kept["langue"], kept["langue_avant"], kept["interpretariat_minutes"]) == (
        "LG_INT_TEL", "LG_PROCHE_MINEUR", 20,
    )  # fmt: skip
    assert kept["themes"] == [GENERAL]

    # la coordination lit vingt minutes et un compte protégé, jamais de qui
    async with bases.session(world.coordinateur.token, read_only=True) as session:
        tableau = await read_tableau(session, await acteur_of(session), TODAY)
    assert tableau.minutes_interpretariat == 20
    assert tableau.langues.territoire.cells["MINEUR"].statut is Statut.CONFIDENTIEL


async def test_h08_avec_un_suivi_et_son_accord_le_theme_peut_se_dire(bases: Bases, world: World, admin: AsyncEngine):
    permanence, carte = clear("seance", seance(world)), draw_code()
    ouvert = clear("suivi_ouverture", ouverture(world, carte))
    dit = clear("contact", contact(permanence["id"], code=carte, themes=[INTIME], langue="LG_INT_TEL"), version=2)

    assert issues(await send(bases, world.mediatrice, [permanence, ouvert, dit])) == ["stored"] * 3

    (kept,) = await rows(admin, world, "contact")
    assert kept["themes"] == [INTIME]
