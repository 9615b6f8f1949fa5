"""How a figure reads: one sentence, from released cells only, never more than what they say.

A sentence that ranks is limited to the published figures, unless a hidden one cannot be larger than those it names.
"""

from collections.abc import Callable, Mapping

from asv.domain.diagnostic.ecriture import listed, number, percent, plural, quoted
from asv.domain.diagnostic.suites import (
    accompagnements_phrase,
    autonomie_phrase,
    dossiers_phrase,
    droits_phrase,
    duree_phrase,
    first_phrase,
    kits_phrase,
    medecin_phrase,
    orientations_phrase,
    recherches_phrase,
    saisines_phrase,
)
from asv.domain.diffusion import TERRITOIRE, Kind, ReleasedLine, ReleasedTable, ReleasedValue, Statut

LEADING = 3
ASIDE = frozenset({"AUCUN_FREIN", "AUTRE_FREIN", "AUTRE_THEME", "SANS_FORME"})
"""Answers that name no difficulty and no theme, hence are not ranked."""
OTHER_PERSONS = frozenset({"M01S", "M03", "M04", "M13", "M14", "M15C", "M16C", "M19", "M20", "M22", "M23", "V01"}) | {
    "M15F", "M15T", "M16D", "M20M", "G15", "G18", "G19", "G23",
}  # fmt: skip
"""Tables whose lines count something else than the contacts of the place."""

_ABSENCES = {
    Statut.TROP_PEU: "Personne n’a répondu : il n’y a rien à conclure.",
    Statut.CONFIDENTIEL: "Chiffre confidentiel : il porte sur moins de 11 personnes, ou permettrait de les compter.",
    Statut.NON_DISPONIBLE: "Chiffre non disponible.",
}


def phrase_of(table: ReleasedTable, line: ReleasedLine) -> str:
    """Give the sentence of one table on one line, or the reason why there is none."""
    if line.population.effectif == 0 and table.code not in OTHER_PERSONS:
        return f"Aucune rencontre n’a été notée{_where(line)}."
    return sentence_of(table, line) or _absence(line)


def sentence_of(table: ReleasedTable, line: ReleasedLine) -> str:
    """Give the sentence of one table on one line, empty when nothing is published to say."""
    return _PHRASES[table.code](table, line)


def couverture_phrase(rate: ReleasedValue) -> str:
    """Give the sentence of a coverage rate, or the reason why there is none."""
    if rate.valeur is None:
        return _ABSENCES[rate.statut]
    habitants = plural(rate.valeur, "habitant")
    return f"Environ {habitants} du quartier sur {number(1000)} ont rencontré un médiateur."


def carte_phrase(rates: Mapping[str, ReleasedValue]) -> str:
    """How the map of coverage reads, from its first quartier shown, and how many are shown. `rates`: by name of QPV."""
    shown = {name: rate.valeur for name, rate in rates.items() if rate.valeur is not None}
    if not shown:
        return "Aucun quartier n’a assez de personnes rencontrées pour que son taux soit montré."
    name, value = next(iter(shown.items()))
    example = f"dans le quartier {quoted(name)}, environ {plural(value, 'habitant')} sur {number(1000)}"
    return (
        f"Par exemple, {example} ont rencontré un médiateur. "
        f"Le taux est montré pour {plural(len(shown), 'quartier')} sur {len(rates)}."
    )


def _absence(line: ReleasedLine) -> str:
    statuts = {cell.statut for cell in line.cells.values()}
    return next((text for statut, text in _ABSENCES.items() if statut in statuts), _ABSENCES[Statut.NON_DISPONIBLE])


def _where(line: ReleasedLine) -> str:
    return "" if line.ligne.code == TERRITOIRE else " dans ce quartier"


def _among(table: ReleasedTable, line: ReleasedLine) -> str:
    """What a share divides by: those who answered, or everybody when too few did not."""
    return f"des {table.unite}{'' if line.denominateur == line.population.effectif else ' qui ont une réponse'}"


def _contacts(_: ReleasedTable, line: ReleasedLine) -> str:
    count = line.cells["M01"].effectif
    contacts = "" if count is None else plural(count, "contact individuel", "contacts individuels")
    return contacts and f"Les médiateurs ont noté {contacts}{_where(line)}."


def _brefs(_: ReleasedTable, line: ReleasedLine) -> str:
    part = line.cells["BREF"].part
    return "" if part is None else f"Les contacts brefs, sans question posée, font {percent(part)} des contacts."


def _salutations(_: ReleasedTable, line: ReleasedLine) -> str:
    count = line.cells["M01S"].effectif
    return "" if count is None else f"Ils ont échangé {plural(count, 'salutation')}{_where(line)}, comptées à part."


def _personnes(_: ReleasedTable, line: ReleasedLine) -> str:
    count, unknown = line.cells["OUI"].effectif, line.manquants.part
    if count is None:
        return ""
    beside = f" ; la question n’a pas de réponse pour {percent(unknown)} des contacts" if unknown else ""
    personnes = plural(count, "personne différente", "personnes différentes")
    return f"Ils ont rencontré environ {personnes}{_where(line)}{beside}."


def _file_active(_: ReleasedTable, line: ReleasedLine) -> str:
    count = line.cells["M03"].effectif
    return "" if count is None else f"Au moins un contact a eu lieu dans {plural(count, 'suivi')} sous code."


def _couverture(table: ReleasedTable, line: ReleasedLine) -> str:
    count = line.cells["M04"].effectif
    if line.ligne.code == TERRITOIRE:
        shown = sum(other.cells["M04"].is_published for other in table.lignes[1:])
        return f"Le taux de couverture est publié pour {plural(shown, 'quartier')}." if shown else ""
    return "" if count is None else f"Environ {plural(count, 'habitant')} de ce quartier ont rencontré un médiateur."


