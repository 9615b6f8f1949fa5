"""Open suivis to the mediator who is the référent or was shown the card; open the rest of the field work.

Nobody searches suivis: the only way in is sec.present, which asks for the keyed hash of a code. The coordination
reads delays and states, never whose they are.
"""

from migrations.rights import MINE, SAME_TERRITOIRE, as_role, close, execute, may_insert, may_read, may_update

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = (
    "carte", "acces", "etape", "demarche", "orientation", "resultat", "relais", "pense_bete", "signal", "appareil",
    "annonce", "correction", "importation", "traduction",
)  # fmt: skip
OF_SUIVI = ("carte", "etape", "demarche", "orientation", "resultat")

PRESENT = """CREATE FUNCTION sec.present(wanted bytea[], life interval)
  RETURNS TABLE (empreinte bytea, suivi_id uuid, etat text) LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, sec, asv AS $$
DECLARE who sec.acteur := sec.ctx();
BEGIN
  IF who.role IS DISTINCT FROM 'mediateur' THEN RETURN; END IF;
  IF life > interval '0' THEN PERFORM pg_advisory_xact_lock(hashtextextended(who.compte_id::text, 1)); END IF;
  IF life > interval '0' AND (SELECT count(*) FROM sec.essai e WHERE e.territoire_id = who.territoire_id
      AND e.compte_id = who.compte_id AND e.quand > now() - interval '15 minutes') >= 10 THEN
    RETURN QUERY SELECT NULL::bytea, NULL::uuid, 'bloque'; RETURN;
  END IF;
  DELETE FROM asv.acces a WHERE a.territoire_id = who.territoire_id AND a.compte_id = who.compte_id
    AND a.expire_le < now() - interval '1 day';
  DELETE FROM sec.essai e WHERE e.territoire_id = who.territoire_id AND e.compte_id = who.compte_id
    AND e.quand < now() - interval '1 day';
  INSERT INTO asv.acces (territoire_id, id, compte_id, suivi_id, expire_le)
    SELECT DISTINCT who.territoire_id, gen_random_uuid(), who.compte_id, c.suivi_id,
        now() + least(life, interval '8 hours')
      FROM asv.carte c
     WHERE c.territoire_id = who.territoire_id AND c.empreinte = ANY (wanted) AND c.suivi_id IS NOT NULL
       AND (c.etat IN ('active', 'fusionnee') OR (c.etat = 'remplacee' AND life = interval '0'));
  IF life > interval '0' THEN
    INSERT INTO sec.essai (territoire_id, compte_id) SELECT who.territoire_id, who.compte_id FROM unnest(wanted) w
     WHERE NOT EXISTS (SELECT FROM asv.carte c WHERE c.territoire_id = who.territoire_id AND c.empreinte = w);
  END IF;
  RETURN QUERY SELECT c.empreinte, c.suivi_id, c.etat FROM asv.carte c
    WHERE c.territoire_id = who.territoire_id AND c.empreinte = ANY (wanted);
END $$"""
"""Tells which suivi each card opens, and opens it to the mediator of the session for `life`.

With a life of nothing it stays open inside this transaction only (now() does not move in it): that is how a
reception writes for a colleague without giving the carrier anything to read. Ten unknown codes in a quarter of an
hour, and the answer is « bloque »; a reception is not counted, its codes were read on a tablet out of reach, perhaps
before the card was lost and replaced. What expired a day ago is forgotten.
"""

