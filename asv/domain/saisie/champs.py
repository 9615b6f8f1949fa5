"""The kinds of field a saisie may hold. Nothing is typed freely: a code, a day, a whole number or an identifier."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from asv.domain import nomenclatures
from asv.domain.saisie.identifiants import parse_uuid
from asv.domain.saisie.refus import InvalidField, wrong_type

NON_DEMANDE = "ND"
NOTHING, FAMILIES, EVERYTHING = "nothing", "families", "everything"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_CARTE = re.compile(r"[0-9a-f]{64}")


@lru_cache(maxsize=512)
def _declared(liste: str, version: str) -> frozenset[str]:
    codes = (entree.code for entree in nomenclatures.liste(liste).entrees)
    return frozenset(code for code in codes if nomenclatures.is_known(liste, code, version))


@lru_cache(maxsize=512)
def _accepted(liste: str, version: str, is_required: bool, takes: str) -> frozenset[str]:  # noqa: FBT001 - hot
    codes = _declared(liste, version)
    if takes != EVERYTHING:
        hidden = {code for code in codes if nomenclatures.is_sensible(liste, code)}
        kept = {code for code in hidden if takes == FAMILIES and nomenclatures.family(liste, code) == code}
        codes -= hidden - kept
    return codes if is_required else codes | nomenclatures.NON_REPONSES


@dataclass(frozen=True, slots=True, kw_only=True)
class Champ:
    """A field of a saisie. `absent` stands for one that was not sent, or sent as null."""

    is_required: bool = False
    absent: Any = None

    def read(self, nom: str, value: object, version: str) -> Any:
        """Give the typed value of a field that was sent; raises InvalidField."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Code(Champ):
    """One value of a list, or a non-answer unless the field is required.

    `sensibles`: which sensitive values it takes; FAMILIES: those that stand for a whole branch (domain study, B4).
    `is_refusable`: required, and a refusal to answer is an answer.
    """

    liste: str
    absent: str | None = field(default=NON_DEMANDE, kw_only=True)
    sensibles: str = field(default=NOTHING, kw_only=True)
    is_refusable: bool = field(default=False, kw_only=True)

    def accepted(self, version: str) -> frozenset[str]:
        """Every code it takes, with the lists of this version."""
        return _accepted(self.liste, version, self.is_required and not self.is_refusable, self.sensibles)

    def read(self, nom: str, value: object, version: str) -> str:
        if not isinstance(value, str):
            raise wrong_type(nom, "un code")
        if value in _accepted(self.liste, version, self.is_required and not self.is_refusable, self.sensibles):
            return value
        if value in _declared(self.liste, version) and self.sensibles == FAMILIES:
            raise InvalidField(nom, "Cette valeur est trop précise pour être notée : choisissez celle de sa famille.")
        if value in _declared(self.liste, version):
            raise InvalidField(
                nom,
                "Cette valeur est sensible : elle ne s’écrit que dans un suivi ouvert avec l’accord de la personne. "
                "Choisissez la valeur plus générale.",
            )
        raise InvalidField(
            nom,
            f"Cette valeur n’est pas dans la liste {self.liste} de cette version : mettez à jour les listes de la "
            "tablette, puis choisissez-en une autre.",
        )


@dataclass(frozen=True, slots=True)
class Codes(Champ):
    """Up to `most` different values of a list; a non-answer, or a code of `alone`, stands alone."""

    one: Code
    most: int
    alone: frozenset[str] = frozenset()
    absent: tuple[str, ...] = field(default=(), kw_only=True)

    def read(self, nom: str, value: object, version: str) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise wrong_type(nom, "une liste de codes")
        if len(value) > self.most:
            raise InvalidField(nom, f"Il y a trop de réponses : gardez-en {self.most} au plus.")
        codes = tuple([self.one.read(nom, code, version) for code in value])
        if len(codes) > 1:
            self._check_together(nom, codes)
        return codes

    def _check_together(self, nom: str, codes: tuple[str, ...]) -> None:
        if len(set(codes)) < len(codes):
            raise InvalidField(nom, "La même réponse figure deux fois : gardez-en une.")
        if not self.alone.isdisjoint(codes) or not nomenclatures.NON_REPONSES.isdisjoint(codes):
            raise InvalidField(nom, "« Aucun » ou une non-réponse se note seul : retirez l’un ou les autres.")


@dataclass(frozen=True, slots=True)
class Choix(Champ):
    """One word of a closed set too small to be a list."""

    values: frozenset[str]

    def read(self, nom: str, value: object, version: str) -> str:  # noqa: ARG002 - one face for all fields
        if not isinstance(value, str):
            raise wrong_type(nom, "un mot")
        if value not in self.values:
            raise InvalidField(
                nom, f"Cette valeur n’est pas prévue : choisissez parmi {', '.join(sorted(self.values))}."
            )
        return value


@dataclass(frozen=True, slots=True)
class Entier(Champ):
    """A whole number between two bounds, both allowed."""

    least: int
    most: int

    def read(self, nom: str, value: object, version: str) -> int:  # noqa: ARG002
        if type(value) is not int:  # a boolean is an int for Python, not for a person
            raise wrong_type(nom, "un nombre entier")
        if not self.least <= value <= self.most:
            raise InvalidField(nom, f"Ce nombre doit être compris entre {self.least} et {self.most}.")
        return value


@dataclass(frozen=True, slots=True)
class Jour(Champ):
    """A day, kept exactly as typed: no hour, no time zone, so that it never shifts."""

    def read(self, nom: str, value: object, version: str) -> date:  # noqa: ARG002
        if isinstance(value, str) and _DAY.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        raise InvalidField(nom, "Cette date n’existe pas : écrivez-la comme 2026-05-12.")


