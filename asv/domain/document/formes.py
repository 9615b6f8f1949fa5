"""How one answer may be drawn in a document, and the references that ask: « M06.OFFRE:carte », « M06:barres »."""

from collections.abc import Sequence
from enum import StrEnum

from asv.domain.indicateurs import INDICATEURS

JOINT = "."
"""Between the code of an indicateur and that of one answer."""


class Forme(StrEnum):
    """A drawing, each with its table beside. BARRES: all the answers of an indicateur; the others, one answer."""

    BARRES = "barres"
    CASES = "cases"
    ENTONNOIR = "entonnoir"
    CARTE = "carte"
    RONDS = "ronds"
    EVOLUTION = "evolution"

    @property
    def libelle(self) -> str:
        return _LIBELLES[self]


_LIBELLES = {
    Forme.BARRES: "en barres, tout le territoire",
    Forme.CASES: "Quartier par quartier : une barre et son intervalle",
    Forme.ENTONNOIR: "Entonnoir : quels quartiers s’écartent du territoire",
    Forme.CARTE: "Carte lissée des quartiers",
    Forme.RONDS: "Ronds à compter : tant sur dix, tout le territoire",
    Forme.EVOLUTION: "Évolution : les années closes et diffusées",
}
OF_AN_ANSWER: Sequence[Forme] = tuple(forme for forme in Forme if forme is not Forme.BARRES)


def offered_bars() -> list[tuple[str, str]]:
    """References of the drawings of whole indicateurs, with the words that offer them."""
    return [
        (f"{code}:{Forme.BARRES}", f"{one.libelle} — {Forme.BARRES.libelle}")
        for code, one in INDICATEURS.items()
        if not one.interne and len(one.colonnes) > 1
    ]


def offered_answers() -> list[tuple[str, list[tuple[str, str]]]]:
    """The answers that may be drawn, by indicateur: those that exist by quartier and are not sensitive."""
    return [
        (one.libelle, [(f"{code}{JOINT}{c.code}", c.libelle) for c in one.colonnes if not c.sensible])
        for code, one in INDICATEURS.items()
        if not one.interne and one.geographie is not None and len(one.colonnes) > 1
    ]


def offered_drawings() -> frozenset[str]:
    """Every reference that asks for a drawing."""
    answers = (code for _, group in offered_answers() for code, _ in group)
    drawn = (f"{code}:{forme}" for code in answers for forme in OF_AN_ANSWER)
    return frozenset({*drawn, *(reference for reference, _ in offered_bars())})


def words_of(reference: str) -> str:
    """« Freins cités : Freins financiers — Entonnoir… », for who arranges the document."""
    return _WORDS.get(reference, "")


def cited(reference: str) -> str:
    """Code of the indicateur that a reference of figures shows."""
    return reference.partition(":")[0].partition(JOINT)[0]


_WORDS = dict(offered_bars()) | {
    f"{code}:{forme}": f"{titre} : {libelle} — {forme.libelle[0].lower()}{forme.libelle[1:]}"
    for titre, group in offered_answers()
    for code, libelle in group
    for forme in OF_AN_ANSWER
}
