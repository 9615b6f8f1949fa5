"""Bringing a published file from the command line, which has no session: in the name of a coordinator."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.acteurs import importer_of
from asv.db.series import lieux_of
from asv.domain.errors import NotFound, Refused
from asv.usecases.series.drafts import read_file
from asv.usecases.series.importing import Chosen, store
from asv.usecases.series.previewing import LotLu, preview

NOTHING_KNOWN = (
    "Aucun jeu de chiffres connu n’est dans ce fichier pour vos lieux : docs/donnees.md dit lesquels se lisent."
)
NOT_THAT_YEAR = "Ce fichier dit ses années, et {annee} n’en est pas : relancez sans --annee pour les voir."
DRY = "Essai à blanc : rien n’a été enregistré."
DONE = "Import fait : {nombre} jeu(x) de chiffres. Le site permet d’annuler chacun."
REPLACES = "  Remplace : {} chiffres pareils, {} changés, {} nouveaux, {} disparus."
WOULD_GO = "  Auraient des chiffres de moins, car ce fichier ne les nomme pas : {}. Pour l’accepter : --retirer."
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
    retirer: bool = False
    dry_run: bool = False


async def run_series(session: AsyncSession, asked: AskedSerie, now: datetime, step: Step) -> list[str]:
    """Read, look and, unless it is a dry run, take: what to print."""
    acteur = await importer_of(session, asked.territoire, asked.compte, dry_run=asked.dry_run)
    step("lecture du fichier", 0, 1)
    fichier = await read_file(asked.content, await lieux_of(session, asked.territoire))
    step("lecture du fichier", 1, 1)
    found = await preview(session, acteur, fichier, lambda _: asked.annee)
    lots = [lu for lu in found if asked.publication in ("", lu.lot.publication.code)]
    if not lots:
        raise NotFound(NOTHING_KNOWN)
    lots = [lu for lu in lots if asked.annee is None or lu.lot.annee in (None, asked.annee)]
    if not lots:
        raise NotFound(NOT_THAT_YEAR.format(annee=asked.annee))
    lines = [line for lu in lots for line in report(lu)]
    if asked.dry_run:
        return [*lines, DRY]
    chosen = [Chosen(lu.rang, lu.annee, asked.retirer) for lu in lots]
    try:
        done = await store(session, acteur, fichier, chosen, ecarter=asked.ecarter, now=now)
    except Refused as refusal:
        raise Refused("\n".join([*lines, refusal.message])) from None
    return [*lines, DONE.format(nombre=len(done))]


def report(lu: LotLu) -> list[str]:
    """What a dry run says of a lot."""
    lot = lu.lot
    lines = [
        f"{lot.publication.titre} ({lot.publication.code}), {lot.niveau}, {lu.annee or 'année à dire : --annee AAAA'}",
        f"  {lot.lignes} lignes lues, {lu.nombres} chiffres, {lu.tus} non publiés ou secrets.",
        f"  Séries : {', '.join(lu.libelles)}.",
    ]
    if lu.absents:
        lines.append(f"  Lieux absents du fichier : {', '.join(lu.absents)}.")
    if lu.ecart:
        lines.append(REPLACES.format(*lu.ecart))
    if lu.disparus:
        lines.append(WOULD_GO.format(", ".join(lu.disparus)))
    lines += [f"  {mention}" for mention in lu.mentions]
    lines += [f"  Pas d’évolution : {reason}" for reason in lu.evolution]
    lines += [f"  À vérifier : {said}" for said in lot.anomalies[:MOST_TOLD]]
    if len(lot.anomalies) > MOST_TOLD:
        lines.append(f"  … et {len(lot.anomalies) - MOST_TOLD} autres.")
    return lines
