"""What a published file would bring here, before anything is written."""

import asyncio
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.scope import visible
from asv.db.series import ImportationSerie, lieux_of, series_lues
from asv.domain.acteurs import Acteur
from asv.domain.series import Lieu, Point, mention_of, serie, trend_refusals
from asv.domain.series.importation import Ecart, compare, millesime_of
from asv.domain.series.lecture import Lot, read_lots
from asv.domain.series.lues import SerieLue
from asv.usecases.series.drafts import Fichier, check_role


@dataclass(frozen=True, slots=True)
class LotLu:
    """A lot with what it changes. `ecart` None when its year is not known yet, or when nothing stands there.

    absents: names of the places that the file does not have. mentions: what will be printed beside the figures.
    evolution: why its vintages make no evolution with those in place; empty when they do or when it is the first.
    """

    rang: int
    lot: Lot
    ecart: Ecart | None
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


async def preview(session: AsyncSession, acteur: Acteur, fichier: Fichier) -> list[LotLu]:
    """Every lot of a file, in its order; nothing is written."""
    check_role(acteur)
    lieux = await lieux_of(session, acteur.territoire_id)
    lots = await asyncio.to_thread(read_lots, fichier.tables, lieux)
    lues = await series_lues(session, visible(ImportationSerie, acteur), lieux)
    return [_lot_lu(rang, lot, lieux, lues) for rang, lot in enumerate(lots)]


def _lot_lu(rang: int, lot: Lot, lieux: list[Lieu], lues: dict[str, tuple[SerieLue, ...]]) -> LotLu:
    noms = {lieu.code: lieu.nom or lieu.code for lieu in lieux}
    mentions = dict.fromkeys(mention_of(serie(code)) for code in lot.valeurs)
    return LotLu(
        rang, lot, _ecart(lot, lues), tuple(noms[code] for code in lot.manquants),
        tuple(mention for mention in mentions if mention), _evolution(lot, lues),
    )  # fmt: skip


def _ecart(lot: Lot, lues: dict[str, tuple[SerieLue, ...]]) -> Ecart | None:
    """Against what stands for the same year; a lot without a year is compared with nothing."""
    standing = {
        code: {lieu: lue.nombre for lieu, lue in one.valeurs.items()}
        for code in lot.valeurs
        for one in lues.get(code, ())
        if one.annee == lot.annee is not None
    }
    return compare(standing, lot.valeurs) if standing else None


def _evolution(lot: Lot, lues: dict[str, tuple[SerieLue, ...]]) -> tuple[str, ...]:
    """Why the new vintage does not make an evolution with the dated ones in place."""
    if lot.annee is None:
        return ()
    reasons: dict[str, None] = {}
    for code in lot.valeurs:
        others = [one.publiee.millesime for one in lues.get(code, ()) if one.annee not in (None, lot.annee)]
        points = [Point(serie(code), millesime) for millesime in (*others, millesime_of(lot.publication, lot.annee))]
        reasons |= dict.fromkeys(trend_refusals(points) if others else ())
    return tuple(reasons)
