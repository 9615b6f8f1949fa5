"""Open a release to partners, communes and the public, and a published document to everybody, by a decision kept."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.rights import MINE, close, execute, may_insert, may_read

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = postgresql.TIMESTAMP(timezone=True)
KEY = ("territoire_id", "periode", "edition")
FIGURES = "territoire_id, periode, edition, annee, contenu, empreinte, publiee_le"
OPENED = (
    "EXISTS (SELECT FROM asv.diffusion_ouverte o WHERE "
    + " AND ".join(f"o.{name} = diffusion.{name}" for name in KEY)
    + ")"
)
"""Who opened it is told to nobody outside the coordination."""

YEAR_NOW = "periode ~ '^[0-9]{4}$' AND ouverte_le = now()"

OF_OPENED = (
    "publiee_le IS NOT NULL AND (contenu ->> 'diffusion' = '' OR EXISTS (SELECT FROM asv.diffusion_ouverte o "
    "WHERE o.territoire_id = version_document.territoire_id "
    "AND o.periode || '-E' || o.edition = contenu ->> 'diffusion'))"
)
"""A document is for everybody once its figures are: a version that does not say whose they are is not."""

BESIDE = (
    "approuve_le IS NOT NULL AND EXISTS (SELECT FROM asv.version_document v "
    "WHERE v.territoire_id = erratum.territoire_id AND v.document_id = erratum.document_id "
    "AND v.numero = erratum.numero AND v.publiee_le IS NOT NULL)"
)


def upgrade() -> None:
    op.create_table(
        "diffusion_ouverte",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("periode", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("ouverte_le", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("ouverte_par", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            KEY, [f"asv.diffusion.{name}" for name in KEY],
            name=op.f("fk_diffusion_ouverte_territoire_id_periode_edition"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "ouverte_par"], ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_diffusion_ouverte_territoire_id_ouverte_par"),
        ),
        sa.PrimaryKeyConstraint(*KEY, name=op.f("pk_diffusion_ouverte")),
        schema="asv",
    )  # fmt: skip
    close("asv.diffusion_ouverte")
    may_read("asv.diffusion_ouverte", "coordinateur")
    may_read("asv.diffusion_ouverte", "partenaire", "financeur", columns=f"{', '.join(KEY)}, ouverte_le")
    may_insert("asv.diffusion_ouverte", "coordinateur", rule=f"ouverte_par = {MINE} AND {YEAR_NOW}")
    may_read("asv.diffusion", "partenaire", rule=OPENED, columns=FIGURES)
    _open_to_visitors()


def _open_to_visitors() -> None:
    rules = {
        "diffusion_ouverte": ("true", f"{', '.join(KEY)}, ouverte_le"),
        "diffusion": (OPENED, FIGURES),
        "version_document": (OF_OPENED, "territoire_id, document_id, numero, contenu, empreinte, publiee_le"),
        "erratum": (BESIDE, "territoire_id, id, document_id, numero, au_lieu_de, lire, ecrit_le, approuve_le"),
    }
    for table, (rule, columns) in rules.items():
        execute(
            f"CREATE POLICY public ON asv.{table} FOR SELECT TO asv_visiteur USING ({rule})",
            f"GRANT SELECT ({columns}) ON asv.{table} TO asv_visiteur",
        )


def downgrade() -> None:
    for table in ("erratum", "version_document", "diffusion"):
        execute(f"DROP POLICY public ON asv.{table}", f"REVOKE SELECT ON asv.{table} FROM asv_visiteur")
    execute("DROP POLICY partenaire_select ON asv.diffusion", "REVOKE SELECT ON asv.diffusion FROM asv_partenaire")
    op.drop_table("diffusion_ouverte", schema="asv")
