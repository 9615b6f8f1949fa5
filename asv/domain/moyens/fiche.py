"""An offer or a request of means, as typed and as kept."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from asv.domain.champs import Champs, codes_of
from asv.domain.moyens.usages import is_lent, unite_of
from asv.domain.nomenclatures.enumerations import Creneau
from asv.domain.territoires import Cellule

LIBELLE, DESCRIPTION, CONDITIONS = 120, 600, 300
HIGHEST = 100_000
LONGEST = timedelta(days=2 * 365)
WEEK = range(1, 8)
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_PERSONS = "personnes|patients|patientes|habitants|habitantes|assurés|assurées|allocataires|bénéficiaires|adhérents"
_LIST = re.compile(
    rf"\b(?:listes?|listings?|fichiers?|coordonnées|adresses|noms|numéros)\b[^.;\n]{{0,40}}\b(?:{_PERSONS})\b"
    r"|\b(?:transmettre|transmission|communiquer|envoyer|extraire|extraction|donner|fournir|partager)\b[^.;\n]{0,25}"
    r"\b(?:fichier|liste|listing|coordonnées)\b",
    re.IGNORECASE,
)
NO_LIST = (
    "Une liste de personnes ne se demande pas et ne se transmet pas. La structure qui tient le fichier envoie "
    "elle-même l’invitation : décrivez l’invitation, à qui elle s’adresse et combien d’envois, avec le moyen "
    "« Invitation par fichier du partenaire »."
)


class Sens(StrEnum):
    OFFRE = "offre"
    DEMANDE = "demande"

    @property
    def libelle(self) -> str:
        return {"offre": "Offre", "demande": "Demande"}[self.value]


class EtatMoyen(StrEnum):
    OUVERT = "ouvert"
    FERME = "ferme"
    POURVU = "pourvu"

    @property
    def libelle(self) -> str:
        return {"ouvert": "Ouverte", "ferme": "Retirée", "pourvu": "Pourvue"}[self.value]


@dataclass(frozen=True, slots=True)
class MoyenSaisi:
    """As typed. `endroit`: « commune » or « commune:QPV », empty for what comes to the place of the action."""

    sens: str
    code: str
    libelle: str
    quantite: str
    debut: str
    fin: str
    description: str = ""
    endroit: str = ""
    jours: tuple[str, ...] = ()
    creneaux: tuple[str, ...] = ()
    valeur: str = ""
    conditions: str = ""
    is_sur_accord: bool = False
    is_confirme: bool = False


@dataclass(frozen=True, slots=True)
class FicheMoyen:
    """Ready to be kept. `jours`: 1 for Monday; none means every day, as no half-day means all."""

    sens: Sens
    code: str
    libelle: str
    description: str
    cellule: Cellule | None
    quantite: int
    debut: date
    fin: date
    jours: tuple[int, ...]
    creneaux: tuple[str, ...]
    valeur: Decimal | None
    conditions: str
    is_sur_accord: bool


def check_moyen(saisi: MoyenSaisi, *, cellules: Collection[Cellule], today: date) -> FicheMoyen:
    """An offer or a request ready to be kept; raises Incorrect with every field to correct."""
    champs = Champs(confirme=saisi.is_confirme)
    sens = Sens(saisi.sens) if saisi.sens in set(Sens) else _wrong(champs)
    code = champs.code("code", saisi.code, "MOYEN", today, missing="Choisissez le moyen dans la liste.")
    libelle = champs.free_text("libelle", saisi.libelle, LIBELLE, missing="Dites en quelques mots de quoi il s’agit.")
    description = champs.free_text("description", saisi.description, DESCRIPTION, lines=True, of_a_place=True)
    conditions = champs.free_text("conditions", saisi.conditions, CONDITIONS, lines=True)
    refuse_lists(champs, libelle=libelle, description=description, conditions=conditions)
    debut, fin = _period(champs, saisi, today)
    fiche = FicheMoyen(
        sens, code, libelle, description, _place(champs, saisi.endroit, cellules), _quantity(champs, saisi, code),
        debut, fin, _weekdays(champs, saisi), _half_days(champs, saisi, code),
        champs.decimal("valeur", saisi.valeur, wrong="Donnez la valeur d’une unité en euros, par exemple 45 ou 12,50."),
        conditions, saisi.is_sur_accord and sens is Sens.OFFRE,
    )  # fmt: skip
    champs.settle()
    return fiche


def _wrong(champs: Champs) -> Sens:
    champs.refuse("sens", "Dites si c’est une offre ou une demande.")
    return Sens.OFFRE


def refuse_lists(champs: Champs, **texts: str) -> None:
    """Nobody hands over a list of persons: whoever holds the file sends the invitation."""
    for champ, texte in texts.items():
        if asks_for_a_list(texte):
            champs.refuse(champ, NO_LIST)


def asks_for_a_list(texte: str) -> bool:
    """Whether a text asks for, or offers, a list of persons rather than an invitation."""
    return bool(_LIST.search(texte))


def _quantity(champs: Champs, saisi: MoyenSaisi, code: str) -> int:
    is_whole = saisi.quantite.isascii() and saisi.quantite.isdigit() and len(saisi.quantite) < len(str(HIGHEST)) + 1
    if is_whole and 1 <= int(saisi.quantite) <= HIGHEST:
        return int(saisi.quantite)
    counted = "combien à la fois, par exemple 1 salle" if is_lent(code) else "combien en tout, par exemple 200"
    champs.refuse("quantite", f"Dites {counted} : un nombre entier, de 1 à 100 000.")
    return 1


def _period(champs: Champs, saisi: MoyenSaisi, today: date) -> tuple[date, date]:
    debut = champs.day("debut", saisi.debut, missing="Indiquez le premier jour.")
    fin = champs.day("fin", saisi.fin, missing="Indiquez le dernier jour.")
    if not champs.has_refused("debut", "fin"):
        if fin < debut:
            champs.refuse("fin", "Le dernier jour vient après le premier.")
        elif fin < today:
            champs.refuse("fin", "Cette période est passée : indiquez un dernier jour à venir.")
        elif fin - debut > LONGEST:
            champs.refuse("fin", "Annoncez deux ans au plus : vous prolongerez ensuite.")
    return debut, fin


def _place(champs: Champs, endroit: str, cellules: Collection[Cellule]) -> Cellule | None:
    if not endroit:
        return None
    commune, _, qpv = endroit.partition(":")
    cellule = Cellule(commune, qpv or None)
    if cellule not in cellules:
        champs.refuse("endroit", "Choisissez un lieu de la liste : commune, puis quartier ou hors quartier.")
    return cellule


def _weekdays(champs: Champs, saisi: MoyenSaisi) -> tuple[int, ...]:
    known = [str(day) for day in WEEK]
    chosen = champs.codes("jours", saisi.jours, known, unknown="Choisissez des jours de la semaine.")
    kept = sorted(int(day) for day in chosen if day in known)
    return () if len(kept) == len(known) else tuple(kept)


def _half_days(champs: Champs, saisi: MoyenSaisi, code: str) -> tuple[str, ...]:
    known = [creneau.value for creneau in Creneau]
    chosen = champs.codes("creneaux", saisi.creneaux, known, unknown="Choisissez matin, après-midi ou soir.")
    if not is_lent(code) or len(chosen) == len(known):
        return ()
    return tuple(creneau for creneau in known if creneau in chosen)


def moyens_of(today: date) -> tuple[str, ...]:
    """Codes of the means that may be offered or asked for today."""
    return codes_of("MOYEN", today)


def said_quantity(code: str, quantite: int) -> str:
    """« 2 à la fois » for what is lent, « 200 unités » for what is used up."""
    if is_lent(code):
        return f"{quantite} à la fois"
    unite = unite_of(code)
    plural = f"{unite}s" if quantite > 1 and unite.isalpha() and not unite.endswith("x") else unite
    return f"{quantite} {plural.replace('jeus', 'jeux')}"
