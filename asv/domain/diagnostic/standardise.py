"""A difficulty at like ages: indirect standardisation, from the crossed tables of a closed year and nothing else.

For each place, the contacts that would cite the difficulty first if each age cited it as in the whole territoire. The
place may be young or old: that no longer counts. Ages with a hidden figure are taken together, by subtraction from
what is published; the totals of the place must be shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from asv.domain.diagnostic.ecriture import listed, number, quoted
from asv.domain.diffusion import FEWEST, Ecart, ReleasedCrossing
from asv.domain.diffusion.comparing import SURE, USUAL, ecart_of
from asv.domain.diffusion.croisements import TOTAL
from asv.statistics import indirectly_standardised_ratio

NEEDED: Final = ("LIEU_FREIN", "LIEU_AGE", "FREIN_AGE")
NO_TABLES: Final = "Les tableaux qu’il faut (frein et âge, selon le lieu) n’ont pas pu être protégés cette année."
NO_REFERENCE: Final = (
    "Le chiffre du territoire est caché pour cette difficulté, ou personne ne la cite : choisissez-en une autre."
)
NOT_SHOWN: Final = (
    "Aucun lieu n’a tous ses chiffres montrés et 50 réponses : choisissez une autre difficulté ou une autre année."
)
MISSING: Final = "MANQUANT"
FEWEST_AGES: Final = 2
"""Below, there is nothing left to make alike."""


@dataclass(frozen=True, slots=True)
class LieuStandardise:
    """One place. tranches: ages told apart, those with a hidden figure being one.

    expected: at like ages. ratio: observed over expected, with its 95 % interval; crude: ages aside.
    """

    code: str
    libelle: str
    tranches: int
    observed: int
    expected: float
    ratio: float
    intervalle: tuple[float, float]
    crude: float
    ecart: Ecart


@dataclass(frozen=True, slots=True)
class Standardisation:
    """absents: places without a result: a figure is hidden, or answers are fewer than FEWEST. refus: why none has."""

    frein: str
    lieux: tuple[LieuStandardise, ...] = ()
    absents: tuple[str, ...] = ()
    refus: str = ""


@dataclass(frozen=True, slots=True)
class _ByAge:
    """Of the territoire: who cite the difficulty first, who answered. met: in the place, of `whole` contacts there."""

    cites: NDArray[np.float64]
    answered: NDArray[np.float64]
    met: NDArray[np.float64]
    whole: int


def standardised(released: ReleasedCrossing, frein: str) -> Standardisation:
    """Each place of the crossed tables for one family of difficulties, in the order of the tables."""
    libelle = released.dimension("frein").by_code[frein].libelle
    if any(released.tableau(code) is None for code in NEEDED):
        return Standardisation(libelle, refus=NO_TABLES)
    if not _count(released, frein=frein):
        return Standardisation(libelle, refus=NO_REFERENCE)
    found = [(name, _place(released, frein, code, name)) for code, name in _places(released)]
    lieux = tuple(one for _, one in found if one is not None)
    absents = tuple(name for name, one in found if one is None)
    return Standardisation(libelle, lieux, absents, "" if lieux else NOT_SHOWN)


def _places(released: ReleasedCrossing) -> Iterator[tuple[str, str]]:
    """Communes, then QPV; what is not shown is not among them."""
    for code, modalite in released.dimension("lieu").by_code.items():
        if code != TOTAL and modalite.publiee:
            yield code, modalite.libelle


def _count(released: ReleasedCrossing, **codes: str) -> int | None:
    cell = released.cell(**codes)
    return None if cell is None else cell.effectif


def _by_age(released: ReleasedCrossing, frein: str, lieu: str) -> _ByAge | None:
    """Counts at each age that is shown everywhere it must be, then at all the others together, by subtraction."""
    wanted: list[dict[str, str]] = [{"frein": frein}, {}, {"frein": MISSING}, {"lieu": lieu}]
    every = [code for code in released.dimension("age").by_code if code != TOTAL]
    ages = [age for age in every if all(_count(released, age=age, **one) is not None for one in wanted)]
    rows = [[_count(released, age=age, **one) or 0 for age in ages] for one in wanted]
    totals = [_count(released, **one) for one in wanted]
    if None in totals:
        return None
    whole = [[*row, (total or 0) - sum(row)] for row, total in zip(rows, totals, strict=True)]
    cites, asked, silent, met = (np.array(row, dtype=float) for row in whole)
    kept = asked > silent
    return _ByAge(cites[kept], (asked - silent)[kept], met[kept], sum(whole[3])) if kept.sum() >= FEWEST_AGES else None


def _place(released: ReleasedCrossing, frein: str, code: str, libelle: str) -> LieuStandardise | None:
    """None as soon as a total it takes is hidden, its answers are too few, or its ages cannot be told apart."""
    observed, silent = (_count(released, lieu=code, frein=one) for one in (frein, MISSING))
    ages = _by_age(released, frein, code)
    if observed is None or silent is None or ages is None or ages.whole - silent < FEWEST:
        return None
    answered = ages.whole - silent
    people = ages.met * (answered / ages.met.sum())
    found = indirectly_standardised_ratio(observed, people, ages.cites, ages.answered, confidence=(USUAL, SURE))
    (low, sure_low), (high, sure_high) = (np.asarray(end).tolist() for end in (found.lower, found.upper))
    return LieuStandardise(
        code, libelle, ages.cites.size, observed, float(np.asarray(found.denominator)),
        float(np.asarray(found.value)), (low, high),
        observed / (answered * float(ages.cites.sum() / ages.answered.sum())),
        ecart_of((low, high), (sure_low, sure_high)),
    )  # fmt: skip


def standardise_phrase(found: Standardisation) -> str:
    """One sentence: the places that a sure word tells of, in the order of the tables, and never a rank."""
    if found.refus:
        return found.refus
    start = f"À âges semblables, la part des contacts où {quoted(found.frein)} vient en premier"
    by_words = {words: [quoted(one.libelle) for one in found.lieux if one.ecart is words] for words in Ecart}
    unsure = by_words.pop(Ecart.TROP_PEU)
    said = [
        f"{words} {'au' if words is Ecart.COMPARABLE else 'du'} territoire pour {listed(names)}"
        for words, names in by_words.items()
        if names
    ]
    if not said:
        places = (
            f"les {number(len(unsure))} lieux comparés" if len(unsure) > 1 else f"le seul lieu comparé, {unsure[0]}"
        )
        return f"{start} : {Ecart.TROP_PEU} dans {places}."
    return f"{start} est {' ; '.join(said)}{f' ; ailleurs, {Ecart.TROP_PEU}' if unsure else ''}."
