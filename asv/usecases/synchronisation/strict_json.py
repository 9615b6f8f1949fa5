"""JSON read without indulgence: what two readers could understand differently is refused."""

import json
from typing import Any, NoReturn

from asv.domain.errors import Refused


class Unreadable(Refused):
    """These bytes are not JSON as the protocol wants it."""


class _TwiceError(ValueError):
    pass


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _TwiceError
    return found


def _constant(_: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)


def loads(text: str | bytes) -> Any:
    """Give the value written in UTF-8 JSON.

    Raises Unreadable on anything else: cut text, a key twice, NaN, a number of thousands of digits, endless nesting.
    """
    try:
        decoded = text.decode("utf-8") if isinstance(text, bytes) else text
        return _DECODER.decode(decoded)
    except _TwiceError:
        raise Unreadable("Une même clé figure deux fois dans un objet JSON : gardez-en une.") from None
    except (ValueError, RecursionError):
        raise Unreadable("Cet envoi n’est pas du JSON lisible en UTF-8 : vérifiez-le et renvoyez-le.") from None
