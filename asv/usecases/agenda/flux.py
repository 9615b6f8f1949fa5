"""The calendars that people follow by a secret address: made, shown once, read without login, taken back."""

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import true
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, DateAction
from asv.db.agenda import concerns_structure, flux_by_token, flux_of, note_reading, revoke
from asv.db.notifications import Flux
from asv.db.scope import rows, visible
from asv.domain.acteurs import Acteur, Role
from asv.domain.agenda import DateAgenda, secret_title
from asv.domain.errors import Forbidden, NotFound
from asv.domain.flux import (
    IDLE,
    LIFE,
    READERS,
    SHOWN_FOR,
    EtatFlux,
    NatureFlux,
    check_new,
    natures_of,
    state_of,
)
from asv.domain.periodes import day_of
from asv.sealing import derived
from asv.usecases.agenda.reading import read_around

DEAD = "Cette adresse de calendrier ne marche pas, ou ne marche plus."
CLOSED = "Votre rôle ne lit pas les actions : il n’a pas de calendrier à suivre."


@dataclass(frozen=True, slots=True)
class LigneFlux:
    """An address of the acteur as the page tells it. `meurt_le`: when it stops if nobody reads it until then."""

    id: UUID
    nature: NatureFlux
    cree_le: datetime
    vu_le: datetime | None
    meurt_le: datetime
    etat: EtatFlux


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


async def list_flux(session: AsyncSession, acteur: Acteur, now: datetime) -> list[LigneFlux]:
    """The addresses of the acteur, the newest first; what they were made of is kept nowhere."""
    if acteur.role not in READERS:
        raise Forbidden(CLOSED)
    return [_line(flux, now) for flux in await session.scalars(flux_of(visible(Flux, acteur)))]


def _line(flux: Any, now: datetime) -> LigneFlux:
    etat = state_of(
        cree_le=flux.cree_le, expire_le=flux.expire_le, vu_le=flux.vu_le, revoque_le=flux.revoque_le, now=now
    )  # fmt: skip
    dies = min(flux.expire_le, (flux.vu_le or flux.cree_le) + IDLE)
    return LigneFlux(flux.id, NatureFlux(flux.nature), flux.cree_le, flux.vu_le, dies, etat)


async def make_flux(
    session: AsyncSession, acteur: Acteur, nature: str, flux_id: UUID, *, secret: bytes, now: datetime
) -> None:
    """A new address, once for each form however often it is sent; only the SHA-256 of its token is kept.

    flux_id: drawn with the form. secret: of the session, which alone may show the address again for a while.
    """
    known = await list_flux(session, acteur, now)
    if flux_id in {line.id for line in known}:
        return
    asked = check_new(acteur, nature, sum(line.etat is EtatFlux.VIVANT for line in known))
    query = insert(Flux).values(
        territoire_id=acteur.territoire_id, id=flux_id, compte_id=acteur.compte_id, nature=asked,
        jeton_hash=_hash(_token(secret, flux_id)), cree_le=now, expire_le=now + LIFE,
    )  # fmt: skip
    await session.execute(query.on_conflict_do_nothing())


async def just_made(session: AsyncSession, acteur: Acteur, flux_id: UUID, *, secret: bytes, now: datetime) -> str:
    """The token of an address made a moment ago by this person in this session; empty for any other."""
    flux = await session.scalar(rows(Flux, acteur).where(Flux.id == flux_id))
    token = _token(secret, flux_id)
    if flux is None or flux.jeton_hash != _hash(token) or now >= flux.cree_le + SHOWN_FOR:
        return ""
    return token if _line(flux, now).etat is EtatFlux.VIVANT else ""


def _token(secret: bytes, flux_id: UUID) -> str:
    """256 bits that nothing kept here could give again: the server does not keep the secret of a session."""
    return urlsafe_b64encode(derived(secret, b"flux\n" + flux_id.bytes)).rstrip(b"=").decode()


async def revoke_flux(session: AsyncSession, acteur: Acteur, flux_id: UUID, now: datetime) -> None:
    """Ends an address of the acteur; once ended, ending it again changes nothing."""
    if flux_id not in {line.id for line in await list_flux(session, acteur, now)}:
        raise NotFound("Cette adresse de calendrier n’est pas à vous, ou elle n’existe pas.")
    await session.execute(revoke(visible(Flux, acteur), flux_id, now))


async def read_flux(carrier: AsyncSession, token: str, now: datetime) -> tuple[NatureFlux, list[DateAgenda]]:
    """What a secret address gives today: titles that may be told, places and hours, under the rights of its person.

    carrier: a session of whoever carries messages. Raises NotFound with one sentence whatever is wrong with the token.
    """
    found = (await carrier.execute(flux_by_token(_hash(token)))).mappings().first()
    if found is None or _line_state(found, now) is not EtatFlux.VIVANT:
        raise NotFound(DEAD)
    acteur = Acteur(
        found["territoire_id"], found["compte_id"], Role(found["role"]), found["structure_id"], "",
        found["territoire_nom"],
    )  # fmt: skip
    nature = NatureFlux(found["nature"])
    if nature not in natures_of(acteur):
        raise NotFound(DEAD)
    await carrier.execute(note_reading(found["territoire_id"], found["id"], now))
    return nature, await _dates(carrier, acteur, nature, now)


def _line_state(found: Any, now: datetime) -> EtatFlux:
    return state_of(**{name: found[name] for name in ("cree_le", "expire_le", "vu_le", "revoque_le")}, now=now)


async def _dates(carrier: AsyncSession, acteur: Acteur, nature: NatureFlux, now: datetime) -> list[DateAgenda]:
    seen = visible(Action, acteur) & visible(DateAction, acteur)
    structure = acteur.structure_id if nature is NatureFlux.STRUCTURE else None
    whose = concerns_structure(structure) if structure is not None else true()
    found = await read_around(carrier, seen, day_of(now), whose)
    return [replace(line, titre=secret_title(line)) for line in found]
