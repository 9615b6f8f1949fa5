"""Tables where an answer may cite several columns, with the partition by the first cited when there is one.

Two networks share the same persons. For the citations, the attacker is supposed to know, on each line, how many
persons cite something and how many citations there are: this only helps him. Each line is then an equation too, and a
count of citations goes no lower than those who cite the column after another. For « aucun », the missing answers and
the first cited, he is supposed to know every count of citations, hidden or not. A move found in either network is
therefore a possible table for both.
"""

from asv.domain.diffusion.citing import FIRST, Columns, cited_network, columns_of, first_key, first_network
from asv.domain.diffusion.covering import Key, Network, protect
from asv.domain.diffusion.frame import Frame
from asv.domain.diffusion.lines import MANQUANTS, POOL, Lines, Verdict, settle, too_few
from asv.domain.diffusion.policy import Policy
from asv.domain.diffusion.tables import TERRITOIRE, CountedTable


def protect_citations(
    table: CountedTable, principal: CountedTable | None, frame: Frame, policy: Policy
) -> tuple[Verdict, Verdict | None]:
    """Decide which cells of the table may be shown, and which of the partition by the first cited.

    The second is None when there is no partition, or when it contradicts the table.
    """
    columns = columns_of(table, principal)
    answers, citing = sum(table.denominateurs), sum(columns.citing)
    few_answers = any(policy.is_small(count) for count in (answers, citing))
    if not frame.total_shown or few_answers or (citing == 0 < answers < policy.certitude):
        return Verdict(), Verdict() if columns.first else None
    alone = [rank for rank, colonne in enumerate(table.colonnes) if colonne.exclusive]
    withdrawn = {rank for rank, count in enumerate(columns.citing) if policy.is_small(count)}
    withdrawn |= too_few(table, policy, alone)
    verdict = settle(table, frame, withdrawn, lambda lines: _attempt(lines, columns, policy))
    cited = Verdict(frozenset(key for key in verdict.shown if key[0] != FIRST))
    if columns.first is None:
        return cited, None
    shared = {*columns.alone, MANQUANTS}
    same = {key for key in cited.shown if key[0] == TERRITOIRE and key[1] in shared}
    return cited, Verdict(frozenset({(TERRITOIRE, code) for line, code in verdict.shown if line == FIRST} | same))


def _attempt(lines: Lines, columns: Columns, policy: Policy) -> Verdict | str:
    cited = cited_network(lines, columns, policy)
    culprit = protect(cited, width=policy.largeur, seuil=policy.seuil)
    if culprit is not None:
        return culprit[0]
    first, culprit = _protect_first(lines, columns, policy, cited)
    if culprit is not None:
        return culprit[0]
    counts = {MANQUANTS: columns.table.manquants, **columns.alone}
    for code, values in (columns.first or {}).items():
        if not policy.is_small(lines.pool_of(columns.cited[code])):  # else it moves with the citations, as above
            counts[first_key(code)] = values
    is_open = lines.is_pool_open(cited, columns.cited, policy) and lines.is_pool_open(first, counts, policy)
    arcs = {**cited.arcs, **first.arcs}
    return Verdict(frozenset(key for key, arc in arcs.items() if not arc.hidden)) if is_open else POOL


def _protect_first(lines: Lines, columns: Columns, policy: Policy, cited: Network) -> tuple[Network, Key | None]:
    """Protect the second network; when it cannot be, the whole partition by the first cited is withheld."""
    hidden = frozenset(code for line, code in cited.arcs if line == TERRITOIRE and cited.arcs[line, code].hidden)
    network = first_network(lines, columns, policy, hidden)
    culprit = protect(network, width=policy.largeur, seuil=policy.seuil)
    if culprit is not None:
        network = first_network(lines, columns, policy, frozenset(columns.cited))
        culprit = protect(network, width=policy.largeur, seuil=policy.seuil)
    return network, culprit
