"""Bringing a published file from the command line, which has no session: in the name of a coordinator."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.comptes import Compte
from asv.db.series import lieux_of
from asv.db.territoires import Territoire
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import NotFound, Refused
from asv.usecases.series.drafts import read_file
from asv.usecases.series.importing import Chosen, store
from asv.usecases.series.previewing import LotLu, preview

NOT_OPEN = "Le territoire {siren} n’est pas ouvert : lancez « asv open-territoire {siren} »."
NOBODY = "Aucun compte de coordination ne porte cette adresse dans ce territoire : vérifiez-la, ou créez-le."
WHICH = "Ce territoire a plusieurs coordinations, ou aucune : dites laquelle importe, avec --compte ADRESSE."
NOTHING_KNOWN = (
    "Aucun jeu de chiffres connu n’est dans ce fichier pour vos lieux : docs/donnees.md dit lesquels se lisent."
)
NOT_THAT_YEAR = "Ce fichier dit ses années, et {annee} n’en est pas : relancez sans --annee pour les voir."
DRY = "Essai à blanc : rien n’a été enregistré."
DONE = "Import fait : {nombre} jeu(x) de chiffres. Le site permet d’annuler chacun."
REPLACES = "  Remplace : {} chiffres pareils, {} changés, {} nouveaux, {} disparus."
MOST_TOLD = 20
Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSerie:
    """What the command line says. `publication`: code of the only publication to take, or nothing for all.

    annee: of the lots that print none, and the only one to take among those that do.
    """

    content: bytes
    territoire: str
    compte: str = ""
    annee: int | None = None
    publication: str = ""
    ecarter: bool = False
    dry_run: bool = False


async def run_series(session: AsyncSession, asked: AskedSerie, now: datetime, step: Step) -> list[str]:
    """Read, look and, unless it is a dry run, take: what to print."""
    acteur = await _coordinateur(session, asked)
    step("lecture du fichier", 0, 1)
    fichier = await read_file(asked.content, await lieux_of(session, asked.territoire))
    step("lecture du fichier", 1, 1)
    lots = [lu for lu in await preview(session, acteur, fichier) if asked.publication in ("", lu.lot.publication.code)]
    if not lots:
        raise NotFound(NOTHING_KNOWN)
    lots = [lu for lu in lots if asked.annee is None or lu.lot.annee in (None, asked.annee)]
    if not lots:
        raise NotFound(NOT_THAT_YEAR.format(annee=asked.annee))
    lines = [line for lu in lots for line in report(lu)]
    if asked.dry_run:
        return [*lines, DRY]
    chosen = [Chosen(lu.rang, asked.annee if lu.lot.annee is None else None) for lu in lots]
    try:
        done = await store(session, acteur, fichier, chosen, ecarter=asked.ecarter, now=now)
    except Refused as refusal:
        raise Refused("\n".join([*lines, refusal.message])) from None
    return [*lines, DONE.format(nombre=len(done))]


def report(lu: LotLu) -> list[str]:
    """What a dry run says of a lot."""
    lot = lu.lot
    lines = [
        f"{lot.publication.titre} ({lot.publication.code}), {lot.niveau}, {lot.annee or 'année à dire : --annee AAAA'}",
        f"  {lot.lignes} lignes lues, {lu.nombres} chiffres, {lu.tus} non publiés ou secrets.",
        f"  Séries : {', '.join(lu.libelles)}.",
    ]
    if lu.absents:
        lines.append(f"  Lieux absents du fichier : {', '.join(lu.absents)}.")
    if lu.ecart:
        lines.append(REPLACES.format(*lu.ecart))
    lines += [f"  {mention}" for mention in lu.mentions]
    lines += [f"  Pas d’évolution : {reason}" for reason in lu.evolution]
    lines += [f"  À vérifier : {said}" for said in lot.anomalies[:MOST_TOLD]]
    if len(lot.anomalies) > MOST_TOLD:
        lines.append(f"  … et {len(lot.anomalies) - MOST_TOLD} autres.")
    return lines


async def _coordinateur(session: AsyncSession, asked: AskedSerie) -> Acteur:
    """The coordinator with this address; the only one of the territoire when none is given. A dry run needs nobody."""
    territoire = await session.get(Territoire, asked.territoire)
    if territoire is None:
        raise NotFound(NOT_OPEN.format(siren=asked.territoire))
    query = select(Compte).where(
        Compte.territoire_id == asked.territoire, Compte.role == Role.COORDINATEUR.value, Compte.actif
    )
    comptes = (await session.scalars(query.order_by(Compte.email))).all()
    found = [compte for compte in comptes if asked.compte in ("", compte.email)]
    if len(found) == 1:
        return Acteur(asked.territoire, found[0].id, Role.COORDINATEUR, None, found[0].nom_affiche, territoire.nom)
    if asked.dry_run and not asked.compte:
        return Acteur(asked.territoire, UUID(int=0), Role.COORDINATEUR, None, "", territoire.nom)
    raise NotFound(NOBODY if asked.compte else WHICH)
