"""The figures of a release as those who receive it read them: partners, communes, funders; and anybody."""

from asv.web.donnees import publiques, recues

HANDLERS = [*publiques.HANDLERS, *recues.HANDLERS]
