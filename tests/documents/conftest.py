"""Released tables made by the real release rule, with a count that must not come out."""

from datetime import date

import pytest

from asv.documents.diagnostic import Chapitre, Definition, DiagnosticInput, Mesure, Quartier
from asv.documents.maps import Fond
from asv.domain.diffusion import Colonne, CountedTable, Destinataire, Kind, Ligne, ReleasedTable, release
from asv.domain.periodes import annee
from asv.domain.territoires import Geographie
from tests.documents.drawn import PERIMETRE, QUARTIERS, SECRET


def counted(code: str, libelle: str, colonnes: dict[str, str], effectifs: tuple[tuple[int, ...], ...]) -> CountedTable:
    answers = tuple(map(sum, effectifs))
    lignes = [Ligne(qpv, f"Cité {rank}") for rank, qpv in enumerate(QUARTIERS, start=1)]
    return CountedTable(
        code,
        libelle,
        PERIMETRE,
        annee(2026),
        Geographie.LIEU,
        Kind.PARTITION,
        (*lignes, Ligne("HORS_QPV", "Hors QPV", publiee=False)),
        tuple(Colonne(name, text) for name, text in colonnes.items()),
        effectifs,
        answers,
        (40,) * len(effectifs),
    )


@pytest.fixture(scope="session")
def sexe() -> ReleasedTable:
    """Table of 3 quartiers and the rest; the 7 of the second line is under the threshold.

    | quartier | femmes | hommes | autre |
    | 1        |    311 |    190 |    52 |
    | 2        |    163 |    229 |     7 |
    | 3        |    120 |     97 |    61 |
    | hors     |    500 |    400 |   300 |
    """
    effectifs = ((311, 190, 52), (163, 229, SECRET), (120, 97, 61), (500, 400, 300))
    table = counted("G08F", "Répartition par sexe", {"F": "Femmes", "H": "Hommes", "X_NC": "Autre"}, effectifs)
    return release([table], destinataire=Destinataire.PUBLIC, today=date(2027, 3, 1))["G08F"]


def square(west: float, south: float, size: float) -> dict[str, object]:
    ring = [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]
    return {"type": "MultiPolygon", "coordinates": [[ring]]}


@pytest.fixture(scope="session")
def fond() -> Fond:
    """Two communes side by side, three small quartiers in them."""
    return Fond(
        communes={"62001": square(2.7, 50.4, 0.1), "62002": square(2.8, 50.4, 0.1)},
        noms={"62001": "Aulnes", "62002": "Bruyères"},
        qpv={qpv: square(2.72 + 0.05 * rank, 50.43, 0.01) for rank, qpv in enumerate(QUARTIERS)},
    )


def column_of(table: ReleasedTable, column: str) -> dict:
    return {qpv: table.cell(qpv, column) for qpv in QUARTIERS}


@pytest.fixture(scope="session")
def given(sexe: ReleasedTable, fond: Fond) -> DiagnosticInput:
    return DiagnosticInput(
        territoire="Agglomération d’essai",
        periode=annee(2026),
        extrait_le=date(2027, 3, 1),
        destinataire="Document public.",
        synthese=("Une phrase de synthèse.",),
        tuiles=(Mesure("Femmes", sexe, "F"), Mesure("Part d’hommes", sexe, "H", en_part=True)),
        chapitres=(Chapitre("Les personnes rencontrées", (sexe,)),),
        comparaison=(("Femmes", column_of(sexe, "F")), ("Autre", column_of(sexe, "X_NC"))),
        carte=("Répartition par sexe : autre", column_of(sexe, "X_NC")),
        fiche=(sexe,),
        quartiers=[Quartier(qpv, f"Cité {rank}", ("62001",)) for rank, qpv in enumerate(QUARTIERS, start=1)],
        fond=fond,
        dictionnaire=(Definition("Répartition par sexe", "Contacts par sexe", "Médiation santé"),),
        sources=(("Médiation santé", "2026"),),
    )
