"""A directory kept in a spreadsheet: what each line would make here, before anything is written.

Headers are recognised by their words; a line is created, known already, alike (a person decides) or refused.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial

from asv.domain import nomenclatures
from asv.domain.champs import Incorrect, codes_of
from asv.domain.errors import Refused
from asv.domain.structures.accueil import ACCESSIBILITES, LANGUES_PARLEES
from asv.domain.structures.fiche import FicheStructure, check_fiche
from asv.domain.structures.similitude import similar
from asv.domain.territoires import plain_words
from asv.spreadsheets.cells import Kind, Sheet, kind_of, text_of

MOST_LINES = 500
COLONNES: Mapping[str, tuple[str, frozenset[str]]] = {
    "nom": ("Nom", frozenset({"nom de la structure", "structure", "raison sociale", "denomination", "organisme"})),
    "type": ("Type", frozenset({"type de structure", "categorie", "nature"})),
    "commune": ("Commune", frozenset({"ville", "commune d implantation"})),
    "siret": ("SIRET", frozenset({"numero siret", "n siret", "no siret"})),
    "communes": ("Communes d’intervention", frozenset({"communes", "intervient a"})),
    "qpv": ("Quartiers d’intervention", frozenset({"quartiers", "qpv"})),
    "offre": ("Ce qu’elle propose", frozenset({"offre", "missions", "services", "activites"})),
    "horaires": ("Horaires", frozenset({"heures d ouverture", "horaires d ouverture", "ouverture"})),
    "fonction_contact": ("À qui s’adresser", frozenset({"contact", "fonction", "fonction contact", "service"})),
    "telephone_accueil": ("Téléphone de l’accueil", frozenset({"telephone", "tel", "telephone accueil", "standard"})),
    "langues": ("Langues parlées", frozenset({"langues", "langue"})),
    "accessibilites": ("Accès", frozenset({"accessibilite", "accessibilites"})),
}
SHORT_ACCESS = {
    "pmr": "AX_PMR", "fauteuil": "AX_PMR", "boucle": "AX_BOUCLE", "lsf": "AX_LSF", "falc": "AX_FALC",
    "gratuit": "AX_GRATUIT", "domicile": "AX_DOMICILE", "ascenseur": "AX_ASCENSEUR",
}  # fmt: skip
NO_NAME = "Ce fichier n’a pas de colonne « Nom » : partez du modèle, ou nommez-la ainsi sur la première ligne."
TOO_MANY = f"Ce fichier a trop de lignes : {MOST_LINES} structures au plus à la fois. Coupez-le."
UNREAD = {
    Kind.FORMULA: "cette cellule contient une formule : copiez sa valeur.",
    Kind.ERROR: "cette cellule contient une erreur : corrigez-la.",
    Kind.LONG: "ce texte est trop long pour un tableur : 200 caractères au plus ; complétez la fiche ensuite.",
}
_SEPARATED = re.compile(r"[;,/\n]")
_SHORT_PHONE_DIGITS = 9


class Sort(StrEnum):
    """What becomes of a line."""

    CREEE = "creee"
    CONNUE = "connue"
    RESSEMBLE = "ressemble"
    REFUSEE = "refusee"


@dataclass(frozen=True, slots=True)
class Lieux:
    """Codes by name, as words: « loos en gohelle » gives 62528."""

    communes: Mapping[str, str]
    qpv: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Connue:
    """A sheet that exists, or an earlier line: `ou` says where, for the person who reads."""

    nom: str
    commune: str
    siret: str
    ou: str


@dataclass(frozen=True, slots=True)
class Ligne:
    """`numero`: as in the spreadsheet, headers are line 1. `dits`: what is wrong, or what it looks like."""

    numero: int
    fiche: FicheStructure
    sort: Sort
    dits: tuple[str, ...] = ()


def as_words(text: str) -> str:
    return " ".join(plain_words(text))


def columns_read(sheet: Sheet) -> tuple[dict[str, int], list[str]]:
    """Where each field stands, and the headers that mean nothing here. Raises Refused without a name or over 500."""
    headers = [text_of(cell) for cell in sheet.rows[0]]
    known = {as_words(label): champ for champ, (label, _) in COLONNES.items()}
    known |= {word: champ for champ, (_, words) in COLONNES.items() for word in words}
    found: dict[str, int] = {}
    unknown = []
    for rank, header in enumerate(headers):
        champ = known.get(as_words(header))
        if champ is None or champ in found:
            unknown.append(header)
        else:
            found[champ] = rank
    if "nom" not in found:
        raise Refused(NO_NAME)
    if len(sheet.rows) > MOST_LINES + 1:
        raise Refused(TOO_MANY)
    return found, [header for header in unknown if header]


def read_lines(
    sheet: Sheet, lieux: Lieux, connues: Iterable[Connue], *, today: date, is_confirme: bool = False
) -> list[Ligne]:
    """What each line that says something would make, in the order of the file."""
    columns, _ = columns_read(sheet)
    read, seen = [], list(connues)
    by_name = _codes_by_name(lieux, today)
    for numero, row in enumerate(sheet.rows[1:], start=2):
        if any(row):
            read.append(_line(numero, row, columns, by_name, lieux, seen, today, is_confirme))
            fiche = read[-1].fiche
            seen.append(Connue(fiche.nom, fiche.commune, fiche.siret, f"ligne {numero}"))
    return read


def _line(  # noqa: PLR0917 - one line needs all that the file is read with
    numero: int, row: Sequence[str], columns: Mapping[str, int], by_name: Mapping[str, Mapping[str, str]],
    lieux: Lieux, seen: Sequence[Connue], today: date, is_confirme: bool,  # noqa: FBT001
) -> Ligne:  # fmt: skip
    fiche, dits = _typed(row, columns, by_name)
    try:
        checked = check_fiche(
            replace(fiche, is_confirme=is_confirme), communes=set(lieux.communes.values()),
            qpv=set(lieux.qpv.values()), today=today,
        )  # fmt: skip
    except Incorrect as refusal:
        wrong = [f"{COLONNES[champ][0]} : {message}" for champ, message in refusal.erreurs]
        return Ligne(numero, fiche, Sort.REFUSEE, (*dits, *wrong))
    if dits:
        return Ligne(numero, checked, Sort.REFUSEE, tuple(dits))
    sort, alike = _compared(checked, seen)
    return Ligne(numero, checked, sort, tuple(alike))


def _typed(
    row: Sequence[str], columns: Mapping[str, int], by_name: Mapping[str, Mapping[str, str]]
) -> tuple[FicheStructure, list[str]]:
    """The sheet that a line says, and what in it cannot be read."""
    values: dict[str, str | tuple[str, ...]] = {}
    dits: list[str] = []
    for champ, rank in columns.items():
        cell = row[rank] if rank < len(row) else ""
        if sentence := UNREAD.get(kind_of(cell)):
            dits.append(f"{COLONNES[champ][0]} : {sentence}")
            continue
        text = text_of(cell)
        if champ in by_name:
            codes, unknown = _codes(text, by_name[champ], is_several=champ not in ("type", "commune"))
            values[champ] = codes if champ not in ("type", "commune") else next(iter(codes), "")
            dits += [f"{COLONNES[champ][0]} : « {word} » n’est pas connu ici." for word in unknown]
        else:
            values[champ] = _plain(champ, text, kind_of(cell))
    return FicheStructure(**({"nom": "", "type": ""} | values)), dits  # type: ignore[arg-type]


def _plain(champ: str, text: str, kind: Kind) -> str:
    """A number that a spreadsheet stripped of its first zero gets it back."""
    if kind is Kind.NUMBER and text.endswith(".0"):
        text = text[:-2]
    if champ == "telephone_accueil" and kind is Kind.NUMBER and len(text) == _SHORT_PHONE_DIGITS:
        return f"0{text}"
    return text


def _codes(text: str, known: Mapping[str, str], *, is_several: bool) -> tuple[tuple[str, ...], list[str]]:
    parts = _SEPARATED.split(text) if is_several else [text]
    words = [part.strip() for part in parts if part.strip()]
    codes = {word: known.get(as_words(word)) or known.get(word) for word in words}
    return tuple(dict.fromkeys(code for code in codes.values() if code)), [w for w, code in codes.items() if not code]


def _codes_by_name(lieux: Lieux, today: date) -> dict[str, dict[str, str]]:
    types: dict[str, str] = {}
    for code in codes_of("TYPE_PARTENAIRE", today):
        entree = nomenclatures.entree("TYPE_PARTENAIRE", code)
        names = (code, entree.libelle, entree.court or entree.libelle, *entree.libelle.split(" / "))
        types |= {as_words(name): code for name in names}
    places = partial(dict[str, str])
    return {
        "type": types, "commune": places(lieux.communes), "communes": places(lieux.communes),
        "qpv": places(lieux.qpv),
        "langues": {as_words(name): code for code, nom in LANGUES_PARLEES.items() for name in (code, nom)},
        "accessibilites": {as_words(n): code for code, nom in ACCESSIBILITES.items() for n in (code, nom)}
        | SHORT_ACCESS,
    }  # fmt: skip


def _compared(fiche: FicheStructure, seen: Sequence[Connue]) -> tuple[Sort, list[str]]:
    """Known by its SIRET or by its very name in the same commune; alike by a name near enough."""
    same: Callable[[Connue], bool] = lambda one: bool(fiche.siret) and one.siret == fiche.siret  # noqa: E731
    if known := next(filter(same, seen), None):
        return Sort.CONNUE, [f"même SIRET que « {known.nom} » ({known.ou})"]
    near = [one for one in seen if not (one.commune and fiche.commune) or one.commune == fiche.commune]
    name = plain_words(fiche.nom)
    for one in near:
        if one.commune == fiche.commune and plain_words(one.nom) == name:
            return Sort.CONNUE, [f"« {one.nom} » ({one.ou})"]
    alike = similar(fiche.nom, [(one.nom, one) for one in near])
    dits = [f"ressemble à « {one.nom} » ({one.ou})" for one in alike[:3]]
    return (Sort.RESSEMBLE if alike else Sort.CREEE), dits


def template_lines() -> list[Sequence[str]]:
    """The file to fill: headers, then one example to remove."""
    example = {
        "nom": "Centre social d’exemple (à retirer)", "type": "Centre social", "offre": "Accueil, ateliers santé",
        "horaires": "Du lundi au vendredi, 9 h – 17 h", "fonction_contact": "Accueil",
        "telephone_accueil": "03 53 01 00 00", "langues": "français ; arabe", "accessibilites": "PMR ; FALC",
    }  # fmt: skip
    return [[label for label, _ in COLONNES.values()], [example.get(champ, "") for champ in COLONNES]]
