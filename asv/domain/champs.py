"""Fields of a form: what each may hold, in French, all refusals at once so that the person corrects them together."""

import re
from collections.abc import Collection, Iterable
from datetime import date, time
from decimal import Decimal

from asv.detection import Genre, Usage, examine
from asv.domain import nomenclatures
from asv.domain.errors import Refused
from asv.domain.texte_libre import INVISIBLE, QUESTION
from asv.domain.texte_libre import is_plain as is_plain

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMAL = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,2})?")
_HOUR = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")

READ_BY_ALL = "ce texte est lu par toutes les structures"
EMAIL_FOUND = f"Retirez l’adresse électronique : {READ_BY_ALL}. Le site transmet déjà les invitations."
PHONE_FOUND = (
    f"Retirez le numéro de téléphone : {READ_BY_ALL}. Celui de l’accueil se note sur la fiche de la structure."
)
NIR_FOUND = "Retirez ce long numéro : il ressemble à un numéro de sécurité sociale, qui ne s’écrit jamais ici."
NUMBER_FOUND = f"Retirez le long numéro : {READ_BY_ALL}, et il peut désigner une personne ou un compte."
ADDRESS_FOUND = (
    "Retirez l’adresse : celle d’un lieu ouvert se note avec la date, celle d’une personne ne s’écrit jamais."
)
NAME_FOUND = f"Ce texte semble nommer une personne : {READ_BY_ALL}. Écrivez plutôt sa fonction."
BIRTH_FOUND = "Ce texte semble donner une date de naissance : retirez-la."
_SENTENCES = {
    Genre.NIR: NIR_FOUND, Genre.IBAN: NUMBER_FOUND, Genre.COURRIEL: EMAIL_FOUND, Genre.TELEPHONE: PHONE_FOUND,
    Genre.NUMERO: NUMBER_FOUND, Genre.ADRESSE: ADDRESS_FOUND, Genre.NOM: NAME_FOUND, Genre.NAISSANCE: BIRTH_FOUND,
}  # fmt: skip
_ABOUT_A_PLACE = frozenset({Genre.ADRESSE})


class Question(str):
    """A refusal that the writer may answer: what was found is perhaps no trace of a person."""

    __slots__ = ()


class Incorrect(Refused):
    """Some fields cannot be taken as they are; `erreurs` pairs each with its sentence, in the order of the form."""

    def __init__(self, erreurs: Iterable[tuple[str, str]]) -> None:
        self.erreurs = tuple(erreurs)
        super().__init__(" ".join(message for _, message in self.erreurs))


def trace_of_a_person(texte: str, *, allowed: Collection[Genre] = _ABOUT_A_PLACE) -> str | None:
    """The refusal of a text that holds an e-mail, a phone number, an account or any long number."""
    kinds = {fragment.genre for fragment in examine(texte).refused(Usage.TEXTE)}.difference(allowed)
    return next((_SENTENCES[genre] for genre in Genre if genre in kinds), None)


def question_about(texte: str) -> Question | None:
    """What to ask of a text that seems to name somebody or to give a birth."""
    kinds = {fragment.genre for fragment in examine(texte).asked(Usage.TEXTE)}
    found = [_SENTENCES[genre] for genre in Genre if genre in kinds]
    return Question(" ".join([*found, QUESTION])) if found else None


class Champs:
    """Reads the fields one by one, gathers the refusals, and settles at the end: nothing is kept of a bad form."""

    def __init__(self, *, confirme: bool = False) -> None:
        self.erreurs: list[tuple[str, str]] = []
        self.confirme = confirme

    def refuse(self, champ: str, message: str) -> None:
        self.erreurs.append((champ, message))

    def has_refused(self, *champs: str) -> bool:
        return any(champ in champs for champ, _ in self.erreurs)

    def settle(self) -> None:
        """Raise Incorrect when anything was refused."""
        if self.erreurs:
            raise Incorrect(self.erreurs)

    def text(self, champ: str, given: str, longest: int, *, missing: str = "", lines: bool = False) -> str:
        """A short text without the blanks around it; `missing` is the sentence said when it may not be empty and is.

        Numbers of a person are refused; names are not looked for (the name of a place, a sentence in another language).
        """
        texte = given.replace("\r\n", "\n").strip()
        if message := self._fault_of(texte, longest, missing, lines=lines):
            self.refuse(champ, message)
        return texte

    def free_text(
        self, champ: str, given: str, longest: int, *, missing: str = "", lines: bool = False, of_a_place: bool = False
    ) -> str:
        """A text written freely: what points to a person is refused, what may do so is asked about, unless `confirme`.

        `of_a_place`: the address of a service may stand in it.
        """
        before = len(self.erreurs)
        texte = self.text(champ, given, longest, missing=missing, lines=lines)
        if texte and len(self.erreurs) == before:
            allowed = _ABOUT_A_PLACE if of_a_place else ()
            asked = None if self.confirme else question_about(texte)
            if message := trace_of_a_person(texte, allowed=allowed) or asked:
                self.refuse(champ, message)
        return texte

    @staticmethod
    def _fault_of(texte: str, longest: int, missing: str, *, lines: bool) -> str | None:
        if not texte:
            return missing or None
        if not is_plain(texte, lines=lines):
            return INVISIBLE
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

    def qpv(self, given: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
        return self.codes("qpv", given, known, unknown="Choisissez des quartiers du contrat de ville.")

    def day(self, champ: str, given: str, *, missing: str) -> date:
        try:
            return date.fromisoformat(given if _DAY.fullmatch(given) else "")
        except ValueError:
            self.refuse(champ, missing)
            return date.min

    def optional_day(self, champ: str, given: str, *, wrong: str) -> date | None:
        """A day, or None when nothing is typed."""
        return self.day(champ, given, missing=wrong) if given else None

    def decimal(self, champ: str, given: str, *, wrong: str, highest: int = 99_999_999) -> Decimal | None:
        """A number of two decimals at most, 0 to `highest`, as people type it: « 1 250,50 »; None when nothing is."""
        typed = re.sub(r"[\s\u00a0\u202f€]", "", given).replace(",", ".")
        if not typed:
            return None
        if not _DECIMAL.fullmatch(typed) or Decimal(typed) > highest:
            self.refuse(champ, wrong)
            return None
        return Decimal(typed)

    def hour(self, champ: str, given: str, *, missing: str) -> time:
        if not _HOUR.fullmatch(given):
            self.refuse(champ, missing)
            return time.min
        return time.fromisoformat(given)


def codes_of(liste: str, today: date) -> tuple[str, ...]:
    """Codes of a list that may be chosen on that day, without the non-answers."""
    return tuple(entree.code for entree in nomenclatures.in_force(liste, today))
