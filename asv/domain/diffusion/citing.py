"""The two networks of a table of citations; see `citations` for what each supposes known."""

from dataclasses import dataclass

from asv.domain.diffusion.covering import Arc, Network
from asv.domain.diffusion.lines import MANQUANTS, POOL, Lines
from asv.domain.diffusion.partition import count_arc
from asv.domain.diffusion.policy import Policy
from asv.domain.diffusion.tables import TERRITOIRE, Colonne, CountedTable

FIRST = "PREMIER"
"""Stands for the territoire in the partition by the first cited."""

CITING = "CITANTS"

Counts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Counts of a table of citations, line by line. first: None without the partition. citing: cite at least one."""

    table: CountedTable
    cited: dict[str, Counts]
    first: dict[str, Counts] | None
    alone: dict[str, Counts]
    citing: Counts

    @property
    def later(self) -> dict[str, Counts]:
        """Persons who cite each column after another."""
        if self.first is None:
            return {code: (0,) * len(values) for code, values in self.cited.items()}
        first = self.first
        return {
            code: tuple(max(0, every - head) for every, head in zip(values, first[code], strict=True))
            for code, values in self.cited.items()
        }


def columns_of(table: CountedTable, principal: CountedTable | None) -> Columns:
    """Sort the columns; a partition that contradicts the citations is left aside."""
    every = {colonne.code: tuple(row[rank] for row in table.effectifs) for rank, colonne in enumerate(table.colonnes)}
    alone = {colonne.code: every[colonne.code] for colonne in table.colonnes if colonne.exclusive}
    cited = {code: values for code, values in every.items() if code not in alone}
    answers = zip(table.denominateurs, *alone.values(), strict=True)
    citing = tuple(total - sum(others) for total, *others in answers)
    if principal is None:
        return Columns(table, cited, None, alone, citing)
    parts = {code: tuple(row[principal.column(code)] for row in principal.effectifs) for code in every}
    first = {code: parts[code] for code in cited}
    fits = all(head <= total for code in cited for head, total in zip(first[code], cited[code], strict=True))
    same = principal.manquants == table.manquants and all(parts[code] == alone[code] for code in alone)
    return Columns(table, cited, first if fits and same else None, alone, citing)


def _is_risky(policy: Policy, count: int, answers: int, population: int) -> bool:
    """Whether a share would tell on few persons: few who cite, few who do not, or all of a small group."""
    rest = policy.is_small(answers - count) or policy.is_small(population - count)
    return count > 0 and (policy.is_small(count) or rest or count == answers < policy.certitude)


def cited_network(lines: Lines, columns: Columns, policy: Policy) -> Network:
    """Lines × columns cited, with the number of citations of each line as its sum."""
    network = Network()
    for colonne in columns.table.colonnes:
        if not colonne.exclusive:
            _add_cited(network, lines, columns, colonne, policy)
    return network


def _add_cited(network: Network, lines: Lines, columns: Columns, colonne: Colonne, policy: Policy) -> None:
    code, table = colonne.code, columns.table
    values, later = columns.cited[code], columns.later[code]
    for rank in lines.kept:
        value, high = values[rank], columns.citing[rank]
        risky = _is_risky(policy, value, table.denominateurs[rank], table.populations[rank])
        low = later[rank] if colonne.sensible else min(value, max(1, later[rank]))
        secret = risky or colonne.sensible
        arc = Arc(lines.code(rank), code, value, low, high, hidden=secret, protected=secret, cost=value or None)
        network.add((lines.code(rank), code), arc)
    pool = lines.pool_of(values)
    risky = _is_risky(policy, pool, lines.pool_of(table.denominateurs), lines.pool_of(table.populations))
    low, high = lines.pool_of(later), lines.pool_of(columns.citing)
    protected = risky or colonne.sensible
    network.add((POOL, code), Arc(POOL, code, pool, low, high, hidden=True, protected=protected))
    total, low = sum(values), 0 if colonne.sensible else min(sum(values), 1)
    secret = _is_risky(policy, total, sum(table.denominateurs), sum(table.populations))
    secret = secret or (colonne.sensible and total == 0)
    cost = total + sum(table.populations) if total else None
    network.add((TERRITOIRE, code), Arc(code, TERRITOIRE, total, low, hidden=secret, protected=secret, cost=cost))


def first_key(code: str) -> str:
    """Column of the second network for those who cite this one first."""
    return f"{FIRST} {code}"


def first_network(lines: Lines, columns: Columns, policy: Policy, withheld: frozenset[str]) -> Network:
    """Lines × (those who cite, by the first cited; « aucun »; missing), with the population of each line as its sum.

    withheld: columns whose total by the first cited stays hidden, zeros included.
    A count by the first cited is not protected here when that of the citations is small: it then moves with it, as
    those who cite the column later stay the same.
    """
    network = Network()
    for rank in lines.kept:
        _add_line(network, lines.code(rank), [rank], columns, policy)
    _add_line(network, POOL, sorted(lines.pooled), columns, policy)
    _add_totals(network, columns, policy, withheld)
    return network


def _add_line(network: Network, line: str, ranks: list[int], columns: Columns, policy: Policy) -> None:
    """Put a line in; those who cite are at least the largest column, and cite no more than the table allows each."""
    cited = {code: sum(values[rank] for rank in ranks) for code, values in columns.cited.items()}
    citing = sum(columns.citing[rank] for rank in ranks)
    low = min(citing, max(*cited.values(), -(-sum(cited.values()) // columns.table.citations)))
    node = f"{line} {CITING}"
    network.add((line, CITING), Arc(line, node, citing, low, hidden=True))
    for code, values in (columns.first or {}).items():
        value = sum(values[rank] for rank in ranks)
        exposed = policy.is_small(value) or policy.is_small(cited[code] - value)
        protected = exposed and not policy.is_small(cited[code])
        network.add((line, first_key(code)), Arc(node, code, value, 0, cited[code], hidden=True, protected=protected))
    if columns.first is None:
        high = sum(cited.values())
        network.add((line, f"{CITING} 1"), Arc(node, CITING, citing, 0, high, hidden=True))
    _add_silent(network, line, ranks, columns, policy)


def _add_silent(network: Network, line: str, ranks: list[int], columns: Columns, policy: Policy) -> None:
    """Put in those of a line who cite nothing: « aucun », and the missing answers."""
    table = columns.table
    answers, population = (sum(counts[rank] for rank in ranks) for counts in (table.denominateurs, table.populations))
    for code, values in {**columns.alone, MANQUANTS: table.manquants}.items():
        value = sum(values[rank] for rank in ranks)
        cost = population if code == MANQUANTS else value
        arc = count_arc(line, code, value, cost, policy=policy, sensible=False)
        secret = code != MANQUANTS and _is_risky(policy, value, answers, population)
        arc.hidden = arc.protected = arc.hidden or secret
        if line == POOL:
            arc = Arc(line, code, value, hidden=True, protected=arc.protected)
        network.add((line, code), arc)


def _add_totals(network: Network, columns: Columns, policy: Policy, withheld: frozenset[str]) -> None:
    table = columns.table
    answers, population = sum(table.denominateurs), sum(table.populations)
    for code, values in (columns.first or {}).items():
        total, every = sum(values), sum(columns.cited[code])
        risky = _is_risky(policy, total, answers, population) or policy.is_small(every - total)
        protected = risky and not policy.is_small(every)
        low = 0 if code in withheld else min(total, 1)
        hidden = risky or code in withheld
        arc = Arc(code, TERRITOIRE, total, low, hidden=hidden, protected=protected, cost=total or None)
        network.add((FIRST, code), arc)
    if columns.first is None:
        network.add((FIRST, CITING), Arc(CITING, TERRITOIRE, sum(columns.citing), hidden=True))
    for code, values in {**columns.alone, MANQUANTS: table.manquants}.items():
        total = sum(values)
        arc = count_arc(code, TERRITOIRE, total, total + population, policy=policy, sensible=False)
        secret = code != MANQUANTS and _is_risky(policy, total, answers, population)
        arc.hidden = arc.protected = arc.hidden or secret
        network.add((TERRITOIRE, code), arc)
