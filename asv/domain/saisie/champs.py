"""The kinds of field a saisie may hold. Nothing is typed freely: a code, a day, a whole number or an identifier."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeAlias
from uuid import UUID

from asv.domain import nomenclatures
from asv.domain.saisie.refus import InvalidField, missing, wrong_type

NON_DEMANDE = "ND"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def parse_uuid(champ: str, value: object) -> UUID:
    if not isinstance(value, str) or _UUID.fullmatch(value) is None:
        raise InvalidField(champ, "Cet identifiant n’est pas lisible : mettez la tablette à jour et recommencez.")
    return UUID(value)


@lru_cache(maxsize=512)
def _accepted(liste: str, version: str) -> frozenset[str]:
    codes = (entree.code for entree in nomenclatures.liste(liste).entrees)
    return frozenset(code for code in codes if nomenclatures.is_known(liste, code, version))


@lru_cache(maxsize=512)
def _sensibles(liste: str) -> frozenset[str]:
    return frozenset(entree.code for entree in nomenclatures.liste(liste).entrees if entree.sensible)


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a list, or a non-answer; `absent` stands for a field that was not sent."""

    liste: str
    absent: str | None = NON_DEMANDE
    is_required: bool = False
    takes_sensible: bool = False

    def read(self, nom: str, value: object, version: str) -> str | None:
        if value is None and not self.is_required:
            return self.absent
        return self.check(nom, value, version)

    def check(self, nom: str, value: object, version: str) -> str:
        if not isinstance(value, str):
            raise missing(nom) if value is None else wrong_type(nom, "un code")
        if value in _accepted(self.liste, version):
            if not self.takes_sensible and value in _sensibles(self.liste):
                raise InvalidField(
                    nom,
                    "Cette valeur est sensible : elle ne s’écrit que dans un suivi ouvert avec l’accord de la "
                    "personne. Choisissez la valeur plus générale.",
                )
            return value
        if value in nomenclatures.NON_REPONSES and not self.is_required:
            return value
        raise InvalidField(
            nom,
            f"Cette valeur n’est pas dans la liste {self.liste} de cette version : mettez à jour les listes de la "
            "tablette, puis choisissez-en une autre.",
        )


@dataclass(frozen=True, slots=True)
class Codes:
    """Up to `most` different values of a list; a non-answer, or a code of `alone`, stands alone."""

    liste: str
    most: int
    alone: frozenset[str] = frozenset()

    def read(self, nom: str, value: object, version: str) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list):
            raise wrong_type(nom, "une liste de codes")
        if len(value) > self.most:
            raise InvalidField(nom, f"Il y a trop de réponses : gardez-en {self.most} au plus.")
        one = Code(self.liste)
        codes = tuple([one.check(nom, code, version) for code in value])
        if len(codes) > 1:
            self._check_together(nom, codes)
        return codes

    def _check_together(self, nom: str, codes: tuple[str, ...]) -> None:
        if len(set(codes)) < len(codes):
            raise InvalidField(nom, "La même réponse figure deux fois : gardez-en une.")
        if not self.alone.isdisjoint(codes) or not nomenclatures.NON_REPONSES.isdisjoint(codes):
            raise InvalidField(nom, "« Aucun » ou une non-réponse se note seul : retirez l’un ou les autres.")


@dataclass(frozen=True, slots=True)
class Choix:
    """One word of a closed set too small to be a list."""

    values: frozenset[str]
    absent: str | None = None
    is_required: bool = True

    def read(self, nom: str, value: object, _version: str) -> str | None:
        if value is None and not self.is_required:
            return self.absent
        if not isinstance(value, str):
            raise missing(nom) if value is None else wrong_type(nom, "un mot")
        if value not in self.values:
            raise InvalidField(
                nom, f"Cette valeur n’est pas prévue : choisissez parmi {', '.join(sorted(self.values))}."
            )
        return value


@dataclass(frozen=True, slots=True)
class Entier:
    """A whole number between two bounds, both allowed."""

    least: int
    most: int
    is_required: bool = False

    def read(self, nom: str, value: object, _version: str) -> int | None:
        if value is None and not self.is_required:
            return None
        if type(value) is not int:  # a boolean is an int for Python, not for a person
            raise missing(nom) if value is None else wrong_type(nom, "un nombre entier")
        if not self.least <= value <= self.most:
            raise InvalidField(nom, f"Ce nombre doit être compris entre {self.least} et {self.most}.")
        return value


@dataclass(frozen=True, slots=True)
class Jour:
    """A day, kept exactly as typed: no hour, no time zone, so that it never shifts."""

    is_required: bool = True

    def read(self, nom: str, value: object, _version: str) -> date:
        if value is None:
            raise missing(nom)
        if isinstance(value, str) and _DAY.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        raise InvalidField(nom, "Cette date n’existe pas : écrivez-la comme 2026-05-12.")


@dataclass(frozen=True, slots=True)
class Lieu:
    """Code of a commune or of a QPV; `Places` says whether it fits."""

    is_required: bool = False

    def read(self, nom: str, value: object, _version: str) -> str | None:
        if value is None:
            if self.is_required:
                raise missing(nom)
            return None
        if not isinstance(value, str):
            raise wrong_type(nom, "un code")
        return value


@dataclass(frozen=True, slots=True)
class Identifiant:
    """A UUID."""

    is_required: bool = False

    def read(self, nom: str, value: object, _version: str) -> UUID | None:
        if value is None:
            if self.is_required:
                raise missing(nom)
            return None
        return parse_uuid(nom, value)


@dataclass(frozen=True, slots=True)
class Identifiants:
    """Different UUIDs, `most` at the most."""

    most: int
    is_required: bool = False

    def read(self, nom: str, value: object, _version: str) -> tuple[UUID, ...]:
        if value is None:
            return ()
        if not isinstance(value, list):
            raise wrong_type(nom, "une liste d’identifiants")
        if len(value) > self.most:
            raise InvalidField(nom, f"Il y a trop de personnes : gardez-en {self.most} au plus.")
        found = tuple([parse_uuid(nom, one) for one in value])
        if len(set(found)) < len(found):
            raise InvalidField(nom, "La même personne figure deux fois : gardez-la une fois.")
        return found


@dataclass(frozen=True, slots=True)
class Repartition:
    """Counts by code: of a list with its non-answers, or of a closed set of words."""

    liste: str | None = None
    values: frozenset[str] = frozenset()
    is_required: bool = True

    def read(self, nom: str, value: object, version: str) -> dict[str, int]:
        if value is None:
            raise missing(nom)
        if not isinstance(value, dict):
            raise wrong_type(nom, "un nombre par code")
        allowed = self.values if self.liste is None else _accepted(self.liste, version) | nomenclatures.NON_REPONSES
        for code, count in value.items():
            if code not in allowed:
                raise InvalidField(nom, "Un code n’est pas prévu ici : mettez à jour les listes de la tablette.")
            if type(count) is not int or count < 0:
                raise InvalidField(nom, "Chaque effectif est un nombre entier, zéro ou plus.")
        return dict(value)


Champ: TypeAlias = Code | Codes | Choix | Entier | Jour | Lieu | Identifiant | Identifiants | Repartition
