"""Every phrasing of a corpus reads as the corpus says: one test for every family that maps a text to words.

A corpus is ``FAMILY.yaml`` beside this file: a mapping of what is expected to the phrasings that say it. The key
``none`` holds negatives, texts in which the family finds nothing. To join, write the corpus and register here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from transforms.extract import extract_text
from transforms.figures.behind import read_right
from transforms.figures.phrases import read_left
from transforms.figures.scan import Token, scan
from transforms.records import Figure


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


def _read(text: str) -> list[Figure]:
    """The figures of ``text``, read as the body of a notice."""
    return extract_text(f"市公安局通报阶段性工作情况\n\n{text}", doc="corpus", path="corpus").figures


def _measured(figure: Figure) -> str:
    kind = "" if figure.kind == "level" else f"{figure.kind} {figure.basis or '-'} "
    upper = "" if figure.value_max is None else f"~{_number(figure.value_max)}"
    return f"{kind}{_number(figure.value)}{upper}{figure.unit or ''}"


def changes(text: str) -> str:
    """Every figure as kind and basis (left out for levels), signed value and unit: ``change yoy -12.3%; 9起``."""
    return "; ".join(map(_measured, _read(text))) or "none"


def breakdowns(text: str) -> str:
    """Every figure as value and unit, and the number of the one it is a part of: ``186起; 97起 <1``."""
    figures = _read(text)
    at = {figure.start: number for number, figure in enumerate(figures, 1)}
    rows = [f"{_number(f.value)}{f.unit or ''}" + ("" if f.part_of is None else f" <{at[f.part_of]}") for f in figures]
    return "; ".join(rows) or "none"


def actions(text: str) -> str:
    """Every figure as in ``changes``, with action and object: ``186起 破获/刑事案件; change yoy -3% -/刑事警情``."""
    return "; ".join(f"{_measured(f)} {f.action or '-'}/{f.object or '-'}" for f in _read(text)) or "none"


def phrases(text: str) -> str:
    """Action/object before a number N and its unit, or noun/verb after it: ``破获/刑事案件``, ``现行命案/告破``."""
    before, _, after = text.partition("N")
    if not before:
        return "/".join(part or "-" for part in read_right(after))
    reading = read_left(before, after)
    noun = reading.object or reading.implied or ("" if reading.action else reading.subject)
    return f"{reading.action or '-'}/{noun or '-'}"


FAMILIES: dict[str, Callable[[str], str]] = {
    "numerals": numerals,
    "units": units,
    "roles": roles,
    "changes": changes,
    "phrases": phrases,
    "breakdowns": breakdowns,
    "actions": actions,
}


def entries() -> Iterator[tuple[str, str, str]]:
    for family in FAMILIES:
        corpus = yaml.safe_load((Path(__file__).parent / f"{family}.yaml").read_text("utf-8"))
        for expected, texts in corpus.items():
            for text in texts:
                yield family, str(expected), str(text)


@pytest.mark.parametrize(("family", "expected", "text"), entries())
def test_reads(family: str, expected: str, text: str) -> None:
    assert FAMILIES[family](text) == expected
