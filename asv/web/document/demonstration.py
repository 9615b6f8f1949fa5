"""The documents that a visitor of the demonstration finds: written, read and published by its two coordinators."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any
from uuid import UUID

from asv.domain.acteurs import Acteur
from asv.domain.document import GesteVersion, Nature
from asv.domain.periodes import last_closed
from asv.domain.synthese import documents
from asv.usecases import document
from asv.web.document.chiffres import read_chiffres

Enter = Callable[[int], AbstractAsyncContextManager[tuple[Any, Acteur]]]
"""Gives the session and the account of the first or second coordinator; what is done is kept when the block ends."""


async def write_documents(enter: Enter, now: datetime) -> None:
    """Through the use cases, each in the name of who does it: what the demonstration shows is what they allow."""
    year = str(last_closed(now.date()).annee)
    async with enter(1) as (session, acteur):
        begun = await document.create_document(session, acteur, documents.TITRE, year, today=now.date(), confirme=True)
        for code, reference in documents.DESSINS:
            known = frozenset({reference})
            await document.add_bloc(session, acteur, begun, code, f"chiffres:{reference}", offered=known)
        await _write(session, acteur, begun, documents.PREMIERE)
    async with enter(2) as (session, acteur):
        await _write(session, acteur, begun, documents.SECONDE)
        for code, texte in documents.REMARQUES.items():
            await document.remark(session, acteur, begun, code, texte, confirme=True)
    await _publish_portrait(enter, year, now)


async def _publish_portrait(enter: Enter, year: str, now: datetime) -> None:
    async with enter(1) as (session, acteur):
        portrait = await document.create_document(
            session, acteur, documents.PORTRAIT, year, today=now.date(), confirme=True
        )
        for version, code in enumerate(documents.PORTRAIT_SANS, start=1):
            await document.move_chapitre(session, acteur, portrait, code, "retirer", version=version)
        await _write(session, acteur, portrait, documents.PORTRAIT_TEXTES)
        demande = await document.asked_figures(session, acteur, portrait)
        chiffres = await read_chiffres(session, acteur, demande, now.date(), is_version=True)
        numero = await document.freeze(session, acteur, portrait, chiffres, now=now)
    for who, geste in ((2, GesteVersion.RELIRE), (2, GesteVersion.APPROUVER), (1, GesteVersion.PUBLIER)):
        async with enter(who) as (session, acteur):
            await document.take_step(session, acteur, portrait, numero, geste, motif="", confirme=True)


async def _write(session: Any, acteur: Acteur, document_id: UUID, textes: Mapping[str, str]) -> None:
    """In the first text of each chapter."""
    for code, texte in textes.items():
        lu = await document.read_chapitre(session, acteur, document_id, code)
        bloc = next(one.bloc for one in lu.blocs if one.nature is Nature.TEXTE)
        await document.write_bloc(session, acteur, document_id, bloc.id, texte, version=bloc.version, confirme=True)