def _rattachement(table: ReleasedTable, line: ReleasedLine) -> str:
    part = line.cells["QPV"].part
    return (
        "" if part is None else f"Les habitants d’un quartier prioritaire font {percent(part)} {_among(table, line)}."
    )


def _sexe(table: ReleasedTable, line: ReleasedLine) -> str:
    part = line.cells["F"].part
    return "" if part is None else f"Les femmes font {percent(part)} {_among(table, line)}."


def _age(table: ReleasedTable, line: ReleasedLine) -> str:
    return _first(table, line, "La tranche d’âge la plus présente", "Parmi les tranches publiées, la première")


def _frein_principal(table: ReleasedTable, line: ReleasedLine) -> str:
    start = "La difficulté le plus souvent citée en premier"
    return _first(table, line, start, "Parmi celles dont le chiffre est publié, la plus souvent citée en premier")


def _first(table: ReleasedTable, line: ReleasedLine, start: str, limited: str) -> str:
    """Name the largest published column."""
    leading = _leading(table, line)
    if not leading:
        return ""
    libelle, part = leading[0]
    start = start if _is_first(table, line, part) else limited
    return f"{start} est {quoted(libelle)} : {percent(part)} {_among(table, line)}."


def _freins(table: ReleasedTable, line: ReleasedLine) -> str:
    """Name the most cited difficulties, LEADING at most."""
    return _leaders(table, line, ("La difficulté la plus citée est", "Les difficultés les plus citées sont"))


def _themes(table: ReleasedTable, line: ReleasedLine) -> str:
    """Name the themes most spoken of, LEADING at most."""
    return _leaders(table, line, ("Le thème le plus abordé est", "Les thèmes les plus abordés sont"))


def _formes(table: ReleasedTable, line: ReleasedLine) -> str:
    """Name the most frequent forms of non-recours, LEADING at most."""
    return _leaders(table, line, ("La forme la plus fréquente est", "Les formes les plus fréquentes sont"))


def _completude(_: ReleasedTable, line: ReleasedLine) -> str:
    part = line.cells["NOTEE"].part
    return "" if part is None else f"Les questions de la fiche courte ont une réponse dans {percent(part)} des cas."


def _interpretariat(_: ReleasedTable, line: ReleasedLine) -> str:
    part = line.cells["INTERPRETE"].part
    lead = "Quand l’échange ne se fait pas en français aisé, un interprète professionnel est là"
    return "" if part is None else f"{lead} dans {percent(part)} des contacts."


def _paroles(_: ReleasedTable, line: ReleasedLine) -> str:
    count = line.cells["V01"].effectif
    noted = "" if count is None else plural(count, "participation a été comptée", "participations ont été comptées")
    return noted and f"{noted} aux recueils de parole et groupes d’habitants{_where(line)}."


def _leaders(table: ReleasedTable, line: ReleasedLine, starts: tuple[str, str]) -> str:
    """`starts`: for one, for several; « Les difficultés » then becomes « Parmi les difficultés… »."""
    leading = _leading(table, line)[:LEADING]
    if not leading:
        return ""
    start = starts[len(leading) > 1]
    if not _is_first(table, line, leading[-1][1]):
        article, noun, superlative = starts[1].split(" ", 1)[0].lower(), starts[1].split(" ")[1], start.split(" ", 2)[2]
        start = f"Parmi {article} {noun} dont le chiffre est publié, {superlative}"
    named = listed([f"{quoted(libelle)} ({percent(part)})" for libelle, part in leading])
    return f"{start} {named}, en part {_among(table, line)}."


def _leading(table: ReleasedTable, line: ReleasedLine) -> list[tuple[str, float]]:
    """Columns with a published share above zero, the largest first, then in the order of the nomenclature."""
    shown = [
        (colonne.libelle, part)
        for colonne in table.colonnes
        if colonne.code not in ASIDE and colonne.code in line.cells and (part := line.cells[colonne.code].part)
    ]
    return sorted(shown, key=lambda item: -item[1])


def _is_first(table: ReleasedTable, line: ReleasedLine, part: float) -> bool:
    """Whether no hidden share can exceed this one, from the published figures alone."""
    if all(cell.is_published for code, cell in line.cells.items() if code not in ASIDE):
        return True
    shown = sum(cell.part or 0 for cell in line.cells.values()) if table.kind is Kind.PARTITION else 0
    return part >= 1 - shown


_PHRASES: Mapping[str, Callable[[ReleasedTable, ReleasedLine], str]] = {
    "M01": _contacts,
    "M01B": _brefs,
    "M01S": _salutations,
    "M02": _personnes,
    "M03": _file_active,
    "M04": _couverture,
    "M05": _rattachement,
    "G08F": _sexe,
    "G08A": _age,
    "M06": _freins,
    "M07": _frein_principal,
    "M06T": _themes,
    "M09": _formes,
    "M13": droits_phrase,
    "M14": medecin_phrase,
    "M15C": orientations_phrase,
    "M15F": first_phrase,
    "M15T": first_phrase,
    "M16D": first_phrase,
    "M20M": first_phrase,
    "G15": recherches_phrase,
    "G18": accompagnements_phrase,
    "G19": saisines_phrase,
    "G23": kits_phrase,
    "M16C": dossiers_phrase,
    "M19": autonomie_phrase,
    "M20": duree_phrase,
    "M22": _completude,
    "M23": _interpretariat,
    "V01": _paroles,
}
