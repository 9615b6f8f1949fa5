"""From the lines of a sheet to séances and contacts, or to what is wrong, cell by cell.

Lines of one day, half-day, place and mode make one séance. A line that counts several people and says something of
them is refused: attributes of a group are never given to invented individuals.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from asv.domain.contacts import CONTACT, SALUTATION, ContactDraft, parse_contact
from asv.domain.nomenclatures import VERSION
from asv.domain.reprise import cibles
from asv.domain.reprise.cellules import CellReader, CellRefused, Valeur
from asv.domain.reprise.cibles import CIBLES, OF_SEANCE, PAR_DEFAUT
from asv.domain.reprise.cloture import Cloture
from asv.domain.reprise.correspondance import Correspondance
from asv.domain.reprise.entetes import header_rank
from asv.domain.reprise.lieux import Lieux
from asv.domain.reprise.residence import residence_of
from asv.domain.saisie import InvalidField
from asv.domain.seances import SeanceDraft, parse_seance
from asv.spreadsheets.cells import Sheet, letter

MOST_CONTACTS = 20_000
MOST_TO_SEE = 80
MOST_SHOWN, MOST_ADDRESSES = 8, 10
NOBODY = UUID(int=0)
OUTSIDE = "Cette commune n’est pas du territoire : l’activité menée ailleurs ne se reprend pas ici."
MISSING = "Il manque ici : {quoi}. Complétez la cellule, ou choisissez une valeur pour toutes les lignes."
GROUP = (
    "Cette ligne compte plusieurs personnes et dit quelque chose d’elles : faites une ligne par personne, ou gardez le "
    "nombre seul."
)
TOO_MANY = f"Ce fichier fait plus de {MOST_CONTACTS} contacts : coupez-le par année."
LOOKS_FREE = (
    "Cette colonne contient trop de valeurs différentes : elle ressemble à du texte libre, qui ne se reprend pas. "
    "Choisissez « Ne pas reprendre »."
)


@dataclass(frozen=True, slots=True)
class Erreur:
    """`adresse`: « B12 », « ligne 12 » or « colonne B »."""

    adresse: str
    message: str


@dataclass(slots=True)
class Apercu:
    """What an import would do. Blank lines count nowhere.

    `contacts`: rank of the séance, contact, how many times. `exemples`: the first lines, by number, as stored.
    """

    lignes: int = 0
    retenues: int = 0
    seances: list[SeanceDraft] = field(default_factory=list)
    contacts: list[tuple[int, ContactDraft, int]] = field(default_factory=list)
    exemples: list[tuple[int, SeanceDraft, list[tuple[ContactDraft, int]]]] = field(default_factory=list)
    erreurs: list[Erreur] = field(default_factory=list)
    a_voir: list[Valeur] = field(default_factory=list)

    @property
    def jours(self) -> tuple[date, date] | None:
        days = [seance.date for seance in self.seances]
        return (min(days), max(days)) if days else None


def grouped(erreurs: Iterable[Erreur]) -> list[tuple[str, str]]:
    """Each sentence once, with the addresses it is about: the first ones, and how many more."""
    found: dict[str, list[str]] = {}
    for erreur in erreurs:
        found.setdefault(erreur.message, []).append(erreur.adresse)
    return [(_addresses(adresses), message) for message, adresses in found.items()]


def _addresses(adresses: Sequence[str]) -> str:
    shown, more = ", ".join(adresses[:MOST_ADDRESSES]), len(adresses) - MOST_ADDRESSES
    return f"{shown} et {more} de plus" if more > 0 else shown


class LineRefused(Exception):  # noqa: N818 - a refusal, as in asv.domain.errors
    """`champs`: the fields the sentence is about."""

    def __init__(self, message: str, *champs: str) -> None:
        super().__init__(message)
        self.message, self.champs = message, champs


def convert(sheet: Sheet, correspondance: Correspondance, lieux: Lieux, cloture: Cloture) -> Apercu:
    """Read every line; nothing is stored. A faulty line gives its errors and no contact."""
    converter = _Converter(correspondance, lieux, cloture, CellReader(correspondance, lieux, sheet.day_zero))
    first = header_rank(sheet) + 1
    for number, row in enumerate(sheet.rows[first:], start=first + 1):
        converter.take(number, row)
    return converter.close()


class _Converter:
    def __init__(self, correspondance: Correspondance, lieux: Lieux, cloture: Cloture, reader: CellReader) -> None:
        self.correspondance, self.lieux, self.cloture, self.reader = correspondance, lieux, cloture, reader
        self.columns = [(rang, nom) for rang, nom in enumerate(correspondance.colonnes) if nom]
        self.apercu = Apercu()
        self.total = 0
        self.ranks: dict[tuple[Any, ...], int] = {}
        self.drafts: dict[tuple[Any, ...], ContactDraft | InvalidField] = {}

    def take(self, number: int, row: Sequence[str]) -> None:
        cells = [(rang, nom, row[rang]) for rang, nom in self.columns if rang < len(row) and row[rang]]
        if not cells:
            return
        self.apercu.lignes += 1
        values, errors = self._values(number, cells)
        if not errors:
            try:
                self._keep(number, values)
            except LineRefused as refusal:
                errors = [Erreur(self._address(number, cells, refusal.champs), refusal.message)]
        self.apercu.erreurs.extend(errors)
        self.apercu.retenues += not errors

    def _values(self, number: int, cells: Iterable[tuple[int, str, str]]) -> tuple[dict[str, Any], list[Erreur]]:
        values: dict[str, Any] = {}
        errors = []
        for rang, nom, cell in cells:
            try:
                value = self.reader.read(nom, cell)
            except CellRefused as refusal:
                errors.append(Erreur(f"{letter(rang)}{number}", refusal.message))
            else:
                values[nom] = values.get(nom, []) + value if isinstance(value, list) else value
        return values, errors

    def _keep(self, number: int, values: dict[str, Any]) -> None:
        nombre, salutations = values.pop(cibles.NOMBRE, None), values.pop(cibles.SALUTATIONS, 0)
        seance = self._seance(values)
        known = {nom: value for nom, value in values.items() if nom not in OF_SEANCE and value not in (None, [])}
        contacts = []
        if known or nombre or (nombre is None and not salutations):
            times = 1 if nombre is None else nombre
            if known and times != 1:
                raise LineRefused(GROUP, cibles.NOMBRE)
            contacts.append((self._contact(CONTACT, known), times))
        if salutations:
            contacts.append((self._contact(SALUTATION, {cibles.NOMBRE: salutations}), 1))
        self.total += sum(times for _, times in contacts)
        if self.total > MOST_CONTACTS:
            raise LineRefused(TOO_MANY)
        rank = self.ranks.setdefault(seance, len(self.ranks))
        if rank == len(self.apercu.seances):
            self.apercu.seances.append(self._parsed(seance))
        if len(self.apercu.exemples) < MOST_SHOWN:
            self.apercu.exemples.append((number, self.apercu.seances[rank], contacts))
        self.apercu.contacts.extend((rank, draft, times) for draft, times in contacts if times)

    def _seance(self, values: dict[str, Any]) -> tuple[Any, ...]:
        """What tells one séance from another; refuses what its parsing would refuse."""
        if cibles.DATE not in values:
            raise LineRefused(MISSING.format(quoi="la date"), cibles.DATE)
        day, creneau = values[cibles.DATE]
        if message := self.cloture.refusal_of(day):
            raise LineRefused(message, cibles.DATE)
        filled = {nom: values.get(nom) or self.correspondance.defauts.get(nom) for nom in PAR_DEFAUT}
        filled[cibles.CRENEAU] = values.get(cibles.CRENEAU) or creneau or filled[cibles.CRENEAU]
        qpv = values.get(cibles.QPV)
        qpv = None if qpv == "HORS" else qpv
        filled[cibles.COMMUNE] = (
            values.get(cibles.COMMUNE) or (qpv and self.lieux.only_commune(qpv)) or filled[cibles.COMMUNE]
        )
        if filled[cibles.COMMUNE] == "AILLEURS":
            raise LineRefused(OUTSIDE, cibles.COMMUNE)
        if missing := [nom for nom in PAR_DEFAUT if not filled[nom]]:
            raise LineRefused(MISSING.format(quoi=", ".join(CIBLES[nom].libelle.lower() for nom in missing)), *missing)
        key = (day, filled[cibles.CRENEAU], filled[cibles.COMMUNE], qpv, filled[cibles.LIEU], filled[cibles.MODE])
        if key not in self.ranks:
            self._parsed(key)
        return key

    def _parsed(self, key: tuple[Any, ...]) -> SeanceDraft:
        day, creneau, commune, qpv, lieu_type, mode = key
        contenu = {
            "date": day.isoformat(), "creneau": creneau, "commune": commune, "qpv": qpv, "lieu_type": lieu_type,
            "mode": mode, "nomenclature": VERSION,
        }  # fmt: skip
        try:
            # The two clock bounds are those of a tablet; `cloture` holds the days of an import.
            return parse_seance(contenu, today=day, places=self.lieux.places)
        except InvalidField as error:
            raise LineRefused(error.message, error.champ) from None

    def _contact(self, nature: str, known: dict[str, Any]) -> ContactDraft:
        contenu = {"seance": str(NOBODY), "nature": nature, "nomenclature": VERSION} | residence_of(known, self.lieux)
        key = tuple((nom, tuple(value) if isinstance(value, list) else value) for nom, value in sorted(contenu.items()))
        if key not in self.drafts:
            try:
                self.drafts[key] = parse_contact(contenu, today=self.cloture.today, places=self.lieux.places)
            except InvalidField as error:
                self.drafts[key] = error
        draft = self.drafts[key]
        if isinstance(draft, InvalidField):
            raise LineRefused(draft.message, draft.champ)
        return draft

    def _address(self, number: int, cells: Iterable[tuple[int, str, str]], champs: Sequence[str]) -> str:
        found = [f"{letter(rang)}{number}" for rang, nom, _ in cells if nom in champs]
        return found[0] if found else f"ligne {number}"

    def close(self) -> Apercu:
        self.apercu.a_voir = sorted(self.reader.a_voir.values(), key=lambda v: (bool(v.propose), v.cible, v.cle))
        for rang, nom in self.columns:
            met = sum(1 for valeur in self.apercu.a_voir if valeur.cible == nom)
            if met > MOST_TO_SEE:
                self.apercu.a_voir = [valeur for valeur in self.apercu.a_voir if valeur.cible != nom]
                self.apercu.erreurs.insert(0, Erreur(f"colonne {letter(rang)}", LOOKS_FREE))
        return self.apercu