WITHDRAW = """CREATE FUNCTION asv.effacer_suivi(wanted uuid, sensibles text[]) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, asv, sec AS $$
DECLARE who sec.acteur := sec.ctx(); suivis uuid[]; items uuid[]; met uuid[]; hashes text[];
  said text[] := ARRAY['freins', 'themes', 'publics', 'interventions', 'orientation', 'force_orientation',
    'information'];
BEGIN
  IF who.role IS DISTINCT FROM 'mediateur' OR NOT coalesce(sec.ouvre(wanted), false) THEN RETURN false; END IF;
  WITH RECURSIVE merged AS (
    SELECT s.id FROM asv.suivi s WHERE s.territoire_id = who.territoire_id AND s.id = wanted
    UNION SELECT s.id FROM asv.suivi s JOIN merged m ON s.fusionne_dans = m.id
      WHERE s.territoire_id = who.territoire_id)
  SELECT array_agg(id) INTO suivis FROM merged;
  SELECT coalesce(array_agg(encode(c.empreinte, 'hex')), '{}') INTO hashes FROM asv.carte c
    WHERE c.territoire_id = who.territoire_id AND c.suivi_id = ANY (suivis);
  WITH freed AS (
    UPDATE asv.contact c SET suivi_id = NULL,
        freins = CASE WHEN c.freins && sensibles THEN c.familles_frein ELSE c.freins END,
        themes = ARRAY(SELECT v FROM unnest(c.themes) v WHERE v <> ALL (sensibles)),
        publics = ARRAY(SELECT v FROM unnest(c.publics) v WHERE v <> ALL (sensibles)),
        interventions = ARRAY(SELECT v FROM unnest(c.interventions) v WHERE v <> ALL (sensibles)),
        orientation = CASE WHEN c.orientation = ANY (sensibles) THEN NULL ELSE c.orientation END,
        force_orientation = CASE WHEN c.orientation = ANY (sensibles) THEN NULL ELSE c.force_orientation END,
        information = NULL
      WHERE c.territoire_id = who.territoire_id AND c.suivi_id = ANY (suivis) RETURNING c.id)
  SELECT coalesce(array_agg(id), '{}') INTO met FROM freed;
  UPDATE asv.correction k SET avant = k.avant - said, apres = k.apres - said
    WHERE k.territoire_id = who.territoire_id AND k.genre = 'contact' AND k.objet_id = ANY (met);
  SELECT array_agg(id) INTO items FROM (
    SELECT unnest(suivis || met) AS id UNION
    SELECT e.id FROM asv.etape e WHERE e.territoire_id = who.territoire_id AND e.suivi_id = ANY (suivis) UNION
    SELECT d.id FROM asv.demarche d WHERE d.territoire_id = who.territoire_id AND d.suivi_id = ANY (suivis) UNION
    SELECT o.id FROM asv.orientation o WHERE o.territoire_id = who.territoire_id AND o.suivi_id = ANY (suivis) UNION
    SELECT r.id FROM asv.resultat r WHERE r.territoire_id = who.territoire_id AND r.suivi_id = ANY (suivis) UNION
    SELECT q.element_id FROM asv.quarantaine q WHERE q.territoire_id = who.territoire_id AND (
      lower(q.contenu ->> 'suivi') = ANY (suivis::text[]) OR q.contenu ->> 'carte' = ANY (hashes))) AS known;
  UPDATE asv.reception r SET empreinte = sha256(uuid_send(gen_random_uuid()))
    WHERE r.territoire_id = who.territoire_id AND r.id = ANY (items);
  DELETE FROM asv.quarantaine q WHERE q.territoire_id = who.territoire_id AND q.element_id = ANY (items);
  UPDATE asv.carte SET suivi_id = NULL, etat = 'retiree'
    WHERE territoire_id = who.territoire_id AND suivi_id = ANY (suivis);
  DELETE FROM asv.suivi WHERE territoire_id = who.territoire_id AND id = ANY (suivis);
  RETURN true;
END $$"""
"""Erases a suivi, those merged into it and all that hangs on them; its contacts stay without code nor sensitive value.

What waited for it goes too, and the fingerprints of what was received, by which one could try what it said. Contacts
first: a correction under way waits for its row, and is cleaned after.
"""

AWAITED = """CREATE FUNCTION asv.attendues(cartes text[], arrivees text[], miennes boolean)
  RETURNS TABLE (element_id uuid, scelle bytea, auteur_id uuid, appareil_id uuid, contenu jsonb)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, asv, sec AS $$
DECLARE who sec.acteur := sec.ctx();
BEGIN
  IF who.role IS DISTINCT FROM 'mediateur' THEN RETURN; END IF;
  RETURN QUERY SELECT q.element_id, q.scelle, q.auteur_id, q.appareil_id,
      CASE WHEN q.scelle IS NULL THEN q.contenu END FROM asv.quarantaine q
    WHERE q.territoire_id = who.territoire_id AND q.motif = 'parked' AND q.resolue_le IS NULL
      AND (q.contenu ->> 'carte' = ANY (cartes)
      OR lower(q.contenu ->> 'precedent') = ANY (arrivees)
      OR lower(q.contenu ->> 'pour') = ANY (arrivees)
      OR lower(q.contenu ->> 'seance') = ANY (arrivees) OR (miennes AND q.auteur_id = who.compte_id))
    ORDER BY q.recue_le, q.element_id LIMIT 500 FOR UPDATE SKIP LOCKED;
END $$"""
"""What waited for these cards or these items, whoever wrote it: the hole is filled by whoever carries what fills it.

One must hold a card, or an identifier drawn at random, to be given anything; what is under a code comes sealed.
`miennes`: whatever waits under the name of the session too, should two sendings have missed each other.
"""

