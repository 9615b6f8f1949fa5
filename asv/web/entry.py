"""The gate of every route: origin, session, role, form token. A route that declares nothing lets nobody in."""

import asyncio
import hmac
from datetime import datetime, timedelta
from typing import Any

from litestar import Request
from litestar.enums import ScopeType
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from asv.domain.acteurs import READS_ONLY, Acteur
from asv.usecases.comptes import prolong
from asv.usecases.entree import who
from asv.usecases.nouvelles import count_unread
from asv.web.site import Site, csrf_token
from asv.web.uploads import read_upload

COOKIE = "__Host-sid"
PROLONGED_EVERY = timedelta(minutes=1)
MOST_REMEMBERED = 10_000
KNOWN_WITHIN_SECONDS = 2
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
CROSS_SITE = "Cette demande vient d’un autre site : elle est refusée. Revenez sur la page et recommencez."
EXPIRED_FORM = (
    "Rien n’a été enregistré : ce formulaire n’est plus valable, sans doute parce que la session a changé. Revenez en "
    "arrière, rechargez la page et recommencez."
)
ELSEWHERE = "Cette page n’est pas ouverte à votre rôle. Revenez à votre accueil."


class Entry(ASGIMiddleware):
    """Runs after routing, so that it reads what the handler declares: opt `public`, or opt `roles`.

    Opt `without_session`: reached by a link, it knows nobody even where somebody is logged in.
    """

    scopes = (ScopeType.HTTP,)

    def __init__(self, site: Site) -> None:
        self.site = site
        self.prolonged: dict[int, datetime] = {}

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        request: Request[Any, Any, Any] = Request(scope, receive)
        opt = scope["route_handler"].opt
        token = None if opt.get("without_session") else request.cookies.get(COOKIE)
        acteur = await self._acteur(token, scope)
        scope["user"], scope["auth"] = acteur, token if acteur else None
        if request.method not in SAFE:
            check_origin(request, self.site, required=bool(opt.get("origin_required")))
        check_role(acteur, opt)
        if request.method not in SAFE:
            check_writing(acteur, opt)
        if acteur is not None and token and request.method not in SAFE and not opt.get("origin_required"):
            await check_form_token(request, token, carries_file=bool(opt.get("upload")))
        await next_app(scope, receive, send)

    async def _acteur(self, token: str | None, scope: Scope) -> Acteur | None:
        if not token:
            return None
        async with asyncio.timeout(KNOWN_WITHIN_SECONDS), self.site.bases.session(token, read_only=True) as session:
            acteur = await who(session)  # a database that froze is told as away, before anything waits for it
            if acteur is not None and is_page(scope):
                scope["state"]["non_lues"] = await count_unread(session, acteur)
        if acteur is not None and self._is_due(token):
            async with self.site.bases.gate() as gate, gate.begin():
                await prolong(gate, token, self.site.clock())
        return acteur

    def _is_due(self, token: str) -> bool:
        """Whether the session's idle deadline was last pushed long enough ago, as this process remembers."""
        now, key = self.site.clock(), hash(token)
        last = self.prolonged.get(key)
        if last is not None and now - last < PROLONGED_EVERY:
            return False
        if len(self.prolonged) > MOST_REMEMBERED:
            self.prolonged.clear()
        self.prolonged[key] = now
        return True


def is_page(scope: Scope) -> bool:
    """Whether a browser asks for a page, whose menu counts what is unread: neither a file, nor what a script sends."""
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def expected_origin(request: Request[Any, Any, Any], site: Site) -> str:
    return site.origin or f"{request.scope['scheme']}://{request.headers.get('host', '')}"


def check_origin(request: Request[Any, Any, Any], site: Site, *, required: bool) -> None:
    """An unsafe request comes from the site itself.

    With `Referrer-Policy: no-referrer`, browsers send `Origin: null` with a form: Sec-Fetch-Site then tells.
    """
    origin = request.headers.get("origin")
    fetch_site = request.headers.get("sec-fetch-site")
    is_own = origin == expected_origin(request, site)
    if required and not is_own:
        raise PermissionDeniedException(CROSS_SITE)
    if origin not in (None, "null") and not is_own:
        raise PermissionDeniedException(CROSS_SITE)
    if fetch_site not in (None, "same-origin", "none") or (origin == "null" and fetch_site != "same-origin"):
        raise PermissionDeniedException(CROSS_SITE)


def check_role(acteur: Acteur | None, opt: dict[str, Any]) -> None:
    if opt.get("public"):
        return
    if acteur is None:
        raise NotAuthorizedException("Votre session est terminée ou n’a pas commencé : connectez-vous.")
    if acteur.role not in opt.get("roles", ()):
        raise PermissionDeniedException(ELSEWHERE)


def check_writing(acteur: Acteur | None, opt: dict[str, Any]) -> None:
    """A partner who only reads sends no form, but those about himself (opt `personal`): his messages, his calendar."""
    if acteur is not None and not acteur.may_write and not opt.get("public") and not opt.get("personal"):
        raise PermissionDeniedException(READS_ONLY)


async def check_form_token(request: Request[Any, Any, Any], token: str, *, carries_file: bool = False) -> None:
    fields = (await read_upload(request)).fields if carries_file else await request.form()
    given = str(fields.get("_csrf_token", ""))
    if not hmac.compare_digest(given.encode(), csrf_token(token).encode()):
        raise PermissionDeniedException(EXPIRED_FORM)
