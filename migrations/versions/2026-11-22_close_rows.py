"""Close every row: session functions, row-level security, and what each role may read or write."""

from migrations.rights import (
    EVERYBODY,
    MINE,
    MY_STRUCTURE,
    STAFF,
    close,
    execute,
    may_insert,
    may_read,
    may_update,
)

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SHARED = (
    "epci", "commune", "qpv", "qpv_commune", "serie", "serie_valeur", "nomenclature_version", "fichier_reference",
)  # fmt: skip
TRADE = (
    "territoire", "territoire_qpv", "structure", "seance", "suivi", "contact", "atelier", "reception", "quarantaine",
    "action", "date_action", "participation", "journal",
)  # fmt: skip

CTX = (
    """CREATE TYPE sec.acteur AS (territoire_id text, compte_id uuid, role text, structure_id uuid,
      nom_affiche text, territoire_nom text)""",
    """CREATE FUNCTION sec.ctx() RETURNS sec.acteur LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
      SET search_path = pg_catalog, sec AS $$
      SELECT ROW(c.territoire_id, c.id, c.role, c.structure_id, c.nom_affiche, t.nom)::sec.acteur
        FROM sec.session s JOIN sec.compte c ON c.territoire_id = s.territoire_id AND c.id = s.compte_id
             JOIN asv.territoire t ON t.territoire_id = s.territoire_id
       WHERE s.token_hash = sha256(convert_to(NULLIF(current_setting('app.token', true), ''), 'UTF8'))
         AND s.expire_le > now() AND s.repos_le > now() AND c.actif $$""",
    """CREATE FUNCTION sec.territoire() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
      AS 'SELECT (sec.ctx()).territoire_id'""",
    """CREATE FUNCTION sec.compte_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
      AS 'SELECT (sec.ctx()).compte_id'""",
    """CREATE FUNCTION sec.role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
      AS 'SELECT (sec.ctx()).role'""",
    """CREATE FUNCTION sec.structure_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
      AS 'SELECT (sec.ctx()).structure_id'""",
    # Whether a sealed item may be attributed: the mediator who carries it may not read the accounts.
    """CREATE FUNCTION sec.auteurs(wanted uuid[]) RETURNS TABLE (id uuid, may_write boolean)
      LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, sec AS $$
      SELECT c.id, c.actif AND c.role = 'mediateur' FROM sec.compte c
       WHERE c.id = ANY (wanted) AND c.territoire_id = (SELECT (sec.ctx()).territoire_id) $$""",
    """CREATE FUNCTION sec.enter(token text, read_only boolean) RETURNS sec.acteur LANGUAGE plpgsql AS $$
    DECLARE who sec.acteur;
    BEGIN
      IF read_only THEN PERFORM set_config('transaction_read_only', 'on', true); END IF;
      PERFORM set_config('app.token', coalesce(token, ''), true);
      who := sec.ctx();
      PERFORM set_config('role', 'asv_' || coalesce(who.role, 'visiteur'), true);
      RETURN who;
    END $$""",
)


def open_sessions() -> None:
    """The web login holds one right: to enter. The gatekeeper (asv_portier) alone opens, prolongs and ends sessions."""
    execute(*CTX)
    everyone = ", ".join(f"asv_{role}" for role in EVERYBODY)
    execute(
        "GRANT USAGE ON SCHEMA sec TO asv_web, asv_portier, asv_owner, asv_auth, asv_charge, " + everyone,
        "REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA sec FROM PUBLIC",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA sec TO asv_web, " + everyone,
    )
    for table in ("sec.compte", "sec.session", "sec.invitation"):
        close(table, owner="asv_auth")
        execute(f"CREATE POLICY portier ON {table} TO asv_portier USING (true) WITH CHECK (true)")
        # FORCE binds the owner too; sec.ctx() runs as the owner and finds a session by its secret only.
        execute(f"CREATE POLICY ctx ON {table} FOR SELECT TO asv_auth USING (true)")
    execute(
        "GRANT SELECT, UPDATE (mot_de_passe) ON sec.compte TO asv_portier",
        "GRANT SELECT, INSERT, DELETE, UPDATE (repos_le) ON sec.session TO asv_portier",
        "GRANT SELECT, INSERT, UPDATE (utilisee_le) ON sec.invitation TO asv_portier",
        "ALTER FUNCTION sec.ctx() OWNER TO asv_auth",
        "ALTER FUNCTION sec.auteurs(uuid[]) OWNER TO asv_auth",
    )
    visible = "territoire_id, id, email, nom_affiche, role, structure_id, actif, cree_le"
    may_read("sec.compte", "coordinateur", "administrateur", columns=visible)
    may_insert("sec.compte", "administrateur", rule="mot_de_passe IS NULL")
    may_update("sec.compte", "administrateur", columns="actif, nom_affiche")
    may_insert("sec.invitation", "administrateur")


