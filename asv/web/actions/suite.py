"""What happens to an action once it lives: every route of its thread, its money, its counts and its bilan."""

from asv.web.actions import budget, echanges

HANDLERS = [*echanges.HANDLERS, *budget.HANDLERS]
