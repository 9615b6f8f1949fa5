"""Identifiers as tablets send them: read the same in a field, in a batch and in what is sealed."""

import re
from functools import lru_cache
from uuid import UUID

from asv.domain.saisie.refus import InvalidField

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_uuid = lru_cache(maxsize=4096)(UUID)  # the same séance comes back in each of its contacts


def check_uuid(champ: str, value: object) -> str:
    """Give a UUID in its usual spelling, as text."""
    if not isinstance(value, str) or _UUID.fullmatch(value) is None:
        raise InvalidField(champ, "Cet identifiant n’est pas lisible : mettez la tablette à jour et recommencez.")
    return value.lower()


def parse_uuid(champ: str, value: object) -> UUID:
    return _uuid(check_uuid(champ, value))
