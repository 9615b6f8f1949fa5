"""How a contact is sorted for the crossed tables, and what they share with the diagnostic, counted by hand."""

from collections import Counter

import pytest

from asv.domain.diffusion import Ligne
from asv.domain.diffusion.croisements import MOST_CROSSED, TOTAL
from asv.domain.diffusion.croisements.cells import margins
from asv.domain.indicateurs import INDICATEURS, cites_of, count, crossing_of, tabulate, told
from asv.domain.indicateurs.croisements import TABLEAUX, frein_of
from asv.domain.periodes import annee
from asv.domain.territoires import Cellule
from tests.domain.diffusion.tables import released

YEAR = annee(2025)
QUARTIERS = [Ligne("Q1", "Quartier 1"), Ligne("Q2", "Quartier 2")]
COMMUNES = [Ligne("C1", "Commune 1"), Ligne("C2", "Commune 2")]


def row(commune, qpv, freins, sexe="F", age="A25_49"):
    familles = list(dict.fromkeys({"ADM": "ADMIN", "FIN": "FINANCIER"}[frein[:3]] for frein in freins))
    return {
        "commune_lieu": commune, "qpv_lieu": qpv, "freins": freins, "familles_frein": familles, "sexe": sexe,
        "tranche_age": age, "nature": "contact", "premiere_fois": "OUI", "qpv_residence": None, "is_bref": False,
        "zone_residence": "ND", "suivi_id": None, "themes": [],
    }  # fmt: skip


def crossed(rows):
    contacts = Counter(
        (Cellule(r["commune_lieu"], r["qpv_lieu"]), (r["freins"] or [""])[0], r["sexe"], r["tranche_age"], 5)
        for r in rows
    )
    return crossing_of(contacts, communes=COMMUNES, quartiers=QUARTIERS, perimetre="246200364", periode=YEAR)


def diagnostic(rows):
    tables = [
        tabulate(one, count(one, rows, one.champ_lieu), lignes=QUARTIERS, perimetre="246200364", periode=YEAR)
        for one in INDICATEURS.values()
    ]
    return {table.code: table for table in tables}, released(*tables)


ROWS = (
    [row("C1", "Q1", ["ADM_DOSSIER", "FIN_RAC"])] * 40
    + [row("C1", "Q1", ["FIN_RAC"], "H")] * 30
    + [row("C2", "Q1", ["ADM_SEJOUR"])] * 3
    + [row("C2", "Q2", ["FIN_RAC", "ADM_DELAI"], "H", "A75P")] * 60
    + [row("C2", None, [], "ND", "ND")] * 25
)


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("FIN_RAC", "FIN_RAC"), ("FINANCIER", "FINANCIER_AUTRE"), ("ADM_SEJOUR", "ADMIN_AUTRE"),
        ("AUCUN_FREIN", "AUCUN_FREIN"), ("AUTRE_FREIN", "AUTRE_FREIN"), ("ND", "MANQUANT"), ("", "MANQUANT"),
        ("INCONNU", "MANQUANT"),
    ],
)  # fmt: skip
def test_a_sensible_frein_counts_with_what_nothing_makes_precise(code, line):
    assert frein_of(code) == line


def test_no_table_names_a_sensible_frein_or_crosses_more_than_allowed():
    frein = next(dimension for dimension in crossed(ROWS).dimensions if dimension.code == "frein")

    assert "ADM_SEJOUR" not in frein.by_code
    assert frein.by_code["ADMIN_AUTRE"].discrete
    assert not frein.by_code["FINANCIER_AUTRE"].discrete
    assert all(len(tableau.dimensions) <= MOST_CROSSED for tableau in TABLEAUX)


def test_parts_add_up_to_communes_and_to_quartiers():
    counts = margins(crossed(ROWS))

    def at(lieu, frein=TOTAL):
        return counts.get((lieu, frein, TOTAL, TOTAL, TOTAL), 0)

    assert (at(TOTAL), at("C1"), at("C2"), at("Q1"), at("Q2"), at("HORS_QPV")) == (158, 70, 88, 73, 60, 25)
    assert (at("Q1", "ADMIN"), at("C2", "ADMIN"), at(TOTAL, "ADM_DOSSIER")) == (43, 3, 40)


def test_a_quartier_out_of_the_contract_counts_outside():
    counts = margins(crossed([row("C1", "Q9", ["FIN_RAC"])] * 12))

    assert counts["HORS_QPV", TOTAL, TOTAL, TOTAL, TOTAL] == 12


def test_what_the_diagnostic_tells_is_what_the_crossing_counts():
    _, out = diagnostic(ROWS)
    counts = margins(crossed(ROWS))

    dits = told(out)

    shown = {cle: count for cle, count in dits.items() if count is not None}
    assert shown[TOTAL, TOTAL, TOTAL, TOTAL, TOTAL] == 158
    assert {cle: counts.get(cle, 0) for cle in shown} == shown
    assert ("Q1", "ADMIN", TOTAL, TOTAL, TOTAL) not in dits


def test_citations_are_those_of_the_diagnostic_and_add_up_to_the_territoire():
    counted, out = diagnostic(ROWS)

    cites = {cite.premier[:2]: cite for cite in cites_of(counted["M06"], out["M06"])}

    assert (cites["Q1", "FINANCIER"].effectif, cites["Q1", "ADMIN"].effectif) == (70, 43)
    whole = cites[TOTAL, "ADMIN"]
    assert whole.effectif == 103 == sum(cites[code[0], "ADMIN"].effectif for code in whole.somme)
    assert ("Q1", "AUCUN_FREIN") not in cites
