"""What anybody reads without login: the agenda, how figures are made, accessibility, legal notice."""

from litestar import get
from litestar.params import FromQuery
from litestar.response import Redirect, Template

from asv.domain.diffusion import POLICY
from asv.usecases import agenda
from asv.usecases.document import published_documents
from asv.usecases.sources import list_sources
from asv.web.dependencies import TheNow, TheSession, TheSite, WebRequest
from asv.web.pages import HOME, moved, page

PUBLIC = {"public": True}
TOOLS = ["axe-core, à chaque modification", "Chromium sur tablette, ordinateur et petit écran"]
MISSING = "à compléter par la collectivité avant l’ouverture au public"
MENTIONS = [
    ("Éditeur", MISSING),
    ("Directeur ou directrice de la publication", MISSING),
    ("Hébergeur", MISSING),
    ("Déléguée ou délégué à la protection des données", MISSING),
]


@get("/", opt=PUBLIC)
async def home(request: WebRequest, session: TheSession, now: TheNow, quartier: FromQuery[str] = "") -> Template:
    found = await agenda.public_agenda(session, now.date(), quartier)
    diagnostics = [one for one in await published_documents(session) if one.is_courante]
    return page(
        request, "public/accueil.html", quartier=quartier, diagnostics=diagnostics, dates=found.dates,
        is_cut=found.is_cut, quartiers=found.quartiers,
    )  # fmt: skip


@get("/tableau-de-bord", opt=PUBLIC, sync_to_thread=False)
def go_home(request: WebRequest, site: TheSite) -> Redirect:
    if request.user is None:
        return moved("/demo" if site.is_demo else "/connexion")
    return moved(HOME[request.user.role])


@get("/methode", opt=PUBLIC, sync_to_thread=False)
def methode(request: WebRequest) -> Template:
    return page(request, "public/methode.html", seuil=POLICY.seuil, sources=list_sources())


@get("/accessibilite", opt=PUBLIC, sync_to_thread=False)
def accessibilite(request: WebRequest) -> Template:
    return page(request, "public/accessibilite.html", contact="", date_declaration="22 novembre 2026", outils=TOOLS)


@get("/mentions-legales", opt=PUBLIC, sync_to_thread=False)
def mentions(request: WebRequest) -> Template:
    return page(request, "public/mentions.html", mentions=MENTIONS, contact="")


HANDLERS = [home, go_home, methode, accessibilite, mentions]
