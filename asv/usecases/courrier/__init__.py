"""Mails and reminders: what leaves when nobody is logged in."""

from asv.usecases.courrier.envoi import STOP_PATH, Facteur, claim, send_waiting
from asv.usecases.courrier.etat import examine
from asv.usecases.courrier.poste import Relais, relais_of
from asv.usecases.courrier.rappels import remind
from asv.usecases.courrier.tournee import Tournee, running

__all__ = [
    "STOP_PATH",
    "Facteur",
    "Relais",
    "Tournee",
    "claim",
    "examine",
    "relais_of",
    "remind",
    "running",
    "send_waiting",
]
