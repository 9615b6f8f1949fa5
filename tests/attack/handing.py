"""Everything that is handed out of two quarters, a year and its corrected edition, taken as its recipients take it."""

import re
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.domain.rapports import COMMUNE, RAPPORTS
from tests.support.database import Persona, World
from tests.support.documents import created, published, written
from tests.support.site import Client
from tests.web.test_croisements import fill
from tests.web.test_diffusions import PAGE, YEAR, diffused

PARTS = ("M06.FINANCIER", "G08F.F", "G08A.AGE_18_49")
BLOCS = (
    "M06:territoire", "M01:quartiers", "LIEU_SEXE:qpv", "LIEU_FREIN:commune", "SEXE_AGE:territoire", "M06:barres",
    "M06.FINANCIER:cases", "G08F.F:ronds",
)  # fmt: skip
MULTIPLES = "/diagnostic/explorer/quartiers"
SUJETS = ("M06", "G08F", "G08A")


@dataclass(frozen=True)
class Handed:
    """One file or page as it was received. edition: the release whose figures it gives."""

    edition: str
    path: str
    kind: str
    content: bytes

    def __str__(self) -> str:
        return f"{self.edition} {self.path}"


@dataclass
class Desk:
    """Whoever asks for everything, as everybody who may."""

    client: Client
    world: World
    colleague: Persona
    handed: list[Handed]

    async def take(self, edition: str, who: Persona | None, *paths: str) -> None:
        for path in paths:
            answer = await self.client.get(path, who)
            assert answer.status_code == 200, (path, answer.text[-600:])
            kind = answer.headers["content-type"].partition(";")[0].rpartition("/")[2].rpartition(".")[2]
            self.handed.append(Handed(edition, path, kind, answer.content))

    @property
    def communes(self) -> list[str]:
        return sorted({commune for commune, _ in self.world.cellules})


async def everything(client: Client, world: World, admin: AsyncEngine, colleague: Persona) -> list[Handed]:
    """Two quarters, then the year; then a correction of it, and its second edition; each with all its outputs."""
    desk = Desk(client, world, colleague, [])
    await fill(admin, world, 260)
    await vary(admin, world)
    for code in ("T1", "T2"):
        await diffused(client, world, f"{YEAR}-{code}")
        await views(desk, f"{YEAR}-{code}-E1")
    await desk.take(
        f"{YEAR}-E1", world.financeur, *(f"/diagnostic/telecharger/{kind}?periode={YEAR}" for kind in ("csv", "json"))
    )
    await diffused(client, world, str(YEAR))
    await outputs(desk, f"{YEAR}-E1")
    await correct(admin, world)
    await diffused(client, world, str(YEAR))
    await outputs(desk, f"{YEAR}-E2")
    return desk.handed


async def vary(admin: AsyncEngine, world: World) -> None:
    """Answers that are missing, and second freins, as there are in a real year."""
    ranked = "SELECT id, row_number() OVER (ORDER BY ctid) AS rang FROM asv.contact WHERE territoire_id = :where"
    async with admin.begin() as connection:
        for which, change in (
            ("rang % 13 = 0", "sexe = 'ND'"), ("rang % 19 = 0", "tranche_age = 'ND'"),
            ("rang % 7 = 0 AND familles_frein = ARRAY['OFFRE']",
             "freins = freins || ARRAY['FIN_RAC'], familles_frein = familles_frein || ARRAY['FINANCIER']"),
        ):  # fmt: skip
            await connection.execute(
                text(f"UPDATE asv.contact c SET {change} FROM ({ranked}) r WHERE c.id = r.id AND {which}"),  # noqa: S608
                {"where": world.territoire_id},
            )


async def correct(admin: AsyncEngine, world: World) -> None:
    """Forty contacts of the first quartier turn out to have been somewhere else in the autumn."""
    where = {"where": world.territoire_id, "qpv": world.cellules[0][1], "commune": world.cellules[0][0]}
    async with admin.begin() as connection:
        moved = await connection.execute(
            text(
                "UPDATE asv.contact SET qpv_lieu = NULL, commune_lieu = :commune WHERE territoire_id = :where "
                "AND qpv_lieu = :qpv AND extract(month FROM date_contact) > 6"
            ),
            where,
        )
    assert moved.rowcount > 20


