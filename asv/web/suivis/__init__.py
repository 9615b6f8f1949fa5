"""Suivis at the desk. A code is typed in a form and sent in its body: it is in no address, no page, no log."""

from asv.web.suivis import cartes, listing, ouverture, passing, personne, sheet

HANDLERS = [*listing.HANDLERS, *cartes.HANDLERS, *ouverture.HANDLERS, *sheet.HANDLERS, *passing.HANDLERS,
            *personne.HANDLERS]  # fmt: skip
