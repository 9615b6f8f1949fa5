"""Published documents as anybody reads them, without login: versions whose figures are opened to all, with errata.

The base shows a visitor nothing else: no draft, no signature, and no version whose release is not opened (migration
0014).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.agenda import AS_VISITEUR
from asv.db.diffusions import DiffusionOuverte
from asv.db.document import public_errata, public_versions
from asv.db.scope import rows
from asv.domain.acteurs import Acteur
from asv.domain.diffusion.editions import code_of
from asv.domain.document import Contenu, EtatVersion, empreinte_of, from_plain
from asv.domain.errors import NotFound, Refused
from asv.domain.periodes import parse_periode

UNKNOWN = "Ce document n’est pas publié, ou son adresse est mal écrite : choisissez dans la liste des publications."
ALTERED = "Ce document ne correspond plus à son empreinte : il n’est pas montré. Prévenez l’Atelier Santé Ville."


@dataclass(frozen=True, slots=True)
class Publiee:
    """A published version in the list. is_courante: no later one is published."""

    document_id: UUID
    numero: int
    titre: str
    territoire: str
    annee: int
    publiee_le: datetime
    is_courante: bool


@dataclass(frozen=True, slots=True)
class Correction:
    approuve_le: datetime
    au_lieu_de: str
    lire: str


@dataclass(frozen=True, slots=True)
class PubliqueLue:
    publiee: Publiee
    contenu: Contenu
    empreinte: str
    errata: Sequence[Correction]

    @property
    def etat(self) -> EtatVersion:
        return EtatVersion.PUBLIEE


async def published_documents(session: AsyncSession) -> tuple[Publiee, ...]:
    """Every published version that anybody may read, the latest first; read as a visitor, whoever asks."""
    await session.execute(AS_VISITEUR)
    found = (await session.execute(public_versions())).all()
    last = {row.document_id: row.numero for row in sorted(found, key=lambda row: row.numero)}
    return tuple(
        Publiee(row.document_id, row.numero, row.titre, row.territoire, int(row.annee), row.publiee_le,
                is_courante=last[row.document_id] == row.numero)
        for row in found
    )  # fmt: skip


async def read_published(session: AsyncSession, document_id: UUID, numero: int) -> PubliqueLue:
    """One published version with its errata. Raises NotFound for any other, Refused when it was altered."""
    listed = await published_documents(session)
    publiee = next((one for one in listed if (one.document_id, one.numero) == (document_id, numero)), None)
    if publiee is None:
        raise NotFound(UNKNOWN)
    row = (await session.execute(public_versions(document_id, numero, whole=True))).one()
    contenu = from_plain(row.contenu)
    if empreinte_of(contenu) != row.empreinte:
        raise Refused(ALTERED)
    errata = await session.execute(public_errata(document_id, numero))
    found = [Correction(moment, wrong, right) for moment, wrong, right in errata if moment is not None]
    return PubliqueLue(publiee, contenu, row.empreinte, found)


async def waits_for_figures(session: AsyncSession, acteur: Acteur, contenu: Contenu) -> bool:
    """Whether a version stays closed to the public until the release of its figures is opened."""
    return bool(contenu.diffusion) and contenu.diffusion not in await opened_codes(session, acteur)


async def opened_codes(session: AsyncSession, acteur: Acteur) -> frozenset[str]:
    """Codes of the releases open to all."""
    opened = await session.scalars(rows(DiffusionOuverte, acteur))
    return frozenset(code_of(parse_periode(one.periode), one.edition) for one in opened)
