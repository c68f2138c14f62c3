"""Cutting clauses into tagged words: jieba, by its Rust port rjieba where that is installed.

The two cut Han stretches alike (tests/transforms/test_words.py holds them equal); on runs of Latin letters and
digits they differ, so callers hand over the words beside a number, not the number. Dictionaries load at the first
call, once a process.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache


@cache
def _tagger() -> Callable[[str], list[tuple[str, str]]]:
    try:
        import rjieba
    except ImportError:
        import jieba.posseg

        return lambda text: [(pair.word, pair.flag) for pair in jieba.posseg.lcut(text)]
    return rjieba.tag


def tag(text: str) -> list[tuple[str, str]]:
    """The words of ``text`` with jieba's part-of-speech tags (n noun, v verb, vn verbal noun, d adverb …)."""
    return _tagger()(text)
