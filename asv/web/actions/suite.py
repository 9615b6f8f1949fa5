"""What happens to an action once it lives: every route of its thread, its money, its dates and its places."""

from asv.web.actions import bilan, budget, dates, echanges, ensemble, places

HANDLERS = [
    *bilan.HANDLERS,
    *echanges.HANDLERS,
    *budget.HANDLERS,
    *dates.HANDLERS,
    *places.HANDLERS,
    *ensemble.HANDLERS,
]
