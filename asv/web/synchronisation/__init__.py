"""POST /api/synchronisation, and what a tablet fetches beforehand. The protocol is told in docs/synchronisation.md."""

from dataclasses import dataclass, replace

from litestar import Response, post
from litestar.exceptions import NotAuthorizedException

from asv.domain.acteurs import Role
from asv.usecases.entree import who
from asv.usecases.synchronisation import LOST, Answer, Batch, Issue, announce, places_of, receive, with_retries
from asv.web.dependencies import TheSite, WebRequest
from asv.web.site import Site
from asv.web.synchronisation.annuaire import show_annuaire
from asv.web.synchronisation.body import LIMIT_BYTES, LIMIT_ITEMS, BodyRefused, parse_batch, read_body
from asv.web.synchronisation.description import REFUSALS, BatchOperation, Refus
from asv.web.synchronisation.terrain import show_nomenclatures, show_terrain


@dataclass(frozen=True, slots=True)
class VerdictRendu:
    """`id` tel qu’envoyé, ou null s’il est illisible ; `rang` (depuis 0) dit alors de quelle saisie il s’agit."""

    id: str | None
    verdict: Issue
    champ: str | None
    raison: str | None
    rang: int


@dataclass(frozen=True, slots=True)
class Reponse:
    """Un verdict par saisie, dans l’ordre. `sequence` : leur plus grand numéro de réception, 0 si aucune n’en a.

    `manquantes` : saisies que la tablette avait annoncées, qui ne sont jamais arrivées et qu’elle ne porte plus ;
    null si l’envoi n’annonce rien.
    """

    verdicts: list[VerdictRendu]
    sequence: int
    manquantes: int | None


@dataclass(frozen=True, slots=True)
class RefusDeTaille:
    erreur: str
    limite_octets: int
    limite_elements: int


@post(
    "/api/synchronisation",
    status_code=200,
    opt={"roles": (Role.MEDIATEUR,), "origin_required": True},
    operation_class=BatchOperation,
    responses=REFUSALS,
    summary="Recevoir les saisies d’une tablette",
)
async def synchronise(request: WebRequest, site: TheSite) -> Response[Reponse]:
    """Chaque saisie a son verdict ; une mauvaise n’arrête pas les bonnes, et renvoyer est toujours sans danger."""
    try:
        batch = parse_batch(await read_body(request))
    except BodyRefused as refusal:
        return _refuse(refusal)
    answer = await with_retries(lambda one_by_one: _receive(site, request.auth, batch, one_by_one=one_by_one))
    if answer.is_turned_away:
        return Response(Refus(LOST), status_code=403)  # type: ignore[arg-type]
    return Response(_reponse(answer))


def _refuse(refusal: BodyRefused) -> Response[Reponse]:
    body = RefusDeTaille(refusal.detail, LIMIT_BYTES, LIMIT_ITEMS)
    return Response(body, status_code=refusal.status_code)  # type: ignore[arg-type]


async def _receive(site: Site, token: str | None, batch: Batch, *, one_by_one: bool) -> Answer:
    """One transaction, opened once the body is here: a slow tablet holds no connection. Answered once committed."""
    now = site.clock()
    async with site.bases.session(token, read_only=False) as session, session.begin():
        acteur = await who(session)
        if acteur is None:
            raise NotAuthorizedException("Votre session vient de se terminer : reconnectez-vous.")
        places = await places_of(session, acteur.territoire_id, now)
        answer = await receive(
            session, acteur, batch, keyring=site.keyring, places=places, now=now, one_by_one=one_by_one
        )
        if batch.en_attente is None or answer.is_turned_away:
            return answer
        return replace(answer, manquantes=await announce(session, acteur, batch, answer, now))


def _reponse(answer: Answer) -> Reponse:
    verdicts = [VerdictRendu(v.id, v.issue, v.champ, v.raison, v.rang) for v in answer.verdicts]
    return Reponse(verdicts, answer.sequence, answer.manquantes)


HANDLERS = [synchronise, show_terrain, show_annuaire, show_nomenclatures]
