"""One cell for one field: its value, or the sentence that says why not. Nothing a cell held is ever quoted."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from asv.domain.champs import trace_of_a_person
from asv.domain.nomenclatures import NON_REPONSES, is_known
from asv.domain.reprise import cibles
from asv.domain.reprise.cibles import CIBLES, PAR_DEFAUT
from asv.domain.reprise.correspondance import Correspondance
from asv.domain.reprise.jours import parse_creneau, parse_day, parse_duration
from asv.domain.reprise.lieux import AILLEURS, HORS, Lieux
from asv.domain.reprise.texte import normalise
from asv.domain.reprise.valeurs import Guess, choices, guess, guess_age, guess_premiere_fois
from asv.spreadsheets.cells import Kind, kind_of, text_of

LONGEST_LABEL = 60
MOST_HEADS = 500
_APART, _FINER = re.compile(r"\s*[;|]\s*"), re.compile(r"\s*[,/]\s*|\s+\+\s+")

FORMULA = "Cette cellule est une formule : copiez la colonne, puis collez-la en « valeurs »."
IN_ERROR = "Cette cellule porte une erreur de calcul : corrigez-la ou videz-la."
TOO_LONG = "Ce texte est trop long pour être une réponse : le texte libre ne se reprend pas. Videz cette cellule."
PERSONAL = "Cette cellule semble contenir une donnée personnelle, qui ne se reprend jamais : videz-la."
NO_DAY = "Cette date n’est pas lisible : écrivez-la comme 12/05/2026."
NO_CRENEAU = "Ce moment n’est pas lisible : écrivez matin, après-midi, soir, ou une heure comme 14h30."
NO_DURATION = "Cette durée n’est pas lisible : écrivez un nombre de minutes, de 1 à 720."
NO_COUNT = f"Ce nombre n’est pas lisible : écrivez un nombre entier, de 0 à {MOST_HEADS}."
BIRTH = (
    "Cette cellule n’est pas un âge : une année ou une date de naissance ne se reprend pas. Mettez l’âge, ou videz-la."
)
TO_CHOOSE = "Cette valeur n’a pas encore de correspondance : choisissez-la dans la liste des valeurs."
TOO_MANY = "Il y a trop de réponses dans cette cellule : gardez-en {most} au plus."


class CellRefused(Exception):  # noqa: N818 - a refusal, as in asv.domain.errors
    """One cell cannot be taken; the sentence is for the person."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(slots=True)
class Valeur:
    """A label met in a column, to be looked at: what is proposed, what was chosen, and where it was met first."""

    cible: str
    cle: str
    texte: str
    propose: str
    choisi: str = ""