def open_reference() -> None:
    everyone = ", ".join(f"asv_{role}" for role in EVERYBODY)
    execute(f"GRANT USAGE ON SCHEMA asv TO asv_owner, asv_auth, asv_charge, {everyone}")
    execute(f"GRANT SELECT ON asv.alembic_version TO {everyone}")
    for table in SHARED:
        execute(
            f"ALTER TABLE asv.{table} OWNER TO asv_owner",
            f"GRANT SELECT ON asv.{table} TO {everyone}",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON asv.{table} TO asv_charge",
        )
    for table in TRADE:
        close(f"asv.{table}")
    everyone += ", asv_auth"  # sec.ctx() gives the name of the territoire
    for table in ("asv.territoire", "asv.territoire_qpv"):
        execute(f"CREATE POLICY public ON {table} FOR SELECT TO {everyone} USING (true)")
        execute(f"GRANT SELECT ON {table} TO {everyone}")
    may_update("asv.territoire_qpv", "coordinateur", columns="dans_contrat")


def open_terrain() -> None:
    """A mediator reads what is his own; he may send for a colleague, whose seal the application has checked."""
    own = f"mediateur_id = {MINE}"
    may_read("asv.contact", "mediateur", rule=own)
    may_read("asv.contact", "coordinateur")
    counted = (
        "territoire_id, date_contact, nature, is_bref, commune_lieu, qpv_lieu, sexe, tranche_age, zone_residence, "
        "commune_residence, qpv_residence, freins, familles_frein, premiere_fois, suivi_id"
    )
    may_read("asv.contact", "financeur", columns=counted)
    may_insert("asv.contact", "mediateur")
    may_read("asv.seance", "mediateur", "coordinateur")
    may_insert("asv.seance", "mediateur")
    may_read("asv.atelier", "mediateur", rule=own)
    may_read("asv.atelier", "coordinateur")
    may_insert("asv.atelier", "mediateur")
    may_read("asv.suivi", "mediateur", rule=own)
    may_read("asv.suivi", "coordinateur", columns="territoire_id, id, ouvert_le, clos_le, cloture, qpv_residence")
    may_read("asv.reception", "mediateur", "coordinateur")
    may_insert("asv.reception", "mediateur")
    may_update("asv.reception", "mediateur", columns="etat", rule=f"auteur_id = {MINE}")
    may_read("asv.quarantaine", "mediateur", rule=f"auteur_id = {MINE}")
    may_read("asv.quarantaine", "coordinateur")
    may_insert("asv.quarantaine", "mediateur")
    may_update("asv.quarantaine", "mediateur", columns="resolue_le", rule=f"auteur_id = {MINE}")
    may_update("asv.quarantaine", "coordinateur", columns="resolue_le")


