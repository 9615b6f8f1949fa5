"""What the pages of the reports read: a released year, or half of one, its report as frozen or as it would be."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asv.domain.acteurs import Acteur, Role
from asv.domain.diffusion import TERRITOIRE, Diffusion
from asv.domain.errors import NotFound
from asv.domain.periodes import day_of
from asv.domain.rapports import (
    COMMUNE,
    RAPPORTS,
    ChiffresRapport,
    Comptes,
    Exercice,
    RapportLu,
    Semestre,
    Source,
    exercices_of,
    gather_exercice,
    rapport,
    read_rapport,
)
from asv.usecases.diagnostic import Ecrite, list_diffusions, read_diffusion
from asv.usecases.rapports import RapportFige, count_beside, count_places, read_frozen
from asv.web.diffusions import communes_in

PAGE = "/rapports"
READERS = {"roles": (Role.COORDINATEUR,)}
FIRST = next(iter(RAPPORTS))


@dataclass(frozen=True, slots=True)
class Choisi:
    """What is released of an exercice, and its report when it is frozen. autres: all that can be chosen."""

    exercice: Exercice
    ecrites: tuple[Ecrite, ...]
    autres: list[tuple[str, str]]
    fige: RapportFige | None


async def released(session: Any, acteur: Acteur, code: str) -> Choisi | None:
    """None while nothing is released that makes a report. Raises NotFound for what is not."""
    current = {one.periode: one for one in await list_diffusions(session, acteur) if one.is_courante}
    offered = exercices_of(current)
    if not offered:
        return None
    first = next((one for one in offered if not isinstance(one, Semestre)), next(iter(offered)))
    chosen = next((one for one in offered if one.code == (code or first.code)), None)
    if chosen is None:
        raise NotFound("Cette période n’a pas de diffusion : choisissez dans la liste.")
    fige = await read_frozen(session, acteur, chosen)
    ecrites = tuple(current[periode] for periode in offered[chosen])
    return Choisi(chosen, ecrites, [(one.code, one.libelle.capitalize()) for one in offered], fige)


async def _diffusions(session: Any, acteur: Acteur, choisi: Choisi) -> list[Diffusion]:
    return [await read_diffusion(session, acteur, one.code) for one in choisi.ecrites]


def _gathered(
    choisi: Choisi, diffusions: Sequence[Diffusion], comptes: dict[str, Comptes], communes: dict[str, str]
) -> ChiffresRapport:
    sources = tuple(
        Source(one.code, one.empreinte, day_of(one.publiee_le), diffusion.regles["seuil"])
        for one, diffusion in zip(choisi.ecrites, diffusions, strict=True)
    )
    return gather_exercice(choisi.exercice, diffusions, sources, communes, comptes)


async def counted(session: Any, acteur: Acteur, choisi: Choisi) -> ChiffresRapport:
    """The whole report as it is today, every place: what can be frozen, and what adjustments are made from."""
    diffusions = await _diffusions(session, acteur, choisi)
    communes = dict(communes_in(diffusions[0]))
    comptes = await count_places(session, acteur, choisi.exercice, communes)
    return await asyncio.to_thread(_gathered, choisi, diffusions, comptes, communes)


async def read_for(
    session: Any, acteur: Acteur, now: datetime, choisi: Choisi, code: str, commune: str
) -> tuple[RapportLu, list[tuple[str, str]]]:
    """The report of one recipient, and the communes that can be chosen: frozen, or counted for him alone."""
    fige = choisi.fige
    one = rapport(code or (COMMUNE if isinstance(choisi.exercice, Semestre) else FIRST))
    diffusions = [] if fige else await _diffusions(session, acteur, choisi)
    communes = dict(fige.chiffres.communes if fige else communes_in(diffusions[0]))
    names = sorted(communes.items(), key=lambda pair: pair[1])
    wanted = commune or names[0][0]
    if wanted not in communes:
        raise NotFound("Cette commune n’est pas de ce territoire : choisissez dans la liste.")
    if fige:
        chiffres = fige.chiffres
    else:
        place = wanted if one.code == COMMUNE else ""
        comptes = {place or TERRITOIRE: await count_beside(session, acteur, choisi.exercice, place)}
        told = {place: communes[place]} if place else {}
        chiffres = await asyncio.to_thread(_gathered, choisi, diffusions, comptes, told)
    lu = read_rapport(
        one, chiffres, territoire=acteur.territoire_nom, jour=day_of(now), gel=fige.gel if fige else None,
        commune=wanted,
    )  # fmt: skip
    return lu, names