@dataclass(slots=True)
class CellReader:
    """Reads cells under one correspondance; the same text of the same field is worked out once."""

    correspondance: Correspondance
    lieux: Lieux
    day_zero: str
    a_voir: dict[tuple[str, str], Valeur] = field(default_factory=dict)
    _known: dict[tuple[str, str], Any] = field(default_factory=dict)

    def read(self, nom: str, cell: str) -> Any:
        """The value of a cell for a field; raises CellRefused."""
        key = (nom, cell)
        if key not in self._known:
            try:
                self._known[key] = self._read(nom, cell)
            except CellRefused as refusal:
                self._known[key] = refusal
        found = self._known[key]
        if isinstance(found, CellRefused):
            raise found
        return found

    def _read(self, nom: str, cell: str) -> Any:
        refusal = {Kind.FORMULA: FORMULA, Kind.ERROR: IN_ERROR, Kind.LONG: TOO_LONG}.get(kind_of(cell))
        if refusal:
            raise CellRefused(refusal)
        if nom == cibles.DATE:
            return _required(parse_day(cell, self.day_zero), NO_DAY)
        if nom == cibles.DUREE:
            return _required(parse_duration(cell), NO_DURATION)
        if nom in (cibles.NOMBRE, cibles.SALUTATIONS):
            return _count(cell)
        if nom == cibles.CRENEAU:
            return _required(parse_creneau(cell), NO_CRENEAU)
        return self._code(nom, cell)

    def _code(self, nom: str, cell: str) -> Any:
        kind, text = kind_of(cell), text_of(cell)
        if nom == cibles.AGE and (kind is Kind.DAY or (kind is Kind.NUMBER and float(text) > 120)):  # noqa: PLR2004
            raise CellRefused(BIRTH)
        if kind is Kind.BOOLEAN:
            text = "oui" if text == "1" else "non"
        most = CIBLES[nom].most
        codes = [code for part in self._parts(nom, text, most) if (code := self._one(nom, part))]
        codes = list(dict.fromkeys(codes))
        if len(codes) > most:
            raise CellRefused(TOO_MANY.format(most=most))
        return codes if most > 1 else next(iter(codes), None)

    def _parts(self, nom: str, text: str, most: int) -> list[str]:
        """A field of several answers may hold them in one cell; a comma cuts only where every part is known."""
        if most == 1:
            return [text]
        parts = []
        for part in filter(None, _APART.split(text)):
            finer = [one for one in _FINER.split(part) if one]
            is_list = (
                len(finer) > 1 and not self._guess(nom, part).code and all(self._guess(nom, one).code for one in finer)
            )
            parts.extend(finer if is_list else [part])
        return parts

    def _one(self, nom: str, text: str) -> str:
        chosen = self.correspondance.valeurs.get(nom, {}).get(normalise(text), "")
        found = self._guess(nom, text)
        if found.is_sure:
            # A séance needs its place and mode: « ? » leaves them to what was said for all lines.
            return "" if nom in PAR_DEFAUT and found.code in NON_REPONSES else found.code
        if len(text) > LONGEST_LABEL:
            raise CellRefused(TOO_LONG)
        if trace_of_a_person(text):
            raise CellRefused(PERSONAL)
        cle = normalise(text)
        self.a_voir.setdefault((nom, cle), Valeur(nom, cle, text, found.code, chosen))
        if not (chosen or found.code):
            raise CellRefused(TO_CHOOSE)
        return chosen or found.code

    def _guess(self, nom: str, text: str) -> Guess:
        special: Mapping[str, Callable[[str], Guess]] = {
            cibles.AGE: guess_age, cibles.PREMIERE_FOIS: guess_premiere_fois,
            cibles.COMMUNE: self.lieux.commune, cibles.COMMUNE_RESIDENCE: self.lieux.commune,
            cibles.QPV: self.lieux.quartier, cibles.QPV_RESIDENCE: self.lieux.quartier,
        }  # fmt: skip
        return special[nom](text) if nom in special else guess(CIBLES[nom].liste, text)


def _required(value: Any, message: str) -> Any:
    if value is None:
        raise CellRefused(message)
    return value


def _count(cell: str) -> int:
    kind, text = kind_of(cell), text_of(cell)
    if kind is Kind.TEXT and text.isascii() and text.isdigit():
        kind = Kind.NUMBER
    if kind is not Kind.NUMBER or float(text) != int(float(text)) or not 0 <= int(float(text)) <= MOST_HEADS:
        raise CellRefused(NO_COUNT)
    return int(float(text))


def offered(nom: str, lieux: Lieux) -> list[tuple[str, str]]:
    """What a person may choose for a label of this field."""
    if nom in (cibles.COMMUNE, cibles.COMMUNE_RESIDENCE):
        more = [(AILLEURS, "Hors de l’agglomération")] if nom == cibles.COMMUNE_RESIDENCE else []
        return [*sorted(lieux.communes.items(), key=lambda pair: pair[1]), *more]
    if nom in (cibles.QPV, cibles.QPV_RESIDENCE):
        return [*sorted(lieux.qpv.items(), key=lambda pair: pair[1]), (HORS, "Hors quartier prioritaire")]
    if nom == cibles.PREMIERE_FOIS:
        return [("OUI", "Oui"), ("NON", "Non"), ("ND", "Non demandé")]
    found = choices(CIBLES[nom].liste) if CIBLES[nom].liste else []
    return [pair for pair in found if pair[0] not in NON_REPONSES] if nom in PAR_DEFAUT else found


def may_stand(nom: str, code: str, lieux: Lieux) -> bool:
    """Whether a code chosen for a label, or for every line, is one that was offered."""
    if nom == cibles.CRENEAU:
        return parse_creneau(f"t{code}") == code
    liste = CIBLES[nom].liste
    return code in dict(offered(nom, lieux)) and (not liste or is_known(liste, code))
