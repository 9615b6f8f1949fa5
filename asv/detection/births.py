"""Birth dates: any date said to be one, and any full date too old to be an appointment.

Twin of asv/web/static/js/texte/births.js.
"""

import re
from collections.abc import Iterator

from asv.detection.examen import Genre
from asv.detection.numbers import Span
from asv.detection.rules import Rules

_DATES = ("date", "date_iso", "date_serree", "date_mots")
_AFTER_A_WORD = (*_DATES, "six_chiffres", "mois_annee", "jour", "annee")
OLD_UP_TO, SOON_UP_TO, WHOLE_YEAR = 2019, 35, 4
"""A full date up to 2019 is a birth; of two figures, 20 to 35 are the years an appointment may have."""


def _is_old(year: str | None) -> bool:
    if not year:
        return False
    return int(year) <= OLD_UP_TO if len(year) == WHOLE_YEAR else not OLD_UP_TO % 100 < int(year) <= SOON_UP_TO


def _is_remembered(text: str, match: re.Match[str], rules: Rules) -> bool:
    """A date of history or of a law, or the start of something."""
    words = tuple(match[0].split(" "))
    return words in rules.phrases["jamais_naissance"].get(words[0][:3], ()) or bool(
        rules.patterns["sauf"].search(text[max(0, match.start() - 24) : match.start()])
    )


def births(text: str, rules: Rules) -> Iterator[Span]:
    """Dates of birth, the date alone."""
    for trigger in rules.patterns["naissance"].finditer(text):
        for name in _AFTER_A_WORD:
            if match := rules.patterns[name].match(text, trigger.end()):
                yield match.start(), match.end(), Genre.NAISSANCE
                break
    for name in _DATES:
        for match in rules.patterns[name].finditer(text):
            year = match[match.re.groups]
            with_spaces = name == "date" and match[1] == " " and len(year) < WHOLE_YEAR
            if _is_old(year) and not with_spaces and not _is_remembered(text, match, rules):
                yield match.start(), match.end(), Genre.NAISSANCE
