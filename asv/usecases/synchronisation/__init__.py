"""What a tablet sends: received once, in whatever order and however often it comes, and never lost."""

from asv.usecases.synchronisation.conflicts import ADecider, Difference, conflicts, resolve
from asv.usecases.synchronisation.journee import AtelierDuJour, EnAttente, Journee, SeanceDuJour, recent_of
from asv.usecases.synchronisation.opening import Keyring
from asv.usecases.synchronisation.places import places_of
from asv.usecases.synchronisation.receiving import receive
from asv.usecases.synchronisation.retry import with_retries
from asv.usecases.synchronisation.strict_json import Unreadable, loads
from asv.usecases.synchronisation.verdicts import Answer, Batch, Issue, Verdict

__all__ = [
    "ADecider",
    "Answer",
    "AtelierDuJour",
    "Batch",
    "Difference",
    "EnAttente",
    "Issue",
    "Journee",
    "Keyring",
    "SeanceDuJour",
    "Unreadable",
    "Verdict",
    "conflicts",
    "loads",
    "places_of",
    "receive",
    "recent_of",
    "resolve",
    "with_retries",
]
