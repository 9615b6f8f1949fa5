"""One subject of a release, at one place, as its recipient reads it: drawn from his view of the release alone."""

from typing import Any

from asv.documents.typography import part
from asv.domain.diagnostic import Sujet, absence_at, is_below, sujets_of, told_by_quartier
from asv.domain.diffusion import TERRITOIRE, Destinataire, Diffusion, ReleasedCell, ReleasedLine, ReleasedTable, Statut
from asv.domain.errors import NotFound
from asv.usecases.diagnostic import Ouverte
from asv.web.croisements_shown import crossing_view
from asv.web.forms import Groupes
from asv.web.reading import distribution

QUARTIERS = "quartiers"
CONTACTS, RENCONTRES = "contacts", "rencontres"
"""What the team counts, and the word that inhabitants have for it."""
QUI = {
    Destinataire.FINANCEUR: "Vous lisez tous les chiffres de cette diffusion, au nombre près.",
    Destinataire.COMMUNE: "Vous lisez les chiffres de votre commune et de ses quartiers, au nombre près. Les sujets "
    "les plus délicats n’y sont pas.",
    Destinataire.PARTENAIRE: "Vous lisez les mêmes chiffres que le public : les nombres sont arrondis à 5.",
    Destinataire.PUBLIC: "Les nombres sont arrondis à 5 : 57 devient 55. Un total peut donc différer un peu de la "
    "somme de ses lignes.",
}
NOT_HERE = "Ce sujet ou ce lieu n’est pas dans ces chiffres : choisissez dans les listes."
UNREAD = "Ce sujet n’est pas publié commune par commune : choisissez tout le territoire, ou un quartier."


def subject_view(diffusion: Diffusion, sujet: str, lieu: str) -> dict[str, Any]:
    """What the page of one subject shows at one place. Raises NotFound, in French, for what the view does not hold."""
    sujets = sujets_of(diffusion.tables)
    chosen = next((one for one in sujets if sujet in {"", one.table}), None)
    groups = places_of(diffusion)
    names = {code: nom for _, places in groups for code, nom in places}
    place = lieu or TERRITOIRE
    if chosen is None or place not in names:
        raise NotFound(NOT_HERE)
    return {
        "sujet": chosen, "sujets": [(one.table, one.titre) for one in sujets], "lieu": place, "lieu_nom": names[place],
        "lieux": groups, "rencontres": _met(diffusion, place), "qui": QUI[diffusion.destinataire],
        **_figures(diffusion, chosen, place),
    }  # fmt: skip


def places_of(diffusion: Diffusion) -> Groupes:
    """The places of a view, by kind: those that it holds, and no other."""
    names = diffusion.croisements.dimension("lieu").by_code
    quartiers = [(line.ligne.code, line.ligne.libelle) for line in diffusion.tables["M01"].lignes[1:]]
    communes = sorted((names[code].libelle, code) for code in diffusion.communes if code in names)
    return [
        ("", [(TERRITOIRE, "Tout le territoire"), (QUARTIERS, "Tous les quartiers, un par ligne")]),
        ("Un quartier", quartiers),
        ("Une commune", [(code, nom) for nom, code in communes]),
    ]


def _met(diffusion: Diffusion, place: str) -> Any:
    """How many contacts there were; nothing for the list of all the quartiers."""
    if place in diffusion.communes:
        return diffusion.croisements.cell(lieu=place)
    return diffusion.tables["M01"].cell(place, "M01")


def _figures(diffusion: Diffusion, sujet: Sujet, place: str) -> dict[str, Any]:
    empty: dict[str, Any] = {"repartition": None, "grille": None, "absence": ""}
    table = diffusion.tables[sujet.table]
    if is_below(table) and place == QUARTIERS:
        return empty | {"grille": _by_quartier(diffusion, sujet)}
    if is_below(table) and place in diffusion.communes:
        return empty | _of_commune(diffusion, sujet, place)
    line = table.line(place)
    absence = absence_at(table, place)
    if absence or line is None:
        return empty | {"absence": absence}
    if table.unite == CONTACTS:
        table = table.counting(RENCONTRES)
    drawn = distribution(table, line, table.territoire if place != TERRITOIRE else None)
    return empty | {"repartition": drawn | {"titre": sujet.titre}}


def _by_quartier(diffusion: Diffusion, sujet: Sujet) -> dict[str, Any]:
    """Shares, quartier by quartier in the order of names: never a ranking."""
    table = diffusion.tables[sujet.table]
    return {
        "titre": f"{sujet.titre}, quartier par quartier", "premiere": "Quartier", "lignes": shares_of(table),
        "colonnes": [colonne.libelle for colonne in told_by_quartier(table)],
        "note": "Part des rencontres, dans l’ordre des noms. Ce n’est pas un classement.",
    }  # fmt: skip


def shares_of(table: ReleasedTable) -> list[tuple[str, list[str]]]:
    """The shares of each quartier, or why it has none; never a count in their place."""
    codes = [colonne.code for colonne in told_by_quartier(table)]
    return [(line.ligne.libelle, [_share(line, line.cells[code]) for code in codes]) for line in table.lignes[1:]]


def _share(line: ReleasedLine, cell: ReleasedCell) -> str:
    if not cell.is_published or cell.part is not None:
        return part(cell)
    return "aucune réponse" if line.reponses.effectif == 0 else Statut.CONFIDENTIEL.value


def _of_commune(diffusion: Diffusion, sujet: Sujet, commune: str) -> dict[str, Any]:
    if diffusion.croisements.tableau(sujet.croise) is None:
        return {"absence": UNREAD}
    vue = crossing_view(diffusion.croisements, sujet.croise, "commune")
    name = diffusion.croisements.dimension("lieu").by_code[commune].libelle
    cells = dict(vue.lignes)[name]
    return {
        "grille": {
            "titre": f"{sujet.titre}, à {name}", "premiere": "Réponse", "colonnes": ["Rencontres"],
            "lignes": [(libelle, [cell]) for libelle, cell in zip(vue.colonnes, cells, strict=True)],
            "note": f"Dans toute la commune, quartiers prioritaires compris. {sujet.precision}".strip(),
        }
    }  # fmt: skip


def citation(one: Ouverte, diffusion: Diffusion) -> str:
    """The line that cites these figures."""
    rounded = ", nombres arrondis à 5" if diffusion.arrondi else ""
    return (
        f"Médiation santé, {one.territoire}, {diffusion.libelle}, diffusion {one.code}{rounded}, empreinte "
        f"{one.empreinte[:12]}. Parmi les personnes rencontrées."
    )
