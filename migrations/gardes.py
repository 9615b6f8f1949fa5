"""What a policy cannot compare, the row before with the row after: places in actions; and who signs what."""

from migrations.rights import MY_STRUCTURE, SAME_TERRITOIRE, as_role, execute

SIGN = """CREATE FUNCTION asv.signer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, asv, sec AS $$
DECLARE who sec.acteur := sec.ctx();
BEGIN
  IF who.role = 'coordinateur' THEN NEW.signature := 'Coordination';
  ELSIF who.role IS NOT NULL THEN
    SELECT s.nom INTO STRICT NEW.signature FROM asv.structure s
      WHERE s.territoire_id = who.territoire_id AND s.id = who.structure_id;
  END IF;
  RETURN NEW;
END $$"""
"""Whoever writes signs with the name of his structure, or as the coordination; the loader writes the past."""

GUARD_PLACES = """CREATE FUNCTION asv.garder_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, asv, sec AS $$
DECLARE who sec.acteur := sec.ctx(); allowed boolean;
BEGIN
  IF who.role IS DISTINCT FROM 'partenaire' OR NEW.structure_id = NEW.porteur_id THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    allowed := NEW.role <> 'RO_PORTEUR' AND NEW.fonction_contact = '' AND NEW.convention_le IS NULL
      AND NEW.reponse = CASE WHEN NEW.is_demande THEN 'demandee' ELSE 'attendue' END;
  ELSIF NEW.structure_id = who.structure_id THEN
    allowed := NEW.role = OLD.role
      AND (NEW.reponse = OLD.reponse OR OLD.reponse <> 'demandee' AND NEW.reponse IN ('acceptee', 'declinee'));
  ELSE
    allowed := NEW.role = OLD.role OR NEW.role <> 'RO_PORTEUR' AND OLD.reponse IN ('attendue', 'demandee', 'retiree');
    allowed := allowed AND NEW.fonction_contact = OLD.fonction_contact
      AND NEW.convention_le IS NOT DISTINCT FROM OLD.convention_le
      AND ((NEW.moyens, NEW.apport) = (OLD.moyens, OLD.apport) OR OLD.reponse = 'retiree')
      AND (NEW.reponse = OLD.reponse
        OR OLD.reponse IN ('attendue', 'acceptee') AND NEW.reponse = 'retiree'
        OR OLD.reponse = 'retiree' AND NEW.reponse = 'attendue'
        OR OLD.reponse = 'demandee' AND NEW.reponse IN ('acceptee', 'declinee'));
  END IF;
  IF NOT allowed THEN RAISE insufficient_privilege; END IF;
  RETURN NEW;
END $$"""
"""A guest answers and says what it brings; its role is the porteur's to propose, until it has answered.

The porteur invites, takes back, invites again, answers requests: never what a guest said, brings or signed.
"""


GUARD_ALERTS = """CREATE FUNCTION asv.garder_alerte() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, asv, sec AS $$
DECLARE who sec.acteur := sec.ctx();
BEGIN
  IF who.role = 'partenaire' AND (NOT NEW.details @> OLD.details OR NEW.decidee_par IS DISTINCT FROM who.compte_id
      OR EXISTS (SELECT FROM jsonb_each(NEW.details) d WHERE jsonb_typeof(d.value) <> 'string'))
  THEN RAISE insufficient_privilege; END IF;
  RETURN NEW;
END $$"""
"""A porteur adds to an alert what it decided, in its own name: never changes what the rules noticed."""


def open_guards() -> None:
    names = "signer", "garder_place", "garder_alerte"
    execute(
        "GRANT CREATE ON SCHEMA asv TO asv_charge",
        SIGN,
        GUARD_PLACES,
        GUARD_ALERTS,
        *(f"ALTER FUNCTION asv.{name}() OWNER TO asv_charge" for name in names),
        *(f"REVOKE EXECUTE ON FUNCTION asv.{name}() FROM PUBLIC" for name in names),
        "REVOKE CREATE ON SCHEMA asv FROM asv_charge",
        *(
            f"CREATE TRIGGER signer BEFORE INSERT ON asv.{table} FOR EACH ROW EXECUTE FUNCTION asv.signer()"
            for table in ("passage", "commentaire")
        ),
        "CREATE TRIGGER garder_place BEFORE INSERT OR UPDATE ON asv.participation FOR EACH ROW "
        "EXECUTE FUNCTION asv.garder_place()",
        "CREATE TRIGGER garder_alerte BEFORE UPDATE ON asv.alerte FOR EACH ROW EXECUTE FUNCTION asv.garder_alerte()",
        # A link to enter dies within a week of today, or of the day its account opens.
        "CREATE POLICY bref ON sec.invitation AS RESTRICTIVE FOR INSERT TO asv_partenaire, asv_coordinateur "
        "WITH CHECK (expire_le <= interval '8 days' + greatest(now(), (SELECT c.ouvert_du FROM sec.compte c "
        "WHERE c.territoire_id = invitation.territoire_id AND c.id = invitation.compte_id)::timestamptz))",
    )


def close_drafts() -> None:
    """Who prepares what with whom is read by those who read the action, and by the structure concerned."""
    seen = (
        "EXISTS (SELECT FROM asv.action a WHERE a.territoire_id = participation.territoire_id "
        "AND a.id = participation.action_id)"
    )
    rules = {"partenaire": f"(structure_id = {MY_STRUCTURE} OR {seen})", "mediateur": seen, "financeur": seen}
    execute(
        *(
            f"ALTER POLICY {role}_select ON asv.participation USING ({as_role(role)} AND {SAME_TERRITOIRE} AND {rule})"
            for role, rule in rules.items()
        )
    )
