"""Versions: frozen whole, compared, taken from step to step by two persons, corrected by errata."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, update
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.document import (
    BlocDocument,
    DocumentPartage,
    Erratum,
    VersionDocument,
    blocs_of,
    errata_of,
    versions_of,
)
from asv.db.journal import entry_of
from asv.db.scope import rows, visible
from asv.domain.acteurs import Acteur, Role
from asv.domain.document import (
    CHAPITRES,
    MOTIF,
    Contenu,
    Ecriture,
    EtatVersion,
    GesteVersion,
    Grille,
    Morceau,
    Nature,
    Partie,
    Prose,
    as_plain,
    check_coordination,
    check_court,
    check_step,
    cited,
    differences,
    empreinte_of,
    etat_of,
    from_plain,
    offered_steps,
)
from asv.domain.document.matiere import Matiere, commune_of, fiche_of, generate
from asv.domain.errors import Conflict, NotFound, Refused
from asv.domain.periodes import day_of
from asv.usecases.document.gathering import gather
from asv.usecases.document.reading import colleagues, find_document, signatures_of
from asv.usecases.document.writing import pending

LARGEST = 2**31 - 1
"""Largest number of a version that PostgreSQL holds: an address may say any."""
EMPTY = "Rien n’est encore écrit : écrivez au moins un texte avant de proposer une version."


@dataclass(frozen=True, slots=True)
class Demande:
    """Which figures a document asks for: the closed year, and the references of its blocks."""

    annee: int
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chiffres:
    """The released figures given back: by reference, and by QPV and commune; diffusion: code of their release."""

    grilles: Mapping[str, Grille] = field(default_factory=dict)
    fiches: Mapping[str, Sequence[Grille]] = field(default_factory=dict)
    communes: Mapping[str, Sequence[Grille]] = field(default_factory=dict)
    diffusion: str = ""


@dataclass(frozen=True, slots=True)
class VersionLue:
    """A version for one reader. gestes, pourquoi: what he may do of it, or who must. errata: those he may read."""

    document: DocumentPartage
    version: VersionDocument
    contenu: Contenu
    etat: EtatVersion
    gestes: Sequence[GesteVersion]
    pourquoi: str
    signataires: Mapping[UUID, str]
    errata: Sequence[Erratum]
    precedentes: Sequence[int]


async def _blocs(session: AsyncSession, acteur: Acteur, document: DocumentPartage) -> list[BlocDocument]:
    """Blocks of the chapters kept."""
    found = await session.scalars(blocs_of(visible(BlocDocument, acteur), document.id))
    return [bloc for bloc in found if bloc.chapitre in document.chapitres]


async def asked_figures(session: AsyncSession, acteur: Acteur, document_id: UUID, code: str = "") -> Demande:
    """The figures of the whole document, or of one chapter."""
    check_coordination(acteur)
    document = await find_document(session, acteur, document_id)
    blocs = [bloc for bloc in await _blocs(session, acteur, document) if code in {"", bloc.chapitre}]
    return Demande(document.annee, tuple(dict.fromkeys(b.contenu for b in blocs if b.nature == Nature.CHIFFRES)))


async def shown_blocs(
    session: AsyncSession, acteur: Acteur, document_id: UUID, code: str, chiffres: Chiffres
) -> Mapping[UUID, Sequence[Morceau]]:
    """What the blocks of a chapter that nobody writes would print now: its writer reads them beside the text."""
    check_coordination(acteur)
    document = await find_document(session, acteur, document_id)
    blocs = await _blocs(session, acteur, document)
    own = [bloc for bloc in blocs if bloc.chapitre == code and bloc.nature != Nature.TEXTE]
    matiere = await gather(session, acteur, document.annee) if own else None
    return {bloc.id: _told(bloc, matiere, _cited(blocs), chiffres) for bloc in own if matiere}


async def draft(
    session: AsyncSession, acteur: Acteur, document_id: UUID, chiffres: Chiffres, *, numero: int = 0, now: datetime
) -> Contenu:
    """The document as it would be printed now. An empty text is not printed, nor is a chapter that holds nothing."""
    check_coordination(acteur)
    document = await find_document(session, acteur, document_id)
    blocs = await _blocs(session, acteur, document)
    matiere = await gather(session, acteur, document.annee)
    return Contenu(
        titre=document.titre, territoire=acteur.territoire_nom, annee=document.annee, numero=numero,
        fige_le=day_of(now).isoformat(), parties=_parties(document, blocs, matiere, chiffres),
        fiches=tuple(fiche_of(q, matiere, chiffres.fiches.get(q.code, ())) for q in matiere.quartiers),
        communes=tuple(
            commune_of(code, matiere, chiffres.communes.get(code, ()))
            for code in matiere.communes
            if any(code in q.communes for q in matiere.quartiers)
        ),
        diffusion=chiffres.diffusion,
    )  # fmt: skip


def _cited(blocs: Sequence[BlocDocument]) -> list[str]:
    """Codes of the indicateurs that a document shows."""
    return [cited(bloc.contenu) for bloc in blocs if bloc.nature == Nature.CHIFFRES]


def _told(bloc: BlocDocument, matiere: Matiere, cites: Sequence[str], chiffres: Chiffres) -> Sequence[Morceau]:
    """What a block prints; nothing for an empty text."""
    match Nature(bloc.nature):
        case Nature.TEXTE:
            return (Prose(bloc.contenu),) if bloc.contenu else ()
        case Nature.GENERE:
            return generate(bloc.contenu, matiere, cites)
        case Nature.CHIFFRES:
            found = chiffres.grilles.get(bloc.contenu)
            return (found,) if found else (Prose("Ce chiffre n’est pas diffusé pour cette année."),)


def _parties(
    document: DocumentPartage, blocs: Sequence[BlocDocument], matiere: Matiere, chiffres: Chiffres
) -> tuple[Partie, ...]:
    cites, found = _cited(blocs), []
    for code in document.chapitres:
        own = (bloc for bloc in blocs if bloc.chapitre == code)
        morceaux = tuple(m for bloc in own for m in _told(bloc, matiere, cites, chiffres))
        if morceaux:
            chapitre = CHAPITRES[code]
            found.append(Partie(code, chapitre.titre, chapitre.sortie.value, morceaux))
    return tuple(found)


async def freeze(session: AsyncSession, acteur: Acteur, document_id: UUID, chiffres: Chiffres, *, now: datetime) -> int:
    """Proposes a version, whole and for good; gives its number. Refused while two texts wait for a choice."""
    check_coordination(acteur)
    document = await find_document(session, acteur, document_id)
    blocs = await _blocs(session, acteur, document)
    if not any(bloc.nature == Nature.TEXTE and bloc.contenu for bloc in blocs):
        raise Refused(EMPTY)
    if await pending(session, acteur, [bloc.id for bloc in blocs]):
        raise Refused("Deux textes attendent un choix : ouvrez les chapitres marqués, puis proposez de nouveau.")
    latest = await session.scalar(versions_of(visible(VersionDocument, acteur), document.id).limit(1))
    numero = 1 if latest is None else latest.numero + 1
    contenu = await draft(session, acteur, document_id, chiffres, numero=numero, now=now)
    session.add(
        VersionDocument(
            territoire_id=acteur.territoire_id, document_id=document.id, numero=numero, contenu=as_plain(contenu),
            empreinte=empreinte_of(contenu), figee_par=acteur.compte_id,
        )
    )  # fmt: skip
    await session.flush()
    await session.execute(entry_of(acteur, "version_proposee", f"{document.id}/{numero}"))
    return numero


async def find_version(session: AsyncSession, acteur: Acteur, document_id: UUID, numero: int) -> VersionDocument:
    query = versions_of(visible(VersionDocument, acteur), document_id).where(VersionDocument.numero == numero)
    found = await session.scalar(query) if numero <= LARGEST else None
    if found is None:
        raise NotFound("Cette version n’existe pas, ou elle n’est pas encore publiée.")
    return found


async def read_version(session: AsyncSession, acteur: Acteur, document_id: UUID, numero: int) -> VersionLue:
    document = await find_document(session, acteur, document_id)
    version = await find_version(session, acteur, document_id, numero)
    signatures, writes = signatures_of(version), acteur.role is Role.COORDINATEUR
    gestes, why = offered_steps(signatures, acteur.compte_id) if writes else ((), "")
    errata = (await session.scalars(errata_of(visible(Erratum, acteur), document_id, numero))).all()
    people = [version.figee_par, version.relue_par, version.approuvee_par, version.publiee_par, version.renvoyee_par]
    people += [one for row in errata for one in (row.auteur_id, row.approuve_par)]
    others = await session.scalars(versions_of(visible(VersionDocument, acteur), document_id))
    return VersionLue(
        document, version, from_plain(version.contenu), etat_of(signatures), gestes, why,
        await colleagues(session, acteur, people) if writes else {}, errata,
        [one.numero for one in others if one.numero < numero],
    )  # fmt: skip


async def compare(
    session: AsyncSession, acteur: Acteur, document_id: UUID, avant: int, apres: int
) -> list[tuple[str, list[Ecriture]]]:
    """What changed between two versions that this reader may read."""
    old, new = [from_plain((await find_version(session, acteur, document_id, n)).contenu) for n in (avant, apres)]
    return differences(old, new)


async def take_step(
    session: AsyncSession, acteur: Acteur, document_id: UUID, numero: int, geste: GesteVersion, *, motif: str,
    confirme: bool,
) -> None:  # fmt: skip
    """Signs a step in one's own name. Raises Forbidden when another person must; the base would refuse it too."""
    check_coordination(acteur)
    version = await find_version(session, acteur, document_id, numero)
    check_step(signatures_of(version), geste, acteur.compte_id)
    values: dict[str, object] = {f"{_COLUMN[geste]}_par": acteur.compte_id}
    if geste is GesteVersion.RENVOYER:
        missing = "Dites aux auteurs ce qui est à reprendre."
        values["renvoi"] = check_court("motif", motif, MOTIF, missing=missing, confirme=confirme)
    mine = VersionDocument.territoire_id == acteur.territoire_id, VersionDocument.document_id == document_id
    await session.execute(update(VersionDocument).where(*mine, VersionDocument.numero == numero).values(**values))
    await session.execute(entry_of(acteur, f"version_{_COLUMN[geste]}", f"{document_id}/{numero}"))