WRITTEN = """CREATE FUNCTION asv.est_ecrite(wanted_territoire text, wanted uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, asv AS $$
  SELECT EXISTS (SELECT FROM asv.contact t WHERE t.territoire_id = wanted_territoire AND t.id = wanted)
    OR EXISTS (SELECT FROM asv.etape t WHERE t.territoire_id = wanted_territoire AND t.id = wanted)
    OR EXISTS (SELECT FROM asv.demarche t WHERE t.territoire_id = wanted_territoire AND t.id = wanted)
    OR EXISTS (SELECT FROM asv.orientation t WHERE t.territoire_id = wanted_territoire AND t.id = wanted)
    OR EXISTS (SELECT FROM asv.resultat t WHERE t.territoire_id = wanted_territoire AND t.id = wanted) $$"""
"""Whether an item became a row: nothing leaves the waiting list otherwise."""

RELEASE = """CREATE FUNCTION asv.sortir_d_attente(appliquees uuid[]) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, asv, sec AS $$
DECLARE who sec.acteur := sec.ctx();
BEGIN
  IF who.role IS DISTINCT FROM 'mediateur' THEN RETURN; END IF;
  UPDATE asv.reception r SET etat = 'stored' WHERE r.territoire_id = who.territoire_id AND r.id = ANY (appliquees)
    AND r.etat = 'parked' AND (r.genre = 'retrait' OR asv.est_ecrite(r.territoire_id, r.id));
  UPDATE asv.quarantaine q SET resolue_le = now() WHERE q.territoire_id = who.territoire_id
    AND q.element_id = ANY (appliquees) AND (q.genre = 'retrait' OR asv.est_ecrite(q.territoire_id, q.element_id))
    AND q.motif = 'parked' AND q.resolue_le IS NULL;
END $$"""
"""Says that what waited was applied, its auteur being perhaps another than the carrier."""

COLLEAGUES = """CREATE FUNCTION sec.mediateurs() RETURNS TABLE (id uuid, nom_affiche text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, sec AS $$
  SELECT c.id, c.nom_affiche FROM sec.compte c
   WHERE c.territoire_id = (SELECT (sec.ctx()).territoire_id) AND c.role = 'mediateur' AND c.actif
     AND (SELECT (sec.ctx()).role) IN ('mediateur', 'coordinateur') ORDER BY c.nom_affiche, c.id $$"""

MOVE = """CREATE FUNCTION asv.deplacer_contacts(wanted uuid) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, asv, sec AS $$
DECLARE who sec.acteur := sec.ctx(); moved integer;
BEGIN
  UPDATE asv.contact c SET date_contact = s.date_seance, creneau = s.creneau, commune_lieu = s.commune, qpv_lieu = s.qpv
    FROM asv.seance s WHERE s.territoire_id = who.territoire_id AND s.id = wanted AND s.mediateur_id = who.compte_id
      AND who.role = 'mediateur' AND c.territoire_id = s.territoire_id AND c.seance_id = s.id;
  SELECT count(*) INTO moved FROM asv.contact c JOIN asv.seance s USING (territoire_id)
    WHERE s.territoire_id = who.territoire_id AND s.id = wanted AND s.mediateur_id = who.compte_id
      AND c.seance_id = s.id AND c.nature <> 'annule';
  RETURN moved;
END $$"""
"""Lends the corrected day and place of my séance to its contacts again, a colleague's and the cancelled ones included.

Gives how many of them count.
"""

