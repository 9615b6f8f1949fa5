"""Refusals that name the field, in French, with the way out.

No refusal quotes what was sent: it is shown, kept and may hold a name.
"""

import re

from asv.domain.errors import Refused

_SLUG = re.compile(r"[a-z][a-z_]{0,39}")


class InvalidField(Refused):
    """One field cannot be taken as it is; `champ` is its name on the tablet."""

    def __init__(self, champ: str, message: str) -> None:
        super().__init__(message)
        self.champ = champ


class NeedsCoordinator(InvalidField):
    """Nothing is wrong with the field, but this server may not decide alone: the saisie waits for a person."""


def is_slug(text: str) -> bool:
    """Whether a word sent by a tablet looks like one of our own names, so that it may be kept and shown."""
    return _SLUG.fullmatch(text) is not None


def missing(nom: str) -> InvalidField:
    return InvalidField(nom, "Ce champ manque : complétez-le et renvoyez la saisie.")


def wrong_type(nom: str, expected: str) -> InvalidField:
    return InvalidField(nom, f"Ce champ attend {expected} : mettez la tablette à jour et recommencez.")
