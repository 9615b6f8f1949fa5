"""Writing a document by several: chapters moved, blocks added, texts kept at each pause, two hands that meet."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.document import (
    BlocDocument,
    DocumentPartage,
    RemarqueDocument,
    VarianteBloc,
    blocs_of,
    put_aside,
    variantes_of,
    written,
)
from asv.db.journal import entry_of
from asv.db.scope import rows, visible
from asv.domain.acteurs import Acteur
from asv.domain.document import (
    GENERES,
    REMARQUE,
    TRAME,
    Nature,
    arrange,
    check_coordination,
    check_court,
    check_texte,
    check_titre,
)
from asv.domain.errors import Conflict, NotFound, Refused
from asv.domain.periodes import last_closed
from asv.usecases.document.reading import find_document, read_chapitre

GONE = "Ce bloc a été retiré du document : copiez votre texte, puis rechargez la page."
MOVED = "Le sommaire a changé entre-temps : rechargez la page."
ANNEES = 3
"""Closed years that a document may be about, the last one first."""


@dataclass(frozen=True, slots=True)
class Gardee:
    """What became of a text. `is_aside`: somebody else had changed the block, so that the text waits beside it."""

    version: int
    is_aside: bool


async def create_document(
    session: AsyncSession, acteur: Acteur, titre: str, annee: str, *, today: date, confirme: bool
) -> UUID:
    """A document with the whole template, and the blocks each chapter opens with."""
    check_coordination(acteur)
    kept, last = check_titre(titre, confirme=confirme), last_closed(today).annee
    if annee not in {str(last - back) for back in range(ANNEES)}:
        raise Refused("Choisissez une des dernières années closes.")
    document = DocumentPartage(
        territoire_id=acteur.territoire_id, id=uuid4(), titre=kept, annee=int(annee),
        chapitres=[chapitre.code for chapitre in TRAME], cree_par=acteur.compte_id,
    )  # fmt: skip
    session.add(document)
    await session.flush()
    session.add_all(
        _bloc(acteur, document.id, chapitre.code, rang, objet)
        for chapitre in TRAME
        for rang, objet in enumerate(chapitre.ouverture, start=1)
    )
    await session.flush()
    await session.execute(entry_of(acteur, "document_cree", str(document.id)))
    return document.id


def _bloc(acteur: Acteur, document_id: UUID, chapitre: str, rang: int, objet: tuple[Nature, str]) -> BlocDocument:
    return BlocDocument(
        territoire_id=acteur.territoire_id, id=uuid4(), document_id=document_id, chapitre=chapitre, rang=rang,
        nature=objet[0].value, contenu=objet[1], auteur_id=acteur.compte_id,
    )  # fmt: skip


async def move_chapitre(
    session: AsyncSession, acteur: Acteur, document_id: UUID, code: str, geste: str, *, version: int
) -> None:
    check_coordination(acteur)
    document = await find_document(session, acteur, document_id)
    query = (
        update(DocumentPartage)
        .where(visible(DocumentPartage, acteur), DocumentPartage.id == document_id, DocumentPartage.version == version)
        .values(chapitres=list(arrange(document.chapitres, code, geste)), version=version + 1)
        .returning(DocumentPartage.id)
    )
    if (await session.execute(query)).first() is None:
        raise Conflict(MOVED)


async def add_bloc(
    session: AsyncSession, acteur: Acteur, document_id: UUID, code: str, objet: str, *, offered: frozenset[str]
) -> None:
    """Adds a block at the end of a chapter. objet: « texte », « genere:code » or « chiffres:reference ».

    offered: references of figures that may be chosen.
    """
    lu = await read_chapitre(session, acteur, document_id, code)
    nature, _, contenu = objet.partition(":")
    known = {"texte": {""}, "genere": set(GENERES), "chiffres": offered}
    if contenu not in known.get(nature, ()):
        raise Refused("Choisissez dans la liste ce que vous ajoutez.")
    last = max((one.bloc.rang for one in lu.blocs), default=0)
    session.add(_bloc(acteur, document_id, code, last + 1, (Nature(nature), contenu)))
    await session.flush()


async def find_bloc(session: AsyncSession, acteur: Acteur, document_id: UUID, bloc_id: UUID) -> BlocDocument:
    check_coordination(acteur)
    query = blocs_of(visible(BlocDocument, acteur), document_id).where(BlocDocument.id == bloc_id)
    found = await session.scalar(query)
    if found is None:
        raise NotFound(GONE)
    return found


async def write_bloc(
    session: AsyncSession, acteur: Acteur, document_id: UUID, bloc_id: UUID, texte: str, *, version: int, confirme: bool
) -> Gardee:
    """Keeps a text over the version that was read; when somebody wrote meanwhile, keeps it beside: nothing is lost."""
    bloc = await find_bloc(session, acteur, document_id, bloc_id)
    if bloc.nature != Nature.TEXTE:
        raise Refused("Ce bloc ne s’écrit pas : ajoutez un bloc de texte.")
    kept = check_texte(texte, confirme=confirme)
    if kept == bloc.contenu:
        return Gardee(bloc.version, is_aside=False)
    row = (await session.execute(written(bloc, version, kept, acteur.compte_id))).first()
    if row is not None:
        return Gardee(row[0], is_aside=False)
    aside = {"territoire_id": acteur.territoire_id, "id": uuid4(), "bloc_id": bloc.id, "contenu": kept}
    await session.execute(put_aside(aside | {"auteur_id": acteur.compte_id}))
    return Gardee(version, is_aside=True)


async def settle_variante(
    session: AsyncSession, acteur: Acteur, document_id: UUID, variante_id: UUID, choix: str, *, now: datetime
) -> str:
    """Ends a meeting of two texts, and gives the chapter. `choix`: garder or reprendre; what gives way is kept too."""
    found = await session.scalar(rows(VarianteBloc, acteur).where(VarianteBloc.id == variante_id))
    if found is None or found.reglee_le is not None or choix not in {"garder", "reprendre"}:
        raise Conflict("Ce choix est déjà fait : rechargez la page.")
    bloc = await find_bloc(session, acteur, document_id, found.bloc_id)
    found.reglee_le = now
    await session.flush()
    if choix == "reprendre":
        before = bloc.contenu
        if (await session.execute(written(bloc, bloc.version, found.contenu, acteur.compte_id))).first() is None:
            raise Conflict(MOVED)
        session.add(
            VarianteBloc(
                territoire_id=acteur.territoire_id, id=uuid4(), bloc_id=bloc.id, contenu=before,
                auteur_id=acteur.compte_id, reglee_le=now,
            )
        )  # fmt: skip
        await session.flush()
    return bloc.chapitre


async def pending(session: AsyncSession, acteur: Acteur, blocs: list[UUID]) -> int:
    """How many texts wait for a choice."""
    return len((await session.scalars(variantes_of(visible(VarianteBloc, acteur), blocs))).all())


async def move_bloc(
    session: AsyncSession, acteur: Acteur, document_id: UUID, bloc_id: UUID, geste: str, *, now: datetime
) -> str:
    """Moves a block in its chapter, or takes it out: its text stays in the base. Gives the chapter."""
    bloc = await find_bloc(session, acteur, document_id, bloc_id)
    same = blocs_of(visible(BlocDocument, acteur), document_id).where(BlocDocument.chapitre == bloc.chapitre)
    order = list((await session.scalars(same)).all())
    if geste == "retirer":
        bloc.retire_le = now
    elif geste in {"monter", "descendre"}:
        rank = order.index(bloc)
        order.remove(bloc)
        order.insert(max(0, rank - 1) if geste == "monter" else rank + 1, bloc)
        for rang, one in enumerate(order, start=1):
            one.rang = rang
    else:
        raise Refused("Choisissez : monter, descendre ou retirer.")
    await session.flush()
    return bloc.chapitre


async def remark(
    session: AsyncSession, acteur: Acteur, document_id: UUID, code: str, texte: str, *, confirme: bool
) -> None:
    lu = await read_chapitre(session, acteur, document_id, code)
    kept = check_court("remarque", texte, REMARQUE, missing="Écrivez votre remarque.", confirme=confirme)
    session.add(
        RemarqueDocument(
            territoire_id=acteur.territoire_id, id=uuid4(), document_id=lu.document.id, chapitre=code, texte=kept,
            auteur_id=acteur.compte_id,
        )
    )  # fmt: skip
    await session.flush()


async def settle_remarque(
    session: AsyncSession, acteur: Acteur, document_id: UUID, remarque_id: UUID, *, now: datetime
) -> str:
    """Marks a remark as answered; gives its chapter."""
    check_coordination(acteur)
    query = rows(RemarqueDocument, acteur).where(
        RemarqueDocument.document_id == document_id, RemarqueDocument.id == remarque_id
    )
    found = await session.scalar(query)
    if found is None:
        raise NotFound("Cette remarque n’existe pas dans ce document.")
    found.reglee_le = found.reglee_le or now
    await session.flush()
    return str(found.chapitre)
