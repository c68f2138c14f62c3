"""A cheap look at one character before a regex must never turn away what the regex would find."""

from __future__ import annotations

import re
from collections.abc import Container

import pytest

from transforms.figures import body_roles, lists, roles, settle

HAN = re.compile("[\u4e00-\u9fff]+")
TAILS = ("", " ", "\n", "到", "为", "了", "人民币")

LAST = (
    ("roles, approximation", roles._BEFORE, roles._BEFORE_LAST),
    ("roles, capacity", roles._CAPACITY, roles._CAPACITY_LAST),
    ("bodies, no actor", body_roles._NOT_ACTOR_BEFORE, body_roles._NOT_ACTOR_LAST),
)


def words_of(pattern: re.Pattern[str]) -> list[str]:
    """The Chinese words that a pattern is written with, and their beginnings."""
    found = {run[:size] for run in HAN.findall(pattern.pattern) for size in range(1, len(run) + 1)}
    return sorted(found | {run[start:] for run in found for start in range(len(run))})


@pytest.mark.parametrize(("name", "pattern", "last"), LAST, ids=[name for name, _, _ in LAST])
def test_last_characters(name: str, pattern: re.Pattern[str], last: Container[str]) -> None:
    seen = 0
    for word in words_of(pattern):
        for tail in TAILS:
            if pattern.search(word + tail):
                seen += 1
                assert (word + tail)[-1] in last, f"{name}: {word + tail!r}"
    assert seen


FIRST = (
    ("category", roles._OF_CATEGORY, roles._LIMIT_FIRST),
    ("threshold", roles._THRESHOLD_AFTER, roles._LIMIT_FIRST),
    ("approximation", roles._AFTER, roles._AFTER_FIRST),
    ("counter of a page", settle._COUNTER_AFTER, settle._COUNTER_FIRST),
)


@pytest.mark.parametrize(("name", "pattern", "first"), FIRST, ids=[name for name, _, _ in FIRST])
def test_first_characters(name: str, pattern: re.Pattern[str], first: Container[str]) -> None:
    seen = 0
    for word in words_of(pattern):
        for head in ("", " ", "（含）", "及", "或", "次", "人"):
            for follows in ("的人", "的", "人", "", "，"):
                if pattern.match(head + word + follows):
                    seen += 1
                    assert (head + word)[0] in first, f"{name}: {head + word!r}"
    assert seen


def test_hints_inside() -> None:
    for pattern in (lists._THEN_HIGH, lists._THEN_LOW, lists._ABOVE, lists._BETWEEN):
        for word in words_of(pattern):
            if pattern.fullmatch(word):
                assert lists._BOUND_HINT.search(word), word
    for word in words_of(roles._FURNITURE):
        for text in (word, word + "：", word + ":", word + "：1"):
            if roles._FURNITURE.search(text):
                assert roles._FURNITURE_HINT.search(text), text
    for word in words_of(body_roles._SOURCE_AFTER):
        for text in (word, f"日前{word}", f"{word}新闻发布会"):
            if body_roles._SOURCE_AFTER.match(text):
                assert body_roles._SOURCE_HINT.search(text), text