def open_coordination() -> None:
    """Partners see what is announced and what concerns them; they write what they carry and answer invitations."""
    carried = f"porteur_id = {MY_STRUCTURE}"
    invited = (
        "EXISTS (SELECT FROM asv.participation p WHERE p.territoire_id = action.territoire_id "
        f"AND p.action_id = action.id AND p.structure_id = {MY_STRUCTURE})"
    )
    announced = "etat NOT IN ('AE_IDEE', 'AE_BESOIN', 'AE_MONTAGE')"
    may_read("asv.structure", *STAFF)
    may_insert("asv.structure", "coordinateur")
    sheet = "nom, nom_tri, type, commune, communes, qpv, offre, horaires, fonction_contact, telephone_accueil"
    may_update("asv.structure", "coordinateur", columns=sheet)
    may_update("asv.structure", "partenaire", columns=sheet, rule=f"id = {MY_STRUCTURE}")
    may_read("asv.action", "coordinateur")
    may_read("asv.action", "partenaire", rule=f"{announced} OR {carried} OR {invited}")
    may_read("asv.action", "mediateur", "financeur", rule=announced)
    may_insert("asv.action", "partenaire", rule=f"{carried} AND creee_par = {MINE}")
    may_insert("asv.action", "coordinateur", rule=f"creee_par = {MINE}")
    changed = "titre, type, theme, description, etat, qpv, publics, is_publique, motif_annulation, version"
    may_update("asv.action", "coordinateur", columns=changed)
    may_update("asv.action", "partenaire", columns=changed, rule=carried)
    seen = "EXISTS (SELECT FROM asv.action a WHERE a.territoire_id = date_action.territoire_id AND a.id = action_id)"
    may_read("asv.date_action", "coordinateur", "partenaire", "mediateur", "financeur", rule=seen)
    may_insert("asv.date_action", "coordinateur")
    may_insert("asv.date_action", "partenaire", rule=carried)
    dates = "jour, debut, fin, lieu, commune, qpv, etat, motif_annulation"
    may_update("asv.date_action", "coordinateur", columns=dates)
    may_update("asv.date_action", "partenaire", columns=dates, rule=carried)
    may_read("asv.participation", "coordinateur", "partenaire", "mediateur", "financeur")
    may_insert("asv.participation", "coordinateur")
    may_insert("asv.participation", "partenaire", rule=carried)
    may_update("asv.participation", "coordinateur", columns="role, reponse, repondue_le, moyens, apport")
    may_update(
        "asv.participation", "partenaire", columns="reponse, repondue_le, moyens, apport",
        rule=f"structure_id = {MY_STRUCTURE}",
    )  # fmt: skip


def open_agenda() -> None:
    """What a visitor without login may read: announced actions open to the public, their dates, their bearer's name."""
    open_to_all = "is_publique AND etat NOT IN ('AE_IDEE', 'AE_BESOIN', 'AE_MONTAGE', 'AE_CONCERTATION', 'AE_DEMANDE')"
    execute(
        f"CREATE POLICY agenda ON asv.action FOR SELECT TO asv_visiteur USING ({open_to_all})",
        "GRANT SELECT (territoire_id, id, titre, type, theme, etat, porteur_id, qpv, is_publique) "
        "ON asv.action TO asv_visiteur",
        "CREATE POLICY agenda ON asv.date_action FOR SELECT TO asv_visiteur USING (EXISTS (SELECT FROM asv.action a "
        "WHERE a.territoire_id = date_action.territoire_id AND a.id = action_id))",
        "GRANT SELECT (territoire_id, id, action_id, jour, debut, fin, lieu, commune, qpv, etat) "
        "ON asv.date_action TO asv_visiteur",
        "CREATE POLICY agenda ON asv.structure FOR SELECT TO asv_visiteur USING (true)",
        "GRANT SELECT (territoire_id, id, nom, nom_tri, type, commune) ON asv.structure TO asv_visiteur",
    )


def upgrade() -> None:
    # Changing an owner asks that the new one may create there: an administrator need not be a superuser.
    execute("GRANT CREATE ON SCHEMA sec TO asv_auth", "GRANT CREATE ON SCHEMA asv TO asv_owner")
    open_sessions()
    open_reference()
    open_terrain()
    open_coordination()
    open_agenda()
    may_read("asv.journal", "administrateur")
    may_insert("asv.journal", *STAFF, rule=f"compte_id = {MINE} AND role = (SELECT sec.role())")


def downgrade() -> None:
    message = "Les droits ne s’enlèvent pas séparément des tables : restaurez une sauvegarde."
    raise NotImplementedError(message)
