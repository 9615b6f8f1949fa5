"""Keep the crossed tables of a closed year as they were released: the coordination writes them once, nobody after."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.rights import MINE, close, may_insert, may_read

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "croisement",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("contenu", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("publie_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("publie_par", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "publie_par"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_croisement_territoire_id_publie_par"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "annee", name=op.f("pk_croisement")),
        schema="asv",
    )
    close("asv.croisement")
    may_read("asv.croisement", "coordinateur")
    may_insert("asv.croisement", "coordinateur", rule=f"publie_par = {MINE}")


def downgrade() -> None:
    op.drop_table("croisement", schema="asv")
