"""H08. L’enfant traduit : la médiatrice interrompt et appelle un interprète."""

from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases, acteur_of
from asv.domain.diffusion import Statut
from asv.domain.suivis.codes import draw_code
from asv.usecases.tableau import Tableau, read_tableau
from tests.support.database import TODAY, World
from tests.support.saisies import clear, contact, issues, ouverture, rows, seance, send

INTIME, GENERAL = "SEXUELLE", "ACCES"


async def board(bases: Bases, world: World) -> Tableau:
    async with bases.session(world.coordinateur.token, read_only=True) as session:
        return await read_tableau(session, await acteur_of(session), TODAY)


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

    # la coordination lit un compte protégé, sans les minutes, qui diraient ce qu’il tait
    tableau = await board(bases, world)
    assert tableau.langues.territoire.cells["MINEUR"].statut is Statut.CONFIDENTIEL
    assert tableau.minutes_interpretariat is None

    # quand le compte se publie en entier, les minutes se lisent à côté, jamais de qui
    alone = [contact(permanence["id"], themes=[GENERAL], langue="LG_INT_TEL") for _ in range(20)]
    others = [contact(permanence["id"], themes=[GENERAL], **traduit) for _ in range(20)]
    sent = await send(bases, world.mediatrice, [clear("contact", each, version=2) for each in (*alone, *others)])
    assert set(issues(sent)) == {"stored"}
    tableau = await board(bases, world)
    assert tableau.langues.territoire.cells["MINEUR"].effectif == 21
    assert tableau.minutes_interpretariat == 21 * 20


async def test_h08_avec_un_suivi_et_son_accord_le_theme_peut_se_dire(bases: Bases, world: World, admin: AsyncEngine):
    permanence, carte = clear("seance", seance(world)), draw_code()
    ouvert = clear("suivi_ouverture", ouverture(world, carte))
    dit = clear("contact", contact(permanence["id"], code=carte, themes=[INTIME], langue="LG_INT_TEL"), version=2)

    assert issues(await send(bases, world.mediatrice, [permanence, ouvert, dit])) == ["stored"] * 3

    (kept,) = await rows(admin, world, "contact")
    assert kept["themes"] == [INTIME]