MERGE = """CREATE FUNCTION asv.fusionner_suivis(kept uuid, gone uuid, since date) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, asv, sec AS $$
DECLARE who sec.acteur := sec.ctx();
BEGIN
  IF who.role IS DISTINCT FROM 'mediateur' OR kept = gone OR (
    SELECT count(DISTINCT a.suivi_id) FROM asv.acces a WHERE a.territoire_id = who.territoire_id
      AND a.compte_id = who.compte_id AND a.expire_le > now() AND a.suivi_id IN (kept, gone)) < 2 THEN
    RETURN false;
  END IF;
  UPDATE asv.etape SET suivi_id = kept WHERE territoire_id = who.territoire_id AND suivi_id = gone
    AND nature NOT IN ('cloture', 'reouverture');
  UPDATE asv.demarche SET suivi_id = kept WHERE territoire_id = who.territoire_id AND suivi_id = gone;
  UPDATE asv.orientation SET suivi_id = kept WHERE territoire_id = who.territoire_id AND suivi_id = gone;
  UPDATE asv.resultat SET suivi_id = kept WHERE territoire_id = who.territoire_id AND suivi_id = gone;
  UPDATE asv.contact SET suivi_id = kept WHERE territoire_id = who.territoire_id AND suivi_id = gone
    AND date_contact >= since;
  UPDATE asv.carte SET suivi_id = kept, etat = 'fusionnee'
    WHERE territoire_id = who.territoire_id AND suivi_id = gone AND etat IN ('active', 'fusionnee');
  UPDATE asv.suivi SET fusionne_dans = kept WHERE territoire_id = who.territoire_id AND id = gone;
  UPDATE asv.suivi k SET ouvert_le = least(k.ouvert_le, g.ouvert_le),
      dernier_contact_le = greatest(k.dernier_contact_le, g.dernier_contact_le)
    FROM asv.suivi g WHERE k.territoire_id = who.territoire_id AND k.id = kept
      AND g.territoire_id = who.territoire_id AND g.id = gone;
  RETURN true;
END $$"""
"""Puts what hangs on the second suivi under the first, both cards being shown; contacts of a closed quarter stay."""

CONTACTS_OF = """CREATE FUNCTION asv.contacts_du_suivi(wanted uuid)
  RETURNS TABLE (id uuid, mediateur_id uuid, date_contact date, commune_lieu text, mode text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, asv, sec AS $$
  SELECT c.id, c.mediateur_id, c.date_contact, c.commune_lieu, s.mode FROM asv.contact c
    JOIN asv.seance s ON s.territoire_id = c.territoire_id AND s.id = c.seance_id
   WHERE (sec.ctx()).role = 'mediateur' AND c.territoire_id = (SELECT (sec.ctx()).territoire_id)
     AND c.suivi_id = wanted AND c.nature <> 'annule' AND sec.ouvre(wanted)
   ORDER BY c.date_contact, c.id $$"""
"""When, where and with whom a person was met under her code: neither what she said nor what was done."""

CONTACTS_SHOWN = """CREATE FUNCTION asv.contacts_montres(wanted uuid)
  RETURNS TABLE (date_contact date, commune_lieu text, freins text[], themes text[], interventions text[],
    orientation text, publics text[], sexe text, tranche_age text, zone_residence text, commune_residence text,
    qpv_residence text, langue text, duree_minutes integer)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, asv, sec AS $$
  SELECT c.date_contact, c.commune_lieu, c.freins, c.themes, c.interventions, c.orientation, c.publics,
      c.sexe, c.tranche_age, c.zone_residence, c.commune_residence, c.qpv_residence, c.langue, c.duree_minutes
    FROM asv.contact c
   WHERE (sec.ctx()).role = 'mediateur' AND c.territoire_id = (SELECT (sec.ctx()).territoire_id)
     AND c.suivi_id = wanted AND c.nature <> 'annule' AND EXISTS (SELECT FROM asv.acces a
       WHERE a.territoire_id = c.territoire_id AND a.suivi_id = wanted
       AND a.compte_id = (sec.ctx()).compte_id AND a.expire_le > now())
   ORDER BY c.date_contact, c.id $$"""
"""What was noted at each meeting, for the person to read: her card must be on the table."""

