"""Steps that the tests of the partner's pages take, through the forms alone."""

from datetime import date, datetime, timedelta

import httpx

from asv.domain.periodes import FRANCE
from tests.support.database import Persona, World
from tests.support.site import Client


def today() -> date:
    return datetime.now(FRANCE).date()


def soon() -> date:
    return today() + timedelta(days=10)


def here(world: World) -> tuple[str, str]:
    """A commune and a QPV of the contract that has a part in it."""
    return next((commune, qpv) for commune, qpv in world.cellules if qpv in world.qpv)


def other_qpv(world: World) -> str:
    """Another QPV of the contract."""
    return next(qpv for qpv in world.qpv if qpv != here(world)[1])


def sheet(world: World, **changes) -> dict[str, object]:
    fields = {"titre": "Dépistage au marché", "type": "AC_DEPIST", "theme": "DEP_COLO", "is_publique": "oui"}
    fields |= {"objectif": "Que chacun sache où prendre son test.", "besoin": "frein:FIN_RAC"}
    return fields | {"description": "Stand commun.", "qpv": [here(world)[1]]} | changes


def day(world: World, **changes) -> dict[str, str]:
    commune, qpv = here(world)
    fields = {"jour": soon().isoformat(), "debut": "09:00", "fin": "12:30", "lieu": "Halle du marché"}
    return fields | {"endroit": f"{commune}:{qpv}"} | changes


def path_of(answer: httpx.Response) -> str:
    """Where a form sends next, without its message."""
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].partition("?")[0]


async def draft(client: Client, world: World, who: Persona | None = None, **changes) -> str:
    """Path of a new action."""
    return path_of(await client.post("/actions", who or world.partenaire, **sheet(world, **changes)))


async def dated(client: Client, world: World, **changes) -> str:
    path = await draft(client, world, **changes)
    path_of(await client.post(f"{path}/dates", world.partenaire, **day(world)))
    return path


async def validated(client: Client, world: World, apport: str = "Une salle au sec", **changes) -> str:
    """The way to the validation, each step by whom it belongs to: another structure invited, then the committee."""
    path = await draft(client, world, **changes)
    await invited(client, world, path, apport)
    more = complement(world, version=await at(client, world, path))
    path_of(await client.post(f"{path}/completer", world.partenaire, **more))
    path_of(await client.post(f"{path}/reponse", world.partenaire, reponse="acceptee", moyens=["MY_AGENT"]))
    await measured(client, world, path)
    await checked(client, world, path)
    await passed(client, world.coordinateur, path, "AE_CONCERTATION")
    await passed(client, world.coordinateur, path, "AE_VALIDEE", cotech=today().isoformat())
    return path


async def announced(client: Client, world: World, apport: str = "Une salle au sec", **changes) -> str:
    path = await validated(client, world, apport, **changes)
    path_of(await client.post(f"{path}/dates", world.partenaire, **day(world)))
    await passed(client, world.partenaire, path, "AE_PROGRAMMEE")
    return path


def complement(world: World, **changes) -> dict[str, object]:
    """The rest of the sheet, as far as a validation and an announcement ask."""
    fields = {"participation_prevue": "PA_2", "communication": "Affiches.", "is_ouverte_au_dela": "oui"}
    return fields | {"aval": str(world.associee.structure_id), "aval_jours": "10"} | changes


async def at(client: Client, world: World, path: str) -> str:
    """The version of the sheet that the form to complete it shows."""
    page = (await client.get(f"{path}/completer", world.partenaire)).text
    return page.partition('name="version" value="')[2].partition('"')[0]


async def checked(client: Client, world: World, path: str) -> None:
    """The coordination runs the overlap check and reads it."""
    version = await at(client, world, path)
    path_of(await client.post(f"{path}/controle", world.coordinateur, version=version))


async def passed(client: Client, who: Persona, path: str, vers: str, **said: str) -> str:
    """One step, at the version that the sheet shows."""
    page = (await client.get(path, who)).text
    form = page.partition(f'name="vers" value="{vers}"')[2]
    version = form.partition('name="version" value="')[2].partition('"')[0]
    return path_of(await client.post(f"{path}/passer", who, vers=vers, version=version or "1", **said))


async def measured(client: Client, world: World, path: str) -> None:
    """An indicateur with its target and its source."""
    aimed = {"code": "A-REAL-2", "cible": "40", "source": "Comptes des dates", "echeance": "seance"}
    path_of(await client.post(f"{path}/indicateurs", world.partenaire, **aimed))


async def cancelled(client: Client, world: World, **changes) -> str:
    """An announced action whose only date is then cancelled for the weather."""
    path = await announced(client, world, **changes)
    page = (await client.get(path, world.partenaire)).text
    form = page.partition(f'action="{path}/dates/')[2].partition('"')[0]
    path_of(await client.post(f"{path}/dates/{form}", world.partenaire, motif="AN_METEO"))
    return path


async def invited(client: Client, world: World, path: str, apport: str = "Une salle au sec") -> str:
    fields = {"structure": str(world.associee.structure_id), "role": "RO_HOTE", "apport": apport}
    return path_of(await client.post(f"{path}/invitations", world.partenaire, **fields, moyens=["MY_LOCAL"]))
