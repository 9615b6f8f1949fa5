"""What changes of a frozen report: dated adjustments beside it, which never rewrite it.

An adjusted number is never typed. One about people comes from a newer edition of the release; the others are counted
again by the tool. Only the reason is written by hand.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from asv.domain.champs import Champs, Incorrect
from asv.domain.diffusion.editions import fingerprint
from asv.domain.rapports.chiffres import (
    ChiffresRapport,
    Source,
    plain_line,
    plain_sources,
    thawed_line,
    thawed_sources,
)
from asv.domain.rapports.lignes import LigneRapport, Origine

DIFFUSION: Final = "diffusion"
"""Choice of everything that a newer edition of the release changes: its figures were decided together."""
RAISON: Final = 500


@dataclass(frozen=True, slots=True)
class Changement:
    """One line of a place, as it was told and as it is now."""

    lieu: str
    ancien: LigneRapport
    nouveau: LigneRapport

    @property
    def choix(self) -> str:
        """What it is chosen by: one count in every place, or all that the newer edition changes."""
        return DIFFUSION if self.nouveau.origine is Origine.DIFFUSION else self.nouveau.cle


@dataclass(frozen=True, slots=True)
class Ajustement:
    """One adjustment. sources: of the newer edition, empty when no figure about people changes."""

    periode: str
    numero: int
    raison: str
    sources: tuple[Source, ...]
    changements: tuple[Changement, ...]

    @property
    def contenu(self) -> dict[str, Any]:
        """Plain data, to be kept."""
        return {
            "periode": self.periode, "numero": self.numero, "raison": self.raison,
            "sources": plain_sources(self.sources),
            "changements": [
                {"lieu": one.lieu, "ancien": plain_line(one.ancien), "nouveau": plain_line(one.nouveau)}
                for one in self.changements
            ],
        }  # fmt: skip

    def empreinte(self, precedent: str) -> str:
        """SHA-256 of what is kept and of the fingerprint before it: none can be taken out unseen."""
        return fingerprint({"precedent": precedent, "contenu": self.contenu})


def thawed_ajustement(contenu: Mapping[str, Any]) -> Ajustement:
    """What `contenu` gave. Raises KeyError or ValueError on anything else."""
    changements = (
        Changement(one["lieu"], thawed_line(one["ancien"]), thawed_line(one["nouveau"]))
        for one in contenu["changements"]
    )
    return Ajustement(
        contenu["periode"], contenu["numero"], contenu["raison"], thawed_sources(contenu["sources"]),
        tuple(changements),
    )  # fmt: skip


def adjusted(chiffres: ChiffresRapport, ajustements: Iterable[Ajustement]) -> ChiffresRapport:
    """What is true now: the frozen lines, those that were adjusted in their last state."""
    for one in ajustements:
        new = {(change.lieu, change.nouveau.cle): change.nouveau for change in one.changements}
        lieux = {
            lieu: tuple(new.get((lieu, ligne.cle), ligne) for ligne in lignes)
            for lieu, lignes in chiffres.lieux.items()
        }
        chiffres = replace(chiffres, lieux=lieux, sources=one.sources or chiffres.sources)
    return chiffres


def changes(told: ChiffresRapport, now: ChiffresRapport) -> tuple[Changement, ...]:
    """The lines of a report that say something else now. What one of both does not hold is not compared.

    A figure about people that changed without another release is not one: it is left out, never adjusted.
    """
    return tuple(_changes(told, now, is_newer=told.sources != now.sources))


def _changes(told: ChiffresRapport, now: ChiffresRapport, *, is_newer: bool) -> Iterator[Changement]:
    for lieu, lignes in told.lieux.items():
        found = {ligne.cle: ligne for ligne in now.lieux.get(lieu, ())}
        for ligne in lignes:
            new = found.get(ligne.cle)
            if new is None or new.origine is not ligne.origine or new.dit == ligne.dit:
                continue
            if new.origine is Origine.DECOMPTE or (is_newer and new.origine is Origine.DIFFUSION):
                yield Changement(lieu, ligne, new)


def chosen(found: Iterable[Changement], choix: Collection[str]) -> tuple[Changement, ...]:
    """The changes asked for, of all places at once. Raises Incorrect when there are none."""
    kept = tuple(one for one in found if one.choix in choix)
    if not kept:
        raise Incorrect([("choix", "Cochez au moins un nombre à ajuster.")])
    return kept


def check_raison(raison: str, *, confirme: bool) -> str:
    """The reason of an adjustment, read by every recipient. Raises Incorrect."""
    champs = Champs(confirme=confirme)
    missing = "Dites pourquoi ce nombre change : tous les destinataires le liront."
    kept = champs.free_text("raison", raison, RAISON, missing=missing)
    champs.settle()
    return kept
