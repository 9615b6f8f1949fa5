"""What is typed in a document: titles, texts, remarks; free texts, guarded as everywhere."""

from asv.domain.acteurs import Acteur, Role
from asv.domain.champs import Champs
from asv.domain.errors import Forbidden

TITRE = 120
TEXTE = 20_000
REMARQUE = 1000
MOTIF = 500


def check_coordination(acteur: Acteur) -> None:
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden("Le diagnostic est écrit par la coordination ; vous lisez ce qui est publié.")


def check_titre(titre: str, *, confirme: bool) -> str:
    champs = Champs(confirme=confirme)
    kept = champs.free_text("titre", titre, TITRE, missing="Donnez un titre au document.")
    champs.settle()
    return kept


def check_texte(texte: str, *, confirme: bool) -> str:
    """A text of the document, lines kept. It is published: the address of a place may stand in it, nobody's name."""
    champs = Champs(confirme=confirme)
    kept = champs.free_text("texte", texte, TEXTE, lines=True, of_a_place=True)
    champs.settle()
    return kept


def check_court(champ: str, texte: str, longest: int, *, missing: str, confirme: bool) -> str:
    """A remark, a reason, one side of an erratum."""
    champs = Champs(confirme=confirme)
    kept = champs.free_text(champ, texte, longest, missing=missing, lines=True, of_a_place=True)
    champs.settle()
    return kept
