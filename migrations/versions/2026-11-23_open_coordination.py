"""Open the coordination: members of a structure with dates and rights, the life of an action, means, commitments.

A partner who only reads is stopped by a restrictive policy on every table a partner may write, whatever else opens it.
The carrier of messages (asv_facteur) is a role without session: mails and calendars go out when nobody is logged in.
"""

from migrations.annonce import KNOWN, keep_announced
from migrations.fusion import open_merge
from migrations.gardes import close_drafts, open_guards
from migrations.liens import open_links
from migrations.prevenir import open_tell
from migrations.rights import (
    MINE,
    MY_STRUCTURE,
    SAME_TERRITOIRE,
    STAFF,
    as_role,
    close,
    execute,
    may_delete,
    may_insert,
    may_read,
    may_update,
)

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = (
    "besoin_action", "rang_besoin", "ambition", "priorite", "frequentation", "indicateur_action", "financement",
    "passage", "commentaire", "moyen", "reservation", "occupation", "alerte", "notification", "abonnement", "flux",
    "engagement", "preuve", "avenant", "revue",
)  # fmt: skip
WRITTEN_BY_PARTNERS = (
    "structure", "action", "date_action", "participation", "besoin_action", "frequentation", "indicateur_action",
    "financement", "passage", "commentaire", "moyen", "reservation", "occupation", "alerte", "preuve",
)  # fmt: skip
CARRIED = f"porteur_id = {MY_STRUCTURE}"

CTX = """CREATE OR REPLACE FUNCTION sec.ctx() RETURNS sec.acteur LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
  SET search_path = pg_catalog, sec AS $$
  SELECT ROW(c.territoire_id, c.id, c.role, c.structure_id, c.nom_affiche, t.nom, c.droits)::sec.acteur
    FROM sec.session s JOIN sec.compte c ON c.territoire_id = s.territoire_id AND c.id = s.compte_id
         JOIN asv.territoire t ON t.territoire_id = s.territoire_id
   WHERE s.token_hash = sha256(convert_to(NULLIF(current_setting('app.token', true), ''), 'UTF8'))
     AND s.expire_le > now() AND s.repos_le > now() AND sec.est_ouvert(c.actif, c.ouvert_du, c.ouvert_au) $$"""

IS_OPEN = """CREATE FUNCTION sec.est_ouvert(actif boolean, du date, au date) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT actif AND (now() AT TIME ZONE 'Europe/Paris')::date BETWEEN coalesce(du, '-infinity'::date)
    AND coalesce(au, 'infinity'::date) $$"""
"""Whether an account may enter today, by the clocks of France."""

DROITS = """CREATE FUNCTION sec.droits() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS 'SELECT (sec.ctx()).droits'"""

ACCUSES = """CREATE FUNCTION asv.accuses(of_action uuid, since timestamptz) RETURNS TABLE (action_id uuid, date_id uuid,
    cle text, genre text, details jsonb, role text, structure text, prevenue_le timestamptz, avant timestamptz,
    accusee_le timestamptz)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, asv, sec AS $$
DECLARE who sec.acteur := sec.ctx();
BEGIN
  IF who.role IS DISTINCT FROM 'coordinateur' AND (who.role IS DISTINCT FROM 'partenaire' OR of_action IS NULL
      OR NOT EXISTS (SELECT FROM asv.action a WHERE a.territoire_id = who.territoire_id AND a.id = of_action
        AND a.porteur_id = who.structure_id))
  THEN RAISE insufficient_privilege; END IF;
  RETURN QUERY SELECT n.action_id, n.date_id, n.cle, n.genre, n.details, c.role, s.nom, n.creee_le, n.accuse_avant,
      n.accusee_le
    FROM asv.notification n JOIN sec.compte c ON c.territoire_id = n.territoire_id AND c.id = n.compte_id
      LEFT JOIN asv.structure s ON s.territoire_id = c.territoire_id AND s.id = c.structure_id
   WHERE n.territoire_id = who.territoire_id AND n.accuse_avant IS NOT NULL AND n.creee_le >= since
     AND (of_action IS NULL OR n.action_id = of_action)
   ORDER BY n.creee_le DESC, n.cle, s.nom_tri NULLS LAST, c.role, n.id;
END $$"""
"""Who was asked to say « vu », and whether he did: a structure or a role, never a name.

Of one action for the porteur; of one or of all (NULL) for the coordination.
"""

