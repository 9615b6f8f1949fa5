"""Freeze an annual report whole, once for all its recipients, and write its adjustments beside it, dated."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.rights import MINE, close, execute, may_insert, may_read

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = ("rapport_gele", "ajustement_rapport")
GUARD = """CREATE FUNCTION asv.garder_rapport() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, asv, sec AS $$
DECLARE who sec.acteur := sec.ctx(); known boolean; numero integer; last text;
BEGIN
  IF TG_OP <> 'INSERT' THEN RAISE insufficient_privilege; END IF;
  IF who.role IS NULL THEN RETURN NEW; END IF;
  NEW.fige_le := now();
  SELECT coalesce(bool_and(EXISTS (SELECT FROM asv.diffusion d WHERE d.territoire_id = NEW.territoire_id
      AND d.periode || '-E' || d.edition = s.value->>'code' AND d.empreinte = s.value->>'empreinte')), false)
    INTO known FROM jsonb_array_elements(NEW.contenu->'sources') s;
  IF TG_TABLE_NAME = 'rapport_gele' THEN
    IF NOT known THEN RAISE insufficient_privilege; END IF;
    RETURN NEW;
  END IF;
  IF NOT known AND (jsonb_array_length(NEW.contenu->'sources') > 0 OR jsonb_path_exists(NEW.contenu,
      '$.changements[*].nouveau ? (@.origine == "diffusion")')) THEN RAISE insufficient_privilege; END IF;
  SELECT coalesce(max(a.numero), 0) + 1 INTO numero FROM asv.ajustement_rapport a
    WHERE a.territoire_id = NEW.territoire_id AND a.periode = NEW.periode;
  SELECT coalesce((SELECT a.empreinte FROM asv.ajustement_rapport a WHERE a.territoire_id = NEW.territoire_id
      AND a.periode = NEW.periode ORDER BY a.numero DESC LIMIT 1),
    (SELECT r.empreinte FROM asv.rapport_gele r WHERE r.territoire_id = NEW.territoire_id
      AND r.periode = NEW.periode)) INTO last;
  IF NEW.numero <> numero OR NEW.precedent IS DISTINCT FROM last THEN RAISE insufficient_privilege; END IF;
  RETURN NEW;
END $$"""
"""A frozen report rests on releases of the ledger, by their fingerprint, and its adjustments follow each other.

Nobody changes or deletes either, not even the loader of the command line.
"""


def upgrade() -> None:
    _create_rapport()
    _create_ajustement()
    for table in TABLES:
        close(f"asv.{table}")
        may_read(f"asv.{table}", "coordinateur")
        may_insert(f"asv.{table}", "coordinateur", rule=f"fige_par = {MINE}")
    execute(
        "GRANT CREATE ON SCHEMA asv TO asv_charge", GUARD, "ALTER FUNCTION asv.garder_rapport() OWNER TO asv_charge",
        "REVOKE EXECUTE ON FUNCTION asv.garder_rapport() FROM PUBLIC", "REVOKE CREATE ON SCHEMA asv FROM asv_charge",
        *(
            f"CREATE TRIGGER garder BEFORE INSERT OR UPDATE OR DELETE ON asv.{table} FOR EACH ROW "
            "EXECUTE FUNCTION asv.garder_rapport()"
            for table in TABLES
        ),
    )  # fmt: skip


def _create_rapport() -> None:
    op.create_table(
        "rapport_gele", *_written(),
        sa.PrimaryKeyConstraint("territoire_id", "periode", name=op.f("pk_rapport_gele")),
        _of_compte("rapport_gele"), schema="asv",
    )  # fmt: skip


def _create_ajustement() -> None:
    key = ["territoire_id", "periode"]
    op.create_table(
        "ajustement_rapport", sa.Column("numero", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("precedent", sa.Text(), nullable=False), *_written(),
        sa.PrimaryKeyConstraint(*key, "numero", name=op.f("pk_ajustement_rapport")),
        sa.ForeignKeyConstraint(
            key, [f"asv.rapport_gele.{name}" for name in key], name=op.f("fk_ajustement_rapport_territoire_id_periode")
        ),
        _of_compte("ajustement_rapport"), schema="asv",
    )  # fmt: skip


def _written() -> list[sa.Column]:
    moment = postgresql.TIMESTAMP(timezone=True)
    return [
        sa.Column("territoire_id", sa.Text(), nullable=False), sa.Column("periode", sa.Text(), nullable=False),
        sa.Column("contenu", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("empreinte", sa.Text(), nullable=False),
        sa.Column("fige_le", moment, server_default=sa.text("now()"), nullable=False),
        sa.Column("fige_par", sa.UUID(), nullable=False),
    ]  # fmt: skip


def _of_compte(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["territoire_id", "fige_par"], ["sec.compte.territoire_id", "sec.compte.id"],
        name=op.f(f"fk_{table}_territoire_id_fige_par"),
    )  # fmt: skip


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table, schema="asv")
    op.execute("DROP FUNCTION asv.garder_rapport()")
