"""The story of a suivi, the last fact first, and the pairs of values that contradict each other."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from asv.db.suivis import Etape
from asv.domain.suivis.fiche import EN_CONFLIT, Attendu
from asv.domain.suivis.phrases import label, titre_of
from asv.usecases.suivis.dossier import Dossier

HIDDEN = "Noté par un autre médiateur, sans détail"
LISTES = {"demarche": ("Démarche", "DEMARCHE"), "orientation": ("Orientation", "ORIENTATION")}
SOURCES = {
    "personne": "dit par la personne",
    "partenaire": "dit par le partenaire",
    "mediateur": "noté par le médiateur",
}
ECARTEE, TO_DECIDE = "valeur écartée", "à départager"


@dataclass(frozen=True, slots=True)
class Fait:
    """One line of the story. `ton` tells a badge when the line is not simply what holds."""

    jour: date
    titre: str
    precision: str
    auteur: str
    badge: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Conflit:
    """Two values of one thing: the one that holds, and the one kept aside, each with its auteur and its day."""

    tenue: Etape
    titre_tenue: str
    auteur_tenue: str
    autre: Etape
    titre_autre: str
    auteur_autre: str


def story_of(dossier: Dossier) -> list[Fait]:
    """Every fact in the order of days, the last first; of what is closed to the reader, only that it exists."""
    faits = [_of_etape(dossier, etape) for etape in dossier.etapes]
    faits += [fait for attendu in dossier.attendus for fait in _of_attendu(dossier, attendu)]
    faits += [
        Fait(p.jour, f"Contact : {label('MODE_CONTACT', p.mode)}", dossier.place(p.commune, None),
             dossier.name(p.auteur_id), "", is_hidden=False)
        for p in dossier.passages
    ]  # fmt: skip
    faits.sort(key=lambda fait: fait.jour)
    return faits[::-1]


def _of_etape(dossier: Dossier, etape: Etape) -> Fait:
    hidden = dossier.is_hidden(etape.auteur_id, etape.nature, etape.objet)
    precision = dossier.place(etape.commune, etape.qpv) or dossier.structure(etape.structure_id)
    badge = {"ecartee": ECARTEE, EN_CONFLIT: TO_DECIDE}.get(etape.etat, "")
    return Fait(
        etape.date_etape, HIDDEN if hidden else titre_of(etape), "" if hidden else precision,
        dossier.name(etape.auteur_id), badge, hidden,
    )  # fmt: skip


def _of_attendu(dossier: Dossier, attendu: Attendu) -> list[Fait]:
    name, liste = LISTES[attendu.genre]
    who, what = dossier.name(attendu.auteur_id), label(liste, attendu.code)
    if attendu.is_hidden:
        return [Fait(attendu.jour, HIDDEN, "", who, "", is_hidden=True)]
    start = Fait(attendu.jour, f"{name} : {what}", ", ".join(attendu.precisions), who, "", is_hidden=False)
    given = [
        Fait(day, f"Résultat : {label('RESULTAT', code)}", f"{what}, {SOURCES.get(source, source)}", "", "",
             is_hidden=False)
        for day, code, source in attendu.dates
    ]  # fmt: skip
    return [start, *given]


def conflicts_of(dossier: Dossier) -> list[Conflit]:
    """Pairs still to be decided, among what this reader may see."""
    known: dict[UUID, Etape] = {etape.id: etape for etape in dossier.open_etapes}
    pairs = [
        (known[etape.face_a], etape)
        for etape in known.values()
        if etape.etat == EN_CONFLIT and etape.face_a is not None and etape.face_a in known
    ]
    return [
        Conflit(kept, titre_of(kept), dossier.name(kept.auteur_id), other, titre_of(other),
                dossier.name(other.auteur_id))
        for kept, other in pairs
    ]  # fmt: skip