COUNT_MEANS = """CREATE FUNCTION asv.compter_moyens() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, asv AS $$
DECLARE kept integer := 0; wanted integer := 0; used_up boolean;
BEGIN
  SELECT code IN ('MY_CONSO', 'MY_BUDGET', 'MY_COMM', 'MY_FICHIER', 'MY_DONNEE', 'MY_FORMATION') INTO used_up
    FROM asv.moyen WHERE territoire_id = NEW.territoire_id AND id = NEW.moyen_id;
  IF TG_OP = 'UPDATE' AND OLD.etat IN ('refusee', 'liberee', 'rendue') AND NEW.etat <> OLD.etat THEN
    RAISE check_violation USING MESSAGE = 'booking given back', CONSTRAINT = 'ck_reservation_rendue';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.etat NOT IN ('refusee', 'liberee', 'rendue') THEN kept := OLD.quantite; END IF;
  IF NEW.etat NOT IN ('refusee', 'liberee', 'rendue') THEN wanted := NEW.quantite; END IF;
  IF used_up AND wanted <> kept THEN
    UPDATE asv.moyen SET pris = pris + wanted - kept WHERE territoire_id = NEW.territoire_id AND id = NEW.moyen_id;
  END IF;
  IF NEW.etat IN ('refusee', 'liberee') THEN
    DELETE FROM asv.occupation WHERE territoire_id = NEW.territoire_id AND reservation_id = NEW.id;
  END IF;
  RETURN NULL;
END $$"""
"""Counts what is used up, and gives back what is refused or freed, whoever wrote the booking.

Whoever books may not write the offer of another structure: the count is kept here, and the check on `pris` is what
refuses the unit that is no longer there. What was given back is never taken again by the same booking.
"""

GUARD_BOOKINGS = """CREATE FUNCTION asv.garder_reservation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, asv, sec AS $$
DECLARE who sec.acteur := sec.ctx(); offer asv.moyen; held_on date;
BEGIN
  IF who.role IS NULL THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' THEN
    IF who.role = 'partenaire' AND NEW.proprietaire_id <> who.structure_id
        AND OLD.etat = 'demandee' AND NEW.etat NOT IN ('demandee', 'liberee')
    THEN RAISE insufficient_privilege USING MESSAGE = 'the owner answers'; END IF;
    RETURN NEW;
  END IF;
  IF NEW.date_id IS NOT NULL THEN
    SELECT d.jour INTO held_on FROM asv.date_action d WHERE d.territoire_id = NEW.territoire_id
      AND d.id = NEW.date_id AND d.action_id = NEW.action_id AND d.etat = 'AE_PROGRAMMEE' FOR SHARE;
    IF NOT FOUND THEN RAISE check_violation USING MESSAGE = 'date not planned', CONSTRAINT = 'ck_reservation_date';
    END IF;
  END IF;
  PERFORM FROM asv.action a WHERE a.territoire_id = NEW.territoire_id AND a.id = NEW.action_id
    AND a.etat <> 'AE_ANNULEE' FOR SHARE;
  IF NOT FOUND THEN RAISE check_violation USING MESSAGE = 'action off', CONSTRAINT = 'ck_reservation_action'; END IF;
  SELECT * INTO offer FROM asv.moyen m WHERE m.territoire_id = NEW.territoire_id AND m.id = NEW.moyen_id
    FOR NO KEY UPDATE;
  IF offer.sens <> 'offre' OR offer.etat <> 'ouvert' OR NEW.etat NOT IN ('demandee', 'reservee')
      OR held_on NOT BETWEEN offer.debut AND offer.fin
  THEN RAISE check_violation USING MESSAGE = 'offer not open', CONSTRAINT = 'ck_reservation_offre'; END IF;
  IF who.role = 'partenaire' AND offer.is_sur_accord AND offer.structure_id <> who.structure_id
      AND NEW.etat <> 'demandee'
  THEN RAISE insufficient_privilege USING MESSAGE = 'the owner answers'; END IF;
  RETURN NEW;
END $$"""
"""Refuses a booking for what is called off, of what is not offered, or agreed on by whoever asks.

The locks are those of a cancellation, in its order (date, action, offer): either it waits and frees this booking too,
or the booking sees what was cancelled. The loader, which is nobody, writes the past.
"""

