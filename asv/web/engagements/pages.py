"""The pages of commitments, once asked and again with what was typed when something is to be corrected."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from litestar.response import Template

from asv.domain.acteurs import Acteur
from asv.domain.engagements import NATURES, etats_of, freins_of, progress, written
from asv.domain.engagements.fiche import INDICATEUR, LIBELLE, MOTIF, QUESTION, RELECTEUR, TEXTE, UNITE
from asv.usecases import engagements
from asv.usecases.engagements import VueEngagement
from asv.usecases.engagements.ambitions import NATURES as NATURES_CONTRAT
from asv.web.dependencies import WebRequest
from asv.web.engagements.forms import AmbitionForm, AvenantForm, EngagementForm, PreuveForm, RevueForm, typed
from asv.web.forms import choix, codes_of, grouped, libelle
from asv.web.pages import page

Erreurs = Sequence[tuple[str, str]]
TONS = {
    "ES_TENU": "success", "ES_PARTIEL": "info", "ES_ENGAGE": "info", "ES_RETARD": "warning", "ES_REPORTE": "warning",
    "ES_MODIFIE": "warning", "ES_NON_TENU": "alert", "ES_ABANDONNE": "alert", "ES_NON_VERIF": "alert",
}  # fmt: skip
LENGTHS = {
    "libelle": LIBELLE, "indicateur": INDICATEUR, "unite": UNITE, "relecteur": RELECTEUR, "texte": TEXTE,
    "motif": MOTIF, "question": QUESTION,
}  # fmt: skip
WORDS: dict[str, Any] = {"libelle": libelle, "tons": TONS, "written": written, "progress": progress, "natures": NATURES}


def freins_offered(today: date) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Freins by family, as groups of boxes."""
    return [
        (title or found[0][1], [(code, name, "") for code, name in found])
        for title, found in grouped("FREIN", freins_of(today))
    ]


async def list_page(request: WebRequest, session: Any, acteur: Acteur, today: date) -> Template:
    liste = await engagements.list_engagements(session, acteur, today)
    return page(request, "engagements/liste.html", liste=liste, today=today, **WORDS)


async def form_page(
    request: WebRequest, session: Any, acteur: Acteur, form: EngagementForm, *, today: date,
    vue: VueEngagement | None = None, erreurs: Erreurs = (), message: str = "",
) -> Template:  # fmt: skip
    """The form of a new commitment, or of the one in `vue`; `message`: somebody else changed it meanwhile."""
    offerts = await engagements.offered(session, acteur)
    return page(
        request, "engagements/formulaire.html", status_code=409 if message else 400 if erreurs else 200, form=form,
        vue=vue, erreurs=erreurs, message=message, offerts=offerts, lengths=LENGTHS,
        types=choix("ENGAGEMENT_TYPE", codes_of("ENGAGEMENT_TYPE", today)), freins=freins_offered(today),
    )  # fmt: skip


async def sheet_page(
    request: WebRequest, session: Any, acteur: Acteur, engagement_id: UUID, *, today: date,
    preuve: PreuveForm | None = None, avenant: AvenantForm | None = None, revue: RevueForm | None = None,
    erreurs: Erreurs = (),
) -> Template:  # fmt: skip
    """The sheet, with its small forms; the one in error comes back open, with what was typed."""
    vue = await engagements.read_engagement(session, acteur, engagement_id, today)
    kept = vue.ligne.engagement
    deadline = kept.echeance.isoformat() if kept.echeance else ""
    return page(
        request, "engagements/fiche.html", status_code=400 if erreurs else 200, vue=vue, today=today, erreurs=erreurs,
        preuve=preuve or PreuveForm(etablie_le=today.isoformat()), is_proving=preuve is not None,
        avenant=avenant or AvenantForm(decide_le=today.isoformat(), cible=typed(kept.cible), echeance=deadline),
        is_changing=avenant is not None, revue=revue or RevueForm(), is_reviewing=revue is not None,
        etats=choix("ENGAGEMENT_ETAT", etats_of(today)), lengths=LENGTHS, **WORDS,
    )  # fmt: skip


async def instance_page(
    request: WebRequest, session: Any, acteur: Acteur, signataire: str, today: date
) -> Template:  # fmt: skip
    fiche = await engagements.read_instance(session, acteur, signataire, today)
    return page(
        request, "engagements/instance.html", fiche=fiche, signataire=signataire, today=today, lengths=LENGTHS, **WORDS
    )  # fmt: skip


async def ambitions_page(
    request: WebRequest, session: Any, acteur: Acteur, form: AmbitionForm, erreurs: Erreurs = ()
) -> Template:
    contrat = await engagements.read_contrat(session, acteur)
    return page(
        request, "engagements/ambitions.html", status_code=400 if erreurs else 200, contrat=contrat, form=form,
        erreurs=erreurs, natures=list(NATURES_CONTRAT.items()),
    )  # fmt: skip
