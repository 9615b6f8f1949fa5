"""What the document says of the votes of the two colleges and of the decision; in plain words for the inhabitants."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from asv.domain.document.contenu import Grille, Morceau, Prose
from asv.domain.priorites import College, Recueil, face_to_face

NOBODY_YET = "Aucun vote n’est encore noté pour cette année."
TOO_FEW = "moins de onze votants, classement non montré"
DETAILED: Final = 8
"""Quartiers up to which the restitution says why and who for each: beyond, four pages would not hold them."""
METHODE = """Dans chaque quartier, les habitants et les professionnels ont classé des points d’une même liste. Les deux
classements sont donnés côte à côte, avec leur écart ; ils ne sont ni additionnés ni moyennés. Le comité de pilotage a
répondu à chaque point : retenu avec une année, ou écarté avec une raison.

Le nombre de votants est arrondi à 5. Un classement de moins de onze personnes n’est pas montré, ni la raison
d’écarter un point qu’il est seul à contenir."""


@dataclass(frozen=True, slots=True)
class CollegeDit:
    """votants: their number as everybody is told it. rangs: rank of each point, in words; empty when not told."""

    votants: str
    rangs: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class VoteDit:
    """A quartier: the colleges that voted, and the decision. ecartes: points that may be told, and reasons.

    motif: empty before the decision. retenus: what is kept and when it begins; repondent: who answers, as announced.
    """

    code: str
    nom: str
    colleges: Mapping[College, CollegeDit]
    motif: str = ""
    is_decidee: bool = False
    retenus: Sequence[tuple[str, int]] = ()
    repondent: Sequence[str] = ()
    ecartes: Sequence[tuple[str, str]] = ()


def concertation(votes: Sequence[VoteDit]) -> tuple[Morceau, ...]:
    """The method, both rankings of each quartier, then why it was so decided."""
    if not votes:
        return (Prose(NOBODY_YET),)
    return (Prose(METHODE), *(face_of(vote) for vote in votes), *_motifs(votes))


def face_of(vote: VoteDit) -> Grille:
    """Both rankings of a quartier face to face, with their gap in words."""
    told = {college: dit.rangs for college, dit in vote.colleges.items() if dit.rangs}
    points = face_to_face(*(told.get(college, {}) for college in College))
    lignes = tuple(
        (p.objet, _rank(p.habitants), _rank(p.professionnels), p.phrase if len(told) == len(College) else "—")
        for p in points
    )
    said = " ; ".join(f"{college.libelle.lower()} : {_voters(vote.colleges.get(college))}" for college in College)
    heads = ("Point", "Habitants", "Professionnels", "Écart")
    return Grille(f"Les deux votes : {vote.nom}", heads, lignes, f"{said[0].upper()}{said[1:]}.", textes=True)


def sheet_of(vote: VoteDit) -> tuple[Morceau, ...]:
    """What the sheet of the quartier says: both rankings, why it was so decided, what is set aside."""
    told = [f"Décision : {_line(vote.motif)}\n"] if vote.motif else []
    told += [f"- {point}, écarté : {_line(raison)}" for point, raison in vote.ecartes]
    return (face_of(vote), *((Prose("\n".join(told)),) if told else ()))


def _voters(college: CollegeDit | None) -> str:
    if college is None:
        return "pas encore de vote"
    return f"environ {college.votants} votants" if college.rangs else TOO_FEW


def _rank(rang: int | None) -> str:
    return "—" if rang is None else str(rang)


def _motifs(votes: Sequence[VoteDit]) -> tuple[Morceau, ...]:
    lines = [
        f"- **{vote.nom}** : {_line(vote.motif)}" + ("" if vote.is_decidee else " Pas encore décidé : un lien manque.")
        for vote in votes if vote.motif
    ]  # fmt: skip
    return (Prose("\n".join(lines)),) if lines else ()


def ecartes(votes: Sequence[VoteDit]) -> tuple[Morceau, ...]:
    """Points set aside, each with its reason."""
    lignes = tuple((point, vote.nom, raison) for vote in votes for point, raison in vote.ecartes)
    if not lignes:
        return (Prose("Aucun point écarté n’est à montrer."),)
    return (Grille("Points écartés, et pourquoi", ("Point", "Où", "Raison"), lignes, textes=True),)


def heard(votes: Sequence[VoteDit], recueil: Recueil) -> tuple[Morceau, ...]:
    """For the inhabitants: where people spoke together, and what each college put first, quartiers grouped."""
    found = []
    if recueil.quartiers:
        where = f"{len(recueil.quartiers)} quartier{'s' if len(recueil.quartiers) > 1 else ''} sur {recueil.total}"
        found.append(f"Des habitants ont parlé de leur santé en groupe dans {where}.")
    for college in College:
        firsts = _firsts(votes, college)
        if firsts:
            listed = "\n".join(f"- {point} : {', '.join(noms)}." for point, noms in firsts)
            found.append(f"Les {college.libelle.lower()} qui ont voté mettent d’abord :\n\n{listed}")
    return (Prose("\n\n".join(found) or NOBODY_YET),)


def _firsts(votes: Sequence[VoteDit], college: College) -> list[tuple[str, list[str]]]:
    """Points that came first, with the quartiers where they did, the most shared one first."""
    found: dict[str, list[str]] = defaultdict(list)
    for vote in votes:
        for point, rang in vote.colleges[college].rangs.items() if college in vote.colleges else ():
            if rang == 1:
                found[point].append(vote.nom)
    return sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def kept(votes: Sequence[VoteDit]) -> tuple[Morceau, ...]:
    """For the inhabitants: what is kept in each quartier; why, and who answers, while they are few."""
    decided = [vote for vote in votes if vote.is_decidee]
    if not decided:
        return (Prose("Rien n’est encore décidé : ce qui est retenu sera rendu ici."),)
    is_detailed = len(decided) <= DETAILED
    return (Prose("\n".join(_kept(vote, is_detailed=is_detailed) for vote in decided)),)


def _kept(vote: VoteDit, *, is_detailed: bool) -> str:
    points = " ; ".join(f"{point}, dès {annee}" for point, annee in vote.retenus)
    more = f" Pourquoi : {_line(vote.motif)}" if is_detailed else ""
    if is_detailed and vote.repondent:
        more += f" Ce qui y répond : {_line(' ; '.join(vote.repondent))}"
    return f"- **{vote.nom}** : {points}.{more}"


def set_aside(votes: Sequence[VoteDit]) -> tuple[Morceau, ...]:
    """For the inhabitants: what is not kept, and why."""
    lines = [f"- **{vote.nom}**, {p} : {_line(why)}" for vote in votes if vote.is_decidee for p, why in vote.ecartes]
    return (Prose("\n".join(lines) or "Rien d’écarté n’est à montrer à ce jour."),)


def _line(texte: str) -> str:
    """A text on one line, ended by a point."""
    plain = " ".join(texte.split())
    return plain if plain.endswith((".", "!", "?", "…")) else f"{plain}."
