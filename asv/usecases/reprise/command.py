"""Taking over a log from the command line, which has no session: in the name of a coordinator of the territoire."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.acteurs import importer_of
from asv.db.comptes import active_comptes
from asv.domain.acteurs import Role
from asv.domain.errors import NotFound, Refused
from asv.domain.reprise import CIBLES, PAR_DEFAUT, Apercu, Correspondance, from_json, grouped
from asv.domain.reprise.correspondance import UNREADABLE
from asv.usecases.reprise.drafts import Releve, read_file
from asv.usecases.reprise.importing import FAULTY, store
from asv.usecases.reprise.previewing import preview

BAD_DEFAULT = "Une valeur pour toutes les lignes s’écrit champ=valeur ; champs : {champs}."
NO_MEDIATEUR = "Aucun médiateur en activité ne porte cette adresse dans ce territoire."
DRY = "Essai à blanc : rien n’a été enregistré."
DONE = "Import fait : {lignes} ligne(s), du {premier:%d/%m/%Y} au {dernier:%d/%m/%Y}. Le site permet de l’annuler."
Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line says. `mapping`: the text of a correspondance, or nothing to follow the headers."""

    content: bytes
    mapping: str | None = None
    territoire: str
    compte: str = ""
    mediateur: str = ""
    defaut: tuple[str, ...] = ()
    periodes_closes: bool = False
    ecarter: bool = False
    dry_run: bool = False


async def run(session: AsyncSession, asked: Asked, now: datetime, step: Step) -> tuple[list[str], Correspondance]:
    """Read, look and, unless it is a dry run, store: what to print, and the correspondance to complete."""
    acteur = await importer_of(session, asked.territoire, asked.compte, dry_run=asked.dry_run)
    step("lecture du fichier", 0, 1)
    releve = await read_file(asked.content)
    step("lecture du fichier", 1, 1)
    if asked.mapping is not None:
        releve = replace(releve, correspondance=parse_mapping(asked.mapping))
    releve = _with_options(releve, asked, await mediateur_of(session, asked.territoire, asked.mediateur))
    apercu, _ = await preview(session, acteur, releve, now)
    step("lignes lues", apercu.lignes, apercu.lignes)
    lines = report(releve, apercu)
    if asked.dry_run:
        return [*lines, DRY], to_fill(releve, apercu)
    if apercu.erreurs and not asked.ecarter:
        raise Refused("\n".join([*lines, FAULTY]))
    done = await store(session, acteur, releve, now)
    step("lignes importées", done.lignes, done.lignes)
    said = DONE.format(lignes=done.lignes, premier=done.premier_jour, dernier=done.dernier_jour)
    return [*lines, said], to_fill(releve, apercu)


def parse_mapping(text: str) -> Correspondance:
    try:
        return from_json(json.loads(text))
    except (ValueError, RecursionError):
        raise Refused(UNREADABLE) from None


async def mediateur_of(session: AsyncSession, siren: str, email: str) -> str:
    """The identifier of a mediator, from her address; empty for none."""
    if not email:
        return ""
    found = [compte for compte in await session.scalars(active_comptes(siren, Role.MEDIATEUR)) if compte.email == email]
    if not found:
        raise NotFound(NO_MEDIATEUR)
    return str(found[0].id)


def _with_options(releve: Releve, asked: Asked, mediateur: str) -> Releve:
    """The correspondance of the file or of --mapping, completed by what the command line says."""
    base = releve.correspondance
    return replace(releve, correspondance=replace(
        base, defauts={**base.defauts, **dict(_pair(defaut) for defaut in asked.defaut)},
        mediateur=mediateur or base.mediateur, periodes_closes=base.periodes_closes or asked.periodes_closes,
        ecarter=base.ecarter or asked.ecarter,
    ))  # fmt: skip


def _pair(defaut: str) -> tuple[str, str]:
    nom, _, code = defaut.partition("=")
    if nom not in PAR_DEFAUT or not code:
        raise Refused(BAD_DEFAULT.format(champs=", ".join(PAR_DEFAUT)))
    return nom, code


def to_fill(releve: Releve, apercu: Apercu) -> Correspondance:
    """The correspondance with every word to look at: what is proposed, or an empty place for a choice."""
    valeurs = {nom: dict(codes) for nom, codes in releve.correspondance.valeurs.items()}
    for valeur in apercu.a_voir:
        valeurs.setdefault(valeur.cible, {}).setdefault(valeur.cle, valeur.choisi or valeur.propose)
    return replace(releve.correspondance, valeurs=valeurs)


def report(releve: Releve, apercu: Apercu) -> list[str]:
    """What a dry run says, line by line: columns, words to look at, what is wrong, what would be kept."""
    chosen = releve.correspondance.colonnes
    lines = ["Colonnes :"]
    for colonne in releve.colonnes:
        cible = chosen[colonne.rang] if colonne.rang < len(chosen) else ""
        lines.append(
            f"  {colonne.lettre:<3}{colonne.entete or '—'} → {CIBLES[cible].libelle if cible else 'non reprise'}"
        )
    if apercu.a_voir:
        lines.append("Mots à vérifier :")
        lines += [
            f"  {CIBLES[v.cible].libelle} « {v.texte} » → {v.choisi or v.propose or 'à choisir'}" for v in apercu.a_voir
        ]
    lines += ["À corriger :"] if apercu.erreurs else []
    lines += [f"  {adresses} : {message}" for adresses, message in grouped(apercu.erreurs)]
    if any("Il manque ici" in erreur.message for erreur in apercu.erreurs):
        lines.append(f"  Pour toutes les lignes : --defaut creneau=matin, par exemple ({', '.join(PAR_DEFAUT)}).")
    counted = apercu.lignes, apercu.retenues, len(apercu.erreurs)
    return [*lines, "{} ligne(s) lue(s), {} prête(s), {} point(s) à corriger.".format(*counted)]
