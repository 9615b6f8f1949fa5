"""The lines of a report: released figures as they are, counts that are not about people, and reasons of absence."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from asv.domain.diffusion import TERRITOIRE, Diffusion, Figure, Reference, Statut
from asv.domain.diffusion.croisements import TOTAL
from asv.domain.diffusion.editions import MANQUANTS, REPONSES
from asv.domain.indicateurs import INDICATEURS
from asv.domain.rapports.definition import Compte, Comptes, Diffuse, IndicateurRapport, Manquant

NOT_LOCAL = "Ce nombre ne se compte que pour tout le territoire."
NO_TABLE = "La diffusion de cette période ne le dit pas."


class Origine(StrEnum):
    """Where a line comes from: the release, what the tool counts beside it, or nowhere."""

    DIFFUSION = "diffusion"
    DECOMPTE = "decompte"
    ABSENCE = "absence"


@dataclass(frozen=True, slots=True)
class LigneRapport:
    """One figure of a report. valeur: None beside a reason of absence. part: between 0 and 1. source: in words.

    cle: its name in a place, the same whoever reads it and in every edition.
    """

    cle: str
    code: str
    indicateur: str
    mesure: str
    origine: Origine
    statut: Statut
    valeur: int | Decimal | None
    unite: str
    part: float | None
    source: str

    @property
    def dit(self) -> tuple[Statut, int | Decimal | None, float | None]:
        """What a reader reads: two lines that say the same hold the same number."""
        return self.statut, self.valeur, self.part


def lines_of(one: IndicateurRapport, view: Diffusion, comptes: Comptes, commune: str) -> Iterator[LigneRapport]:
    """The lines of an indicateur. commune: its code, empty for the whole territoire."""
    for partie in one.parties:
        if isinstance(partie, Diffuse):
            yield from _read(one, partie, view, commune)
        else:
            yield from lines_beside(one, partie, comptes, commune)


def lines_beside(
    one: IndicateurRapport, partie: Compte | Manquant, comptes: Comptes, commune: str
) -> Iterator[LigneRapport]:
    """The line of a count that is not about people, or the reason why there is none."""
    match partie:
        case Manquant(mesure, raison):
            yield absent(one, mesure, raison)
        case Compte(decompte, mesure, unite, is_local) if is_local or not commune:
            yield LigneRapport(
                f"{one.code}/{decompte}", one.code, one.libelle, mesure, Origine.DECOMPTE, Statut.PUBLIE,
                comptes[decompte], unite, None, "Compté dans l’outil",
            )  # fmt: skip
        case Compte(_, mesure, unite):
            yield absent(one, mesure, NOT_LOCAL, unite)


def _read(one: IndicateurRapport, partie: Diffuse, view: Diffusion, commune: str) -> Iterator[LigneRapport]:
    if commune and not partie.par_commune:
        yield absent(one, name_of(partie), NOT_LOCAL)
        return
    found = [view.figure(reference) for reference in _references(partie, view, commune)]
    if not found:
        yield absent(one, name_of(partie), NO_TABLE)
    for figure in found:
        yield _released(one, partie, figure)


def absent(one: IndicateurRapport, mesure: str, raison: str, unite: str = "") -> LigneRapport:
    cle = f"{one.code}/{mesure}"
    return LigneRapport(
        cle, one.code, one.libelle, mesure, Origine.ABSENCE, Statut.NON_DISPONIBLE, None, unite, None, raison
    )


def _released(one: IndicateurRapport, partie: Diffuse, figure: Figure) -> LigneRapport:
    reference = figure.reference
    return LigneRapport(
        f"{one.code}/{reference.tableau}/{reference.colonne}", one.code, one.libelle, _mesure(partie, figure),
        Origine.DIFFUSION, figure.statut, figure.effectif, figure.unite, figure.part, str(reference),
    )  # fmt: skip


def name_of(partie: Diffuse) -> str:
    return partie.mesure or INDICATEURS[partie.tableau].libelle


def _mesure(partie: Diffuse, figure: Figure) -> str:
    if partie.mesure or INDICATEURS[partie.tableau].ventilation is None:
        return name_of(partie)
    return f"{figure.tableau} : {figure.colonne}"


def _references(partie: Diffuse, view: Diffusion, commune: str) -> list[Reference]:
    """Those of the line asked for, in the order of the declaration.

    A plain count has one column, which a crossed table calls everybody; who answered is told of a whole line.
    """
    own = INDICATEURS[partie.tableau]
    tableau, lieu = (partie.par_commune, commune) if commune else (partie.tableau, TERRITOIRE)
    columns = partie.colonnes or tuple(str(one.code) for one in own.colonnes)
    if commune and own.ventilation is None:
        columns = (TOTAL,)
    elif not commune and not partie.colonnes and own.ventilation is not None:
        columns = (*columns, REPONSES, MANQUANTS)
    here = view.references_of(tableau, lieu)
    return [here[code] for code in columns if code in here]
