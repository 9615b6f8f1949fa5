"""CSV files as people have them, and files made to do harm."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.disclosure import InvalidTableError, ProtectedTable, Status, Table
from asv.disclosure.reading import read_sheet, read_tree
from asv.disclosure.writing import to_csv

BASE = "qpv,frein,n\nA,transport,3\nA,langue,40\nB,transport,50\nB,langue,60\n"


def table_of(text: str | bytes, **more) -> Table:
    content = text if isinstance(text, bytes) else text.encode()
    return Table.from_csv(content, count="n", dimensions=["qpv", "frein"], **more)


@pytest.mark.parametrize(
    "text",
    [
        BASE,
        BASE.replace(",", ";"),
        BASE.replace(",", "\t"),
        "\ufeff" + BASE,
        BASE.replace("\n", "\r\n"),
        "\n" + BASE.replace("\nB,transport", "\n\n  \nB,transport"),
        BASE.replace("A,transport,3", '"A","transport"," 3 "'),
        BASE.replace("qpv,frein,n", " qpv , frein , n "),
        BASE.replace(",3\n", ", 3\n").replace(",40\n", ",40.0\n"),
    ],
)
def test_a_file_is_read_whatever_its_delimiter_its_mark_and_its_quotes(text):
    table = table_of(text)

    assert table.count({}) == 153
    assert table.count({"qpv": "A", "frein": "transport"}) == 3


def test_a_file_in_windows_1252_keeps_its_accents():
    table = table_of(BASE.replace("A,", "Cité,").encode("cp1252"))

    assert table.count({"qpv": "Cité"}) == 43


def test_thousands_may_be_set_apart_by_spaces():
    assert table_of(BASE.replace(",60", ",1\u202f060")).count({"qpv": "B"}) == 1110


def test_a_label_may_hold_the_delimiter_quotes_and_lines():
    text = BASE.replace("A,", '"Cité ""du 4"", nord\nbis",')

    assert table_of(text).count({"qpv": 'Cité "du 4", nord\nbis'}) == 43


def test_columns_that_are_no_dimension_are_left_aside():
    text = "note,frein,n,qpv\nà revoir,transport,3,A\n,langue,4,A\n"

    assert table_of(text).count({"qpv": "A"}) == 7


def test_a_full_table_is_checked():
    with pytest.raises(InvalidTableError, match="qpv = Total, frein = Total: 154 is given"):
        table_of(BASE + "Total,Total,154\n")


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("", "empty-file", ""),
        ("\n \n,,\n", "empty-file", ""),
        ("qpv,n\nA,3\n", "no-column", "frein"),
        ("qpv,frein,n,n\nA,x,3,4\n", "same-column", "n"),
        ("qpv,frein,n\nA,x\n", "short-line", "line 2"),
        ("qpv,frein,n\nA,x,3,4\n", "short-line", "line 2"),
        ("qpv,frein,n\nA,x,-3\n", "number", "line 2, column n"),
        ("qpv,frein,n\nA,x,3\nA,y,3.5\n", "number", "line 3, column n: 3.5"),
        ("qpv,frein,n\nA,x,\n", "number", "line 2"),
        ("qpv,frein,n\nA,x,1e3\n", "number", "1e3"),
        ("qpv,frein,n\nA,x,٣\n", "number", "line 2"),
        ("qpv,frein,n\nA,x,=1+1\n", "number", "=1"),
        ("qpv,frein,n\nA,x,9999999999999999\n", "number", "line 2"),
        ("qpv,frein,n\nA,x,999999999999\n", "count", "qpv = A"),
        ("qpv,frein,n\n,x,3\n", "empty-label", "line 2, column qpv"),
        ("qpv,frein,n\nA,x,3\nA,x,4\n", "repeated", "qpv = A, frein = x"),
        ("qpv,frein,n\nA\0,x,3\n", "encoding", ""),
        ("qpv,frein,n\n", "empty-dimension", "qpv"),
        ("qpv,frein,n\nTotal,Total,3\n", "empty-dimension", "qpv"),
        (f"qpv,frein,n\n{'A' * 200_000},x,3\n", "not-csv", "line 2"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_line_and_column(text, kind, words):
    with pytest.raises(InvalidTableError) as refusal:
        table_of(text)

    assert refusal.value.kind == kind
    assert words in str(refusal.value)


@given(st.binary(max_size=60) | st.text(st.sampled_from('A;,"\n\t 1-9=\ufeff'), max_size=60).map(str.encode))
def test_no_bytes_at_all_end_in_another_error(content):
    try:
        table = table_of(b"qpv,frein,n\n" + content)
    except InvalidTableError:
        return

    assert table.count({}) >= 0


@pytest.mark.parametrize(
    "text",
    [
        "A,Z\nB,Z\n",
        "child,parent\nA,Z\nB,Z\n",
        "parent,enfant\nZ,A\nZ,B\n",
        "quartier;commune\nA;Z\nB;Z\n",
        "A,Z\nB,Z\nZ,\n",
        "nom,Parent,Enfant\nx,Z,A\ny,Z,B\n",
        "A, Z\nB, Z\n",
    ],
)
def test_a_hierarchy_is_read_with_a_header_or_without(text):
    pairs = [pair for pair in read_tree(text.encode(), {"A", "B"}) if pair[1]]

    assert pairs == [("A", "Z"), ("B", "Z")]


def test_a_first_line_whose_child_is_in_the_table_is_no_header():
    assert read_tree(b"A,X\nB,Y\nC,Y\n", {"A", "B", "C"})[0] == ("A", "X")


@pytest.mark.parametrize("text", ["A\nB\n", "A,Z,T\nB,Z,T\n", ",Z\n"])
def test_a_hierarchy_without_two_columns_is_refused_with_its_line(text):
    with pytest.raises(InvalidTableError, match="line 1"):
        read_tree(text.encode())


LABELS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8).filter(
    lambda label: label.strip() and label != "Total" and not label.startswith(" ")
)


@given(st.lists(LABELS, min_size=2, max_size=5, unique=True), st.data())
def test_a_written_table_reads_back_as_it_was(labels, data):
    counts = data.draw(st.lists(st.integers(11, 10**9), min_size=len(labels), max_size=len(labels)))
    table = Table.from_rows({"qpv": labels, "frein": ["x"] * len(labels)}, counts)
    status = np.zeros(table.counts.shape, dtype=np.int8)

    again = table_of(to_csv(ProtectedTable(table, status)))

    assert all(again.count({"qpv": label}) == count for label, count in zip(labels, counts, strict=True))


def test_hidden_counts_leave_their_cell_empty_and_say_why():
    table = Table.from_rows({"qpv": ["=1+1", "B"]}, [3, 40])
    status = np.array([Status.PRIMARY, Status.SECONDARY, Status.PUBLISHED], dtype=np.int8)

    rows = list(csv.reader(io.StringIO(to_csv(ProtectedTable(table, status), count="effectif"))))

    assert rows == [
        ["qpv", "effectif", "statut"],
        ["=1+1", "", "primaire"],
        ["B", "", "secondaire"],
        ["Total", "43", "publie"],
    ]


def test_cells_that_nobody_is_shown_are_not_written():
    table = Table.from_rows({"qpv": ["A", "B"]}, [30, 40])
    status = np.array([Status.UNSHOWN, Status.PUBLISHED, Status.PUBLISHED], dtype=np.int8)

    assert "A" not in to_csv(ProtectedTable(table, status)).splitlines()[1]


def test_the_line_of_a_quoted_label_on_two_lines_is_counted():
    assert [number for number, _ in read_sheet(b'a,b\n"x\ny",1\nz,2\n').lines] == [1, 3, 4]
