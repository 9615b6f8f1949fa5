"""N02. Ce qui manque est nommé : à chaque porte fermée, la page dit pourquoi, et à qui de jouer."""

from datetime import date

from tests.recits.conftest import Calendrier
from tests.support.database import World
from tests.support.site import Client
from tests.web.steps import at, checked, complement, day, draft, invited, measured, passed, path_of

JOUR = date(2026, 3, 4)


async def missing(client: Client, who, path: str) -> list[str]:
    """What the sheet says is missing for the next step, in order."""
    steps = (await client.get(path, who)).text.partition('id="etapes-titre"')[2].partition("</section>")[0]
    listed = steps.partition("<ul>")[2].partition("</ul>")[0]
    texts = [item.partition("</li>")[0] for item in listed.split("<li>")[1:]]
    return [text.partition("</a>")[0].rpartition(">")[2].replace("\u202f", " ").strip() for text in texts]


async def test_n02_ce_qui_manque_est_nomme(site_du_jour: Client, calendrier: Calendrier, world: World):
    calendrier.jour, client = JOUR, site_du_jour

    # Étant donné un dépistage en montage : la coordination lit ce qui retient la concertation
    path = await draft(client, world)
    assert await missing(client, world.coordinateur, path) == [
        "la lecture du contrôle des doublons",
        "au moins une autre structure informée (invitez-la)",
    ]
    await invited(client, world, path)
    await checked(client, world, path)
    await passed(client, world.coordinateur, path, "AE_CONCERTATION")

    # Quand la coordination veut noter la validation, il manque la participation, l’indicateur et l’après-dépistage
    assert await missing(client, world.coordinateur, path) == [
        "le niveau de participation des habitants prévu",
        "au moins un indicateur, avec sa cible et sa source",
        "pour un dépistage, qui reçoit les personnes dont le test est positif et en combien de jours",
    ]
    version = await at(client, world, path)
    answer = await client.post(
        f"{path}/passer", world.coordinateur, vers="AE_VALIDEE", version=version, cotech="2026-03-02"
    )
    assert answer.status_code == 400
    assert "qui reçoit les personnes dont le test est positif" in answer.text
    more = complement(world, version=version, communication="")
    path_of(await client.post(f"{path}/completer", world.partenaire, **more))
    await measured(client, world, path)
    await passed(client, world.coordinateur, path, "AE_VALIDEE", cotech="2026-03-02")

    # Alors le porteur lit ce qui retient l’annonce, et chaque manque mène où le combler
    assert await missing(client, world.partenaire, path) == [
        "au moins une date à venir",
        "un moyen réservé, ou apporté par une structure qui participe",
        "le plan de communication",
    ]
    page = (await client.get(path, world.partenaire)).text
    assert f'href="{path}/completer#communication"' in page
    pipeline = (await client.get("/actions/pipeline", world.coordinateur)).text
    assert "le plan de communication" in pipeline
    assert "Porteur" in pipeline

    # Quand tout est là, plus rien n’est nommé et le bouton paraît
    commune, qpv = next((commune, qpv) for commune, qpv in world.cellules if qpv in world.qpv)
    when = day(world, jour="2026-03-25", endroit=f"{commune}:{qpv}")
    path_of(await client.post(f"{path}/dates", world.partenaire, **when))
    path_of(await client.post(f"{path}/reponse", world.partenaire, reponse="acceptee", moyens="MY_AGENT"))
    full = complement(world, version=await at(client, world, path))
    path_of(await client.post(f"{path}/completer", world.partenaire, **full))
    assert await missing(client, world.partenaire, path) == []
    assert "Annoncer l’action" in (await client.get(path, world.partenaire)).text

    # Et personne ne le fait à sa place sans en avoir le droit
    version = await at(client, world, path)
    for who in (world.associee, world.mediateur, world.financeur):
        answer = await client.post(f"{path}/passer", who, vers="AE_PROGRAMMEE", version=version)
        assert answer.status_code == 403
    await passed(client, world.coordinateur, path, "AE_PROGRAMMEE")
