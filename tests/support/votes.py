"""Votes of the two colleges and a decision, through the forms alone; the objects that a priorité is tied to."""

import re
from datetime import date, datetime
from uuid import UUID, uuid4

import httpx
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action
from asv.db.besoins import Ambition
from asv.db.engine import loader_session
from asv.domain.periodes import FRANCE, last_closed
from tests.support.database import Persona, World
from tests.support.site import Client

TODAY = datetime.now(FRANCE).date()
YEAR = last_closed(TODAY).annee
DENTISTE, PSY, RAC = "BESOIN:B_DENT", "FREIN:OFF_PSY", "FREIN:FIN_RAC"
MOTIF = "Les deux sont retenus ; le dentaire la première année, la santé mentale ensuite."


def path_of(world: World, annee: int = YEAR) -> str:
    return f"/diagnostic/priorites/{annee}/{world.qpv[0]}"


def vote(*objets: str, votants: int = 22, **changes) -> dict[str, object]:
    """A vote in this order. Lines that are left empty come too, as a browser sends them."""
    ranks = [str(rank) for rank in range(1, len(objets) + 1)]
    fields = {"votants": str(votants), "etabli_le": TODAY.isoformat(), "mode": "rangs"}
    return fields | {"objets": [*objets, ""], "valeurs": [*ranks, ""]} | changes


def choices(**changes) -> dict[str, object]:
    """The decision on DENTISTE, PSY and RAC: two kept, one set aside."""
    fields = {"decidee_le": TODAY.isoformat(), "motif": MOTIF, "objets": [DENTISTE, RAC, PSY]}
    more = {"sorts": ["1", "ecarte", "2"], "annees": [str(YEAR + 1), "", str(YEAR + 2)]}
    return fields | more | {"raisons": ["", "La caisse y répond déjà par ses aides.", ""]} | changes


async def noted(client: Client, who: Persona, path: str, **fields) -> httpx.Response:
    """Sends a form as its page gives it, with how many votes and decisions it was opened on."""
    seen = re.search(r'name="vues" value="([0-9]+)"', (await client.get(path, who)).text)
    return await client.post(path, who, vues=seen[1] if seen else "0", **fields)


async def linked(client: Client, who: Persona, path: str, **fields) -> list[httpx.Response]:
    """Sends each form of links of a quartier, in the order of its page, with what it was opened on."""
    page = (await client.get(path, who)).text
    forms = re.findall(r'action="([^"]+/liens/[0-9a-f-]+)"(.*?)</form>', page, re.DOTALL)
    return [await client.post(action, who, **opened_on(form), **fields) for action, form in forms]


def opened_on(form: str) -> dict[str, object]:
    """What the page wrote in a form of links when it was opened."""
    return {name: re.findall(rf'name="{name}" value="([^"]+)"', form) for name in ("vues", "avant")}


async def voted(client: Client, world: World, *, habitants: int = 22, professionnels: int = 18) -> str:
    """Path of a QPV whose colleges disagree: the dentist first, or mental health first."""
    path = path_of(world)
    votes = {"habitants": (DENTISTE, RAC), "professionnels": (PSY, DENTISTE)}
    for college, votants in (("habitants", habitants), ("professionnels", professionnels)):
        fields = vote(*votes[college], votants=votants)
        answer = await noted(client, world.coordinateur, f"{path}/classements/{college}", **fields)
        assert answer.status_code == 303, answer.text
    return path


async def decided(client: Client, world: World, **changes) -> str:
    path = await voted(client, world)
    answer = await noted(client, world.coordinateur, f"{path}/decision", **choices(**changes))
    assert answer.status_code == 303, answer.text
    return path


async def ties(admin: AsyncEngine, world: World) -> tuple[UUID, UUID]:
    """An ambition of the contrat de ville and an announced action."""
    same = {"territoire_id": world.territoire_id}
    ambition = Ambition(id=uuid4(), nature="ambition", numero="5", libelle="Réduire le renoncement aux soins", **same)
    action = Action(
        id=uuid4(), titre="Bus bucco-dentaire", type="AC_BUS", theme="DENT", etat="AE_PROGRAMMEE",
        porteur_id=world.partenaire.structure_id, creee_par=world.partenaire.id, annoncee_le=date(YEAR + 1, 1, 5),
        **same,
    )  # fmt: skip
    async with loader_session(admin) as session, session.begin():
        session.add_all([ambition, action])
    return ambition.id, action.id
