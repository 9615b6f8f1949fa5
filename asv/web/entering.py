"""A session just opened: its cookie, and the way to its person's home."""

from litestar.datastructures import Cookie
from litestar.response import Redirect

from asv.usecases.comptes import OpenedSession
from asv.web.entry import COOKIE
from asv.web.pages import HOME


def session_cookie(token: str) -> Cookie:
    return Cookie(COOKIE, value=token, path="/", secure=True, httponly=True, samesite="strict")


def entered(opened: OpenedSession, path: str | None = None) -> Redirect:
    return Redirect(path or HOME[opened.role], status_code=303, cookies=[session_cookie(opened.token)])
