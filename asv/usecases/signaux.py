"""The signals that the coordination reads, carries outside and closes; the mediator sends them, and reads his own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.journal import entry_of
from asv.db.reference import Commune, names_among
from asv.db.scope import visible
from asv.db.signaux import Signal, open_since, treated, without_text
from asv.db.structures import Structure, hosts_of
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Conflict, Forbidden, NotFound
from asv.domain.regroupement import Groupe, SignalRecu, first_month, grouped, text_to_carry

ONLY_COORDINATION = "Les signaux sont relus et portés par la coordination de l’Atelier Santé Ville."
TREATED = "Ces signaux ont déjà été traités : rechargez la page."


@dataclass(frozen=True, slots=True)
class LigneSignaux:
    """A group, the name of its commune (None: the whole territoire) and the sentence proposed for outside."""

    groupe: Groupe
    commune: str | None
    texte: str

    @property
    def cle(self) -> str:
        """What a form sends back to close it."""
        return ":".join((self.groupe.code, self.groupe.service, self.groupe.commune or ""))

    @property
    def notes(self) -> list[tuple[UUID, str]]:
        """Texts that a mediator added, which nobody else reads before the coordination has."""
        return [(signal.id, signal.texte) for signal in self.groupe.signaux if signal.texte]


def _check(acteur: Acteur) -> None:
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden(ONLY_COORDINATION)


async def list_signaux(session: AsyncSession, acteur: Acteur, today: date) -> list[LigneSignaux]:
    """The signals of the last months, by commune, service and kind; without author, practice or day."""
    _check(acteur)
    found = await session.scalars(open_since(visible(Signal, acteur), first_month(today)))
    recus = [SignalRecu(s.id, s.code, s.service, s.commune, s.situations, s.mois, s.texte) for s in found]
    known = [(s.commune, s.type) for s in await session.scalars(hosts_of(visible(Structure, acteur)))]
    communes = names_among(Commune, {recu.commune for recu in recus})
    names = {row[0]: row[1] for row in await session.execute(communes)}
    return [_ligne(groupe, names) for groupe in grouped(recus, known)]


def _ligne(groupe: Groupe, names: Mapping[str, str]) -> LigneSignaux:
    commune = names.get(groupe.commune) if groupe.commune else None
    return LigneSignaux(groupe, commune, text_to_carry(groupe, commune))


async def treat(session: AsyncSession, acteur: Acteur, cle: str, today: date) -> None:
    """Close a group once it was carried, or judged not to be; the journal keeps that it was."""
    for ligne in await list_signaux(session, acteur, today):
        if ligne.cle == cle:
            done = await session.execute(treated(visible(Signal, acteur), [one.id for one in ligne.groupe.signaux]))
            if done.first() is not None:
                await session.execute(entry_of(acteur, "signaux_traites", cle))
                return
    raise Conflict(TREATED)


async def erase_text(session: AsyncSession, acteur: Acteur, signal_id: UUID) -> None:
    """The second reading: a text that says too much is erased, the signal stays."""
    _check(acteur)
    done = await session.execute(without_text(visible(Signal, acteur), signal_id))
    if done.first() is None:
        raise NotFound("Ce signal n’existe pas dans votre territoire.")
    await session.execute(entry_of(acteur, "texte_de_signal_efface", str(signal_id)))
