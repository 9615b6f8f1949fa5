"""Setting the priorités: the year, one quartier and its two rankings face to face, forms of a vote and a decision."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect, Template

from asv.documents.pentes import slopes
from asv.domain.acteurs import Acteur, Role
from asv.domain.champs import Incorrect
from asv.domain.priorites import (
    MODES,
    MOTIF,
    POINTS,
    RAISON,
    RETENUES,
    SMALLEST,
    ChoixSaisi,
    ClassementSaisi,
    College,
    DecisionSaisie,
    Mode,
    annees_of,
    is_told,
    libelle_objet,
    objets_of,
)
from asv.usecases import priorites
from asv.usecases.priorites.reading import QuartierLu, read_offre
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.forms import Code, Codes, ConfirmedForm, Court, Form, Groupes, Textes, Version
from asv.web.pages import moved, page
from asv.web.reading import drawn

COORDINATION = {"roles": (Role.COORDINATEUR,)}
LISTES = {"BESOIN": "Besoins", "FREIN": "Difficultés d’accès aux soins", "THEME_SANTE": "Thèmes de santé"}


class ClassementForm(ConfirmedForm):
    vues: Version = 0
    votants: Code = ""
    etabli_le: Code = ""
    mode: Code = Mode.RANGS.value
    objets: Codes = ()
    valeurs: Codes = ()
    correction: Court = ""

    def saisi(self) -> ClassementSaisi:
        return ClassementSaisi(
            self.votants, self.etabli_le, self.mode, self.objets, self.valeurs, self.correction, self.is_confirme
        )


class DecisionForm(ConfirmedForm):
    vues: Version = 0
    decidee_le: Code = ""
    motif: Court = ""
    objets: Codes = ()
    sorts: Codes = ()
    annees: Codes = ()
    raisons: Textes = ()
    correction: Court = ""

    def choix(self) -> list[ChoixSaisi]:
        rows = zip(self.objets, self.sorts, self.annees, self.raisons, strict=False)
        return [ChoixSaisi(*row) for row in rows]

    def saisie(self) -> DecisionSaisie:
        return DecisionSaisie(self.decidee_le, self.motif, self.choix(), self.correction, self.is_confirme)


class LiensForm(Form):
    vues: Version = 0
    avant: Codes = ()
    ambitions: Codes = ()
    engagements: Codes = ()
    action: Code = ""

    def saisis(self) -> priorites.LiensSaisis:
        return priorites.LiensSaisis(self.ambitions, self.engagements, self.action, self.avant)


def _groups(today: Any) -> Groupes:
    found: dict[str, list[tuple[str, str]]] = {}
    for objet in objets_of(today):
        found.setdefault(LISTES[objet.partition(":")[0]], []).append((objet, libelle_objet(objet)))
    return list(found.items())


def _path(lu: QuartierLu) -> str:
    return f"/diagnostic/priorites/{lu.annee}/{lu.code}"


@get("/diagnostic/priorites", opt=COORDINATION)
async def show_annee(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, annee: FromQuery[int | None] = None
) -> Template:
    vue = await priorites.read_annee(session, acteur, annee, now.date())
    return page(request, "priorites/annee.html", vue=vue, colleges=College, smallest=SMALLEST)


async def _quartier(
    request: WebRequest, session: Any, acteur: Acteur, lu: QuartierLu, *, repris: Any = None, erreurs: Any = ()
) -> Template:
    """repris: the form of links that was refused, with the priorité it is of."""
    figure = (
        slopes("pentes", f"Les deux classements, {lu.nom}", lu.points, libelle_objet)
        if len(lu.colleges) == len(College)
        else None
    )
    return page(
        request, "priorites/quartier.html", status_code=400 if erreurs else 200, lu=lu, erreurs=erreurs,
        repris=repris, colleges=College, libelle=libelle_objet, is_told=is_told,
        dessin=drawn(figure) if figure else "",
        offre=await read_offre(session, acteur, lu.code),
    )  # fmt: skip


@get("/diagnostic/priorites/{annee:int}/{code:str}", opt=COORDINATION)
async def show_quartier(
    request: WebRequest, annee: FromPath[int], code: FromPath[str], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    return await _quartier(
        request, session, acteur, await priorites.read_quartier(session, acteur, annee, code, now.date())
    )


def _vote(
    request: WebRequest, lu: QuartierLu, college: College, form: ClassementForm, today: Any, *, erreurs: Any = ()
) -> Template:
    rows = [*zip(form.objets, form.valeurs, strict=False)][:POINTS]
    return page(
        request, "priorites/classement.html", status_code=400 if erreurs else 200, lu=lu, college=college, form=form,
        erreurs=erreurs, lignes=[*rows, *[("", "")] * (POINTS - len(rows))], groupes=_groups(today), points=POINTS,
        modes=[(mode.value, words) for mode, words in MODES.items()], path=_path(lu),
    )  # fmt: skip


@get("/diagnostic/priorites/{annee:int}/{code:str}/classements/{college:str}", opt=COORDINATION)
async def ask_classement(
    request: WebRequest, annee: FromPath[int], code: FromPath[str], college: FromPath[College], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Template:  # fmt: skip
    lu = await priorites.read_quartier(session, acteur, annee, code, now.date())
    stands = lu.colleges.get(college)
    form = ClassementForm()
    if stands is not None:
        kept = stands.classement
        ordered = sorted(kept.rangs.items(), key=lambda pair: (pair[1], libelle_objet(pair[0])))
        form = ClassementForm(
            etabli_le=kept.etabli_le.isoformat(), objets=tuple(o for o, _ in ordered),
            valeurs=tuple(str(rang) for _, rang in ordered),
        )  # fmt: skip
    return _vote(request, lu, college, form, now.date())


@post("/diagnostic/priorites/{annee:int}/{code:str}/classements/{college:str}", opt=COORDINATION)
async def keep_classement(
    request: WebRequest, annee: FromPath[int], code: FromPath[str], college: FromPath[College],
    data: URLEncodedBody[ClassementForm], session: TheSession, acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    lu = await priorites.read_quartier(session, acteur, annee, code, now.date(), to_write=True)
    try:
        await priorites.keep_classement(
            session, acteur, lu, college, data.saisi(), vues=data.vues, today=now.date()
        )  # fmt: skip
    except Incorrect as refusal:
        return _vote(request, lu, college, data, now.date(), erreurs=refusal.erreurs)
    return moved(_path(lu), "classement-note")


def _ask(request: WebRequest, lu: QuartierLu, form: DecisionForm, *, erreurs: Any = ()) -> Template:
    given = {choix.objet: choix for choix in form.choix()}
    return page(
        request, "priorites/decision.html", status_code=400 if erreurs else 200, lu=lu, form=form, erreurs=erreurs,
        lignes=[(point, given.get(point.objet, ChoixSaisi(point.objet))) for point in lu.points], path=_path(lu),
        annees=[(str(year), str(year)) for year in annees_of(lu.annee)], libelle=libelle_objet, longueur=MOTIF,
        longueur_raison=RAISON,
        sorts=[*((str(rang), f"Retenu, priorité {rang}") for rang in range(1, RETENUES + 1)), ("ecarte", "Écarté")],
    )  # fmt: skip


@get("/diagnostic/priorites/{annee:int}/{code:str}/decision", opt=COORDINATION)
async def ask_decision(
    request: WebRequest, annee: FromPath[int], code: FromPath[str], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    lu = await priorites.read_quartier(session, acteur, annee, code, now.date())
    priorites.check_votes(lu)
    form = DecisionForm()
    if lu.decision is not None:
        kept, aside = lu.decision.retenus, lu.decision.ecartes
        objets = tuple(point.objet for point in lu.points)
        form = DecisionForm(
            decidee_le=lu.decision.decidee_le.isoformat(), motif=lu.decision.motif, objets=objets,
            sorts=tuple("ecarte" if o in aside else str(kept.get(o, {}).get("rang", "")) for o in objets),
            annees=tuple(str(kept.get(o, {}).get("annee", "")) for o in objets),
            raisons=tuple(aside.get(o, "") for o in objets),
        )  # fmt: skip
    return _ask(request, lu, form)


@post("/diagnostic/priorites/{annee:int}/{code:str}/decision", opt=COORDINATION)
async def keep_decision(
    request: WebRequest, annee: FromPath[int], code: FromPath[str], data: URLEncodedBody[DecisionForm],
    session: TheSession, acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    lu = await priorites.read_quartier(session, acteur, annee, code, now.date(), to_write=True)
    try:
        await priorites.keep_decision(session, acteur, lu, data.saisie(), vues=data.vues, today=now.date())
    except Incorrect as refusal:
        return _ask(request, lu, data, erreurs=refusal.erreurs)
    return moved(_path(lu), "priorites-decidees")


@post("/diagnostic/priorites/{annee:int}/{code:str}/liens/{priorite_id:uuid}", opt=COORDINATION)
async def keep_links(
    request: WebRequest, annee: FromPath[int], code: FromPath[str], priorite_id: FromPath[UUID],
    data: URLEncodedBody[LiensForm], session: TheSession, acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    lu = await priorites.read_quartier(session, acteur, annee, code, now.date(), to_write=True)
    try:
        await priorites.keep_links(session, acteur, lu, priorite_id, data.saisis(), vues=data.vues)
    except Incorrect as refusal:
        erreurs = [(f"{champ}-{priorite_id}", message) for champ, message in refusal.erreurs]
        return await _quartier(request, session, acteur, lu, repris=(priorite_id, data), erreurs=erreurs)
    return moved(_path(lu), "priorite-reliee")


HANDLERS = [
    show_annee, show_quartier, ask_classement, keep_classement, ask_decision, keep_decision, keep_links,
]  # fmt: skip
