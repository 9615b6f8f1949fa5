"""The contrat de ville as the coordination copies it: orientations, their ambitions, the transversal axes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.besoins import Ambition, ambitions_of
from asv.db.scope import visible
from asv.domain.acteurs import Acteur
from asv.domain.champs import Champs
from asv.domain.engagements import check_reader, check_writer, may_write
from asv.domain.errors import NotFound

NUMERO, LIBELLE = 12, 200
NATURES = {"orientation": "Orientation", "ambition": "Ambition", "axe": "Axe transversal"}


@dataclass(frozen=True, slots=True)
class AmbitionSaisie:
    nature: str
    numero: str
    libelle: str
    parent: str = ""
    is_confirme: bool = False


@dataclass(frozen=True, slots=True)
class Contrat:
    """`orientations`: each with its ambitions; those whose orientation is withdrawn stand under None."""

    orientations: list[tuple[Ambition | None, list[Ambition]]]
    axes: list[Ambition]
    may_write: bool

    @property
    def options(self) -> list[tuple[str, str]]:
        return [(str(one.id), f"{one.numero}. {one.libelle}") for one, _ in self.orientations if one]


async def read_contrat(session: AsyncSession, acteur: Acteur) -> Contrat:
    check_reader(acteur)
    found = list(await session.scalars(ambitions_of(visible(Ambition, acteur)).where(Ambition.retiree_le.is_(None))))
    heads = [one for one in found if one.nature == "orientation"]
    ambitions = [one for one in found if one.nature == "ambition"]
    known = {head.id for head in heads}
    groups: list[tuple[Ambition | None, list[Ambition]]] = [
        (head, [one for one in ambitions if one.parent_id == head.id]) for head in heads
    ]
    alone = [one for one in ambitions if one.parent_id not in known]
    return Contrat(
        [*groups, *([(None, alone)] if alone else [])], [one for one in found if one.nature == "axe"], may_write(acteur)
    )


async def add_ambition(session: AsyncSession, acteur: Acteur, saisie: AmbitionSaisie) -> None:
    """Copies one line of the contract; nothing of it is known before the coordination writes it."""
    check_writer(acteur)
    contrat = await read_contrat(session, acteur)
    champs = Champs(confirme=saisie.is_confirme)
    if saisie.nature not in NATURES:
        champs.refuse("nature", "Dites si c’est une orientation, une ambition ou un axe.")
    numero = champs.text("numero", saisie.numero, NUMERO, missing="Recopiez le numéro du contrat.")
    libelle = champs.free_text("libelle", saisie.libelle, LIBELLE, missing="Recopiez le texte du contrat.")
    offered = dict(contrat.options)
    if saisie.nature == "ambition" and saisie.parent not in offered:
        champs.refuse("parent", "Choisissez l’orientation de cette ambition ; saisissez-la d’abord au besoin.")
    champs.settle()
    parent = UUID(saisie.parent) if saisie.nature == "ambition" else None
    session.add(
        Ambition(
            territoire_id=acteur.territoire_id, id=uuid4(), nature=saisie.nature, parent_id=parent, numero=numero,
            libelle=libelle,
        )
    )  # fmt: skip
    await session.flush()


async def withdraw_ambition(session: AsyncSession, acteur: Acteur, ambition_id: UUID, today: date) -> None:
    """Takes a line out of what one may choose; what names it still shows it."""
    check_writer(acteur)
    found = await session.scalar(ambitions_of(visible(Ambition, acteur)).where(Ambition.id == ambition_id))
    if found is None or found.retiree_le is not None:
        raise NotFound("Cette ligne n’est plus dans le contrat.")
    found.retiree_le = today
    await session.flush()
