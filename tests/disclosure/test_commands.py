"""`asv protect` and `asv audit`, as somebody types them."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from asv.__main__ import main
from asv.disclosure import Interval, Policy, Table
from asv.disclosure import protect as protected
from asv.disclosure_commands import PHASES
from tests.bench.tables import draw

TABLE = "qpv;frein;n\nA;x;3\nA;y;30\nB;x;50\nB;y;60\nC;x;25\nC;y;70\n"
GEO = "A,Est\nB,Est\nC,Ouest\n"
COMMUNES = "child,parent\nA,Lens\nC,Lens\nB,Liévin\n"


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {"table.csv": TABLE, "geo.csv": GEO, "communes.csv": COMMUNES}.items():
        Path(name).write_text(text, encoding="utf-8")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def protect(*words: str) -> Result:
    dimensions = ["--count", "n", "--dimension", "qpv", "--dimension", "frein"]
    return run("protect", "table.csv", *dimensions, "--output", "out.csv", *words)


def rows(name: str = "out.csv", delimiter: str = ";") -> list[dict[str, str]]:
    with Path(name).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened, delimiter=delimiter))


def test_the_output_has_all_cells_with_their_status_and_no_hidden_count(folder):
    done = protect("--hierarchy", "qpv=geo.csv", "--hierarchy", "qpv=communes.csv")

    assert done.exit_code == 0, done.output
    found = {(row["qpv"], row["frein"]): (row["n"], row["statut"]) for row in rows()}
    assert len(found) == (3 + 2 + 2 + 1) * (2 + 1)
    assert found["A", "x"] == ("", "primaire")
    assert found["Total", "Total"] == ("238", "publie")
    assert all((count == "") == (statut != "publie") for count, statut in found.values())


def test_each_phase_of_the_progress_has_a_name_in_french():
    told = set[str]()
    drawn = draw("S")
    table = Table.from_rows(drawn.rows, drawn.counts, drawn.hierarchies)

    protected(table, Policy(protection=Interval(5)), time_limit=1, progress=lambda progress: told.add(progress.phase))

    assert told == set(PHASES)


def test_the_summary_says_loss_bound_gap_and_protection(folder):
    cheapest = 30 + 25 + 70

    done = protect("--protection", "interval:5")

    assert f"Perte : {cheapest} ; borne prouvée : {cheapest} ; écart : 0 %." in done.stdout
    assert "Protection atteinte : interval:5, vérifiée par l’audit." in done.stdout


def test_what_was_protected_passes_the_audit(folder):
    protect("--hierarchy", "qpv=geo.csv", "--protection", "interval:5")

    done = run("audit", "out.csv", "--hierarchy", "qpv=geo.csv", "--protection", "interval:5")

    assert done.exit_code == 0, done.output
    assert "aucune case cachée ne se retrouve" in done.stdout


def test_an_unsafe_table_ends_with_one_and_the_list_of_its_cells(folder):
    Path("faite-main.csv").write_text("qpv,frein,n\nA,x,\nA,y,30\nA,Total,33\n", encoding="utf-8")

    done = run("audit", "faite-main.csv")

    assert done.exit_code == 1
    assert "qpv = A, frein = x : 3" in done.stdout
    assert "ne sont pas sûres" in done.stderr


def test_two_files_that_are_safe_alone_are_audited_together(folder):
    Path("un.csv").write_text("qpv,n\nA,\nB,\nC,40\nTotal,100\n", encoding="utf-8")
    Path("deux.csv").write_text("qpv,frein,n\nA,x,20\nA,y,15\n", encoding="utf-8")

    assert run("audit", "un.csv").exit_code == 0
    together = run("audit", "un.csv", "deux.csv")

    assert together.exit_code == 1
    assert "qpv = B" in together.stdout


def test_published_figures_that_cannot_all_be_true_are_refused(folder):
    Path("faux.csv").write_text("qpv,n\nA,40\nB,\nTotal,30\n", encoding="utf-8")

    done = run("audit", "faux.csv")

    assert done.exit_code == 1
    assert "se contredisent" in done.stderr


def test_base_cells_only_and_all_cells_give_the_same_output(folder):
    protect()
    first = Path("out.csv").read_bytes()
    full = [f"{row['qpv']};{row['frein']};{row['n']}" for row in rows()]
    true = {"A;x;": "A;x;3", "A;y;": "A;y;30", "C;x;": "C;x;25", "C;y;": "C;y;70", "B;x;": "B;x;50", "B;y;": "B;y;60"}
    Path("table.csv").write_text("\n".join(["qpv;frein;n", *(true.get(line, line) for line in full)]), encoding="utf-8")

    done = protect()

    assert done.exit_code == 0, done.output
    assert Path("out.csv").read_bytes() == first


def test_the_same_seed_gives_the_same_file(folder):
    protect("--seed", "7")
    first = Path("out.csv").read_bytes()

    protect("--seed", "7")

    assert Path("out.csv").read_bytes() == first


def test_the_total_may_have_another_name(folder):
    Path("table.csv").write_text(TABLE + "Tous;x;78\n", encoding="utf-8")

    done = protect("--total", "Tous")

    assert done.exit_code == 0, done.output
    assert {row["qpv"] for row in rows()} == {"A", "B", "C", "Tous"}


def test_a_label_that_looks_like_a_formula_comes_back_unchanged(folder):
    Path("table.csv").write_text(TABLE.replace("A;", '"=1+1;A";'), encoding="utf-8")

    protect()

    assert "=1+1;A" in {row["qpv"] for row in rows()}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (TABLE.replace("A;y;30", "A;y;-3"), ["Ligne 3", "« n »", "« -3 »"]),
        (TABLE + "A;Total;34\n", ["qpv = A, frein = Total", "34", "33"]),
        (TABLE + "A;x;3\n", ["qpv = A, frein = x", "deux fois"]),
        (TABLE.replace("frein", "motif"), ["« frein »"]),
        ("", ["vide"]),
    ],
)
def test_a_bad_table_is_refused_in_french_and_writes_nothing(folder, content, words):
    Path("table.csv").write_text(content, encoding="utf-8")

    done = protect()

    assert done.exit_code == 1
    assert all(word in done.stderr for word in words), done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["communes.csv", "geo.csv", "table.csv"]


def test_a_bad_hierarchy_is_refused_by_naming_its_label(folder):
    Path("geo.csv").write_text("A,Est\nA,Ouest\nB,Est\nC,Est\n", encoding="utf-8")

    done = protect("--hierarchy", "qpv=geo.csv")

    assert done.exit_code == 1
    assert "« A » a deux parents, « Est » et « Ouest »" in done.stderr


def test_a_former_output_is_kept_when_nothing_new_is_written(folder):
    Path("out.csv").write_text("avant", encoding="utf-8")
    Path("table.csv").write_text("", encoding="utf-8")

    protect()

    assert Path("out.csv").read_text(encoding="utf-8") == "avant"


@pytest.mark.parametrize(
    "words",
    [
        ["--protection", "intervalle"],
        ["--threshold", "1"],
        ["--time-limit", "0"],
        ["--hierarchy", "geo.csv"],
        ["--hierarchy", "qpv=absent.csv"],
        ["--hierarchy", "age=geo.csv"],
        ["--dimension", "qpv"],
        ["--dimension", "n"],
        ["--cost", "prix"],
    ],
)
def test_wrong_usage_ends_with_two(folder, words):
    assert protect(*words).exit_code == 2


@pytest.mark.parametrize("command", ["protect", "audit"])
def test_the_help_has_an_example(command):
    assert "Exemple : asv " + command in " ".join(run(command, "--help").output.split())


def test_an_output_in_no_folder_is_refused(folder):
    done = run("protect", "table.csv", "--dimension", "qpv", "--dimension", "frein", "--output", "absent/out.csv")

    assert done.exit_code == 1
    assert "inaccessible" in done.stderr


def test_columns_that_are_no_dimension_are_left_out_of_an_audit_on_demand(folder):
    Path("notes.csv").write_text("qpv,note,n\nA,vu,\nB,,\nTotal,à revoir,60\n", encoding="utf-8")

    assert run("audit", "notes.csv").exit_code == 1
    assert run("audit", "notes.csv", "--dimension", "qpv").exit_code == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("qpv,n,statut\nA,30,ouvert\n", ["Ligne 2", "« ouvert »"]),
        ("qpv,n\nA,beaucoup\n", ["Ligne 2", "« beaucoup »"]),
        ("qpv,effectif\nA,30\n", ["« n »"]),
    ],
)
def test_a_published_file_that_cannot_be_read_is_refused_in_french(folder, content, words):
    Path("faux.csv").write_text(content, encoding="utf-8")

    done = run("audit", "faux.csv")

    assert done.exit_code == 1
    assert all(word in done.stderr for word in words), done.stderr


def test_what_an_earlier_file_showed_is_shown_again_and_what_it_hid_stays_hidden(folder):
    Path("avant.csv").write_text("qpv;n;statut\nA;33;publie\nB;;secondaire\nC;;primaire\n", encoding="utf-8")

    done = protect("--earlier", "avant.csv")

    assert done.exit_code == 0, done.output
    found = {(row["qpv"], row["frein"]): row["statut"] for row in rows()}
    assert (found["A", "Total"], found["B", "Total"], found["C", "Total"]) == ("publie", "secondaire", "primaire")
    assert run("audit", "out.csv", "avant.csv").exit_code == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("qpv;n\nA;34\n", ["qpv = A, frein = Total", "34", "33"]),
        ("qpv;n\nD;34\n", ["« D »"]),
        ("age;n\njeune;34\n", ["« age »"]),
    ],
)
def test_an_earlier_file_that_is_not_of_this_table_is_refused(folder, content, words):
    Path("avant.csv").write_text(content, encoding="utf-8")

    done = protect("--earlier", "avant.csv")

    assert done.exit_code == 1
    assert all(word in done.stderr for word in words), done.stderr


def test_the_file_for_the_public_is_rounded_and_does_not_say_which_cells_are_primary(folder):
    protect("--public", "public.csv")

    public = {(row["qpv"], row["frein"]): row for row in rows("public.csv")}
    assert list(public["B", "y"]) == ["qpv", "frein", "n"]
    assert public["A", "x"]["n"] == ""
    assert (public["B", "Total"]["n"], public["Total", "Total"]["n"]) == ("110", "240")
    assert {key for key, row in public.items() if row["n"] == ""} == {
        (row["qpv"], row["frein"]) for row in rows() if row["n"] == ""
    }
