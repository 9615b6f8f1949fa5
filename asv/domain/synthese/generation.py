"""The whole of a territoire, in the order that foreign keys accept."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

import numpy as np

from asv.domain.synthese.actions import Cadre, blocs_actions, parts_by_presence
from asv.domain.synthese.ateliers import bloc_ateliers
from asv.domain.synthese.besoins import bloc_priorites, bloc_rangs
from asv.domain.synthese.blocs import Bloc
from asv.domain.synthese.calendrier import days_before
from asv.domain.synthese.contacts import Lot, bloc_contacts, draw_people, draw_rencontres
from asv.domain.synthese.dossiers import Dossiers, dossiers_of
from asv.domain.synthese.echanges import bloc_commentaires
from asv.domain.synthese.engagements import blocs_engagements
from asv.domain.synthese.envois import blocs_dossiers
from asv.domain.synthese.equipe import Equipe, collegues_of, equipe_of
from asv.domain.synthese.journees import blocs_envois, blocs_journee
from asv.domain.synthese.moyens import blocs_moyens
from asv.domain.synthese.nouvelles import bloc_notifications
from asv.domain.synthese.seances import Terrain, bloc_seances, draw_seances
from asv.domain.synthese.signaux import bloc_signaux
from asv.domain.synthese.suivis import bloc_suivis, draw_suivis
from asv.domain.synthese.territoire import Lieux, TerritoireInput, lieux_of
from asv.domain.synthese.tirages import generator
from asv.domain.synthese.volumes import Genre, Volume
from asv.domain.synthese.votes import blocs_votes

YEAR = 365


@dataclass(frozen=True)
class Synthese:
    """Invented activity of a territoire over the `years` years before `today`, its actions running past that day.

    Load `decor` first, then the lots in any order and at the same time if need be, then `collectif`.
    cartes: keyed hashes of codes that somebody holds; they open suivis of the demonstration.
    """

    territoire: TerritoireInput
    today: date
    volume: Volume
    seed: int
    years: int = 1
    genre: Genre = Genre.DEMONSTRATION
    cartes: tuple[bytes, ...] = ()
    shown: list[Dossiers] = field(init=False, default_factory=list, repr=False, compare=False)
    lieux: Lieux = field(init=False)
    equipe: Equipe = field(init=False)

    def __post_init__(self) -> None:
        """Draw once what every part shares."""
        object.__setattr__(self, "lieux", lieux_of(self.territoire, self.seed))
        equipe = equipe_of(self.territoire, self.lieux, self.volume, self.seed, self.genre)
        object.__setattr__(self, "equipe", equipe)

    def decor(self) -> Iterator[Bloc]:
        """Structures and accounts."""
        yield from self.equipe.blocs
        if self.genre is Genre.DEMONSTRATION:
            yield collegues_of(self.territoire.siren, self.equipe.structures, self.seed, self.today)

    def lot(self, rank: int) -> Iterator[Bloc]:
        """Séances, suivis and contacts of a part of the mediators; `rank` from 0 to `volume.lots` - 1."""
        rng = generator(self.seed, self.territoire.siren, 4, rank)
        terrain = self._terrain(self.equipe.mediateurs[rank :: self.volume.lots])
        wanted = self._part(self.volume.contacts, rank)
        seances = draw_seances(rng, terrain, self._part(self.volume.seances, rank), wanted, self.seed)
        seance = np.repeat(np.arange(len(seances)), seances.taille)
        suivis = draw_suivis(rng, seances, seance, self._part(self.volume.suivis, rank))
        met = draw_rencontres(rng, seances, suivis, seance)
        people = draw_people(rng, terrain, seances, met, self.seed)
        yield bloc_seances(rng, terrain, seances, [(s.cellule.commune, s.id) for s in self.equipe.structures])
        followed = bloc_suivis(rng, terrain, seances, suivis, people) if len(suivis) else None
        if followed is not None:
            yield followed
        yield bloc_contacts(rng, Lot(terrain, seances, met, people, self.seed))
        if followed is not None:
            dossiers = dossiers_of(terrain, seances, suivis, people, followed)
            yield from self._dossiers(rank, dossiers, followed)

    def _dossiers(self, rank: int, dossiers: Dossiers, followed: Bloc) -> Iterator[Bloc]:
        """What hangs on the suivis of a lot; in the demonstration, a day with something of everything."""
        rng = generator(self.seed, self.territoire.siren, 6, rank)
        is_shown = self.genre is Genre.DEMONSTRATION and rank == 0
        yield from blocs_dossiers(rng, dossiers, followed, self.cartes if is_shown else ())
        if is_shown:
            yield from blocs_journee(rng, dossiers, self.today)
            self.shown.append(dossiers)

    def collectif(self) -> Iterator[Bloc]:
        """Ateliers, joint actions and signals."""
        rng = generator(self.seed, self.territoire.siren, 5)
        yield bloc_ateliers(rng, self._terrain(self.equipe.mediateurs), self.volume.ateliers)
        actions = list(blocs_actions(rng, self._cadre(), self.volume.actions))
        yield from actions
        team = self.equipe.mediateurs
        yield from blocs_moyens(generator(self.seed, self.territoire.siren, 8), self._cadre(), actions)
        engagements, preuves = blocs_engagements(rng, self.territoire.siren, self.equipe, self.today)
        yield from (engagements, preuves)
        yield bloc_signaux(rng, self.territoire.siren, self._cadre().parts, team, self.today)
        yield bloc_commentaires(generator(self.seed, self.territoire.siren, 9), self.equipe, actions, self.today)
        if self.genre is Genre.DEMONSTRATION:
            told = generator(self.seed, self.territoire.siren, 11)
            yield bloc_notifications(told, self.equipe, actions, self.today)
        yield from self._needs()
        if self.genre is Genre.DEMONSTRATION and self.territoire.contrat:
            voting = generator(self.seed, self.territoire.siren, 12)
            yield from blocs_votes(voting, self._cadre(), actions[0], engagements)
        for dossiers in self.shown:
            yield from blocs_envois(rng, dossiers, actions, self.today)

    def _needs(self) -> Iterator[Bloc]:
        """Ranks are of a territoire and not of a team: only the demonstration has some, so that none is drawn twice."""
        rng = generator(self.seed, self.territoire.siren, 7)
        contrat, siren = self.territoire.contrat, self.territoire.siren
        if self.genre is Genre.DEMONSTRATION and contrat:
            yield bloc_rangs(rng, siren, contrat, self.today)
        yield bloc_priorites(rng, siren, contrat, self.equipe.coordinateurs[0], self.today)

    def _terrain(self, team: tuple[UUID, ...]) -> Terrain:
        days = days_before(self.today - timedelta(days=1), YEAR * self.years)
        return Terrain(self.territoire.siren, self.lieux, days, team)

    def _cadre(self) -> Cadre:
        lieux = self.lieux
        presence = lieux.presence[: lieux.parts].tolist()
        inside = parts_by_presence(lieux.cellules[: lieux.parts], presence, self.territoire.contrat)
        return Cadre(self.territoire.siren, inside or lieux.cellules, self.equipe, self.today, self.genre)

    def _part(self, total: int, rank: int) -> int:
        return total // self.volume.lots + (rank < total % self.volume.lots)


def generate(
    territoire: TerritoireInput, *, today: date, volume: Volume, seed: int, years: int = 1,
    genre: Genre = Genre.DEMONSTRATION,
) -> Iterator[Bloc]:  # fmt: skip
    """Every block of a territoire, one after the other."""
    whole = Synthese(territoire, today, volume, seed, years, genre)
    yield from whole.decor()
    for rank in range(volume.lots):
        yield from whole.lot(rank)
    yield from whole.collectif()
