"""How many persons each line counts: decided once for all the tables of a univers, before their columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from asv.domain.diffusion.covering import UNBOUNDED, Arc, Network, protect, ranges
from asv.domain.diffusion.policy import Policy
from asv.domain.diffusion.tables import CountedTable, Ligne


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known of the population of each line.

    total_shown: whether that of the whole territoire is. shown: lines, by code, whose population is.
    ranges: smallest and largest population that each line may have, for who knows only what is published.
    """

    total_shown: bool
    shown: frozenset[str]
    ranges: dict[str, tuple[int, int]]


def frame_of(table: CountedTable, policy: Policy, rest_floor: int = 0) -> Frame:
    """Decide which populations may be shown.

    The total is, when it is not small: this depends on nothing else, so that every table of the univers agrees.
    Small lines are hidden, with others until each keeps its room. When nothing helps no line is shown, zeros
    included, and any line may hold anything from nobody to everybody.
    rest_floor: a number known to be at most that of the rest, for a table whose published lines have a ceiling.
    """
    total = sum(table.populations)
    codes = [ligne.code for ligne in table.lignes]
    if policy.is_small(total):
        return closed_frame(table)
    network = _star(table.lignes, table.populations, policy, rest_floor)
    if protect(network, width=policy.largeur, seuil=policy.seuil) is not None:
        return Frame(total_shown=True, shown=frozenset(), ranges=dict.fromkeys(codes, (0, total)))
    hidden = {key[0] for key, arc in network.arcs.items() if arc.hidden}
    return Frame(
        total_shown=True,
        shown=frozenset(codes) - hidden,
        ranges={key[0]: found for key, found in ranges(network).items()},
    )


def closed_frame(table: CountedTable) -> Frame:
    """Show nothing of the table, not even its total."""
    ranges = {ligne.code: (0, UNBOUNDED) for ligne in table.lignes}
    return Frame(total_shown=False, shown=frozenset(), ranges=ranges)


def _star(lignes: Sequence[Ligne], populations: Sequence[int], policy: Policy, rest_floor: int) -> Network:
    """One equation, the lines add up to a published total, drawn as arcs side by side between two nodes."""
    network = Network()
    for ligne, population in zip(lignes, populations, strict=True):
        small = policy.is_small(population)
        network.add(
            (ligne.code, ""),
            Arc(
                "territoire",
                "lignes",
                population,
                low=min(population, 1) if ligne.publiee else min(rest_floor, population),
                hidden=small or not ligne.publiee,
                protected=small,
                cost=population if population and ligne.publiee else None,
            ),
        )
    return network
