"""Files for Excel: real numbers and days, no formulas, nothing cut off, and never half a file."""

from __future__ import annotations

import csv
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from flows.query import QueryError, export
from flows.steps import export as files
from flows.steps.errors import StepError
from tests.steps.homes import KUNMING, new_home

BOTH = pytest.mark.parametrize(("write", "form"), [(files.write_csv, "csv"), (files.write_xlsx, "xlsx")])
FORMULAS = ["=1+1", "+86", "-29.59%", "@SUM(A1)", "\t=1", "\r=1", "＝1+1"]


def sheet(path: Path) -> list[list[object]]:
    return [list(row) for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)]


def test_csv_is_what_excel_in_china_opens(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    assert files.write_csv(path, ["地区", "数"], [("开鲁县", 26), ("昆明市,官渡区", -1.5)]) == 2
    assert path.read_bytes() == '\ufeff地区,数\r\n开鲁县,26\r\n"昆明市,官渡区",-1.5\r\n'.encode()


def test_a_sheet_has_a_frozen_header_numbers_and_days(tmp_path: Path) -> None:
    row = (26, -29.59, Decimal("2.50"), True, None, date(2022, 7, 25), datetime(2022, 7, 25, 8, 30), "开鲁县", [1, "a"])
    path = tmp_path / "a.xlsx"
    files.write_xlsx(path, [f"c{n}" for n in range(len(row))], [row])
    found = openpyxl.load_workbook(path).worksheets[0]
    assert found.freeze_panes == "A2" and found["A1"].font.bold
    assert [cell.data_type for cell in found[2]] == ["n", "n", "n", "b", "n", "d", "d", "s", "s"]
    assert [cell.value for cell in found[2]][:3] == [26, -29.59, 2.5]
    assert (found["F2"].value, found["F2"].number_format) == (datetime(2022, 7, 25), "yyyy-mm-dd")


@pytest.mark.parametrize("value", [12345678901234567890, float("inf"), date(1899, 12, 31), date(1900, 2, 28)])
def test_what_excel_would_change_is_text(tmp_path: Path, value: object) -> None:
    files.write_xlsx(tmp_path / "a.xlsx", ["a"], [(value,)])
    assert sheet(tmp_path / "a.xlsx") == [["a"], [str(value)]]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula(tmp_path: Path, text: str) -> None:
    files.write_csv(tmp_path / "a.csv", [text], [(text, -1)])
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [[f"'{text}"], [f"'{text}", "-1"]]
    files.write_xlsx(tmp_path / "a.xlsx", [text, "b"], [(text, -1)])
    cells = list(openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows())
    assert [(row[0].data_type, row[0].quotePrefix) for row in cells] == [("s", True), ("s", True)]
    assert cells[1][1].value == -1


def test_control_characters_do_not_spoil_a_sheet(tmp_path: Path) -> None:
    files.write_xlsx(tmp_path / "a.xlsx", ["a"], [("开\x07鲁",)])
    assert sheet(tmp_path / "a.xlsx")[1] == ["开\ufffd鲁"]


def test_what_does_not_fit_in_a_sheet_is_not_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StepError, match=r"text of row 2 has 32,768 characters.*\.csv"):
        files.write_xlsx(tmp_path / "a.xlsx", ["text"], [("a",), ("文" * 32_768,)])
    monkeypatch.setattr(files, "MAX_ROWS", 3)
    assert files.write_xlsx(tmp_path / "a.xlsx", ["a"], [(1,), (2,)]) == 2
    with pytest.raises(StepError, match=r"2 rows at most.*\.csv"):
        files.write_xlsx(tmp_path / "a.xlsx", ["a"], [(1,), (2,), (3,)])
    assert sheet(tmp_path / "a.xlsx") == [["a"], [1], [2]]
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@contextmanager
def files_of_at_most(byte_count: int) -> Iterator[None]:
    """The system refuses to write beyond so many bytes of any file, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (byte_count, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@BOTH
def test_what_cannot_be_written_leaves_the_old_file(tmp_path: Path, write: object, form: str) -> None:
    path = tmp_path / f"a.{form}"
    path.write_text("before")
    rows = [(number, "开鲁县" * 20) for number in range(5_000)]
    with files_of_at_most(4_000), pytest.raises(StepError, match=f"a.{form} is not written, and is as it was: File"):
        write(path, ["a", "b"], rows)
    assert path.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@BOTH
def test_a_place_that_takes_no_file_is_named(tmp_path: Path, write: object, form: str) -> None:
    with pytest.raises(StepError, match="is a folder: name a file in it"):
        write(tmp_path, ["a"], [])
    with pytest.raises(StepError, match="nowhere is no folder: make it first"):
        write(tmp_path / "nowhere" / f"a.{form}", ["a"], [])
    with pytest.raises(StepError, match="is no file that can be replaced"):
        write(Path("/dev/null"), ["a"], [])


def test_an_error_in_the_middle_of_an_answer_leaves_no_file(tmp_path: Path) -> None:
    from flows.steps.ingest import ingest

    home = new_home(tmp_path / "home", {"昆明/a.txt": KUNMING.encode()})
    ingest(home)
    query = "SELECT CASE WHEN n < 50000 THEN 1 ELSE error('no more') END AS a FROM range(60000) AS t(n)"
    with pytest.raises(QueryError, match="no more"):
        export(home.published, query, tmp_path / "a.csv", "csv")
    assert export(home.published, "FROM fact_metric", tmp_path / "b.xlsx", "xlsx") == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.xlsx", "home"]
