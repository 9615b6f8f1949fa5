"""Planning a campaign: the coordination asks, reads why, corrects by hand; what it keeps becomes a draft action."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.coordination import read_situation
from asv.db.moyens import Moyen, Occupation, moyens_of, taken_of
from asv.db.scope import rows, visible
from asv.db.structures import Structure
from asv.db.territoires import cellules_of, qpv_of
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import DateSaisie, FicheAction
from asv.domain.actions.besoins import BesoinSaisi, NatureBesoin
from asv.domain.actions.campagnes import CAMPAGNES
from asv.domain.champs import Champs
from asv.domain.coordination.rangs import family
from asv.domain.errors import Forbidden
from asv.domain.moyens import LOCAL, EtatMoyen, Ouverture, Sens, distance_km
from asv.domain.nomenclatures.enumerations import Creneau
from asv.domain.planification import (
    MOST_SEANCES,
    SALLES,
    Demande,
    DemandeSaisie,
    MoyenVu,
    QuartierVu,
    StructureVue,
    Terrain,
    check_demande,
)

ONLY_COORDINATION = "Seule la coordination prépare une campagne pour plusieurs structures."
UNITE_MOBILE, CANCERS = "MY_UNITE_MOBILE", "CANCER"
DEPISTAGE, STAND = "AC_DEPIST", "AC_STAND"
ROOM_KM = 2.0
"""Farther than that, a room outside any QPV no longer serves a quartier on foot."""
HOURS = {
    Creneau.MATIN: (time(9), time(12)), Creneau.APRES_MIDI: (time(14), time(17)), Creneau.SOIR: (time(18), time(20)),
}  # fmt: skip
"""Hours written in the draft; whoever carries the action corrects them."""
ELSEWHERE = "Lieu à préciser"


@dataclass(frozen=True, slots=True)
class Offerts:
    """What the form offers: structures, and mobile units of the bourse, by identifier and name."""

    structures: list[tuple[str, str]]
    mobiles: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LigneRetenue:
    """A séance kept, as corrected by hand. `moyen`: empty when none is to be reserved."""

    qpv: str
    jour: str
    creneau: str
    structure: str
    moyen: str = ""


@dataclass(frozen=True, slots=True)
class Brouillon:
    """The draft to create: sheet, need, porteur, dates and what to reserve for each, structures to invite, campaign."""

    fiche: FicheAction
    besoin: BesoinSaisi
    porteur: str
    dates: list[tuple[DateSaisie, UUID | None]]
    invitees: list[str] = field(default_factory=list)
    campagne: str = ""


def check_planner(acteur: Acteur) -> None:
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden(ONLY_COORDINATION)


async def read_offered(session: AsyncSession, acteur: Acteur, today: date) -> Offerts:
    check_planner(acteur)
    structures = await session.scalars(_structures(acteur))
    mobiles = await _offers(session, acteur, UNITE_MOBILE, today)
    return Offerts(
        [(str(structure.id), structure.nom) for structure in structures],
        [(str(moyen.id), f"{moyen.libelle} ({owner})") for moyen, owner in mobiles],
    )


def _structures(acteur: Acteur):  # type: ignore[no-untyped-def]  # noqa: ANN202
    alive = Structure.fusionnee_dans.is_(None)
    return rows(Structure, acteur).where(alive).order_by(Structure.nom_tri, Structure.id)


async def _offers(session: AsyncSession, acteur: Acteur, code: str, today: date) -> list[tuple[Moyen, str]]:
    offered = Moyen.sens == Sens.OFFRE.value, Moyen.etat == EtatMoyen.OUVERT.value, Moyen.fin >= today
    found = await session.execute(moyens_of(visible(Moyen, acteur)).where(Moyen.code == code, *offered))
    return [(moyen, owner) for moyen, owner, _, _ in found]


async def prepare(
    session: AsyncSession, acteur: Acteur, saisie: DemandeSaisie, today: date
) -> tuple[Terrain, Demande]:  # fmt: skip
    """What the planner needs, read once: `plan_for` then chooses, in a thread, without the database."""
    offered = await read_offered(session, acteur, today)
    demande = check_demande(
        saisie, structures=[code for code, _ in offered.structures], moyens=[code for code, _ in offered.mobiles],
        today=today,
    )  # fmt: skip
    quartiers = await _quartiers(session, acteur)
    chosen = [s for s in await session.scalars(_structures(acteur)) if s.id in demande.structures]
    moyens = await _moyens(session, acteur, demande, quartiers, today) if demande.moyen else None
    vues = tuple(StructureVue(s.id, s.nom, tuple(s.communes), tuple(s.qpv)) for s in chosen)
    return Terrain(await read_situation(session, acteur, today), quartiers, vues, moyens), demande


async def _quartiers(session: AsyncSession, acteur: Acteur) -> tuple[QuartierVu, ...]:
    parts: dict[str, list[str]] = {}
    for commune, qpv in await session.execute(cellules_of(acteur.territoire_id)):
        parts.setdefault(qpv, []).append(commune)
    found = [row[0] for row in await session.execute(qpv_of(acteur.territoire_id))]
    return tuple(QuartierVu(q.code, q.nom, q.population, tuple(parts[q.code])) for q in found if q.code in parts)


async def _moyens(
    session: AsyncSession, acteur: Acteur, demande: Demande, quartiers: Sequence[QuartierVu], today: date
) -> tuple[MoyenVu, ...]:
    """Rooms near each QPV, or the mobile unit asked for, with what is already taken of them."""
    is_mobile = demande.moyen != SALLES
    offers = [moyen for moyen, _ in await _offers(session, acteur, UNITE_MOBILE if is_mobile else LOCAL, today)]
    kept = [moyen for moyen in offers if not is_mobile or str(moyen.id) == demande.moyen]
    taken: dict[UUID, dict[tuple[date, str], set[int]]] = {moyen.id: {} for moyen in kept}
    until = demande.fin + timedelta(weeks=4)
    seen = visible(Occupation, acteur)
    for moyen, jour, creneau, unite in await session.execute(taken_of(seen, [*taken], demande.debut, until)):
        taken[moyen].setdefault((jour, creneau), set()).add(unite)
    return tuple(
        MoyenVu(
            moyen.id, moyen.libelle,
            Ouverture(moyen.debut, moyen.fin, moyen.quantite, tuple(moyen.jours), tuple(moyen.creneaux)),
            taken[moyen.id], dict.fromkeys((q.code for q in quartiers), 0.0) if is_mobile else _near(moyen, quartiers),
        )
        for moyen in kept
    )  # fmt: skip


def _near(moyen: Moyen, quartiers: Sequence[QuartierVu]) -> dict[str, float]:
    """Quartiers that a room serves: its own; outside any, those within a walk."""
    if moyen.qpv is not None:
        return {quartier.code: 0.0 for quartier in quartiers if quartier.code == moyen.qpv}
    place = moyen.commune, None
    far = {q.code: distance_km(place, (None, q.code)) for q in quartiers} if moyen.commune else {}
    return {code: km for code, km in far.items() if km is not None and km <= ROOM_KM}


async def draft_of(
    session: AsyncSession, acteur: Acteur, demande: DemandeSaisie, *, titre: str, porteur: str,
    lignes: Sequence[LigneRetenue], today: date,
) -> Brouillon:  # fmt: skip
    """What was kept, as the moves of an action want it. The dates themselves are checked when they are added."""
    check_planner(acteur)
    offered = await read_offered(session, acteur, today)
    campagne = CAMPAGNES.get(demande.campagne)
    theme = demande.theme or (campagne.themes[0] if campagne else "")
    quartiers = {quartier.code: quartier for quartier in await _quartiers(session, acteur)}
    lieux = await _lieux(session, acteur, today)
    _check_lines(lignes, quartiers)
    dates = [*_dates(lignes, quartiers, lieux)]
    return Brouillon(
        FicheAction(
            titre=titre, type=DEPISTAGE if family(theme) == CANCERS else STAND, theme=theme,
            qpv=tuple(dict.fromkeys(ligne.qpv for ligne in lignes)),
            description="Séances proposées par l’aide à la planification : là où le besoin reste le moins couvert.",
            objectif=f"Aller là où le besoin est le moins couvert{f', pour {campagne.libelle}' if campagne else ''}",
        ),
        BesoinSaisi(f"{NatureBesoin.THEME}:{family(theme)}"), porteur, dates,
        [code for code, _ in offered.structures if code != porteur and code in {line.structure for line in lignes}],
        demande.campagne if campagne else "",
    )  # fmt: skip


def _check_lines(lignes: Sequence[LigneRetenue], quartiers: Collection[str]) -> None:
    champs = Champs()
    if not 1 <= len(lignes) <= MOST_SEANCES:
        champs.refuse("lignes", f"Gardez de une à {MOST_SEANCES} séances.")
    if any(ligne.qpv not in quartiers or ligne.creneau not in set(Creneau) for ligne in lignes):
        champs.refuse("lignes", "Gardez des quartiers et des moments de la liste.")
    champs.settle()


async def _lieux(session: AsyncSession, acteur: Acteur, today: date) -> dict[str, tuple[Moyen, str]]:
    found = [*await _offers(session, acteur, LOCAL, today), *await _offers(session, acteur, UNITE_MOBILE, today)]
    return {str(moyen.id): (moyen, owner) for moyen, owner in found}


def _dates(
    lignes: Sequence[LigneRetenue], quartiers: dict[str, QuartierVu], lieux: dict[str, tuple[Moyen, str]]
) -> Iterator[tuple[DateSaisie, UUID | None]]:
    """Dates in the order of days; a room outside any QPV is where it is, all the rest is in its quartier."""
    for ligne in sorted(lignes, key=lambda line: (line.jour, line.creneau)):
        debut, fin = HOURS[Creneau(ligne.creneau)]
        moyen, owner = lieux.get(ligne.moyen, (None, ""))
        is_room = moyen is not None and moyen.code == LOCAL
        place = (moyen.commune, moyen.qpv) if moyen and is_room else (quartiers[ligne.qpv].communes[0], ligne.qpv)
        saisie = DateSaisie(
            jour=ligne.jour, debut=f"{debut:%H:%M}", fin=f"{fin:%H:%M}",
            lieu=f"{moyen.libelle}, {owner}"[:120] if moyen and is_room else ELSEWHERE,
            endroit=":".join(part for part in place if part), hote=ligne.structure, is_confirme=True,
        )  # fmt: skip
        yield saisie, moyen.id if moyen else None
