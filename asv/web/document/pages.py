"""Pages of a document being written: the list, the contents, a chapter, the whole as it would be printed."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template
from markupsafe import Markup

from asv.documents.prose import Alinea, Citation, Intertitre, Puces, read_prose
from asv.documents.svg import Figure, kept_drawing
from asv.domain.acteurs import Acteur, Role
from asv.domain.champs import Incorrect
from asv.domain.document import (
    DESSIN,
    GENERES,
    OF_AN_ANSWER,
    REMARQUE,
    TEXTE,
    TITRE,
    Dessin,
    Grille,
    offered_answers,
    offered_bars,
    words_of,
)
from asv.domain.document.offre import offered, offered_series
from asv.domain.periodes import annee, last_closed
from asv.usecases import document
from asv.usecases.diagnostic import current_of
from asv.usecases.document.writing import ANNEES
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.document.chiffres import read_chiffres
from asv.web.forms import Code, ConfirmedForm, Court, Groupes
from asv.web.pages import moved, page
from asv.web.reading import drawn

COORDINATION = {"roles": (Role.COORDINATEUR,)}
READERS = {"roles": (Role.COORDINATEUR, Role.MEDIATEUR, Role.PARTENAIRE, Role.FINANCEUR)}


class DocumentForm(ConfirmedForm):
    titre: Court = ""
    annee: Code = ""


def shown_as(piece: object) -> str:
    """Which drawing of templates/document/_morceaux.html a piece has: a test that templates cannot make."""
    kinds = {Grille: "grille", Alinea: "alinea", Intertitre: "intertitre", Puces: "puces", Citation: "citation"}
    return kinds.get(type(piece), "prose")


def drawing(dessin: Dessin, identifiant: str) -> Markup:
    """A frozen drawing in its place on the page, with ids of its own: made by asv.documents, and checked again."""
    return drawn(Figure(identifiant, "", dessin.description, kept_drawing(dessin.svg, identifiant, DESSIN)))


READING: dict[str, Any] = {"read_prose": read_prose, "shown_as": shown_as, "drawing": drawing}
"""What _morceaux.html asks for."""


async def _list(
    request: WebRequest, session: Any, acteur: Acteur, form: DocumentForm, now: Any, erreurs: Any = ()
) -> Template:
    last = last_closed(now.date()).annee
    return page(
        request, "document/liste.html", status_code=400 if erreurs else 200, form=form, erreurs=erreurs,
        lignes=await document.read_documents(session, acteur), longueur=TITRE,
        annees=[(str(last - back), f"Année {last - back}") for back in range(ANNEES)],
        writes=acteur.role is Role.COORDINATEUR,
    )  # fmt: skip


@get("/documents", opt=READERS)
async def show_documents(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    last = last_closed(now.date()).annee
    form = DocumentForm(titre=f"Diagnostic santé des quartiers prioritaires, {last}", annee=str(last))
    return await _list(request, session, acteur, form, now)


@post("/documents", opt=COORDINATION)
async def create(
    request: WebRequest, data: URLEncodedBody[DocumentForm], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template | Redirect:
    try:
        created = await document.create_document(
            session, acteur, data.titre, data.annee, today=now.date(), confirme=data.is_confirme
        )
    except Incorrect as refusal:
        return await _list(request, session, acteur, data, now, refusal.erreurs)
    return moved(f"/documents/{created}", "document-cree")


@get("/documents/{document_id:uuid}", opt=COORDINATION)
async def show_contents(
    request: WebRequest, document_id: FromPath[UUID], session: TheSession, acteur: TheActeur
) -> Template:
    sommaire = await document.read_sommaire(session, acteur, document_id)
    diffusion = await current_of(session, acteur, annee(sommaire.document.annee))
    return page(
        request, "document/sommaire.html", sommaire=sommaire, diffusion="" if diffusion is None else diffusion.code
    )


def objets() -> Groupes:
    """What may be added to a chapter, by group: see usecases.document.add_bloc."""
    series = [(f"chiffres:{code}", words) for code, words in offered_series()]
    return [
        ("", [("texte", "Un texte")]),
        ("Écrit d’office", [(f"genere:{code}", words) for code, words in GENERES.items()]),
        ("Chiffres de la médiation, année close", [(f"chiffres:{code}", words) for code, words in offered()]),
        ("Chiffres publics, avec leur source", series),
        ("Graphiques, avec leur tableau", [(f"chiffres:{code}", words) for code, words in offered_bars()]),
    ]


def reponses() -> Groupes:
    """The answers that may be drawn, by group; the form is chosen beside."""
    return [(titre, [(f"chiffres:{code}", words) for code, words in group]) for titre, group in offered_answers()]


async def chapter_page(
    request: WebRequest, session: Any, acteur: Acteur, document_id: UUID, code: str, *, now: Any, **context: Any
) -> Template:
    """A chapter being written; `context` brings back what a refused form held, with its errors."""
    lu = await document.read_chapitre(session, acteur, document_id, code)
    demande = await document.asked_figures(session, acteur, document_id, code)
    chiffres = await read_chiffres(session, acteur, demande, now.date()) if demande.references else document.Chiffres()
    montres = await document.shown_blocs(session, acteur, document_id, code, chiffres)
    written = dict(GENERES) | dict(offered()) | dict(offered_series())
    written |= {reference: words_of(reference) for reference in demande.references if words_of(reference)}
    given: dict[str, Any] = {"erreurs": (), "remarque": "", "status_code": 200, "repris": {}} | context
    return page(
        request, "document/chapitre.html", lu=lu, named=written, objets=objets(), reponses=reponses(),
        formes=[(forme.value, forme.libelle) for forme in OF_AN_ANSWER], montres=montres, longueur=TEXTE,
        longueur_remarque=REMARQUE, **READING, **given,
    )  # fmt: skip


@get("/documents/{document_id:uuid}/chapitres/{code:str}", opt=COORDINATION)
async def show_chapter(
    request: WebRequest, document_id: FromPath[UUID], code: FromPath[str], session: TheSession, acteur: TheActeur,
    now: TheNow,
) -> Template:  # fmt: skip
    return await chapter_page(request, session, acteur, document_id, code, now=now)


@get("/documents/{document_id:uuid}/apercu", opt=COORDINATION)
async def show_draft(
    request: WebRequest, document_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    demande = await document.asked_figures(session, acteur, document_id)
    chiffres = await read_chiffres(session, acteur, demande, now.date())
    contenu = await document.draft(session, acteur, document_id, chiffres, now=now)
    return page(request, "document/apercu.html", contenu=contenu, document_id=document_id, **READING)


HANDLERS = [show_documents, create, show_contents, show_chapter, show_draft]
