"""Create the diagnostic document: written by several, approved by a second person, published, never rewritten."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.rights import MINE, SAME_TERRITOIRE, as_role, close, execute, may_insert, may_read, may_update

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

READERS = ("mediateur", "partenaire", "financeur")
TABLES = ("document", "bloc_document", "variante_bloc", "remarque_document", "version_document", "erratum")
STEPS = ("relue", "approuvee", "publiee", "renvoyee")
NOW = sa.text("now()")
MOMENT = postgresql.TIMESTAMP(timezone=True)

SIGN_BLOC = """CREATE FUNCTION asv.signer_bloc() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, asv, sec AS $$
DECLARE who sec.acteur := sec.ctx(); known uuid[] := '{}'; was text := '';
BEGIN
  IF TG_OP = 'UPDATE' THEN known := OLD.auteurs; was := OLD.contenu; END IF;
  NEW.auteurs := known;
  IF NEW.nature = 'texte' AND NEW.contenu <> was AND who.compte_id IS NOT NULL AND NOT who.compte_id = ANY (known)
  THEN NEW.auteurs := known || who.compte_id; END IF;
  RETURN NEW;
END $$"""
"""Whoever changes a text joins its authors, and nobody leaves them."""

SIGN_VERSION = """CREATE FUNCTION asv.signer_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, asv, sec AS $$
DECLARE who sec.acteur := sec.ctx();
BEGIN
  IF who.role IS NULL THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    NEW.figee_le := now();
    NEW.auteurs := coalesce((SELECT array_agg(DISTINCT a) FROM asv.bloc_document b, unnest(b.auteurs) a
      WHERE b.territoire_id = NEW.territoire_id AND b.document_id = NEW.document_id AND b.retire_le IS NULL), '{}');
    RETURN NEW;
  END IF;
  IF coalesce(OLD.publiee_par, OLD.renvoyee_par) IS NOT NULL THEN RAISE insufficient_privilege; END IF;
""" + "".join(
    f"""  NEW.{step}_le := OLD.{step}_le;
  IF NEW.{step}_par IS DISTINCT FROM OLD.{step}_par THEN
    IF OLD.{step}_par IS NOT NULL OR NEW.{step}_par IS DISTINCT FROM who.compte_id
    THEN RAISE insufficient_privilege; END IF;
    NEW.{step}_le := now();
  END IF;
"""
    for step in STEPS
) + """  RETURN NEW;
END $$"""  # fmt: skip
"""Each step is signed once, in one's own name, at its moment; the authors are those of the blocks, not those told."""


def _row(name: str, *columns: sa.Column) -> None:
    """A table of the territoire, hung on a document unless it is the document."""
    own = [sa.Column("territoire_id", sa.Text(), nullable=False), sa.Column("id", sa.UUID(), nullable=False)]
    key = sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f(f"pk_{name}"))
    op.create_table(name, *own, *columns, key, schema="asv")


