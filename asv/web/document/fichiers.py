"""A version taken away: the whole document, the restitution, the sheet of a QPV, the summary of a commune."""

import asyncio
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from asv.documents.docx import redige_docx
from asv.documents.pdf import redige_pdf
from asv.documents.redige import SHORT, SHORTER, EtatImprime, Feuillet, annexe, restitution, whole
from asv.domain.document import Contenu, Sortie, one_way
from asv.domain.errors import NotFound
from asv.domain.periodes import day_of
from asv.usecases.document import PubliqueLue, VersionLue, read_version
from asv.web.dependencies import TheActeur, TheSession
from asv.web.diagnostic import as_file
from asv.web.document.pages import READERS

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {"pdf": "application/pdf", "docx": WORD, "json": "application/json"}
UNKNOWN = "Ce fichier n’existe pas : choisissez dans la liste de la page de la version."


def listed(contenu: Contenu) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a version is taken away as: a title, then name of file and words."""
    plain = [("document", "Document entier")]
    if contenu.of(Sortie.RESTITUTION):
        plain.append(("restitution", "Restitution aux habitants"))
    return [
        ("Le diagnostic", plain),
        ("Fiches des quartiers", [(f"fiche-{one.code}", one.titre) for one in contenu.fiches]),
        ("Résumés des communes", [(f"commune-{one.code}", one.titre) for one in contenu.communes]),
    ]


def feuillet_of(lue: VersionLue | PubliqueLue, nom: str) -> Feuillet:
    """What a name of `listed` prints. Only the errata that were approved are printed."""
    errata = [(day_of(e.approuve_le), e.au_lieu_de, e.lire) for e in lue.errata if e.approuve_le]
    contenu, etat = lue.contenu, EtatImprime(lue.etat.libelle, errata)
    kind, _, code = nom.partition("-")
    if nom == "document":
        return whole(contenu, etat)
    if nom == "restitution" and contenu.of(Sortie.RESTITUTION):
        return restitution(contenu, etat)
    sheets = {"fiche": contenu.fiches, "commune": contenu.communes}.get(kind, ())
    found = next((one for one in sheets if one.code == code), None)
    if found is None:
        raise NotFound(UNKNOWN)
    return annexe(contenu, etat, found, SHORTER if kind == "commune" else SHORT)


@get("/documents/{document_id:uuid}/versions/{numero:str}/fichiers/{fichier:str}", opt=READERS)
async def download(
    document_id: FromPath[UUID], numero: FromPath[int], fichier: FromPath[str], session: TheSession, acteur: TheActeur
) -> Response[bytes]:
    """The bytes are always the same for one version, in one state, with the same errata."""
    nom, _, kind = fichier.rpartition(".")
    if kind not in KINDS or (kind == "json" and nom != "document"):
        raise NotFound(UNKNOWN)
    lue = await read_version(session, acteur, document_id, numero)
    feuillet = feuillet_of(lue, nom)
    await session.rollback()  # gives the connection back before the slow part
    match kind:
        case "json":
            content = one_way(lue.contenu)
        case "pdf":
            content = await asyncio.to_thread(redige_pdf, feuillet)
        case _:
            content = await asyncio.to_thread(redige_docx, feuillet)
    name = f"{nom}-{lue.contenu.annee}-v{numero}.{kind}"
    return Response(content, media_type=KINDS[kind], headers=as_file(name))


HANDLERS = [download]
