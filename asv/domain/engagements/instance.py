"""The sheet of an instance: the evidence of mediation that may be shown, and the question it leads to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from asv.domain import nomenclatures
from asv.domain.diffusion import Colonne, CountedTable, Kind, Ligne, ReleasedCell
from asv.domain.engagements.etats import ABANDONNE, NON_VERIF, RETARD, TENU
from asv.domain.periodes import GenrePeriode, Periode, last_closed, periode_of
from asv.domain.territoires import HORS_QPV

AUTRES = "PREMIER_SEMESTRE"
SECOND_HALF = 7
MOIS = "de juillet à décembre {annee}"
NUMBER = "f"


@dataclass(frozen=True, slots=True)
class Semestre:
    """The second half of the last closed year: the latest half-year whose year no longer moves."""

    annee: Periode

    @property
    def debut(self) -> date:
        return date(self.annee.annee, SECOND_HALF, 1)

    @property
    def fin(self) -> date:
        return self.annee.fin

    @property
    def libelle(self) -> str:
        return MOIS.format(annee=self.annee.annee)


def semestre_at(today: date) -> Semestre:
    """The half-year that may be cited on that day.

    Outside the team only closed years leave (domain/diffusion), so that no shorter stretch can be subtracted from a
    later figure: in June, the last closed half-year is this one anyway.
    """
    return Semestre(last_closed(today, GenrePeriode.ANNEE))


def evidence_table(
    famille: str, cited: Iterable[tuple[bool, Sequence[str], int]], *, siren: str, periode: Periode
) -> CountedTable:
    """Contacts of a year that cite a family of freins: which of them in the half-year, territoire only.

    `cited`: whether the contacts fell in the half-year, the freins they cite, how many they are. All the freins of the
    family are columns of one table, asked about or not, with the contacts of the first half-year: what one sheet shows
    and another hides are then protected together, and with the count of the family that the diagnostic publishes.
    A sensitive frein counts under its family, as everywhere.
    """
    below = nomenclatures.children("FREIN", famille)
    columns = [*(code for code in below if not nomenclatures.is_sensible("FREIN", code)), famille]
    counts, answers = _tally(cited, columns)
    shown = [Colonne(code, nomenclatures.entree("FREIN", code).libelle) for code in columns]
    return CountedTable(
        code=f"ENG_{famille}", libelle=nomenclatures.entree("FREIN", famille).libelle, perimetre=siren,
        periode=periode, geographie=None, kind=Kind.CITATIONS, lignes=(Ligne(HORS_QPV, "Ensemble", publiee=False),),
        colonnes=(*shown, Colonne(AUTRES, "Au premier semestre", exclusive=True)),
        effectifs=(tuple(counts.values()),), denominateurs=(answers,), manquants=(0,), univers=f"ENG_{famille}",
    )  # fmt: skip


def _tally(
    cited: Iterable[tuple[bool, Sequence[str], int]], columns: Sequence[str]
) -> tuple[dict[str, int], int]:  # fmt: skip
    """Contacts by frein in the half-year, those of the first half-year, and all of them. The family comes last."""
    counts, answers = dict.fromkeys([*columns, AUTRES], 0), 0
    for is_within, freins, how_many in cited:
        answers += how_many
        named = [code for code in columns if code in freins] or [columns[-1]]
        for code in named if is_within else [AUTRES]:
            counts[code] += how_many
    return counts, answers


@dataclass(frozen=True, slots=True)
class Constat:
    """What the field met of a difficulty that a commitment should lift: a released figure, or the reason of none."""

    frein: str
    cell: ReleasedCell
    semestre: Semestre

    @property
    def effectif(self) -> int | None:
        return self.cell.effectif

    @property
    def phrase(self) -> str:
        """One sentence for the signatory; it says nothing of a number that may not leave."""
        if self.effectif is None:
            return f"« {self.frein} » : chiffre non publié, trop peu de contacts pour être montré."
        if not self.effectif:
            return f"« {self.frein} » : aucun contact ne l’a citée, {self.semestre.libelle}."
        return f"« {self.frein} » : {self.effectif} contacts dans l’agglomération, {self.semestre.libelle}."


@dataclass(frozen=True, slots=True)
class Etape:
    """What the question is about: the state held or proposed, the last value proved, the target and its deadline."""

    etat: str
    indicateur: str
    valeur: Decimal | None
    cible: Decimal | None
    echeance: date | None
    depart: Decimal | None = None


def question_for(etape: Etape, constats: Sequence[Constat]) -> str:
    """The question to ask the signatory, ready to be reworded: a fact, what the field still meets, what comes next."""
    if etape.etat == TENU:
        return "Cet engagement est tenu : comment durera-t-il, et que reste-t-il à faire dans les autres quartiers ?"
    if etape.etat == ABANDONNE:
        return "Cet engagement est abandonné : par quoi le remplacez-vous pour les habitants ?"
    if etape.etat == NON_VERIF:
        return "Rien ne permet de vérifier cet engagement : quel indicateur et quelle échéance proposez-vous ?"
    said = [_fact(etape)] if etape.cible is not None else []
    shown = [c for c in constats if c.effectif]
    if shown:
        met = " ; ".join(f"« {c.frein} » dans {c.effectif} contacts" for c in shown)
        said.append(f"La médiation a encore rencontré, {shown[0].semestre.libelle} : {met}.")
    late = "L’échéance est passée : que s’est-il passé, et quelle nouvelle date proposez-vous ?"
    ahead = "Qu’avez-vous prévu, et pour quand ?"
    if etape.echeance is not None:
        ahead = f"Qu’avez-vous prévu d’ici le {in_words(etape.echeance)} ?"
    return " ".join([*said, late if etape.etat == RETARD else ahead])


def _fact(etape: Etape) -> str:
    name = etape.indicateur[:1].upper() + etape.indicateur[1:]
    return f"{name} : {progress(etape.valeur, etape.cible, etape.depart)}."


def progress(valeur: Decimal | None, cible: Decimal | None, depart: Decimal | None = None, unite: str = "") -> str:
    """How far it is, in words: « 2 sur 4 QPV », « 45 jours, pour 30 visés » when less is better."""
    if cible is None:
        return "pas de cible chiffrée"
    unit = f" {unite}" if unite else ""
    if valeur is None:
        return f"aucune valeur connue, cible {written(cible)}{unit}"
    if depart is not None and cible < depart:
        return f"{written(valeur)}{unit}, pour {written(cible)} visés"
    return f"{written(valeur)} sur {written(cible)}{unit}"


def in_words(day: date) -> str:
    """« 30 juin 2026 », « 1er juillet 2026 »."""
    return f"{day.day}{'er' if day.day == 1 else ''} {periode_of(day, GenrePeriode.MOIS).libelle}"


def written(value: Decimal) -> str:
    """A quantity as one writes it: « 4 », « 12,5 »."""
    return format(value.normalize(), NUMBER).replace(".", ",")
