"""What a document is written from, besides texts and figures: places, priorités, actions, words, commitments."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from asv.domain.diagnostic.ecriture import number
from asv.domain.diffusion import POLICY
from asv.domain.document import concertation as votes_of
from asv.domain.document.concertation import VoteDit
from asv.domain.document.contenu import Annexe, Grille, Morceau, Prose
from asv.domain.indicateurs import INDICATEURS
from asv.domain.priorites import Recueil

EVERYWHERE = "Tout le territoire"
NOWHERE = Recueil(0, frozenset(), 0)


@dataclass(frozen=True, slots=True)
class QuartierDit:
    """A QPV; `population` is that of the whole QPV, None when no figure is known."""

    code: str
    nom: str
    communes: tuple[str, ...]
    population: int | None


@dataclass(frozen=True, slots=True)
class PrioriteDite:
    """A priorité retained. `qpv`: None for the whole territoire. `sujet`: its theme and frein, in words.

    `actions`: announced ones, and commitments. `is_liee`: tied to the contrat de ville and to who answers it.
    """

    annee: int
    rang: int
    libelle: str
    qpv: str | None
    sujet: str
    actions: tuple[str, ...]
    ambitions: tuple[str, ...] = ()
    is_liee: bool = True


@dataclass(frozen=True, slots=True)
class ActionDite:
    """An announced action; `dates`: how many of the document's year and after are held or to come."""

    titre: str
    theme: str
    porteur: str
    etat: str
    qpv: frozenset[str]
    communes: frozenset[str]
    dates: int


@dataclass(frozen=True, slots=True)
class ParoleDite:
    """Words of inhabitants as an announced action cites them: reworded, guarded, tied to no contact."""

    texte: str
    qpv: frozenset[str]
    theme: str


@dataclass(frozen=True, slots=True)
class StructureDite:
    nom: str
    type: str
    commune: str
    qpv: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matiere:
    """`communes`: names by code. `engagements`: signatory, wording, state, deadline. `recueil`: where people spoke."""

    communes: Mapping[str, str]
    quartiers: Sequence[QuartierDit]
    priorites: Sequence[PrioriteDite]
    actions: Sequence[ActionDite]
    paroles: Sequence[ParoleDite]
    structures: Sequence[StructureDite]
    engagements: Sequence[tuple[str, str, str, str]]
    votes: Sequence[VoteDit] = ()
    recueil: Recueil = NOWHERE

    def names(self, qpv: frozenset[str]) -> str:
        return ", ".join(one.nom for one in self.quartiers if one.code in qpv) or EVERYWHERE


def _quartiers(matiere: Matiere, _: Sequence[str]) -> tuple[Morceau, ...]:
    lignes = tuple(
        (q.nom, ", ".join(matiere.communes.get(code, code) for code in q.communes),
         "nd" if q.population is None else number(q.population))
        for q in matiere.quartiers
    )  # fmt: skip
    note = "Population du quartier entier, y compris sa partie hors du territoire."
    return (
        Grille("Les quartiers prioritaires du contrat de ville", ("Quartier", "Communes", "Habitants"), lignes, note,
               "Insee, recensement de 2020, périmètres de 2024"),
    )  # fmt: skip


def _priorites(matiere: Matiere, _: Sequence[str]) -> tuple[Morceau, ...]:
    return _grille_priorites(matiere, matiere.priorites)


def _grille_priorites(matiere: Matiere, priorites: Sequence[PrioriteDite]) -> tuple[Morceau, ...]:
    if not priorites:
        return (Prose("Aucune priorité n’est encore retenue."),)
    lignes = tuple(
        (f"{p.rang}. {p.libelle}, {p.annee}", matiere.names(frozenset({p.qpv} if p.qpv else ())),
         ", ".join((*p.ambitions, p.sujet) if p.sujet else p.ambitions), _answers(p))
        for p in priorites
    )  # fmt: skip
    heads = ("Priorité", "Où", "Ambition et sujet", "Ce qui y répond")
    return (Grille("Priorités retenues", heads, lignes, textes=True),)


def _answers(priorite: PrioriteDite) -> str:
    """What answers a priorité; one of a vote that is not tied yet is not said decided."""
    told = ", ".join(priorite.actions)
    return (told or "Aucune encore") if priorite.is_liee else f"{told or 'Rien encore'} (pas encore décidée)"


def _actions(matiere: Matiere, _: Sequence[str]) -> tuple[Morceau, ...]:
    return _grille_actions(matiere, matiere.actions)


def _grille_actions(matiere: Matiere, actions: Sequence[ActionDite]) -> tuple[Morceau, ...]:
    if not actions:
        return (Prose("Aucune action annoncée n’a de date pour cette période."),)
    lignes = tuple((a.titre, a.theme, matiere.names(a.qpv), a.porteur, str(a.dates)) for a in actions)
    heads = ("Action", "Thème", "Où", "Portée par", "Dates")
    note = "Actions annoncées ; dates tenues ou à venir, sans celles qui sont annulées."
    return (Grille("Actions de santé", heads, lignes, note, textes=True),)


def _paroles(matiere: Matiere, _: Sequence[str]) -> tuple[Morceau, ...]:
    return _grille_paroles(matiere, matiere.paroles)


def _grille_paroles(matiere: Matiere, paroles: Sequence[ParoleDite]) -> tuple[Morceau, ...]:
    if not paroles:
        return (Prose("Aucune parole d’habitants n’est encore citée par une action."),)
    lignes = tuple((p.texte, matiere.names(p.qpv), p.theme) for p in paroles)
    note = "Propos reformulés, relus, attribués au groupe et non à une personne."
    return (Grille("Ce que disent des habitants", ("Propos", "Où", "Thème"), lignes, note, textes=True),)


