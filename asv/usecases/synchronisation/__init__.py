"""What a tablet sends: received once, in whatever order and however often it comes, and never lost."""

from asv.usecases.synchronisation.appareils import LOST, Tablette, announce, declare_lost, greet, list_appareils
from asv.usecases.synchronisation.conflicts import ADecider, Difference, conflicts, resolve
from asv.usecases.synchronisation.journee import AtelierDuJour, EnAttente, Journee, SeanceDuJour, recent_of
from asv.usecases.synchronisation.opening import Keyring
from asv.usecases.synchronisation.places import places_of
from asv.usecases.synchronisation.receiving import receive
from asv.usecases.synchronisation.replaying import Reception, import_queue, replay
from asv.usecases.synchronisation.retry import with_retries
from asv.usecases.synchronisation.strict_json import Unreadable, loads
from asv.usecases.synchronisation.verdicts import Answer, Batch, Issue, Verdict

__all__ = [
    "LOST",
    "ADecider",
    "Answer",
    "AtelierDuJour",
    "Batch",
    "Difference",
    "EnAttente",
    "Issue",
    "Journee",
    "Keyring",
    "Reception",
    "SeanceDuJour",
    "Tablette",
    "Unreadable",
    "Verdict",
    "announce",
    "conflicts",
    "declare_lost",
    "greet",
    "import_queue",
    "list_appareils",
    "loads",
    "places_of",
    "receive",
    "recent_of",
    "replay",
    "resolve",
    "with_retries",
]