def _signed(column: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(column, sa.UUID(), nullable=nullable)


def _foreign(table: str, column: str, to: str) -> None:
    op.create_foreign_key(
        op.f(f"fk_{table}_territoire_id_{column}"), table, to.split(".")[1], ["territoire_id", column],
        ["territoire_id", "id"], source_schema="asv", referent_schema=to.split(".", maxsplit=1)[0],
    )  # fmt: skip


def _create_blocs() -> None:
    _row(
        "document", sa.Column("titre", sa.Text(), nullable=False), sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("chapitres", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False), _signed("cree_par"),
        sa.Column("cree_le", MOMENT, server_default=NOW, nullable=False),
    )  # fmt: skip
    _row(
        "bloc_document", _signed("document_id"), sa.Column("chapitre", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False), sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("contenu", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("auteurs", postgresql.ARRAY(sa.UUID()), server_default=sa.text("'{}'"), nullable=False),
        _signed("auteur_id"), sa.Column("modifie_le", MOMENT, server_default=NOW, nullable=False),
        sa.Column("retire_le", MOMENT),
        sa.CheckConstraint("nature IN ('texte', 'chiffres', 'genere')", name=op.f("ck_bloc_document_nature")),
    )  # fmt: skip
    _row(
        "variante_bloc", _signed("bloc_id"), sa.Column("contenu", sa.Text(), nullable=False), _signed("auteur_id"),
        sa.Column("ecrite_le", MOMENT, server_default=NOW, nullable=False), sa.Column("reglee_le", MOMENT),
    )  # fmt: skip
    op.create_index(
        "uq_variante_bloc_ouverte", "variante_bloc", ["territoire_id", "bloc_id", "auteur_id"], unique=True,
        schema="asv", postgresql_where=sa.text("reglee_le IS NULL"),
    )  # fmt: skip
    _row(
        "remarque_document", _signed("document_id"), sa.Column("chapitre", sa.Text(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False), _signed("auteur_id"),
        sa.Column("ecrite_le", MOMENT, server_default=NOW, nullable=False), sa.Column("reglee_le", MOMENT),
    )  # fmt: skip


def _create_versions() -> None:
    checks = {
        "relue_par_autrui": "relue_par <> figee_par",
        "approuvee_par_autrui": "approuvee_par <> figee_par AND NOT auteurs <@ ARRAY[approuvee_par]",
        "relue_avant": "approuvee_par IS NULL OR relue_par IS NOT NULL",
        "approuvee_avant": "publiee_par IS NULL OR approuvee_par IS NOT NULL",
        "renvoyee_ou_publiee": "publiee_par IS NULL OR renvoyee_par IS NULL",
    }
    steps = [
        column for step in STEPS for column in (_signed(f"{step}_par", nullable=True), sa.Column(f"{step}_le", MOMENT))
    ]  # fmt: skip
    op.create_table(
        "version_document",
        sa.Column("territoire_id", sa.Text(), nullable=False), _signed("document_id"),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("contenu", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("empreinte", sa.Text(), nullable=False),
        sa.Column("auteurs", postgresql.ARRAY(sa.UUID()), server_default=sa.text("'{}'"), nullable=False),
        _signed("figee_par"), sa.Column("figee_le", MOMENT, server_default=NOW, nullable=False), *steps,
        sa.Column("renvoi", sa.Text(), server_default=sa.text("''"), nullable=False),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_version_document_{name}")) for name, rule in checks.items()),
        sa.PrimaryKeyConstraint("territoire_id", "document_id", "numero", name=op.f("pk_version_document")),
        schema="asv",
    )  # fmt: skip
    _row(
        "erratum", _signed("document_id"), sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("au_lieu_de", sa.Text(), nullable=False), sa.Column("lire", sa.Text(), nullable=False),
        _signed("auteur_id"), sa.Column("ecrit_le", MOMENT, server_default=NOW, nullable=False),
        _signed("approuve_par", nullable=True), sa.Column("approuve_le", MOMENT),
        sa.CheckConstraint("approuve_par <> auteur_id", name=op.f("ck_erratum_approuve_par_autrui")),
    )  # fmt: skip


def _tie() -> None:
    for table in ("bloc_document", "remarque_document", "version_document", "erratum"):
        _foreign(table, "document_id", "asv.document")
    _foreign("variante_bloc", "bloc_id", "asv.bloc_document")
    signed = {"document": ["cree_par"], "version_document": ["figee_par", *(f"{step}_par" for step in STEPS)]}
    signed |= {table: ["auteur_id"] for table in ("bloc_document", "variante_bloc", "remarque_document", "erratum")}
    signed["erratum"].append("approuve_par")
    for table, columns in signed.items():
        for column in columns:
            _foreign(table, column, "sec.compte")
    for table in ("bloc_document", "remarque_document", "erratum"):
        op.create_index(
            op.f(f"ix_{table}_territoire_id_document_id"), table, ["territoire_id", "document_id"], schema="asv"
        )


def _sign() -> None:
    """Changing an owner asks that the new one may create there: an administrator need not be a superuser."""
    execute(
        "GRANT CREATE ON SCHEMA asv TO asv_charge", SIGN_BLOC, SIGN_VERSION,
        *(f"ALTER FUNCTION asv.{name}() OWNER TO asv_charge" for name in ("signer_bloc", "signer_version")),
        *(f"REVOKE EXECUTE ON FUNCTION asv.{name}() FROM PUBLIC" for name in ("signer_bloc", "signer_version")),
        "REVOKE CREATE ON SCHEMA asv FROM asv_charge",
        *(
            f"CREATE TRIGGER signer BEFORE INSERT OR UPDATE ON asv.{table} FOR EACH ROW EXECUTE FUNCTION asv.{name}()"
            for table, name in (("bloc_document", "signer_bloc"), ("version_document", "signer_version"))
        ),
    )  # fmt: skip


def _open() -> None:
    for table in TABLES:
        close(f"asv.{table}")
        may_read(f"asv.{table}", "coordinateur")
    authors = {"document": f"cree_par = {MINE}", "version_document": f"figee_par = {MINE} AND relue_par IS NULL"}
    authors["version_document"] += " AND approuvee_par IS NULL AND publiee_par IS NULL AND renvoyee_par IS NULL"
    authors["erratum"] = f"auteur_id = {MINE} AND approuve_par IS NULL"
    for table in TABLES:
        may_insert(f"asv.{table}", "coordinateur", rule=authors.get(table, f"auteur_id = {MINE}"))
    may_update("asv.document", "coordinateur", columns="titre, chapitres, version")
    may_update("asv.bloc_document", "coordinateur", columns="contenu, rang, version, auteur_id, modifie_le, retire_le")
    may_update("asv.variante_bloc", "coordinateur", columns="contenu, ecrite_le, reglee_le")
    may_update("asv.remarque_document", "coordinateur", columns="reglee_le")
    steps = ", ".join(f"{step}_par" for step in STEPS)
    may_update("asv.version_document", "coordinateur", columns=f"{steps}, renvoi")
    coordination = f"{as_role('coordinateur')} AND {SAME_TERRITOIRE}"
    execute(
        "GRANT UPDATE (approuve_par, approuve_le) ON asv.erratum TO asv_coordinateur",
        f"CREATE POLICY coordinateur_update ON asv.erratum FOR UPDATE TO asv_coordinateur USING ({coordination} "
        f"AND approuve_par IS NULL) WITH CHECK ({coordination} AND approuve_par = {MINE} AND approuve_le = now())",
    )
    same = "v.territoire_id = {0}.territoire_id AND v.document_id = {0}.{1} AND v.publiee_le IS NOT NULL"
    published = "EXISTS (SELECT FROM asv.version_document v WHERE " + same
    may_read("asv.version_document", *READERS, rule="publiee_le IS NOT NULL")
    may_read("asv.document", *READERS, rule=published.format("document", "id") + ")")
    beside = published.format("erratum", "document_id") + " AND v.numero = erratum.numero)"
    may_read("asv.erratum", *READERS, rule=f"approuve_le IS NOT NULL AND {beside}")


def upgrade() -> None:
    _create_blocs()
    _create_versions()
    _tie()
    _sign()
    _open()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table, schema="asv")
    execute("DROP FUNCTION asv.signer_bloc()", "DROP FUNCTION asv.signer_version()")
