"""From the words of a former log to the codes of the lists: sure when the label is the same, a proposal otherwise."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from asv.domain import nomenclatures
from asv.domain.nomenclatures import NON_REPONSES, VERSION, VERSIONS, PremiereFois
from asv.domain.reprise.synonymes import NON_REPONSES_DITES, SYNONYMES
from asv.domain.reprise.texte import normalise
from asv.domain.saisie import NON_DEMANDE

CLOSENESS = 0.86
SHORTEST_GUESSED = 5
_RANGE = re.compile(r"(?:de |entre )?(\d{1,3})(?: ans)?(?: | a | et | ou )+(\d{1,3})(?: ans)?")
_FROM = re.compile(r"(?:\+|plus|>|des)?(?: de)? ?(\d{1,3}) ?(?:ans)? ?(?:\+|et plus|ans et plus|ou plus)?")
_UNDER = re.compile(r"(?:-|moins de|<|jusqu a) ?(\d{1,3})(?: ans)?")
_AGE = re.compile(r"(\d{1,3})(?: ans?)?")
OLDEST = 120


@dataclass(frozen=True, slots=True)
class Guess:
    """A code; empty when nothing is proposed. Not `is_sure`: the person looks at it before it counts."""

    code: str = ""
    is_sure: bool = False


@lru_cache(maxsize=64)
def _labels(liste: str) -> Mapping[str, str]:
    """Every known spelling of the values in force, with its code."""
    found = {normalise(texte): code for texte, code in SYNONYMES.get(liste, {}).items()}
    for entree in nomenclatures.in_force(liste, VERSIONS[VERSION]):
        for texte in (entree.court, entree.libelle, entree.code):
            found[normalise(texte)] = entree.code
    return {normalise(texte): code for texte, code in NON_REPONSES_DITES.items()} | found


def guess(liste: str, texte: str) -> Guess:
    """The value a label stands for; a sensitive one gives its general value, which a contact may hold."""
    labels, plain = _labels(liste), normalise(texte)
    code, is_sure = labels.get(plain, ""), True
    if not code and len(plain) >= SHORTEST_GUESSED:
        near = get_close_matches(plain, labels, n=1, cutoff=CLOSENESS)
        code, is_sure = (labels[near[0]], False) if near else ("", False)
    if not code:
        return Guess()
    general = _general(liste, code)
    return Guess(general, is_sure and general == code)


def _general(liste: str, code: str) -> str:
    while nomenclatures.is_sensible(liste, code):
        parent = nomenclatures.parent_of(liste, code)
        if parent is None:
            return NON_DEMANDE
        code = parent
    return code


@lru_cache(maxsize=1)
def _bounds() -> tuple[tuple[str, int, int], ...]:
    """Each age band with its first and last year, read from its code: A25_49, A75P."""
    codes = [entree.code for entree in nomenclatures.in_force("TRANCHE_AGE", VERSIONS[VERSION])]
    return tuple((code, int(code[1:3]), OLDEST if code.endswith("P") else int(code[4:6])) for code in codes)


def tranche_of(age: int) -> str:
    """The age band of an age in years, which is not kept; empty beyond a human life."""
    return next((code for code, first, last in _bounds() if first <= age <= last), "")


def guess_age(texte: str) -> Guess:
    """An age or a band; a band that overlaps two of ours is left to the person, never cut in two."""
    plain = normalise(texte.replace("-", " - ") if texte[:1] != "-" else "moins de " + texte[1:])
    if found := _AGE.fullmatch(plain):
        code = tranche_of(int(found[1]))
        return Guess(code, bool(code))
    first, last = _ends(plain)
    within = [code for code, low, high in _bounds() if low <= first and last <= high]
    code = within[0] if within else _labels("TRANCHE_AGE").get(normalise(texte), "")
    return Guess(code, bool(code))  # no near label: « 60-69 ans » is one sign away from « 60-64 ans »


def _ends(plain: str) -> tuple[int, int]:
    if found := _RANGE.fullmatch(plain):
        return int(found[1]), int(found[2])
    if found := _UNDER.fullmatch(plain):
        return 0, int(found[1]) - 1
    if found := _FROM.fullmatch(plain):
        return int(found[1]), OLDEST
    return -1, OLDEST + 1


def guess_premiere_fois(texte: str) -> Guess:
    plain = normalise(texte)
    if plain in {"oui", "o", "x", "1", "vrai", "nouveau", "nouvelle", "premiere", "premier", "premiere fois", "yes"}:
        return Guess(PremiereFois.OUI, is_sure=True)
    if plain in {"non", "n", "0", "faux", "deja", "ancien", "ancienne", "connu", "connue", "deja venu", "deja venue"}:
        return Guess(PremiereFois.NON, is_sure=True)
    code = _labels("VALEUR_MANQUANTE").get(plain, "")
    return Guess(code, bool(code))


def choices(liste: str) -> list[tuple[str, str]]:
    """What a person may choose for a label: values in force a contact may hold, then the non-answers."""
    values = [e for e in nomenclatures.in_force(liste, VERSIONS[VERSION]) if not e.sensible]
    return [(entree.code, entree.libelle) for entree in (*values, *_non_reponses())]


def _non_reponses() -> Iterable[nomenclatures.Entree]:
    return (entree for entree in nomenclatures.liste("VALEUR_MANQUANTE").entrees if entree.code in NON_REPONSES)
