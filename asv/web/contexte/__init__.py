"""Séries of context: the list, one série, and the files that the coordination brings."""

from asv.web.contexte.importation import HANDLERS as IMPORTING
from asv.web.contexte.pages import HANDLERS as READING
from asv.web.contexte.quartiers import HANDLERS as COMPARING

HANDLERS = [*READING, *COMPARING, *IMPORTING]
