"""Secret tables for the tests, and a policy small enough for an attacker who lists everything."""

from datetime import date

from asv.domain.diffusion import Colonne, CountedTable, Destinataire, Kind, Lien, Ligne, Policy, release
from asv.domain.periodes import annee
from asv.domain.territoires import HORS_QPV, Geographie

TODAY = date(2026, 11, 22)
SMALL = Policy(
    depuis=date(2026, 1, 1),
    source="tests : seuil 3 et largeur 2, pour tout énumérer",
    seuil=3,
    complement=3,
    largeur=2,
    certitude=5,
    precision=200,
)


def lines_of(number):
    return (*(Ligne(f"Q{rank}", f"Quartier {rank}") for rank in range(1, number)), Ligne(HORS_QPV, "Hors QPV", False))


def within(rows, budget):
    """The same rows with zeros instead of what goes beyond the budget, so that all the tables can be listed."""
    kept = []
    for row in rows:
        kept.append([])
        for count in row:
            kept[-1].append(count if count <= budget else 0)
            budget -= kept[-1][-1]
    return kept


def partition(rows, *, code="T", columns=None, sensible=(), **more):
    """rows: for each line, the counts of the columns then the missing answers; the last line is the rest."""
    width = len(rows[0]) - 1
    names = columns or tuple("ABCDEFGH"[:width])
    return CountedTable(
        code=code,
        libelle=code,
        perimetre="246200364",
        periode=annee(2025),
        geographie=Geographie.LIEU,
        kind=Kind.PARTITION,
        lignes=more.pop("lignes", lines_of(len(rows))),
        colonnes=tuple(Colonne(name, name, sensible=name in sensible) for name in names),
        effectifs=tuple(tuple(row[:-1]) for row in rows),
        denominateurs=tuple(sum(row[:-1]) for row in rows),
        manquants=tuple(row[-1] for row in rows),
        **more,
    )


def released(*tables, destinataire=Destinataire.FINANCEUR, **more):
    return release(tables, destinataire=destinataire, today=TODAY, **more)


def citations(rows):
    """rows: for each line, the lists of columns cited by each person, in order; None for a missing answer.

    Column « Z » is « aucun ». Gives the table of citations and the partition by the first cited.
    """
    families = ("A", "B")
    columns = (Colonne("Z", "aucun", exclusive=True), *(Colonne(name, name) for name in families))
    every, heads, answers, missing = [], [], [], []
    for persons in rows:
        answered = [cited for cited in persons if cited is not None]
        every.append(tuple(sum(column.code in cited for cited in answered) for column in columns))
        heads.append(tuple(sum(column.code == cited[0] for cited in answered) for column in columns))
        answers.append(len(answered))
        missing.append(len(persons) - len(answered))
    common = {
        "perimetre": "246200364",
        "periode": annee(2025),
        "geographie": Geographie.LIEU,
        "colonnes": columns,
        "denominateurs": tuple(answers),
        "manquants": tuple(missing),
    }
    lines = lines_of(len(rows))
    table = CountedTable(
        code="C",
        libelle="C",
        kind=Kind.CITATIONS,
        lignes=lines,
        effectifs=tuple(every),
        lien=Lien(principal="P"),
        **common,
    )
    unshown = tuple(Ligne(ligne.code, ligne.libelle, publiee=False) for ligne in lines)
    first = CountedTable(
        code="P",
        libelle="P",
        kind=Kind.PARTITION,
        lignes=unshown,
        effectifs=tuple(heads),
        lien=Lien(citations="C"),
        **common,
    )
    return table, first


def counts_of(table):
    return {line.ligne.code: [cell.effectif for cell in line.cells.values()] for line in table.lignes}
