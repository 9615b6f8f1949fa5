"""The communes and quartiers of a territoire, found by the names that people write."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from asv.domain.reprise.texte import normalise
from asv.domain.reprise.valeurs import CLOSENESS, Guess
from asv.domain.saisie import Places

HORS, AILLEURS = "HORS", "AILLEURS"
_NOISE = (
    "quartier prioritaire ",
    "quartier de la ",
    "quartier du ",
    "quartier de ",
    "quartier ",
    "qpv ",
    "cite ",
    "la ",
    "le ",
)
_OUTSIDE = {"hors qpv", "hors quartier", "non", "aucun", "aucune", "neant", "non qpv", "hors", "0", "faux"}
_ELSEWHERE = {"hors agglomeration", "hors territoire", "hors agglo", "exterieur", "autre", "ailleurs", "hors commune"}


def _stripped(plain: str) -> str:
    for noise in _NOISE:
        plain = plain.removeprefix(noise)
    return plain


@dataclass(frozen=True, slots=True)
class Lieux:
    """`communes` and `qpv`: names by code. Names said twice are found by their code only."""

    communes: Mapping[str, str]
    qpv: Mapping[str, str]
    places: Places
    _names: dict[str, dict[str, str]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Index the names once."""
        for kind, known in (("commune", self.communes), ("qpv", self.qpv)):
            index: dict[str, str] = {}
            for code, nom in known.items():
                for name in {normalise(nom), _stripped(normalise(nom))}:
                    index[name] = "" if name in index else code
            index |= {code.lower(): code for code in known}
            self._names[kind] = index

    def commune(self, texte: str) -> Guess:
        plain = normalise(texte)
        return Guess(AILLEURS, is_sure=True) if plain in _ELSEWHERE else self._found("commune", plain)

    def quartier(self, texte: str) -> Guess:
        plain = normalise(texte)
        return Guess(HORS, is_sure=True) if plain in _OUTSIDE else self._found("qpv", plain)

    def _found(self, kind: str, plain: str) -> Guess:
        index = self._names[kind]
        code = index.get(plain) or index.get(_stripped(plain))
        if code:
            return Guess(code, is_sure=True)
        near = get_close_matches(_stripped(plain), index, n=1, cutoff=CLOSENESS)
        return Guess(index[near[0]]) if near else Guess()

    def only_commune(self, qpv: str) -> str | None:
        """The commune of a QPV that lies in one only."""
        found = [commune for commune, quartiers in self.places.communes.items() if qpv in quartiers]
        return found[0] if len(found) == 1 else None
