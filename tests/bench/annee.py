"""The yearly release of one territoire as a problem: all crossed tables of the demonstration year, linked."""

from collections import Counter
from datetime import date

from asv.domain.diffusion import Crossed, Destinataire, Ligne, crossed_problem, release
from asv.domain.indicateurs import INDICATEURS, cites_of, count, crossing_of, tabulate, told
from asv.domain.periodes import annee
from asv.domain.synthese import DEMONSTRATION, Synthese, Volume
from asv.domain.territoires import Cellule
from tests.domain.synthese.invented import CALL, territoire_of

YEAR = 2025
SEED = 2026


def yearly_release(volume: Volume = DEMONSTRATION, seed: int = SEED, today: date = date(YEAR + 1, 1, 1)) -> Crossed:
    """Contacts drawn as those of the demonstration that ends on `today`, in its closed civil year; no database."""
    territoire = territoire_of(CALL)
    synthese = Synthese(territoire, today, volume, seed)
    blocs = (bloc for rank in range(volume.lots) for bloc in synthese.lot(rank) if bloc.table == "contact")
    rows = [row for bloc in blocs for row in bloc.rows()]
    rows = [row for row in rows if row["date_contact"].year == YEAR]
    quartiers = [Ligne(code, code) for code in territoire.contrat]
    counted = [
        tabulate(one, count(one, rows, one.champ_lieu), lignes=quartiers, perimetre=CALL, periode=annee(YEAR))
        for one in INDICATEURS.values()
    ]
    released = release(counted, destinataire=Destinataire.FINANCEUR, today=date(YEAR + 1, 11, 23))
    contacts = Counter(
        (
            Cellule(r["commune_lieu"], r["qpv_lieu"]), (r["freins"] or [""])[0], r["sexe"], r["tranche_age"],
            r["date_contact"].month,
        )
        for r in rows
        if r["nature"] == "contact"
    )  # fmt: skip
    communes = [Ligne(code, code) for code in territoire.communes]
    crossing = crossing_of(contacts, communes=communes, quartiers=quartiers, perimetre=CALL, periode=annee(YEAR))
    cited = next(table for table in counted if table.code == "M06")
    return crossed_problem(crossing, told(released), cites_of(cited, released["M06"]), cited.citations)