KEEP_KIND = """CREATE FUNCTION asv.garder_genre() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, asv AS $$
BEGIN
  IF NEW.code <> OLD.code AND EXISTS (SELECT FROM asv.reservation r
      WHERE r.territoire_id = OLD.territoire_id AND r.moyen_id = OLD.id)
  THEN RAISE check_violation USING MESSAGE = 'kind of what is booked', CONSTRAINT = 'ck_moyen_genre'; END IF;
  RETURN NEW;
END $$"""
"""What was booked keeps its kind: lent and used up are not counted the same way, and neither would be given back."""


def of_seen_action(table: str) -> str:
    """The policies of the action decide: what hangs on one that cannot be read cannot be read."""
    return (
        f"EXISTS (SELECT FROM asv.action a WHERE a.territoire_id = {table}.territoire_id AND a.id = {table}.action_id)"
    )


def shared(table: str) -> str:
    """The acteur's structure has a place in the action, and has not declined it."""
    return (
        f"EXISTS (SELECT FROM asv.participation p WHERE p.territoire_id = {table}.territoire_id "
        f"AND p.action_id = {table}.action_id AND p.structure_id = {MY_STRUCTURE} "
        "AND p.reponse IN ('attendue', 'acceptee'))"
    )


def open_members() -> None:
    """A partner reads who works for his structure; whoever manages it invites, changes and closes there."""
    execute(
        "GRANT CREATE ON SCHEMA sec, asv TO asv_auth, asv_charge",
        "ALTER TYPE sec.acteur ADD ATTRIBUTE droits text",
        IS_OPEN,
        CTX,
        DROITS,
        ACCUSES,
        "ALTER FUNCTION asv.accuses(uuid, timestamptz) OWNER TO asv_charge",
        "REVOKE EXECUTE ON FUNCTION asv.accuses(uuid, timestamptz) FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION asv.accuses(uuid, timestamptz) TO asv_partenaire, asv_coordinateur",
    )
    open_tell()
    execute(
        "REVOKE CREATE ON SCHEMA sec, asv FROM asv_auth, asv_charge",
        "GRANT EXECUTE ON FUNCTION sec.droits(), sec.est_ouvert(boolean, date, date) TO asv_auth, asv_charge, "
        "asv_facteur, asv_portier, asv_web, asv_visiteur, " + ", ".join(f"asv_{role}" for role in STAFF),
        "GRANT SELECT (droits, ouvert_du, ouvert_au) ON sec.compte TO asv_coordinateur, asv_administrateur",
        "GRANT UPDATE (droits, ouvert_du, ouvert_au) ON sec.compte TO asv_administrateur",
    )
    ours = f"structure_id = {MY_STRUCTURE} AND role = 'partenaire'"
    managed = f"{ours} AND (SELECT sec.droits()) = 'gestion'"
    seen = "territoire_id, id, email, nom_affiche, role, structure_id, actif, cree_le, droits, ouvert_du, ouvert_au"
    may_read("sec.compte", "partenaire", rule=ours, columns=seen)
    may_insert("sec.compte", "partenaire", rule=f"{managed} AND mot_de_passe IS NULL")
    may_update(
        "sec.compte", "partenaire", columns="actif, nom_affiche, droits, ouvert_du, ouvert_au", rule=managed
    )  # fmt: skip
    invited = (
        "EXISTS (SELECT FROM sec.compte c WHERE c.territoire_id = invitation.territoire_id "
        f"AND c.id = invitation.compte_id AND {managed.replace('structure_id =', 'c.structure_id =')})"
    )
    may_insert("sec.invitation", "partenaire", rule=invited)
    helped = "role = 'partenaire' AND structure_id IS NOT NULL"
    may_insert("sec.compte", "coordinateur", rule=f"{helped} AND mot_de_passe IS NULL")
    may_update("sec.compte", "coordinateur", columns="actif, nom_affiche, droits, ouvert_du, ouvert_au", rule=helped)
    of_partner = (
        "EXISTS (SELECT FROM sec.compte c WHERE c.territoire_id = invitation.territoire_id "
        "AND c.id = invitation.compte_id AND c.role = 'partenaire')"
    )
    may_insert("sec.invitation", "coordinateur", rule=of_partner)
    open_links()


