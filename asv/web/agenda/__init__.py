"""The agenda: pages and posters for inhabitants, calendars for their telephones, secret addresses for partners."""

from asv.web.agenda import abonnements, ical, public

HANDLERS = [*public.HANDLERS, *ical.HANDLERS, *abonnements.HANDLERS]
