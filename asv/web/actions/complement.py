"""The page of the rest of the sheet of an action."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import SCREENING, Stale
from asv.domain.actions.besoins import PRAPS
from asv.domain.actions.campagnes import CAMPAGNES
from asv.domain.actions.complement import COURT, TEXTE
from asv.domain.champs import Incorrect
from asv.usecases import actions, territoires
from asv.web.actions.forms import ComplementForm, complement_of
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.forms import choix, codes_of, grouped
from asv.web.pages import moved, page

WRITERS = {"roles": (Role.PARTENAIRE, Role.COORDINATEUR)}
LENGTHS = {"texte": TEXTE, "court": COURT}


def themes_by_family(today: date) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Health themes under the head of their branch; those that stand alone come together, last."""
    groups = grouped("THEME_SANTE", codes_of("THEME_SANTE", today))
    alone = [option for title, options in groups if not title for option in options]
    several = [*((title, options) for title, options in groups if title), ("Autres thèmes", alone)]
    return [(title, [(code, words, "") for code, words in options]) for title, options in several]


async def complement_page(
    request: WebRequest, session: Any, acteur: Acteur, action_id: UUID, *, today: date,
    form: ComplementForm | None = None, erreurs: Sequence[tuple[str, str]] = (), message: str = "",
    status_code: int = 200,
) -> Template:  # fmt: skip
    found = await actions.action_to_complete(session, acteur, action_id, today)
    action = found.vue.action
    names = {qpv.code: qpv.nom for qpv in await territoires.list_qpv(session, acteur.territoire_id, dans_contrat=None)}
    return page(
        request, "actions/completer.html", status_code=status_code, vue=found.vue, completable=found,
        form=form or complement_of(found.vue), erreurs=erreurs, message=message, lengths=LENGTHS,
        quartiers=[(code, names.get(code, code)) for code in action.qpv], is_depistage=action.type == SCREENING,
        themes=themes_by_family(today),
        ages=choix("TRANCHE_AGE", codes_of("TRANCHE_AGE", today)), sexes=choix("SEXE_GENRE", ("F", "H")),
        niveaux=choix("PARTICIPATION", codes_of("PARTICIPATION", today)),
        objectifs=[(str(number), f"{number}. {words}") for number, words in PRAPS.items()],
        campagnes=[(campagne.code, campagne.libelle) for campagne in CAMPAGNES.values()],
    )  # fmt: skip


@get("/actions/{action_id:uuid}/completer", opt=WRITERS)
async def edit_complement(
    request: WebRequest, action_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    return await complement_page(request, session, acteur, action_id, today=now.date())


@post("/actions/{action_id:uuid}/completer", opt=WRITERS)
async def complete_action(
    request: WebRequest, action_id: FromPath[UUID], data: URLEncodedBody[ComplementForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    """Somebody else's change is never overwritten unseen: the form comes back (409) with what was typed."""
    today = now.date()
    vue = await actions.read_action(session, acteur, action_id, today)
    try:
        await actions.complete_action(
            session, acteur, action_id, data.saisi(vue.action.qpv), version=data.version, today=today
        )  # fmt: skip
    except Incorrect as refusal:
        return await complement_page(
            request, session, acteur, action_id, today=today, form=data, erreurs=refusal.erreurs, status_code=400
        )  # fmt: skip
    except Stale as stale:
        vue = await actions.read_action(session, acteur, action_id, today)
        kept = data.model_copy(update={"version": vue.action.version})
        return await complement_page(
            request, session, acteur, action_id, today=today, form=kept, message=stale.message, status_code=409
        )  # fmt: skip
    return moved(f"/actions/{action_id}", "action-modifiee")


HANDLERS = [edit_complement, complete_action]