def stop_readers() -> None:
    writes = "(SELECT sec.droits()) IN ('ecriture', 'gestion')"
    for table in WRITTEN_BY_PARTNERS:
        allowed = "(SELECT sec.droits()) = 'gestion'" if table == "structure" else writes
        execute(
            f"CREATE POLICY droits_insert ON asv.{table} AS RESTRICTIVE FOR INSERT TO asv_partenaire "
            f"WITH CHECK ({allowed})",
            f"CREATE POLICY droits_update ON asv.{table} AS RESTRICTIVE FOR UPDATE TO asv_partenaire USING ({allowed})",
            f"CREATE POLICY droits_delete ON asv.{table} AS RESTRICTIVE FOR DELETE TO asv_partenaire USING ({allowed})",
        )


def widen_sheets() -> None:
    sheet = "siret, accessibilites, langues, version"
    action = (
        "etat_depuis, etat_financement, themes_secondaires, objectif, millesime, parent_id, parts_qpv, communes, "
        "is_ouverte_au_dela, tranches_age, sexe, effectif_attendu, ambitions, axe_cls, objectif_praps, engagement_id, "
        "participation_prevue, participation_obtenue, participation_preuve, habitants_conception, defraiement, "
        "campagne, communication, outil_partage, aval_id, aval_jours, alertes_lues_le, bilan_reussites, "
        "bilan_limites, is_transferable, decision"
    )
    execute(
        f"GRANT UPDATE ({sheet}) ON asv.structure TO asv_coordinateur",
        f"GRANT UPDATE ({sheet}) ON asv.structure TO asv_partenaire",
        "GRANT SELECT (fusionnee_dans) ON asv.structure TO asv_visiteur",
        f"GRANT UPDATE ({action}) ON asv.action TO asv_coordinateur, asv_partenaire",
        "GRANT UPDATE (hote_id, remplace_id, version, modifiee_le) ON asv.date_action "
        "TO asv_coordinateur, asv_partenaire",
        "GRANT SELECT (version, modifiee_le, remplace_id) ON asv.date_action TO asv_visiteur",
        "GRANT SELECT (campagne, publics) ON asv.action TO asv_visiteur",
        "GRANT UPDATE (fonction_contact, convention_le) ON asv.participation TO asv_coordinateur, asv_partenaire",
    )
    # The porteur changes the role of whoever has not answered, and takes an invitation back; answers are not his.
    condition = f"{as_role('partenaire')} AND {SAME_TERRITOIRE} AND {CARRIED}"
    execute(
        "GRANT UPDATE (role) ON asv.participation TO asv_partenaire",
        "CREATE POLICY porteur_update ON asv.participation FOR UPDATE TO asv_partenaire "
        f"USING ({condition}) WITH CHECK ({condition} AND (reponse IN ('attendue', 'retiree') "
        "OR is_demande AND reponse IN ('acceptee', 'declinee')))",
    )


