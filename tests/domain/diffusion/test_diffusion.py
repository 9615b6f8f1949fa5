"""A release kept, cited figure by figure, read by each recipient, and read again by the second auditor."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asv.domain.diffusion import Colonne, Destinataire, Ligne, Statut, crossed_problem
from asv.domain.diffusion.croisements import TOTAL, Cite, Edition, Tableau, decide_crossed
from asv.domain.diffusion.editions import (
    Controle,
    Diffusion,
    Motif,
    Reference,
    audit_ledger,
    coarser,
    frozen_edition,
    motifs_of,
    restricted,
    thawed_diffusion,
    thawed_edition,
    view_for,
)
from asv.domain.errors import NotFound, Refused
from tests.domain.diffusion.crossings import crossing, lieu, members, possible_tables
from tests.domain.diffusion.tables import SMALL, TODAY, partition
from tests.domain.diffusion.tables import released as released_tables
from tests.domain.diffusion.test_editions import HALVES, TWO, edition, part_of, solved

TABLE = Tableau("lieu_sexe", "essai", ("lieu", "sexe"))
COUNTS = [3, 31, 40, 26, 52, 67]
QUARTIERS = (Ligne("q1", "Quartier 1"), Ligne("q2", "Quartier 2"), Ligne("HORS_QPV", "Hors QPV", publiee=False))


def diffusion(counts=COUNTS, **more):
    """A year: its crossed table, and one table of the diagnostic with a sensible column."""
    rows = [[40, 12, 3], [150, 18, 2], [20, 11, 0]]
    table = partition(rows, code="G08F", columns=("F", "S"), sensible=("S",), lignes=QUARTIERS)
    values = {
        "perimetre": "246200364", "edition": 1, "croisements": solved(crossing(counts, lieu(), TWO)),
        "tables": dict(released_tables(table)), "communes": {"c1": ["q1", "q2"], "c2": ["q2"]},
        "controle": Controle(12, 3, 2, ("2025-T1-E1",)),
    } | more  # fmt: skip
    return Diffusion(periode=values["croisements"].periode, **values)


def test_a_release_is_kept_and_read_again_as_it_was():
    first = diffusion()

    again = thawed_diffusion(json.loads(json.dumps(first.contenu)))

    assert again.empreinte == first.empreinte
    assert again.tables == first.tables
    assert dict(again.croisements.cells) == dict(first.croisements.cells)
    assert again.controle == first.controle


def test_the_counts_of_a_release_are_kept_for_the_next_one():
    counted = replace(crossing(COUNTS, lieu(), TWO), fixes={"trimestre": "T1"}).without(TABLE)
    cite = Cite(("q1", "A"), ("q1", TOTAL), 14, montre=True, protege=False, somme=(("q2", "A"),))
    first = Edition("2025-T1-E1", counted, {("q1", TOTAL): None, (TOTAL, TOTAL): 219}, [cite], 2)

    assert thawed_edition(json.loads(json.dumps(frozen_edition(first)))) == first


def test_one_figure_changed_is_another_fingerprint():
    kept = json.loads(json.dumps(diffusion().contenu))
    kept["tables"][0]["lignes"][0]["cases"]["F"] += 1

    assert thawed_diffusion(kept).empreinte != diffusion().empreinte


def test_every_figure_has_a_reference_that_finds_it_again():
    first = diffusion()
    references = list(first.references())

    figures = {str(one): first.figure(Reference.read(str(one))) for one in references}

    assert len(figures) == len(references) > 20
    assert figures["2025-E1/G08F/TERRITOIRE/F"].effectif == 210
    assert figures["2025-E1/G08F/TERRITOIRE/F"].denominateur == 256
    assert figures["2025-E1/lieu_sexe/q2/A"].effectif == first.croisements.cell(lieu="q2", sexe="A").effectif
    assert figures["2025-E1/lieu_sexe/q2/A"].lieu == "q2"
    assert figures["2025-E1/G08F/q1/POPULATION"].effectif == 55


@pytest.mark.parametrize("text", ["", "2025-E1/M06", "2025/M06/Q/F", "2025-E1/M06/Q1/F ou 1", "2025-E0/M06/Q/F"])
def test_a_reference_that_names_nothing_is_refused(text):
    with pytest.raises(Refused, match="pas lisible"):
        Reference.read(text)


@pytest.mark.parametrize("text", ["2025-E2/G08F/q1/F", "2025-E1/G08F/q9/F", "2025-E1/G08F/q1/S", "2025-E1/X/q1/F"])
def test_a_figure_of_another_release_or_below_the_territoire_is_not_found(text):
    with pytest.raises(NotFound):
        diffusion().figure(Reference.read(text))


def every_view(first):
    for destinataire in Destinataire:
        for commune in first.communes if destinataire is Destinataire.COMMUNE else ("",):
            yield view_for(first, destinataire, commune)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(0, 80), min_size=6, max_size=6).filter(lambda counts: sum(counts) > 60))
def test_no_view_shows_what_the_release_hides_nor_another_figure_than_its_own_or_the_nearest_five(counts):
    """So all the recipients together know what the release says, and nothing more."""
    first = diffusion(counts)
    for view in every_view(first):
        for one in view.references():
            seen, true = view.figure(one), first.figure(one)
            assert (seen.statut, seen.effectif is None) == (true.statut, true.effectif is None)
            if true.effectif is not None and not view.arrondi:
                assert (seen.effectif, seen.part) == (true.effectif, true.part)
            elif true.effectif is not None:
                assert seen.effectif % 5 == 0
                assert abs(seen.effectif - true.effectif) <= (2 if true.effectif > 2 else 4)
                assert (seen.effectif == 0) == (true.effectif == 0)


def test_shares_for_the_public_are_told_to_the_unit():
    public = view_for(diffusion(), Destinataire.PUBLIC)
    figure = public.figure(Reference.read("2025-E1/G08F/TERRITOIRE/F"))

    assert (figure.effectif, figure.part, figure.denominateur) == (210, 0.82, 255)


def test_a_commune_reads_itself_its_quartiers_and_the_territoire_without_anything_sensible():
    view = view_for(diffusion(), Destinataire.COMMUNE, "c2")
    places = {cle[0] for cle in view.croisements.cells}

    assert places == {TOTAL, "c2", "q2"}
    assert [line.ligne.code for line in view.tables["G08F"].lignes] == ["TERRITOIRE", "q2"]
    assert [colonne.code for colonne in view.tables["G08F"].colonnes] == ["F"]
    with pytest.raises(NotFound):
        view_for(diffusion(), Destinataire.COMMUNE, "c9")


def test_a_figure_hidden_afterwards_takes_its_share_and_what_would_tell_it():
    table = diffusion().tables["G08F"]

    cut = restricted(table, frozenset({("q2", "MANQUANTS")}), is_linked=True)

    line = cut.line("q2")
    assert (line.manquants.effectif, line.reponses.effectif, line.denominateur) == (None, None, None)
    assert line.cells["F"].part is None
    assert cut.line("TERRITOIRE") == table.line("TERRITOIRE")


def test_a_population_hidden_afterwards_takes_the_whole_line_of_a_table_decided_apart():
    table = diffusion().tables["G08F"]

    cut = restricted(table, frozenset({("q2", "POPULATION")}), is_linked=False)

    assert {cell.statut for cell in cut.line("q2").cells.values()} == {Statut.CONFIDENTIEL}
    assert [colonne.code for colonne in cut.colonnes] == [Colonne("F", "F").code, "S"]


def test_the_second_auditor_finds_what_separately_solved_releases_tell():
    """Alone, the year shows q1 = 32 beside a first quarter of 30."""
    year = crossing([30, 2, 40, 25, 50, 60], lieu(), HALVES, tables=(("lieu",),))
    first = part_of(year, "T1")
    earlier = edition(first, solved(first))

    apart = audit_ledger([earlier, edition(year, solved(year))], SMALL)
    together = audit_ledger([earlier, edition(year, solved(year, earlier))], SMALL)

    assert [menace.bas for menace in apart.menaces if "lieu = q1" in menace.nom] == [2]
    assert together.menaces == ()
    assert together.tableaux == 2


@settings(deadline=None, max_examples=20)
@given(
    st.lists(st.sampled_from([0, 1, 2, 4, 9, 20]), min_size=6, max_size=6).filter(lambda c: sum(c) > 3),
    st.booleans(),
)
def test_an_earlier_release_never_makes_the_ledger_unsafe(counts, both):
    year = crossing(counts, lieu(), HALVES, tables=(("lieu", "trimestre"),))
    ledger = []
    for counted in (part_of(year, "T1"), *((part_of(year, "T2"),) if both else ()), year):
        try:
            ledger.append(edition(counted, solved(counted, *ledger)))
        except Refused:
            continue
        assert audit_ledger(ledger, SMALL).menaces == ()


def test_two_editions_that_disagree_are_each_read_with_those_they_agree_with():
    before, after = (crossing(found, lieu(), tables=(("lieu",),)) for found in ([30, 20, 40], [45, 20, 40]))
    first = edition(before, solved(before))

    found = audit_ledger([first, edition(after, solved(after, first))], SMALL)

    assert (found.tableaux, found.menaces) == (2, ())


def test_figures_of_one_release_that_cannot_all_be_true_are_a_menace():
    counted = crossing([30, 20, 40], lieu(), tables=(("lieu",),))
    told = dict(edition(counted, solved(counted)).dits) | {("q1",): 31}

    assert audit_ledger([Edition("E", counted, told)], SMALL).menaces != ()


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from([0, 0, 1, 2, 3, 4, 5]), min_size=6, max_size=6).filter(lambda c: 3 <= sum(c) <= 15))
def test_who_is_told_why_each_figure_is_hidden_knows_no_small_count_better(counts):
    counted = crossing(counts, lieu(), TWO)
    try:
        crossed = crossed_problem(counted, {}, (), 3, SMALL)
        decided = decide_crossed(crossed, destinataire=Destinataire.EQUIPE, today=TODAY, seconds=5.0)
    except Refused:
        return
    motifs = motifs_of(decided)
    base, every = possible_tables(counted, decided.released, {})
    sums = {cle: every[:, members(counted, base, cle)].sum(axis=1) for cle in motifs}
    kept = np.ones(len(every), dtype=bool)
    for cle, motif in motifs.items():
        if motif is Motif.REGLE:
            kept &= (sums[cle] > 0) & (sums[cle] < SMALL.seuil)
        elif motif is Motif.VOISIN:
            kept &= sums[cle] >= SMALL.seuil

    assert set(motifs) == {cle for cle, cell in decided.released.cells.items() if cell.effectif is None}
    assert kept.any()
    for cle in motifs:
        true = sum(
            counted.effectifs[one] for one, is_in in zip(base, members(counted, base, cle), strict=True) if is_in
        )
        values = sums[cle][kept]
        assert not SMALL.is_small(true) or values.max() - values.min() >= SMALL.largeur


def test_the_reason_of_a_blank_is_said_where_there_is_room():
    counted = crossing([2, 300, 150, 200, 250, 300], lieu(), TWO)
    decided = decide_crossed(
        crossed_problem(counted, {}, (), 3, SMALL), destinataire=Destinataire.EQUIPE, today=TODAY, seconds=5.0
    )

    motifs = motifs_of(decided)

    assert motifs
    assert set(motifs.values()) <= set(Motif)


def test_the_nearest_figure_told_is_offered_for_one_that_is_hidden():
    crossing_told = solved(crossing([2, 30, 40, 25, 50, 60], lieu(), TWO))
    hidden = ("q1", "A")

    offered = coarser(crossing_told, hidden)

    assert crossing_told.cells[hidden].effectif is None
    assert {(one.libelle, one.effectif) for one in offered} <= {("q1", 32), ("A", 92), ("Lieu", 207)}
    assert offered


def test_a_table_of_one_dimension_is_cited_by_its_line():
    counted = replace(crossing([30, 20, 40], lieu(), tables=(("lieu",),)), fixes={"trimestre": "T1"})
    one = diffusion(croisements=solved(counted), tables={})

    assert one.figure(Reference("2025-E1", "lieu", "q1", TOTAL)).effectif == 30
