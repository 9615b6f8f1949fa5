"""A quartier beside its territoire, in words that follow a rule: no rank, and no « comparable » for want of answers."""

from collections.abc import Mapping

from asv.domain.diagnostic.ecriture import listed, quoted
from asv.domain.diagnostic.phrases import ASIDE
from asv.domain.diffusion import TERRITOIRE, Ecart, ReleasedLine, ReleasedTable, ReleasedValue, Statut, specificite
from asv.domain.indicateurs.taux import M08

Specificites = Mapping[str, ReleasedValue]
TOO_FEW = f"Par rapport au territoire : {Ecart.TROP_PEU}."
ORDER = (
    Ecart.NETTEMENT_AU_DESSUS,
    Ecart.UN_PEU_AU_DESSUS,
    Ecart.COMPARABLE,
    Ecart.UN_PEU_AU_DESSOUS,
    Ecart.NETTEMENT_AU_DESSOUS,
)


def specificites_of(table: ReleasedTable, line: ReleasedLine) -> Specificites:
    """M08 of a quartier for each difficulty, by code of column; none for the territoire, or for another table."""
    if table.code != M08.table.code or line.ligne.code == TERRITOIRE:
        return {}
    return {
        colonne.code: specificite(M08.code, M08.libelle, line, table.territoire, colonne.code)
        for colonne in table.colonnes
        if colonne.code not in ASIDE and not colonne.sensible
    }


def comparaison_phrase(table: ReleasedTable, indices: Specificites) -> str:
    """One sentence on a quartier beside the territoire; empty when nothing was compared."""
    names = {colonne.code: colonne.libelle for colonne in table.colonnes}
    by_words: dict[str, list[str]] = {}
    for code, indice in indices.items():
        by_words.setdefault(words_of(indice), []).append(quoted(names[code]))
    said = [f"{words} pour {listed(found)}" for words in ORDER if (found := by_words.get(words))]
    if not said:
        return TOO_FEW if indices else ""
    rest = f" ; pour les autres, {Ecart.TROP_PEU}" if Ecart.TROP_PEU in by_words else ""
    return f"Par rapport au territoire, ce quartier est {' ; '.join(said)}{rest}."


def words_of(indice: ReleasedValue) -> str:
    """A hidden figure, like too few answers, lets one say nothing."""
    return indice.lecture if indice.statut is Statut.PUBLIE else Ecart.TROP_PEU