NOTE_READING = """CREATE FUNCTION asv.noter_lecture(wanted uuid, fait text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, asv, sec AS $$
DECLARE who sec.acteur := sec.ctx(); read integer;
BEGIN
  IF who.role IS DISTINCT FROM 'mediateur' OR fait NOT IN ('suivi_lu', 'suivi_montre') THEN
    RAISE insufficient_privilege;
  END IF;
  INSERT INTO asv.journal (territoire_id, compte_id, role, evenement, objet)
    VALUES (who.territoire_id, who.compte_id, who.role, fait, wanted::text);
  SELECT count(DISTINCT j.objet) INTO read FROM asv.journal j WHERE j.territoire_id = who.territoire_id
    AND j.compte_id = who.compte_id AND j.evenement IN ('suivi_lu', 'suivi_montre')
    AND j.quand > now() - interval '10 minutes';
  IF read > 50 AND NOT EXISTS (SELECT FROM asv.journal j WHERE j.territoire_id = who.territoire_id
      AND j.compte_id = who.compte_id AND j.evenement = 'alerte_lectures'
      AND j.quand > now() - interval '10 minutes') THEN
    INSERT INTO asv.journal (territoire_id, compte_id, role, evenement, details)
      VALUES (who.territoire_id, who.compte_id, who.role, 'alerte_lectures', jsonb_build_object('suivis', read));
  END IF;
END $$"""
"""Journals one read of a suivi; the fifty-first suivi read in ten minutes leaves an alert."""

DROP_NOTES = """CREATE FUNCTION asv.jeter_pense_betes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, asv AS $$
BEGIN
  DELETE FROM asv.pense_bete p WHERE p.territoire_id = NEW.territoire_id AND p.suivi_id = NEW.id;
  UPDATE asv.relais r SET reponse = 'refusee', repondu_le = current_date
    WHERE r.territoire_id = NEW.territoire_id AND r.suivi_id = NEW.id AND r.reponse IS NULL;
  RETURN NULL;
END $$"""
"""Notes to oneself, and a relais still asked, do not outlive the suivi, whatever closed it."""

OPENS = """CREATE FUNCTION sec.ouvre(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, sec, asv AS $$
  SELECT EXISTS (SELECT FROM asv.suivi s, sec.ctx() who WHERE s.territoire_id = who.territoire_id AND s.id = wanted
    AND (s.mediateur_id = who.compte_id OR EXISTS (SELECT FROM asv.acces a WHERE a.territoire_id = s.territoire_id
      AND a.suivi_id = s.id AND a.compte_id = who.compte_id AND a.expire_le >= now()))) $$"""
"""Whether the acteur may write under a suivi: he is its référent, or was shown the card."""

REFERENT = """CREATE FUNCTION sec.referent_de(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, sec, asv AS $$
  SELECT EXISTS (SELECT FROM asv.suivi s, sec.ctx() who WHERE s.territoire_id = who.territoire_id AND s.id = wanted
    AND s.mediateur_id = who.compte_id) $$"""

WITHOUT_CARD = """CREATE FUNCTION sec.sans_carte(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, sec, asv AS $$
  SELECT NOT EXISTS (SELECT FROM asv.carte c, sec.ctx() who WHERE c.territoire_id = who.territoire_id
    AND c.suivi_id = wanted) $$"""
"""Whether a suivi was just opened: a colleague who carries its opening may write its first card, no other."""

ACCEPT = """CREATE FUNCTION asv.accepter_relais(wanted uuid, oui boolean) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, asv, sec AS $$
DECLARE who sec.acteur := sec.ctx(); which uuid;
BEGIN
  UPDATE asv.relais r SET reponse = CASE WHEN oui THEN 'acceptee' ELSE 'refusee' END, repondu_le = current_date
    FROM asv.suivi s WHERE who.role = 'mediateur' AND r.territoire_id = who.territoire_id AND r.id = wanted
      AND (r.vers_id = who.compte_id OR (r.de_id = who.compte_id AND NOT oui)) AND r.reponse IS NULL
      AND s.territoire_id = r.territoire_id
      AND s.id = r.suivi_id AND s.clos_le IS NULL AND s.mediateur_id = r.de_id RETURNING r.suivi_id INTO which;
  IF oui AND which IS NOT NULL THEN
    UPDATE asv.suivi SET mediateur_id = who.compte_id WHERE territoire_id = who.territoire_id AND id = which;
  END IF;
  RETURN which IS NOT NULL;
END $$"""
"""Answers a relais asked of me, or withdraws the one I asked for; accepting makes me the référent."""

