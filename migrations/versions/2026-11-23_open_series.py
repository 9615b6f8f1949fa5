"""Let the coordination bring séries of context, vintage by vintage; say how sure the shipped vintages are.

Figures published for everybody: all who work in the territoire read them, the coordination alone brings and undoes.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.rights import MINE, close, may_delete, may_insert, may_read, may_update

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

READERS = ("mediateur", "partenaire", "coordinateur", "financeur")
WHEN = postgresql.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.add_column("serie", sa.Column("annee", sa.Integer(), nullable=True), schema="asv")
    certitude = sa.Column("certitude", sa.Text(), server_default="inconnu", nullable=False)
    op.add_column("serie", certitude, schema="asv")
    _create_importations()
    _create_values()
    for table in ("asv.importation_serie", "asv.serie_importee"):
        close(table)
        may_read(table, *READERS)
    may_insert("asv.importation_serie", "coordinateur", rule=f"auteur_id = {MINE}")
    may_update("asv.importation_serie", "coordinateur", columns="annulee_le")
    may_insert("asv.serie_importee", "coordinateur")
    may_delete("asv.serie_importee", "coordinateur")


def _create_importations() -> None:
    texts = ("publication", "niveau", "millesime", "source", "licence", "sha256")
    op.create_table(
        "importation_serie",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("annee", "lignes", "valeurs", "ecartees")),
        sa.Column("faite_le", WHEN, server_default=sa.text("now()"), nullable=False),
        sa.Column("annulee_le", WHEN, nullable=True),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_importation_serie_territoire_id_auteur_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_importation_serie")),
        schema="asv",
    )


def _create_values() -> None:
    op.create_table(
        "serie_importee",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("importation_id", sa.UUID(), nullable=False),
        sa.Column("serie", sa.Text(), nullable=False),
        sa.Column("lieu", sa.Text(), nullable=False),
        sa.Column("valeur", sa.Double(), nullable=True),
        sa.Column("absence", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["territoire_id", "importation_id"],
            ["asv.importation_serie.territoire_id", "asv.importation_serie.id"],
            name=op.f("fk_serie_importee_territoire_id_importation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id"], ["asv.territoire.territoire_id"], name=op.f("fk_serie_importee_territoire_id")
        ),
        sa.PrimaryKeyConstraint("territoire_id", "importation_id", "serie", "lieu", name=op.f("pk_serie_importee")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_serie_importee_territoire_id_serie"), "serie_importee", ["territoire_id", "serie"], schema="asv"
    )


def downgrade() -> None:
    op.drop_table("serie_importee", schema="asv")
    op.drop_table("importation_serie", schema="asv")
    op.drop_column("serie", "certitude", schema="asv")
    op.drop_column("serie", "annee", schema="asv")
