"""From the headers of a file to what each column fills; columns about a named person are left out at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from asv.domain.reprise.cibles import CIBLES
from asv.domain.reprise.texte import normalise
from asv.spreadsheets.cells import Kind, Sheet, kind_of, letter, text_of

LONGEST_SHOWN = 60
SEARCHED = 10
PERSONAL = frozenset({
    "nom", "noms", "prenom", "prenoms", "patronyme", "identite", "initiales", "tel", "telephone", "telephones",
    "portable", "mobile", "gsm", "mail", "mails", "email", "e", "courriel", "adresse", "adresses", "rue",
    "naissance", "ne", "nee", "ddn", "dn", "secu", "nir", "nss", "allocataire", "immatriculation", "matricule",
    "dossier", "beneficiaire", "usager", "patient", "nationalite", "pays", "religion", "sejour", "revenu",
    "revenus", "salaire", "ressources", "signature", "photo", "iban", "medecin", "conjoint", "enfant",
    "enfants", "numero", "identifiant",
})  # fmt: skip
FREE_TEXT = frozenset({
    "commentaire", "commentaires", "observation", "observations", "remarque", "remarques", "note", "notes",
    "precision", "precisions", "detail", "details", "recit", "texte", "libre", "compte", "rendu", "cr", "suite",
    "suites", "description", "descriptif", "resume", "situation", "diagnostic", "pathologie", "pathologies",
    "maladie", "traitement", "traitements", "medicament", "medicaments", "antecedents", "bilan", "demande",
})  # fmt: skip
PLACES = frozenset({
    "commune", "ville", "quartier", "qpv", "lieu", "structure", "permanence", "site",
})  # fmt: skip


class Sort(StrEnum):
    """What becomes of a column."""

    REPRISE = "reprise"
    PERSONNELLE = "personnelle"
    TEXTE_LIBRE = "texte_libre"
    INCONNUE = "inconnue"
    VIDE = "vide"

    @property
    def is_never_read(self) -> bool:
        return self in (Sort.PERSONNELLE, Sort.TEXTE_LIBRE, Sort.VIDE)


@dataclass(frozen=True, slots=True)
class Colonne:
    """`rang` from 0; `cible`: the field guessed, empty when none is."""

    rang: int
    entete: str
    sort: Sort
    cible: str = ""

    @property
    def lettre(self) -> str:
        return letter(self.rang)


_EXACT = {normalise(entete): nom for nom, cible in CIBLES.items() for entete in (*cible.entetes, cible.libelle, nom)}
_INSIDE = sorted(((e, nom) for e, nom in _EXACT.items() if len(e) > 3), key=lambda pair: -len(pair[0]))  # noqa: PLR2004


def header_rank(sheet: Sheet) -> int:
    """Rank of the line of headers: the one of the first lines where most columns are known; titles may stand above."""
    known = [
        sum(sort_of(text_of(cell))[0] is Sort.REPRISE for cell in row if kind_of(cell) is Kind.TEXT)
        for row in sheet.rows[:SEARCHED]
    ]
    return known.index(max(known, default=0)) if known else 0


def read_columns(sheet: Sheet) -> list[Colonne]:
    """Each column with its guess; a field that takes one value takes one column, the first."""
    header = sheet.rows[header_rank(sheet)] if sheet.rows else ()
    width = max(map(len, sheet.rows), default=0)
    found, taken = [], set()
    for rang in range(width):
        cell = header[rang] if rang < len(header) else ""
        entete = text_of(cell)[:LONGEST_SHOWN] if kind_of(cell) is Kind.TEXT else ""
        sort, cible = sort_of(entete)
        if kind_of(cell) is Kind.LONG:
            sort = Sort.TEXTE_LIBRE
        if cible and cible in taken and CIBLES[cible].most == 1:
            sort, cible = Sort.INCONNUE, ""
        taken.add(cible)
        found.append(Colonne(rang, entete, sort, cible))
    return found


def sort_of(entete: str) -> tuple[Sort, str]:
    """What a header announces, and the field it fills. The exact names first, then what betrays a person."""
    plain = normalise(entete)
    if not plain:
        return Sort.VIDE, ""
    if plain in _EXACT:
        return Sort.REPRISE, _EXACT[plain]
    words = set(plain.split())
    if words & PERSONAL and not ("nom" in words and words & PLACES and not words & (PERSONAL - {"nom"})):
        return Sort.PERSONNELLE, ""
    if words & FREE_TEXT:
        return Sort.TEXTE_LIBRE, ""
    inside = next((nom for phrase, nom in _INSIDE if f" {phrase} " in f" {plain} "), "")
    return (Sort.REPRISE, inside) if inside else (Sort.INCONNUE, "")


def without_persons(sheet: Sheet, colonnes: Sequence[Colonne]) -> Sheet:
    """The same sheet, the cells of the columns that are never read emptied: nothing keeps them, not even an hour."""
    hidden = {colonne.rang for colonne in colonnes if colonne.sort.is_never_read}
    first = header_rank(sheet)
    above = [()] * first  # titles may name somebody
    below = [tuple("" if rang in hidden else cell for rang, cell in enumerate(row)) for row in sheet.rows[first + 1 :]]
    return Sheet(sheet.kind, (*above, sheet.rows[first], *below), sheet.others, sheet.day_zero)
