"""Properties of the scanner: every number reads back, offsets cut the text read, no input breaks or slows it."""

from __future__ import annotations

import re
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.figures.numerals import parse
from transforms.figures.scan import scan

DIGITS = "零一二三四五六七八九"
FINANCIAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
TRADITIONAL = str.maketrans("万亿两", "萬億兩")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def section(number: int) -> str:
    """One to four digits in Chinese characters."""
    words, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit == 0:
            gap = bool(words)
            continue
        words += ("零" if gap else "") + DIGITS[digit] + name
        gap = False
    return words


def chinese(number: int) -> str:
    """A whole number in Chinese characters."""
    for power, name in ((10**8, "亿"), (10**4, "万")):
        if number >= power:
            head, rest = divmod(number, power)
            tail = ("零" if rest < power // 10 else "") + chinese(rest) if rest else ""
            return chinese(head) + name + tail
    return section(number) or "零"


def mixed(number: int) -> str:
    """3亿4000万5: Arabic within the sections."""
    words = ""
    for power, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // power if power == 10**8 else number // power % 10**4
        if part or (power == 1 and not words):
            words += ("零" if words and part < 1000 else "") + f"{part}{name}"
    return words


RENDERINGS = {
    "Arabic": str,
    "with commas": lambda n: f"{n:,}",
    "full width": lambda n: str(n).translate(WIDE),
    "Chinese": chinese,
    "financial": lambda n: chinese(n).translate(FINANCIAL),
    "Traditional": lambda n: chinese(n).translate(TRADITIONAL),
    "financial and Traditional": lambda n: chinese(n).translate(FINANCIAL).translate(TRADITIONAL),
    "mixed": mixed,
}
numbers = st.one_of(st.integers(0, 10**16), st.integers(0, 10**5), st.integers(0, 16).map(lambda e: 10**e))


@given(tenths=st.integers(1, 10**7), power=st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_a_fraction_of_a_multiplier_is_rounded_once(tenths: int, power: tuple[str, int]) -> None:
    number = Decimal(tenths) / 10
    assert parse(f"{number}{power[0]}") == float(number * power[1])


@pytest.mark.parametrize("form", RENDERINGS)
@settings(deadline=None)
@given(number=numbers)
def test_every_number_reads_back(form: str, number: int) -> None:
    words = RENDERINGS[form](number)
    if form in ("Chinese", "mixed"):
        assert parse(words) == float(number)
    tokens = scan(f"收缴资金{words}元。")
    text = f"收缴资金{words}元。"
    if number == 1 and words in ("一", "壹"):
        return  # an article, not listed with every unit
    assert [(t.value, t.unit, text[t.start : t.end]) for t in tokens] == [(float(number), "元", words + "元")]


noise = st.text(
    alphabet="零一二三四五六七八九十百千万亿两半数余多近约第年月日时点分个起名人次元%％，。、：；（）“”「」—-至到"
    "~.,:/+ \n\t0123456789０１２万萬億餘壹贰拾AaGkM×百分之成倍",
    max_size=60,
)


@settings(max_examples=200, deadline=None)
@given(text=noise)
def test_offsets_cut_the_text_and_cover_every_digit(text: str) -> None:
    tokens = scan(text)
    end = 0
    for token in tokens:
        assert end <= token.start < token.end <= len(text)
        assert token.start <= token.unit_start <= token.end
        assert token.value is None or abs(token.value) < float("inf")
        end = token.end
    for run in re.finditer("[0-9０-９]+", text):
        assert any(t.start <= run.start() and run.end() <= t.end for t in tokens), run.group()


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    scan(text)


@pytest.mark.parametrize(
    "seed",
    [
        "1", "一", "十万", "1,", "1，234", "1.", "1-", "第", "百分之", "3至", "“", "“一", "2023年", "1月", "12:", "0",
        "万亿", "1 ", "1\n", "A1", "http://", "1+", "三四", "力争",
    ],
)  # fmt: skip
def test_cost_grows_with_the_length_only(seed: str) -> None:
    """Twice the text costs about twice the time; quadratic growth would cost four times, here eight times over."""

    def cost(size: int) -> float:
        text = seed * size
        best = float("inf")
        for _ in range(3):
            begun = time.process_time()
            scan(text)
            best = min(best, time.process_time() - begun)
        return best

    small = cost(2_000)
    assert cost(16_000) < 24 * max(small, 0.002)
