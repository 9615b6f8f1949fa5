"""Annual reports: counting what is beside the release, freezing a whole report, adjusting it with a date."""

from asv.usecases.rapports.comptes import count_beside, count_places
from asv.usecases.rapports.geler import RapportFige, adjust, freeze, read_frozen

__all__ = ["RapportFige", "adjust", "count_beside", "count_places", "freeze", "read_frozen"]
