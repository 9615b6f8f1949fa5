"""What makes an action known: a fact that is kept, and not its state of today. A draft called off stays a draft."""

from migrations.rights import MY_STRUCTURE, SAME_TERRITOIRE, as_role, execute

KEEP = """CREATE FUNCTION asv.garder_annonce() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF NEW.etat NOT IN ('AE_IDEE', 'AE_BESOIN', 'AE_MONTAGE', 'AE_ANNULEE', 'AE_REPORTEE') THEN
    NEW.annoncee_le := coalesce(NEW.annoncee_le, NEW.etat_depuis);
    IF NEW.etat NOT IN ('AE_CONCERTATION', 'AE_DEMANDE') THEN
      NEW.ouverte_le := coalesce(NEW.ouverte_le, NEW.etat_depuis);
    END IF;
  END IF;
  RETURN NEW;
END $$"""
"""Notes when an action first reaches the concertation (partners read it) and the validation (inhabitants do).

By a trigger, so that no way of writing a state forgets it; nobody but the loader may write these columns of a kept row.
Called off or put off, an action stays as known as it was: these two states say nothing of it.
"""

KNOWN = """CREATE FUNCTION asv.est_annoncee(of_action uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, asv, sec AS $$
  SELECT EXISTS (SELECT FROM asv.action a WHERE a.territoire_id = (sec.ctx()).territoire_id AND a.id = of_action
    AND a.annoncee_le IS NOT NULL) $$"""
"""Whether an action of the acteur's territoire is announced: asked from a policy of the places in actions, which the
policies of the actions themselves read."""

PLACES = """CREATE FUNCTION asv.mes_places() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, asv, sec AS $$
  SELECT coalesce(array_agg(p.action_id), '{}') FROM asv.participation p, sec.ctx() who
   WHERE p.territoire_id = who.territoire_id AND p.structure_id = who.structure_id
     AND p.reponse IN ('attendue', 'acceptee') $$"""
"""Actions in which the acteur's structure has a place that it has not declined, read once a query: asked from the
policies of the actions, which those of the places read."""


def keep_announced() -> None:
    """Who reads an action: all once it is announced, visitors once it is validated; before, who has a place in it.

    A structure whose invitation was taken back, or that declined it, no longer reads the draft.
    """
    placed = "id = ANY ((SELECT asv.mes_places())::uuid[])"
    known = "annoncee_le IS NOT NULL"
    rules = {
        "partenaire": f"({known} OR porteur_id = {MY_STRUCTURE} OR {placed})", "mediateur": known, "financeur": known
    }  # fmt: skip
    execute(
        "GRANT CREATE ON SCHEMA asv TO asv_charge",
        PLACES,
        "ALTER FUNCTION asv.mes_places() OWNER TO asv_charge",
        "REVOKE EXECUTE ON FUNCTION asv.mes_places() FROM PUBLIC",
        "REVOKE CREATE ON SCHEMA asv FROM asv_charge",
        "GRANT EXECUTE ON FUNCTION asv.mes_places() TO asv_partenaire",
        KEEP,
        "CREATE TRIGGER garder_annonce BEFORE INSERT OR UPDATE OF etat ON asv.action FOR EACH ROW "
        "EXECUTE FUNCTION asv.garder_annonce()",
        *(
            f"ALTER POLICY {role}_select ON asv.action USING ({as_role(role)} AND {SAME_TERRITOIRE} AND {rule})"
            for role, rule in rules.items()
        ),
        "ALTER POLICY agenda ON asv.action USING (is_publique AND ouverte_le IS NOT NULL)",
        "GRANT SELECT (ouverte_le) ON asv.action TO asv_visiteur",
    )
