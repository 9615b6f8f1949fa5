"""Offers and requests: who lends what, who looks for what, and which goes with which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.moyens import Moyen, Occupation, change_moyen, is_booked, moyens_of, taken_of
from asv.db.reference import Commune
from asv.db.scope import rows, visible
from asv.db.structures import LIVING, Structure
from asv.db.territoires import cellules_of
from asv.domain.acteurs import Acteur, Role
from asv.domain.acteurs import check_writer as check_may_write
from asv.domain.champs import Champs
from asv.domain.errors import Conflict, Forbidden, NotFound
from asv.domain.moyens import (
    HORIZON,
    EtatMoyen,
    FicheMoyen,
    MoyenSaisi,
    Ouverture,
    Prises,
    Sens,
    can_meet,
    check_moyen,
    distance_km,
    is_lent,
)
from asv.domain.territoires import Cellule

WRITERS = (Role.COORDINATEUR, Role.PARTENAIRE)
NOT_OPEN = "La bourse de moyens est ouverte aux structures partenaires et à la coordination."
NOT_YOURS = "Seule la structure qui a publié cette annonce peut la changer : écrivez-lui, ou à la coordination."
UNKNOWN = "Cette annonce n’existe pas, ou plus."
STALE = "Quelqu’un a modifié cette annonce pendant que vous la lisiez : rechargez la page pour voir ce qui a changé."
RESERVED = "Des demi-journées ou des unités déjà réservées dépassent cette quantité : libérez-les d’abord."
KEPT_KIND = (
    "Quelqu’un a déjà réservé dans cette annonce : ce qu’elle propose ne change plus de nature. "
    "Retirez-la, et publiez-en une autre."
)
NEAR_KM = 15.0
"""Distance within which an offer answers a request."""


@dataclass(frozen=True, slots=True)
class LigneMoyen:
    """An offer or a request with the names that it shows. `km`: from the place asked about, when both are known."""

    moyen: Moyen
    structure: str
    commune: str
    qpv: str
    km: float | None = None

    @property
    def ouverture(self) -> Ouverture:
        m = self.moyen
        return Ouverture(m.debut, m.fin, m.quantite, tuple(m.jours), tuple(m.creneaux))

    @property
    def place(self) -> tuple[str | None, str | None]:
        return self.moyen.commune, self.moyen.qpv

    @property
    def endroit(self) -> str:
        return " – ".join(name for name in (self.commune, self.qpv) if name)

    @property
    def rest(self) -> int:
        """Units of what is used up that nobody has reserved."""
        return self.moyen.quantite - self.moyen.pris


@dataclass(frozen=True, slots=True)
class Filtre:
    """What a reader of the bourse asks for; empty means anything."""

    code: str = ""
    commune: str = ""
    debut: date | None = None
    fin: date | None = None
    miens: bool = False


@dataclass(frozen=True, slots=True)
class Bourse:
    offres: list[LigneMoyen]
    demandes: list[LigneMoyen]


@dataclass(frozen=True, slots=True)
class VueMoyen:
    """`reponses`: for a request, the offers that may answer; for an offer, the requests that it may answer."""

    line: LigneMoyen
    is_mine: bool
    prises: Prises
    reponses: list[LigneMoyen]


def check_writer(acteur: Acteur) -> None:
    if acteur.role not in WRITERS:
        raise Forbidden(NOT_OPEN)
    if acteur.role is Role.PARTENAIRE and acteur.structure_id is None:
        raise Forbidden("Votre compte n’est rattaché à aucune structure : demandez à l’administration de le compléter.")


def is_of(acteur: Acteur, moyen: Moyen) -> bool:
    """Whether the acteur may change this offer or request."""
    return acteur.role is Role.COORDINATEUR or (acteur.may_write and acteur.structure_id == moyen.structure_id)


async def read_lines(session: AsyncSession, acteur: Acteur, *conditions: object) -> list[LigneMoyen]:
    query = moyens_of(visible(Moyen, acteur)).where(*conditions)  # type: ignore[arg-type]
    found = await session.execute(query)
    return [LigneMoyen(moyen, structure, commune or "", qpv or "") for moyen, structure, commune, qpv in found]


async def read_bourse(session: AsyncSession, acteur: Acteur, filtre: Filtre, today: date) -> Bourse:
    """Offers and requests still open and to come, narrowed by what is asked."""
    check_writer(acteur)
    conditions = [Moyen.fin >= (filtre.debut or today)]
    conditions += [Moyen.code == filtre.code] if filtre.code else []
    conditions += [Moyen.commune == filtre.commune] if filtre.commune else []
    conditions += [Moyen.debut <= filtre.fin] if filtre.fin else []
    if filtre.miens:
        conditions += [Moyen.structure_id == acteur.structure_id]
    else:
        conditions += [Moyen.etat == EtatMoyen.OUVERT.value]
    lines = await read_lines(session, acteur, *conditions)
    of = {sens: [line for line in lines if line.moyen.sens == sens] for sens in Sens}
    return Bourse(of[Sens.OFFRE], of[Sens.DEMANDE])


async def find_line(session: AsyncSession, acteur: Acteur, moyen_id: UUID) -> LigneMoyen:
    lines = await read_lines(session, acteur, Moyen.id == moyen_id)
    if not lines:
        raise NotFound(UNKNOWN)
    return lines[0]


async def taken_half_days(
    session: AsyncSession, acteur: Acteur, moyens: Sequence[UUID], start: date, days: int = HORIZON
) -> Mapping[UUID, dict[tuple[date, str], set[int]]]:
    """Units taken of each moyen, by half-day, from `start` on."""
    found: dict[UUID, dict[tuple[date, str], set[int]]] = {moyen: {} for moyen in moyens}
    query = taken_of(visible(Occupation, acteur), list(moyens), start, start + timedelta(days=days))
    for moyen, jour, creneau, unite in await session.execute(query):
        found[moyen].setdefault((jour, creneau), set()).add(unite)
    return found


async def read_moyen(session: AsyncSession, acteur: Acteur, moyen_id: UUID, today: date) -> VueMoyen:
    check_writer(acteur)
    line = await find_line(session, acteur, moyen_id)
    taken = await taken_half_days(session, acteur, [moyen_id], today)
    answers = await _answers(session, acteur, line, today)
    return VueMoyen(line, is_of(acteur, line.moyen), taken[moyen_id], answers)


async def _answers(session: AsyncSession, acteur: Acteur, line: LigneMoyen, today: date) -> list[LigneMoyen]:
    """Open announcements the other way, of the same kind, that could meet this one, the nearest first."""
    other = Sens.OFFRE if line.moyen.sens == Sens.DEMANDE else Sens.DEMANDE
    same = Moyen.code == line.moyen.code, Moyen.etat == EtatMoyen.OUVERT.value, Moyen.fin >= today
    lines = await read_lines(session, acteur, Moyen.sens == other.value, *same)
    near = [with_distance(found, line.place) for found in lines if _could_meet(found, line)]
    kept = [found for found in near if found.km is None or found.km <= NEAR_KM]
    return sorted(kept, key=lambda found: (found.km is None, found.km or 0.0))


def _could_meet(one: LigneMoyen, other: LigneMoyen) -> bool:
    if not is_lent(one.moyen.code):
        return True
    return can_meet(one.ouverture, other.ouverture) is not None


def with_distance(line: LigneMoyen, place: tuple[str | None, str | None]) -> LigneMoyen:
    """The line with its distance to a place (commune, QPV)."""
    return LigneMoyen(line.moyen, line.structure, line.commune, line.qpv, distance_km(line.place, place))


async def publish(
    session: AsyncSession, acteur: Acteur, saisi: MoyenSaisi, *, today: date, structure: str = ""
) -> UUID:
    """Publishes an offer or a request. `structure`: whose, asked of the coordination only."""
    check_writer(acteur)
    check_may_write(acteur)
    owner = await _owner(session, acteur, structure)
    fiche = check_moyen(saisi, cellules=await cellules(session, acteur.territoire_id), today=today)
    moyen = Moyen(
        territoire_id=acteur.territoire_id, id=uuid4(), structure_id=owner, auteur_id=acteur.compte_id,
        sens=fiche.sens.value, **_columns(fiche),
    )  # fmt: skip
    session.add(moyen)
    await session.flush()
    return moyen.id


async def _owner(session: AsyncSession, acteur: Acteur, chosen: str) -> UUID:
    if acteur.role is Role.PARTENAIRE and acteur.structure_id:
        return acteur.structure_id
    known = await session.scalars(rows(Structure, acteur).where(LIVING).order_by(Structure.id))
    found: UUID | None = next((structure.id for structure in known if str(structure.id) == chosen), None)
    if found is None:
        champs = Champs()
        champs.refuse("structure", "Choisissez la structure qui prête, ou qui cherche.")
        champs.settle()
        raise NotFound(UNKNOWN)
    return found


async def cellules(session: AsyncSession, territoire_id: str) -> set[Cellule]:
    """The places of a territoire: each commune outside its QPV, and each part of a QPV."""
    communes = await session.scalars(select(Commune.code).where(Commune.epci == territoire_id).order_by(Commune.code))
    parts = await session.execute(cellules_of(territoire_id))
    return {Cellule(commune) for commune in communes} | {Cellule(commune, qpv) for commune, qpv in parts}


def _columns(fiche: FicheMoyen) -> dict[str, object]:
    place = fiche.cellule
    return {
        "code": fiche.code, "libelle": fiche.libelle, "description": fiche.description,
        "commune": place.commune if place else None, "qpv": place.qpv if place else None, "quantite": fiche.quantite,
        "debut": fiche.debut, "fin": fiche.fin, "jours": list(fiche.jours), "creneaux": list(fiche.creneaux),
        "valeur": fiche.valeur, "conditions": fiche.conditions, "is_sur_accord": fiche.is_sur_accord,
    }  # fmt: skip


async def own_line(session: AsyncSession, acteur: Acteur, moyen_id: UUID) -> LigneMoyen:
    """The offer or request that the acteur is about to change."""
    check_writer(acteur)
    line = await find_line(session, acteur, moyen_id)
    if not is_of(acteur, line.moyen):
        raise Forbidden(NOT_YOURS)
    return line


async def modify(
    session: AsyncSession, acteur: Acteur, moyen_id: UUID, saisi: MoyenSaisi, *, version: int, today: date
) -> None:
    """What is already reserved stays so: the quantity cannot go under it, nor what is lent become used up."""
    line = await own_line(session, acteur, moyen_id)
    fiche = check_moyen(saisi, cellules=await cellules(session, acteur.territoire_id), today=today)
    if fiche.code != line.moyen.code and await session.scalar(is_booked(line.moyen)):
        raise Conflict(KEPT_KIND)
    await _change(session, line.moyen, version, **_columns(fiche))


async def _change(session: AsyncSession, moyen: Moyen, version: int, **values: object) -> None:
    try:
        async with session.begin_nested():
            done = (await session.execute(change_moyen(moyen, version, **values))).first()
    except IntegrityError as refusal:
        raise Conflict(RESERVED) from refusal
    if done is None:
        session.expire(moyen)
        raise Conflict(STALE)


async def close(session: AsyncSession, acteur: Acteur, moyen_id: UUID, *, etat: str, version: int) -> None:
    """Takes an announcement back, says that a request was met, or opens it again; what is reserved stays reserved."""
    line = await own_line(session, acteur, moyen_id)
    if etat not in set(EtatMoyen) or (etat == EtatMoyen.POURVU and line.moyen.sens != Sens.DEMANDE):
        raise Conflict("Choisissez : retirer, dire pourvue, ou rouvrir.")
    await _change(session, line.moyen, version, etat=etat)
