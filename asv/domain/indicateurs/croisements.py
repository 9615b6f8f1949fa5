"""Which tables are crossed for a closed year, by which dimensions, and what the diagnostic already tells of them.

A sensible frein has no line: it counts with those of its family that nothing makes precise. Contacts only: marginals
of ateliers and actions are never crossed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from asv.domain import nomenclatures
from asv.domain.diffusion import POLICY, TERRITOIRE, Colonne, CountedTable, Ligne, ReleasedTable, Statut
from asv.domain.diffusion.croisements import TOTAL, Cite, Cle, CountedCrossing, Decision, Dimension, Modalite, Tableau
from asv.domain.diffusion.croisements.dominance import with_dominated
from asv.domain.diffusion.editions import MANQUANTS, POPULATION, restricted
from asv.domain.indicateurs.activite import M01
from asv.domain.indicateurs.catalogue import INDICATEURS
from asv.domain.indicateurs.definition import Indicateur
from asv.domain.indicateurs.freins import M06
from asv.domain.indicateurs.profil import G08A, G08F
from asv.domain.periodes import Periode
from asv.domain.territoires import HORS_QPV, Cellule

LINKED = ("M01", "G08F", "G08A", "M06", "M07")
"""Tables of the diagnostic whose cells are those of the crossed tables."""
MANQUANT = "MANQUANT"
AUTRE = "AUTRE"
"""Ends the code of the freins of a family that are sensible, or not made precise."""
TABLEAUX = (
    Tableau("LIEU_FREIN", "Famille du frein principal selon le lieu", ("lieu", "frein"), larges=("frein",)),
    Tableau("LIEU_SEXE", "Sexe selon le lieu", ("lieu", "sexe")),
    Tableau("LIEU_AGE", "Âge selon le lieu", ("lieu", "age")),
    Tableau("SEXE_AGE", "Âge selon le sexe", ("sexe", "age")),
    Tableau("FREIN_SEXE", "Frein principal selon le sexe", ("frein", "sexe")),
    Tableau("FREIN_AGE", "Frein principal selon l’âge", ("frein", "age")),
    Tableau("TRIMESTRE_LIEU", "Trimestres selon le lieu", ("trimestre", "lieu")),
    Tableau("TRIMESTRE_FREIN", "Frein principal selon le trimestre", ("trimestre", "frein")),
)
LECTURES = (("qpv", "Par quartier prioritaire"), ("commune", "Par commune"), ("territoire", "Tout le territoire"))
"""Ways to read a table by place, one at a time: the places of one level, and the total."""
TABLEAUX_TRIMESTRE = (
    Tableau("LIEU", "Contacts selon le lieu", ("lieu",)),
    Tableau("FREIN", "Frein principal", ("frein",)),
    Tableau("SEXE", "Sexe", ("sexe",)),
    Tableau("AGE", "Âge", ("age",)),
)
"""A quarter says less: crossed by place, a few contacts a line would almost all be hidden."""
_LIENS = tuple(
    Tableau(f"TRIMESTRE_{one.code}", one.libelle, ("trimestre", *one.dimensions)) for one in TABLEAUX_TRIMESTRE
)
"""What a quarter says of its year: a person may dominate there what she does not in the year."""
TRIMESTRES = ("T1", "T2", "T3", "T4")

Contact = tuple[Cellule, str, str, str, int]
"""Where it took place, first frein, sexe and tranche d’âge as they are stored, month."""


def crossing_of(
    contacts: Mapping[Contact, int], *, communes: Sequence[Ligne], quartiers: Sequence[Ligne], perimetre: str,
    periode: Periode, personnes: Sequence[Mapping[Contact, int]] = (),
) -> CountedCrossing:  # fmt: skip
    """Lay the contacts of a year out for crossing. quartiers: those of the contrat; the others are outside QPV.

    personnes: those of each suivi that has many, counted among the others.
    """
    inside = {quartier.code for quartier in quartiers}
    parts = {code_of(part): part for cellule, *_ in contacts for part in [_part(cellule, inside)]}
    effectifs = _laid_out(contacts, inside)
    lieu = _lieu(parts, communes, quartiers)
    dimensions = (lieu, _frein(), _flat("sexe", "Sexe", G08F.colonnes), _flat("age", "Âge", G08A.colonnes), _quarters())
    counted = CountedCrossing(perimetre, periode, dimensions, (*TABLEAUX, *_LIENS), effectifs)
    found = with_dominated(counted, [_laid_out(one, inside) for one in personnes])
    return replace(found, tableaux=TABLEAUX)


def _part(cellule: Cellule, inside: Collection[str]) -> Cellule:
    return cellule if cellule.qpv in inside else Cellule(cellule.commune)


def _laid_out(contacts: Mapping[Contact, int], inside: Collection[str]) -> dict[Cle, int]:
    found: dict[Cle, int] = {}
    for (cellule, frein, sexe, age, mois), how_many in contacts.items():
        part, trimestre = code_of(_part(cellule, inside)), TRIMESTRES[(mois - 1) // 3]
        cle = (part, frein_of(frein), _column(G08F, sexe), _column(G08A, age), trimestre)
        found[cle] = found.get(cle, 0) + how_many
    return found


def quarter_of(year: CountedCrossing, periode: Periode) -> CountedCrossing:
    """The crossing of one quarter, from the contacts of that quarter laid out in its year."""
    trimestre = TRIMESTRES[periode.rang - 1]
    counts: dict[Cle, int] = {}
    for cle, count in year.effectifs.items():
        if cle[-1] == trimestre:
            counts[cle[:-1]] = counts.get(cle[:-1], 0) + count
    rooms = {cle[:-1]: room for cle, room in year.domines.items() if cle[-1] == trimestre}
    return CountedCrossing(
        year.perimetre,
        periode,
        year.dimensions[:-1],
        TABLEAUX_TRIMESTRE,
        counts,
        fixes={"trimestre": trimestre},
        domines=rooms,
    )


def code_of(part: Cellule) -> str:
    return f"{part.commune}/{part.qpv or HORS_QPV}"


def frein_of(code: str) -> str:
    """Line of the freins in which the first one counts."""
    if not code or not nomenclatures.is_known("FREIN", code) or nomenclatures.is_non_reponse(code):
        return MANQUANT
    family = nomenclatures.family("FREIN", code)
    if not nomenclatures.children("FREIN", family):
        return code
    return f"{family}_{AUTRE}" if code == family or nomenclatures.is_sensible("FREIN", code) else code


def told(released: Mapping[str, ReleasedTable]) -> dict[Cle, int | None]:
    """What the diagnostic of the same year shows (a count) or hides (None) of the cells that are crossed."""
    found: dict[Cle, int | None] = {}
    for table in (released[code] for code in LINKED if code in released):
        for line in table.lignes:
            lieu = TOTAL if line.ligne.code == TERRITOIRE else line.ligne.code
            if table.code == "M07" and lieu != TOTAL:
                continue
            cells = {_cle(table.code, lieu, code): cell for code, cell in line.cells.items()}
            cells |= {_cle(table.code, lieu, MANQUANT): line.manquants, _cle("M01", lieu, ""): line.population}
            for cle, cell in cells.items():
                shown = 0 if cell.statut is Statut.TROP_PEU else cell.effectif
                if cle is not None and found.get(cle) is None:
                    found[cle] = shown
    return found


def _cle(table: str, lieu: str, colonne: str) -> Cle | None:
    """Cell of the crossing that counts the same persons as a cell of the diagnostic; None when there is none."""
    match table:
        case "M01":
            return None if colonne == MANQUANT else (lieu, TOTAL, TOTAL, TOTAL, TOTAL)
        case "G08F":
            return (lieu, TOTAL, colonne, TOTAL, TOTAL)
        case "G08A":
            return (lieu, TOTAL, TOTAL, colonne, TOTAL)
        case "M06" if colonne not in _ALONE:
            return None
        case _:
            return (lieu, colonne, TOTAL, TOTAL, TOTAL)


def hidden_in(decision: Decision, released: Mapping[str, ReleasedTable]) -> dict[str, ReleasedTable]:
    """The diagnostic of the same period, saying nothing of what was decided to hide of the same contacts."""
    width = len(decision.crossed.counted.dimensions)
    found = {}
    for code, table in released.items():
        is_linked = code in LINKED
        hidden = set()
        for line in table.lignes if is_linked or _counts_all_contacts(code) else ():
            lieu = TOTAL if line.ligne.code == TERRITOIRE else line.ligne.code
            own = {**line.cells, MANQUANTS: line.manquants} if is_linked else {}
            hidden |= {(line.ligne.code, colonne) for colonne, cell in own.items() if cell.is_published
                       and _is_hidden(decision, code, lieu, colonne, width)}  # fmt: skip
            if line.population.is_published and decision.is_hidden((lieu, *[TOTAL] * (width - 1))):
                hidden.add((line.ligne.code, POPULATION))
        found[code] = restricted(table, frozenset(hidden), is_linked=is_linked)
    return found


def _is_hidden(decision: Decision, table: str, lieu: str, colonne: str, width: int) -> bool:
    cle = _cle(table, lieu, MANQUANT if colonne == MANQUANTS else colonne)
    if cle is None:
        return table == "M06" and decision.is_citation_hidden(_at(lieu, colonne))
    return decision.is_hidden(cle[:width])


def _counts_all_contacts(code: str) -> bool:
    one = INDICATEURS[code]
    return one.univers == M01.univers and one.geographie is M01.geographie


_ALONE = {MANQUANT, *(colonne.code for colonne in M06.colonnes if colonne.exclusive)}


def cites_of(counted: CountedTable, released: ReleasedTable) -> list[Cite]:
    """Citations of each family in each QPV: the diagnostic tells them, and who cites it first is among them."""
    places = [ligne.code for ligne in counted.lignes]
    rows = [*zip(places, counted.effectifs, counted.denominateurs, counted.populations, strict=True)]
    rows.append((TERRITOIRE, counted.totaux, sum(counted.denominateurs), sum(counted.populations)))
    found = []
    for place, effectifs, answers, population in rows:
        lieu = TOTAL if place == TERRITOIRE else place
        for colonne, effectif in zip(counted.colonnes, effectifs, strict=True):
            if colonne.exclusive:
                continue
            cell = released.cell(place, colonne.code)
            apart = (effectif, answers - effectif, population - effectif)
            found.append(
                Cite(
                    premier=_at(lieu, colonne.code), lieu=_at(lieu, TOTAL), effectif=effectif,
                    montre=cell is not None and cell.is_published,
                    protege=any(POLICY.is_small(count) for count in apart),
                    somme=tuple(_at(code, colonne.code) for code in places) if lieu == TOTAL else (),
                )
            )  # fmt: skip
    return found


def _at(lieu: str, frein: str) -> Cle:
    return (lieu, frein, TOTAL, TOTAL, TOTAL)


def _column(indicateur: Indicateur, value: str) -> str:
    """Column that a value feeds; the missing answers when it feeds none."""
    categories = indicateur.ventilation.categories if indicateur.ventilation else ()
    return next((one.colonne.code for one in categories if value in one.codes), MANQUANT)


def _lieu(parts: Mapping[str, Cellule], communes: Sequence[Ligne], quartiers: Sequence[Ligne]) -> Dimension:
    """Part of a QPV in a commune → commune → territoire, and → QPV → territoire. Parts and the rest are not shown."""
    modalites = [Modalite(ligne.code, ligne.libelle) for ligne in (*communes, *quartiers)]
    modalites.append(Modalite(HORS_QPV, "Hors QPV", publiee=False))
    modalites += [Modalite(code, code, publiee=False) for code in sorted(parts)]
    by_commune = {code: part.commune for code, part in sorted(parts.items())}
    by_qpv = {code: part.qpv or HORS_QPV for code, part in sorted(parts.items())}
    trees = (_rooted(by_commune), _rooted(by_qpv))
    kept = set().union(*trees)
    return Dimension("lieu", "Lieu", tuple(m for m in modalites if m.code in kept), trees, attribut=False,
                     ensemble="Ensemble du territoire")  # fmt: skip


def _rooted(arbre: Mapping[str, str]) -> dict[str, str]:
    return {**arbre, **dict.fromkeys(arbre.values(), TOTAL)}


def _frein() -> Dimension:
    arbre: dict[str, str] = {}
    modalites: list[Modalite] = []
    for entree in nomenclatures.liste("FREIN").entrees:
        if entree.parent is None:
            modalites.append(Modalite(entree.code, entree.libelle))
            arbre[entree.code] = TOTAL
            arbre |= _below(entree.code, modalites)
    return Dimension("frein", "Frein principal", (*modalites, _MISSING), ({**arbre, MANQUANT: TOTAL},),
                     ensemble="Tous les freins")  # fmt: skip


def _below(family: str, modalites: list[Modalite]) -> dict[str, str]:
    """Lines of a family: its ordinary freins, then the rest, in which the sensible ones are."""
    children = nomenclatures.children("FREIN", family)
    shown = [code for code in children if not nomenclatures.is_sensible("FREIN", code)]
    modalites += [Modalite(code, nomenclatures.entree("FREIN", code).libelle) for code in shown]
    if not children:
        return {}
    rest = f"{family}_{AUTRE}"
    is_discrete = len(shown) < len(children)
    libelle = "Sans précision ou autre motif" if is_discrete else "Sans précision"
    modalites.append(
        Modalite(rest, f"{nomenclatures.entree('FREIN', family).libelle} : {libelle}", discrete=is_discrete)
    )
    return dict.fromkeys((*shown, rest), family)


_MISSING = Modalite(MANQUANT, "Sans réponse", manquant=True)


def _flat(code: str, libelle: str, colonnes: Iterable[Colonne]) -> Dimension:
    modalites = (*(Modalite(colonne.code, colonne.libelle) for colonne in colonnes), _MISSING)
    return Dimension(code, libelle, modalites, (dict.fromkeys((m.code for m in modalites), TOTAL),))


def _quarters() -> Dimension:
    modalites = tuple(
        Modalite(code, f"{rank}{'er' if rank == 1 else 'e'} trimestre") for rank, code in enumerate(TRIMESTRES, 1)
    )
    return Dimension("trimestre", "Trimestre", modalites, (dict.fromkeys(TRIMESTRES, TOTAL),), attribut=False,
                     ensemble="Année entière")  # fmt: skip
