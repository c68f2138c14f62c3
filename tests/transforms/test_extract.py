"""Properties of reading a whole bulletin: offsets, accounting, independence of documents, any input, linear cost."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.record_json import document_json
from tests.gold import reading
from transforms.extract import extract_text
from transforms.records import Document

WORDS = """
全市公安机关 通辽市公安局 该局 民警 共 破获 刑事案件 抓获 犯罪嫌疑人 检查 旅馆 网吧 其中 包括 同比 环比 较去年同期 分别
下降 上升 由 降至 占 破案率 今年以来 截至 8月20日 上半年 “百日行动” 开展以来 记者 讯 本报讯 近 约 余 以上 左右 起 名
人次 万元 % 个百分点 12 3.5 1,200 二十三 三四十 三成 百分之十二 １２ 第 年 月 、 ， 。 ； ： （ ） ( ) — - / . A http://
萬 餘 宗 按年
"""
BREAKS = (" ", "\n", "\n\n", "\t", "\u3000", "\ufeff", "\r\n")
prose = st.lists(st.sampled_from((*WORDS.split(), *BREAKS)), max_size=60).map("".join)
numeric = st.sampled_from("0123456789０９一二十百千万亿年月日起名人次元%，。、；：（）“” \n")
noise = st.text(st.one_of(numeric, st.characters(codec="utf-8")), max_size=80)
SOUND = "\n\n8月5日，全市公安机关共破获刑事案件12起，同比下降3.5%。\n"


def read(text: str) -> Document:
    return extract_text(text, doc="property", path="property")


def entries(document: Document) -> list[Any]:
    return sorted([*document.figures, *document.numerals], key=lambda entry: (entry.start, entry.end))


def assert_sound(text: str, document: Document) -> None:
    """Offsets cut the text, entries do not overlap, every run of digits is in exactly one, references resolve."""
    end = 0
    found = entries(document)
    for entry in found:
        assert end <= entry.start < entry.end <= len(text)
        assert entry.text == text[entry.start : entry.end]
        end = entry.end
    for run in re.finditer("[0-9０-９]+", text):
        covering = [e for e in found if e.start <= run.start() and run.end() <= e.end]
        assert len(covering) == 1, run.group()
    starts = {figure.start for figure in document.figures}
    for figure in document.figures:
        assert text.startswith(figure.sentence, figure.sentence_start)
        assert figure.sentence_start <= figure.start and figure.end <= figure.sentence_start + len(figure.sentence)
        assert {figure.part_of, figure.repeats} - {None} <= starts - {figure.start}
        assert figure.kind == "change" or figure.basis is None
        assert 0 <= figure.confidence <= 1
        article = document.articles[figure.article]
        assert article.start <= figure.start and figure.end <= article.end
    for article in document.articles:
        assert 0 <= article.start <= article.body_start <= article.end <= len(text)


@settings(max_examples=300, deadline=None)
@given(text=prose)
def test_prose_is_accounted_for(text: str) -> None:
    assert_sound(text, read(text))


@settings(max_examples=300, deadline=None)
@given(text=noise)
def test_noise_is_accounted_for(text: str) -> None:
    assert_sound(text, read(text))


@settings(max_examples=100, deadline=None)
@given(before=prose)
def test_what_was_read_before_changes_nothing(before: str) -> None:
    alone = document_json(read(SOUND))
    read(before)
    assert document_json(read(SOUND)) == alone


def test_a_number_over_the_end_of_the_headline_stands_in_its_sentence() -> None:
    text = "二十三\n余全市公安机关"
    assert_sound(text, read(text))


def test_gold_reads_alike_in_any_order() -> None:
    _, texts = reading.annotations(reading.HERE)
    there = {name: document_json(read(text)) for name, text in texts.items()}
    back = {name: document_json(read(text)) for name, text in reversed(texts.items())}
    assert back == there
    for text in texts.values():
        assert_sound(text, read(text))


def cost(text: str) -> float:
    """Seconds of processor time, the best of three."""
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        read(text)
        best = min(best, time.process_time() - begun)
    return best


LONG = {
    "bulletins": "",
    "one paragraph": "全市共破获刑事案件12起，抓获犯罪嫌疑人23名，同比下降3.5%，",
    "a list": "旅馆12家、",
    "a breakdown": "其中盗窃案件12起（含入室3起），",
    "a chain": "下降3.5%、",
    "sentences without a figure": "民警深入社区开展宣传，",
    "headings": "一、总体情况\n",
    "names": "通辽市公安局、",
    "dates": "8月5日，",
    "brackets": "（",
    "quotation marks": "“",
    "blank lines": "\n\n",
    "no punctuation": "全市公安机关",
    "one number": "1",
    "one Chinese number": "十",
}


@pytest.mark.parametrize("shape", LONG)
def test_cost_grows_with_the_length(shape: str) -> None:
    """Eight times the text costs about eight times the time; quadratic growth would cost 64 times."""
    unit = LONG[shape]
    if not unit:
        _, texts = reading.annotations(reading.HERE)
        unit = "\n\n".join(texts.values())[:2000] + "\n\n"
    text = unit * (2000 // len(unit))
    read(text)
    assert cost(text * 8) < 24 * max(cost(text), 0.004)
