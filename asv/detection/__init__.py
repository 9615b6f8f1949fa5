"""Finds in a free text what points to a person: numbers, addresses, births, names, and words of illness.

Ground package: the standard library, python-stdnum and phonenumbers. No word of the trade, nothing kept, logged or
echoed: the answer holds places and kinds. Its twin for the browser reads the same rules and the same word sets
(`asv/web/static/js/texte/`); `tests/detection/cas.json` holds both to the same answers.
"""

from asv.detection.examen import Examen, Fragment, Genre, Usage, Verdict
from asv.detection.reading import examine

__all__ = ["Examen", "Fragment", "Genre", "Usage", "Verdict", "examine"]
