"""Fold a text for reading without moving a single character, so that every offset stays that of the original.

Full-width digits, letters and signs become ASCII, and Traditional forms become Simplified. One code point is
always replaced by one code point: line breaks and spaces inside a number are left to the grammar.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import opencc

_WIDE = {wide: chr(wide - 0xFEE0) for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_SIGNS = {
    ord("％"): "%", ord("﹪"): "%", ord("．"): ".", ord("－"): "-", ord("−"): "-", ord("﹣"): "-", ord("‐"): "-",
    ord("‑"): "-", ord("～"): "~", ord("〜"): "~", ord("∼"): "~", ord("＋"): "+", ord("／"): "/", ord("＄"): "$",
    ord("￥"): "¥", ord("\u3000"): " ", ord("\xa0"): " ", ord("\u2002"): " ", ord("\u2003"): " ", ord("\u2009"): " ",
    ord("〇"): "零", ord("○"): "零", ord("Ｏ"): "O", ord("兩"): "两", ord("倆"): "两",
}  # fmt: skip
_FOLDS = {chr(code): simple for code, simple in (*_WIDE.items(), *_SIGNS.items())}
_FOLDED = re.compile(f"[{re.escape(''.join(_FOLDS))}]")

# Financial numerals are also surnames and parts of words (队伍, 大陆, 放肆, 收拾), so they are read as numerals
# only in a run of their own kind that holds a form no ordinary word uses.
_FINANCIAL = dict(zip("壹贰貳弐叁參叄肆伍陆陸柒捌玖拾佰仟圆圓", "一二二二三三三四五六六七八九十百千元元", strict=True))
_FINANCIAL_RUN = re.compile(
    "[壹贰貳弐叁參叄肆伍陆陸柒捌玖拾佰仟零〇一二三四五六七八九十百千万亿萬億点點元圆圓角分]{2,}|[壹贰貳叁柒捌拾]"
)
_SURE_FINANCIAL = re.compile(
    "[壹贰貳弐叁叄柒捌佰仟]|[肆伍陆陸玖]拾|(?<![收捡一-鿿])拾(?![一-鿿])|(?<![收捡])拾(?:[肆伍陆陸玖]"
    "|[一二三四五六七八九]?[万萬])|(?<![队大])[肆伍陆陸玖][元圆圓万萬]"
)


def fold(text: str) -> str:
    """``text`` in ASCII digits and Simplified script, of the same length, character for character."""
    for character in set(_FOLDED.findall(text)):  # a few replacements cost less than a translation of the whole
        text = text.replace(character, _FOLDS[character])
    text = _fold_financial(text)
    return _fold_traditional(text)


def _fold_traditional(text: str) -> str:
    """GB 2312 holds the Simplified characters: only a text with others can be in Traditional script."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        table = _simplified(text)
        return text.translate(table) if table else text
    return text


_MAYBE_FINANCIAL = re.compile("[壹贰貳弐叁叄柒捌拾佰仟肆玖伍陆陸](?:(?<![伍陆陸])|[元圆圓万萬])")


def _fold_financial(text: str) -> str:
    if not (_MAYBE_FINANCIAL.search(text) and _SURE_FINANCIAL.search(text)):
        return text
    return _FINANCIAL_RUN.sub(_read_financial, text)


def _read_financial(run: re.Match[str]) -> str:
    words = run.group()
    if not _SURE_FINANCIAL.search(run.string, run.start(), run.end()):
        return words
    return "".join(_FINANCIAL.get(c, c) for c in words)


def _simplified(text: str) -> dict[int, str]:
    """A translation of the characters of this text alone: the whole table would cost more to load than it saves."""
    characters = set(text)
    rare = [c for c in characters if "\u3400" <= c <= "\u9fff" and not _is_simplified(c)]
    if not rare:
        return {}
    convert = converter().convert
    simple = {ord(c): s for c in rare if len(s := convert(c)) == 1 and s != c}
    # Characters that stay are listed too: a miss in the table is what makes str.translate slow.
    return {ord(c): c for c in characters} | simple if simple else {}


def _is_simplified(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=1)
def converter() -> opencc.OpenCC:
    """Traditional to Simplified script, loaded once a process."""
    import opencc  # only Traditional pages pay for it

    return opencc.OpenCC("t2s")
