"""Séries of context: the list, one série, and the files that the coordination brings."""

from asv.web.contexte.importation import HANDLERS as IMPORTING
from asv.web.contexte.pages import HANDLERS as READING

HANDLERS = [*READING, *IMPORTING]
