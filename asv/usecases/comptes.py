"""Entering and leaving: sessions with a token drawn here, kept hashed, new at each login (finding F1)."""

import asyncio
import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.comptes import (
    Compte,
    Invitation,
    SessionOuverte,
    compte_by_email,
    comptes_of,
    end_session,
    end_sessions_of,
    live_invitation,
    opened_on,
    prolong_session,
)
from asv.db.fiches import purge_pense_betes
from asv.db.importations import purge_brouillons
from asv.domain.acteurs import INVITATION_LIFE, SESSION_IDLE, SESSION_LIFE, Role, check_password
from asv.domain.errors import NotFound, Refused
from asv.domain.periodes import day_of
from asv.domain.structures.equipe import BAD_EMAIL, is_email
from asv.domain.texte_libre import INVISIBLE, is_plain

# OWASP's floor for Argon2id is 19 MiB, t=2, p=1; this is above it and still under a tenth of a second.
HASHER = PasswordHasher(time_cost=2, memory_cost=32 * 1024, parallelism=1)
DECOY = HASHER.hash(secrets.token_urlsafe(16))
# One sentence whatever the reason: it tells nobody whether the account exists, nor whether it is over.
WRONG = (
    "Adresse ou mot de passe incorrect, ou accès qui n’est pas ouvert aujourd’hui. Vérifiez les deux, ou demandez à "
    "qui gère l’équipe de votre structure, ou à votre coordination, un nouveau lien ou d’autres dates."
)
DEAD_LINK = (
    "Ce lien n’ouvre rien aujourd’hui : il a déjà servi, n’est plus valable, ou l’accès ne commence pas encore. "
    "Demandez-en un nouveau à qui vous l’a donné, ou à votre coordination."
)


@dataclass(frozen=True, slots=True)
class OpenedSession:
    token: str
    role: Role


def hash_token(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def is_password(kept: str, password: str) -> bool:
    try:
        return HASHER.verify(kept, password)
    except VerificationError:
        return False


async def _open(gate: AsyncSession, compte: Compte, now: datetime) -> OpenedSession:
    token = secrets.token_urlsafe(32)
    session = SessionOuverte(
        token_hash=hash_token(token), territoire_id=compte.territoire_id, compte_id=compte.id,
        repos_le=now + SESSION_IDLE, expire_le=now + SESSION_LIFE,
    )  # fmt: skip
    gate.add(session)
    await gate.flush()
    return OpenedSession(token, Role(compte.role))


async def log_in(gate: AsyncSession, email: str, password: str, now: datetime) -> OpenedSession:
    """Opens a session with a new token. An unknown address costs the same time as a wrong password."""
    compte = await gate.scalar(compte_by_email(email, day_of(now)))
    kept = compte.mot_de_passe if compte is not None and compte.mot_de_passe else DECOY
    right = await asyncio.to_thread(is_password, kept, password)
    if compte is None or compte.mot_de_passe is None or not right:
        raise Refused(WRONG)
    if HASHER.check_needs_rehash(kept):
        compte.mot_de_passe = await asyncio.to_thread(HASHER.hash, password)
    return await _open(gate, compte, now)


async def enter_demo(gate: AsyncSession, role: Role, rank: int, now: datetime) -> OpenedSession:
    """Opens the session of the rank-th person of a role (from 1); only the demonstration mode offers it."""
    query = select(Compte).where(Compte.role == role, opened_on(day_of(now))).order_by(Compte.email, Compte.id)
    compte = await gate.scalar(query.offset(rank - 1).limit(1))
    if compte is None:
        raise NotFound("Il n’y a pas autant de personnes dans ce rôle : choisissez un numéro plus petit.")
    return await _open(gate, compte, now)


async def log_out(gate: AsyncSession, token: str) -> None:
    await gate.execute(end_session(hash_token(token)))


async def prolong(gate: AsyncSession, token: str, now: datetime) -> None:
    """Pushes the idle deadline; throws away the files left half imported, and the notes past their thirty days."""
    await gate.execute(purge_brouillons(now))
    await gate.execute(purge_pense_betes(day_of(now)))
    await gate.execute(prolong_session(hash_token(token), now, now + SESSION_IDLE))


async def invite(
    gate: AsyncSession, territoire_id: str, compte_id: UUID, now: datetime, *, from_day: date | None = None
) -> str:
    """The token of a link to choose a password; it works once, for a few days from now, or from that day if later."""
    token = secrets.token_urlsafe(32)
    ahead = max(timedelta(0), (from_day or day_of(now)) - day_of(now))
    gate.add(
        Invitation(
            token_hash=hash_token(token), territoire_id=territoire_id, compte_id=compte_id,
            expire_le=now + ahead + INVITATION_LIFE,
        )
    )  # fmt: skip
    await gate.flush()
    return token


async def invited_email(gate: AsyncSession, token: str, now: datetime) -> str:
    """The address of the account that this link opens."""
    return (await _invited(gate, token, now))[1].email


async def _invited(gate: AsyncSession, token: str, now: datetime) -> tuple[Invitation, Compte]:
    """The link and the account that it opens, when both are good today."""
    invitation = await gate.scalar(live_invitation(hash_token(token), now))
    if invitation is None:
        raise NotFound(DEAD_LINK)
    whose = Compte.territoire_id == invitation.territoire_id, Compte.id == invitation.compte_id
    compte = await gate.scalar(select(Compte).where(*whose, opened_on(day_of(now))))
    if compte is None:
        raise NotFound(DEAD_LINK)
    return invitation, compte


async def accept_invitation(gate: AsyncSession, token: str, password: str, now: datetime) -> OpenedSession:
    """Sets the password chosen through the link, ends every open session of the account, and enters."""
    invitation, compte = await _invited(gate, token, now)
    compte.mot_de_passe = await asyncio.to_thread(HASHER.hash, check_password(password, Role(compte.role)))
    invitation.utilisee_le = now
    await gate.execute(end_sessions_of(compte.territoire_id, compte.id))
    return await _open(gate, compte, now)


async def create_compte(
    session: AsyncSession, *, territoire_id: str, email: str, nom_affiche: str, role: Role,
    structure_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """Creates an account without password; an invitation lets its person choose one."""
    if not is_email(email):
        raise Refused(BAD_EMAIL)
    if not is_plain(nom_affiche):
        raise Refused(INVISIBLE)
    if (role is Role.PARTENAIRE) != (structure_id is not None):
        raise Refused("Un partenaire appartient à une structure ; les autres rôles n’en ont pas.")
    if await session.scalar(select(Compte.id).where(Compte.email == email)) is not None:
        raise Refused(f"Un compte existe déjà pour {email} : renvoyez-lui plutôt une invitation.")
    compte = Compte(
        territoire_id=territoire_id, id=uuid4(), email=email, nom_affiche=nom_affiche, role=role,
        structure_id=structure_id,
    )  # fmt: skip
    session.add(compte)
    await session.flush()
    return compte.id


async def list_comptes(session: AsyncSession, territoire_id: str) -> list[dict[str, object]]:
    return [dict(row) for row in (await session.execute(comptes_of(territoire_id))).mappings()]


async def list_demo_people(gate: AsyncSession, now: datetime) -> dict[Role, list[str]]:
    """The names shown at the door of the demonstration, in the order of their ranks."""
    people: dict[Role, list[str]] = {role: [] for role in Role}
    opened = select(Compte.role, Compte.nom_affiche).where(opened_on(day_of(now)))
    query = opened.order_by(Compte.role, Compte.email, Compte.id)
    for role, nom in await gate.execute(query):
        people[Role(role)].append(nom)
    return people
