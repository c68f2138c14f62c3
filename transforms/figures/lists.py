"""Numerals that belong together: a unit said once for a list, two bounds of one range."""

from __future__ import annotations

import re

from transforms.figures.tokens import Token

_LINK = re.compile(r"(?:[ ]?(?:、|和|及|与|以及|，|,)[ ]?)")


def share_units(text: str, tokens: list[Token]) -> None:
    """0.03个、0.2个和1.7个百分点, 分别为3、5和7起: the last of the list says the unit of all."""
    for left, right in zip(reversed(tokens[:-1]), reversed(tokens[1:]), strict=True):
        if (
            right.role is not None
            or right.unit is None
            or right.start - left.end > 4
            or not _LINK.fullmatch(text, left.end, right.start)
        ):
            continue
        if left.unit == "个" and right.unit == "个百分点":
            left.unit, left.unit_kind = right.unit, right.unit_kind
        elif (
            left.unit is None
            and left.unit_kind is None
            and (left.role is None or left.reason == "no unit")
            and text[left.end] != "，"
        ):
            left.unit, left.unit_kind, left.role, left.reason = right.unit, right.unit_kind, None, None


_AT_LEAST = r"(?:大于(?:等于|或等于|或者等于)?|不小于|高于|不低于|超过|至少|最少|不少于)"
_AT_MOST = r"(?:小于(?:等于|或等于|或者等于)?|不大于|少于|低于|不高于|不超过|至多|最多|不多于)"
_LOW_BEFORE, _HIGH_BEFORE = re.compile(_AT_LEAST + "$"), re.compile(_AT_MOST + "$")
_THEN_HIGH = re.compile(rf"[，,]?(?:并且?|且|又|而)?{_AT_MOST}")
_THEN_LOW = re.compile(rf"[，,]?(?:并且?|且|又|而)?{_AT_LEAST}")
_ABOVE, _BELOW = re.compile("(?:及?以上|以上[（(]含[)）])[，,、]?[ ]{0,2}"), re.compile("(?:及?以下|以内)")
_BOUND_HINT = re.compile("[于过少多上与和]")
_BETWEEN, _BETWEEN_END = re.compile("[ ]?[与和][ ]?"), re.compile("之?间")


def join_bounds(text: str, tokens: list[Token]) -> list[Token]:
    """大于10小于20, 200元以上500元以下, 10000与20000之间: two bounds of one range are one token."""
    joined: list[Token] = []
    for token in tokens:
        left = joined[-1] if joined else None
        if left is not None and token.start - left.end <= 8 and _bounds(text, left, token):
            low, high = sorted((left.value or 0, token.value or 0))
            joined[-1] = Token(
                left.start, token.end, low, high, token.unit or left.unit, token.unit_text, token.unit_start,
                token.unit_kind or left.unit_kind, "exact", left.role or token.role, left.reason or token.reason,
            )  # fmt: skip
        else:
            joined.append(token)
    return joined


def _bounds(text: str, left: Token, right: Token) -> bool:
    low, high = left.value, right.value
    if (
        low is None
        or high is None
        or left.value_max is not None
        or right.value_max is not None
        or left.role in _TYPED
        or right.role in _TYPED
    ):
        return False
    between = text[left.end : right.start]
    if not _BOUND_HINT.search(between):
        return False
    before = text[max(0, left.start - 6) : left.start]
    if low < high:
        return bool(
            (_LOW_BEFORE.search(before) and _THEN_HIGH.fullmatch(between))
            or (_ABOVE.fullmatch(between) and _BELOW.match(text, right.end))
            or (_BETWEEN.fullmatch(between) and _BETWEEN_END.match(text, right.end))
        )
    return low > high and bool(_HIGH_BEFORE.search(before) and _THEN_LOW.fullmatch(between))


_TYPED = frozenset(("date", "time", "ordinal", "identifier", "name", "address"))