def open_requests() -> None:
    """A structure asks for a place in an announced action. The porteur answers; who asked cannot answer itself.

    PostgreSQL adds up the policies of a command, so none may compare the row before with the row after: `is_demande`,
    that nobody updates, is what keeps the answers of the invited and of those who asked apart.
    """
    own = f"structure_id = {MY_STRUCTURE}"
    asked = f"{own} AND is_demande AND reponse = 'demandee'"
    condition = f"{as_role('partenaire')} AND {SAME_TERRITOIRE} AND {asked} AND asv.est_annoncee(action_id)"
    mine = f"{as_role('partenaire')} AND {SAME_TERRITOIRE} AND {own}"
    execute(
        "GRANT CREATE ON SCHEMA asv TO asv_charge",
        KNOWN,
        "ALTER FUNCTION asv.est_annoncee(uuid) OWNER TO asv_charge",
        "REVOKE CREATE ON SCHEMA asv FROM asv_charge",
        "REVOKE EXECUTE ON FUNCTION asv.est_annoncee(uuid) FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION asv.est_annoncee(uuid) TO asv_partenaire",
        f"CREATE POLICY demande_insert ON asv.participation FOR INSERT TO asv_partenaire WITH CHECK ({condition})",
        "ALTER POLICY partenaire_update ON asv.participation "
        f"USING ({mine} AND reponse <> 'retiree' AND (NOT is_demande OR reponse IN ('attendue', 'acceptee'))) "
        f"WITH CHECK ({mine})",
    )
    may_delete("asv.participation", "partenaire", rule=asked)


def open_life() -> None:
    """Readers of an action read why, what was aimed at and how it moves; its money and its counts go to fewer."""
    for table in ("besoin_action", "indicateur_action", "passage"):
        may_read(f"asv.{table}", "coordinateur", "partenaire", "financeur", rule=of_seen_action(table))
    may_read("asv.financement", "coordinateur", "financeur", rule=of_seen_action("financement"))
    may_read("asv.financement", "partenaire", rule=CARRIED)
    may_read("asv.frequentation", "coordinateur")
    may_read("asv.frequentation", "partenaire", rule=CARRIED)
    may_read("asv.commentaire", "coordinateur")
    may_read("asv.commentaire", "partenaire", rule=f"{CARRIED} OR {shared('commentaire')}")
    signed = f"auteur_id = {MINE}"
    for table in ("besoin_action", "passage"):
        may_insert(f"asv.{table}", "coordinateur", rule=signed)
        may_insert(f"asv.{table}", "partenaire", rule=f"{signed} AND {CARRIED}")
    may_insert("asv.commentaire", "coordinateur", rule=signed)
    said = f"{CARRIED} OR nature = 'commentaire' AND {shared('commentaire')}"
    may_insert("asv.commentaire", "partenaire", rule=f"{signed} AND ({said})")
    may_update("asv.commentaire", "coordinateur", "partenaire", columns="retire_le", rule=signed)
    changed = {
        "indicateur_action": "famille, code, libelle, unite, cible, obtenu, source, echeance, commentaire, releve_le",
        "financement": "source, reference, demande, accorde, depense, is_refuse, depot_le, decision_le, "
        "intermediaire_le, compte_rendu_le",
        "frequentation": "participants, residence_connue, du_qpv, du_qpv_cible, premieres_repondues, premieres, "
        "contents, moyens, mecontents, repondants_avant, justes_avant, repondants_apres, justes_apres, saisie_le",
    }
    for table, columns in changed.items():
        may_insert(f"asv.{table}", "coordinateur")
        may_insert(f"asv.{table}", "partenaire", rule=CARRIED)
        may_update(f"asv.{table}", "coordinateur", columns=columns)
        may_update(f"asv.{table}", "partenaire", columns=columns, rule=CARRIED)
    for table in ("besoin_action", "indicateur_action", "financement"):
        may_delete(f"asv.{table}", "coordinateur")
        may_delete(f"asv.{table}", "partenaire", rule=CARRIED)


