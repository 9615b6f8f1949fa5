"""The sheet of the instance de suivi du droit commun: one signatory, its commitments, what to ask."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.contacts import Contact
from asv.db.engagements import Preuve, Revue, cited, preuves_of
from asv.db.importations import fresh_importations
from asv.db.scope import visible
from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur
from asv.domain.champs import Champs
from asv.domain.diffusion import Destinataire, release
from asv.domain.engagements import (
    Constat,
    Etape,
    Semestre,
    check_writer,
    evidence_table,
    question_for,
    semestre_at,
)
from asv.domain.engagements.fiche import QUESTION
from asv.domain.errors import NotFound
from asv.domain.reprise import check_settled, fresh_since
from asv.usecases.engagements.reading import LigneEngagement, find_engagement, lines_of


@dataclass(frozen=True, slots=True)
class LigneInstance:
    """A commitment on the sheet: where it stands, its last proof, what the field met, the question."""

    ligne: LigneEngagement
    preuve: Preuve | None
    constats: list[Constat]
    question: str


@dataclass(frozen=True, slots=True)
class FicheInstance:
    """`signataires`: those one may print, by name. `lignes`: of the one chosen."""

    signataires: list[tuple[str, str]]
    signataire: str
    lignes: list[LigneInstance]
    semestre: Semestre


async def read_instance(session: AsyncSession, acteur: Acteur, structure: str, today: date) -> FicheInstance:
    """The sheet of one signatory, the first by default.

    Only the coordination makes it, since it alone reads the contacts; the figures it prints may leave the team.
    """
    check_writer(acteur)
    lines = await lines_of(session, acteur, today)
    signataires = list({str(line.engagement.structure_id): line.signataire for line in lines}.items())
    chosen = structure or (signataires[0][0] if signataires else "")
    if structure and structure not in dict(signataires):
        raise NotFound("Ce signataire n’a pas d’engagement : choisissez-le dans la liste.")
    semestre = semestre_at(today)
    fresh = await session.execute(fresh_importations(acteur.territoire_id, fresh_since(today)))
    check_settled([(first, last, done) for first, last, done in fresh], semestre.annee)
    kept = [line for line in lines if str(line.engagement.structure_id) == chosen]
    constats = await _constats(session, acteur, kept, semestre, today)
    found = []
    for line in kept:
        evidence = [constats[frein] for frein in line.engagement.freins if frein in constats]
        latest = preuves_of(visible(Preuve, acteur)).where(Preuve.engagement_id == line.engagement.id).limit(1)
        asked = question_for(_etape(line), evidence)
        found.append(LigneInstance(line, await session.scalar(latest), evidence, asked))
    return FicheInstance(signataires, dict(signataires).get(chosen, ""), found, semestre)


def _etape(line: LigneEngagement) -> Etape:
    engagement = line.engagement
    return Etape(
        line.propose or engagement.etat,
        engagement.indicateur,
        line.valeur,
        engagement.cible,
        engagement.echeance,
        engagement.depart,
    )


async def _constats(
    session: AsyncSession, acteur: Acteur, lines: list[LigneEngagement], semestre: Semestre, today: date
) -> dict[str, Constat]:
    """What the field met of each frein that these commitments aim at, released as for any reader outside the team."""
    freins = sorted({frein for line in lines for frein in line.engagement.freins})
    families = {frein: nomenclatures.family("FREIN", frein) for frein in freins}
    days = (semestre.annee.debut, semestre.debut, semestre.fin)
    tables = []
    for famille in sorted(set(families.values())):
        found = await session.execute(cited(visible(Contact, acteur), famille, days))
        rows = [(is_within, codes, how_many) for is_within, codes, how_many in found]
        tables.append(evidence_table(famille, rows, siren=acteur.territoire_id, periode=semestre.annee))
    released = release(tables, destinataire=Destinataire.FINANCEUR, today=today) if tables else {}
    return {
        frein: Constat(
            nomenclatures.entree("FREIN", frein).libelle,
            released[f"ENG_{famille}"].territoire.cells[frein],
            semestre,
        )
        for frein, famille in families.items()
        if frein != famille
    }


async def write_revue(
    session: AsyncSession, acteur: Acteur, engagement_id: UUID, *, question: str, reponse: str, is_confirme: bool,
    today: date,
) -> None:  # fmt: skip
    """Keeps what the instance of that day asked, and what was answered."""
    check_writer(acteur)
    await find_engagement(session, acteur, engagement_id)
    champs = Champs(confirme=is_confirme)
    asked = champs.free_text("question", question, QUESTION, lines=True, missing="Écrivez la question posée.")
    answered = champs.free_text("reponse", reponse, QUESTION, lines=True)
    champs.settle()
    session.add(
        Revue(
            territoire_id=acteur.territoire_id, id=uuid4(), engagement_id=engagement_id, auteur_id=acteur.compte_id,
            instance_le=today, question=asked, reponse=answered,
        )
    )  # fmt: skip
    await session.flush()
