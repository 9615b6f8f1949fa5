"""The pages of coordination with 2 000 actions and 20 000 séances in one territoire."""

import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import Any

import asyncpg

from asv.domain.coordination.rangs import ranked_themes
from tests.bench.bench_diagnostic import median_seconds
from tests.bench.bench_start import enter
from tests.support.process import RunningSite

TITRE = "Calendrier, matrice et listes des actions"
NOTE = (
    "Sur HTTP, une personne à la fois, médiane de 5 après une première demande non comptée. La démonstration, puis la "
    "même avec 2 000 actions et 20 000 séances réparties sur trois ans, de deux en arrière à un en avant, dans les "
    "quartiers du contrat, huit partenaires par action. Objectif pour le calendrier et la matrice : < 100 ms."
)
ACTIONS, PER_ACTION, PLACES = 2_000, 10, 8
PAGES = {
    "calendrier, mois (partenaire)": ("partenaire", "/calendrier"),
    "calendrier, semaine (partenaire)": ("partenaire", "/calendrier?vue=semaine"),
    "calendrier, liste d’un mois (partenaire)": ("partenaire", "/calendrier?vue=liste"),
    "calendrier, mois, un quartier (médiateur)": ("mediateur", "/calendrier?qpv=QN06225M"),
    "calendrier, mois (coordination)": ("coordinateur", "/calendrier"),
    "matrice (partenaire)": ("partenaire", "/matrice"),
    "matrice (coordination)": ("coordinateur", "/matrice"),
    "besoin et réponse (partenaire)": ("partenaire", "/matrice/besoins"),
    "carte des séances (partenaire)": ("partenaire", "/calendrier/carte"),
    "actions, accueil du partenaire": ("partenaire", "/actions"),
    "actions, étapes (coordination)": ("coordinateur", "/actions/pipeline"),
}
FILL = (
    # Every theme, every QPV part of the contract, every structure in turn; the past ended, the rest programmed.
    """CREATE TEMP TABLE lieu AS SELECT row_number() OVER (ORDER BY p.qpv, p.commune) - 1 AS rang, p.qpv, p.commune
       FROM asv.qpv_commune p JOIN asv.territoire_qpv t ON t.qpv = p.qpv JOIN asv.commune c ON c.code = p.commune
       WHERE t.dans_contrat AND t.territoire_id = '246200364' AND c.epci = '246200364'""",
    """CREATE TEMP TABLE porteur AS SELECT row_number() OVER (ORDER BY id) - 1 AS rang, id FROM asv.structure
       WHERE territoire_id = '246200364'""",
    """CREATE TEMP TABLE theme AS SELECT DISTINCT dense_rank() OVER (ORDER BY theme) - 1 AS rang, theme FROM asv.action
       WHERE territoire_id = '246200364'""",
    """CREATE TEMP TABLE fiche AS SELECT n, gen_random_uuid() AS id, t.theme, p.id AS porteur_id, l.qpv, l.commune,
         current_date - 730 + (n * 1095 / $1::int) AS premier
       FROM generate_series(0, $1::int - 1) n
       JOIN theme t ON t.rang = n % (SELECT count(*) FROM theme)
       JOIN porteur p ON p.rang = n / 3 % (SELECT count(*) FROM porteur)
       JOIN lieu l ON l.rang = n * 7 % (SELECT count(*) FROM lieu)""",
    """INSERT INTO asv.action (territoire_id, id, titre, type, theme, etat, porteur_id, qpv, publics, creee_par,
         description)
       SELECT '246200364', id, 'Action de mesure ' || n, 'AC_ATELIER', theme,
         CASE WHEN premier < current_date - 200 THEN 'AE_ARRETEE' ELSE 'AE_PROGRAMMEE' END, porteur_id, ARRAY[qpv],
         CASE WHEN n % 3 = 0 THEN ARRAY['SENIOR'] ELSE '{}'::text[] END, (SELECT id FROM sec.compte
           WHERE territoire_id = '246200364' AND role = 'coordinateur' ORDER BY email LIMIT 1), repeat('texte ', 80)
       FROM fiche""",
    """INSERT INTO asv.date_action (territoire_id, id, action_id, porteur_id, jour, debut, fin, lieu, commune, qpv,
         etat)
       SELECT '246200364', gen_random_uuid(), id, porteur_id, premier + k * 14, time '09:00', time '12:00', 'Halle',
         commune, qpv, CASE WHEN (n + k) % 20 = 0 THEN 'AE_ANNULEE' WHEN premier + k * 14 < current_date
           THEN 'AE_REALISEE' ELSE 'AE_PROGRAMMEE' END
       FROM fiche CROSS JOIN generate_series(0, $1::int - 1) k""",
    """INSERT INTO asv.participation (territoire_id, action_id, structure_id, porteur_id, role, reponse)
       SELECT '246200364', f.id, p.id, f.porteur_id, 'RO_PARTENAIRE', 'acceptee' FROM fiche f
       JOIN porteur p ON p.id <> f.porteur_id AND (p.rang + f.n) % (SELECT count(*) FROM porteur) < $1::int""",
    """INSERT INTO asv.rang_besoin (territoire_id, annee, qpv, theme, rang)
       SELECT '246200364', 2025, q.qpv, t.theme, 1 + (q.rang + t.rang) % 17 FROM
         (SELECT DISTINCT qpv, dense_rank() OVER (ORDER BY qpv) AS rang FROM lieu) q CROSS JOIN
         (SELECT theme, row_number() OVER () AS rang FROM unnest($1::text[]) theme) t ON CONFLICT DO NOTHING""",
)


async def fill(folder: Path) -> None:
    """As the administrator of the database, in one connection: temporary tables live as long as it does."""
    connection = await asyncpg.connect(user="postgres", database="asv", host=str(folder / "socket"))
    given = [(), (), (), (ACTIONS,), (), (PER_ACTION,), (PLACES,), (list(ranked_themes()),)]
    try:
        for statement, arguments in zip(FILL, given, strict=True):
            await connection.execute(statement, *arguments)
        await connection.execute("ANALYZE asv.action, asv.date_action, asv.participation, asv.rang_besoin")
    finally:
        await connection.close()


def run() -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {name: {"page": name} for name in PAGES}
    folder = Path(tempfile.mkdtemp(prefix="asv-mesure-"))
    site = RunningSite(folder, ("demo",)).start()
    try:
        for label, is_full in (("démonstration (ms)", False), ("2 000 actions (ms)", True)):
            if is_full:
                asyncio.run(fill(folder))
            cookies = {role: enter(site, role) for role in ("mediateur", "partenaire", "coordinateur")}
            for name, (role, path) in PAGES.items():
                rows[name][label] = median_seconds(site, path, cookies[role]) * 1000
    finally:
        site.stop()
        shutil.rmtree(folder, ignore_errors=True)
    for row in rows.values():
        row["rapport"] = row["2 000 actions (ms)"] / row["démonstration (ms)"]
    return list(rows.values())
