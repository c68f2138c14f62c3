"""From text to tokens: every Arabic digit run and every Chinese numeral that counts, in order, none overlapping.

One regex finds where a numeral may begin; what stands there is read by its kind: a coined term (``names``), a form
that types itself (``typed``), else a quantity (``quantities``) whose role the words around it decide (``roles``).
Every look at the context is bounded, so the cost grows with the number of numerals.
"""

from __future__ import annotations

import re

from transforms.figures import counting, lists, names, quantities, roles, settle, typed, units
from transforms.figures.normalise import fold
from transforms.figures.numerals import HAN
from transforms.figures.quantities import Quantity
from transforms.figures.tokens import Token

__all__ = ["Token", "scan"]


def scan(text: str, folded: str | None = None) -> list[Token]:
    """Every numeral of ``text``, in order; ``folded`` saves folding it again. Linear in its length."""
    folded = fold(text) if folded is None else folded
    tokens: list[Token] = []
    at = 0
    while (begin := _START.search(folded, at)) is not None:
        start = begin.start()
        c = folded[start]
        if c <= "9":
            at = _arabic(folded, start, tokens)
        elif c <= "z":
            at = _latin(folded, start, tokens)
        else:
            at = _chinese(folded, start, tokens)
    lists.share_units(folded, tokens)
    return lists.join_bounds(folded, tokens)


_START = re.compile(f"[0-9A-Za-z{HAN}半]")


def _latin(text: str, start: int, tokens: list[Token]) -> int:
    start, end, role = typed.latin(text, start)
    if role is not None:
        floor = tokens[-1].end if tokens else 0
        if (name := names.quoted(text, start, floor)) is not None:
            start, end, role = *name, "name"
        tokens.append(Token(start, end, None, unit_start=end, role=role))
    return end


def _arabic(text: str, start: int, tokens: list[Token]) -> int:
    floor = tokens[-1].end if tokens else 0
    if (name := names.quoted(text, start, floor)) is not None:
        return _append(tokens, *name, "name", None)
    if text[start - 1 : start] == "." and start - 1 >= floor and not _WORD_END.match(text, start - 2):
        start -= 1  # .5
    quantity = quantities.plain(text, start)
    if quantity is None:
        known = typed.arabic(text, start)
        if known is not None and known[0] >= floor:
            return _append(tokens, *known)
        quantity = quantities.read(text, start) or quantities.bare(text, start)
    token = _token(text, start, quantity, floor)
    if token.role is None:
        settle.settle(text, token, quantity, tokens, is_arabic=True)
    tokens.append(token)
    return token.end


def _chinese(text: str, start: int, tokens: list[Token]) -> int:
    floor = tokens[-1].end if tokens else 0
    if (name := names.quoted(text, start, floor)) is not None:
        return _append(tokens, *name, "name", None)
    if (word := names.set_word(text, start)) is not None:
        if word[2] == "name" and word[0] >= floor:
            return _append(tokens, word[0], word[1], "name", None)
        return word[1]
    known = typed.chinese(text, start)
    if known is not None and known[0] >= floor:
        return _append(tokens, *known)
    quantity = quantities.read(text, start)
    if quantity is None:
        return start + 1
    token = _token(text, start, quantity, floor)
    if token.role is None:
        if not counting.counts(text, token, quantity):
            return max(start + 1, quantity.number_end)
        settle.settle(text, token, quantity, tokens, is_arabic=False)
    tokens.append(token)
    return token.end


def _append(tokens: list[Token], start: int, end: int, role: str, value: float | None) -> int:
    tokens.append(Token(start, end, value, unit_start=end, role=role))
    return end


_WORD_END = re.compile(r"[\w)）]")


# -- quantities ------------------------------------------------------------------------------------------------
_SIGN = re.compile(r"(?:零下|负|[-↓▼])[ \t]{0,2}$")
_PLUS = frozenset("+↑▲")
_ORDINAL = re.compile(r"第(?:[ \t]{0,2}|\r?\n)$")
_VAGUE_HEAD = re.compile(r"(?:(?<!以)上|成|数|好几|几)$")
_PAST_HEAD = re.compile(r"(?<![突打侦查通经])[过破]$")
_VAGUE = re.compile("[十百千万亿]+")
_RANK = re.compile(r"(?:前|位[列居]|排名|名列|[位居]全[国省市区县][^，。]{0,4})[ ]?$")


def _token(text: str, start: int, quantity: Quantity, floor: int) -> Token:
    """The quantity with the words that belong to its span (零下, 第, 数十) and its approximation.

    ``floor``: where the numeral before it ends.
    """
    before = text[max(floor, start - 14) : start]
    end, value, value_max, approx = quantity.end, quantity.value, quantity.value_max, quantity.approx
    unit, role = quantity.unit, None
    if before:
        last = before[-1]
        if (
            last in "下负-↓▼ "
            and (sign := _SIGN.search(before)) is not None
            and _is_sign(text, start, sign.group(), unit)
        ):
            start -= len(sign.group())
            value = -value if value else value
            value_max = None if value_max is None else -value_max
        elif last in _PLUS and unit is not None and not (before[-2:-1].isascii() and before[-2:-1].isalnum()):
            start -= 1
        elif (
            last in "上成数几"
            and _VAGUE.fullmatch(quantity.number)
            and (head := _VAGUE_HEAD.search(before)) is not None
        ):
            start -= len(head.group())
            approx = "over"
        elif last in "第 \t\n" and (ordinal := _ORDINAL.search(before)) is not None:
            start -= len(ordinal.group())
            role = "ordinal"
        elif (
            unit is not None
            and unit.canonical == "人"
            and value <= 100
            and quantity.unit_text != "人"
            and _RANK.search(before)
        ):
            role = "ordinal"
        if last in "过破" and approx == "exact" and quantity.number[0] in "百千万亿" and _PAST_HEAD.search(before):
            approx = "over"
    kind = "share" if quantity.is_share else unit.kind if unit else None
    if approx == "exact":
        approx = roles.approx(text[max(floor, start - 16) : start], text[end : end + 8], kind or "")
    return Token(
        start, end, value, value_max, unit.canonical if unit else None, quantity.unit_text,
        quantity.unit_start if quantity.unit_start >= 0 else end, kind, approx, role,
    )  # fmt: skip


def _is_sign(text: str, start: int, written: str, unit: units.Unit | None) -> bool:
    """零下 and 负 always; a hyphen not inside a code, and after a Chinese word only before a unit (同比-5.3%)."""
    at = start - len(written)
    if written[0] != "-":
        return True
    if len(written) > 1:  # - 12 -: a page number between dashes
        return False
    before = text[at - 1] if at else " "
    return (
        not (before.isascii() and before.isalnum())
        and before not in "%号"
        and (unit is not None or not before > "\u4e00")
    )
