"""Bodies that a hostile or broken client may send, drawn from a seed."""

import json
import random
from uuid import UUID

from tests.support.saisies import TABLET

FRAGMENTS = [
    b"\0", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b'"\\ud800"', b'"\\u0000"', b"[" * 300, b'{"a":' * 300, b"NaN",
    b"-Infinity",
    b"1e999", b"9" * 5000, b"-0", b'"appareil":1,', b"{}", b"[]", b"null", b"true", b'""', b"\xef\xbb\xbf", b"/**/",
    b",,", b"'", b"\\", b"\r\n", b'"elements":[],', b"<html>", b"\xf0\x9f\x98\x80", b'"__proto__":{},', b"2026-11-22",
]  # fmt: skip
VALUES = [
    None, True, 0, -1, 1.5, 10**30, "", "\0", "é" * 50, "x" * 5000, [], {}, [[]], [None], {"": {}},
    {"a": [1, {"b": []}]},
    "2026-11-22", "ND", "../../etc/passwd", "' OR 1=1 --", "{{7*7}}", "<script>", str(TABLET), [str(TABLET)], "\ud800",
]  # fmt: skip


class Hostile:
    def __init__(self, seed: int, elements: list[dict]) -> None:
        self.draw = random.Random(seed)
        self.elements = elements
        self.whole = json.dumps({"appareil": str(TABLET), "elements": elements}).encode()

    def body(self) -> bytes:
        make = self.draw.choice(
            [self.bytes_changed, self.bytes_changed, self.value_changed, self.value_changed, self.raw]
        )
        return make()

    def bytes_changed(self) -> bytes:
        """A good body cut, spliced, or with foreign bytes in it."""
        body, draw = bytearray(self.whole), self.draw
        for _ in range(draw.randint(1, 4)):
            at = draw.randrange(len(body) + 1)
            match draw.randrange(4):
                case 0:
                    del body[at:]
                case 1:
                    body[at : at + draw.randint(0, 20)] = draw.choice(FRAGMENTS)
                case 2:
                    del body[at : at + draw.randint(1, 40)]
                case _:
                    body[at:at] = draw.randbytes(draw.randint(1, 8))
        return bytes(body)

    def value_changed(self) -> bytes:
        """A good body in which one value, anywhere, is something else; identifiers are fresh."""
        draw = self.draw
        data = {"appareil": str(TABLET), "elements": [self._element() for _ in range(draw.randint(0, 3))]}
        if draw.random() < 0.1:
            data[draw.choice(["appareil", "elements", "role"])] = draw.choice(VALUES)
        return json.dumps(data).encode()

    def _element(self) -> dict:
        draw = self.draw
        element = draw.choice(self.elements) | {"id": str(UUID(int=draw.getrandbits(128)))}
        target = element
        if draw.random() < 0.6 and isinstance(element.get("contenu"), dict):
            target = element["contenu"] = dict(element["contenu"])
        target[draw.choice([*target, "nom", "scelle"])] = draw.choice(VALUES)
        return element

    def raw(self) -> bytes:
        return b"".join(self.draw.choice(FRAGMENTS) for _ in range(self.draw.randint(0, 6)))
