"""Tables whose columns, with the missing answers, add up to the population of the line."""

from asv.domain.diffusion.covering import UNBOUNDED, Arc, Network, protect
from asv.domain.diffusion.frame import Frame
from asv.domain.diffusion.lines import MANQUANTS, POOL, Lines, Verdict, settle, too_few
from asv.domain.diffusion.policy import Policy
from asv.domain.diffusion.tables import TERRITOIRE, CountedTable


def protect_partition(table: CountedTable, frame: Frame, policy: Policy) -> Verdict:
    """Decide which cells may be shown."""
    answers = sum(table.denominateurs)
    columns = range(len(table.colonnes)) if len(table.colonnes) > 1 else ()
    alike = columns and 0 < answers < policy.certitude and answers in table.totaux
    if not frame.total_shown or policy.is_small(answers) or alike:
        return Verdict()
    return settle(table, frame, too_few(table, policy, columns), lambda lines: _attempt(lines, policy))


def _attempt(lines: Lines, policy: Policy) -> Verdict | str:
    network = Network()
    for column in range(len(lines.table.colonnes) + 1):
        _add_column(network, lines, policy, column)
    culprit = protect(network, width=policy.largeur, seuil=policy.seuil)
    if culprit is not None:
        return culprit[0]
    columns = [_counts(lines.table, column) for column in range(len(lines.table.colonnes) + 1)]
    sensible = {code for code, is_sensible, _ in columns if is_sensible}
    is_open = lines.is_pool_open(network, {code: counts for code, _, counts in columns}, policy, sensible)
    return Verdict(frozenset(key for key, arc in network.arcs.items() if not arc.hidden)) if is_open else POOL


def _counts(table: CountedTable, column: int) -> tuple[str, bool, list[int]]:
    """Code of a column, whether it is sensible, its counts line by line; the missing answers come last."""
    if column == len(table.colonnes):
        return MANQUANTS, False, list(table.manquants)
    colonne = table.colonnes[column]
    return colonne.code, colonne.sensible, [row[column] for row in table.effectifs]


def _add_column(network: Network, lines: Lines, policy: Policy, column: int) -> None:
    code, sensible, counts = _counts(lines.table, column)
    for rank in lines.kept:
        line = lines.code(rank)
        cost = lines.table.populations[rank] if code == MANQUANTS else counts[rank]
        network.add((line, code), count_arc(line, code, counts[rank], cost, policy=policy, sensible=sensible))
    pool = lines.pool_of(counts)
    network.add((POOL, code), Arc(POOL, code, pool, hidden=True, protected=sensible or policy.is_small(pool)))
    total = sum(counts)
    cost = total + sum(lines.table.populations)
    secret = sensible and total < policy.seuil
    network.add((TERRITOIRE, code), count_arc(code, TERRITOIRE, total, cost, policy=policy, sensible=secret))


def count_arc(tail: str, head: str, value: int, cost: int, *, policy: Policy, sensible: bool) -> Arc:
    """A count that may be published, unless it is small or sensible. A hidden one is known to be at least 1.

    Missing answers: whether they are fewer than the threshold shows in what the parts divide by, so it is known.
    """
    if sensible:
        return Arc(tail, head, value, hidden=True, protected=True)
    small = policy.is_small(value)
    low, high = min(value, 1), UNBOUNDED
    if MANQUANTS in (head, tail):
        low, high = (low, policy.seuil - 1) if small else (min(value, policy.seuil), high)
    return Arc(tail, head, value, low, high, hidden=small, protected=small, cost=cost if value else None)