def open_means() -> None:
    """All partners see what is lent and when it is taken: that is what saves the phone call."""
    own = f"structure_id = {MY_STRUCTURE}"
    either = f"{own} OR proprietaire_id = {MY_STRUCTURE}"
    for table in ("moyen", "occupation"):
        may_read(f"asv.{table}", "coordinateur", "partenaire", "mediateur")
    seen = of_seen_action("reservation")
    may_read("asv.reservation", "coordinateur")
    may_read("asv.reservation", "partenaire", rule=f"{either} OR {seen}")
    may_read("asv.reservation", "mediateur", rule=seen)
    described = (
        "code, libelle, description, commune, qpv, quantite, debut, fin, jours, creneaux, valeur, conditions, "
        "is_sur_accord, etat, action_id, version"
    )
    may_insert("asv.moyen", "coordinateur", rule=f"auteur_id = {MINE}")
    may_insert("asv.moyen", "partenaire", rule=f"auteur_id = {MINE} AND {own}")
    may_update("asv.moyen", "coordinateur", columns=described)
    may_update("asv.moyen", "partenaire", columns=described, rule=own)
    may_insert("asv.reservation", "coordinateur", rule=f"auteur_id = {MINE}")
    may_insert("asv.reservation", "partenaire", rule=f"auteur_id = {MINE} AND {own}")
    may_update("asv.reservation", "coordinateur", columns="etat, repondue_le")
    may_update("asv.reservation", "partenaire", columns="etat, repondue_le", rule=either)
    booked = (
        "EXISTS (SELECT FROM asv.reservation r WHERE r.territoire_id = occupation.territoire_id "
        "AND r.id = occupation.reservation_id AND r.moyen_id = occupation.moyen_id "
        "AND r.etat IN ('demandee', 'reservee')"
    )
    may_insert("asv.occupation", "coordinateur", rule=f"{booked})")
    may_insert("asv.occupation", "partenaire", rule=f"{booked} AND r.structure_id = {MY_STRUCTURE})")
    triggers = "compter_moyens", "garder_reservation", "garder_genre"
    execute(
        "GRANT CREATE ON SCHEMA asv TO asv_charge",
        COUNT_MEANS,
        GUARD_BOOKINGS,
        KEEP_KIND,
        *(f"ALTER FUNCTION asv.{name}() OWNER TO asv_charge" for name in triggers),
        *(f"REVOKE EXECUTE ON FUNCTION asv.{name}() FROM PUBLIC" for name in triggers),
        "REVOKE CREATE ON SCHEMA asv FROM asv_charge",
        "CREATE TRIGGER compter_moyens AFTER INSERT OR UPDATE OF etat, quantite ON asv.reservation FOR EACH ROW "
        "EXECUTE FUNCTION asv.compter_moyens()",
        "CREATE TRIGGER garder_reservation BEFORE INSERT OR UPDATE OF etat ON asv.reservation FOR EACH ROW "
        "EXECUTE FUNCTION asv.garder_reservation()",
        "CREATE TRIGGER garder_genre BEFORE UPDATE OF code ON asv.moyen FOR EACH ROW "
        "EXECUTE FUNCTION asv.garder_genre()",
    )


def open_desk() -> None:
    """An alert names two structures: the coordination keeps what the rules notice, each side only decides of it."""
    either = f"{CARRIED} OR autre_porteur_id = {MY_STRUCTURE}"
    may_read("asv.alerte", "coordinateur")
    may_read("asv.alerte", "partenaire", rule=either)
    may_insert("asv.alerte", "coordinateur")
    may_update("asv.alerte", "coordinateur", columns="choix, raison, decidee_par, decidee_le, details")
    may_update("asv.alerte", "partenaire", columns="choix, raison, decidee_par, decidee_le, details", rule=either)
    may_read("asv.rang_besoin", "coordinateur", "partenaire", "financeur")
    may_insert("asv.rang_besoin", "coordinateur", rule=f"publie_par = {MINE}")
    for table in ("ambition", "priorite"):
        may_read(f"asv.{table}", "coordinateur", "partenaire", "financeur", "mediateur")
        may_insert(f"asv.{table}", "coordinateur")
    may_update("asv.ambition", "coordinateur", columns="parent_id, numero, libelle, retiree_le")
    may_update("asv.priorite", "coordinateur", columns="rang, libelle, theme, frein, ambitions, retiree_le")


