"""Create what follows a person under a code, what the field reports, and what corrects it.

The keyed hash of a code leaves the suivi for the cards: a suivi may have had several, and a lost one opens nothing.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# The table belongs to a role that row-level security binds: only the bulk role sees every row.
FILL = """UPDATE asv.suivi SET dernier_contact_le = ouvert_le,
  zone_residence = CASE WHEN qpv_residence IS NULL THEN 'ZR_HORS_QPV' ELSE 'ZR_QPV' END"""


def create_cards() -> None:
    op.create_index(
        op.f("ix_journal_territoire_id_compte_id_quand"), "journal", ["territoire_id", "compte_id", "quand"],
        unique=False, schema="asv",
    )  # fmt: skip
    op.create_table(
        "essai",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("compte_id", sa.UUID(), nullable=False),
        sa.Column("quand", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_essai")),
        schema="sec",
    )
    op.create_index(
        op.f("ix_essai_territoire_id_compte_id_quand"),
        "essai",
        ["territoire_id", "compte_id", "quand"],
        unique=False,
        schema="sec",
    )
    op.create_table(
        "acces",
        sa.Column("compte_id", sa.UUID(), nullable=False),
        sa.Column("suivi_id", sa.UUID(), nullable=False),
        sa.Column("ouvert_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expire_le", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "compte_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_acces_territoire_id_compte_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "suivi_id"],
            ["asv.suivi.territoire_id", "asv.suivi.id"],
            name=op.f("fk_acces_territoire_id_suivi_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_acces")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_acces_territoire_id_compte_id_suivi_id"),
        "acces",
        ["territoire_id", "compte_id", "suivi_id"],
        unique=False,
        schema="asv",
    )
    op.create_table(
        "carte",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("empreinte", sa.LargeBinary(), nullable=False),
        sa.Column("suivi_id", sa.UUID(), nullable=True),
        sa.Column("etat", sa.Text(), server_default=sa.text("'active'"), nullable=False),
        sa.Column("remise_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "suivi_id"],
            ["asv.suivi.territoire_id", "asv.suivi.id"],
            name=op.f("fk_carte_territoire_id_suivi_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("territoire_id", "empreinte", name=op.f("pk_carte")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_carte_territoire_id_suivi_id"), "carte", ["territoire_id", "suivi_id"], unique=False, schema="asv"
    )


def create_etapes() -> None:
    op.create_table(
        "demarche",
        sa.Column("suivi_id", sa.UUID(), nullable=False),
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("couverture", sa.Text(), nullable=True),
        sa.Column("date_demarche", sa.Date(), nullable=False),
        sa.Column("delai_jours", sa.Integer(), nullable=True),
        sa.Column("relance_le", sa.Date(), nullable=True),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("recue_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_demarche_territoire_id_auteur_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "suivi_id"],
            ["asv.suivi.territoire_id", "asv.suivi.id"],
            name=op.f("fk_demarche_territoire_id_suivi_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_demarche")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_demarche_territoire_id_suivi_id"),
        "demarche",
        ["territoire_id", "suivi_id"],
        unique=False,
        schema="asv",
    )
    op.create_table(
        "etape",
        sa.Column("suivi_id", sa.UUID(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("appareil_id", sa.UUID(), nullable=True),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("objet", sa.Text(), nullable=True),
        sa.Column("avant", sa.Text(), nullable=True),
        sa.Column("apres", sa.Text(), nullable=True),
        sa.Column("date_etape", sa.Date(), nullable=False),
        sa.Column("commune", sa.Text(), nullable=True),
        sa.Column("qpv", sa.Text(), nullable=True),
        sa.Column("structure_id", sa.UUID(), nullable=True),
        sa.Column("precedent", sa.UUID(), nullable=True),
        sa.Column("etat", sa.Text(), server_default=sa.text("'appliquee'"), nullable=False),
        sa.Column("face_a", sa.UUID(), nullable=True),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("recue_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(["commune"], ["asv.commune.code"], name=op.f("fk_etape_commune")),
        sa.ForeignKeyConstraint(["qpv"], ["asv.qpv.code"], name=op.f("fk_etape_qpv")),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_etape_territoire_id_auteur_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "structure_id"],
            ["asv.structure.territoire_id", "asv.structure.id"],
            name=op.f("fk_etape_territoire_id_structure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "suivi_id"],
            ["asv.suivi.territoire_id", "asv.suivi.id"],
            name=op.f("fk_etape_territoire_id_suivi_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_etape")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_etape_territoire_id_suivi_id_sequence"),
        "etape",
        ["territoire_id", "suivi_id", "sequence"],
        unique=False,
        schema="asv",
    )
    op.create_table(
        "orientation",
        sa.Column("suivi_id", sa.UUID(), nullable=False),
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("force", sa.Text(), nullable=False),
        sa.Column("structure_id", sa.UUID(), nullable=True),
        sa.Column("date_action_id", sa.UUID(), nullable=True),
        sa.Column("date_orientation", sa.Date(), nullable=False),
        sa.Column("delai_jours", sa.Integer(), nullable=True),
        sa.Column("relance_le", sa.Date(), nullable=True),
        sa.Column("rendez_vous_le", sa.Date(), nullable=True),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("recue_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_orientation_territoire_id_auteur_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "structure_id"],
            ["asv.structure.territoire_id", "asv.structure.id"],
            name=op.f("fk_orientation_territoire_id_structure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "suivi_id"],
            ["asv.suivi.territoire_id", "asv.suivi.id"],
            name=op.f("fk_orientation_territoire_id_suivi_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_orientation")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_orientation_territoire_id_date_action_id"),
        "orientation",
        ["territoire_id", "date_action_id"],
        unique=False,
        schema="asv",
    )
    op.create_index(
        op.f("ix_orientation_territoire_id_suivi_id"),
        "orientation",
        ["territoire_id", "suivi_id"],
        unique=False,
        schema="asv",
    )
    op.create_table(
        "pense_bete",
        sa.Column("suivi_id", sa.UUID(), nullable=False),
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("ecrit_le", sa.Date(), nullable=False),
        sa.Column("expire_le", sa.Date(), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_pense_bete_territoire_id_auteur_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "suivi_id"],
            ["asv.suivi.territoire_id", "asv.suivi.id"],
            name=op.f("fk_pense_bete_territoire_id_suivi_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_pense_bete")),
        schema="asv",
    )
    op.create_table(
        "relais",
        sa.Column("suivi_id", sa.UUID(), nullable=False),
        sa.Column("de_id", sa.UUID(), nullable=False),
        sa.Column("vers_id", sa.UUID(), nullable=False),
        sa.Column("propose_le", sa.Date(), nullable=False),
        sa.Column("reponse", sa.Text(), nullable=True),
        sa.Column("repondu_le", sa.Date(), nullable=True),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "de_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_relais_territoire_id_de_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "suivi_id"],
            ["asv.suivi.territoire_id", "asv.suivi.id"],
            name=op.f("fk_relais_territoire_id_suivi_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "vers_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_relais_territoire_id_vers_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_relais")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_relais_territoire_id_vers_id"), "relais", ["territoire_id", "vers_id"], unique=False, schema="asv"
    )
    op.create_index(
        "uq_relais_demande", "relais", ["territoire_id", "suivi_id"], unique=True, schema="asv",
        postgresql_where=sa.text("reponse IS NULL"),
    )  # fmt: skip
    op.create_table(
        "resultat",
        sa.Column("suivi_id", sa.UUID(), nullable=False),
        sa.Column("pour_id", sa.UUID(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("date_resultat", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("recue_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_resultat_territoire_id_auteur_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "suivi_id"],
            ["asv.suivi.territoire_id", "asv.suivi.id"],
            name=op.f("fk_resultat_territoire_id_suivi_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_resultat")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_resultat_territoire_id_pour_id"), "resultat", ["territoire_id", "pour_id"], unique=False, schema="asv"
    )
    op.create_index(
        op.f("ix_resultat_territoire_id_suivi_id"),
        "resultat",
        ["territoire_id", "suivi_id"],
        unique=False,
        schema="asv",
    )


def create_reports() -> None:
    op.create_table(
        "annonce",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("element_id", sa.UUID(), nullable=False),
        sa.Column("appareil_id", sa.UUID(), nullable=False),
        sa.Column("compte_id", sa.UUID(), nullable=False),
        sa.Column("annoncee_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "compte_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_annonce_territoire_id_compte_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "element_id", name=op.f("pk_annonce")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_annonce_territoire_id_appareil_id"),
        "annonce",
        ["territoire_id", "appareil_id"],
        unique=False,
        schema="asv",
    )
    op.create_table(
        "appareil",
        sa.Column("compte_id", sa.UUID(), nullable=False),
        sa.Column(
            "premiere_fois_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("vu_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("revoque_le", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "compte_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_appareil_territoire_id_compte_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_appareil")),
        schema="asv",
    )
    op.create_table(
        "correction",
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("genre", sa.Text(), nullable=False),
        sa.Column("objet_id", sa.UUID(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=True),
        sa.Column("is_ajustement", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("avant", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("apres", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("corrigee_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_correction_territoire_id_auteur_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_correction")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_correction_territoire_id_objet_id"),
        "correction",
        ["territoire_id", "objet_id"],
        unique=False,
        schema="asv",
    )
    op.create_table(
        "importation",
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("fichier", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("lignes", sa.Integer(), nullable=False),
        sa.Column("premier_jour", sa.Date(), nullable=False),
        sa.Column("dernier_jour", sa.Date(), nullable=False),
        sa.Column("faite_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("annulee_le", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_importation_territoire_id_auteur_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_importation")),
        schema="asv",
    )
    op.create_table(
        "brouillon",
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("scelle", sa.LargeBinary(), nullable=False),
        sa.Column("cree_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_brouillon_territoire_id_auteur_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_brouillon")),
        schema="sec",
    )
    op.create_index(op.f("ix_brouillon_cree_le"), "brouillon", ["cree_le"], unique=False, schema="sec")
    op.create_table(
        "signal",
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("commune", sa.Text(), nullable=False),
        sa.Column("qpv", sa.Text(), nullable=True),
        sa.Column("situations", sa.Integer(), nullable=False),
        sa.Column("mois", sa.Date(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=True),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("recu_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("traite_le", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(["commune"], ["asv.commune.code"], name=op.f("fk_signal_commune")),
        sa.ForeignKeyConstraint(["qpv"], ["asv.qpv.code"], name=op.f("fk_signal_qpv")),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_signal_territoire_id_auteur_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_signal")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_signal_territoire_id_commune_service_code"),
        "signal",
        ["territoire_id", "commune", "service", "code"],
        unique=False,
        schema="asv",
    )
    op.create_table(
        "traduction",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("langue", sa.Text(), nullable=False),
        sa.Column("cle", sa.Text(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("corrige_par", sa.UUID(), nullable=False),
        sa.Column("corrige_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "corrige_par"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_traduction_territoire_id_corrige_par"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "langue", "cle", name=op.f("pk_traduction")),
        schema="asv",
    )


def widen() -> None:
    op.add_column("atelier", sa.Column("annule_le", sa.Date(), nullable=True), schema="asv")
    op.add_column("seance", sa.Column("annule_le", sa.Date(), nullable=True), schema="asv")
    op.add_column("atelier", sa.Column("type_action", sa.Text(), nullable=True), schema="asv")
    op.add_column(
        "atelier",
        sa.Column("mediateurs", postgresql.ARRAY(sa.UUID()), server_default=sa.text("'{}'"), nullable=False),
        schema="asv",
    )
    op.add_column(
        "atelier", sa.Column("satisfaction", postgresql.JSONB(astext_type=sa.Text()), nullable=True), schema="asv"
    )
    op.add_column(
        "atelier",
        sa.Column("questions", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        schema="asv",
    )
    op.add_column(
        "contact", sa.Column("nombre", sa.Integer(), server_default=sa.text("1"), nullable=False), schema="asv"
    )
    op.add_column("contact", sa.Column("accompagnants", sa.Integer(), nullable=True), schema="asv")
    op.add_column("contact", sa.Column("langue_avant", sa.Text(), nullable=True), schema="asv")
    op.add_column("contact", sa.Column("interpretariat_minutes", sa.Integer(), nullable=True), schema="asv")
    op.add_column("contact", sa.Column("importation_id", sa.UUID(), nullable=True), schema="asv")
    op.create_foreign_key(
        op.f("fk_contact_territoire_id_importation_id"),
        "contact",
        "importation",
        ["territoire_id", "importation_id"],
        ["territoire_id", "id"],
        source_schema="asv",
        referent_schema="asv",
    )
    op.create_index(
        op.f("ix_contact_territoire_id_seance_id"),
        "contact",
        ["territoire_id", "seance_id"],
        unique=False,
        schema="asv",
    )
    op.add_column("seance", sa.Column("importation_id", sa.UUID(), nullable=True), schema="asv")
    op.create_foreign_key(
        op.f("fk_seance_territoire_id_importation_id"),
        "seance",
        "importation",
        ["territoire_id", "importation_id"],
        ["territoire_id", "id"],
        source_schema="asv",
        referent_schema="asv",
    )
    op.add_column("suivi", sa.Column("dernier_contact_le", sa.Date(), nullable=True), schema="asv")
    op.add_column("suivi", sa.Column("zone_residence", sa.Text(), nullable=True), schema="asv")
    op.execute("SET LOCAL ROLE asv_charge")
    op.execute(FILL)
    op.execute("RESET ROLE")
    op.alter_column("suivi", "dernier_contact_le", nullable=False, schema="asv")
    op.alter_column("suivi", "zone_residence", nullable=False, schema="asv")
    op.add_column("suivi", sa.Column("origine", sa.Text(), nullable=True), schema="asv")
    op.add_column("suivi", sa.Column("fusionne_dans", sa.UUID(), nullable=True), schema="asv")
    op.add_column(
        "suivi",
        sa.Column("freins", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        schema="asv",
    )
    op.add_column(
        "suivi",
        sa.Column("themes", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        schema="asv",
    )
    op.alter_column("suivi", "commune_residence", existing_type=sa.TEXT(), nullable=True, schema="asv")
    op.drop_constraint(op.f("uq_suivi_territoire_id_empreinte_code"), "suivi", schema="asv", type_="unique")
    op.create_index(
        op.f("ix_suivi_territoire_id_mediateur_id"),
        "suivi",
        ["territoire_id", "mediateur_id"],
        unique=False,
        schema="asv",
    )
    op.drop_column("suivi", "empreinte_code", schema="asv")


def upgrade() -> None:
    create_reports()
    create_cards()
    create_etapes()
    widen()


def downgrade() -> None:  # noqa: PLR0915 - one line a thing made above
    op.drop_index(op.f("ix_journal_territoire_id_compte_id_quand"), table_name="journal", schema="asv")
    op.add_column(
        "suivi", sa.Column("empreinte_code", postgresql.BYTEA(), autoincrement=False, nullable=True), schema="asv"
    )
    op.drop_index(op.f("ix_suivi_territoire_id_mediateur_id"), table_name="suivi", schema="asv")
    op.create_unique_constraint(
        op.f("uq_suivi_territoire_id_empreinte_code"),
        "suivi",
        ["territoire_id", "empreinte_code"],
        schema="asv",
        postgresql_nulls_not_distinct=False,
    )
    op.drop_column("suivi", "themes", schema="asv")
    op.drop_column("suivi", "freins", schema="asv")
    op.drop_column("suivi", "fusionne_dans", schema="asv")
    op.drop_column("suivi", "origine", schema="asv")
    op.drop_column("suivi", "zone_residence", schema="asv")
    op.drop_column("suivi", "dernier_contact_le", schema="asv")
    op.drop_constraint(op.f("fk_seance_territoire_id_importation_id"), "seance", schema="asv", type_="foreignkey")
    op.drop_column("seance", "importation_id", schema="asv")
    op.drop_column("seance", "annule_le", schema="asv")
    op.drop_column("atelier", "annule_le", schema="asv")
    op.drop_index(op.f("ix_contact_territoire_id_seance_id"), table_name="contact", schema="asv")
    op.drop_constraint(op.f("fk_contact_territoire_id_importation_id"), "contact", schema="asv", type_="foreignkey")
    op.drop_column("contact", "importation_id", schema="asv")
    op.drop_column("contact", "interpretariat_minutes", schema="asv")
    op.drop_column("contact", "langue_avant", schema="asv")
    op.drop_column("contact", "accompagnants", schema="asv")
    op.drop_column("contact", "nombre", schema="asv")
    op.drop_column("atelier", "questions", schema="asv")
    op.drop_column("atelier", "satisfaction", schema="asv")
    op.drop_column("atelier", "mediateurs", schema="asv")
    op.drop_column("atelier", "type_action", schema="asv")
    op.drop_index(op.f("ix_resultat_territoire_id_suivi_id"), table_name="resultat", schema="asv")
    op.drop_index(op.f("ix_resultat_territoire_id_pour_id"), table_name="resultat", schema="asv")
    op.drop_table("resultat", schema="asv")
    op.drop_index("uq_relais_demande", table_name="relais", schema="asv")
    op.drop_index(op.f("ix_relais_territoire_id_vers_id"), table_name="relais", schema="asv")
    op.drop_table("relais", schema="asv")
    op.drop_table("pense_bete", schema="asv")
    op.drop_index(op.f("ix_orientation_territoire_id_suivi_id"), table_name="orientation", schema="asv")
    op.drop_index(op.f("ix_orientation_territoire_id_date_action_id"), table_name="orientation", schema="asv")
    op.drop_table("orientation", schema="asv")
    op.drop_index(op.f("ix_etape_territoire_id_suivi_id_sequence"), table_name="etape", schema="asv")
    op.drop_table("etape", schema="asv")
    op.drop_index(op.f("ix_demarche_territoire_id_suivi_id"), table_name="demarche", schema="asv")
    op.drop_table("demarche", schema="asv")
    op.drop_index(op.f("ix_carte_territoire_id_suivi_id"), table_name="carte", schema="asv")
    op.drop_table("carte", schema="asv")
    op.drop_index(op.f("ix_acces_territoire_id_compte_id_suivi_id"), table_name="acces", schema="asv")
    op.drop_table("acces", schema="asv")
    op.drop_index(op.f("ix_signal_territoire_id_commune_service_code"), table_name="signal", schema="asv")
    op.drop_table("signal", schema="asv")
    op.drop_table("traduction", schema="asv")
    op.drop_index(op.f("ix_brouillon_cree_le"), table_name="brouillon", schema="sec")
    op.drop_table("brouillon", schema="sec")
    op.drop_table("importation", schema="asv")
    op.drop_index(op.f("ix_correction_territoire_id_objet_id"), table_name="correction", schema="asv")
    op.drop_table("correction", schema="asv")
    op.drop_table("appareil", schema="asv")
    op.drop_index(op.f("ix_annonce_territoire_id_appareil_id"), table_name="annonce", schema="asv")
    op.drop_table("annonce", schema="asv")
    op.drop_index(op.f("ix_essai_territoire_id_compte_id_quand"), table_name="essai", schema="sec")
    op.drop_table("essai", schema="sec")
