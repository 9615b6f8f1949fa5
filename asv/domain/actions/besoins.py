"""Why an action exists: the needs that it documents. Without one, an action stays an idea."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from asv.domain import nomenclatures
from asv.domain.actions.etats import IDEE
from asv.domain.champs import Champs, codes_of
from asv.domain.errors import Conflict

TEXTE = 300
PRAPS = {
    1: "Lutter contre le renoncement et les retards de soins", 2: "Inclusion numérique en santé",
    3: "Offre spécifique et relais vers le droit commun", 4: "Décloisonner les acteurs",
    5: "Parole et expertise des personnes",
}  # fmt: skip
"""The five objectives of the PRAPS of Hauts-de-France, 2023-2028, in short. Source: PF2S, PRS révisé."""
LAST_NEED = (
    "C’est le seul besoin documenté de cette action, qui n’est plus une idée : ajoutez-en un autre avant de retirer "
    "celui-ci."
)


class NatureBesoin(StrEnum):
    """Where a need is known from."""

    PRIORITE = "priorite"
    SIGNAL = "signal"
    HABITANTS = "habitants"
    FREIN = "frein"
    THEME = "theme"
    PRS = "prs"
    PRAPS = "praps"
    CLS = "cls"

    @property
    def libelle(self) -> str:
        return _LIBELLES[self]

    @property
    def is_told(self) -> bool:
        """Whether it is nothing without a few words: what the inhabitants said, which objective."""
        return self in {NatureBesoin.HABITANTS, NatureBesoin.PRS, NatureBesoin.CLS}


_LIBELLES = {
    NatureBesoin.PRIORITE: "Priorité retenue", NatureBesoin.SIGNAL: "Signal du terrain",
    NatureBesoin.HABITANTS: "Parole d’habitants", NatureBesoin.FREIN: "Difficulté relevée par le diagnostic",
    NatureBesoin.THEME: "Thème relevé par le diagnostic", NatureBesoin.PRS: "Objectif du projet régional de santé",
    NatureBesoin.PRAPS: "Objectif du PRAPS", NatureBesoin.CLS: "Axe du contrat local de santé",
}  # fmt: skip
_LISTES = {NatureBesoin.FREIN: "FREIN", NatureBesoin.THEME: "THEME_SANTE", NatureBesoin.SIGNAL: "SIGNAL"}


@dataclass(frozen=True, slots=True)
class BesoinSaisi:
    """A need as typed. `objet`: « nature:code » or « nature:identifier », as `offered` and the page list them."""

    objet: str = ""
    texte: str = ""
    is_confirme: bool = False

    def __bool__(self) -> bool:
        return bool(self.objet or self.texte.strip())


@dataclass(frozen=True, slots=True)
class Objet:
    """A priorité or a signal that a need may name. `code`: kind of the signal, None for a priorité."""

    id: UUID
    nature: NatureBesoin
    libelle: str
    code: str | None = None
    qpv: str | None = None


@dataclass(frozen=True, slots=True)
class Besoin:
    nature: NatureBesoin
    code: str | None
    objet_id: UUID | None
    qpv: str | None
    texte: str


def offered(today: date) -> dict[NatureBesoin, tuple[str, ...]]:
    """Codes that a need may name without looking anything up, by nature, in the order shown."""
    return {
        NatureBesoin.HABITANTS: ("",),
        NatureBesoin.FREIN: codes_of("FREIN", today),
        NatureBesoin.THEME: codes_of("THEME_SANTE", today),
        NatureBesoin.PRS: ("",),
        NatureBesoin.PRAPS: tuple(str(number) for number in PRAPS),
        NatureBesoin.CLS: ("",),
    }


def check_besoin(saisi: BesoinSaisi, objets: Iterable[Objet], today: date, champs: Champs | None = None) -> Besoin:
    """A need ready to be kept. `objets`: what the acteur may name; with `champs`, refusals join those of a form."""
    gathered = champs or Champs()
    gathered.confirme = saisi.is_confirme
    named, _, code = saisi.objet.partition(":")
    found = next((objet for objet in objets if (objet.nature, str(objet.id)) == (named, code)), None)
    is_listed = named in set(NatureBesoin) and code in offered(today).get(NatureBesoin(named), ())
    if found is None and not is_listed:
        gathered.refuse("besoin", "Choisissez à quel besoin répond l’action.")
    nature = NatureBesoin(named) if found or is_listed else NatureBesoin.HABITANTS
    told = "Dites en quelques mots lequel, sans désigner personne." if nature.is_told else ""
    texte = gathered.free_text("besoin_texte", saisi.texte, TEXTE, missing=told, lines=True)
    if champs is None:
        gathered.settle()
    if found is not None:
        return Besoin(nature, found.code, found.id, found.qpv, texte)
    return Besoin(nature, code or None, None, None, texte)


def check_removal(etat: str, besoins: int) -> None:
    """Refuse to take away the last need of an action that is no longer an idea."""
    if etat != IDEE and besoins <= 1:
        raise Conflict(LAST_NEED)


def libelle_besoin(nature: str, code: str | None) -> str:
    """What the need is, in words: « Reste à charge trop élevé », « PRAPS, objectif 2 : … », « Parole d’habitants »."""
    known = NatureBesoin(nature)
    if known is NatureBesoin.PRAPS and code:
        return f"PRAPS, objectif {code} : {PRAPS[int(code)].lower()}"
    if code and known in _LISTES:
        return nomenclatures.entree(_LISTES[known], code).libelle
    return known.libelle