_COLUMN = {
    GesteVersion.RELIRE: "relue", GesteVersion.APPROUVER: "approuvee", GesteVersion.PUBLIER: "publiee",
    GesteVersion.RENVOYER: "renvoyee",
}  # fmt: skip


async def write_erratum(
    session: AsyncSession, acteur: Acteur, document_id: UUID, numero: int, *, au_lieu_de: str, lire: str, confirme: bool
) -> None:
    """Proposes a correction of what is published; it shows once a second person approved it."""
    check_coordination(acteur)
    version = await find_version(session, acteur, document_id, numero)
    if etat_of(signatures_of(version)) is not EtatVersion.PUBLIEE:
        raise Conflict("Cette version n’est pas publiée : corrigez le document et proposez une autre version.")
    sides = (
        ("au_lieu_de", au_lieu_de, "Recopiez ce qui est à corriger."),
        ("lire", lire, "Écrivez ce qu’il faut lire."),
    )
    kept = [check_court(champ, texte, MOTIF, missing=missing, confirme=confirme) for champ, texte, missing in sides]
    session.add(
        Erratum(
            territoire_id=acteur.territoire_id, id=uuid4(), document_id=document_id, numero=numero,
            au_lieu_de=kept[0], lire=kept[1], auteur_id=acteur.compte_id,
        )
    )  # fmt: skip
    await session.flush()


async def approve_erratum(session: AsyncSession, acteur: Acteur, document_id: UUID, erratum_id: UUID) -> int:
    """Approves the correction of somebody else; gives the number of its version."""
    check_coordination(acteur)
    query = rows(Erratum, acteur).where(Erratum.document_id == document_id, Erratum.id == erratum_id)
    found = await session.scalar(query)
    if found is None or found.approuve_par is not None:
        raise Conflict("Cet erratum est déjà approuvé : rechargez la page.")
    if found.auteur_id == acteur.compte_id:
        raise Refused("Vous avez écrit cet erratum : demandez à une autre personne de la coordination de l’approuver.")
    found.approuve_par, found.approuve_le = acteur.compte_id, func.now()
    await session.flush()
    await session.execute(entry_of(acteur, "erratum_approuve", f"{document_id}/{found.numero}"))
    return int(found.numero)
