"""Every phrasing of a corpus reads as the corpus says: one test for every family that maps a text to words.

A corpus is ``FAMILY.yaml`` beside this file: a mapping of what is expected to the phrasings that say it. The key
``none`` holds negatives, texts in which the family finds nothing. To join, write the corpus and register here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from transforms.figures.scan import Token, scan


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.12g}" if value % 1 else str(int(value))


def _value(token: Token) -> str:
    return _number(token.value) + ("" if token.value_max is None else f"~{_number(token.value_max)}")


def numerals(text: str) -> str:
    """Every value in the text: ``120``, ``3~5``; several are set apart by a blank."""
    return " ".join(_value(token) for token in scan(text)) or "none"


def units(text: str) -> str:
    """Every figure as value, canonical unit (``-`` for none) and approximation: ``18900 人次 over``."""
    figures = [token for token in scan(text) if token.role is None]
    return "; ".join(f"{_value(f)} {f.unit or '-'} {f.approx}" for f in figures) or "none"


def roles(text: str) -> str:
    """Every entry as its words and role, figures too: ``8月20日 date; 3起 figure``."""
    return "; ".join(f"{text[t.start : t.end]} {t.role or 'figure'}" for t in scan(text)) or "none"


FAMILIES: dict[str, Callable[[str], str]] = {"numerals": numerals, "units": units, "roles": roles}


def entries() -> Iterator[tuple[str, str, str]]:
    for family in FAMILIES:
        corpus = yaml.safe_load((Path(__file__).parent / f"{family}.yaml").read_text("utf-8"))
        for expected, texts in corpus.items():
            for text in texts:
                yield family, str(expected), str(text)


@pytest.mark.parametrize(("family", "expected", "text"), entries())
def test_reads(family: str, expected: str, text: str) -> None:
    assert FAMILIES[family](text) == expected
