"""The grammar of numbers: Arabic, Chinese, and both mixed, in folded text (``normalise.fold``)."""

from __future__ import annotations

import re

DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SMALL = {"十": 10, "百": 100, "千": 1000}
MULTIPLIERS = {**_SMALL, "万": 10_000, "亿": 100_000_000}
HAN = "零一二两三四五六七八九十百千万亿廿卅"

# Blanks inside a number or before its unit: a few, or a break of line, column or page without an indent after it
# (an indent opens a new paragraph).
GAP = r"(?:[ \t]{0,4}(?:\r?\n){1,3}(?![ \t])|[ \t]{0,4})"

_PARTS = re.compile(r"\d*\.\d+|\d+|.")
_BLANK = re.compile(r"[\s,，]+")


def decimal(words: str) -> float:
    """An Arabic number; ``int`` arithmetic keeps 26.98万 from becoming 269800.00000000003."""
    return scaled(words, 1)


def scaled(words: str, factor: int) -> float:
    """An Arabic number times a whole factor, rounded once."""
    whole, _, fraction = words.partition(".")
    if not fraction:
        return float(int(whole or "0") * factor)
    return float(int((whole or "0") + fraction) * factor / 10 ** len(fraction))


def multiplier(words: str) -> int:
    """The value of 万, 百万, 千亿, 万亿 …"""
    product = 1
    for c in words:
        product *= MULTIPLIERS.get(c, 1)
    return product


def parse(words: str) -> float | None:
    """The value of a number in any form (三十六, 二〇二三, 3万4千, 一百二十三点五, 千三); None where it is none."""
    words = _BLANK.sub("", words)
    if not words:
        return None
    whole, point, rest = words.partition("点")
    if not point:
        return _whole(words)
    digits = rest.rstrip("十百千万亿")
    if not digits or any(c not in DIGITS for c in digits):
        return None
    integer = _whole(whole) if whole else 0.0
    if integer is None:
        return None
    fraction = "".join(str(DIGITS[c]) for c in digits)
    return scaled(f"{int(integer)}.{fraction}", multiplier(rest[len(digits) :]))


def _whole(words: str) -> float | None:
    """Sections of 亿 and 万; inside them digits and 十百千. A last bare digit counts tenths of the unit before it."""
    done = myriads = section = 0.0
    number: float | None = None
    last, after_zero, seen = 0, False, False
    for part in _PARTS.findall(words):
        if part in DIGITS:
            digit = DIGITS[part]
            after_zero = after_zero or (digit == 0 and number is None)
            number = digit if number is None else number * 10 + digit
        elif part[-1].isdigit():
            number = decimal(part) if number is None else number * 10 ** len(part.split(".")[0]) + decimal(part)
            after_zero = after_zero or len(part) > 1
        elif part in _SMALL:
            section += (number if number else 1) * _SMALL[part]
            number, last, after_zero = None, _SMALL[part], False
        elif part == "廿" or part == "卅":
            section += 20 if part == "廿" else 30
            number, last = None, 10
        elif part == "万":
            section += number or 0
            if section == 0 and myriads:
                myriads *= 10_000
            else:
                myriads += (section or 1) * 10_000
            section, number, last, after_zero = 0.0, None, 10_000, False
        elif part == "亿":
            level = myriads + section + (number or 0)
            done = done * 100_000_000 if not level and done else done + (level or 1) * 100_000_000
            myriads, section, number, last, after_zero = 0.0, 0.0, None, 100_000_000, False
        else:
            return None
        seen = True
    if not seen:
        return None
    if number is not None and last >= 100 and not after_zero and number < 10:
        number = number * last / 10
    total = float(done + myriads + section + (number or 0))
    # 132.8亿 is 13280000000, not 13280000000.000002
    return total if total.is_integer() else float(f"{total:.15g}")
