"""Two structures that were one: the function that moves to the kept one all that names the other."""

from migrations.rights import execute

SIGNATURE = "asv.fusionner_structures(uuid, uuid, boolean)"

MERGE = """CREATE FUNCTION asv.fusionner_structures(gardee uuid, absorbee uuid, essai boolean) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, asv, sec AS $$
DECLARE who sec.acteur := sec.ctx(); ici text := who.territoire_id; link record; n bigint; moved jsonb := '{}';
  move text; moves text[] := '{}'; own uuid[]; lost jsonb; of_both uuid[];
  strength text[] := ARRAY['retiree', 'declinee', 'demandee', 'attendue', 'acceptee'];
BEGIN
  IF who.role IS DISTINCT FROM 'coordinateur' THEN RAISE insufficient_privilege; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('structures ' || ici, 0));
  IF gardee = absorbee OR 2 <> (SELECT count(*) FROM asv.structure s WHERE s.territoire_id = ici
      AND s.id IN (gardee, absorbee) AND s.fusionnee_dans IS NULL) THEN RETURN NULL; END IF;
  SELECT coalesce(array_agg(p.action_id), '{}') INTO of_both FROM asv.participation p JOIN asv.participation q
      ON q.territoire_id = ici AND q.action_id = p.action_id AND q.structure_id = absorbee
    WHERE p.territoire_id = ici AND p.structure_id = gardee;
  SELECT coalesce(array_agg(DISTINCT p.action_id), '{}') INTO own FROM asv.participation p
    WHERE p.territoire_id = ici AND (p.structure_id, p.porteur_id) IN ((gardee, absorbee), (absorbee, gardee))
      AND p.action_id <> ALL (of_both);
  SELECT count(*) INTO n FROM asv.participation p WHERE p.territoire_id = ici AND p.structure_id = absorbee;
  moved := jsonb_build_object('participation.structure_id', n, 'reunies', cardinality(of_both),
    'porteuses', cardinality(own));
  FOR link IN SELECT t.relname, n.nspname, a.attname
      FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace,
        unnest(c.conkey, c.confkey) AS k(own_column, its_column), pg_attribute a, pg_attribute b
     WHERE c.contype = 'f' AND c.confrelid = 'asv.structure'::regclass
       AND c.conrelid NOT IN ('asv.structure'::regclass, 'asv.participation'::regclass)
       AND a.attrelid = c.conrelid AND a.attnum = k.own_column
       AND b.attrelid = c.confrelid AND b.attnum = k.its_column AND b.attname = 'id'
     ORDER BY 1, 3 LOOP
    EXECUTE format('SELECT count(*) FROM %I.%I WHERE territoire_id = $1 AND %I = $2', link.nspname, link.relname,
      link.attname) INTO n USING ici, absorbee;
    moved := moved || jsonb_build_object(link.relname || '.' || link.attname, n);
    moves := moves || format('UPDATE %I.%I SET %3$I = $3 WHERE territoire_id = $1 AND %3$I = $2', link.nspname,
      link.relname, link.attname);
  END LOOP;
  IF essai THEN RETURN moved; END IF;
  UPDATE asv.participation p SET
      role = CASE WHEN 'RO_PORTEUR' IN (p.role, q.role) THEN 'RO_PORTEUR'
        WHEN array_position(strength, q.reponse) > array_position(strength, p.reponse)
        THEN q.role ELSE p.role END,
      reponse = strength[greatest(array_position(strength, q.reponse), array_position(strength, p.reponse))],
      moyens = ARRAY(SELECT DISTINCT m FROM unnest(p.moyens || q.moyens) m ORDER BY m),
      apport = CASE WHEN q.apport IN ('', p.apport) THEN p.apport
        ELSE concat_ws(E'\\n', NULLIF(p.apport, ''), q.apport) END,
      fonction_contact = CASE WHEN p.fonction_contact = '' THEN q.fonction_contact ELSE p.fonction_contact END,
      convention_le = coalesce(p.convention_le, q.convention_le),
      repondue_le = coalesce(p.repondue_le, q.repondue_le), invitee_le = least(p.invitee_le, q.invitee_le)
    FROM asv.participation q
   WHERE p.territoire_id = ici AND p.structure_id = gardee AND q.territoire_id = ici
     AND q.action_id = p.action_id AND q.structure_id = absorbee;
  DELETE FROM asv.participation p WHERE p.territoire_id = ici AND p.structure_id = absorbee
    AND p.action_id = ANY (of_both);
  UPDATE asv.participation p SET structure_id = gardee WHERE p.territoire_id = ici AND p.structure_id = absorbee;
  FOREACH move IN ARRAY moves LOOP EXECUTE move USING ici, absorbee, gardee; END LOOP;
  -- A porteur needs no place in its own action: what it brought there is said in the thread before the place goes.
  INSERT INTO asv.commentaire (territoire_id, id, action_id, porteur_id, auteur_id, signature, nature, texte)
    SELECT ici, gen_random_uuid(), p.action_id, p.porteur_id, who.compte_id, who.nom_affiche, 'commentaire',
        'Deux fiches de la même structure sont réunies. L’une d’elles apportait : ' || p.apport
      FROM asv.participation p WHERE p.territoire_id = ici AND p.structure_id = gardee AND p.porteur_id = gardee
       AND p.action_id = ANY (own) AND p.role <> 'RO_PORTEUR' AND p.apport <> '';
  WITH gone AS (DELETE FROM asv.participation p WHERE p.territoire_id = ici AND p.structure_id = gardee
      AND p.porteur_id = gardee AND p.action_id = ANY (own) AND p.role <> 'RO_PORTEUR' RETURNING p.*)
  SELECT coalesce(jsonb_agg(to_jsonb(gone)), '[]') INTO lost FROM gone;
  UPDATE asv.alerte a SET autre_porteur_id = gardee WHERE a.territoire_id = ici AND a.autre_porteur_id = absorbee;
  UPDATE asv.commentaire c SET mentions =
      ARRAY(SELECT DISTINCT m FROM unnest(array_replace(c.mentions, absorbee, gardee)) m)
    WHERE c.territoire_id = ici AND absorbee = ANY (c.mentions);
  UPDATE asv.structure s SET fusionnee_dans = gardee
    WHERE s.territoire_id = ici AND (s.id = absorbee OR s.fusionnee_dans = absorbee);
  UPDATE asv.structure g SET
      siret = coalesce(g.siret, a.siret), commune = coalesce(g.commune, a.commune),
      offre = coalesce(NULLIF(g.offre, ''), a.offre), horaires = coalesce(NULLIF(g.horaires, ''), a.horaires),
      fonction_contact = coalesce(NULLIF(g.fonction_contact, ''), a.fonction_contact),
      telephone_accueil = coalesce(NULLIF(g.telephone_accueil, ''), a.telephone_accueil),
      accessibilites = ARRAY(SELECT DISTINCT v FROM unnest(g.accessibilites || a.accessibilites) v ORDER BY v),
      langues = ARRAY(SELECT DISTINCT v FROM unnest(g.langues || a.langues) v ORDER BY v),
      communes = CASE WHEN 0 IN (cardinality(g.communes || g.qpv), cardinality(a.communes || a.qpv)) THEN '{}'
        ELSE ARRAY(SELECT DISTINCT v FROM unnest(g.communes || a.communes) v ORDER BY v) END,
      qpv = CASE WHEN 0 IN (cardinality(g.communes || g.qpv), cardinality(a.communes || a.qpv)) THEN '{}'
        ELSE ARRAY(SELECT DISTINCT v FROM unnest(g.qpv || a.qpv) v ORDER BY v) END,
      version = g.version + 1
    FROM asv.structure a
   WHERE g.territoire_id = ici AND g.id = gardee AND a.territoire_id = ici AND a.id = absorbee;
  RETURN moved || jsonb_build_object('retirees', lost);
END $$"""
"""Moves every row that names a structure to the one that is kept; with `essai` only counts what would move.

The foreign keys are read from the catalogue, so that a table of next year follows too. A place that both had in one
action becomes one place, of the stronger answer, with what both bring; that of a porteur stays the porteur's. Gives
NULL when one of them is not a living structure of the territoire. Everywhere (no place named) wins over a list.
"""


def open_merge() -> None:
    """Owned by the loader: it writes tables that the coordination may only read (accounts, orientations, séances)."""
    execute(
        "GRANT CREATE ON SCHEMA asv TO asv_charge",
        MERGE,
        f"ALTER FUNCTION {SIGNATURE} OWNER TO asv_charge",
        f"REVOKE EXECUTE ON FUNCTION {SIGNATURE} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {SIGNATURE} TO asv_coordinateur",
        "REVOKE CREATE ON SCHEMA asv FROM asv_charge",
    )
