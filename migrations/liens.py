"""Links to enter: which ones another than the administration may draw, and when they all end."""

from migrations.rights import execute

NEVER_ENTERED = """CREATE FUNCTION sec.est_sans_mot_de_passe(who uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, sec AS $$
  SELECT c.mot_de_passe IS NULL FROM sec.compte c WHERE c.id = who AND c.territoire_id = (sec.ctx()).territoire_id
    AND ((sec.ctx()).role = 'coordinateur' OR c.structure_id = (sec.ctx()).structure_id) $$"""
"""Whether a colleague, or a partner for the coordination, never chose a password."""

CLOSE_LINKS = """CREATE FUNCTION sec.fermer_liens() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, sec AS $$
BEGIN
  UPDATE sec.invitation SET utilisee_le = now()
   WHERE territoire_id = NEW.territoire_id AND compte_id = NEW.id AND utilisee_le IS NULL;
  RETURN NULL;
END $$"""
"""A password that is chosen, or an access that is closed, ends every link drawn before, whoever kept it."""


def open_links() -> None:
    """Whoever holds a link enters as its person: for one who has a password, the administration alone draws it."""
    execute(
        "GRANT CREATE ON SCHEMA sec TO asv_auth",
        NEVER_ENTERED,
        CLOSE_LINKS,
        "ALTER FUNCTION sec.est_sans_mot_de_passe(uuid) OWNER TO asv_auth",
        "ALTER FUNCTION sec.fermer_liens() OWNER TO asv_auth",
        "REVOKE CREATE ON SCHEMA sec FROM asv_auth",
        "REVOKE EXECUTE ON FUNCTION sec.est_sans_mot_de_passe(uuid), sec.fermer_liens() FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION sec.est_sans_mot_de_passe(uuid) TO asv_partenaire, asv_coordinateur",
        "CREATE POLICY sans_mot_de_passe ON sec.invitation AS RESTRICTIVE FOR INSERT "
        "TO asv_partenaire, asv_coordinateur WITH CHECK (sec.est_sans_mot_de_passe(compte_id))",
        "CREATE POLICY fermer_liens ON sec.invitation FOR UPDATE TO asv_auth USING (true)",
        "CREATE TRIGGER fermer_liens AFTER UPDATE OF mot_de_passe, actif ON sec.compte FOR EACH ROW "
        "WHEN (NOT NEW.actif OR NEW.mot_de_passe IS DISTINCT FROM OLD.mot_de_passe) "
        "EXECUTE FUNCTION sec.fermer_liens()",
    )
