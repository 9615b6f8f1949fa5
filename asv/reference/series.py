"""Published figures of context, in long form: one row for each series and place."""

from pathlib import Path

from asv.reference.files import FOLDER, rows
from asv.reference.records import Generation, Niveau, SerieValeur


def read_series(*, folder: Path = FOLDER) -> tuple[SerieValeur, ...]:
    """Every figure of context with its vintage, licence and warning.

    `territoire` is a commune code, a QPV 2024 code (QN…) or a QPV 2015 code (QP…), as niveau and generation say.
    The figures of the two generations concern different perimeters: never join or compare them by name.
    """
    catalogue = {row["serie"]: row for row in rows("SERIES.csv", folder)}
    files = dict.fromkeys(row["fichier"] for row in catalogue.values())
    return tuple(
        _valeur(catalogue[row["serie"]], row["territoire"], row["valeur"])
        for file in files
        for row in rows(file, folder)
    )


def _valeur(serie: dict[str, str], territoire: str, valeur: str) -> SerieValeur:
    return SerieValeur(
        serie=serie["serie"],
        libelle=serie["libelle"],
        niveau=Niveau(serie["niveau"]),
        generation=Generation(serie["generation"]) if serie["generation"] else None,
        perimetre=serie["perimetre"],
        territoire=territoire,
        valeur=float(valeur) if valeur else None,
        unite=serie["unite"],
        millesime=serie["millesime"],
        annee=int(serie["annee"]) if serie["annee"] else None,
        certitude=serie["certitude"],
        source=serie["source"],
        licence=serie["licence"],
        avertissement=serie["avertissement"],
    )
