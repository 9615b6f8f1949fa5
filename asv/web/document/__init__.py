"""The diagnostic document on screen: arranging and writing it, reading its versions, taking it away."""

from asv.web.document import ecriture, fichiers, pages, publics, versions

HANDLERS = [*pages.HANDLERS, *ecriture.HANDLERS, *versions.HANDLERS, *fichiers.HANDLERS, *publics.HANDLERS]
