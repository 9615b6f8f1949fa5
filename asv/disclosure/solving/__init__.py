"""Secondary suppression: which counts to hide so that what must stay unknown does, at a proven distance of the best."""

from asv.disclosure.solving.progress import Cancelled, Progress
from asv.disclosure.solving.search import solve

__all__ = ["Cancelled", "Progress", "solve"]
