"""Create every table, owned by nobody who can log in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "epci",
        sa.Column("siren", sa.Text(), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("nom_tri", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("siren", name=op.f("pk_epci")),
        schema="asv",
    )
    op.create_table(
        "fichier_reference",
        sa.Column("fichier", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("charge_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("fichier", name=op.f("pk_fichier_reference")),
        schema="asv",
    )
    op.create_table(
        "journal",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("quand", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("compte_id", sa.UUID(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("evenement", sa.Text(), nullable=False),
        sa.Column("objet", sa.Text(), nullable=True),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_journal")),
        schema="asv",
    )
    op.create_table(
        "nomenclature_version",
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("empreinte", sa.Text(), nullable=False),
        sa.Column("contenu", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("chargee_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_nomenclature_version")),
        schema="asv",
    )
    op.create_table(
        "qpv",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("nom_tri", sa.Text(), nullable=False),
        sa.Column("generation", sa.Text(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("contour", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_qpv")),
        schema="asv",
    )
    op.create_table(
        "serie",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("niveau", sa.Text(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("unite", sa.Text(), nullable=False),
        sa.Column("millesime", sa.Text(), nullable=False),
        sa.Column("generation", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("avertissement", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", "niveau", name=op.f("pk_serie")),
        schema="asv",
    )
    op.create_table(
        "serie_valeur",
        sa.Column("serie", sa.Text(), nullable=False),
        sa.Column("niveau", sa.Text(), nullable=False),
        sa.Column("lieu", sa.Text(), nullable=False),
        sa.Column("valeur", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("serie", "niveau", "lieu", name=op.f("pk_serie_valeur")),
        schema="asv",
    )
    op.create_table(
        "commune",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("nom_tri", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("departement", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("epci", sa.Text(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["epci"], ["asv.epci.siren"], name=op.f("fk_commune_epci")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_commune")),
        schema="asv",
    )
    op.create_index(op.f("ix_commune_epci_nom_tri"), "commune", ["epci", "nom_tri"], unique=False, schema="asv")
    op.create_table(
        "territoire",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("sigle", sa.Text(), nullable=False),
        sa.Column("ouvert_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["territoire_id"], ["asv.epci.siren"], name=op.f("fk_territoire_territoire_id")),
        sa.PrimaryKeyConstraint("territoire_id", name=op.f("pk_territoire")),
        schema="asv",
    )
    op.create_table(
        "qpv_commune",
        sa.Column("qpv", sa.Text(), nullable=False),
        sa.Column("commune", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["commune"], ["asv.commune.code"], name=op.f("fk_qpv_commune_commune")),
        sa.ForeignKeyConstraint(["qpv"], ["asv.qpv.code"], name=op.f("fk_qpv_commune_qpv")),
        sa.PrimaryKeyConstraint("qpv", "commune", name=op.f("pk_qpv_commune")),
        schema="asv",
    )
    op.create_index(op.f("ix_qpv_commune_commune"), "qpv_commune", ["commune"], unique=False, schema="asv")
    op.create_table(
        "structure",
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("nom_tri", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("commune", sa.Text(), nullable=True),
        sa.Column("communes", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("qpv", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("offre", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("horaires", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("fonction_contact", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("telephone_accueil", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("creee_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id"], ["asv.territoire.territoire_id"], name=op.f("fk_structure_territoire_id")
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_structure")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_structure_territoire_id_nom_tri"),
        "structure",
        ["territoire_id", "nom_tri"],
        unique=False,
        schema="asv",
    )
    op.create_table(
        "territoire_qpv",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("qpv", sa.Text(), nullable=False),
        sa.Column("dans_contrat", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["qpv"], ["asv.qpv.code"], name=op.f("fk_territoire_qpv_qpv")),
        sa.ForeignKeyConstraint(
            ["territoire_id"], ["asv.territoire.territoire_id"], name=op.f("fk_territoire_qpv_territoire_id")
        ),
        sa.PrimaryKeyConstraint("territoire_id", "qpv", name=op.f("pk_territoire_qpv")),
        schema="asv",
    )
    op.create_table(
        "compte",
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("nom_affiche", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("structure_id", sa.UUID(), nullable=True),
        sa.Column("mot_de_passe", sa.Text(), nullable=True),
        sa.Column("actif", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("cree_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "structure_id"],
            ["asv.structure.territoire_id", "asv.structure.id"],
            name=op.f("fk_compte_territoire_id_structure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id"], ["asv.territoire.territoire_id"], name=op.f("fk_compte_territoire_id")
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_compte")),
        schema="sec",
    )
    op.create_index("uq_compte_email", "compte", [sa.literal_column("lower(email)")], unique=True, schema="sec")
    op.create_table(
        "action",
        sa.Column("titre", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("porteur_id", sa.UUID(), nullable=False),
        sa.Column("qpv", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("publics", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("is_publique", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("motif_annulation", sa.Text(), nullable=True),
        sa.Column("creee_par", sa.UUID(), nullable=False),
        sa.Column("creee_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "creee_par"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_action_territoire_id_creee_par"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "porteur_id"],
            ["asv.structure.territoire_id", "asv.structure.id"],
            name=op.f("fk_action_territoire_id_porteur_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_action")),
        sa.UniqueConstraint("territoire_id", "id", "porteur_id", name=op.f("uq_action_territoire_id_id_porteur_id")),
        schema="asv",
    )
    op.create_table(
        "atelier",
        sa.Column("mediateur_id", sa.UUID(), nullable=False),
        sa.Column("date_atelier", sa.Date(), nullable=False),
        sa.Column("creneau", sa.Text(), nullable=False),
        sa.Column("commune", sa.Text(), nullable=False),
        sa.Column("qpv", sa.Text(), nullable=True),
        sa.Column("lieu_type", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("sexe", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("tranche_age", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("residence", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("deja_rencontres", sa.Integer(), nullable=False),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("recu_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(["commune"], ["asv.commune.code"], name=op.f("fk_atelier_commune")),
        sa.ForeignKeyConstraint(["qpv"], ["asv.qpv.code"], name=op.f("fk_atelier_qpv")),
        sa.ForeignKeyConstraint(
            ["territoire_id", "mediateur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_atelier_territoire_id_mediateur_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_atelier")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_atelier_territoire_id_date_atelier"),
        "atelier",
        ["territoire_id", "date_atelier"],
        unique=False,
        schema="asv",
    )
    op.create_table(
        "quarantaine",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("element_id", sa.UUID(), nullable=False),
        sa.Column("empreinte", sa.LargeBinary(), nullable=False),
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("appareil_id", sa.UUID(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("genre", sa.Text(), nullable=True),
        sa.Column("champ", sa.Text(), nullable=True),
        sa.Column("raison", sa.Text(), nullable=False),
        sa.Column("contenu", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("scelle", sa.LargeBinary(), nullable=True),
        sa.Column("recue_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("resolue_le", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_quarantaine_territoire_id_auteur_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "element_id", "empreinte", name=op.f("pk_quarantaine")),
        schema="asv",
    )
    op.create_index(
        "ix_quarantaine_ouverte",
        "quarantaine",
        ["territoire_id", "auteur_id", "motif"],
        unique=False,
        schema="asv",
        postgresql_where=sa.text("resolue_le IS NULL"),
    )
    op.create_table(
        "reception",
        sa.Column("sequence", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("appareil_id", sa.UUID(), nullable=False),
        sa.Column("genre", sa.Text(), nullable=False),
        sa.Column("empreinte", sa.LargeBinary(), nullable=False),
        sa.Column("etat", sa.Text(), server_default=sa.text("'stored'"), nullable=False),
        sa.Column("recue_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_reception_territoire_id_auteur_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_reception")),
        schema="asv",
    )
    op.create_table(
        "seance",
        sa.Column("mediateur_id", sa.UUID(), nullable=False),
        sa.Column("mediateurs", postgresql.ARRAY(sa.UUID()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("date_seance", sa.Date(), nullable=False),
        sa.Column("creneau", sa.Text(), nullable=False),
        sa.Column("commune", sa.Text(), nullable=False),
        sa.Column("qpv", sa.Text(), nullable=True),
        sa.Column("lieu_type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("duree_minutes", sa.Integer(), nullable=True),
        sa.Column("structure_hote_id", sa.UUID(), nullable=True),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("recue_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(["commune"], ["asv.commune.code"], name=op.f("fk_seance_commune")),
        sa.ForeignKeyConstraint(["qpv"], ["asv.qpv.code"], name=op.f("fk_seance_qpv")),
        sa.ForeignKeyConstraint(
            ["territoire_id", "mediateur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_seance_territoire_id_mediateur_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "structure_hote_id"],
            ["asv.structure.territoire_id", "asv.structure.id"],
            name=op.f("fk_seance_territoire_id_structure_hote_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_seance")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_seance_territoire_id_date_seance"),
        "seance",
        ["territoire_id", "date_seance"],
        unique=False,
        schema="asv",
    )
    op.create_table(
        "suivi",
        sa.Column("mediateur_id", sa.UUID(), nullable=False),
        sa.Column("empreinte_code", sa.LargeBinary(), nullable=True),
        sa.Column("ouvert_le", sa.Date(), nullable=False),
        sa.Column("clos_le", sa.Date(), nullable=True),
        sa.Column("cloture", sa.Text(), nullable=True),
        sa.Column("commune_residence", sa.Text(), nullable=False),
        sa.Column("qpv_residence", sa.Text(), nullable=True),
        sa.Column("sexe", sa.Text(), nullable=False),
        sa.Column("tranche_age", sa.Text(), nullable=False),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(["commune_residence"], ["asv.commune.code"], name=op.f("fk_suivi_commune_residence")),
        sa.ForeignKeyConstraint(["qpv_residence"], ["asv.qpv.code"], name=op.f("fk_suivi_qpv_residence")),
        sa.ForeignKeyConstraint(
            ["territoire_id", "mediateur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_suivi_territoire_id_mediateur_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_suivi")),
        sa.UniqueConstraint("territoire_id", "empreinte_code", name=op.f("uq_suivi_territoire_id_empreinte_code")),
        schema="asv",
    )
    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("compte_id", sa.UUID(), nullable=False),
        sa.Column("expire_le", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("utilisee_le", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["territoire_id", "compte_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_invitation_territoire_id_compte_id"),
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitation")),
        schema="sec",
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("compte_id", sa.UUID(), nullable=False),
        sa.Column("cree_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("repos_le", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expire_le", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "compte_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_session_territoire_id_compte_id"),
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
        schema="sec",
    )
    op.create_index(
        op.f("ix_session_territoire_id_compte_id"),
        "session",
        ["territoire_id", "compte_id"],
        unique=False,
        schema="sec",
    )
    op.create_table(
        "contact",
        sa.Column("seance_id", sa.UUID(), nullable=False),
        sa.Column("mediateur_id", sa.UUID(), nullable=False),
        sa.Column("suivi_id", sa.UUID(), nullable=True),
        sa.Column("date_contact", sa.Date(), nullable=False),
        sa.Column("creneau", sa.Text(), nullable=False),
        sa.Column("commune_lieu", sa.Text(), nullable=False),
        sa.Column("qpv_lieu", sa.Text(), nullable=True),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("is_bref", sa.Boolean(), nullable=False),
        sa.Column("sexe", sa.Text(), nullable=False),
        sa.Column("tranche_age", sa.Text(), nullable=False),
        sa.Column("zone_residence", sa.Text(), nullable=False),
        sa.Column("commune_residence", sa.Text(), nullable=True),
        sa.Column("qpv_residence", sa.Text(), nullable=True),
        sa.Column("freins", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("familles_frein", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("themes", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("interventions", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("orientation", sa.Text(), nullable=True),
        sa.Column("force_orientation", sa.Text(), nullable=True),
        sa.Column("premiere_fois", sa.Text(), nullable=False),
        sa.Column("duree_minutes", sa.Integer(), nullable=True),
        sa.Column("langue", sa.Text(), nullable=True),
        sa.Column("publics", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("origine", sa.Text(), nullable=True),
        sa.Column("information", sa.Text(), nullable=True),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("recu_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(["commune_residence"], ["asv.commune.code"], name=op.f("fk_contact_commune_residence")),
        sa.ForeignKeyConstraint(["qpv_residence"], ["asv.qpv.code"], name=op.f("fk_contact_qpv_residence")),
        sa.ForeignKeyConstraint(
            ["territoire_id", "mediateur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_contact_territoire_id_mediateur_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "seance_id"],
            ["asv.seance.territoire_id", "asv.seance.id"],
            name=op.f("fk_contact_territoire_id_seance_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "suivi_id"],
            ["asv.suivi.territoire_id", "asv.suivi.id"],
            name=op.f("fk_contact_territoire_id_suivi_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_contact")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_contact_territoire_id_date_contact"),
        "contact",
        ["territoire_id", "date_contact"],
        unique=False,
        schema="asv",
    )
    op.create_index(
        op.f("ix_contact_territoire_id_mediateur_id_recu_le"),
        "contact",
        ["territoire_id", "mediateur_id", "recu_le"],
        unique=False,
        schema="asv",
    )
    op.create_table(
        "date_action",
        sa.Column("action_id", sa.UUID(), nullable=False),
        sa.Column("porteur_id", sa.UUID(), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("debut", sa.Time(), nullable=False),
        sa.Column("fin", sa.Time(), nullable=False),
        sa.Column("lieu", sa.Text(), nullable=False),
        sa.Column("commune", sa.Text(), nullable=False),
        sa.Column("qpv", sa.Text(), nullable=True),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("motif_annulation", sa.Text(), nullable=True),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(["commune"], ["asv.commune.code"], name=op.f("fk_date_action_commune")),
        sa.ForeignKeyConstraint(["qpv"], ["asv.qpv.code"], name=op.f("fk_date_action_qpv")),
        sa.ForeignKeyConstraint(
            ["territoire_id", "action_id", "porteur_id"],
            ["asv.action.territoire_id", "asv.action.id", "asv.action.porteur_id"],
            name=op.f("fk_date_action_territoire_id_action_id_porteur_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_date_action")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_date_action_territoire_id_action_id"),
        "date_action",
        ["territoire_id", "action_id"],
        unique=False,
        schema="asv",
    )
    op.create_index(
        op.f("ix_date_action_territoire_id_jour"), "date_action", ["territoire_id", "jour"], unique=False, schema="asv"
    )
    op.create_table(
        "participation",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("action_id", sa.UUID(), nullable=False),
        sa.Column("structure_id", sa.UUID(), nullable=False),
        sa.Column("porteur_id", sa.UUID(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("reponse", sa.Text(), nullable=False),
        sa.Column("moyens", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("apport", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("invitee_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("repondue_le", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["territoire_id", "action_id", "porteur_id"],
            ["asv.action.territoire_id", "asv.action.id", "asv.action.porteur_id"],
            name=op.f("fk_participation_territoire_id_action_id_porteur_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "structure_id"],
            ["asv.structure.territoire_id", "asv.structure.id"],
            name=op.f("fk_participation_territoire_id_structure_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "action_id", "structure_id", name=op.f("pk_participation")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_participation_territoire_id_structure_id"),
        "participation",
        ["territoire_id", "structure_id"],
        unique=False,
        schema="asv",
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_participation_territoire_id_structure_id"), table_name="participation", schema="asv")
    op.drop_table("participation", schema="asv")
    op.drop_index(op.f("ix_date_action_territoire_id_jour"), table_name="date_action", schema="asv")
    op.drop_index(op.f("ix_date_action_territoire_id_action_id"), table_name="date_action", schema="asv")
    op.drop_table("date_action", schema="asv")
    op.drop_index(op.f("ix_contact_territoire_id_mediateur_id_recu_le"), table_name="contact", schema="asv")
    op.drop_index(op.f("ix_contact_territoire_id_date_contact"), table_name="contact", schema="asv")
    op.drop_table("contact", schema="asv")
    op.drop_index(op.f("ix_session_territoire_id_compte_id"), table_name="session", schema="sec")
    op.drop_table("session", schema="sec")
    op.drop_table("invitation", schema="sec")
    op.drop_table("suivi", schema="asv")
    op.drop_index(op.f("ix_seance_territoire_id_date_seance"), table_name="seance", schema="asv")
    op.drop_table("seance", schema="asv")
    op.drop_table("reception", schema="asv")
    op.drop_index(
        "ix_quarantaine_ouverte", table_name="quarantaine", schema="asv", postgresql_where=sa.text("resolue_le IS NULL")
    )
    op.drop_table("quarantaine", schema="asv")
    op.drop_index(op.f("ix_atelier_territoire_id_date_atelier"), table_name="atelier", schema="asv")
    op.drop_table("atelier", schema="asv")
    op.drop_table("action", schema="asv")
    op.drop_index("uq_compte_email", table_name="compte", schema="sec")
    op.drop_table("compte", schema="sec")
    op.drop_table("territoire_qpv", schema="asv")
    op.drop_index(op.f("ix_structure_territoire_id_nom_tri"), table_name="structure", schema="asv")
    op.drop_table("structure", schema="asv")
    op.drop_index(op.f("ix_qpv_commune_commune"), table_name="qpv_commune", schema="asv")
    op.drop_table("qpv_commune", schema="asv")
    op.drop_table("territoire", schema="asv")
    op.drop_index(op.f("ix_commune_epci_nom_tri"), table_name="commune", schema="asv")
    op.drop_table("commune", schema="asv")
    op.drop_table("serie_valeur", schema="asv")
    op.drop_table("serie", schema="asv")
    op.drop_table("qpv", schema="asv")
    op.drop_table("nomenclature_version", schema="asv")
    op.drop_table("journal", schema="asv")
    op.drop_table("fichier_reference", schema="asv")
    op.drop_table("epci", schema="asv")
