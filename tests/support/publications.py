"""Files made as public producers lay them out: titles above headers, units below, secrets, footnotes."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import openpyxl
from arro3.core import Array, DataType, Table
from arro3.io import write_parquet

Rows = Iterable[Sequence[Any]]


def as_csv(rows: Rows, delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join(delimiter.join(str(cell) for cell in row) for row in rows).encode(encoding)


def as_zip(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def as_xlsx(sheets: Mapping[str, Rows]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_parquet(columns: Mapping[str, Sequence[Any]]) -> bytes:
    """Texts or real numbers, column by column."""
    kinds = {
        name: DataType.utf8() if any(isinstance(value, str) for value in values) else DataType.float64()
        for name, values in columns.items()
    }
    table = Table.from_pydict({name: Array(list(values), type=kinds[name]) for name, values in columns.items()})
    buffer = io.BytesIO()
    write_parquet(table, buffer)
    return buffer.getvalue()


def apl(year: int, values: Mapping[str, float | str]) -> Rows:
    """One sheet of the workbook of the DREES: eight lines of title, headers on the ninth, units below."""
    unit = "En nombre de consultations/visites accessibles par an par habitant standardisé"
    return [
        ["Indicateur d'accessibilité potentielle localisée (APL) aux médecins généralistes"], [],
        [f"Millésime : {year}"], ["Sources : SNIIR-AM ; EGB ; CNAM-TS ; populations par sexe et âge, INSEE"],
        ["Champ : France hors Mayotte"], ["Lecture : …"], ["Note : …"], [],
        ["Code commune INSEE", "Commune", "APL aux médecins généralistes",
         "APL aux médecins généralistes de 65 ans et moins ",
         f"Population standardisée {year - 2} pour la médecine générale"],
        [None, None, unit, unit, "En nombre d'habitants"],
        *([code, "…", value, 0.1, 1000] for code, value in values.items()),
    ]  # fmt: skip


def c2s(values: Mapping[str, Sequence[Any]]) -> Rows:
    """`data_CNAM2025_QP24.csv` of Insee: covered by the general scheme, then C2S without and with contribution."""
    return [
        ["CODGEO", "LIBGEO", "C", "C_F", "C_C2SNP", "C_17_C2SNP", "C_60_C2SNP", "C_C2SP", "NOTE_CNAM"],
        *([code, "…", c, "", without, "", "", paying, "0"] for code, (c, without, paying) in values.items()),
    ]


def demographie(values: Mapping[str, Sequence[Any]]) -> Rows:
    """Age × sex by QPV: shares of the whole population, then among women, decimal commas and thin thousands."""
    return [
        ["CODGEO", "LIBGEO", "POP_MUN", "TX_F", "TX_TOT_0A24", "TX_F_0A24", "TX_TOT_60ETPLUS", "TX_F_60ETPLUS",
         "IND_JEUNE", "NOTE_RP", "", "", ""],
        *([code, "…", *cells, "1,4", "0", "", "", ""] for code, cells in values.items()),
    ]  # fmt: skip
