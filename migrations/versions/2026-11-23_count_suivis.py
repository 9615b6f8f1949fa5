"""Count what suivis were at their opening and what they gave in autonomie, as totals that name nobody.

The coordination reads neither whose an étape is nor what it says; it is given totals of whole months, made here.
"""

from migrations.rights import execute

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

COUNT = """CREATE FUNCTION asv.compter_suivis(wanted text, debut date, fin date)
  RETURNS TABLE (champ text, valeur text, effectif bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, asv AS $$
  WITH ouverts AS (
    SELECT s.id, s.ouvert_le FROM asv.suivi s WHERE s.territoire_id = wanted AND s.ouvert_le BETWEEN debut AND fin
      AND s.cloture IS DISTINCT FROM 'CL_DOUBLON'),
  droits AS (
    SELECT DISTINCT ON (e.suivi_id, e.objet) e.suivi_id, e.objet, e.apres FROM asv.etape e
      JOIN ouverts o ON o.id = e.suivi_id AND e.date_etape = o.ouvert_le
     WHERE e.territoire_id = wanted AND e.nature = 'droit' AND e.etat = 'appliquee'
     ORDER BY e.suivi_id, e.objet, e.sequence),
  connus AS (SELECT * FROM droits WHERE apres IN (
    'OUVERT', 'EXPIRE_BIENTOT', 'EXPIRE', 'EN_COURS', 'PIECES', 'REFUSE', 'JAMAIS', 'NON_ELIGIBLE')),
  explores AS (
    SELECT o.id,
      CASE bool_or(c.apres IN ('EXPIRE', 'JAMAIS', 'PIECES')) FILTER (WHERE c.objet NOT IN ('MT', 'MES', 'AMELI'))
        WHEN true THEN 'A_OUVRIR' WHEN false THEN 'A_JOUR' END AS droits,
      CASE bool_or(c.apres = 'JAMAIS') FILTER (WHERE c.objet = 'MT')
        WHEN true THEN 'SANS' WHEN false THEN 'AVEC' END AS mt
      FROM ouverts o LEFT JOIN connus c ON c.suivi_id = o.id GROUP BY o.id),
  termines AS (
    SELECT s.id FROM asv.suivi s WHERE s.territoire_id = wanted AND s.clos_le BETWEEN debut AND fin
      AND s.cloture IS DISTINCT FROM 'CL_DOUBLON'),
  mesures AS (
    SELECT e.suivi_id, array_agg(e.apres ORDER BY e.date_etape, e.sequence) AS niveaux FROM asv.etape e
      JOIN termines t ON t.id = e.suivi_id
     WHERE e.territoire_id = wanted AND e.nature = 'autonomie' AND e.etat = 'appliquee'
       AND e.apres IN ('AUT_0', 'AUT_1', 'AUT_2', 'AUT_3')
     GROUP BY e.suivi_id, e.objet HAVING count(*) > 1),
  gains AS (
    SELECT t.id, CASE bool_or(m.niveaux[cardinality(m.niveaux)] > m.niveaux[1])
        WHEN true THEN 'GAIN' WHEN false THEN 'SANS_GAIN' END AS gain
      FROM termines t LEFT JOIN mesures m ON m.suivi_id = t.id GROUP BY t.id)
  SELECT 'droits', x.droits, count(*) FROM explores x GROUP BY x.droits
  UNION ALL SELECT 'medecin_traitant', x.mt, count(*) FROM explores x GROUP BY x.mt
  UNION ALL SELECT 'gain', g.gain, count(*) FROM gains g GROUP BY g.gain $$"""
"""For each question, how many suivis hold each answer; a suivi whose answer is not known counts under no value.

droits: explored on the day of the opening, médecin traitant, espace santé and compte ameli apart. gain: closed in the
period, last level over the first in one domain at least. The rules are those of asv/domain/indicateurs/bilans.py.
"""

TOTALS = """CREATE FUNCTION asv.totaux_des_suivis(debut date, fin date)
  RETURNS TABLE (champ text, valeur text, effectif bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, asv, sec AS $$
  SELECT t.champ, t.valeur, t.effectif FROM sec.ctx() who,
      LATERAL asv.compter_suivis(who.territoire_id, debut, fin) t
    WHERE who.role = 'coordinateur' AND debut = date_trunc('month', debut)::date
      AND fin = (date_trunc('month', fin) + interval '1 month - 1 day')::date AND fin > debut $$"""
"""The totals of the acteur's territoire, to the coordination, for whole months only: no day tells of one person."""


def upgrade() -> None:
    # Changing an owner asks that the new one may create there: an administrator need not be a superuser.
    execute("GRANT CREATE ON SCHEMA asv TO asv_charge")
    for create, face, role in (
        (COUNT, "asv.compter_suivis(text, date, date)", "asv_charge"),
        (TOTALS, "asv.totaux_des_suivis(date, date)", "asv_coordinateur"),
    ):
        execute(
            create,
            f"REVOKE EXECUTE ON FUNCTION {face} FROM PUBLIC",
            f"GRANT EXECUTE ON FUNCTION {face} TO {role}",
            f"ALTER FUNCTION {face} OWNER TO asv_charge",
        )
    execute("REVOKE CREATE ON SCHEMA asv FROM asv_charge")


def downgrade() -> None:
    execute("DROP FUNCTION asv.totaux_des_suivis(date, date)", "DROP FUNCTION asv.compter_suivis(text, date, date)")
