"""Fields of a form: what each may hold, in French, all refusals at once so that the person corrects them together."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date, time

from asv.domain import nomenclatures
from asv.domain.errors import Refused

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HOUR = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_DIRECTION_SIGNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_GAP = r"[ \t.\-/\u00a0\u202f]?"
_EMAIL = re.compile(r"[^\s@](?:@|\s?[(\[]at[)\]]\s?)[^\s@]+\.[^\s@]", re.IGNORECASE)
_PHONE = re.compile(rf"(?<![0-9])(?:\+33|0033|0){_GAP}(?:\(0\){_GAP})?[1-9](?:{_GAP}[0-9]{{2}}){{4}}(?![0-9])")
_NIR = re.compile(
    rf"(?<![0-9])[1-478]{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}{_GAP}(?:[0-9]{{2}}|2[AB]){_GAP}[0-9]{{3}}{_GAP}[0-9]{{3}}"
    rf"(?:{_GAP}[0-9]{{2}})?(?![0-9])|(?<![0-9])(?:[0-9]{{13}}|[0-9]{{15}})(?![0-9])",
    re.IGNORECASE,
)

READ_BY_ALL = "ce texte est lu par toutes les structures"
EMAIL_FOUND = f"Retirez l’adresse électronique : {READ_BY_ALL}. Le site transmet déjà les invitations."
PHONE_FOUND = (
    f"Retirez le numéro de téléphone : {READ_BY_ALL}. Celui de l’accueil se note sur la fiche de la structure."
)
NIR_FOUND = "Retirez ce long numéro : il ressemble à un numéro de sécurité sociale, qui ne s’écrit jamais ici."
_TRACES = ((_EMAIL, EMAIL_FOUND), (_NIR, NIR_FOUND), (_PHONE, PHONE_FOUND))


class Incorrect(Refused):
    """Some fields cannot be taken as they are; `erreurs` pairs each with its sentence, in the order of the form."""

    def __init__(self, erreurs: Iterable[tuple[str, str]]) -> None:
        self.erreurs = tuple(erreurs)
        super().__init__(" ".join(message for _, message in self.erreurs))


def trace_of_a_person(texte: str) -> str | None:
    """The refusal of a text that holds an e-mail, a phone number or what looks like a social security number."""
    return next((message for pattern, message in _TRACES if pattern.search(texte)), None)


def is_plain(texte: str, *, lines: bool = False) -> bool:
    """Whether a text holds no control character (but line ends where asked) and no hidden change of direction."""
    return not any(
        (unicodedata.category(sign) in {"Cc", "Cs"} and not (lines and sign in "\n\t")) or sign in _DIRECTION_SIGNS
        for sign in texte
    )


class Champs:
    """Reads the fields one by one, gathers the refusals, and settles at the end: nothing is kept of a bad form."""

    def __init__(self) -> None:
        self.erreurs: list[tuple[str, str]] = []

    def refuse(self, champ: str, message: str) -> None:
        self.erreurs.append((champ, message))

    def has_refused(self, *champs: str) -> bool:
        return any(champ in champs for champ, _ in self.erreurs)

    def settle(self) -> None:
        """Raise Incorrect when anything was refused."""
        if self.erreurs:
            raise Incorrect(self.erreurs)

    def text(self, champ: str, given: str, longest: int, *, missing: str = "", lines: bool = False) -> str:
        """A text without the blanks around it; `missing` is the sentence said when it may not be empty and is."""
        texte = given.replace("\r\n", "\n").strip()
        if message := self._fault_of(texte, longest, missing, lines=lines):
            self.refuse(champ, message)
        return texte

    @staticmethod
    def _fault_of(texte: str, longest: int, missing: str, *, lines: bool) -> str | None:
        if not texte:
            return missing or None
        if not is_plain(texte, lines=lines):
            return "Ce texte contient des caractères invisibles : effacez-le et retapez-le au clavier."
        if len(texte) > longest:
            return f"Ce texte est trop long : {longest} caractères au plus, il en compte {len(texte)}."
        return trace_of_a_person(texte)

    def code(self, champ: str, given: str, liste: str, today: date, *, missing: str) -> str:
        """A code of a reference list that may be chosen today."""
        if given not in codes_of(liste, today):
            self.refuse(champ, missing)
        return given

    def codes(self, champ: str, given: Iterable[str], known: Collection[str], *, unknown: str) -> tuple[str, ...]:
        """Codes without repetition, in the order given; `unknown` is the sentence said when one is not offered."""
        chosen = tuple(dict.fromkeys(given))
        if not set(chosen) <= set(known):
            self.refuse(champ, unknown)
        return chosen

    def day(self, champ: str, given: str, *, missing: str) -> date:
        try:
            return date.fromisoformat(given if _DAY.fullmatch(given) else "")
        except ValueError:
            self.refuse(champ, missing)
            return date.min

    def hour(self, champ: str, given: str, *, missing: str) -> time:
        if not _HOUR.fullmatch(given):
            self.refuse(champ, missing)
            return time.min
        return time.fromisoformat(given)


def codes_of(liste: str, today: date) -> tuple[str, ...]:
    """Codes of a list that may be chosen on that day, without the non-answers."""
    return tuple(entree.code for entree in nomenclatures.in_force(liste, today))
