"""Numbers that belong to one person: social security, bank, telephone, e-mail, and any long run of figures.

Twin of asv/web/static/js/texte/numbers.js. The folded text is read; places are those of the folded text.
"""

from collections.abc import Iterator, Sequence

from asv.detection.examen import Genre
from asv.detection.rules import Rules
from asv.detection.tokens import Token

Span = tuple[int, int, Genre]
_PATTERNS = (
    ("courriel", Genre.COURRIEL),
    ("courriel_court", Genre.COURRIEL),
    ("courriel_sans_point", Genre.COURRIEL),
    ("telephone", Genre.TELEPHONE),
    ("etranger", Genre.TELEPHONE),
    ("passeport", Genre.NUMERO),
)
LONG, SPOKEN, NIR, LAST_FIGURE, SEVERAL = 9, 5, 13, 9, 2
_IBAN_HEAD, FEWEST_FIGURES = 4, 10
_FIGURES = {sign: value for value, sign in enumerate("0123456789abcdefghijklmnopqrstuvwxyz")}
_CORSICA = {"a": "19", "b": "18"}


def has_nir_key(number: str) -> bool:
    """Whether the last two figures are the key of the thirteen before; without a key there is nothing to deny."""
    signs = [sign for sign in number if sign.isdigit() or sign in _CORSICA]
    figures = "".join(_CORSICA.get(sign, sign) for sign in signs)
    if any(sign in _CORSICA for sign in signs):
        figures = figures[:5] + figures[6:]  # « 2A » became « 219 »: its 2 goes
    return len(figures) <= NIR or 97 - int(figures[:NIR]) % 97 == int(figures[NIR:])


def _iban_end(text: str, start: int, rules: Rules) -> int:
    """Where an IBAN that starts here ends, or 0: as long as its country says, its key right (ISO 7064, modulo 97)."""
    head, count, rest, figures = 0, 0, 0, 0
    country = text[start : start + 2]
    for place in range(start, min(len(text), start + 50)):
        sign = text[place]
        if sign in " -":
            continue
        value = _FIGURES.get(sign)
        if value is None:
            break
        count += 1
        figures += value <= LAST_FIGURE
        if count <= _IBAN_HEAD:
            head = head * (100 if value > LAST_FIGURE else 10) + value
            continue
        rest = (rest * (100 if value > LAST_FIGURE else 10) + value) % 97
        if f"{country}{count}" in rules.lists["iban"]:
            is_whole = figures >= FEWEST_FIGURES and text[place + 1 : place + 2] not in _FIGURES
            return place + 1 if is_whole and (rest * 1_000_000 + head) % 97 == 1 else 0
    return 0


def _runs(text: str, rules: Rules) -> Iterator[Span]:
    """Runs of nine figures or more, dates set aside."""
    for match in rules.patterns["suite"].finditer(text):
        run = match[0]
        for name in ("date", "date_iso", "jour", "annee_seule"):
            run = rules.patterns[name].sub("", run)
        if sum(sign.isdigit() for sign in run) >= LONG:
            yield match.start(), match.end(), Genre.NUMERO


def numbers(text: str, rules: Rules) -> Iterator[Span]:
    """Numbers of a person, the surest first; the caller keeps the first at each place."""
    for match in rules.patterns["nir"].finditer(text):
        yield match.start(), match.end(), Genre.NIR if has_nir_key(match[0].replace("cle", "")) else Genre.NUMERO
    for match in rules.patterns["iban"].finditer(text):
        if end := _iban_end(text, match.start(), rules):
            yield match.start(), end, Genre.IBAN
    for name, genre in _PATTERNS:
        for match in rules.patterns[name].finditer(text):
            if name != "telephone" or len(rules.patterns["jour"].findall(match[0])) < SEVERAL:
                yield match.start(), match.end(), genre
    yield from _runs(text, rules)


def spoken_numbers(tokens: Sequence[Token], rules: Rules) -> Iterator[Span]:
    """A telephone number written out: « zéro six douze… », at least five words of number from a zero on."""
    names, place = rules.lists["nombres"], 0
    while place < len(tokens):
        end = place
        while end < len(tokens) and (tokens[end].text in names or (end > place and tokens[end].is_number)):
            end += 1
        if end - place >= SPOKEN and tokens[place].text == "zero":
            yield tokens[place].start, tokens[end - 1].end, Genre.TELEPHONE
        place = max(end, place + 1)
