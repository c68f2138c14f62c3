"""The catalogue: words of one metric meet, different things do not, what is unknown is stable, bad lines are named."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.warehouse_fixture import build, figure, gold_documents, written
from transforms import catalogue, lexicon, metrics
from transforms.figures import gazetteer

MEET = [
    ("case.criminal.cracked", "起", ["破获刑事案件", "侦破刑案", "破刑案", "告破刑事案件"]),
    ("case.criminal.cracked", "起", ["-刑事案件破案数", "破获各类刑事案件"]),
    ("case.telecom.cracked", "起", ["破获电信网络诈骗案件", "侦破电诈案", "破获电信网络诈骗犯罪案件"]),
    ("case.drug.filed", "起", ["立毒品案件", "立案毒品犯罪案件", "-毒品案件立案数"]),
    ("people.all.arrested", "人", ["抓获犯罪嫌疑人", "抓捕违法犯罪嫌疑人", "抓获各类嫌疑人", "抓获-"]),
    ("people.fugitive.arrested", "人", ["抓获网上在逃人员", "抓获逃犯"]),
    ("traffic.drunk", "起", ["查处酒驾醉驾", "查获酒驾、醉驾", "查处酒驾醉驾违法行为"]),
    ("alarm.criminal", "起", ["接报刑事类警情", "-刑事警情", "接报刑事类"]),
    ("staff.police", "人次", ["出动警力", "投入民警辅警", "出动公安民警", "出動警力"]),
    ("money.recovered", "元", ["挽回经济损失", "挽回群众损失"]),
    ("inspect.border", "人次", ["查验出入境旅客", "驗放出入境旅客", "查验出入境人员"]),
    ("dispute.solved", "起", ["化解矛盾纠纷", "调处矛盾纠纷", "摸排化解各类矛盾纠纷"]),
    ("seized.drugs", "公斤", ["缴获毒品", "收缴各类毒品"]),
    ("hazard.found", "处", ["发现隐患", "排查安全隐患", "查出火灾隐患"]),
    ("supervision.hotspots.listed", "处", ["挂牌督办治安乱点", "挂牌整治治安重点地区"]),
    ("supervision.firehazards.cleared", "家", ["销案重大火灾隐患单位"]),
    ("stats.gdp", "元", ["-地区生产总值"]),
    ("casualty.dead", "人", ["死亡-", "造成死亡人数", "-死亡人数"]),
    ("rescue.moved", "人", ["转移群众", "紧急转移受灾群众", "疏散-"]),
    ("accident.all", "起", ["-道路交通事故", "发生一般以上道路交通事故", "-货车肇事的一般以上道路交通事故"]),
    ("accident.all", "起", ["发生涉及校车的事故", "-涉及学生的交通事故起数", "-重型半挂牵引车肇事致人死亡事故"]),
    ("accident.serious", "起", ["发生较大以上道路交通事故", "-较大道路交通事故起数"]),
    ("accident.fatal", "起", ["-死亡交通事故", "-交通亡人事故"]),
    ("hazard.found", "处", ["排查治安隐患", "发现临水临崖路段隐患"]),
    ("traffic.violations", "起", ["查处交通违法", "查处电动自行车违法", "查处客车夜间交通违法"]),
]  # fmt: skip
APART = [
    ("破获毒品案件", "破获刑事案件", "起"),
    ("立刑事案件", "破获刑事案件", "起"),
    ("抓获犯罪嫌疑人", "刑拘犯罪嫌疑人", "人"),
    ("查处酒驾", "查处醉驾", "起"),
    ("挂牌督办治安乱点", "摘牌治安乱点", "处"),
    ("死亡-", "受伤-", "人"),
    ("有群众", "死亡群众", "人"),
    ("行政拘留-", "刑拘-", "人"),
    ("发生道路交通事故", "发生矿山事故", "起"),
    ("发生道路交通事故", "发生涉酒的死亡交通事故", "起"),
]


def code(words: str, unit: str | None = "起", kind: str = "level") -> str | None:
    """The metric of ``VERB+OBJECT``, cut where the longest known verb ends; ``-`` stands for none."""
    verbs = sorted(
        (verb for verb in [*catalogue.words().actions, "-", "出動", "驗放"] if words.startswith(verb)), key=len
    )
    action, thing = verbs[-1], words[len(verbs[-1]) :]
    text = "x\n35"
    read = figure(text, "35", 35, unit, kind=kind, action=action.strip("-") or None, object=thing.strip("-") or None)
    metrics.assign([read])
    return read.metric


@pytest.mark.parametrize(("expected", "unit", "words"), [(e, u, w) for e, u, all_words in MEET for w in all_words])
def test_words_of_one_metric_meet(expected: str, unit: str, words: str) -> None:
    assert code(words, unit) == expected


@pytest.mark.parametrize(("one", "other", "unit"), APART)
def test_different_things_stay_apart(one: str, other: str, unit: str) -> None:
    assert code(one, unit) != code(other, unit)


def test_a_change_and_a_share_have_the_metric_of_their_level() -> None:
    assert (
        code("破获刑事案件", "%", "change")
        == code("破获刑事案件", "起", "change")
        == code("破获刑事案件", "%", "ratio")
    )
    assert code("-货车肇事的一般以上道路交通事故", "%", "change") == code("-货车肇事的一般以上道路交通事故")


def test_units_tell_cases_from_people_and_money() -> None:
    assert code("查处“黄赌”案件", "起") == "case.vicegambling.punished"
    assert code("查处“黄赌”案件", "人") == "case.people"


def test_what_is_more_special_is_no_plain_metric() -> None:
    assert code("破获沉船文物案件") == "case.other.cracked"
    assert metrics.metric("case.other.cracked").is_family


def test_what_is_not_catalogued_is_stable() -> None:
    assert code("-九连环", "个") == "auto:-|九连环"
    made = metrics.metric("auto:抟|-")
    assert (made.name_zh, made.action, made.object, made.is_catalogued) == ("抟", "抟", None, False)


def test_most_of_the_gold_is_catalogued() -> None:
    codes = [f.metric for document in gold_documents() for f in document.figures]
    assert sum(not str(c).startswith(metrics.AUTOMATIC) for c in codes) / len(codes) >= 0.9


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the lexicon that a test may spoil."""
    copy = tmp_path / "lexicon"
    copy.mkdir()
    for path in lexicon.FOLDER.glob("*.csv"):
        shutil.copy(path, copy)
    monkeypatch.setattr(lexicon, "FOLDER", copy)
    caches: list[Callable[[], object]] = [catalogue.categories, catalogue.words, catalogue.patterns]
    caches += [metrics._by_code, metrics._matcher]
    for cache in caches:
        cache.cache_clear()  # type: ignore[attr-defined]
    yield copy
    for cache in caches:
        cache.cache_clear()  # type: ignore[attr-defined]


