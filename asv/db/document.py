"""The diagnostic document: chapters kept, blocks written by several, remarks, frozen versions and their errata."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Index,
    Insert,
    Select,
    Update,
    and_,
    exists,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row
from asv.db.comptes import Compte

NOTHING = text("''")


class DocumentPartage(DuTerritoire, Base):
    """A document. `annee`: closed year of its figures. `chapitres`: codes kept, in order. `version` counts moves."""

    __tablename__ = "document"
    __table_args__ = (to_row("compte", "cree_par", schema=SECURITY),)
    titre: Mapped[str]
    annee: Mapped[int]
    chapitres: Mapped[list[str]]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    cree_par: Mapped[UUID]
    cree_le: Mapped[datetime] = mapped_column(server_default=func.now())


class BlocDocument(DuTerritoire, Base):
    """A block of a chapter. `contenu`: the text, the reference of figures, or the code of what the tool writes.

    `auteur_id`: last hand. `auteurs`: all who wrote its text, kept by a trigger.
    """

    __tablename__ = "bloc_document"
    __table_args__ = (
        to_row("document", "document_id"),
        to_row("compte", "auteur_id", schema=SECURITY),
        CheckConstraint("nature IN ('texte', 'chiffres', 'genere')", name="nature"),
        Index(None, "territoire_id", "document_id"),
    )
    document_id: Mapped[UUID]
    chapitre: Mapped[str]
    rang: Mapped[int]
    nature: Mapped[str]
    contenu: Mapped[str] = mapped_column(server_default=NOTHING)
    version: Mapped[int] = mapped_column(server_default=text("1"))
    auteurs: Mapped[list[UUID]] = mapped_column(server_default=text("'{}'"))
    auteur_id: Mapped[UUID]
    modifie_le: Mapped[datetime] = mapped_column(server_default=func.now())
    retire_le: Mapped[datetime | None]


class VarianteBloc(DuTerritoire, Base):
    """A text of a block that another had changed meanwhile, or that gave way to it: nothing typed is lost."""

    __tablename__ = "variante_bloc"
    __table_args__ = (
        to_row("bloc_document", "bloc_id"),
        to_row("compte", "auteur_id", schema=SECURITY),
        Index(
            "uq_variante_bloc_ouverte", "territoire_id", "bloc_id", "auteur_id", unique=True,
            postgresql_where=text("reglee_le IS NULL"),
        ),
    )  # fmt: skip
    bloc_id: Mapped[UUID]
    contenu: Mapped[str]
    auteur_id: Mapped[UUID]
    ecrite_le: Mapped[datetime] = mapped_column(server_default=func.now())
    reglee_le: Mapped[datetime | None]


class RemarqueDocument(DuTerritoire, Base):
    """A dated word on a chapter, settled once answered."""

    __tablename__ = "remarque_document"
    __table_args__ = (
        to_row("document", "document_id"),
        to_row("compte", "auteur_id", schema=SECURITY),
        Index(None, "territoire_id", "document_id"),
    )
    document_id: Mapped[UUID]
    chapitre: Mapped[str]
    texte: Mapped[str]
    auteur_id: Mapped[UUID]
    ecrite_le: Mapped[datetime] = mapped_column(server_default=func.now())
    reglee_le: Mapped[datetime | None]


class VersionDocument(Base):
    """A version frozen: its content never changes; who read, approved and published it is signed by a trigger.

    `contenu`: asv.domain.document.Contenu as plain values. `auteurs`: who wrote a text of it.
    """

    __tablename__ = "version_document"
    __table_args__ = (
        to_row("document", "document_id"),
        *(to_row("compte", column, schema=SECURITY) for column in (
            "figee_par", "relue_par", "approuvee_par", "publiee_par", "renvoyee_par"
        )),
        CheckConstraint("relue_par <> figee_par", name="relue_par_autrui"),
        CheckConstraint(
            "approuvee_par <> figee_par AND NOT auteurs <@ ARRAY[approuvee_par]", name="approuvee_par_autrui"
        ),
        CheckConstraint("approuvee_par IS NULL OR relue_par IS NOT NULL", name="relue_avant"),
        CheckConstraint("publiee_par IS NULL OR approuvee_par IS NOT NULL", name="approuvee_avant"),
        CheckConstraint("publiee_par IS NULL OR renvoyee_par IS NULL", name="renvoyee_ou_publiee"),
    )  # fmt: skip
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    numero: Mapped[int] = mapped_column(primary_key=True)
    contenu: Mapped[dict[str, Any]]
    empreinte: Mapped[str]
    auteurs: Mapped[list[UUID]] = mapped_column(server_default=text("'{}'"))
    figee_par: Mapped[UUID]
    figee_le: Mapped[datetime] = mapped_column(server_default=func.now())
    relue_par: Mapped[UUID | None]
    relue_le: Mapped[datetime | None]
    approuvee_par: Mapped[UUID | None]
    approuvee_le: Mapped[datetime | None]
    publiee_par: Mapped[UUID | None]
    publiee_le: Mapped[datetime | None]
    renvoyee_par: Mapped[UUID | None]
    renvoyee_le: Mapped[datetime | None]
    renvoi: Mapped[str] = mapped_column(server_default=NOTHING)


class Erratum(DuTerritoire, Base):
    """A correction of what is published, beside it: shown once a second person approved it."""

    __tablename__ = "erratum"
    __table_args__ = (
        to_row("document", "document_id"),
        to_row("compte", "auteur_id", schema=SECURITY),
        to_row("compte", "approuve_par", schema=SECURITY),
        CheckConstraint("approuve_par <> auteur_id", name="approuve_par_autrui"),
        Index(None, "territoire_id", "document_id"),
    )
    document_id: Mapped[UUID]
    numero: Mapped[int]
    au_lieu_de: Mapped[str]
    lire: Mapped[str]
    auteur_id: Mapped[UUID]
    ecrit_le: Mapped[datetime] = mapped_column(server_default=func.now())
    approuve_par: Mapped[UUID | None]
    approuve_le: Mapped[datetime | None]


def documents_of(seen: ColumnElement[bool]) -> Select[DocumentPartage]:
    return select(DocumentPartage).where(seen).order_by(DocumentPartage.annee.desc(), DocumentPartage.cree_le.desc())


def blocs_of(seen: ColumnElement[bool], document_id: UUID) -> Select[BlocDocument]:
    """Blocks that are still in the document, in the order of each chapter."""
    kept = seen, BlocDocument.document_id == document_id, BlocDocument.retire_le.is_(None)
    return select(BlocDocument).where(*kept).order_by(BlocDocument.chapitre, BlocDocument.rang, BlocDocument.id)


def variantes_of(seen: ColumnElement[bool], blocs: list[UUID]) -> Select[VarianteBloc]:
    """Texts that wait for a choice."""
    kept = seen, VarianteBloc.bloc_id.in_(blocs), VarianteBloc.reglee_le.is_(None)
    return select(VarianteBloc).where(*kept).order_by(VarianteBloc.ecrite_le, VarianteBloc.id)


def remarques_of(seen: ColumnElement[bool], document_id: UUID) -> Select[RemarqueDocument]:
    kept = seen, RemarqueDocument.document_id == document_id
    return select(RemarqueDocument).where(*kept).order_by(RemarqueDocument.ecrite_le, RemarqueDocument.id)


def versions_of(seen: ColumnElement[bool], document_id: UUID) -> Select[VersionDocument]:
    """Versions, the latest first."""
    kept = seen, VersionDocument.document_id == document_id
    return select(VersionDocument).where(*kept).order_by(VersionDocument.numero.desc())


def errata_of(seen: ColumnElement[bool], document_id: UUID, numero: int) -> Select[Erratum]:
    kept = seen, Erratum.document_id == document_id, Erratum.numero == numero
    return select(Erratum).where(*kept).order_by(Erratum.ecrit_le, Erratum.id)


def public_versions(
    document_id: UUID | None = None, numero: int = 0, *, whole: bool = False
) -> Select[*tuple[Any, ...]]:
    """Versions published, the latest first, in the columns that a visitor may read: all of them, or one, whole."""
    row, plain = VersionDocument, VersionDocument.contenu
    columns = [
        row.document_id, row.numero, row.publiee_le, plain["titre"].astext.label("titre"),
        plain["territoire"].astext.label("territoire"), plain["annee"].astext.label("annee"),
        *((plain, row.empreinte) if whole else ()),
    ]  # fmt: skip
    query = select(*columns).where(row.publiee_le.is_not(None))
    if document_id is not None:
        query = query.where(row.document_id == document_id, row.numero == numero)
    return query.order_by(row.publiee_le.desc(), row.document_id, row.numero.desc())


def public_errata(document_id: UUID, numero: int) -> Select[datetime | None, str, str]:
    """Errata that a second person approved."""
    of_this = Erratum.document_id == document_id, Erratum.numero == numero, Erratum.approuve_le.is_not(None)
    columns = Erratum.approuve_le, Erratum.au_lieu_de, Erratum.lire
    return select(*columns).where(*of_this).order_by(Erratum.ecrit_le, Erratum.id)


def written(bloc: BlocDocument, version: int, contenu: str, auteur_id: UUID) -> Update:
    """Writes a text if nobody did since `version` was read; gives no row back otherwise."""
    return (
        update(BlocDocument)
        .where(BlocDocument.territoire_id == bloc.territoire_id, BlocDocument.id == bloc.id)
        .where(BlocDocument.version == version, BlocDocument.retire_le.is_(None))
        .values(contenu=contenu, version=version + 1, auteur_id=auteur_id, modifie_le=func.now())
        .returning(BlocDocument.version)
    )


def put_aside(row: dict[str, Any]) -> Insert:
    """Keeps a text that met another: one for each person and block, the last typed."""
    query = insert(VarianteBloc).values(row)
    return query.on_conflict_do_update(
        index_elements=["territoire_id", "bloc_id", "auteur_id"], index_where=VarianteBloc.reglee_le.is_(None),
        set_={"contenu": query.excluded.contenu, "ecrite_le": func.now()},
    )  # fmt: skip


def names_of(seen: str, people: list[UUID]) -> Select[UUID, str]:
    """Names of colleagues, for those who may read accounts."""
    return select(Compte.id, Compte.nom_affiche).where(Compte.territoire_id == seen, Compte.id.in_(people))


def has_published(table: type[Any], document_id: Any, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the document of a row has a version that anybody of the territoire may read."""
    of_this = VersionDocument.territoire_id == table.territoire_id, VersionDocument.document_id == document_id
    return exists().where(*of_this, VersionDocument.publiee_le.is_not(None), *more).correlate(table)


PUBLISHED: dict[type[Any], ColumnElement[bool]] = {
    DocumentPartage: has_published(DocumentPartage, DocumentPartage.id),
    VersionDocument: VersionDocument.publiee_le.is_not(None),
    Erratum: and_(
        Erratum.approuve_le.is_not(None),
        has_published(Erratum, Erratum.document_id, VersionDocument.numero == Erratum.numero),
    ),
}
"""What those who do not write a document read of it."""
