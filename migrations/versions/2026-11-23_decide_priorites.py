"""Keep what two colleges ranked and what the COPIL decided of it, for a QPV and a closed year."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.rights import MINE, close, execute, may_insert, may_read

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())
MOMENT = postgresql.TIMESTAMP(timezone=True)
TABLES = ("classement", "decision_priorites")


def _row(name: str, *columns: sa.Column, checks: tuple[sa.CheckConstraint, ...] = ()) -> None:
    """A table of one QPV and one year, signed and dated, that nobody updates or deletes."""
    op.create_table(
        name,
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("qpv", sa.Text(), nullable=False),
        *columns,
        sa.Column("correction", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("note_le", MOMENT, server_default=sa.text("now()"), nullable=False),
        *checks,
        sa.ForeignKeyConstraint(["qpv"], ["asv.qpv.code"], name=op.f(f"fk_{name}_qpv")),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f(f"fk_{name}_territoire_id_auteur_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f(f"pk_{name}")),
        schema="asv",
    )
    op.create_index(
        op.f(f"ix_{name}_territoire_id_annee_qpv"), name, ["territoire_id", "annee", "qpv"], schema="asv"
    )  # fmt: skip
    close(f"asv.{name}")
    may_read(f"asv.{name}", "coordinateur")
    may_insert(f"asv.{name}", "coordinateur", rule=f"auteur_id = {MINE} AND note_le = now()")


def upgrade() -> None:
    _row(
        "classement",
        sa.Column("college", sa.Text(), nullable=False),
        sa.Column("votants", sa.Integer(), nullable=False),
        sa.Column("etabli_le", sa.Date(), nullable=False),
        sa.Column("rangs", JSONB, nullable=False),
        checks=(
            sa.CheckConstraint("college IN ('habitants', 'professionnels')", name=op.f("ck_classement_college")),
            sa.CheckConstraint("votants > 0", name=op.f("ck_classement_votants")),
        ),
    )
    _row(
        "decision_priorites",
        sa.Column("decidee_le", sa.Date(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("retenus", JSONB, nullable=False),
        sa.Column("ecartes", JSONB, nullable=False),
    )
    uuids = postgresql.ARRAY(sa.UUID())
    op.add_column(
        "priorite", sa.Column("engagements", uuids, server_default=sa.text("'{}'"), nullable=False), schema="asv"
    )
    op.add_column("priorite", sa.Column("decision_id", sa.UUID()), schema="asv")
    op.add_column("priorite", sa.Column("objet", sa.Text()), schema="asv")
    op.create_foreign_key(
        op.f("fk_priorite_territoire_id_decision_id"), "priorite", "decision_priorites",
        ["territoire_id", "decision_id"], ["territoire_id", "id"], source_schema="asv", referent_schema="asv",
    )  # fmt: skip
    execute("GRANT UPDATE (annee, engagements, decision_id) ON asv.priorite TO asv_coordinateur")


def downgrade() -> None:
    op.drop_constraint(op.f("fk_priorite_territoire_id_decision_id"), "priorite", schema="asv")
    for column in ("objet", "decision_id", "engagements"):
        op.drop_column("priorite", column, schema="asv")
    for table in reversed(TABLES):
        op.drop_table(table, schema="asv")