NOTES_SHOWN = """CREATE FUNCTION asv.pense_betes_montres(wanted uuid) RETURNS TABLE (texte text, ecrit_le date)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, asv, sec AS $$
  SELECT p.texte, p.ecrit_le FROM asv.pense_bete p, sec.ctx() who WHERE who.role = 'mediateur'
    AND p.territoire_id = who.territoire_id AND p.suivi_id = wanted
    AND EXISTS (SELECT FROM asv.acces a WHERE a.territoire_id = p.territoire_id AND a.suivi_id = wanted
      AND a.compte_id = who.compte_id AND a.expire_le > now())
   ORDER BY p.ecrit_le, p.id $$"""
"""Every note about a person, for her to read: her card must be on the table."""

SHOWN = (
    f"mediateur_id = {MINE} OR EXISTS (SELECT FROM asv.acces a WHERE a.territoire_id = suivi.territoire_id "
    f"AND a.suivi_id = suivi.id AND a.compte_id = {MINE} AND a.expire_le >= now())"
)
OWN_SUIVI = (
    f"{SHOWN} OR (clos_le IS NULL AND EXISTS (SELECT FROM asv.relais r WHERE r.territoire_id = suivi.territoire_id "
    f"AND r.suivi_id = suivi.id AND r.vers_id = {MINE} AND r.reponse IS NULL AND r.propose_le > current_date - 30))"
)
PROJECTED = (
    "mediateur_id, clos_le, cloture, dernier_contact_le, zone_residence, commune_residence, qpv_residence, sexe, "
    "tranche_age, freins, themes"
)
ANSWERS = (
    "nature, sexe, tranche_age, zone_residence, commune_residence, qpv_residence, freins, familles_frein, themes, "
    "interventions, orientation, force_orientation, premiere_fois, duree_minutes, langue, langue_avant, "
    "interpretariat_minutes, publics, origine, information, nombre, accompagnants, is_bref, suivi_id"
)


def make_functions() -> None:
    # Changing an owner asks that the new one may create there: an administrator need not be a superuser.
    execute("GRANT CREATE ON SCHEMA sec, asv TO asv_charge")
    for create, face, roles in (
        (OPENS, "sec.ouvre(uuid)", "asv_mediateur"),
        (REFERENT, "sec.referent_de(uuid)", "asv_mediateur"),
        (WITHOUT_CARD, "sec.sans_carte(uuid)", "asv_mediateur"),
        (ACCEPT, "asv.accepter_relais(uuid, boolean)", "asv_mediateur"),
        (NOTES_SHOWN, "asv.pense_betes_montres(uuid)", "asv_mediateur"),
        (WRITTEN, "asv.est_ecrite(text, uuid)", "asv_charge"),
        (PRESENT, "sec.present(bytea[], interval)", "asv_mediateur"),
        (WITHDRAW, "asv.effacer_suivi(uuid, text[])", "asv_mediateur"),
        (AWAITED, "asv.attendues(text[], text[], boolean)", "asv_mediateur"),
        (RELEASE, "asv.sortir_d_attente(uuid[])", "asv_mediateur"),
        (MOVE, "asv.deplacer_contacts(uuid)", "asv_mediateur"),
        (MERGE, "asv.fusionner_suivis(uuid, uuid, date)", "asv_mediateur"),
        (CONTACTS_OF, "asv.contacts_du_suivi(uuid)", "asv_mediateur"),
        (CONTACTS_SHOWN, "asv.contacts_montres(uuid)", "asv_mediateur"),
        (NOTE_READING, "asv.noter_lecture(uuid, text)", "asv_mediateur"),
        (DROP_NOTES, "asv.jeter_pense_betes()", "asv_charge"),
        (COLLEAGUES, "sec.mediateurs()", "asv_mediateur, asv_coordinateur"),
    ):
        owner = "asv_auth" if create is COLLEAGUES else "asv_charge"
        execute(
            create,
            f"REVOKE EXECUTE ON FUNCTION {face} FROM PUBLIC",
            f"GRANT EXECUTE ON FUNCTION {face} TO {roles}",
            f"ALTER FUNCTION {face} OWNER TO {owner}",
        )
    execute("REVOKE CREATE ON SCHEMA sec, asv FROM asv_charge", "GRANT EXECUTE ON FUNCTION sec.ctx() TO asv_charge")


