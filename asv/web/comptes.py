"""Entering, leaving, choosing a password, and the accounts that the administrator keeps."""

from typing import Annotated, Any, Literal
from uuid import UUID

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect, Template
from pydantic import ConfigDict, Field

from asv.domain.acteurs import PASSWORD_LENGTH, Acteur, Role
from asv.domain.errors import Refused
from asv.usecases import comptes, structures
from asv.web.dependencies import TheActeur, TheGate, TheNow, TheSession, TheSite, WebRequest
from asv.web.entering import entered
from asv.web.entry import COOKIE
from asv.web.forms import Form
from asv.web.pages import moved, page

PUBLIC = {"public": True}
DIFFERENT = "Les deux saisies ne sont pas identiques : tapez deux fois le même mot de passe."
ADMIN = {"roles": (Role.ADMINISTRATEUR,)}
Text = Annotated[str, Field(max_length=254)]
Password = Annotated[str, Field(max_length=1000)]


class LoginForm(Form):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)
    email: Text
    mot_de_passe: Password
    suite: Text = ""


class LogoutForm(Form):
    file: Literal["vide", ""] = ""


class PasswordForm(Form):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)
    mot_de_passe: Password
    confirmation: Password = ""


class CompteForm(Form):
    email: Annotated[str, Field(min_length=6, max_length=254)]
    nom_affiche: Annotated[str, Field(min_length=2, max_length=80)]
    role: Role
    structure_id: UUID | str = ""


def local_path(suite: str) -> str | None:
    """A page of this site to go on to, or None: never an address elsewhere."""
    return suite if suite.startswith("/") and not suite.startswith(("//", "/\\")) else None


@get("/connexion", opt=PUBLIC)
async def show_login(request: WebRequest, suite: FromQuery[str] = "") -> Template:
    return page(request, "compte/connexion.html", email="", erreur="", suite=local_path(suite) or "")


@post("/connexion", opt=PUBLIC)
async def log_in(
    request: WebRequest, data: URLEncodedBody[LoginForm], gate: TheGate, now: TheNow
) -> Response[None] | Template:
    try:
        opened = await comptes.log_in(gate, data.email, data.mot_de_passe, now)
    except Refused as refusal:
        return page(
            request, "compte/connexion.html", status_code=401, email=data.email, erreur=refusal.message,
            suite=local_path(data.suite) or "",
        )  # fmt: skip
    if request.auth:
        await comptes.log_out(gate, request.auth)
    return entered(opened, local_path(data.suite))


@post("/deconnexion", opt=PUBLIC)
async def log_out(request: WebRequest, data: URLEncodedBody[LogoutForm], gate: TheGate) -> Redirect:
    """Ends the session at once. A tablet's storage is cleared only when its own page said that nothing waits in it."""
    if request.auth:
        await comptes.log_out(gate, request.auth)
    answer = moved("/connexion", "deconnexion")
    answer.delete_cookie(COOKIE)
    answer.cookies = [Cookie(COOKIE, value="", path="/", secure=True, httponly=True, samesite="strict", max_age=0)]
    answer.headers["Clear-Site-Data"] = '"cache", "storage"' if data.file == "vide" else '"cache"'
    return answer


def _invitation_page(request: WebRequest, jeton: str, email: str, erreurs: list[tuple[str, str]]) -> Template:
    return page(
        request, "compte/invitation.html", status_code=400 if erreurs else 200, action=f"/invitation/{jeton}",
        email=email, erreurs=erreurs, minimum=PASSWORD_LENGTH,
    )  # fmt: skip


@get("/invitation/{jeton:str}", opt=PUBLIC)
async def show_invitation(request: WebRequest, jeton: FromPath[str], gate: TheGate, now: TheNow) -> Template:
    return _invitation_page(request, jeton, await comptes.invited_email(gate, jeton, now), [])


@post("/invitation/{jeton:str}", opt=PUBLIC)
async def accept_invitation(
    request: WebRequest, jeton: FromPath[str], data: URLEncodedBody[PasswordForm], gate: TheGate, now: TheNow
) -> Response[None] | Template:
    email = await comptes.invited_email(gate, jeton, now)
    if data.confirmation != data.mot_de_passe:
        return _invitation_page(request, jeton, email, [("confirmation", DIFFERENT)])
    try:
        return entered(await comptes.accept_invitation(gate, jeton, data.mot_de_passe, now))
    except Refused as refusal:
        return _invitation_page(request, jeton, email, [("mot_de_passe", refusal.message)])


async def _comptes_page(request: WebRequest, session: Any, acteur: Acteur, lien: str) -> Template:
    known = await structures.list_structures(session, acteur)
    return page(
        request, "compte/liste.html", comptes=await comptes.list_comptes(session, acteur.territoire_id), lien=lien,
        roles_options=[(role.value, role.libelle) for role in Role],
        structures_options=[(str(structure.id), structure.nom) for structure in known],
    )  # fmt: skip


@get("/comptes", opt=ADMIN)
async def list_comptes(request: WebRequest, session: TheSession, acteur: TheActeur) -> Template:
    return await _comptes_page(request, session, acteur, "")


@post("/comptes", opt=ADMIN)
async def create_compte(
    request: WebRequest, data: URLEncodedBody[CompteForm], session: TheSession, acteur: TheActeur, site: TheSite,
    now: TheNow,
) -> Template:  # fmt: skip
    """Creates the account and shows the invitation link once; nobody but its person ever knows the password."""
    structure = data.structure_id if isinstance(data.structure_id, UUID) else None
    created = await comptes.create_compte(
        session, territoire_id=acteur.territoire_id, email=data.email, nom_affiche=data.nom_affiche, role=data.role,
        structure_id=structure,
    )  # fmt: skip
    token = await comptes.invite(session, acteur.territoire_id, created, now)
    base = site.origin or str(request.base_url).rstrip("/")
    return await _comptes_page(request, session, acteur, f"{base}/invitation/{token}")


HANDLERS = [show_login, log_in, log_out, show_invitation, accept_invitation, list_comptes, create_compte]
