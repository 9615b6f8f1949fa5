"""What came of the suivis, in sentences: known results first, then what is not known, always both."""

from collections.abc import Mapping

from asv.domain.diagnostic.ecriture import number, percent, plural, quoted
from asv.domain.diffusion import Ecart, ReleasedLine, ReleasedTable, ReleasedValue, Statut, share_of
from asv.domain.indicateurs.cohortes import Issue
from asv.domain.indicateurs.taux import SUSPENS, TAUX, Taux


def taux_of(tables: Mapping[str, ReleasedTable]) -> Mapping[str, ReleasedValue]:
    """The shares of the cohorts that were released, by code."""
    return {code: taux_in(tables[one.cohorte.code], one) for code, one in TAUX.items() if one.cohorte.code in tables}


def taux_in(table: ReleasedTable, taux: Taux) -> ReleasedValue:
    return share_of(taux.code, taux.libelle, table.territoire, taux.colonnes, taux.ecartees)


def orientations_phrase(table: ReleasedTable, line: ReleasedLine) -> str:
    """How many orientations came to something among those known, and how many are not known."""
    done = "d’entre elles ont abouti à un rendez-vous honoré ou à un soin"
    return _cohorte(line, taux_in(table, TAUX["M15"]), ("orientation", "Aucune orientation n’a été faite.", done))


def dossiers_phrase(table: ReleasedTable, line: ReleasedLine) -> str:
    done = "d’entre eux ont donné un droit ouvert ou renouvelé"
    return _cohorte(line, taux_in(table, TAUX["M16"]), ("dossier", "Aucun dossier n’a été déposé.", done))


def recherches_phrase(_: ReleasedTable, line: ReleasedLine) -> str:
    share = share_of("G15", "Médecins traitants trouvés", line, ("TROUVE",), SUSPENS)
    words = ("recherche", "Aucun médecin traitant n’a été recherché.", "d’entre elles ont trouvé un médecin traitant")
    return _cohorte(line, share, words)


def saisines_phrase(_: ReleasedTable, line: ReleasedLine) -> str:
    share = share_of("G19", "Saisines abouties", line, ("ABOUTIE",), SUSPENS)
    words = ("saisine", "La MISAS n’a pas été saisie.", "d’entre elles ont abouti à un soin ou à un droit")
    return _cohorte(line, share, words)


def accompagnements_phrase(_: ReleasedTable, line: ReleasedLine) -> str:
    count = line.cells["G18"].effectif
    done = ("accompagnement physique a été effectué", "accompagnements physiques ont été effectués")
    return "" if count is None else f"{plural(count, *done)}."


def kits_phrase(_: ReleasedTable, line: ReleasedLine) -> str:
    count = line.cells["G23"].effectif
    done = ("kit de dépistage a été remis ou commandé", "kits de dépistage ont été remis ou commandés")
    return "" if count is None else f"{plural(count, *done)}."


def first_phrase(table: ReleasedTable, line: ReleasedLine) -> str:
    """The most frequent answer, when every one is published."""
    if line.population.effectif == 0 or not all(cell.is_published for cell in line.cells.values()):
        return ""
    best = max(table.colonnes, key=lambda one: line.cells[one.code].effectif or 0)
    part = line.cells[best.code].part
    return "" if part is None else f"{quoted(best.libelle)} vient en premier : {percent(part)} des {table.unite}."


def _cohorte(line: ReleasedLine, share: ReleasedValue, words: tuple[str, str, str]) -> str:
    noun, nothing, done = words
    whole = line.population.effectif
    if not whole:
        return "" if whole is None else nothing
    if share.statut is Statut.CONFIDENTIEL:
        return ""
    if share.valeur is None or share.denominateur is None:
        return f"{plural(whole, noun)} : {Ecart.TROP_PEU}{_suspens(line)}."
    known = f"Pour {plural(share.denominateur, noun)} sur {number(whole)}, le résultat à 90 jours est connu"
    return f"{known} : {percent(share.valeur)} {done}{_suspens(line)}."


def _suspens(line: ReleasedLine) -> str:
    """The unknown and the awaited, beside the share and never under it."""
    parts = (("inconnu", line.cells[Issue.SANS].part), ("encore attendu", line.cells[Issue.ATTENTE].part))
    said = [f"{word} pour {percent(part)}" for word, part in parts if part]
    return f" ; résultat {' et '.join(said)} du total" if said else ""


def duree_phrase(table: ReleasedTable, line: ReleasedLine) -> str:
    """The class in which the median falls; nothing unless every class is published."""
    counts = [line.cells[colonne.code].effectif or 0 for colonne in table.colonnes]
    whole = line.population.effectif
    if whole == 0:
        return "Aucun suivi n’a été terminé."
    if whole is None or not all(cell.is_published for cell in line.cells.values()):
        return ""
    rank = next(rank for rank in range(len(counts)) if sum(counts[: rank + 1]) * 2 >= whole)
    length = table.colonnes[rank].libelle
    ended = plural(whole, "suivi terminé", "suivis terminés")
    return f"Durée médiane de {ended} : {length[0].lower()}{length[1:]}."


def droits_phrase(_: ReleasedTable, line: ReleasedLine) -> str:
    """Among the suivis opened, how many had a right to open; on how many nothing was explored, beside."""
    return _suivis(line, "A_OUVRIR", "au moins un droit était à ouvrir à l’ouverture", "ouvert")


def medecin_phrase(_: ReleasedTable, line: ReleasedLine) -> str:
    return _suivis(line, "SANS", "la personne n’avait pas de médecin traitant", "ouvert")


def autonomie_phrase(_: ReleasedTable, line: ReleasedLine) -> str:
    return _suivis(line, "GAIN", "la personne a gagné en autonomie dans un domaine au moins", "terminé")


def _suivis(line: ReleasedLine, code: str, said: str, done: str) -> str:
    part, unknown = line.cells[code].part, line.manquants.part
    if line.population.effectif == 0:
        return f"Aucun suivi n’a été {done}."
    if part is None:
        return ""
    beside = f" ; on ne le sait pas pour {percent(unknown)} des suivis" if unknown else ""
    return f"Dans {percent(part)} des suivis où on le sait, {said}{beside}."
