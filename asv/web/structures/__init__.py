"""The directory of structures: its pages, the team of each, merging two sheets, importing many."""

from asv.web.structures import equipe, fusion, importation, pages

HANDLERS = [*pages.HANDLERS, *equipe.HANDLERS, *fusion.HANDLERS, *importation.HANDLERS]
