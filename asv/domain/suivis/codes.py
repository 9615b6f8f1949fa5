"""The code of a suivi: drawn at random, held by the person on a card, derived from nothing.

Seven signs of an alphabet of 31 without look-alikes (34.7 bits) and a check sign. Domain study, F4.
"""

import secrets

from asv.domain.errors import Refused

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
DRAWN = 7
_BASE = len(ALPHABET)  # 31, a prime: every single slip and every swap of two different signs is caught
_WEIGHTS = tuple(pow(3, rank, _BASE) for rank in range(DRAWN + 1))
_REMAINDER = 3  # so that the example of the lexicon, K7MP-42QX, is a code
_LOOKALIKES = str.maketrans({"-": "", " ": "", "\u00a0": "", "\u202f": "", ".": "", "–": "", "—": "", "‑": ""})


def _sum(signs: str) -> int:
    return sum(weight * ALPHABET.index(sign) for weight, sign in zip(_WEIGHTS, signs, strict=False))


def _check_sign(drawn: str) -> str:
    wanted = (_REMAINDER - _sum(drawn)) * pow(_WEIGHTS[DRAWN], -1, _BASE)
    return ALPHABET[wanted % _BASE]


def draw_code() -> str:
    """Draw a new code, eight signs without separator."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(DRAWN))
    return drawn + _check_sign(drawn)


def format_code(code: str) -> str:
    """« K7MP-42QX », as on the card."""
    return f"{code[:4]}-{code[4:]}"


def parse_code(text: str) -> str:
    """Give the eight signs of a code typed or scanned, whatever its case and separators. Never quotes it back.

    Raises Refused when the length, a sign or the check sign is wrong.
    """
    code = text.strip().upper().translate(_LOOKALIKES)
    if len(code) != DRAWN + 1 or not set(code) <= set(ALPHABET):
        raise Refused("Un code de carte a huit signes, comme K7MP-42QX, sans 0, 1, I, L ni O : relisez la carte.")
    if _sum(code) % _BASE != _REMAINDER:
        raise Refused("Ce code ne tombe pas juste : un signe a sans doute été mal lu. Relisez la carte.")
    return code
