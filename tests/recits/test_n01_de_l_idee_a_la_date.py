"""N01. De l’idée à la date : une action naît d’un besoin et va jusqu’au calendrier, chacun faisant ce qui est à lui."""

from datetime import date

from tests.recits.conftest import Calendrier
from tests.support.database import World
from tests.support.site import Client
from tests.web.steps import at, checked, complement, measured, passed, path_of, sheet

JOUR = date(2026, 3, 4)
"""A Wednesday; the date of the action is three weeks later."""


async def etat(client: Client, world: World, path: str) -> str:
    """The badge of the sheet, as the porteur reads it."""
    page = (await client.get(path, world.partenaire)).text
    return page.partition('class="line-state"')[2].partition("</span>")[0].rpartition(">")[2].strip()


async def test_n01_de_l_idee_a_la_date(site_du_jour: Client, calendrier: Calendrier, world: World):
    calendrier.jour, client = JOUR, site_du_jour

    # Étant donné une idée sans besoin : elle reste une idée, que personne d’autre ne voit
    path = path_of(await client.post("/actions", world.partenaire, **sheet(world, besoin="", titre="Un café santé")))
    assert await etat(client, world, path) == "Idée"
    assert (await client.get(path, world.associee)).status_code == 404

    # Quand le porteur dit le besoin, l’action passe d’elle-même en montage
    said = "Au café des parents, on demande où faire soigner ses dents."
    path_of(await client.post(f"{path}/besoins", world.partenaire, besoin="habitants:", besoin_texte=said))
    assert await etat(client, world, path) == "En montage"

    # Quand il invite la CPAM et que la coordination a lu le contrôle, la concertation s’ouvre
    guest = {"structure": str(world.associee.structure_id), "role": "RO_HOTE", "apport": "Une salle"}
    path_of(await client.post(f"{path}/invitations", world.partenaire, **guest))
    assert "un besoin documenté" not in (await client.get(path, world.associee)).text
    await checked(client, world, path)
    await passed(client, world.coordinateur, path, "AE_CONCERTATION")

    # Quand le comité valide, la coordination le note avec sa date
    more = complement(world, version=await at(client, world, path))
    path_of(await client.post(f"{path}/completer", world.partenaire, **more))
    await measured(client, world, path)
    await passed(client, world.coordinateur, path, "AE_VALIDEE", cotech="2026-03-03")
    assert await etat(client, world, path) == "Validée"
    assert (await client.get("/agenda")).text.count("Un café santé") == 0

    # Quand la date et les moyens sont là, le porteur annonce
    commune, qpv = next((commune, qpv) for commune, qpv in world.cellules if qpv in world.qpv)
    when = {"jour": "2026-03-25", "debut": "14:00", "fin": "16:30", "lieu": "Café des parents"}
    path_of(await client.post(f"{path}/dates", world.partenaire, **when, endroit=f"{commune}:{qpv}"))
    path_of(await client.post(f"{path}/reponse", world.partenaire, reponse="acceptee", moyens="MY_AGENT"))
    await passed(client, world.partenaire, path, "AE_PROGRAMMEE")

    # Alors les habitants la lisent, les médiateurs aussi, et l’histoire dit qui a fait quoi
    assert "Un café santé" in (await client.get("/agenda")).text
    assert (await client.get(path, world.mediateur)).status_code == 200
    page = (await client.get(path, world.partenaire)).text
    history = page.partition("Ce qui s’est passé (5)")[2]
    assert history.count("Centre social") >= 3
    assert history.count("Coordination") >= 2

    # Alors, le jour venu, elle est en cours sans que personne n’y touche
    calendrier.jour = date(2026, 3, 25)
    assert await etat(client, world, path) == "En cours"