LINE = "case.new,新,new,crime.case,破获:=新案件,起,0,full,exact"


@pytest.mark.parametrize(
    ("name", "line", "words"),
    [
        (catalogue.METRICS, LINE.replace("case.new", "case.criminal.cracked"), "is already taken"),
        (catalogue.METRICS, LINE.replace("case.new", "New"), "lower-case words"),
        (catalogue.METRICS, LINE.replace("crime.case", "crime.nothing"), "no category 'crime.nothing'"),
        (catalogue.METRICS, LINE.replace(",0,", ",2,"), "polarity must be"),
        (catalogue.METRICS, LINE.replace("full", "some"), "additivity"),
        (catalogue.METRICS, LINE.replace(",起", ",咣"), "no unit '咣' in units.csv"),
        (catalogue.METRICS, LINE.replace("exact", "vague"), "grain"),
        (catalogue.METRICS, LINE.replace("破获:", "无此动词:"), "no action class '无此动词'"),
        (catalogue.METRICS, LINE.replace("=新案件", "*+案件"), "so the grain must be kinds"),
        (catalogue.METRICS, LINE.replace("=新案件", "无此物"), "no object class '无此物'"),
        (catalogue.METRICS, LINE.replace(":", ""), "must be ACTION|ACTION:OBJECT"),
        (
            catalogue.METRICS,
            LINE.replace("=新案件", "刑事+案件"),
            "case.criminal.cracked has the object 刑事+案件 already",
        ),
        (catalogue.METRICS, LINE + ",more", "cells where"),
        (catalogue.WORDS, "action,侦破,破获", "破获 is already action class 破获"),
        (catalogue.WORDS, "thing,案件,x", "side must be"),
        (catalogue.CATEGORIES, "crime.case,x,x,crime", "is already taken"),
        (catalogue.CATEGORIES, "x.y,x,x,x", "no category 'x'"),
    ],
)
def test_a_wrong_line_is_named(folder: Path, name: str, line: str, words: str) -> None:
    path = folder / name
    number = len(path.read_text("utf-8").splitlines()) + 1
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(lexicon.LexiconError, match=f"^{name}, line {number}: ") as raised:
        metrics._matcher()
    assert words in str(raised.value)


def test_an_alias_of_two_divisions_is_named(folder: Path) -> None:
    path = folder / "region_aliases.csv"
    number = len(path.read_text("utf-8").splitlines()) + 2
    with path.open("a", encoding="utf-8") as file:
        file.write("老地方,通辽市开鲁县\n老地方,通辽市科尔沁区\n")
    gazetteer.load.cache_clear()
    with pytest.raises(lexicon.LexiconError, match=f"^region_aliases.csv, line {number}: 老地方 is already"):
        gazetteer.load()


def test_the_line_to_paste_adds_the_metric(folder: Path) -> None:
    text = "九连环\n解开九连环7个。"
    read = figure(text, "7个", 7, "个", action="解开", object="九连环")
    con = build([("gold", written("d", text, [read]))])
    ((line,),) = con.execute("SELECT catalogue_line FROM mart_uncatalogued").fetchall()
    with (folder / catalogue.METRICS).open("a", encoding="utf-8") as file:
        file.write(line.replace("CATEGORY", "service") + "\n")
    for cache in (catalogue.patterns, metrics._by_code, metrics._matcher):
        cache.cache_clear()
    metrics.assign([read])
    assert read.metric is not None and read.metric.startswith("new.")
