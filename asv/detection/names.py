"""Probable names: what follows a civility, first names, capitals that no dictionary explains, and their echoes.

Twin of asv/web/static/js/texte/names.js.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from asv.detection.examen import Genre
from asv.detection.known import Known
from asv.detection.numbers import Span
from asv.detection.rules import Rules
from asv.detection.tokens import phrases_in
from asv.detection.words import ANY_NAME, Kind

_JOINS = frozenset({" ", "-", "'", "  ", "- ", " - "})
_AFTER_TITLE = frozenset({" ", ". ", ".", ".  ", "  "})
_AFTER_TRIGGER = frozenset({" ", " : ", ": ", " (", ", ", " :", ":", " , "})
_VOWELS, _LATIN = frozenset("aeiouy"), "\u0370"
_NEVER = ("connus", "civilite", "mois")
_BREAKS = ("connus", "nomme", "parente")
SHORTEST, SHORTEST_IN_SMALL, SHORTEST_IN_CAPITALS = 3, 4, 6
FURTHEST_BACK, MOST_PARTICLES = 4, 2
_ARTICLES = frozenset({"la", "le", "l", "du", "des", "de", "d"})
NAMED = frozenset({Kind.SURE, Kind.RARE})


class Reader:
    """One text being read for names.

    `taken`: tokens that another rule already claimed; `ill`: those of a word of illness, names after a civility only.
    """

    def __init__(self, known: Known, taken: Sequence[bool], *, ill: AbstractSet[int], rules: Rules) -> None:
        self.tokens, self.kinds, self.common, self.ill, self.rules = known.tokens, known.kinds, known.common, ill, rules
        self.taken, self.masked = taken, list(taken)
        for first, end in phrases_in(self.tokens, rules.phrases["lieux"]):
            self.masked[first:end] = [True] * (end - first)
        self.named = [False] * len(self.tokens)
        self.starts: dict[int, int] = {}

    def _is(self, place: int, name: str) -> bool:
        return self.tokens[place].text in self.rules.lists[name]

    def _may_be_name(self, place: int, *, by_title: bool = False) -> bool:
        token = self.tokens[place]
        after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        stuck = (token.gap == "" and place > 0) or (after is not None and after.gap == "" and after.is_number)
        stuck = stuck and self.kinds[place] is not Kind.SURE
        held = self.taken[place] if by_title else self.masked[place]
        never = _NEVER[1:] if by_title and token.is_capital else _NEVER
        return not (token.is_number or held or stuck or any(self._is(place, name) for name in never))

    def _is_proper(self, place: int) -> bool:
        """A capital that neither the dictionary, nor the places, nor the known signs explain."""
        token = self.tokens[place]
        shortest = SHORTEST_IN_CAPITALS if token.is_upper else SHORTEST
        unknown = not self.common[place] and self.kinds[place] is not Kind.PLACE
        spoken = not _VOWELS.isdisjoint(token.text) or token.text > _LATIN
        return token.is_capital and unknown and spoken and len(token.text) >= shortest

    def _names_a_place(self, place: int) -> bool:
        """« salle Jean Moulin », « collège Rosa Parks »: the name of a place, as far back as it goes."""
        for before in range(place - 1, max(place - FURTHEST_BACK, 0) - 1, -1):
            if not self.tokens[before + 1].is_capital or self.tokens[before + 1].gap not in {" ", "-"}:
                return False
            if self._is(before, "lieu"):
                return True
        return False

    def _is_foreign(self, place: int) -> bool:
        """A word in another script: Arabic, Cyrillic…"""
        return len(self.tokens[place].text) >= SHORTEST and min(self.tokens[place].text) > _LATIN

    def is_seed(self, place: int) -> bool:
        """Whether a token is a name by itself."""
        token, kind = self.tokens[place], self.kinds[place]
        if place in self.ill or not self._may_be_name(place) or self._names_a_place(place):
            return False
        if token.is_capital and len(token.text) >= SHORTEST:
            return kind in NAMED or self._is_proper(place) or (kind is Kind.ALSO_WORD and self._stands_out(place))
        small = kind is Kind.SURE and len(token.text) >= SHORTEST_IN_SMALL and not self.common[place]
        return small or self._is_foreign(place)

    def _stands_out(self, place: int) -> bool:
        """A name that is also an ordinary word: « voir Rose », « Rose Dumont », « Rose a dit », no « Octobre Rose »."""
        token, after = self.tokens[place], place + 1
        has_next = after < len(self.tokens) and self.tokens[after].gap in {" ", "-"}
        if has_next and self.tokens[after].is_capital and self._may_be_name(after):
            return self._is_proper(after) or self.kinds[after] in ANY_NAME
        if token.opens:
            return has_next and self._is(after, "verbes") and not token.is_upper
        before = self.tokens[place - 1]
        in_title = before.is_capital and not before.opens and self.common[place - 1] and token.gap in {" ", "-"}
        return not (in_title or token.is_upper)

    def _called(self, place: int, *, by_title: bool) -> bool:
        """Whether the word after « Mme », « fils » or « s’appelle » is a name."""
        if not self._may_be_name(place, by_title=by_title) or self._is(place, "roles") or self._is(place, "article"):
            return False
        token, kind = self.tokens[place], self.kinds[place]
        if token.is_capital:
            return by_title or kind in ANY_NAME or self._is_proper(place)
        if kind in ANY_NAME:
            return by_title or kind is not Kind.ALSO_WORD
        return not self.common[place] and len(token.text) >= (SHORTEST if by_title else SHORTEST_IN_SMALL)

    def _titles(self, place: int) -> bool:
        token = self.tokens[place]
        if token.text == "m":
            after = self.tokens[place + 1]
            bare = after.gap == " " and token.is_capital and after.is_capital
            return (after.gap.startswith(".") or bare) and not (place and self.tokens[place - 1].is_number)
        return self._is(place, "civilite")

    def _after_title(self, place: int) -> int | None:
        """The name after a civility, past « Da », « El », « de la »; none after « madame la directrice »."""
        first = name = place + 1
        while name + 1 < len(self.tokens) and name - first < MOST_PARTICLES and self._is(name, "particule"):
            name += 1
        passed = self.tokens[first:name]
        through_article = any(token.text in _ARTICLES and not token.is_capital for token in passed)
        if self._called(name, by_title=True) and not (through_article and self.common[name]):
            return name
        return first if name > first and self.tokens[first].is_capital and not through_article else None

    def call(self) -> None:
        """Names that a civility, a kinship or a verb of naming announces."""
        for place in range(len(self.tokens) - 1):
            gap = self.tokens[place + 1].gap
            if gap in _AFTER_TITLE and self._titles(place):
                name = self._after_title(place)
                if name is not None:
                    self.named[name] = True
                    self.starts[name] = place
            elif gap in _AFTER_TRIGGER and self._announces(place) and self._called(place + 1, by_title=False):
                self.named[place + 1] = True

    def _announces(self, place: int) -> bool:
        after = self.tokens[place + 1]
        if self._is(place, "parente") or self._is(place, "nomme"):
            return True
        if self._is(place, "verbes_de_nom"):
            return not after.is_capital and after.gap == " " and self.kinds[place + 1] is not Kind.PLACE
        return self._is(place, "famille") and after.is_capital

    def extend(self) -> None:
        """The words with a capital that follow a name belong to it, an initial too; before it, proper ones only."""
        for place in range(1, len(self.tokens)):
            if self.named[place - 1] and self._continues(place):
                self.named[place] = True
        for place in range(len(self.tokens) - 1, 0, -1):
            token = self.tokens[place - 1]
            if self.named[place] and place not in self.starts and self.tokens[place].gap in _JOINS:
                proper = token.is_capital and not self.common[place - 1] and len(token.text) >= SHORTEST
                self.named[place - 1] |= proper and self._may_be_name(place - 1)

    def _continues(self, place: int) -> bool:
        token, kind = self.tokens[place], self.kinds[place]
        if token.gap not in _JOINS or self.masked[place] or place in self.ill or not token.is_capital:
            return False
        if len(token.text) == 1:
            return place + 1 == len(self.tokens) or self.tokens[place + 1].gap not in {"'", ""}
        shouted = token.is_upper and self.common[place] and kind not in ANY_NAME
        return not (any(self._is(place, name) for name in _BREAKS) or kind is Kind.PLACE or shouted)

    def echo(self) -> None:
        """The same name again, in small letters too when it is no ordinary word."""
        found = {token.text for token, named in zip(self.tokens, self.named, strict=True) if named}
        for place, token in enumerate(self.tokens):
            known = token.text in found and len(token.text) >= SHORTEST and not self.masked[place]
            if known and (not self.common[place] or (token.is_capital and not token.opens)):
                self.named[place] = True

    def _joins(self, last: int, place: int) -> bool:
        """Whether a named token continues the name that ends at `last`, particles between them included."""
        between = range(last + 1, place + 1)
        return place - last <= MOST_PARTICLES + 1 and all(
            self.tokens[step].gap in _JOINS and (step == place or self._is(step, "particule")) for step in between
        )

    def spans(self) -> Iterator[Span]:
        """The names found, civility included."""
        last = first = None
        for place, named in enumerate(self.named):
            if not named:
                continue
            if last is not None and first is not None and place not in self.starts and self._joins(last, place):
                last = place
                continue
            if last is not None and first is not None:
                yield self.tokens[first].start, self.tokens[last].end, Genre.NOM
            first, last = self.starts.get(place, place), place
        if last is not None and first is not None:
            yield self.tokens[first].start, self.tokens[last].end, Genre.NOM


def names(known: Known, taken: Sequence[bool], *, ill: AbstractSet[int], rules: Rules) -> Iterator[Span]:
    """Probable names of a text; see Reader for what is left out."""
    reader = Reader(known, taken, ill=ill, rules=rules)
    for place in range(len(known.tokens)):
        reader.named[place] = reader.is_seed(place)
    reader.call()
    reader.extend()
    reader.echo()
    return reader.spans()