def of_own_suivi(table: str) -> str:
    """The policies of the suivi itself decide: what hangs on one that cannot be read cannot be read."""
    return f"EXISTS (SELECT FROM asv.suivi s WHERE s.territoire_id = {table}.territoire_id AND s.id = {table}.suivi_id)"


def open_suivis() -> None:
    execute(
        "DROP POLICY mediateur_select ON asv.suivi",
        "REVOKE SELECT ON asv.suivi FROM asv_mediateur",
        "REVOKE SELECT ON asv.suivi FROM asv_coordinateur",
        "DROP POLICY coordinateur_select ON asv.suivi",
    )
    may_read("asv.acces", "mediateur", rule=f"compte_id = {MINE}")
    may_read("asv.suivi", "mediateur", rule=OWN_SUIVI)
    may_read(
        "asv.suivi", "coordinateur",
        columns="territoire_id, id, mediateur_id, ouvert_le, clos_le, cloture, dernier_contact_le, qpv_residence, "
        "commune_residence, zone_residence",
    )  # fmt: skip
    may_insert("asv.suivi", "mediateur")
    may_update("asv.suivi", "mediateur", columns=PROJECTED, rule=SHOWN)
    for table in OF_SUIVI:
        may_read(f"asv.{table}", "mediateur", rule=of_own_suivi(table))
        first_card = " OR sec.sans_carte(suivi_id)" if table == "carte" else ""
        may_insert(f"asv.{table}", "mediateur", rule=f"sec.ouvre(suivi_id){first_card}")
    changed = {
        "carte": "suivi_id, etat", "etape": "etat, face_a", "demarche": "relance_le",
        "orientation": "relance_le, rendez_vous_le",
    }  # fmt: skip
    for table, columns in changed.items():
        may_update(f"asv.{table}", "mediateur", columns=columns, rule="sec.ouvre(suivi_id)")
    between = f"de_id = {MINE} OR vers_id = {MINE}"
    may_read("asv.relais", "mediateur", rule=between)
    may_insert("asv.relais", "mediateur", rule=f"de_id = {MINE} AND vers_id <> de_id AND sec.referent_de(suivi_id)")


def open_pense_bete() -> None:
    own = f"auteur_id = {MINE}"
    may_read("asv.pense_bete", "mediateur", rule=own)
    kept = "expire_le <= ecrit_le + 30 AND ecrit_le <= current_date + 1"
    may_insert("asv.pense_bete", "mediateur", rule=f"{own} AND {kept} AND sec.ouvre(suivi_id)")
    condition = f"{as_role('mediateur')} AND {SAME_TERRITOIRE} AND {own}"
    execute(
        f"CREATE POLICY mediateur_delete ON asv.pense_bete FOR DELETE TO asv_mediateur USING ({condition})",
        "GRANT DELETE ON asv.pense_bete TO asv_mediateur",
        "CREATE POLICY portier ON asv.pense_bete TO asv_portier USING (expire_le < current_date)",
        "GRANT USAGE ON SCHEMA asv TO asv_portier",
        "GRANT SELECT (expire_le), DELETE ON asv.pense_bete TO asv_portier",
        "CREATE TRIGGER jeter_pense_betes AFTER UPDATE OF clos_le ON asv.suivi FOR EACH ROW "
        "WHEN (NEW.clos_le IS NOT NULL) EXECUTE FUNCTION asv.jeter_pense_betes()",
    )


def open_coordination() -> None:
    """Counts and delays without whose: the identifier of the suivi stays out of reach."""
    may_read("asv.etape", "coordinateur", columns="territoire_id, id, nature, etat, date_etape, recue_le")
    may_read("asv.demarche", "coordinateur", columns="territoire_id, id, code, date_demarche, delai_jours, relance_le")
    may_read(
        "asv.orientation", "coordinateur",
        columns="territoire_id, id, type, force, structure_id, date_action_id, date_orientation, delai_jours, "
        "relance_le",
    )  # fmt: skip
    may_read("asv.resultat", "coordinateur", columns="territoire_id, id, pour_id, sequence, code, date_resultat")
    may_read("asv.relais", "coordinateur", columns="territoire_id, id, propose_le, reponse, repondu_le")


