"""The tokens of a text with what the word sets say of each, asked once."""

from collections.abc import Sequence
from dataclasses import dataclass

from asv.detection.tokens import Token
from asv.detection.words import Kind, Words


@dataclass(frozen=True, slots=True)
class Known:
    """`common`: whether the dictionary knows it, a number too; `kinds`: how surely it is a name."""

    tokens: Sequence[Token]
    common: Sequence[bool]
    kinds: Sequence[Kind]


def look_up(tokens: Sequence[Token], words: Words) -> Known:
    """What the word sets say of each token."""
    common = [token.is_number or words.is_common(token.text) for token in tokens]
    kinds = [Kind.NONE if token.is_number else words.kind_of_name(token.text) for token in tokens]
    return Known(tokens, common, kinds)
