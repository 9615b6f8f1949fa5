"""A série of context quartier by quartier, beside what is published for larger places: as a page and to take away."""

import asyncio
from collections.abc import Sequence
from datetime import date

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Template

from asv.documents.feuille import sheet
from asv.documents.reperes import Place, PlancheSerie, serie_board, serie_panels, series_csv
from asv.documents.typography import date_longue
from asv.domain.errors import NotFound
from asv.domain.series import Lieu, Niveau
from asv.domain.series.lues import SerieLue
from asv.domain.series.reperes import Rapprochement
from asv.domain.territoires import sort_key
from asv.usecases import series
from asv.usecases.series import QuartiersLus
from asv.web.contexte.pages import READERS
from asv.web.contexte.vues import sources_of, worded
from asv.web.dependencies import TheActeur, TheNow, TheSession, TheSite, WebRequest
from asv.web.diagnostic import as_file
from asv.web.images import KINDS, image_bytes
from asv.web.pages import page
from asv.web.reading import drawn

FILES = {**KINDS, "csv": "text/csv; charset=utf-8"}
BAD_FILE = "Ce format n’existe pas : choisissez png, svg ou csv."
PATH = "/contexte/series/{code}/quartiers"


@get("/contexte/series/{code:str}/quartiers", opt=READERS)
async def show_quartiers(
    request: WebRequest, code: FromPath[str], session: TheSession, acteur: TheActeur, site: TheSite, now: TheNow
) -> Template:
    lus = await series.read_quartiers(session, acteur, code)
    planche = planche_of(lus)
    origine = site.origin or str(request.base_url).rstrip("/")
    return page(
        request, "contexte/quartiers.html", serie=lus.rapprochement.lue.publiee.serie, planche=planche,
        panneaux=[(one.nom, drawn(figure)) for one, figure in
                  zip(planche.places, serie_panels("quartier", planche), strict=True)],
        lignes=lines_of(lus), colonnes=heads_of(lus.rapprochement), refus=lus.rapprochement.refus,
        sources=sources_of(all_lues(lus.rapprochement)), avertissements=warnings_of(lus.rapprochement),
        citer=citation(lus, now.date(), f"{origine}{PATH}"),
    )  # fmt: skip


@get("/contexte/series/{code:str}/quartiers/{sorte:str}", opt=READERS)
async def download_quartiers(
    request: WebRequest, code: FromPath[str], sorte: FromPath[str], session: TheSession, acteur: TheActeur,
    site: TheSite, now: TheNow,
) -> Response[bytes]:  # fmt: skip
    if sorte not in FILES:
        raise NotFound(BAD_FILE)
    lus = await series.read_quartiers(session, acteur, code)
    await session.rollback()  # gives the connection back before the slow part
    origine = site.origin or str(request.base_url).rstrip("/")
    content = await asyncio.to_thread(file_of, lus, sorte, citation(lus, now.date(), f"{origine}{PATH}"))
    name = f"quartiers-{acteur.territoire_id}-{code.replace('_', '-')}.{sorte}"
    return Response(content, media_type=FILES[sorte], headers=as_file(name))


def quartiers_of(lus: QuartiersLus) -> list[Lieu]:
    known = (lus.lieux[code] for code in lus.rapprochement.lue.valeurs if code in lus.lieux)
    return sorted(known, key=lambda lieu: (sort_key(lieu.nom), lieu.code))


def planche_of(lus: QuartiersLus) -> PlancheSerie:
    publiee, valeurs = lus.rapprochement.lue.publiee, lus.rapprochement.lue.valeurs
    titre = f"{worded(publiee.serie)}, millésime : {publiee.millesime.libelle}"
    return PlancheSerie(
        titre, [Place(_name(one), valeurs[one.code].nombre, _beside(lus, one)) for one in quartiers_of(lus)]
    )


def _name(lieu: Lieu) -> str:
    return f"{lieu.nom} (en partie hors du territoire)" if lieu.is_debordant else lieu.nom or lieu.code


def _beside(lus: QuartiersLus, quartier: Lieu) -> list[tuple[Lieu, float]]:
    """Of the communes of a quartier, then of the intercommunalité, those that have a figure."""
    found = []
    for repere in lus.rapprochement.reperes:
        for lieu in _larger(lus, repere.niveau, quartier):
            lue = repere.lue.valeurs.get(lieu.code)
            if lue is not None and lue.nombre is not None:
                found.append((lieu, lue.nombre))
    return found


def _larger(lus: QuartiersLus, niveau: Niveau, quartier: Lieu) -> list[Lieu]:
    if niveau is Niveau.COMMUNE:
        return [lus.lieux[code] for code in lus.communes.get(quartier.code, ()) if code in lus.lieux]
    return [lieu for lieu in lus.lieux.values() if lieu.niveau is niveau]


def heads_of(rapprochement: Rapprochement) -> list[str]:
    return ["Chiffre", *(["Pour comparer"] if rapprochement.reperes else [])]


def lines_of(lus: QuartiersLus) -> list[tuple[str, list[object]]]:
    return [
        (place.nom, [place.valeur, *([place.texte.partition(" ; ")[2] or "—"] if lus.rapprochement.reperes else [])])
        for place in planche_of(lus).places
    ]


def all_lues(rapprochement: Rapprochement) -> list[SerieLue]:
    return [rapprochement.lue, *(repere.lue for repere in rapprochement.reperes)]


def warnings_of(rapprochement: Rapprochement) -> list[str]:
    """What the producers, or who copied them, say to beware of."""
    return list(
        dict.fromkeys(one.publiee.avertissement for one in all_lues(rapprochement) if one.publiee.avertissement)
    )


def citation(lus: QuartiersLus, day: date, address: str) -> str:
    """The producer first: these figures are not ours. address: of the page, its code to be filled."""
    one = lus.rapprochement.lue.publiee
    said = " ".join(sources_of(all_lues(lus.rapprochement)))
    read = f"Lu le {date_longue(day)} : {address.format(code=one.serie.code)}"
    return f"« {one.serie.libelle} », quartier par quartier. {said} {read}"


def file_of(lus: QuartiersLus, sorte: str, citer: str) -> bytes:
    if sorte == "csv":
        return series_csv([(lus.rapprochement.lue, quartiers_of(lus)), *_reperes(lus)])
    planche = planche_of(lus)
    phrases = (planche.legende, *lus.rapprochement.refus, citer)
    return image_bytes(sheet(serie_board("quartiers", planche), planche.titre, phrases), sorte)


def _reperes(lus: QuartiersLus) -> list[tuple[SerieLue, Sequence[Lieu]]]:
    """Each reference with its places that a quartier stands beside."""
    beside = {lieu.code: lieu for one in quartiers_of(lus) for lieu, _ in _beside(lus, one)}
    return [
        (repere.lue, [beside[code] for code in sorted(beside) if beside[code].niveau is repere.niveau])
        for repere in lus.rapprochement.reperes
    ]


HANDLERS = [show_quartiers, download_quartiers]
