"""Marts say what they promise, on small bulletins written for each promise."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pytest

from flows.steps import sql
from tests.warehouse_fixture import build, figure, gold_documents, written
from transforms.records import Document, Figure

KAILU = {"region": "通辽市开鲁县", "region_code": "150523"}
HORQIN = {"region": "通辽市科尔沁区", "region_code": "150502"}
TONGLIAO = {"region": "通辽市", "region_code": "150500"}
HALF = {"period_start": date(2022, 1, 1), "period_end": date(2022, 6, 30)}
SOLVED = {"action": "破获", "object": "刑事案件"}


def solved(text: str, words: str, value: float, **fields: Any) -> Figure:
    return figure(text, words, value, "起", **{**SOLVED, **KAILU, **HALF, **fields})


def report(
    doc: str, sentence: str, figures: list[tuple[str, dict[str, Any]]], day: int = 5, title: str = ""
) -> Document:
    """A bulletin of 2022-07-DAY: ``figures`` are (words, fields with value and unit)."""
    text = f"{title or doc}\n{sentence}"
    read = [figure(text, words, fields.pop("value"), fields.pop("unit", "起"), **fields) for words, fields in figures]
    return written(doc, text, read, date(2022, 7, day))


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return con.execute(query).fetchall()


@pytest.fixture(scope="module")
def gold() -> duckdb.DuckDBPyConnection:
    return build([("gold", document) for document in gold_documents()])


def test_every_mart_runs_and_is_described(gold: duckdb.DuckDBPyConnection) -> None:
    views = rows(gold, "SELECT view_name, comment FROM duckdb_views() WHERE view_name LIKE 'mart_%'")
    assert len(views) == len(sql.files("marts"))
    for view, comment in views:
        assert comment, view
        gold.execute(f"FROM {view}").fetchall()


def test_every_figure_is_in_the_base_mart_once(gold: duckdb.DuckDBPyConnection) -> None:
    assert rows(gold, "SELECT count(*), count(DISTINCT fact_id) FROM mart_figure") == rows(
        gold, "SELECT count(*), count(*) FROM fact_metric"
    )


def test_a_body_is_above_another_only_where_it_has_a_row() -> None:
    text = "开鲁\n开鲁县公安局大榆树派出所破获刑事案件30起，开鲁县公安局破获刑事案件35起。"
    station, office = "开鲁县公安局大榆树派出所", "开鲁县公安局"
    for bodies, expected in (([station, office], [(office, None), (station, office)]), ([station], [(station, None)])):
        read = [solved(text, f"{30 + 5 * i}起", 30.0 + 5 * i, org=org) for i, org in enumerate(bodies)]
        con = build([("gold", written("d", text, read))])
        above = "LEFT JOIN dim_organisation AS up ON up.organisation_id = body.parent_id"
        named = f"SELECT body.organisation, up.organisation FROM dim_organisation AS body {above} ORDER BY 1"
        assert rows(con, named) == expected
        assert rows(con, "SELECT count(*) FILTER (parent_id IS NOT NULL) FROM dim_organisation") == [(len(bodies) - 1,)]


def test_words_of_one_metric_meet() -> None:
    words = [("破获刑事案件", "破获", "刑事案件"), ("侦破刑案", "侦破", "刑案"), ("破刑案", "破", "刑案")]
    documents = []
    for day, (told, action, thing) in enumerate(words, 5):
        fields = {**HALF, **KAILU, "value": 30.0 + day, "action": action, "object": thing}
        documents.append(("gold", report(f"d{day}", f"开鲁县{told}{30 + day}起。", [(f"{30 + day}起", fields)], day)))
    con = build(documents)
    assert rows(con, "SELECT metric_code, value, figures, has_other_values FROM mart_value") == [
        ("case.criminal.cracked", 37.0, 3, True)
    ]
    assert rows(con, "SELECT value, source_name, sentence FROM mart_latest") == [
        (37.0, "标注样本", "开鲁县破刑案37起。")
    ]


def test_families_are_compared_by_their_words() -> None:
    text = "查获\n查获假币机20台，查获赃物30件。"
    figures = [
        figure(text, "20台", 20, "台", action="查获", object="假币印制机", **KAILU),
        figure(text, "30件", 30, "件", action="查获", object="祖传瓷瓶", **KAILU),
    ]
    con = build([("gold", written("d", text, figures))])
    assert rows(con, "SELECT metric_code, object_text, value FROM mart_value ORDER BY value") == [
        ("seized.other", "假币印制机", 20.0),
        ("seized.other", "祖传瓷瓶", 30.0),
    ]


def test_the_latest_of_equals_is_always_the_same_one() -> None:
    equals = [
        (
            "gold",
            report(
                f"d{n}", "开鲁县破刑案35起。", [("35起", {**SOLVED, **HALF, **KAILU, "object": thing, "value": 35.0})]
            ),
        )
        for n, thing in enumerate(["刑案", "刑事案件"])
    ]
    query = "SELECT fact_id FROM mart_latest"
    assert rows(build(equals), query) == rows(build(equals[::-1]), query)


def test_conflict_shows_both_places_and_sentences() -> None:
    one = report("one", "开鲁县破获刑事案件35起。", [("35起", {**SOLVED, **HALF, **KAILU, "value": 35.0})])
    two = report("two", "据通报，开鲁县破获刑案53起。", [("53起", {**SOLVED, **HALF, **KAILU, "value": 53.0})], 6)
    con = build([("gold", one), ("paper", two)])
    assert rows(
        con,
        "SELECT low, low_source, low_start, low_sentence, high, high_source, high_start, high_sentence,"
        " is_between_sources FROM mart_conflict",
    ) == [
        (35.0, "标注样本", 13, "开鲁县破获刑事案件35起。", 53.0, "另一家报纸", 15, "据通报，开鲁县破获刑案53起。", True)
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("2.85亿元", 285_000_000.0), ("28512.3万元", 285_123_000.0), 0),
        (("2.85亿元", 285_000_000.0), ("2.91亿元", 291_000_000.0), 1),
        (("285万元", 2_850_000.0), ("2853千元", 2_853_000.0), 0),
        (("30元", 30.0), ("31元", 31.0), 1),
    ],
)
def test_rounding_is_no_conflict(one: tuple[str, float], other: tuple[str, float], expected: int) -> None:
    documents = []
    for number, (words, value) in enumerate((one, other)):
        fields = {"action": "挽回", "object": "经济损失", "unit": "元", "value": value, **HALF, **KAILU}
        documents.append(("gold", report(f"d{number}", f"挽回经济损失{words}。", [(words, fields)])))
    assert len(rows(build(documents), "FROM mart_conflict")) == expected


def test_another_body_period_or_campaign_is_no_conflict() -> None:
    for change in (
        {"period_start": date(2022, 6, 25)},
        {"org": "开鲁县公安局"},
        {"campaign": "百日行动"},
        {"approx": "over"},
        HORQIN,
    ):
        one = report("one", "破获刑事案件35起。", [("35起", {**SOLVED, **HALF, **KAILU, "value": 35.0})])
        two = report("two", "破获刑事案件53起。", [("53起", {**SOLVED, **HALF, **KAILU, "value": 53.0, **change})])
        assert rows(build([("gold", one), ("paper", two)]), "FROM mart_conflict") == [], change


STORY = (
    "6月25日以来，开鲁县公安局周密部署、迅速行动。全县共出动警力400人次。设置检查卡点12处。"
    "通过集中清查，破获刑事案件35起。各派出所严格落实责任，确保辖区平安。群众安全感明显提升。"
)


def story(doc: str, text: str, day: int, value: float = 35.0) -> Document:
    words = f"{value:.0f}起"
    return report(doc, text.replace("35起", words), [(words, {**SOLVED, **HALF, **KAILU, "value": value})], day)


def test_a_story_in_two_papers_counts_once() -> None:
    cut = STORY.replace("设置检查卡点12处。", "")
    con = build([("paper", story("later", f"记者获悉，{cut}", 7)), ("gold", story("first", STORY, 5))])
    assert rows(con, "SELECT headline, articles, sources, carried_by FROM mart_story") == [
        ("first", 2, 2, "另一家报纸、标注样本")
    ]
    assert rows(con, "SELECT file_name FROM mart_figure WHERE is_counted") == [("first.txt",)]
    assert rows(con, "SELECT figures FROM mart_value") == [(1,)]


def test_a_later_telling_with_another_value_stays_and_conflicts() -> None:
    con = build([("gold", story("first", STORY, 5)), ("paper", story("later", STORY, 6, 36.0))])
    assert len(rows(con, "FROM mart_story")) == 1
    assert rows(con, "SELECT low, high FROM mart_conflict") == [(35.0, 36.0)]


def test_two_reports_of_one_template_are_two_stories() -> None:
    weekly = "本周接报警情{0}起。本周出动警力{0}人次。本周检查场所{0}家。本周盘查人员{0}人。本周工作平稳有序。"
    documents = [
        (
            "gold",
            report(f"w{n}", weekly.format(n), [(f"{n}起", {"value": float(n), "object": "警情", "action": "接报"})]),
        )
        for n in (101, 102)
    ]
    con = build(documents)
    assert rows(con, "FROM mart_story") == []
    assert rows(con, "SELECT count(*) FROM mart_figure WHERE is_counted") == [(2,)]


def test_a_new_version_of_a_file_replaces_the_old() -> None:
    con = build([("gold", story("report", STORY, 5)), ("gold", story("report", STORY, 5, 53.0))])
    assert rows(con, "SELECT value, is_current, is_counted FROM mart_figure ORDER BY value") == [
        (35.0, False, False),
        (53.0, True, True),
    ]
    assert rows(con, "SELECT replaced_by, old_value, new_value FROM mart_replaced") == [("new version", 35.0, 53.0)]
    assert rows(con, "FROM mart_conflict") == []
    known = "SELECT value FROM mart_known WHERE known_from_at <= '{0}' AND coalesce(known_until_at > '{0}', true)"
    assert rows(con, known.format("2022-08-01 00:30:00")) == [(35.0,)]
    assert rows(con, known.format("2022-08-01 01:30:00")) == [(53.0,)]


def erratum(sentence: str, source: str = "gold") -> list[tuple[str, Document]]:
    wrong = report("wrong", STORY, [("35起", {**SOLVED, **HALF, **KAILU, "value": 35.0})], 5, "开鲁县战果通报")
    read = [(w, {"value": float(w[:-1]), "action": "破获"}) for w in ("35起", "53起") if w in sentence]
    return [("gold", wrong), (source, report("notice", sentence, read, 7, "更正"))]


@pytest.mark.parametrize(
    "sentence",
    [
        "本报《开鲁县战果通报》一文中，“破获刑事案件35起”应为“破获刑事案件53起”，特此更正。",
        "本报《开鲁县战果通报》中，“破获刑事案件35起”有误，应为破获刑事案件53起。特此更正。",
    ],
)
def test_a_correction_by_the_publisher_takes_over(sentence: str) -> None:
    con = build(erratum(sentence))
    assert rows(con, "SELECT value, region, metric_code, file_name FROM mart_figure WHERE is_counted") == [
        (53.0, "通辽市开鲁县", "case.criminal.cracked", "notice.txt")
    ]
    assert rows(con, "SELECT replaced_by, old_value, new_value FROM mart_replaced") == [("更正", 35.0, 53.0)]


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("本报《别的通报》一文中，“破获刑事案件35起”应为“破获刑事案件53起”，特此更正。", "gold"),
        ("本报《开鲁县战果通报》一文中，“破获刑事案件35起”应为“破获刑事案件53起”，特此更正。", "paper"),
        ("本报《开鲁县战果通报》一文有误，破获刑事案件应为53起，特此更正。", "gold"),
    ],
)
def test_whatever_names_less_corrects_nothing(sentence: str, source: str) -> None:
    con = build(erratum(sentence, source))
    assert rows(con, "SELECT count(*) FROM mart_figure WHERE NOT is_current") == [(0,)]


def test_repeats_are_counted_once() -> None:
    text = "破案35起\n开鲁县破获刑事案件35起。"
    head = solved(text, "35起", 35.0, action="破案")
    body = figure(text[5:], "35起", 35.0, "起", **SOLVED, **KAILU, **HALF)
    body.start, body.end = text.rindex("35起"), text.rindex("35起") + 3
    head.repeats = body.start
    con = build([("gold", written("d", text, [head, body]))])
    assert rows(con, "SELECT count(*), count(*) FILTER (is_counted) FROM mart_figure") == [(2, 1)]


def test_year_on_year_sets_the_claim_beside_the_figures() -> None:
    before = {**SOLVED, **KAILU, "period_start": date(2021, 1, 1), "period_end": date(2021, 6, 30), "value": 50.0}
    change = {**SOLVED, **KAILU, **HALF, "value": -30.0, "unit": "%", "kind": "change", "basis": "yoy"}
    told = "破获刑事案件40起，去年同期50起，同比下降30%。"
    now = {**SOLVED, **KAILU, **HALF, "value": 40.0}
    con = build([("gold", report("d", told, [("40起", now), ("50起", before), ("30%", change)]))])
    assert rows(
        con, "SELECT value, value_year_before, reported_change_pct, computed_change_pct FROM mart_year_on_year"
    ) == [(40.0, 50.0, -30.0, -20.0)]


@pytest.mark.parametrize(
    ("whole", "parts", "complete", "over"),
    [
        (("85起", 85.0), [("80起", 80.0), ("5起", 5.0)], True, False),
        (("85起", 85.0), [("80起", 80.0)], False, False),
        (("85起", 85.0), [("80起", 80.0), ("9起", 9.0)], False, True),
        (("2.85亿元", 2.85e8), [("1.36亿元", 1.36e8), ("1.20亿元", 1.2e8), ("0.29亿元", 0.29e8)], True, False),
        (("2.86亿元", 2.86e8), [("1.36亿元", 1.36e8), ("1.20亿元", 1.2e8), ("0.29亿元", 0.29e8)], True, False),
        (("2.65亿元", 2.65e8), [("1.36亿元", 1.36e8), ("1.20亿元", 1.2e8), ("0.29亿元", 0.29e8)], False, True),
    ],
)
def test_breakdowns(whole: tuple[str, float], parts: list[tuple[str, float]], complete: bool, over: bool) -> None:
    told = f"共{whole[0]}，其中" + "、".join(words for words, _ in parts) + "。"
    unit = "元" if "元" in whole[0] else "起"
    start = len("d\n共")
    figures = [(whole[0], {"value": whole[1], "unit": unit, "object": "案件"})]
    figures += [(words, {"value": value, "unit": unit, "part_of": start}) for words, value in parts]
    con = build([("gold", report("d", told, figures))])
    assert rows(con, "SELECT parts, is_complete, is_over FROM mart_breakdown") == [(len(parts), complete, over)]


def test_case_funnel() -> None:
    told = "受理刑事案件120起，立刑事案件100起，破获刑事案件80起，办结刑事案件60起。"
    figures = [
        (f"{value}起", {"action": action, "object": "刑事案件", "value": float(value), **KAILU, **HALF})
        for action, value in (("受理", 120), ("立", 100), ("破获", 80), ("办结", 60))
    ]
    con = build([("gold", report("d", told, figures))])
    assert rows(
        con, "SELECT case_kind, accepted, filed, solved, closed, clearance_pct, closing_pct FROM mart_case_funnel"
    ) == [("criminal", 120.0, 100.0, 80.0, 60.0, 80.0, 50.0)]


def test_supervision_list() -> None:
    told = "挂牌督办治安乱点20处，摘牌治安乱点15处。"
    figures = [
        (f"{value}处", {"action": action, "object": "治安乱点", "value": float(value), "unit": "处", **KAILU, **HALF})
        for action, value in (("挂牌督办", 20), ("摘牌", 15))
    ]
    con = build([("gold", report("d", told, figures))])
    assert rows(
        con, "SELECT list, listed, cleared, open_value, is_open_computed, cleared_pct FROM mart_supervision"
    ) == [("hotspots", 20.0, 15.0, 5.0, True, 75.0)]


def test_rollup_reports_or_sums_and_never_both() -> None:
    def one(doc: str, place: dict[str, str], value: float, **fields: Any) -> tuple[str, Document]:
        words = f"{value:.0f}起"
        return "gold", report(
            doc, f"破获{doc}刑事案件{words}。", [(words, {**SOLVED, **HALF, **place, "value": value, **fields})]
        )

    counties = [one("开鲁", KAILU, 30.0), one("科尔沁", HORQIN, 20.0)]
    part = one("部分", KAILU, 7.0, part_of=0)
    other_period = one("五月", KAILU, 9.0, period_end=date(2022, 5, 31))
    query = (
        "SELECT region, value, value_from, summed_below, regions_below FROM mart_rollup"
        " WHERE region_level <> 'county' AND as_of_on = DATE '2022-06-30' ORDER BY region_level"
    )
    assert rows(build([*counties, part, other_period]), query) == [
        ("通辽市", 50.0, "summed", 50.0, 2),
        ("内蒙古自治区", 50.0, "summed", 50.0, 1),
    ]
    assert rows(build([*counties, one("通辽", TONGLIAO, 55.0)]), query) == [
        ("通辽市", 55.0, "reported", 50.0, 2),
        ("内蒙古自治区", 55.0, "summed", 55.0, 1),
    ]


def test_accounting_agrees_with_the_bulletins(gold: duckdb.DuckDBPyConnection) -> None:
    assert rows(gold, "SELECT sum(figures), sum(numerals) FROM mart_accounting") == rows(
        gold, "SELECT (SELECT count(*) FROM fact_metric), (SELECT count(*) FROM fact_numeral)"
    )


def test_views_work_under_an_alias(tmp_path: Any) -> None:
    path = tmp_path / "published.duckdb"
    build([("gold", story("first", STORY, 5))], path).close()
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{path}' AS pub (READ_ONLY)")
        for (view,) in rows(con, "SELECT view_name FROM duckdb_views() WHERE view_name LIKE 'mart_%'"):
            con.execute(f"FROM pub.{view}").fetchall()