def open_commitments() -> None:
    for table in ("engagement", "preuve", "avenant", "revue"):
        may_read(f"asv.{table}", "coordinateur", "partenaire", "financeur")
        may_insert(f"asv.{table}", "coordinateur", rule="" if table == "engagement" else f"auteur_id = {MINE}")
    may_update(
        "asv.engagement", "coordinateur",
        columns="type, libelle, ambition_id, axes, indicateur, unite, depart, cible, echeance, is_mesurable_qpv, qpv, "
        "freins, signe_le, etat, etat_le, relecteur, prochaine_revue, version",
    )  # fmt: skip
    may_update("asv.revue", "coordinateur", columns="question, reponse")
    mine = (
        "EXISTS (SELECT FROM asv.engagement e WHERE e.territoire_id = preuve.territoire_id "
        f"AND e.id = preuve.engagement_id AND e.structure_id = {MY_STRUCTURE})"
    )
    may_insert("asv.preuve", "partenaire", rule=f"auteur_id = {MINE} AND etat IS NULL AND {mine}")


def open_messages() -> None:
    """Each reads what he was told; the carrier reads what is to be sent, and to whom, in every territoire."""
    own = f"compte_id = {MINE}"
    may_read("asv.notification", *STAFF, rule=own)
    may_update("asv.notification", *STAFF, columns="lue_le, accusee_le", rule=own)
    may_read("asv.abonnement", *STAFF, rule=own)
    may_insert("asv.abonnement", *STAFF, rule=own)
    may_update("asv.abonnement", *STAFF, columns="rythme, jeton_hash", rule=own)
    may_read("asv.flux", *STAFF, rule=own)
    may_insert(
        "asv.flux", *STAFF,
        rule=f"{own} AND octet_length(jeton_hash) = 32 AND expire_le <= now() + interval '184 days'",
    )  # fmt: skip
    may_update("asv.flux", *STAFF, columns="revoque_le", rule=own)
    execute(
        "GRANT USAGE ON SCHEMA asv, sec TO asv_facteur",
        "GRANT asv_facteur TO asv_portier WITH INHERIT FALSE, SET TRUE",
        "GRANT SELECT (territoire_id, id, email, nom_affiche, role, structure_id, actif, droits, ouvert_du, "
        "ouvert_au) ON sec.compte TO asv_facteur",
        "CREATE POLICY facteur ON sec.compte FOR SELECT TO asv_facteur USING (true)",
        "GRANT SELECT ON asv.commune, asv.qpv, asv.qpv_commune TO asv_facteur",
        "GRANT SELECT, INSERT, UPDATE (courrier, courrier_le, essais) ON asv.notification TO asv_facteur",
        "GRANT SELECT, INSERT, UPDATE (rythme, jeton_hash, resume_le) ON asv.abonnement TO asv_facteur",
        "GRANT SELECT, UPDATE (vu_le) ON asv.flux TO asv_facteur",
    )
    for table in ("notification", "abonnement", "flux"):
        execute(f"CREATE POLICY facteur ON asv.{table} TO asv_facteur USING (true) WITH CHECK (true)")
    for table in ("territoire", "structure", "action", "date_action", "participation", "frequentation"):
        execute(
            f"CREATE POLICY facteur ON asv.{table} FOR SELECT TO asv_facteur USING (true)",
            f"GRANT SELECT ON asv.{table} TO asv_facteur",
        )


def upgrade() -> None:
    execute(
        "DO $$ BEGIN CREATE ROLE asv_facteur NOLOGIN; "
        "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )  # fmt: skip
    for table in TABLES:
        close(f"asv.{table}")
    open_members()
    open_merge()
    widen_sheets()
    open_requests()
    open_guards()
    keep_announced()
    close_drafts()
    open_life()
    open_means()
    open_desk()
    open_commitments()
    open_messages()
    stop_readers()


def downgrade() -> None:
    message = "Les droits ne s’enlèvent pas séparément des tables : restaurez une sauvegarde."
    raise NotImplementedError(message)
