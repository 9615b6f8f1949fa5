"""What surrounds the application: the hosts it answers to, and security headers on every answer (finding F2)."""

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.response.base import ASGIResponse
from litestar.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
NO_SENSOR = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
WITH_CAMERA = {"Permissions-Policy": NO_SENSOR.replace("camera=()", "camera=(self)")}
"""For the pages that may read the QR of a card."""

HEADERS = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def with_headers(app: ASGIApp) -> ASGIApp:
    """The application with its headers; a page may state a content policy, a cache rule or a camera of its own."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", POLICY)
                headers.setdefault("Cache-Control", "no-store")
                headers.setdefault("Permissions-Policy", NO_SENSOR)
            await send(message)

        await app(scope, receive, send_with_headers)

    return wrapped


def only_hosts(app: ASGIApp, hosts: frozenset[str]) -> ASGIApp:
    """Answers only under our own names, whatever the port: a forged Host must not reach a link that we write."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        given = dict(scope.get("headers", ())).get(b"host", b"").decode("latin-1")
        if scope["type"] != ScopeType.HTTP or _name_of(given) in hosts:
            await app(scope, receive, send)
            return
        answer = ASGIResponse(body=b"Adresse inconnue.", media_type="text/plain; charset=utf-8", status_code=400)
        await answer(scope, receive, send)

    return wrapped


def _name_of(host: str) -> str:
    """The host without its port: « [::1]:8000 » gives « [::1] »."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