@dataclass(frozen=True, slots=True)
class Lieu(Champ):
    """Code of a commune or of a QPV; `Places` says whether it fits."""

    def read(self, nom: str, value: object, version: str) -> str:  # noqa: ARG002
        if not isinstance(value, str):
            raise wrong_type(nom, "un code")
        return value


@dataclass(frozen=True, slots=True)
class Identifiant(Champ):
    """A UUID."""

    def read(self, nom: str, value: object, version: str) -> UUID:  # noqa: ARG002
        return parse_uuid(nom, value)


@dataclass(frozen=True, slots=True)
class Identifiants(Champ):
    """Different UUIDs, `most` at the most."""

    most: int
    absent: tuple[UUID, ...] = field(default=(), kw_only=True)

    def read(self, nom: str, value: object, version: str) -> tuple[UUID, ...]:  # noqa: ARG002
        if not isinstance(value, list):
            raise wrong_type(nom, "une liste d’identifiants")
        if len(value) > self.most:
            raise InvalidField(nom, f"Il y a trop de personnes : gardez-en {self.most} au plus.")
        found = tuple([parse_uuid(nom, one) for one in value])
        if len(set(found)) < len(found):
            raise InvalidField(nom, "La même personne figure deux fois : gardez-la une fois.")
        return found


@dataclass(frozen=True, slots=True)
class Repartition(Champ):
    """Counts by code: of a list with its non-answers, or of a closed set of words."""

    liste: str | None = None
    values: frozenset[str] = frozenset()

    def read(self, nom: str, value: object, version: str) -> dict[str, int]:
        if not isinstance(value, dict):
            raise wrong_type(nom, "un nombre par code")
        for code, count in value.items():
            if code not in self.codes(version):
                raise InvalidField(nom, "Un code n’est pas prévu ici : mettez à jour les listes de la tablette.")
            if type(count) is not int or count < 0:
                raise InvalidField(nom, "Chaque effectif est un nombre entier, zéro ou plus.")
        return dict(value)

    def codes(self, version: str) -> frozenset[str]:
        if self.liste is None:
            return self.values
        return _declared(self.liste, version) | nomenclatures.NON_REPONSES


@dataclass(frozen=True, slots=True)
class Mois(Champ):
    """A month, « AAAA-MM », as its first day."""

    def read(self, nom: str, value: object, version: str) -> date:  # noqa: ARG002
        if isinstance(value, str) and _MONTH.fullmatch(value) and value >= "2000":
            return date.fromisoformat(f"{value}-01")
        raise InvalidField(nom, "Ce mois n’existe pas : écrivez-le comme 2026-05.")


@dataclass(frozen=True, slots=True)
class Carte(Champ):
    """A code on the tablet; by the time it is read here, the keyed hash of that code, in hexadecimal."""

    def read(self, nom: str, value: object, version: str) -> bytes:  # noqa: ARG002
        if not isinstance(value, str) or _CARTE.fullmatch(value) is None:
            raise InvalidField(nom, "Ce code n’est pas lisible : relisez la carte et recommencez.")
        return bytes.fromhex(value)


@dataclass(frozen=True, slots=True)
class Selon(Champ):
    """A word whose list depends on another field, which checks it then."""

    by: str

    def read(self, nom: str, value: object, version: str) -> str:  # noqa: ARG002
        if not isinstance(value, str):
            raise wrong_type(nom, "un code")
        return value


@dataclass(frozen=True, slots=True)
class Lignes(Champ):
    """Up to `most` small objects of declared fields, each value of `key` once."""

    champs: Mapping[str, Champ]
    key: str
    most: int
    absent: tuple[dict[str, Any], ...] = field(default=(), kw_only=True)

    def read(self, nom: str, value: object, version: str) -> tuple[dict[str, Any], ...]:
        if not isinstance(value, list) or not all(isinstance(line, dict) for line in value):
            raise wrong_type(nom, "une liste d’objets")
        if len(value) > self.most:
            raise InvalidField(nom, f"Il y a trop de réponses : gardez-en {self.most} au plus.")
        lines = tuple([self._line(nom, line, version) for line in value])
        if len({line[self.key] for line in lines}) < len(lines):
            raise InvalidField(nom, "La même réponse figure deux fois : gardez-en une.")
        return lines

    def _line(self, nom: str, line: Mapping[str, object], version: str) -> dict[str, Any]:
        if line.keys() != self.champs.keys():
            raise InvalidField(nom, f"Chaque réponse a {' et '.join(self.champs)}, et rien d’autre.")
        return {name: champ.read(nom, line[name], version) for name, champ in self.champs.items()}


@dataclass(frozen=True, slots=True)
class Texte(Champ):
    """A short line typed freely, that the domain examines before it is kept."""

    longest: int

    def read(self, nom: str, value: object, version: str) -> str:  # noqa: ARG002
        if not isinstance(value, str):
            raise wrong_type(nom, "un texte")
        texte = " ".join(value.split())
        if len(texte) > self.longest:
            raise InvalidField(nom, f"Ce texte est trop long : {self.longest} caractères au plus.")
        if not texte.isprintable():
            raise InvalidField(nom, "Ce texte contient des caractères invisibles : effacez-le et retapez-le.")
        return texte


@dataclass(frozen=True, slots=True)
class OuiNon(Champ):
    """True or false, as JSON writes them."""

    absent: bool = field(default=False, kw_only=True)

    def read(self, nom: str, value: object, version: str) -> bool:  # noqa: ARG002
        if not isinstance(value, bool):
            raise wrong_type(nom, "oui ou non")
        return value
