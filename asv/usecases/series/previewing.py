"""What a published file would bring here, before anything is written."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.scope import visible
from asv.db.series import ImportationSerie, lieux_of, series_lues
from asv.domain.acteurs import Acteur
from asv.domain.series import Lieu, Point, mention_of, serie, trend_refusals
from asv.domain.series.importation import Ecart, Figures, compare, gone, millesime_of
from asv.domain.series.lecture import Lot, read_lots
from asv.domain.series.lues import SerieLue
from asv.usecases.series.drafts import Fichier, check_role

Lues: TypeAlias = Mapping[str, tuple[SerieLue, ...]]


@dataclass(frozen=True, slots=True)
class LotLu:
    """A lot with what it changes. `annee`: the one it prints, else the one typed; None when it is not known yet.

    ecart: None without a year, or when nothing stands there. disparus: names of the places that would lose figures.
    absents: names of the places that the file does not have. mentions: what will be printed beside the figures.
    evolution: why its vintages make no evolution with those in place; empty when they do or when it is the first.
    """

    rang: int
    lot: Lot
    annee: int | None
    ecart: Ecart | None
    disparus: tuple[str, ...]
    absents: tuple[str, ...]
    mentions: tuple[str, ...]
    evolution: tuple[str, ...]

    @property
    def nombres(self) -> int:
        return sum(lue.nombre is not None for lues in self.lot.valeurs.values() for lue in lues.values())

    @property
    def tus(self) -> int:
        """Places that the producer names without a figure: secret, or not published."""
        return sum(lue.nombre is None for lues in self.lot.valeurs.values() for lue in lues.values())

    @property
    def libelles(self) -> list[str]:
        return [serie(code).libelle for code in self.lot.valeurs]


async def preview(
    session: AsyncSession, acteur: Acteur, fichier: Fichier, year_of: Callable[[int], int | None] = lambda _: None
) -> list[LotLu]:
    """Every lot of a file, in its order; nothing is written. year_of: the year typed for a lot that prints none."""
    check_role(acteur)
    lieux = await lieux_of(session, acteur.territoire_id)
    lots = await asyncio.to_thread(read_lots, fichier.tables, lieux)
    lues = await series_lues(session, visible(ImportationSerie, acteur), lieux)
    dated = [(lot, year_of(rang) if lot.annee is None else lot.annee) for rang, lot in enumerate(lots)]
    return [_lot_lu(rang, lot, annee, lieux, lues) for rang, (lot, annee) in enumerate(dated)]


def _lot_lu(rang: int, lot: Lot, annee: int | None, lieux: Sequence[Lieu], lues: Lues) -> LotLu:
    standing = _standing(lot, lues, annee)
    mentions = dict.fromkeys(mention_of(serie(code)) for code in lot.valeurs)
    return LotLu(
        rang, lot, annee, compare(standing, lot.valeurs) if standing else None, disparus(lot, annee, lieux, lues),
        tuple(noms_of(lieux)[code] for code in lot.manquants), tuple(mention for mention in mentions if mention),
        _evolution(lot, annee, lues),
    )  # fmt: skip


def noms_of(lieux: Iterable[Lieu]) -> dict[str, str]:
    return {lieu.code: lieu.nom or lieu.code for lieu in lieux}


def disparus(lot: Lot, annee: int | None, lieux: Iterable[Lieu], lues: Lues) -> tuple[str, ...]:
    """Names of the places that would lose figures: a dated vintage also hides the copy that nobody dated."""
    noms = noms_of(lieux)
    return () if annee is None else tuple(noms[code] for code in gone(_standing(lot, lues, annee, None), lot))


def _standing(lot: Lot, lues: Lues, *annees: int | None) -> Figures:
    """What stands for these years; a lot without a year is compared with nothing."""
    return {
        code: {lieu: lue.nombre for lieu, lue in one.valeurs.items()}
        for code in lot.valeurs
        for one in lues.get(code, ())
        if one.annee in annees and annees != (None,)
    }


def _evolution(lot: Lot, annee: int | None, lues: Lues) -> tuple[str, ...]:
    """Why the new vintage does not make an evolution with the dated ones in place."""
    if annee is None:
        return ()
    reasons: dict[str, None] = {}
    for code in lot.valeurs:
        others = [one.publiee.millesime for one in lues.get(code, ()) if one.annee not in (None, annee)]
        points = [Point(serie(code), millesime) for millesime in (*others, millesime_of(lot.publication, annee))]
        reasons |= dict.fromkeys(trend_refusals(points) if others else ())
    return tuple(reasons)
