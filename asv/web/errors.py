"""From a refusal or a fault to an answer: a page in French, or JSON under /api; never a trace or a statement."""

import logging
import secrets
import traceback
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.response import Template
from litestar.status_codes import (
    HTTP_400_BAD_REQUEST,
    HTTP_401_UNAUTHORIZED,
    HTTP_403_FORBIDDEN,
    HTTP_404_NOT_FOUND,
    HTTP_405_METHOD_NOT_ALLOWED,
    HTTP_409_CONFLICT,
    HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    HTTP_429_TOO_MANY_REQUESTS,
    HTTP_500_INTERNAL_SERVER_ERROR,
    HTTP_503_SERVICE_UNAVAILABLE,
)

from asv.domain.errors import Conflict, Forbidden, NotFound, Refused
from asv.usecases.faults import is_database_away
from asv.web.pages import frame

LOGGER = logging.getLogger("asv")
RETRY_AFTER = "5"
TITLES = {
    HTTP_400_BAD_REQUEST: (
        "Cette demande n’est pas complète",
        "Revenez en arrière, vérifiez la saisie et recommencez.",
    ),
    HTTP_401_UNAUTHORIZED: ("Connectez-vous", "Votre session est terminée ou n’a pas commencé."),
    HTTP_403_FORBIDDEN: ("Cette page ne vous est pas ouverte", "Votre rôle ne permet pas de l’ouvrir."),
    HTTP_404_NOT_FOUND: ("Cette page n’existe pas", "L’adresse est peut-être mal écrite, ou la page a été retirée."),
    HTTP_405_METHOD_NOT_ALLOWED: (
        "Cette adresse ne s’utilise pas ainsi",
        "Passez par les liens et les boutons du site.",
    ),
    HTTP_409_CONFLICT: ("Quelqu’un est passé avant vous", "Rechargez la page pour voir l’état actuel."),
    HTTP_413_REQUEST_ENTITY_TOO_LARGE: ("Cet envoi est trop lourd", "Envoyez-le en plusieurs fois."),
    HTTP_429_TOO_MANY_REQUESTS: ("Trop de demandes", "Attendez une minute et recommencez."),
    HTTP_500_INTERNAL_SERVER_ERROR: ("Le site a rencontré un problème", "Rien n’a été enregistré. Réessayez."),
    HTTP_503_SERVICE_UNAVAILABLE: (
        "Le site n’est pas disponible",
        "La base de données ne répond pas. Réessayez bientôt.",
    ),
}


REFUSALS = {NotFound: HTTP_404_NOT_FOUND, Forbidden: HTTP_403_FORBIDDEN, Conflict: HTTP_409_CONFLICT}


def status_of(error: Exception) -> int:
    match error:
        case Refused():
            return next((status for kind, status in REFUSALS.items() if isinstance(error, kind)), HTTP_400_BAD_REQUEST)
        case HTTPException():
            return error.status_code
        case _ if is_database_away(error):
            return HTTP_503_SERVICE_UNAVAILABLE
        case _:
            return HTTP_500_INTERNAL_SERVER_ERROR


def message_of(error: Exception, status: int) -> str:
    """The refusal's own sentence when it is ours; a fixed one otherwise."""
    match error:
        case Refused():
            return error.message
        case ValidationException():
            return TITLES[HTTP_400_BAD_REQUEST][1]
        case HTTPException() if error.detail and status in _OURS:
            return error.detail
        case _:
            return TITLES.get(status, TITLES[HTTP_400_BAD_REQUEST])[1]


# Statuses whose sentence is written by our own gate (asv/web/entry.py) or handlers.
_OURS = frozenset(
    {HTTP_401_UNAUTHORIZED, HTTP_403_FORBIDDEN, HTTP_413_REQUEST_ENTITY_TOO_LARGE, HTTP_429_TOO_MANY_REQUESTS}
)


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    status = status_of(error)
    incident = ""
    if status == HTTP_500_INTERNAL_SERVER_ERROR:
        incident = secrets.token_hex(4)
        # The type and the places only: a message of the database may hold what somebody typed.
        places = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)[-6:]]
        LOGGER.error("fault incident=%s kind=%s at=%s", incident, type(error).__name__, places)
    message = message_of(error, status)
    headers = {"Retry-After": RETRY_AFTER} if status == HTTP_503_SERVICE_UNAVAILABLE else {}
    if request.url.path.startswith("/api/"):
        return Response({"erreur": message, "incident": incident or None}, status_code=status, headers=headers)
    titre, fallback = TITLES.get(status, TITLES[HTTP_400_BAD_REQUEST])
    context = frame(request, request.app.state.site) | {
        "code": status, "titre": titre, "message": message or fallback, "incident": incident,
        "issue": ("/connexion", "Se connecter") if status == HTTP_401_UNAUTHORIZED else None,
    }  # fmt: skip
    return Template("errors/error.html", context=context, status_code=status, headers=headers)
