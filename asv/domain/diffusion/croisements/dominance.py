"""Cells that count many contacts and, mostly, one person: those of one suivi, who comes back under the same code.

Contacts without a code cannot be tied to anybody: each is taken as another person. The share of one person is then the
least that it may be, and the rule protects whoever can be recognised from one contact to the next.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from asv.domain.diffusion.croisements.cells import margins
from asv.domain.diffusion.croisements.dimensions import Cle, CountedCrossing
from asv.domain.diffusion.policy import POLICY, Policy


def with_dominated(
    counted: CountedCrossing, persons: Iterable[Mapping[Cle, int]], policy: Policy = POLICY
) -> CountedCrossing:
    """The crossing, knowing which of its cells one person dominates. persons: the contacts of each of them.

    Every combination of the dimensions that a table or a link crosses is looked at.
    """
    whole, found = margins(counted), dict(counted.domines)
    for own in persons:
        for cle, most in margins(replace(counted, effectifs=own)).items():
            room = policy.room_of(most, whole[cle])
            if room and not policy.is_small(whole[cle]):
                found[cle] = max(room, found.get(cle, 0))
    return replace(counted, domines=found)
