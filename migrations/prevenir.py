"""Telling an event: who may tell whom what, decided by the database, whatever the page asked."""

from migrations.rights import execute

SIGNATURE = "asv.prevenir(text, text, uuid[], text[], uuid, uuid, jsonb, integer)"

TELL = """CREATE FUNCTION asv.prevenir(event text, genre text, structures uuid[], roles text[], of_action uuid,
    of_date uuid, facts jsonb, reply_hours integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, asv, sec AS $$
DECLARE who sec.acteur := sec.ctx(); told integer; porteur uuid; placed text; title text; about uuid; owner uuid;
  kind text := split_part(event, ':', 1); may_tell boolean; is_ours boolean;
BEGIN
  IF who.role = 'partenaire' AND who.droits IN ('ecriture', 'gestion') THEN
    SELECT a.porteur_id, a.titre INTO porteur, title FROM asv.action a
      WHERE a.territoire_id = who.territoire_id AND a.id = of_action;
    IF NOT FOUND OR split_part(event, ':', 2) !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        OR genre || '/' || kind NOT IN ('invitation/invitation', 'invitation/demande', 'reponse/reponse',
          'reponse/demande-reponse', 'changement/role', 'changement/retrait', 'changement/changement',
          'changement/report', 'changement/passage', 'changement/mention', 'annulation/annulation',
          'annulation/annulation-action', 'mention/mention', 'moyen/moyen', 'alerte/alerte')
    THEN RAISE insufficient_privilege; END IF;
    about := split_part(event, ':', 2)::uuid;
    is_ours := porteur = who.structure_id;
    SELECT p.reponse INTO placed FROM asv.participation p WHERE p.territoire_id = who.territoire_id
      AND p.action_id = of_action AND p.structure_id = who.structure_id;
    SELECT r.proprietaire_id INTO owner FROM asv.reservation r WHERE kind = 'moyen'
      AND r.territoire_id = who.territoire_id AND r.id = about AND r.action_id = of_action;
    may_tell := CASE kind
      WHEN 'passage' THEN is_ours AND EXISTS (SELECT FROM asv.passage p
        WHERE p.territoire_id = who.territoire_id AND p.id = about AND p.action_id = of_action)
      WHEN 'mention' THEN (is_ours OR genre = 'mention' AND placed IN ('attendue', 'acceptee'))
        AND EXISTS (SELECT FROM asv.commentaire c WHERE c.territoire_id = who.territoire_id AND c.id = about
          AND c.action_id = of_action AND c.auteur_id = who.compte_id)
      WHEN 'moyen' THEN owner IS NOT NULL AND (is_ours OR owner = who.structure_id)
      WHEN 'alerte' THEN EXISTS (SELECT FROM asv.alerte x WHERE x.territoire_id = who.territoire_id AND x.id = about
        AND x.action_id = of_action AND who.structure_id IN (x.porteur_id, x.autre_porteur_id))
      WHEN 'demande' THEN placed = 'demandee' AND event = concat_ws(':', kind, of_action, who.structure_id)
      WHEN 'reponse' THEN placed IN ('attendue', 'acceptee', 'declinee')
        AND event = concat_ws(':', kind, of_action, who.structure_id, placed)
      WHEN 'changement' THEN is_ours AND about = of_date
      WHEN 'report' THEN is_ours AND about = of_date
      WHEN 'annulation' THEN is_ours AND about = of_date
      ELSE is_ours AND about = of_action END
      AND (of_date IS NULL OR EXISTS (SELECT FROM asv.date_action d
        WHERE d.territoire_id = who.territoire_id AND d.id = of_date AND d.action_id = of_action))
      AND (reply_hours IS NULL OR is_ours AND reply_hours = 48 AND genre IN ('annulation', 'changement'));
    IF may_tell IS NOT TRUE THEN RAISE insufficient_privilege; END IF;
    IF NOT is_ours THEN
      structures := ARRAY(SELECT s FROM unnest(structures) s WHERE s = porteur OR genre = 'mention' AND EXISTS (
        SELECT FROM asv.participation p WHERE p.territoire_id = who.territoire_id AND p.action_id = of_action
          AND p.structure_id = s AND p.reponse IN ('attendue', 'acceptee')));
      facts := facts - ARRAY['lien', 'lieu', 'commune', 'motif', 'libelle', 'debut', 'ancien_jour', 'autre_jour'];
      IF facts ->> 'quoi' !~ '^[a-z-]{1,30}$' THEN facts := facts - 'quoi'; END IF;
    END IF;
    roles := ARRAY(SELECT r FROM unnest(roles) r
      WHERE r = 'coordinateur' AND (is_ours OR kind = 'alerte')
         OR r = 'mediateur' AND is_ours AND asv.est_annoncee(of_action));
    IF facts ->> 'titre' <> '' THEN facts := facts || jsonb_build_object('titre', title); END IF;
    IF facts ? 'structure' THEN facts := facts || (SELECT jsonb_build_object('structure', s.nom)
      FROM asv.structure s WHERE s.territoire_id = who.territoire_id AND s.id = who.structure_id); END IF;
    IF NOT starts_with(facts ->> 'lien', '/actions/' || of_action) THEN facts := facts - 'lien'; END IF;
  ELSIF who.role IS DISTINCT FROM 'coordinateur' THEN RAISE insufficient_privilege;
  END IF;
  INSERT INTO asv.notification (territoire_id, id, compte_id, cle, genre, action_id, date_id, details, accuse_avant,
      courrier)
    SELECT c.territoire_id, gen_random_uuid(), c.id, event, prevenir.genre, of_action, of_date, facts,
        now() + reply_hours * interval '1 hour',
        CASE WHEN s.rythme = 'jamais' THEN 'non' ELSE 'attente' END
      FROM sec.compte c LEFT JOIN asv.abonnement s ON s.territoire_id = c.territoire_id AND s.compte_id = c.id
     WHERE c.territoire_id = who.territoire_id AND c.id <> who.compte_id
       AND sec.est_ouvert(c.actif, c.ouvert_du, c.ouvert_au)
       AND (c.role = ANY (roles) OR (c.role = 'partenaire' AND c.structure_id = ANY (structures)))
    ON CONFLICT (territoire_id, compte_id, cle) DO NOTHING;
  GET DIAGNOSTICS told = ROW_COUNT;
  RETURN told;
END $$"""
"""Tells an event once to each account concerned but its author: members of these structures, and these roles.

The coordination tells anything. A partner tells the events of the action that his structure carries, to structures, to
the coordination and, once it is announced, to the mediators; a guest tells the porteur that it answers or asks, and
calls those who have a place; whoever lends a means answers for it; either side says what was decided of an alert.
`event` names a row of that action, so that nobody takes beforehand the name of somebody else's event. The title, and
the structure that speaks, are those of the database. `reply_hours`: an answer « vu » is asked within; NULL asks none.
Gives how many were told.
"""


def open_tell() -> None:
    execute(
        TELL,
        f"ALTER FUNCTION {SIGNATURE} OWNER TO asv_charge",
        f"REVOKE EXECUTE ON FUNCTION {SIGNATURE} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {SIGNATURE} TO asv_partenaire, asv_coordinateur",
    )
