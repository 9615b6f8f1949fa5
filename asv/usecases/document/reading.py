"""Reading what is being written: the documents, the chapters of one, the blocks of a chapter."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.document import (
    BlocDocument,
    DocumentPartage,
    RemarqueDocument,
    VarianteBloc,
    VersionDocument,
    blocs_of,
    documents_of,
    names_of,
    remarques_of,
    variantes_of,
    versions_of,
)
from asv.db.scope import visible
from asv.domain.acteurs import Acteur
from asv.domain.document import CHAPITRES, TRAME, Chapitre, EtatVersion, Nature, Signatures, check_coordination, etat_of
from asv.domain.errors import NotFound

UNKNOWN = "Ce document n’existe pas, ou rien n’en est encore publié."


@dataclass(frozen=True, slots=True)
class LigneDocument:
    """A document in the list, with its versions that this reader may read, the latest first."""

    document: DocumentPartage
    versions: list[tuple[VersionDocument, EtatVersion]]


@dataclass(frozen=True, slots=True)
class LigneChapitre:
    """A chapter in the contents. mots: words written. remarques, conflits: those that wait."""

    chapitre: Chapitre
    mots: int
    blocs: int
    remarques: int
    conflits: int


@dataclass(frozen=True, slots=True)
class Sommaire:
    document: DocumentPartage
    chapitres: list[LigneChapitre]
    retires: list[Chapitre]
    versions: list[tuple[VersionDocument, EtatVersion]]


@dataclass(frozen=True, slots=True)
class BlocLu:
    """A block, with the texts of others that wait for a choice and the name of the last hand."""

    bloc: BlocDocument
    nature: Nature
    auteur: str
    variantes: list[tuple[VarianteBloc, str]]


@dataclass(frozen=True, slots=True)
class ChapitreLu:
    document: DocumentPartage
    chapitre: Chapitre
    blocs: list[BlocLu]
    remarques: list[tuple[RemarqueDocument, str]]
    precedent: Chapitre | None
    suivant: Chapitre | None


def signatures_of(version: VersionDocument) -> Signatures:
    return Signatures(
        frozenset(version.auteurs), version.figee_par, version.relue_par, version.approuvee_par, version.publiee_par,
        version.renvoyee_par,
    )  # fmt: skip


async def find_document(session: AsyncSession, acteur: Acteur, document_id: UUID) -> DocumentPartage:
    query = documents_of(visible(DocumentPartage, acteur)).where(DocumentPartage.id == document_id)
    found = await session.scalar(query)
    if found is None:
        raise NotFound(UNKNOWN)
    return found


async def versions_read(
    session: AsyncSession, acteur: Acteur, document_id: UUID
) -> list[tuple[VersionDocument, EtatVersion]]:
    found = await session.scalars(versions_of(visible(VersionDocument, acteur), document_id))
    return [(version, etat_of(signatures_of(version))) for version in found]


async def read_documents(session: AsyncSession, acteur: Acteur) -> list[LigneDocument]:
    """The documents of the coordination; for the others, those that are published."""
    found = (await session.scalars(documents_of(visible(DocumentPartage, acteur)))).all()
    return [LigneDocument(document, await versions_read(session, acteur, document.id)) for document in found]


async def read_sommaire(session: AsyncSession, acteur: Acteur, document_id: UUID) -> Sommaire:
    check_coordination(acteur)
    document = await find_document(session, acteur, document_id)
    blocs = (await session.scalars(blocs_of(visible(BlocDocument, acteur), document.id))).all()
    remarques = (await session.scalars(remarques_of(visible(RemarqueDocument, acteur), document.id))).all()
    ids = {bloc.id: bloc.chapitre for bloc in blocs}
    variantes = await session.scalars(variantes_of(visible(VarianteBloc, acteur), list(ids)))
    torn = [ids[variante.bloc_id] for variante in variantes]
    return Sommaire(
        document, [_line(code, blocs, remarques, torn) for code in document.chapitres],
        [chapitre for chapitre in TRAME if chapitre.code not in document.chapitres],
        await versions_read(session, acteur, document.id),
    )  # fmt: skip


def _line(
    code: str, blocs: Sequence[BlocDocument], remarques: Sequence[RemarqueDocument], torn: Sequence[str]
) -> LigneChapitre:
    own = [bloc for bloc in blocs if bloc.chapitre == code]
    return LigneChapitre(
        CHAPITRES[code],
        sum(len(bloc.contenu.split()) for bloc in own if bloc.nature == Nature.TEXTE),
        sum(bloc.nature != Nature.TEXTE for bloc in own),
        sum(one.chapitre == code and one.reglee_le is None for one in remarques),
        torn.count(code),
    )


async def read_chapitre(session: AsyncSession, acteur: Acteur, document_id: UUID, code: str) -> ChapitreLu:
    check_coordination(acteur)
    document = await find_document(session, acteur, document_id)
    if code not in document.chapitres:
        raise NotFound("Ce chapitre n’est pas dans le document : remettez-le depuis son sommaire.")
    query = blocs_of(visible(BlocDocument, acteur), document.id).where(BlocDocument.chapitre == code)
    blocs = (await session.scalars(query)).all()
    variantes = (await session.scalars(variantes_of(visible(VarianteBloc, acteur), [b.id for b in blocs]))).all()
    seen = remarques_of(visible(RemarqueDocument, acteur), document.id).where(RemarqueDocument.chapitre == code)
    remarques = (await session.scalars(seen)).all()
    signed: list[BlocDocument | VarianteBloc | RemarqueDocument] = [*blocs, *variantes, *remarques]
    names = await colleagues(session, acteur, [row.auteur_id for row in signed])
    rank = document.chapitres.index(code)
    return ChapitreLu(
        document, CHAPITRES[code],
        [
            BlocLu(bloc, Nature(bloc.nature), names[bloc.auteur_id],
                   [(v, names[v.auteur_id]) for v in variantes if v.bloc_id == bloc.id])
            for bloc in blocs
        ],
        [(remarque, names[remarque.auteur_id]) for remarque in remarques],
        CHAPITRES[document.chapitres[rank - 1]] if rank else None,
        CHAPITRES[document.chapitres[rank + 1]] if rank + 1 < len(document.chapitres) else None,
    )  # fmt: skip


async def colleagues(session: AsyncSession, acteur: Acteur, people: Sequence[UUID | None]) -> dict[UUID, str]:
    """Names of those who wrote or signed; « une personne de la coordination » for an account no longer read."""
    wanted = [one for one in people if one is not None]
    found = dict((await session.execute(names_of(acteur.territoire_id, wanted))).all())
    return {key: found.get(key, "une personne de la coordination") for key in wanted}
