"""Figures of a lot, read cell by cell: decimal commas, thin thousands, secrets; what is no figure is told."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from asv.domain.series.catalogue import SERIES
from asv.domain.series.definition import Absence, Lieu
from asv.domain.series.publications import Calcul

SECRETS: Final = frozenset({"s", "ss", "secret"})
SILENCES: Final = frozenset({"", "nd", "ns", "na", "n/a", "n.d.", "-", ".", "..", "…", "nan", "null", "none"})
NOT_A_NUMBER: Final = "Ligne {ligne}, colonne « {colonne} » : « {texte} » n’est pas un nombre."
OUT_OF_BOUNDS: Final = "Ligne {ligne}, colonne « {colonne} » : {texte} n’est pas une valeur possible, en {unite}."
TWICE: Final = "Ligne {ligne} : {lieu} a déjà une autre valeur plus haut, colonne « {colonne} »."
IMPOSSIBLE_SHARE: Final = "{lieu} : « {libelle} » dépasserait 100. Les colonnes ne se correspondent pas."
_SPACES: Final = re.compile(r"\s")
_NUMBER: Final = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?(?:e-?\d{1,2})?", re.IGNORECASE | re.ASCII)


class Lue(NamedTuple):
    """One figure read: None with its absence."""

    nombre: float | None
    absence: Absence | None


SILENCE: Final = Lue(None, Absence.NON_PUBLIE)


def read_number(text: str) -> Lue | None:
    """A figure as producers write it, « 6 490 », « 33,6 » or « s »; None when it is none of these."""
    word = text.strip().casefold()
    if word in SECRETS:
        return Lue(None, Absence.SECRET)
    if word in SILENCES:
        return SILENCE
    digits = _SPACES.sub("", word).removesuffix("%")
    return Lue(float(digits.replace(",", ".")), None) if _NUMBER.fullmatch(digits) else None


class Chiffres:
    """The figures of one lot, by série then by place. A cell that is wrong is told in `anomalies` and left out."""

    def __init__(self, start: str) -> None:
        self.start = start
        self.valeurs: dict[str, dict[str, Lue]] = {}
        self.anomalies: list[str] = []

    def take(self, fin: str, lieu: Lieu, texte: str, *, ligne: int, entete: str) -> None:
        """Add one cell; the same figure may come again, as in files with a line for each commune of a QPV."""
        serie = SERIES[self.start + fin]
        lue, where = read_number(texte), {"ligne": ligne, "colonne": entete, "texte": texte}
        if lue is None:
            self.anomalies.append(NOT_A_NUMBER.format(**where))
        elif lue.nombre is not None and not serie.accepts(lue.nombre):
            self.anomalies.append(OUT_OF_BOUNDS.format(**where, unite=serie.unite))
        elif self.valeurs.setdefault(serie.code, {}).setdefault(lieu.code, lue) != lue:
            self.anomalies.append(TWICE.format(ligne=ligne, lieu=lieu.nom or lieu.code, colonne=entete))

    def compute(self, calculs: Iterable[Calcul], lieux: Sequence[Lieu]) -> None:
        """Add the shares that the file does not print; a part that is missing makes the share missing.

        Nothing is added when a whole column is not in the file: the share may stand in another one.
        """
        for calcul in calculs:
            if not {self.start + fin for fin in (*calcul.numerateur, calcul.denominateur)} <= self.valeurs.keys():
                continue
            serie = SERIES[self.start + calcul.fin]
            for lieu in lieux:
                lue = self._share(calcul, lieu)
                if lue.nombre is not None and not serie.accepts(lue.nombre):
                    said = IMPOSSIBLE_SHARE.format(lieu=lieu.nom or lieu.code, libelle=serie.libelle)
                    self.anomalies.append(said)
                else:
                    self.valeurs.setdefault(serie.code, {})[lieu.code] = lue

    def _share(self, calcul: Calcul, lieu: Lieu) -> Lue:
        parts = [self._at(fin, lieu) for fin in (*calcul.numerateur, calcul.denominateur)]
        missing = [part.absence for part in parts if part.absence is not None]
        if missing:
            return Lue(None, Absence.SECRET if Absence.SECRET in missing else Absence.NON_PUBLIE)
        *counts, base = [part.nombre or 0.0 for part in parts]
        return Lue(round(100 * sum(counts) / base, 1), None) if base else SILENCE

    def _at(self, fin: str, lieu: Lieu) -> Lue:
        return self.valeurs.get(self.start + fin, {}).get(lieu.code, SILENCE)