async def views(desk: Desk, code: str) -> None:
    """What each recipient takes of a release."""
    views = [f"destinataire={one}" for one in ("equipe", "financeur", "partenaire", "public")]
    views += [f"destinataire=commune&commune={one}" for one in desk.communes]
    await desk.take(code, desk.world.coordinateur, *(f"{PAGE}/{code}/csv?{asked}" for asked in views))
    await desk.take(code, desk.world.coordinateur, f"{PAGE}/{code}/donnees-ouvertes")
    await desk.take(code, desk.world.financeur, f"{PAGE}/{code}/csv")
    page = await desk.client.get(f"{PAGE}/{code}", desk.world.coordinateur)
    tables = re.findall(r'<option value="([A-Z_]+)"', page.text)
    paths = [f"{PAGE}/{code}?tableau={one}&lecture={lieu}" for one in tables for lieu in ("qpv", "commune")]
    await desk.take(code, desk.world.coordinateur, *dict.fromkeys(paths))


async def outputs(desk: Desk, code: str) -> None:
    """The same of a year, and all that is written from it."""
    await views(desk, code)
    asked, whole = f"periode={YEAR}", ("csv", "xlsx", "json", "pdf")
    for who in (desk.world.coordinateur, desk.world.financeur):
        await desk.take(code, who, *(f"/diagnostic/telecharger/{kind}?{asked}" for kind in whole))
        await desk.take(code, who, f"/diagnostic?{asked}", *(f"/diagnostic/quartiers/{one}?{asked}"
                                                             for one in desk.world.qpv))  # fmt: skip
        for query in (f"{asked}&part={part}" for part in PARTS):
            await desk.take(code, who, f"{MULTIPLES}?{query}", f"{MULTIPLES}/svg?{query}",
                            f"/diagnostic/comparer?{query}", f"/diagnostic/comparer/csv?{query}")  # fmt: skip
    crossed = (f"/diagnostic/croisements/csv?annee={YEAR}&tableau={one}" for one in ("LIEU_FREIN", "SEXE_AGE"))
    await desk.take(code, desk.world.coordinateur, *crossed)
    await opened(desk, code)
    await document(desk, code)
    await reports(desk, code)


async def opened(desk: Desk, code: str) -> None:
    """What the public, partners and funders read of a release opened to all."""
    world = desk.world
    answer = await desk.client.post(f"{PAGE}/{code}/ouvrir", world.coordinateur)
    assert answer.status_code == 303, answer.text
    asked = [f"sujet={sujet}&lieu={lieu}" for sujet in SUJETS
             for lieu in ("TERRITOIRE", "quartiers", *world.qpv, *desk.communes)]  # fmt: skip
    base = f"/donnees/{world.territoire_id}/{code}"
    await desk.take(code, None, *(f"{base}?{one}" for one in asked), f"{base}/csv", f"{base}/donnees-ouvertes")
    for who in (world.partenaire, world.financeur):
        await desk.take(code, who, f"/chiffres/csv?diffusion={code}",
                        *(f"/chiffres?diffusion={code}&{one}" for one in asked))  # fmt: skip


async def document(desk: Desk, code: str) -> None:
    who = desk.world.coordinateur
    path = await created(desk.client, who, YEAR)
    await written(desk.client, who, path, "difficultes", "Les délais dépassent trois mois.")
    for bloc in BLOCS:
        answer = await desk.client.post(f"{path}/chapitres/difficultes/blocs", who, objet=f"chiffres:{bloc}")
        assert answer.status_code == 303, bloc
    version = await published(desk.client, who, desk.colleague, path)
    shown = (await desk.client.get(version, who)).text
    files = re.findall(r'href="([^"]+/fichiers/[^"]+)"', shown)
    await desk.take(code, desk.world.partenaire, version, *dict.fromkeys(files))
    await desk.take(code, None, version.replace("/documents/", "/publications/").replace("/versions/", "/"))


async def reports(desk: Desk, code: str) -> None:
    asked = [f"destinataire={one}" for one in RAPPORTS if one != COMMUNE]
    asked += [f"destinataire={COMMUNE}&commune={one}" for one in desk.communes]
    for one in asked:
        files = [f"/rapports/fichiers/{sorte}?annee={YEAR}&{one}" for sorte in ("csv", "xlsx", "pdf", "docx")]
        await desk.take(code, desk.world.coordinateur, *files, f"/rapports?annee={YEAR}&{one}")
