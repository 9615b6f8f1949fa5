"""The cards in several languages: the texts shipped, those the coordination corrected, and correcting one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.journal import entry_of
from asv.db.scope import rows
from asv.db.traductions import Traduction, wording_of
from asv.domain.acteurs import Acteur, Role
from asv.domain.champs import Champs
from asv.domain.errors import Forbidden, NotFound
from asv.reference.traductions import LANGUES, REFERENCE, Langue, read_traductions

LONGEST: Final = 240
EMPTY = "Écrivez le texte à montrer : une carte n’a pas de ligne vide."


@dataclass(frozen=True, slots=True)
class Ligne:
    """One label of a card. `is_relue`: somebody of the territoire put or confirmed these words."""

    cle: str
    francais: str
    texte: str
    is_relue: bool


@dataclass(frozen=True, slots=True)
class Cartes:
    """All the labels of one language."""

    langue: Langue
    lignes: tuple[Ligne, ...]

    @property
    def relues(self) -> int:
        return sum(ligne.is_relue for ligne in self.lignes)

    @property
    def is_relue(self) -> bool:
        return self.langue.code == REFERENCE or self.relues == len(self.lignes)


async def list_cartes(session: AsyncSession, acteur: Acteur) -> tuple[Cartes, ...]:
    """Give every language as this territoire words it; the staff of the field reads, nobody else."""
    if acteur.role not in (Role.MEDIATEUR, Role.COORDINATEUR):
        raise Forbidden("Seules la médiation et la coordination lisent les cartes.")
    found: Sequence[Traduction] = (await session.scalars(rows(Traduction, acteur))).all()
    corrected = {(row.langue, row.cle): row.texte for row in found}
    french = _words(REFERENCE, corrected)
    return tuple(
        Cartes(
            langue,
            tuple(
                Ligne(cle, french[cle], texte, (langue.code, cle) in corrected)
                for cle, texte in _words(langue.code, corrected).items()
            ),
        )
        for langue in LANGUES
    )


def _words(langue: str, corrected: dict[tuple[str, str], str]) -> dict[str, str]:
    return {cle: corrected.get((langue, cle), texte) for cle, texte in read_traductions(langue).items()}


async def correct_label(session: AsyncSession, acteur: Acteur, langue: str, cle: str, texte: str) -> None:
    """Put a label in other words, or confirm those shipped; the tablets take it at their next connection."""
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden("Seule la coordination corrige les cartes : dites-lui ce qui ne va pas.")
    if langue not in {one.code for one in LANGUES} or cle not in read_traductions(langue):
        raise NotFound("Cette ligne n’existe pas : revenez à la liste des cartes.")
    champs = Champs()
    words = champs.text("texte", texte, LONGEST, missing=EMPTY)
    champs.settle()
    await session.execute(wording_of(acteur, langue, cle, words))
    await session.execute(entry_of(acteur, "traduction_corrigee", f"{langue} {cle}"))
