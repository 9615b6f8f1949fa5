"""Keep everything released in a ledger nobody can change, and the release being prepared where a restart finds it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.rights import MINE, close, may_delete, may_insert, may_read, may_update

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())
MOMENT = postgresql.TIMESTAMP(timezone=True)


def upgrade() -> None:
    _create_diffusion()
    _create_reserve()
    _create_chantier()
    for table in ("asv.diffusion", "asv.diffusion_reserve", "asv.diffusion_chantier"):
        close(table)
        may_read(table, "coordinateur")
    may_read("asv.diffusion", "financeur")
    may_insert("asv.diffusion", "coordinateur", rule=f"publiee_par = {MINE}")
    may_insert("asv.diffusion_reserve", "coordinateur")
    may_insert("asv.diffusion_chantier", "coordinateur", rule=f"demande_par = {MINE}")
    may_update("asv.diffusion_chantier", "coordinateur", columns="part, battu_le, refus")
    may_delete("asv.diffusion_chantier", "coordinateur")


def _create_diffusion() -> None:
    op.create_table(
        "diffusion",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("periode", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("contenu", JSONB, nullable=False),
        sa.Column("empreinte", sa.Text(), nullable=False),
        sa.Column("publiee_le", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("publiee_par", sa.UUID(), nullable=False),
        _of_compte("diffusion", "publiee_par"),
        sa.PrimaryKeyConstraint("territoire_id", "periode", "edition", name=op.f("pk_diffusion")),
        schema="asv",
    )


def _create_reserve() -> None:
    key = ["territoire_id", "periode", "edition"]
    op.create_table(
        "diffusion_reserve",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("periode", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("contenu", JSONB, nullable=False),
        sa.ForeignKeyConstraint(
            key,
            [f"asv.diffusion.{name}" for name in key],
            name=op.f("fk_diffusion_reserve_territoire_id_periode_edition"),
        ),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_diffusion_reserve")),
        schema="asv",
    )


def _create_chantier() -> None:
    op.create_table(
        "diffusion_chantier",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("periode", sa.Text(), nullable=False),
        sa.Column("comptes", JSONB, nullable=False),
        sa.Column("part", sa.Float(), server_default=sa.text("0"), nullable=False),
        sa.Column("battu_le", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("refus", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("demande_le", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("demande_par", sa.UUID(), nullable=False),
        _of_compte("diffusion_chantier", "demande_par"),
        sa.PrimaryKeyConstraint("territoire_id", "annee", name=op.f("pk_diffusion_chantier")),
        schema="asv",
    )


def _of_compte(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["territoire_id", column],
        ["sec.compte.territoire_id", "sec.compte.id"],
        name=op.f(f"fk_{table}_territoire_id_{column}"),
    )


def downgrade() -> None:
    for table in ("diffusion_chantier", "diffusion_reserve", "diffusion"):
        op.drop_table(table, schema="asv")
