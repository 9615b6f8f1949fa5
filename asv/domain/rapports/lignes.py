"""The lines of a report: released figures as they are, counts that are not about people, and reasons of absence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from asv.domain.diffusion import TERRITOIRE, Diffusion, Figure, Reference, Statut, view_for
from asv.domain.diffusion.croisements import TOTAL
from asv.domain.diffusion.editions import MANQUANTS, REPONSES
from asv.domain.indicateurs import INDICATEURS
from asv.domain.rapports.definition import Compte, Comptes, Diffuse, IndicateurRapport, Manquant, Partie, Rapport
from asv.domain.rapports.destinataires import COMMUNE
from asv.domain.rapports.indicateurs import INDICATEURS_RAPPORT

NOT_LOCAL = "Ce nombre ne se compte que pour tout le territoire."
NO_TABLE = "Ce tableau n’est pas dans la diffusion de cette année."


@dataclass(frozen=True, slots=True)
class LigneRapport:
    """One figure of a report. valeur: None beside a reason of absence. part: between 0 and 1. source: in words."""

    code: str
    indicateur: str
    mesure: str
    statut: Statut
    valeur: int | Decimal | None
    unite: str
    part: float | None
    source: str


@dataclass(frozen=True, slots=True)
class RapportLu:
    """A report of one year for one recipient. commune: code and name, None for the whole territoire.

    compte_le: the day of what is counted beside the release.
    """

    rapport: Rapport
    diffusion: Diffusion
    empreinte: str
    territoire: str
    commune: tuple[str, str] | None
    compte_le: date
    lignes: Sequence[LigneRapport]

    @property
    def annee(self) -> int:
        return self.diffusion.periode.annee

    @property
    def titre(self) -> str:
        return f"Rapport annuel {self.annee} — {self.commune[1] if self.commune else self.rapport.libelle}"

    @property
    def citation(self) -> str:
        """How every figure about people of this report is cited."""
        return f"Diffusion {self.diffusion.code}, empreinte {self.empreinte}, seuil {self.diffusion.regles['seuil']}"


def read_rapport(
    rapport: Rapport, diffusion: Diffusion, comptes: Comptes, *, empreinte: str, territoire: str, compte_le: date,
    commune: tuple[str, str] | None = None,
) -> RapportLu:  # fmt: skip
    """The report, every figure about people read in the recipient's view of the release.

    empreinte: of the whole release. Raises NotFound for a commune that is not of the territoire.
    """
    own = commune if rapport.code == COMMUNE else None
    view = view_for(diffusion, rapport.vue, own[0] if own else "")
    lignes = [
        ligne
        for code in rapport.indicateurs
        for ligne in _lines(INDICATEURS_RAPPORT[code], view, comptes, own[0] if own else "")
    ]
    return RapportLu(rapport, view, empreinte, territoire, own, compte_le, lignes)


def _lines(one: IndicateurRapport, view: Diffusion, comptes: Comptes, commune: str) -> Iterator[LigneRapport]:
    for partie in one.parties:
        for mesure, statut, valeur, unite, part, source in _read(partie, view, comptes, commune):
            yield LigneRapport(one.code, one.libelle, mesure, statut, valeur, unite, part, source)


_Lue = tuple[str, Statut, int | Decimal | None, str, float | None, str]


def _read(partie: Partie, view: Diffusion, comptes: Comptes, commune: str) -> Iterator[_Lue]:
    match partie:
        case Manquant(mesure, raison):
            yield mesure, Statut.NON_DISPONIBLE, None, "", None, raison
        case Compte(decompte, mesure, unite, is_local) if is_local or not commune:
            yield mesure, Statut.PUBLIE, comptes[decompte], unite, None, "Compté dans l’outil"
        case Compte(_, mesure, unite):
            yield mesure, Statut.NON_DISPONIBLE, None, unite, None, NOT_LOCAL
        case Diffuse() if commune and not partie.par_commune:
            yield _name(partie), Statut.NON_DISPONIBLE, None, "", None, NOT_LOCAL
        case Diffuse():
            found = [view.figure(reference) for reference in _references(partie, view, commune)]
            if not found:
                yield _name(partie), Statut.NON_DISPONIBLE, None, "", None, NO_TABLE
            for figure in found:
                yield (
                    _mesure(partie, figure),
                    figure.statut,
                    figure.effectif,
                    figure.unite,
                    figure.part,
                    str(figure.reference),
                )


def _name(partie: Diffuse) -> str:
    return partie.mesure or INDICATEURS[partie.tableau].libelle


def _mesure(partie: Diffuse, figure: Figure) -> str:
    if partie.mesure or INDICATEURS[partie.tableau].ventilation is None:
        return _name(partie)
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
    here = {one.colonne: one for one in view.references() if (one.tableau, one.lieu) == (tableau, lieu)}
    return [here[code] for code in columns if code in here]
