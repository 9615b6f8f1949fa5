"""The release rule: counts in, figures that may leave out. The only maker of Released… values.

What is promised (vocabulary of disclosure control), for every count from 1 to 10 of every line of a call to `release`,
the unpublished rest included, and for a remainder of 1 to 10 of those who answered:

- *interval* protection, sliding, of width 5 (`Policy.largeur`). Who knows every published figure, every equation
  between them (sums over places, sums over categories and missing answers, what the parts divide by), that true zeros
  are shown, and the limits of citations (at most everybody, two or three each), must still consider possible two
  values at least 5 apart. The counts hidden in one equation add up to zero or to at least 11.
- missing answers: the same; whether there are 1 to 10 of them may show, their number does not.
- a sensible column is absent below the territoire, its count on each line is protected whatever it is, and its total
  is shown from 11 only: « none » would hold for every place.
- « all of them » is not published below 50 answers.

How: the order of decisions is ours (populations first, then each table, whose lines that cannot be helped join a pool
of which nothing is told); within each, what to hide is chosen by `asv.disclosure`, and looked at again by its auditor.

Crossed tables (`crossed_problem`, `release_crossed`), of a closed year, are one problem, places that overlap and
quarters included, joined to what the diagnostic of the same year tells: its figures stay, what it hides stays hidden.
The same protection holds for every count of 1 to 10 of every table, for parts of QPV that nobody is shown, for those
who cite a frein after another, and for the small counts of an equation taken together. Besides:

- below a small count everything is hidden, zeros included; so is a whole line of answers where a group of less than
  50 gives only one;
- a sensible frein has no line anywhere: it counts with what nothing makes precise in its family, whose zero is hidden;
- marginals of ateliers are never crossed, and no table crosses more than three dimensions;
- a table that cannot be protected is left out; the sums of its counts, unknown, stay in the problem;
- what the auditor does not prove does not leave. What left is kept, and never asked again.

Releases (`editions`) keep both for a closed quarter or year. All releases of the same contacts are one problem too:
what was shown stays shown, what was hidden stays hidden, and a count that is no longer what it was is protected by its
distance to what it was. The whole ledger is read again by a second auditor. Recipients get views of the same solved
cells (`view_for`), never cells solved again.

What is not covered:

- who replays the rule itself: the choice of a secondary cell says a little about the primary one. On tables of a few
  persons, listed in full, that singles out a small count now and then; no release of this kind is immune to it;
- a crossed table left out: its own small counts, unless the diagnostic hides them, and who cites one of its freins
  after another, are no longer checked;
- `release` sees one period at a time: within the team running and nested periods can be subtracted. Outside, what
  leaves of a quarter is decided with its year; the other tables leave for a year only, and once;
- readings of a period before it was released, and after it was corrected: the team counts as it goes. Tables by place
  and by residence of one count are not crossed;
- who owns some of the counts, or believes that missing answers are alike from one table to another.

The face (`CountedTable`, `release`, `Released…`) is meant to outlive the rule behind it.
"""

from asv.domain.diffusion.comparing import FEWEST, Ecart, specificite
from asv.domain.diffusion.croisements import (
    Crossed,
    Progress,
    ReleasedCrossing,
    crossed_problem,
    frozen,
    release_crossed,
    thawed,
)
from asv.domain.diffusion.editions import Diffusion, Figure, Reference, view_for
from asv.domain.diffusion.lissage import FEWEST_PLACES, compared, smoothed
from asv.domain.diffusion.policy import POLICY, Destinataire, Policy
from asv.domain.diffusion.rates import rate_per_1000
from asv.domain.diffusion.release import release
from asv.domain.diffusion.released import ReleasedCell, ReleasedLine, ReleasedTable, ReleasedValue, Statut
from asv.domain.diffusion.shares import share_of
from asv.domain.diffusion.tables import SANS_LIEN, TERRITOIRE, Colonne, CountedTable, Kind, Lien, Ligne
from asv.domain.diffusion.typed import release_typed, round_typed

__all__ = [
    "FEWEST",
    "FEWEST_PLACES",
    "POLICY",
    "SANS_LIEN",
    "TERRITOIRE",
    "Colonne",
    "CountedTable",
    "Crossed",
    "Destinataire",
    "Diffusion",
    "Ecart",
    "Figure",
    "Kind",
    "Lien",
    "Ligne",
    "Policy",
    "Progress",
    "Reference",
    "ReleasedCell",
    "ReleasedCrossing",
    "ReleasedLine",
    "ReleasedTable",
    "ReleasedValue",
    "Statut",
    "compared",
    "crossed_problem",
    "frozen",
    "rate_per_1000",
    "release",
    "release_crossed",
    "release_typed",
    "round_typed",
    "share_of",
    "smoothed",
    "specificite",
    "thawed",
    "view_for",
]
