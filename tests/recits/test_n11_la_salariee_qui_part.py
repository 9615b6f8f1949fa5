"""N11. La salariée qui part : Hélène gère l’équipe, elle s’en va vendredi, Inès prend la suite ; rien ne se perd."""

import re
from collections.abc import Callable
from datetime import date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.domain.periodes import FRANCE
from tests.support.database import Persona, World
from tests.support.site import ORIGIN, Client
from tests.web.steps import draft, path_of, today

MOTS = "terril carbone mineur coron"


@pytest.fixture
def calendrier() -> Callable[[], datetime]:
    """The base tells the days of accounts and the ends of sessions by its own clock: the story happens now."""
    return lambda: datetime.now(FRANCE)


def equipe(who: Persona) -> str:
    return f"/structures/{who.structure_id}/equipe"


def read(page: str) -> str:
    return page.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


async def invite(client: Client, who: Persona, **changes) -> tuple[str, str]:
    """Address and link of a colleague."""
    form = {"nom_affiche": "Inès", "email": f"{uuid4().hex}@exemple.fr", "droits": "ecriture"} | changes
    answer = await client.post(equipe(who), who, **form)
    assert answer.status_code == 200, answer.text
    return form["email"], re.search(rf"{ORIGIN}(/invitation/[\w-]+)", answer.text)[1]


async def compte_of(admin: AsyncEngine, email: str) -> str:
    async with admin.connect() as connection:
        return str(await connection.scalar(text("SELECT id FROM sec.compte WHERE email = :e"), {"e": email}))


async def ends(admin: AsyncEngine, who: Persona, day: date) -> None:
    """The night falls: the last day that was written is now that one."""
    async with admin.begin() as connection:
        await connection.execute(text("UPDATE sec.compte SET ouvert_au = :d WHERE id = :i"), {"d": day, "i": who.id})


async def test_n11_helene_part_ines_gere_et_les_actions_restent(site_du_jour: Client, world: World, admin: AsyncEngine):
    # Étant donné Hélène, seule à gérer l’équipe, et une action que sa structure prépare
    helene = world.partenaire
    action = await draft(site_du_jour, world, helene, titre="Café santé")
    email, lien = await invite(site_du_jour, helene)
    path_of(await site_du_jour.post(lien, mot_de_passe=MOTS, confirmation=MOTS))
    ines = await compte_of(admin, email)

    # Quand elle note son départ sans avoir passé la main, l’outil le lui dit
    depart = {"droits": "gestion", "ouvert_au": today().isoformat()}
    refus = await site_du_jour.post(f"{equipe(helene)}/{helene.id}", helene, **depart)
    assert refus.status_code == 409
    assert "Personne ne pourrait plus gérer cette équipe" in read(refus.text)

    # Alors elle donne ce droit à Inès, puis note son dernier jour
    path_of(await site_du_jour.post(f"{equipe(helene)}/{ines}", helene, droits="gestion"))
    path_of(await site_du_jour.post(f"{equipe(helene)}/{helene.id}", helene, **depart))
    assert (await site_du_jour.get(action, helene)).status_code == 200

    # Le lendemain sa session est finie, et son mot de passe n’ouvre rien de plus que celui d’une inconnue
    await ends(admin, helene, date(2020, 1, 1))
    assert (await site_du_jour.get(action, helene)).status_code == 401

    # Inès entre, lit l’action de sa structure, gère l’équipe ; Hélène y figure, fermée
    entree = await site_du_jour.post("/connexion", email=email, mot_de_passe=MOTS)
    assert entree.status_code == 303
    jeton = re.search(r"__Host-sid=([^;]+)", entree.headers["set-cookie"])[1]
    suivante = Persona(helene.id, helene.role, jeton, helene.structure_id, email)
    assert "Café santé" in (await site_du_jour.get(action, suivante)).text
    page = read((await site_du_jour.get(equipe(helene), suivante)).text)
    assert "Terminé" in page
    assert "Gère l’équipe" in page


async def test_n11_une_equipe_sans_personne_est_aidee_par_la_coordination(
    site_du_jour: Client, world: World, admin: AsyncEngine
):
    # Étant donné une structure dont la seule gestionnaire est partie sans rien dire
    await ends(admin, world.partenaire, date(2020, 1, 1))

    # Quand la coordination ouvre son équipe et invite une personne
    path = equipe(world.partenaire)
    assert "Terminé" in read((await site_du_jour.get(path, world.coordinateur)).text)
    form = {"nom_affiche": "Léo", "email": f"{uuid4().hex}@exemple.fr", "droits": "gestion"}
    answer = await site_du_jour.post(path, world.coordinateur, **form)

    # Alors un lien est montré une fois, et le journal dit qui a aidé
    assert answer.status_code == 200
    assert "/invitation/" in answer.text
    assert "/invitation/" not in (await site_du_jour.get(path, world.coordinateur)).text
    async with admin.connect() as connection:
        helped = await connection.scalar(
            text("SELECT role FROM asv.journal WHERE territoire_id = :t AND evenement = 'collaborateur_invite'"),
            {"t": world.territoire_id},
        )
    assert helped == "coordinateur"