def _structures(matiere: Matiere, _: Sequence[str]) -> tuple[Morceau, ...]:
    if not matiere.structures:
        return (Prose("Aucune structure ne figure encore à l’annuaire."),)
    lignes = tuple((s.nom, s.type, s.commune or EVERYWHERE) for s in matiere.structures)
    return (Grille("Structures de l’annuaire", ("Structure", "Type", "Commune"), lignes, textes=True),)


def _engagements(matiere: Matiere, _: Sequence[str]) -> tuple[Morceau, ...]:
    if not matiere.engagements:
        return (Prose("Aucun engagement de droit commun n’est encore noté."),)
    heads = ("Signataire", "Engagement", "État", "Échéance")
    return (Grille("Engagements de droit commun", heads, tuple(matiere.engagements), textes=True),)


METHODE = """Ces chiffres viennent des échanges que les médiateurs santé ont eus dans les quartiers pendant une année
close. Ils disent ce que les personnes rencontrées ont raconté ; ils ne mesurent pas la santé de toute la population.

- Les médiateurs ne rencontrent pas tout le monde : les personnes qui travaillent en journée, celles qui ne sortent pas
  et celles qui n’en ont pas besoin sont moins présentes.
- Un contact est un échange, pas une personne : la même personne peut compter plusieurs fois.
- Une question sans réponse n’est pas un « non ».
- Les quartiers sont ceux de la génération 2024 ; ils ne se comparent pas à ceux de 2015 et ne sont jamais classés.
- Un chiffre de la commune n’est jamais donné à un quartier.
- Les nombres de la médiation sont arrondis à 5 : un total peut différer de la somme de ses lignes.

Les chiffres cités sont copiés dans ce document le jour où il est figé : ils n’y changent plus."""
SECRET = f"""Un nombre de 1 à {POLICY.seuil - 1} n’est jamais montré, ni celui qui permettrait d’en déduire un : « c »
le remplace. La règle s’applique à tous les tableaux ensemble.

- **c** : confidentiel.
- **nd** : non disponible.
- **ns** : trop peu de réponses pour conclure.
- **0** : personne, parmi celles qui ont répondu.

Une part qui repose sur moins de {POLICY.precision} réponses est donnée avec son intervalle à 95 %."""


def _definitions(_: Matiere, cites: Sequence[str]) -> tuple[Morceau, ...]:
    known = [INDICATEURS[code] for code in dict.fromkeys(cites) if code in INDICATEURS]
    if not known:
        return (Prose("Ce document ne cite aucun indicateur de la médiation."),)
    lignes = tuple(
        (i.libelle, f"{i.numerateur}, sur : {i.denominateur}.", f"{i.source}. {i.note}".strip()) for i in known
    )
    heads = ("Indicateur", "Calcul", "Source et précautions")
    return (Grille("Ce que compte chaque chiffre", heads, lignes, textes=True),)


_MAKERS: Mapping[str, Callable[[Matiere, Sequence[str]], tuple[Morceau, ...]]] = {
    "quartiers": _quartiers, "priorites": _priorites, "actions": _actions, "paroles": _paroles,
    "structures": _structures, "engagements": _engagements, "definitions": _definitions,
    "colleges": lambda m, _: votes_of.concertation(m.votes),
    "ecartes": lambda m, _: votes_of.ecartes(m.votes), "entendu": lambda m, _: votes_of.heard(m.votes, m.recueil),
    "retenu": lambda m, _: votes_of.kept(m.votes), "non_retenu": lambda m, _: votes_of.set_aside(m.votes),
    "methode": lambda *_: (Prose(METHODE),), "secret": lambda *_: (Prose(SECRET),),
}  # fmt: skip


def generate(code: str, matiere: Matiere, cites: Sequence[str]) -> tuple[Morceau, ...]:
    """What the tool writes under one code of GENERES. cites: codes of the indicateurs that the document shows."""
    return _MAKERS[code](matiere, cites)


def fiche_of(quartier: QuartierDit, matiere: Matiere, grilles: Sequence[Grille]) -> Annexe:
    """The sheet of a QPV, two pages: its released figures, its priorités, what is done there, what is said."""
    here = [p for p in matiere.priorites if p.qpv in {None, quartier.code}]
    done = [a for a in matiere.actions if quartier.code in a.qpv]
    said = [p for p in matiere.paroles if quartier.code in p.qpv]
    voted = [m for vote in matiere.votes if vote.code == quartier.code for m in votes_of.sheet_of(vote)]
    communes = ", ".join(matiere.communes.get(code, code) for code in quartier.communes)
    living = "" if quartier.population is None else f" — {number(quartier.population)} habitants"
    return Annexe(
        quartier.code, quartier.nom, communes + living,
        (*grilles, *voted, *_grille_priorites(matiere, here), *_grille_actions(matiere, done),
         *(_grille_paroles(matiere, said) if said else ())),
    )  # fmt: skip


def commune_of(code: str, matiere: Matiere, grilles: Sequence[Grille]) -> Annexe:
    """The one-page summary of a commune: its quartiers, its figures, the priorités and actions of its quartiers."""
    own = [q for q in matiere.quartiers if code in q.communes]
    codes = {q.code for q in own}
    here = [p for p in matiere.priorites if p.qpv is None or p.qpv in codes]
    done = [a for a in matiere.actions if code in a.communes or a.qpv & codes]
    quartiers = ", ".join(q.nom for q in own)
    return Annexe(
        code, matiere.communes[code], f"Quartiers prioritaires : {quartiers}" if own else "Aucun quartier prioritaire",
        (*grilles, *_grille_priorites(matiere, here), *_grille_actions(matiere, done)),
    )  # fmt: skip
