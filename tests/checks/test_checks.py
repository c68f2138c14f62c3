"""Every check passes on a sound warehouse and fails on one with the fault it looks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from flows.settings import Settings
from flows.steps import checks
from flows.steps.errors import StepError
from tests.warehouse_fixture import build, figure, written
from transforms.records import Document, Numeral

TEXT = (
    "开鲁县公安局夏季行动通报\n"
    "上半年,开鲁县公安局共立案侦查刑事案件100起,破获刑事案件80起,抓获犯罪嫌疑人50人,其中男性30人、女性20人。"
    "刑事警情同比下降29.59%,破案率80.5%。第3次会议研究了部署。\n"
)


def sound_document() -> Document:
    """Figures that nothing is wrong with."""
    known = {
        "region": "通辽市开鲁县", "region_code": "150523", "org": "开鲁县公安局", "period_start": date(2022, 1, 1),
        "period_end": date(2022, 6, 30), "period_text": "上半年",
    }  # fmt: skip
    arrested = figure(TEXT, "50人", 50, "人", action="抓获", object="犯罪嫌疑人", **known)
    figures = [
        figure(TEXT, "100起", 100, "起", action="立案", object="刑事案件", **known),
        figure(TEXT, "80起", 80, "起", action="破获", object="刑事案件", **known),
        arrested,
        figure(TEXT, "30人", 30, "人", action="抓获", object="犯罪嫌疑人", part_of=arrested.start, **known),
        figure(TEXT, "20人", 20, "人", action="抓获", object="犯罪嫌疑人", part_of=arrested.start, **known),
        figure(TEXT, "29.59%", -29.59, "%", object="刑事警情", kind="change", basis="yoy", **known),
        figure(TEXT, "80.5%", 80.5, "%", object="破案率", kind="ratio", **known),
    ]
    document = written("通报", TEXT, figures, date(2022, 7, 5), "通辽市开鲁县")
    start = TEXT.index("第3次")
    document.numerals = [Numeral(start, start + 3, "第3次", "ordinal", 3.0, article=0)]
    return document


@pytest.fixture(scope="module")
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    con = build([("gold", sound_document())])
    con.execute("UPDATE dim_source SET cadence_days = NULL")
    con.execute(
        "INSERT INTO bulletin_receipt BY NAME SELECT bulletin_id AS receipt_id, 'received' AS kind, bulletin_id,"
        " 'gold' AS source_code, sha256, file_path, byte_count, 0 AS modified_ns, received_at FROM dim_bulletin"
    )
    yield con
    con.close()


COPIES = (
    "INSERT INTO {table} BY NAME SELECT * EXCLUDE (n) REPLACE ({changes})"
    " FROM (SELECT * FROM {table}, range({copies}) AS copy(n) WHERE {which})"
)
"""Add copies of rows, numbered n."""


def copies(table: str, which: str, number: int, changes: str) -> str:
    return COPIES.format(table=table, which=which, copies=number, changes=changes)


FAULTS = {
    "error__articles_in_order": "UPDATE dim_article SET char_end = 10000",
    "error__corrections_hold": "INSERT INTO bulletin_correction VALUES"
    " ('b', 'corrections/a.yaml:1', 'set', '80起', NULL, 'gone', 'a reason', 'somebody', DATE '2022-08-02')",
    "error__digits_accounted_for": "DELETE FROM fact_numeral",
    "error__entries_overlap": "UPDATE fact_numeral SET char_start = (SELECT min(char_start) FROM fact_metric)",
    "error__figure_in_sentence": "UPDATE fact_metric SET char_start = char_start + 1 WHERE figure_text = '80起'",
    "error__grain_unique": "INSERT INTO fact_metric SELECT * FROM fact_metric WHERE figure_text = '80起'",
    "error__keys_resolve": "UPDATE fact_metric SET region_id = 'nowhere' WHERE figure_text = '80起'",
    "error__numeral_in_text": "UPDATE fact_numeral SET numeral_text = '第4次'",
    "error__part_of_loop": "UPDATE fact_metric SET part_of_id = fact_id WHERE figure_text = '50人'",
    "error__period_order": "UPDATE fact_metric SET period_end_on = DATE '2021-12-31' WHERE figure_text = '80起'",
    "error__receipts_have_outcomes": "UPDATE bulletin_receipt SET bulletin_id = 'lost'",
    "error__roles_valid": "UPDATE fact_numeral SET role = 'number'",
    "error__rows_complete": "DELETE FROM fact_metric WHERE figure_text = '20人'",
    "error__sentence_in_text": "UPDATE fact_metric SET sentence_start = sentence_start + 1 WHERE figure_text = '80起'",
    "error__values_valid": "UPDATE fact_metric SET value = 'nan' WHERE figure_text = '80起'",
    "warn__cleared_above_filed": "UPDATE fact_metric SET value = 180 WHERE figure_text = '80起'",
    "warn__fall_below_minus_100": "UPDATE fact_metric SET value = -2959 WHERE figure_text = '29.59%'",
    "warn__jump_against_history": copies(
        "fact_metric",
        "figure_text = '100起'",
        7,
        "'f' || n AS fact_id, value * 1000 ** (n = 6)::INT AS value,"
        " (period_start_on + INTERVAL (n) YEAR)::DATE AS period_start_on,"
        " (period_start_on + INTERVAL (n) YEAR + INTERVAL 180 DAY)::DATE AS period_end_on",
    ),
    "warn__level_negative": "UPDATE fact_metric SET value = -100 WHERE figure_text = '100起'",
    "warn__part_other_unit": "UPDATE fact_metric SET unit_id = (SELECT unit_id FROM dim_unit WHERE unit = '起')"
    " WHERE figure_text = '20人'",
    "warn__parts_above_total": "UPDATE fact_metric SET value = 31 WHERE figure_text = '30人'",
    "warn__period_after_publication": "UPDATE fact_metric SET period_end_on = DATE '2022-12-31'",
    "warn__refused_share": copies("dim_bulletin", "true", 20, "'b' || n AS bulletin_id, 'quarantined' AS status"),
    "warn__share_outside_0_100": "UPDATE fact_metric SET value = 805 WHERE figure_text = '80.5%'",
    "warn__source_overdue": "UPDATE dim_source SET cadence_days = 7",
    "warn__sources_disagree": copies(
        "fact_metric", "figure_text = '100起'", 1, "'f' || n AS fact_id, 'z' AS source_id, 101 AS value"
    ),
    "warn__unit_unlike_metric": "UPDATE fact_metric SET unit_id = (SELECT unit_id FROM dim_unit WHERE unit = '%')"
    " WHERE figure_text = '80起'",
    "warn__volume_out_of_band": copies(
        "fact_metric",
        "figure_text = '100起'",
        60,
        "'f' || n AS fact_id, CASE WHEN n < 8 THEN (DATE '2022-08-01' + INTERVAL (n) MONTH)::DATE"
        " ELSE DATE '2023-06-01' END AS published_on",
    ),
    "info__low_confidence": "UPDATE fact_metric SET confidence = 0.2 WHERE figure_text = '80起'",
    "info__metric_not_catalogued": "UPDATE dim_metric SET is_catalogued = false",
    "info__no_period": "UPDATE fact_metric SET period_start_on = NULL, period_end_on = NULL WHERE figure_text = '80起'",
    "info__no_region": "UPDATE fact_metric SET region_id = NULL WHERE figure_text = '80起'",
    "info__numeral_unexplained": "UPDATE fact_numeral SET role = 'other', is_open = true",
    "info__publication_unknown": "UPDATE dim_bulletin SET published_on = NULL",
    "info__story_repeated": "UPDATE dim_article SET story_id = 'an earlier one'",
    "info__without_figures": "UPDATE dim_bulletin SET figure_count = 0",
}
"""What is done to a sound warehouse so that the check has something to find."""


BOUNDS = Settings().check_bounds


def one(name: str) -> checks.Check:
    return next(check for check in checks.load() if f"{check.severity}__{check.name}" == name)


def test_every_check_has_a_fault() -> None:
    assert {f"{check.severity}__{check.name}" for check in checks.load()} == set(FAULTS)


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_check_passes_on_a_sound_warehouse(warehouse: duckdb.DuckDBPyConnection, name: str) -> None:
    result = checks.run(warehouse, [one(name)], BOUNDS)[0]
    assert result.error is None
    assert result.rows == []


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_check_finds_its_fault(warehouse: duckdb.DuckDBPyConnection, name: str) -> None:
    warehouse.execute("BEGIN")
    try:
        warehouse.execute(FAULTS[name])
        result = checks.run(warehouse, [one(name)], BOUNDS)[0]
    finally:
        warehouse.execute("ROLLBACK")
    assert result.error is None
    assert result.failure_count > 0
    assert all("bulletin_id" in row for row in result.rows)


@pytest.mark.parametrize(
    ("name", "bound", "wide"),
    [
        ("warn__refused_share", "refused_share", 1),
        ("warn__source_overdue", "overdue_cadences", 1e6),
        ("warn__jump_against_history", "jump_times", 1001),
        ("warn__volume_out_of_band", "volume_times", 100),
    ],
)
def test_a_bound_is_a_setting(warehouse: duckdb.DuckDBPyConnection, name: str, bound: str, wide: float) -> None:
    warehouse.execute("BEGIN")
    try:
        warehouse.execute(FAULTS[name])
        wider = checks.run(warehouse, [one(name)], BOUNDS | {bound: wide})[0]
        missing = checks.run(warehouse, [one(name)], {})[0]
    finally:
        warehouse.execute("ROLLBACK")
    assert (wider.error, wider.rows) == (None, [])
    assert bound in (missing.error or ""), "never a pass"


def test_rounded_parts_do_not_exceed_their_total(warehouse: duckdb.DuckDBPyConnection) -> None:
    """2.85亿 against parts of 1.36, 1.20 and 0.29: right to half of the last digit."""
    warehouse.execute("BEGIN")
    try:
        for old, text, value in (
            ("50人", "2.84亿人", 2.84e8),
            ("30人", "1.36亿人", 1.36e8),
            ("20人", "1.49亿人", 1.49e8),
        ):
            warehouse.execute(
                "UPDATE fact_metric SET figure_text = ?, value = ? WHERE figure_text = ?", [text, value, old]
            )
        result = checks.run(warehouse, [one("warn__parts_above_total")])[0]
    finally:
        warehouse.execute("ROLLBACK")
    assert result.rows == []


def test_a_check_that_cannot_run_is_an_error(warehouse: duckdb.DuckDBPyConnection) -> None:
    broken = checks.Check("broken", "info", "batch", "what", "why", "SELECT bulletin_id FROM nowhere")
    assert "nowhere" in (checks.run(warehouse, [broken])[0].error or "")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("error__x.sql", "-- what: a\n-- scope: batch\nSELECT 1", "-- why"),
        ("error__x.sql", "-- what: a\n-- why: b\n-- scope: row\nSELECT 1", "scope is 'row'"),
        ("fatal__x.sql", "-- what: a\n-- why: b\n-- scope: batch\nSELECT 1", "error__name.sql"),
    ],
)
def test_a_wrong_check_file_is_named(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(StepError, match=name) as error:
        checks.load(tmp_path)
    assert told in str(error.value)
