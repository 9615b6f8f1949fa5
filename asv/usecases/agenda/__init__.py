"""The agenda: what inhabitants read, what their calendars read, what people follow by a secret address."""

from asv.usecases.agenda.flux import LigneFlux, just_made, list_flux, make_flux, read_flux, revoke_flux
from asv.usecases.agenda.public import Agenda, date_to_keep, public_agenda, public_date, public_feed

__all__ = [
    "Agenda",
    "LigneFlux",
    "date_to_keep",
    "just_made",
    "list_flux",
    "make_flux",
    "public_agenda",
    "public_date",
    "public_feed",
    "read_flux",
    "revoke_flux",
]
