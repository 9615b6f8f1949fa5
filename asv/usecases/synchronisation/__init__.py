"""What a tablet sends: received once, in whatever order and however often it comes, and never lost."""

from asv.usecases.synchronisation.opening import Keyring
from asv.usecases.synchronisation.places import places_of
from asv.usecases.synchronisation.receiving import receive
from asv.usecases.synchronisation.retry import with_retries
from asv.usecases.synchronisation.strict_json import Unreadable, loads
from asv.usecases.synchronisation.verdicts import Answer, Batch, Issue, Verdict

__all__ = [
    "Answer",
    "Batch",
    "Issue",
    "Keyring",
    "Unreadable",
    "Verdict",
    "loads",
    "places_of",
    "receive",
    "with_retries",
]
