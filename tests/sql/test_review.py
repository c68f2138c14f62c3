"""A correction that survives a reparse, one that fails loudly, and the way of a sheet through Excel and back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pytest

from flows.settings import Settings, load
from flows.steps import export, review
from flows.steps.errors import StepError
from flows.steps.ingest import ingest
from flows.steps.reparse import Wanted, reparse

TEXT = "开鲁县公安局战果通报\n6月25日以来，开鲁县公安局破获刑事案件35起，抓获犯罪嫌疑人41人。\n"
TODAY = date(2022, 8, 2)
VALUES = "SELECT value, is_corrected FROM mart_figure ORDER BY value"


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with one bulletin in it."""
    base = tmp_path_factory.mktemp("base")
    folder = base / "in" / "kailu"
    folder.mkdir(parents=True)
    (folder / "通报.txt").write_text(TEXT, "utf-8")
    (folder / "通报.meta.json").write_text('{"published_on": "2022-07-20"}', "utf-8")
    ingest(load(base / "home"), [base / "in"])
    return base / "home"


@pytest.fixture
def home(ingested: Path, tmp_path: Path) -> Settings:
    """A copy of that home folder for one test."""
    shutil.copytree(ingested, tmp_path / "home", symlinks=True)
    return load(tmp_path / "home")


def published(settings: Settings, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(settings.published), read_only=True) as con:
        return con.execute(query).fetchall()


def edited(path: Path, change: Callable[[dict[str, object]], None]) -> Path:
    """The sheet with ``change`` made to each row."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = [cell.value for cell in sheet[1]]
    for line in sheet.iter_rows(min_row=2):
        row = dict(zip(head, (cell.value for cell in line), strict=True))
        change(row)
        for cell, name in zip(line, head, strict=True):
            cell.value = row[name]
    book.save(path)
    return path


def corrected(row: dict[str, object]) -> None:
    if row["figure"] == "35起":
        row |= {"value": 53, "reason": "原件为53起", "who": "张三"}


def test_round_trip_through_excel(home: Settings, tmp_path: Path) -> None:
    sheet = tmp_path / "review.xlsx"
    assert review.export(home, sheet) == 2
    assert review.import_(home, sheet, today=TODAY).path is None, "nothing was changed"
    made = review.import_(home, edited(sheet, corrected), today=TODAY)
    assert (made.corrections, made.bulletins) == (1, 1)
    ingest(home)
    assert published(home, VALUES) == [
        (41.0, False),
        (53.0, True),
    ]
    assert published(home, "SELECT failure, corrected_by FROM bulletin_correction") == [(None, "张三")]
    reparse(home, Wanted(), apply=True)
    assert published(home, VALUES) == [(41.0, False), (53.0, True)]


def test_a_correction_whose_expectation_no_longer_holds_fails_a_check(home: Settings, tmp_path: Path) -> None:
    sheet = tmp_path / "review.xlsx"
    review.export(home, sheet)
    made = review.import_(home, edited(sheet, corrected), today=TODAY)
    assert made.path is not None
    made.path.write_text(made.path.read_text("utf-8").replace("value: 35.0", "value: 36.0"), "utf-8")
    ingest(home)
    assert published(home, "SELECT value FROM mart_figure ORDER BY value") == [(35.0,), (41.0,)]
    (row,) = published(home, "SELECT place, failure FROM bulletin_correction")
    assert row == ("corrections/review-2022-08-02-1.yaml:1", "value was expected to be 36.0, it is 35.0 now")


def test_a_correction_of_no_bulletin_is_told(home: Settings) -> None:
    home.corrections.mkdir()
    (home.corrections / "a.yaml").write_text(
        "- {bulletin: nowhere, quote: 破案, figure: 破, drop: true, expect: {value: 1},"
        " reason: x, who: x, when: 2022-08-02}\n",
        "utf-8",
    )
    ingest(home)
    assert published(home, "SELECT place, failure FROM bulletin_correction") == [
        ("corrections/a.yaml:1", "there is no such bulletin")
    ]
    (home.corrections / "a.yaml").unlink()
    ingest(home)
    assert published(home, "FROM bulletin_correction") == []


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("fact_id", "0000", "no figure has the fact_id"),
        ("bulletin_id", "0000", "bulletin_id was changed"),
        ("figure", "36起", "figure was changed"),
        ("value", "许多", "value must be a number"),
        ("period_start", "昨天", "period_start must be a day"),
        ("value", 99, "needs a reason"),
    ],
)
def test_a_wrong_sheet_changes_nothing(home: Settings, tmp_path: Path, name: str, value: object, words: str) -> None:
    sheet = tmp_path / "review.xlsx"
    review.export(home, sheet)

    def change(row: dict[str, object]) -> None:
        corrected(row)
        if row["figure"] == "41人":
            row[name] = value

    with pytest.raises(StepError, match=r"^review.xlsx, row \d: ") as raised:
        review.import_(home, edited(sheet, change), today=TODAY)
    assert words in str(raised.value)
    assert not list(home.corrections.glob("*"))


def test_what_is_no_sheet_is_refused(home: Settings, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"junk")
    with pytest.raises(StepError, match="no Excel sheet"):
        review.import_(home, tmp_path / "x.xlsx")
    book = openpyxl.Workbook()
    book.save(tmp_path / "y.xlsx")
    with pytest.raises(StepError, match="column confidence is missing"):
        review.import_(home, tmp_path / "y.xlsx")


def test_cells_are_no_formulas(tmp_path: Path) -> None:
    for value in ("=1+1", "+1", "-1", "@x", "\tx"):
        assert export.harmless(value) == f"'{value}"
        assert review._plain(export.harmless(value)) == value
    assert export.harmless("35起") == "35起"
    assert review._plain("'quoted") == "'quoted"
