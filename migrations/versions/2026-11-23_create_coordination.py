"""Create what partners coordinate with: the life of an action, means, alerts, notifications, commitments."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def create_needs() -> None:
    op.create_table(
        "ambition",
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.UUID(), nullable=True),
        sa.Column("numero", sa.Text(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("retiree_le", sa.Date(), nullable=True),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "parent_id"],
            ["asv.ambition.territoire_id", "asv.ambition.id"],
            name=op.f("fk_ambition_territoire_id_parent_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_ambition")),
        schema="asv",
    )
    op.create_table(
        "priorite",
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("qpv", sa.Text(), nullable=True),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=True),
        sa.Column("frein", sa.Text(), nullable=True),
        sa.Column("ambitions", postgresql.ARRAY(sa.UUID()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("retenue_le", sa.Date(), nullable=False),
        sa.Column("retiree_le", sa.Date(), nullable=True),
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(["qpv"], ["asv.qpv.code"], name=op.f("fk_priorite_qpv")),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_priorite_territoire_id_auteur_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_priorite")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_priorite_territoire_id_annee"), "priorite", ["territoire_id", "annee"], unique=False, schema="asv"
    )
    op.create_table(
        "rang_besoin",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("qpv", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=True),
        sa.Column("publie_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("publie_par", sa.UUID(), nullable=True),
        sa.ForeignKeyConstraint(["qpv"], ["asv.qpv.code"], name=op.f("fk_rang_besoin_qpv")),
        sa.ForeignKeyConstraint(
            ["territoire_id", "publie_par"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_rang_besoin_territoire_id_publie_par"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "annee", "qpv", "theme", name=op.f("pk_rang_besoin")),
        schema="asv",
    )
    op.create_table(
        "besoin_action",
        sa.Column("action_id", sa.UUID(), nullable=False),
        sa.Column("porteur_id", sa.UUID(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("objet_id", sa.UUID(), nullable=True),
        sa.Column("qpv", sa.Text(), nullable=True),
        sa.Column("texte", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("note_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(["qpv"], ["asv.qpv.code"], name=op.f("fk_besoin_action_qpv")),
        sa.ForeignKeyConstraint(
            ["territoire_id", "action_id", "porteur_id"],
            ["asv.action.territoire_id", "asv.action.id", "asv.action.porteur_id"],
            name=op.f("fk_besoin_action_territoire_id_action_id_porteur_id"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_besoin_action_territoire_id_auteur_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_besoin_action")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_besoin_action_territoire_id_action_id"),
        "besoin_action",
        ["territoire_id", "action_id"],
        unique=False,
        schema="asv",
    )


def create_results() -> None:
    op.create_table(
        "frequentation",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("date_id", sa.UUID(), nullable=False),
        sa.Column("action_id", sa.UUID(), nullable=False),
        sa.Column("porteur_id", sa.UUID(), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=False),
        sa.Column("residence_connue", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("du_qpv", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("du_qpv_cible", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("premieres_repondues", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("premieres", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("contents", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("moyens", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("mecontents", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("repondants_avant", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("justes_avant", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("repondants_apres", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("justes_apres", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("saisie_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "action_id", "porteur_id"],
            ["asv.action.territoire_id", "asv.action.id", "asv.action.porteur_id"],
            name=op.f("fk_frequentation_territoire_id_action_id_porteur_id"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "date_id", "action_id"],
            ["asv.date_action.territoire_id", "asv.date_action.id", "asv.date_action.action_id"],
            name=op.f("fk_frequentation_territoire_id_date_id_action_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "date_id", name=op.f("pk_frequentation")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_frequentation_territoire_id_action_id"),
        "frequentation",
        ["territoire_id", "action_id"],
        unique=False,
        schema="asv",
    )
    op.create_table(
        "indicateur_action",
        sa.Column("action_id", sa.UUID(), nullable=False),
        sa.Column("porteur_id", sa.UUID(), nullable=False),
        sa.Column("famille", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("unite", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("cible", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("obtenu", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("echeance", sa.Text(), nullable=False),
        sa.Column("commentaire", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("releve_le", sa.Date(), nullable=True),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "action_id", "porteur_id"],
            ["asv.action.territoire_id", "asv.action.id", "asv.action.porteur_id"],
            name=op.f("fk_indicateur_action_territoire_id_action_id_porteur_id"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_indicateur_action")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_indicateur_action_territoire_id_action_id"),
        "indicateur_action",
        ["territoire_id", "action_id"],
        unique=False,
        schema="asv",
    )
    op.create_table(
        "financement",
        sa.Column("action_id", sa.UUID(), nullable=False),
        sa.Column("porteur_id", sa.UUID(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("demande", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("accorde", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("depense", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("is_refuse", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("depot_le", sa.Date(), nullable=True),
        sa.Column("decision_le", sa.Date(), nullable=True),
        sa.Column("intermediaire_le", sa.Date(), nullable=True),
        sa.Column("compte_rendu_le", sa.Date(), nullable=True),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "action_id", "porteur_id"],
            ["asv.action.territoire_id", "asv.action.id", "asv.action.porteur_id"],
            name=op.f("fk_financement_territoire_id_action_id_porteur_id"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_financement")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_financement_territoire_id_action_id"),
        "financement",
        ["territoire_id", "action_id"],
        unique=False,
        schema="asv",
    )
    op.create_table(
        "passage",
        sa.Column("action_id", sa.UUID(), nullable=False),
        sa.Column("porteur_id", sa.UUID(), nullable=False),
        sa.Column("de", sa.Text(), nullable=False),
        sa.Column("vers", sa.Text(), nullable=False),
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=True),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("passe_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "action_id", "porteur_id"],
            ["asv.action.territoire_id", "asv.action.id", "asv.action.porteur_id"],
            name=op.f("fk_passage_territoire_id_action_id_porteur_id"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_passage")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_passage_territoire_id_action_id"),
        "passage",
        ["territoire_id", "action_id"],
        unique=False,
        schema="asv",
    )
    op.create_table(
        "commentaire",
        sa.Column("action_id", sa.UUID(), nullable=False),
        sa.Column("porteur_id", sa.UUID(), nullable=False),
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("mentions", postgresql.ARRAY(sa.UUID()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("ecrit_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("retire_le", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "action_id", "porteur_id"],
            ["asv.action.territoire_id", "asv.action.id", "asv.action.porteur_id"],
            name=op.f("fk_commentaire_territoire_id_action_id_porteur_id"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_commentaire_territoire_id_auteur_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_commentaire")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_commentaire_territoire_id_action_id"),
        "commentaire",
        ["territoire_id", "action_id"],
        unique=False,
        schema="asv",
    )


def create_means() -> None:
    op.create_table(
        "moyen",
        sa.Column("structure_id", sa.UUID(), nullable=False),
        sa.Column("sens", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("commune", sa.Text(), nullable=True),
        sa.Column("qpv", sa.Text(), nullable=True),
        sa.Column("quantite", sa.Integer(), nullable=False),
        sa.Column("pris", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("debut", sa.Date(), nullable=False),
        sa.Column("fin", sa.Date(), nullable=False),
        sa.Column("jours", postgresql.ARRAY(sa.Integer()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("creneaux", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("valeur", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("conditions", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_sur_accord", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("etat", sa.Text(), server_default=sa.text("'ouvert'"), nullable=False),
        sa.Column("action_id", sa.UUID(), nullable=True),
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("cree_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.CheckConstraint("quantite > 0 AND pris BETWEEN 0 AND quantite", name=op.f("ck_moyen_pris")),
        sa.ForeignKeyConstraint(["commune"], ["asv.commune.code"], name=op.f("fk_moyen_commune")),
        sa.ForeignKeyConstraint(["qpv"], ["asv.qpv.code"], name=op.f("fk_moyen_qpv")),
        sa.ForeignKeyConstraint(
            ["territoire_id", "action_id"],
            ["asv.action.territoire_id", "asv.action.id"],
            name=op.f("fk_moyen_territoire_id_action_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_moyen_territoire_id_auteur_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "structure_id"],
            ["asv.structure.territoire_id", "asv.structure.id"],
            name=op.f("fk_moyen_territoire_id_structure_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_moyen")),
        sa.UniqueConstraint("territoire_id", "id", "quantite", name=op.f("uq_moyen_territoire_id_id_quantite")),
        sa.UniqueConstraint("territoire_id", "id", "structure_id", name=op.f("uq_moyen_territoire_id_id_structure_id")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_moyen_territoire_id_sens_code"), "moyen", ["territoire_id", "sens", "code"], unique=False, schema="asv"
    )
    op.create_table(
        "reservation",
        sa.Column("moyen_id", sa.UUID(), nullable=False),
        sa.Column("proprietaire_id", sa.UUID(), nullable=False),
        sa.Column("action_id", sa.UUID(), nullable=False),
        sa.Column("date_id", sa.UUID(), nullable=True),
        sa.Column("structure_id", sa.UUID(), nullable=False),
        sa.Column("quantite", sa.Integer(), nullable=False),
        sa.Column("valeur", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("demandee_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("repondue_le", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.CheckConstraint("quantite > 0", name=op.f("ck_reservation_quantite")),
        sa.CheckConstraint(
            "etat IN ('demandee', 'reservee', 'utilisee', 'rendue', 'refusee', 'liberee')",
            name=op.f("ck_reservation_etat"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "action_id", "structure_id"],
            ["asv.action.territoire_id", "asv.action.id", "asv.action.porteur_id"],
            name=op.f("fk_reservation_territoire_id_action_id_structure_id"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_reservation_territoire_id_auteur_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "date_id", "action_id"],
            ["asv.date_action.territoire_id", "asv.date_action.id", "asv.date_action.action_id"],
            name=op.f("fk_reservation_territoire_id_date_id_action_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "moyen_id", "proprietaire_id"],
            ["asv.moyen.territoire_id", "asv.moyen.id", "asv.moyen.structure_id"],
            name=op.f("fk_reservation_territoire_id_moyen_id_proprietaire_id"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "structure_id"],
            ["asv.structure.territoire_id", "asv.structure.id"],
            name=op.f("fk_reservation_territoire_id_structure_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_reservation")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_reservation_territoire_id_action_id"),
        "reservation",
        ["territoire_id", "action_id"],
        unique=False,
        schema="asv",
    )
    op.create_index(
        op.f("ix_reservation_territoire_id_moyen_id"),
        "reservation",
        ["territoire_id", "moyen_id"],
        unique=False,
        schema="asv",
    )
    op.create_table(
        "occupation",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("moyen_id", sa.UUID(), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("creneau", sa.Text(), nullable=False),
        sa.Column("unite", sa.Integer(), nullable=False),
        sa.Column("quantite", sa.Integer(), nullable=False),
        sa.Column("reservation_id", sa.UUID(), nullable=False),
        sa.CheckConstraint("unite BETWEEN 1 AND quantite", name=op.f("ck_occupation_unite")),
        sa.ForeignKeyConstraint(
            ["territoire_id", "moyen_id", "quantite"],
            ["asv.moyen.territoire_id", "asv.moyen.id", "asv.moyen.quantite"],
            name=op.f("fk_occupation_territoire_id_moyen_id_quantite"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "reservation_id"],
            ["asv.reservation.territoire_id", "asv.reservation.id"],
            name=op.f("fk_occupation_territoire_id_reservation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("territoire_id", "moyen_id", "jour", "creneau", "unite", name=op.f("pk_occupation")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_occupation_territoire_id_reservation_id"),
        "occupation",
        ["territoire_id", "reservation_id"],
        unique=False,
        schema="asv",
    )


def create_messages() -> None:
    op.create_table(
        "alerte",
        sa.Column("regle", sa.Text(), nullable=False),
        sa.Column("action_id", sa.UUID(), nullable=True),
        sa.Column("porteur_id", sa.UUID(), nullable=True),
        sa.Column("autre_id", sa.UUID(), nullable=True),
        sa.Column("autre_porteur_id", sa.UUID(), nullable=True),
        sa.Column("qpv", sa.Text(), nullable=True),
        sa.Column("theme", sa.Text(), nullable=True),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("detectee_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("choix", sa.Text(), nullable=True),
        sa.Column("raison", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("decidee_par", sa.UUID(), nullable=True),
        sa.Column("decidee_le", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "action_id", "porteur_id"],
            ["asv.action.territoire_id", "asv.action.id", "asv.action.porteur_id"],
            name=op.f("fk_alerte_territoire_id_action_id_porteur_id"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_alerte")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_alerte_territoire_id_action_id"), "alerte", ["territoire_id", "action_id"], unique=False, schema="asv"
    )
    op.create_table(
        "notification",
        sa.Column("compte_id", sa.UUID(), nullable=False),
        sa.Column("cle", sa.Text(), nullable=False),
        sa.Column("genre", sa.Text(), nullable=False),
        sa.Column("action_id", sa.UUID(), nullable=True),
        sa.Column("date_id", sa.UUID(), nullable=True),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("creee_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("lue_le", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("accuse_avant", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("accusee_le", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("courrier", sa.Text(), server_default=sa.text("'attente'"), nullable=False),
        sa.Column("courrier_le", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("essais", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.CheckConstraint(
            "genre IN ('invitation', 'reponse', 'changement', 'annulation', 'mention', 'moyen', 'alerte', 'echeance')",
            name=op.f("ck_notification_genre"),
        ),
        sa.CheckConstraint(
            "jsonb_typeof(details) = 'object' AND length(cle) <= 200", name=op.f("ck_notification_details")
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "compte_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_notification_territoire_id_compte_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_notification")),
        sa.UniqueConstraint(
            "territoire_id", "compte_id", "cle", name=op.f("uq_notification_territoire_id_compte_id_cle")
        ),
        schema="asv",
    )
    op.create_index(
        op.f("ix_notification_courrier_creee_le"),
        "notification",
        ["courrier", "creee_le"],
        unique=False,
        schema="asv",
        postgresql_where=sa.text("courrier IN ('attente', 'en_cours')"),
    )
    op.create_index(
        op.f("ix_notification_territoire_id_action_id"),
        "notification",
        ["territoire_id", "action_id"],
        unique=False,
        schema="asv",
    )
    op.create_index(
        op.f("ix_notification_territoire_id_compte_id_creee_le"),
        "notification",
        ["territoire_id", "compte_id", "creee_le"],
        unique=False,
        schema="asv",
    )
    op.create_index(
        op.f("ix_notification_territoire_id_compte_id"),
        "notification",
        ["territoire_id", "compte_id"],
        unique=False,
        schema="asv",
        postgresql_where=sa.text("lue_le IS NULL"),
    )
    op.create_table(
        "abonnement",
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("compte_id", sa.UUID(), nullable=False),
        sa.Column("rythme", sa.Text(), nullable=False),
        sa.Column("jeton_hash", sa.LargeBinary(), nullable=True),
        sa.Column("resume_le", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["territoire_id", "compte_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_abonnement_territoire_id_compte_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "compte_id", name=op.f("pk_abonnement")),
        sa.UniqueConstraint("jeton_hash", name=op.f("uq_abonnement_jeton_hash")),
        schema="asv",
    )
    op.create_table(
        "flux",
        sa.Column("compte_id", sa.UUID(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("jeton_hash", sa.LargeBinary(), nullable=False),
        sa.Column("cree_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expire_le", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("vu_le", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("revoque_le", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "compte_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_flux_territoire_id_compte_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_flux")),
        sa.UniqueConstraint("jeton_hash", name=op.f("uq_flux_jeton_hash")),
        schema="asv",
    )


def create_commitments() -> None:
    op.create_table(
        "engagement",
        sa.Column("structure_id", sa.UUID(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("ambition_id", sa.UUID(), nullable=True),
        sa.Column("axes", postgresql.ARRAY(sa.UUID()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("indicateur", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("unite", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("depart", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("cible", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("echeance", sa.Date(), nullable=True),
        sa.Column("is_mesurable_qpv", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("qpv", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("freins", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("signe_le", sa.Date(), nullable=True),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("etat_le", sa.Date(), nullable=False),
        sa.Column("relecteur", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("prochaine_revue", sa.Date(), nullable=True),
        sa.Column("note_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "ambition_id"],
            ["asv.ambition.territoire_id", "asv.ambition.id"],
            name=op.f("fk_engagement_territoire_id_ambition_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "structure_id"],
            ["asv.structure.territoire_id", "asv.structure.id"],
            name=op.f("fk_engagement_territoire_id_structure_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_engagement")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_engagement_territoire_id_structure_id"),
        "engagement",
        ["territoire_id", "structure_id"],
        unique=False,
        schema="asv",
    )
    op.create_table(
        "preuve",
        sa.Column("engagement_id", sa.UUID(), nullable=False),
        sa.Column("etablie_le", sa.Date(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("texte", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("valeur", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("etat", sa.Text(), nullable=True),
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("note_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_preuve_territoire_id_auteur_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "engagement_id"],
            ["asv.engagement.territoire_id", "asv.engagement.id"],
            name=op.f("fk_preuve_territoire_id_engagement_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_preuve")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_preuve_territoire_id_engagement_id"),
        "preuve",
        ["territoire_id", "engagement_id"],
        unique=False,
        schema="asv",
    )
    op.create_table(
        "avenant",
        sa.Column("engagement_id", sa.UUID(), nullable=False),
        sa.Column("decide_le", sa.Date(), nullable=False),
        sa.Column("cible_avant", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("cible_apres", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("echeance_avant", sa.Date(), nullable=True),
        sa.Column("echeance_apres", sa.Date(), nullable=True),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("note_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_avenant_territoire_id_auteur_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "engagement_id"],
            ["asv.engagement.territoire_id", "asv.engagement.id"],
            name=op.f("fk_avenant_territoire_id_engagement_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_avenant")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_avenant_territoire_id_engagement_id"),
        "avenant",
        ["territoire_id", "engagement_id"],
        unique=False,
        schema="asv",
    )
    op.create_table(
        "revue",
        sa.Column("engagement_id", sa.UUID(), nullable=False),
        sa.Column("instance_le", sa.Date(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("reponse", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("auteur_id", sa.UUID(), nullable=False),
        sa.Column("note_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("territoire_id", sa.Text(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territoire_id", "auteur_id"],
            ["sec.compte.territoire_id", "sec.compte.id"],
            name=op.f("fk_revue_territoire_id_auteur_id"),
        ),
        sa.ForeignKeyConstraint(
            ["territoire_id", "engagement_id"],
            ["asv.engagement.territoire_id", "asv.engagement.id"],
            name=op.f("fk_revue_territoire_id_engagement_id"),
        ),
        sa.PrimaryKeyConstraint("territoire_id", "id", name=op.f("pk_revue")),
        schema="asv",
    )
    op.create_index(
        op.f("ix_revue_territoire_id_engagement_id"),
        "revue",
        ["territoire_id", "engagement_id"],
        unique=False,
        schema="asv",
    )


def note_announced() -> None:
    """What could be read already stays so, cancelled or not.

    By a change of type: row-level security would hide the rows of an update from an administrator who is no superuser.
    """
    drafts = "'AE_IDEE', 'AE_BESOIN', 'AE_MONTAGE'"
    closed = {"annoncee_le": drafts, "ouverte_le": f"{drafts}, 'AE_CONCERTATION', 'AE_DEMANDE'"}
    for name, states in closed.items():
        op.add_column("action", sa.Column(name, postgresql.TIMESTAMP(timezone=True), nullable=True), schema="asv")
        op.execute(
            f"ALTER TABLE asv.action ALTER COLUMN {name} TYPE timestamptz "
            f"USING CASE WHEN etat NOT IN ({states}) THEN creee_le END"
        )


def widen_actions() -> None:
    op.add_column(
        "action",
        sa.Column("etat_depuis", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        schema="asv",
    )
    op.add_column("action", sa.Column("etat_financement", sa.Text(), nullable=True), schema="asv")
    op.add_column(
        "action",
        sa.Column("themes_secondaires", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        schema="asv",
    )
    op.add_column(
        "action", sa.Column("objectif", sa.Text(), server_default=sa.text("''"), nullable=False), schema="asv"
    )
    op.add_column("action", sa.Column("millesime", sa.Integer(), nullable=True), schema="asv")
    op.add_column("action", sa.Column("parent_id", sa.UUID(), nullable=True), schema="asv")
    op.add_column(
        "action",
        sa.Column("parts_qpv", postgresql.ARRAY(sa.Integer()), server_default=sa.text("'{}'"), nullable=False),
        schema="asv",
    )
    op.add_column(
        "action",
        sa.Column("communes", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        schema="asv",
    )
    op.add_column(
        "action",
        sa.Column("is_ouverte_au_dela", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        schema="asv",
    )
    op.add_column(
        "action",
        sa.Column("tranches_age", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        schema="asv",
    )
    op.add_column("action", sa.Column("sexe", sa.Text(), nullable=True), schema="asv")
    op.add_column("action", sa.Column("effectif_attendu", sa.Integer(), nullable=True), schema="asv")
    op.add_column(
        "action",
        sa.Column("ambitions", postgresql.ARRAY(sa.UUID()), server_default=sa.text("'{}'"), nullable=False),
        schema="asv",
    )
    op.add_column("action", sa.Column("axe_cls", sa.Text(), server_default=sa.text("''"), nullable=False), schema="asv")
    op.add_column("action", sa.Column("objectif_praps", sa.Integer(), nullable=True), schema="asv")
    op.add_column("action", sa.Column("engagement_id", sa.UUID(), nullable=True), schema="asv")
    op.add_column("action", sa.Column("participation_prevue", sa.Text(), nullable=True), schema="asv")
    op.add_column("action", sa.Column("participation_obtenue", sa.Text(), nullable=True), schema="asv")
    op.add_column(
        "action",
        sa.Column("participation_preuve", sa.Text(), server_default=sa.text("''"), nullable=False),
        schema="asv",
    )
    op.add_column("action", sa.Column("habitants_conception", sa.Integer(), nullable=True), schema="asv")
    op.add_column(
        "action", sa.Column("defraiement", sa.Text(), server_default=sa.text("''"), nullable=False), schema="asv"
    )
    op.add_column("action", sa.Column("campagne", sa.Text(), nullable=True), schema="asv")
    op.add_column(
        "action", sa.Column("communication", sa.Text(), server_default=sa.text("''"), nullable=False), schema="asv"
    )
    op.add_column(
        "action", sa.Column("outil_partage", sa.Text(), server_default=sa.text("''"), nullable=False), schema="asv"
    )
    op.add_column("action", sa.Column("aval_id", sa.UUID(), nullable=True), schema="asv")
    op.add_column("action", sa.Column("aval_jours", sa.Integer(), nullable=True), schema="asv")
    op.add_column(
        "action", sa.Column("alertes_lues_le", postgresql.TIMESTAMP(timezone=True), nullable=True), schema="asv"
    )
    op.add_column(
        "action", sa.Column("bilan_reussites", sa.Text(), server_default=sa.text("''"), nullable=False), schema="asv"
    )
    op.add_column(
        "action", sa.Column("bilan_limites", sa.Text(), server_default=sa.text("''"), nullable=False), schema="asv"
    )
    op.add_column("action", sa.Column("is_transferable", sa.Boolean(), nullable=True), schema="asv")
    op.add_column("action", sa.Column("decision", sa.Text(), nullable=True), schema="asv")
    note_announced()
    op.create_index(
        op.f("ix_action_territoire_id_parent_id"), "action", ["territoire_id", "parent_id"], unique=True, schema="asv"
    )
    op.create_foreign_key(
        op.f("fk_action_territoire_id_parent_id"),
        "action",
        "action",
        ["territoire_id", "parent_id"],
        ["territoire_id", "id"],
        source_schema="asv",
        referent_schema="asv",
    )
    op.create_foreign_key(
        op.f("fk_action_territoire_id_aval_id"),
        "action",
        "structure",
        ["territoire_id", "aval_id"],
        ["territoire_id", "id"],
        source_schema="asv",
        referent_schema="asv",
    )
    op.add_column("date_action", sa.Column("hote_id", sa.UUID(), nullable=True), schema="asv")
    op.add_column("date_action", sa.Column("remplace_id", sa.UUID(), nullable=True), schema="asv")
    op.add_column(
        "date_action", sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False), schema="asv"
    )
    op.add_column(
        "date_action",
        sa.Column("modifiee_le", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        schema="asv",
    )
    op.drop_constraint(
        op.f("fk_date_action_territoire_id_action_id_porteur_id"), "date_action", schema="asv", type_="foreignkey"
    )
    op.create_foreign_key(
        op.f("fk_date_action_territoire_id_hote_id"),
        "date_action",
        "structure",
        ["territoire_id", "hote_id"],
        ["territoire_id", "id"],
        source_schema="asv",
        referent_schema="asv",
    )
    op.create_foreign_key(
        op.f("fk_date_action_territoire_id_action_id_porteur_id"),
        "date_action",
        "action",
        ["territoire_id", "action_id", "porteur_id"],
        ["territoire_id", "id", "porteur_id"],
        source_schema="asv",
        referent_schema="asv",
        onupdate="CASCADE",
    )
    op.add_column(
        "participation",
        sa.Column("fonction_contact", sa.Text(), server_default=sa.text("''"), nullable=False),
        schema="asv",
    )
    op.add_column("participation", sa.Column("convention_le", sa.Date(), nullable=True), schema="asv")
    op.add_column(
        "participation",
        sa.Column("is_demande", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        schema="asv",
    )
    op.drop_constraint(
        op.f("fk_participation_territoire_id_action_id_porteur_id"), "participation", schema="asv", type_="foreignkey"
    )
    op.create_foreign_key(
        op.f("fk_participation_territoire_id_action_id_porteur_id"),
        "participation",
        "action",
        ["territoire_id", "action_id", "porteur_id"],
        ["territoire_id", "id", "porteur_id"],
        source_schema="asv",
        referent_schema="asv",
        onupdate="CASCADE",
    )


def tie_dates() -> None:
    """What hangs on a date, or replaces it, is of the same action."""
    op.create_unique_constraint(
        op.f("uq_date_action_territoire_id_id_action_id"),
        "date_action",
        ["territoire_id", "id", "action_id"],
        schema="asv",
    )
    op.create_foreign_key(
        op.f("fk_date_action_territoire_id_remplace_id_action_id"),
        "date_action",
        "date_action",
        ["territoire_id", "remplace_id", "action_id"],
        ["territoire_id", "id", "action_id"],
        source_schema="asv",
        referent_schema="asv",
    )


def widen_structures() -> None:
    op.add_column("structure", sa.Column("siret", sa.Text(), nullable=True), schema="asv")
    op.add_column(
        "structure",
        sa.Column("accessibilites", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        schema="asv",
    )
    op.add_column(
        "structure",
        sa.Column("langues", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        schema="asv",
    )
    op.add_column("structure", sa.Column("fusionnee_dans", sa.UUID(), nullable=True), schema="asv")
    op.add_column(
        "structure", sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False), schema="asv"
    )
    op.create_index(
        "uq_structure_siret",
        "structure",
        ["territoire_id", "siret"],
        unique=True,
        schema="asv",
        postgresql_where=sa.text("siret IS NOT NULL AND fusionnee_dans IS NULL"),
    )
    op.create_foreign_key(
        op.f("fk_structure_territoire_id_fusionnee_dans"),
        "structure",
        "structure",
        ["territoire_id", "fusionnee_dans"],
        ["territoire_id", "id"],
        source_schema="asv",
        referent_schema="asv",
    )
    op.add_column(
        "compte", sa.Column("droits", sa.Text(), server_default=sa.text("'gestion'"), nullable=False), schema="sec"
    )
    op.create_check_constraint(
        op.f("ck_compte_droits"), "compte", "droits IN ('lecture', 'ecriture', 'gestion')", schema="sec"
    )
    op.add_column("compte", sa.Column("ouvert_du", sa.Date(), nullable=True), schema="sec")
    op.add_column("compte", sa.Column("ouvert_au", sa.Date(), nullable=True), schema="sec")


def upgrade() -> None:
    widen_structures()
    widen_actions()
    tie_dates()
    create_needs()
    create_results()
    create_means()
    create_messages()
    create_commitments()


def downgrade() -> None:
    message = "Une action, un moyen ou un engagement notés ne se défont pas : restaurez une sauvegarde."
    raise NotImplementedError(message)
