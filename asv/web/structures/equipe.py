"""The team of a structure: its members manage it themselves, the coordination and the administration help."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Acteur, Droits, Role
from asv.domain.champs import Incorrect
from asv.domain.errors import Conflict
from asv.domain.structures import DroitsOuverts
from asv.usecases import comptes, equipes
from asv.web.dependencies import TheActeur, TheNow, TheSession, TheSite, WebRequest
from asv.web.forms import Form
from asv.web.pages import moved, page
from asv.web.site import Site
from asv.web.structures.forms import CollaborateurForm

TEAM = {"roles": (Role.PARTENAIRE, Role.COORDINATEUR, Role.ADMINISTRATEUR)}
EXPLAINED = {
    Droits.GESTION: "et tient la fiche de la structure",
    Droits.ECRITURE: "actions, moyens, échanges",
    Droits.LECTURE: "n’envoie aucun formulaire",
}


async def _page(
    request: WebRequest, session: Any, acteur: Acteur, structure_id: UUID, now: datetime, *, lien: str = "",
    form: CollaborateurForm | None = None, erreurs: Sequence[tuple[str, str]] = (), message: str = "",
    qui: UUID | None = None,
) -> Template:  # fmt: skip
    """The team; `form` and `erreurs` are those of the invitation, or of the member `qui`."""
    vue = await equipes.read_equipe(session, acteur, structure_id, now.date())
    return page(
        request, "structures/equipe.html", status_code=409 if message else 400 if erreurs else 200, vue=vue, lien=lien,
        form=form or CollaborateurForm(droits=Droits.ECRITURE.value), erreurs=erreurs, message=message, qui=qui,
        droits=[(droit.value, droit.libelle, EXPLAINED[droit]) for droit in Droits],
        today=now.date(), from_directory=acteur.role is not Role.ADMINISTRATEUR,
    )  # fmt: skip


@get("/structures/{structure_id:uuid}/equipe", opt=TEAM)
async def show_equipe(
    request: WebRequest, structure_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    return await _page(request, session, acteur, structure_id, now)


@post("/structures/{structure_id:uuid}/equipe", opt=TEAM)
async def invite(
    request: WebRequest, structure_id: FromPath[UUID], data: URLEncodedBody[CollaborateurForm], session: TheSession,
    acteur: TheActeur, site: TheSite, now: TheNow,
) -> Template:  # fmt: skip
    """Creates the account and shows its link once; nobody but its person ever knows the password."""
    try:
        created, ouverts = await equipes.invite_collaborateur(session, acteur, structure_id, data.saisi())
    except (Incorrect, Conflict) as refusal:
        return await _refused(request, session, acteur, structure_id, now, data, refusal)
    lien = await _link(request, session, acteur, site, created, ouverts, now)
    return await _page(request, session, acteur, structure_id, now, lien=lien)


async def _link(
    request: WebRequest, session: Any, acteur: Acteur, site: Site, compte: UUID, ouverts: DroitsOuverts, now: datetime
) -> str:
    token = await comptes.invite(session, acteur.territoire_id, compte, now, from_day=ouverts.ouvert_du)
    return f"{site.origin or str(request.base_url).rstrip('/')}/invitation/{token}"


async def _refused(
    request: WebRequest, session: Any, acteur: Acteur, structure_id: UUID, now: datetime, form: CollaborateurForm,
    refusal: Incorrect | Conflict, qui: UUID | None = None,
) -> Template:  # fmt: skip
    erreurs = refusal.erreurs if isinstance(refusal, Incorrect) else ()
    if qui is not None:
        erreurs = tuple((f"{champ}-{qui}", message) for champ, message in erreurs)
    message = refusal.message if isinstance(refusal, Conflict) else ""
    return await _page(
        request, session, acteur, structure_id, now, form=form, erreurs=erreurs, message=message, qui=qui
    )  # fmt: skip


@post("/structures/{structure_id:uuid}/equipe/{compte_id:uuid}", opt=TEAM)
async def change(
    request: WebRequest, structure_id: FromPath[UUID], compte_id: FromPath[UUID],
    data: URLEncodedBody[CollaborateurForm], session: TheSession, acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    try:
        await equipes.change_droits(session, acteur, structure_id, compte_id, data.saisi(), today=now.date())
    except (Incorrect, Conflict) as refusal:
        return await _refused(request, session, acteur, structure_id, now, data, refusal, compte_id)
    return moved(f"/structures/{structure_id}/equipe", "droits-changes")


async def _set_closed(
    request: WebRequest, session: Any, acteur: Acteur, structure_id: UUID, compte_id: UUID, now: datetime, *,
    is_closed: bool,
) -> Template | Redirect:  # fmt: skip
    try:
        await equipes.close_collaborateur(
            session, acteur, structure_id, compte_id, is_closed=is_closed, today=now.date()
        )  # fmt: skip
    except Conflict as refusal:
        return await _page(request, session, acteur, structure_id, now, message=refusal.message)
    return moved(f"/structures/{structure_id}/equipe", "acces-ferme" if is_closed else "acces-rouvert")


@post("/structures/{structure_id:uuid}/equipe/{compte_id:uuid}/fermer", opt=TEAM)
async def close(
    request: WebRequest, structure_id: FromPath[UUID], compte_id: FromPath[UUID], data: URLEncodedBody[Form],  # noqa: ARG001
    session: TheSession, acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    return await _set_closed(request, session, acteur, structure_id, compte_id, now, is_closed=True)


@post("/structures/{structure_id:uuid}/equipe/{compte_id:uuid}/rouvrir", opt=TEAM)
async def reopen(
    request: WebRequest, structure_id: FromPath[UUID], compte_id: FromPath[UUID], data: URLEncodedBody[Form],  # noqa: ARG001
    session: TheSession, acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    return await _set_closed(request, session, acteur, structure_id, compte_id, now, is_closed=False)


@post("/structures/{structure_id:uuid}/equipe/{compte_id:uuid}/lien", opt=TEAM)
async def invite_again(
    request: WebRequest, structure_id: FromPath[UUID], compte_id: FromPath[UUID], data: URLEncodedBody[Form],  # noqa: ARG001
    session: TheSession, acteur: TheActeur, site: TheSite, now: TheNow,
) -> Template:  # fmt: skip
    """Another link for somebody who lost his; for a lost password, the administration alone."""
    try:
        ouverts = await equipes.invite_again(session, acteur, structure_id, compte_id)
    except Conflict as refusal:
        return await _page(request, session, acteur, structure_id, now, message=refusal.message)
    lien = await _link(request, session, acteur, site, compte_id, ouverts, now)
    return await _page(request, session, acteur, structure_id, now, lien=lien)


HANDLERS = [show_equipe, invite, change, close, reopen, invite_again]
