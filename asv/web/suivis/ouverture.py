"""Opening a suivi: the agreement, the card, then where the person stands."""

from typing import Any
from uuid import uuid4

from litestar import get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from asv.documents.qr import draw_qr
from asv.domain import nomenclatures
from asv.domain.errors import Refused
from asv.domain.nomenclatures import NON_REPONSES
from asv.domain.suivis.codes import draw_code, format_code, parse_code
from asv.usecases import territoires
from asv.usecases.suivis import present_card
from asv.web.dependencies import TheActeur, TheNow, TheSession, TheSite, WebRequest
from asv.web.forms import choix, codes_of, libelle
from asv.web.pages import moved, page
from asv.web.suivis.forms import OuvertureForm, fautes
from asv.web.suivis.listing import MEDIATEURS, reading_cards
from asv.web.suivis.questions import discreet, discreet_groups, residence
from asv.web.suivis.writing import Erreurs, write

CHAMPS = {
    "zone_residence": "endroit", "commune_residence": "endroit", "qpv_residence": "endroit", "besoins": "exprimes",
    "droits": "couvertures-1", "carte": "code",
}  # fmt: skip
ACCORDS = ("IP_ACCORD_SUIVI", "IP_REPRESENTANT", "IP_ACCORD_PARTAGE")
PRECISIONS = {
    "IP_ACCORD_SUIVI": "Obligatoire. Dit à l’oral, après l’explication.",
    "IP_REPRESENTANT": "Obligatoire avant 18 ans.",
    "IP_ACCORD_PARTAGE": "Les médiateurs de l’agglomération peuvent lire ce qui est sensible.",
}
DROITS = 3


async def _page(
    request: WebRequest, session: Any, acteur: Any, form: OuvertureForm, *, today: Any, erreurs: Erreurs
) -> Template:
    places = await territoires.places_of(session, acteur.territoire_id)

    def listed(liste: str) -> list[tuple[str, str]]:
        return discreet(liste, codes_of(liste, today))

    accords = [(code, _accord(code), PRECISIONS[code]) for code in ACCORDS]
    answer = page(
        request, "suivis/ouvrir.html", status_code=400 if erreurs else 200, form=form, erreurs=erreurs,
        accords=accords, qr=draw_qr(form.tire), code=format_code(form.tire),
        residence=residence(places, refusable=True),
        sexes=listed("SEXE_GENRE") + choix("SEXE_GENRE", sorted(NON_REPONSES & {"REFUS", "NC"})),
        ages=listed("TRANCHE_AGE") + choix("TRANCHE_AGE", sorted(NON_REPONSES & {"REFUS", "NC"})),
        besoins=listed("BESOIN"), domaines=listed("AUTONOMIE_DOMAINE"), niveaux=listed("AUTONOMIE"),
        couvertures=discreet_groups("COUVERTURE", codes_of("COUVERTURE", today)), etats=listed("ETAT_DROIT"),
        freins=discreet_groups("FREIN", codes_of("FREIN", today)), origines=listed("ORIGINE"), rangs=range(DROITS),
        themes=discreet_groups("THEME_SANTE", [c for c in codes_of("THEME_SANTE", today) if _may_open(c)]),
    )  # fmt: skip
    return reading_cards(answer)


def _accord(code: str) -> str:
    return (
        "Accord au partage entre médiateurs" if code == "IP_ACCORD_PARTAGE" else libelle("INFORMATION_PERSONNE", code)
    )


def _may_open(theme: str) -> bool:
    """A sensitive theme is written at its first level only (domain study, B4)."""
    entree = nomenclatures.entree("THEME_SANTE", theme)
    return not entree.sensible or entree.parent is None


def parse_or_draw(tire: str) -> str:
    """The code drawn with the form, or another when somebody tampered with it."""
    try:
        return parse_code(tire)
    except Refused:
        return draw_code()


@get("/suivis/ouvrir", opt=MEDIATEURS)
async def new_suivi(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    form = OuvertureForm(element=uuid4(), tire=draw_code(), date=now.date().isoformat())
    return await _page(request, session, acteur, form, today=now.date(), erreurs=[])


@post("/suivis/ouvrir", opt=MEDIATEURS)
async def open_suivi(
    request: WebRequest, data: URLEncodedBody[OuvertureForm], session: TheSession, acteur: TheActeur, site: TheSite,
    now: TheNow,
) -> Template | Redirect:  # fmt: skip
    erreurs = fautes(await write(session, acteur, site, [data.saisie()], now), CHAMPS)
    if erreurs:
        form = data.model_copy(update={"tire": parse_or_draw(data.tire)})
        return await _page(request, session, acteur, form, today=now.date(), erreurs=erreurs)
    shown = await present_card(session, acteur, data.given, secret=site.keyring.carte_secret)
    return moved(f"/suivis/{shown.suivi_id}", "suivi-ouvert")


HANDLERS = [new_suivi, open_suivi]
