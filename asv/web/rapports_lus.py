"""What the pages of the annual reports read: a released year, its report as frozen, or as it would be."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asv.domain.acteurs import Acteur, Role
from asv.domain.diffusion import TERRITOIRE, Diffusion
from asv.domain.errors import NotFound
from asv.domain.periodes import GenrePeriode, day_of
from asv.domain.rapports import COMMUNE, RAPPORTS, ChiffresRapport, RapportLu, Source, gather, rapport, read_rapport
from asv.usecases.diagnostic import Ecrite, list_diffusions, read_diffusion
from asv.usecases.rapports import RapportFige, count_beside, count_places, read_frozen
from asv.web.diffusions import communes_in

PAGE = "/rapports"
READERS = {"roles": (Role.COORDINATEUR,)}
FIRST = next(iter(RAPPORTS))


@dataclass(frozen=True, slots=True)
class Annee:
    """A released year: its last edition, and its report when it is frozen. autres: the years that can be chosen."""

    ecrite: Ecrite
    autres: list[str]
    fige: RapportFige | None


async def released_year(session: Any, acteur: Acteur, annee: str) -> Annee | None:
    """None while no year is released. Raises NotFound for a year that is not."""
    found = await list_diffusions(session, acteur)
    years = [one for one in found if one.is_courante and one.periode.genre is GenrePeriode.ANNEE]
    years.sort(key=lambda one: one.periode, reverse=True)
    if not years:
        return None
    ecrite = next((one for one in years if one.periode.code == (annee or years[0].periode.code)), None)
    if ecrite is None:
        raise NotFound("Cette année n’a pas de diffusion : choisissez dans la liste.")
    fige = await read_frozen(session, acteur, ecrite.periode)
    return Annee(ecrite, [one.periode.code for one in years], fige)


def _source(ecrite: Ecrite, diffusion: Diffusion) -> Source:
    return Source(ecrite.code, ecrite.empreinte, day_of(ecrite.publiee_le), diffusion.regles["seuil"])


async def counted(session: Any, acteur: Acteur, ecrite: Ecrite) -> ChiffresRapport:
    """The whole report as it is today, every place: what can be frozen, and what adjustments are made from."""
    diffusion = await read_diffusion(session, acteur, ecrite.code)
    communes = dict(communes_in(diffusion))
    comptes = await count_places(session, acteur, ecrite.periode, communes)
    return await asyncio.to_thread(gather, diffusion, _source(ecrite, diffusion), communes, comptes)


async def read_for(
    session: Any, acteur: Acteur, now: datetime, annee: Annee, code: str, commune: str
) -> tuple[RapportLu, list[tuple[str, str]]]:
    """The report of one recipient, and the communes that can be chosen: frozen, or counted for him alone."""
    one, fige = rapport(code or FIRST), annee.fige
    diffusion = await read_diffusion(session, acteur, annee.ecrite.code)
    communes = dict(fige.chiffres.communes if fige else communes_in(diffusion))
    names = sorted(communes.items(), key=lambda pair: pair[1])
    wanted = commune or names[0][0]
    if wanted not in communes:
        raise NotFound("Cette commune n’est pas de ce territoire : choisissez dans la liste.")
    if fige:
        chiffres = fige.chiffres
    else:
        place = wanted if one.code == COMMUNE else ""
        comptes = {place or TERRITOIRE: await count_beside(session, acteur, annee.ecrite.periode, place)}
        chiffres = gather(diffusion, _source(annee.ecrite, diffusion), communes, comptes)
    lu = read_rapport(
        one, chiffres, territoire=acteur.territoire_nom, jour=day_of(now), gel=fige.gel if fige else None,
        commune=wanted,
    )  # fmt: skip
    return lu, names