def open_reports() -> None:
    own = f"auteur_id = {MINE}"
    may_read("asv.signal", "mediateur", rule=own)
    may_read("asv.signal", "coordinateur")
    may_insert("asv.signal", "mediateur")
    may_update("asv.signal", "coordinateur", columns="traite_le, texte")
    may_read("asv.appareil", "mediateur", "coordinateur", "administrateur")
    may_insert("asv.appareil", "mediateur")
    may_update("asv.appareil", "mediateur", columns="compte_id, vu_le")
    may_update("asv.appareil", "coordinateur", "administrateur", columns="revoque_le")
    may_read("asv.annonce", "mediateur", "coordinateur", "administrateur")
    may_insert("asv.annonce", "mediateur")
    execute(
        "CREATE POLICY mediateur_delete ON asv.annonce FOR DELETE TO asv_mediateur "
        f"USING ({as_role('mediateur')} AND {SAME_TERRITOIRE})",
        "GRANT DELETE ON asv.annonce TO asv_mediateur",
    )
    may_read("asv.correction", "mediateur", rule=own)
    may_read("asv.correction", "coordinateur")
    may_insert("asv.correction", "mediateur", "coordinateur", rule=own)
    may_read("asv.traduction", "mediateur", "coordinateur")
    may_insert("asv.traduction", "coordinateur", rule=f"corrige_par = {MINE}")
    may_update("asv.traduction", "coordinateur", columns="texte, corrige_par, corrige_le")


def open_corrections() -> None:
    own = f"mediateur_id = {MINE}"
    may_update("asv.contact", "mediateur", columns=ANSWERS, rule=own)
    place = "creneau, commune, qpv, lieu_type"
    may_update(
        "asv.seance", "mediateur",
        columns=f"date_seance, {place}, mode, duree_minutes, structure_hote_id, mediateurs, annule_le", rule=own,
    )  # fmt: skip
    may_update(
        "asv.atelier", "mediateur",
        columns=f"date_atelier, {place}, theme, total, sexe, tranche_age, residence, deja_rencontres, type_action, "
        "mediateurs, satisfaction, questions, annule_le",
        rule=own,
    )  # fmt: skip


def open_importations() -> None:
    may_read("asv.importation", "coordinateur")
    may_insert("asv.importation", "coordinateur", rule=f"auteur_id = {MINE}")
    may_update("asv.importation", "coordinateur", columns="annulee_le")
    # A financeur waits for a period being taken over: its days are enough to tell.
    dated = "territoire_id, id, premier_jour, dernier_jour, faite_le, annulee_le"
    may_read("asv.importation", "financeur", columns=dated)
    for table in ("asv.seance", "asv.contact"):
        may_insert(table, "coordinateur", rule="importation_id IS NOT NULL")
        condition = f"{as_role('coordinateur')} AND {SAME_TERRITOIRE} AND importation_id IS NOT NULL"
        execute(
            f"CREATE POLICY coordinateur_delete ON {table} FOR DELETE TO asv_coordinateur USING ({condition})",
            f"GRANT DELETE ON {table} TO asv_coordinateur",
        )
    open_drafts()


def open_drafts() -> None:
    """A file being looked at belongs to its auteur; the gatekeeper throws it away after an hour."""
    mine = f"auteur_id = {MINE}"
    may_read("sec.brouillon", "coordinateur", rule=mine)
    may_insert("sec.brouillon", "coordinateur", rule=mine)
    may_update("sec.brouillon", "coordinateur", columns="scelle", rule=mine)
    condition = f"{as_role('coordinateur')} AND {SAME_TERRITOIRE} AND {mine}"
    execute(
        f"CREATE POLICY coordinateur_delete ON sec.brouillon FOR DELETE TO asv_coordinateur USING ({condition})",
        "GRANT DELETE ON sec.brouillon TO asv_coordinateur",
        "CREATE POLICY portier ON sec.brouillon TO asv_portier USING (true)",
        "GRANT SELECT (cree_le), DELETE ON sec.brouillon TO asv_portier",
    )


def upgrade() -> None:
    close("sec.essai", owner="asv_auth")
    close("sec.brouillon", owner="asv_auth")
    for table in TABLES:
        close(f"asv.{table}")
    make_functions()
    open_suivis()
    open_pense_bete()
    open_coordination()
    open_reports()
    open_corrections()
    open_importations()


def downgrade() -> None:
    message = "Les droits ne s’enlèvent pas séparément des tables : restaurez une sauvegarde."
    raise NotImplementedError(message)
