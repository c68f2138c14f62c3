"""What a person corrected: ``corrections/*.yaml``, found again in the text by quoted words rather than by offset.

Each entry names a bulletin, quotes words of its text that hold the figure, and says what to set, add or drop:

    - bulletin: 3f2a90c1d2e4b567   # bulletin_id
      quote: 全市破获刑事案件35起     # words of the text with enough context to stand in it once
      figure: 35起                  # the number inside the quote, as printed
      expect: {value: 35}           # what the reader found before; the correction fails where it no longer does
      set: {value: 53}              # or  drop: true  or  add: {value: 35, unit: 起, action: 破获, object: 刑事案件}
      reason: 通报原件为53起
      who: 张三
      when: 2022-08-02
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from math import inf, isfinite
from typing import TYPE_CHECKING, Any

from transforms.records import Document, Figure, Numeral

if TYPE_CHECKING:
    from yaml import Node

_VERBS = ("set", "add", "drop")
_NEEDED = ("bulletin", "quote", "figure", "reason", "who", "when")
_ALLOWED = {*_NEEDED, *_VERBS, "expect"}
SETTABLE: dict[str, type] = {
    "value": float, "value_max": float, "unit": str, "approx": str, "kind": str, "basis": str, "action": str,
    "object": str, "region": str, "org": str, "period_start": date, "period_end": date, "campaign": str,
}  # fmt: skip
"""Fields of a figure that a correction may set, with their types; null empties one."""
_CHOICES: dict[str, tuple[str, ...]] = {
    "approx": ("exact", "about", "over", "under"),
    "kind": ("level", "change", "ratio"),
    "basis": ("yoy", "mom", "prev"),
}
DROPPED = "a person dropped it"
"""Reason of the numeral that a dropped figure becomes."""
_SPACE = re.compile(r"\s*")


class CorrectionsError(ValueError):
    """A corrections file is wrong; the message begins with file and line."""


@dataclass(slots=True, frozen=True)
class Correction:
    """One entry of a corrections file."""

    place: str
    """File and line."""
    bulletin_id: str
    verb: str
    """set, add or drop."""
    quote: str
    figure: str
    values: Mapping[str, Any]
    """What to set, or the fields of the figure to add."""
    expect: Mapping[str, Any]
    reason: str
    who: str
    when: date


@dataclass(slots=True, frozen=True)
class Outcome:
    """What became of one correction."""

    correction: Correction
    figure_start: int | None
    """Where the figure that it touched begins; None where it failed, or dropped it."""
    failure: str | None
    """Why it was not applied; None where it was."""


def parse(text: str, file_name: str) -> list[Correction]:
    """The corrections of one file. Raises CorrectionsError with ``file_name`` and the line that is wrong."""
    import yaml

    from transforms import plain_yaml

    try:
        root = plain_yaml.compose(text)
        entries = plain_yaml.load(text)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        raise CorrectionsError(
            f"{file_name}:{mark.line + 1 if mark else 1}: {getattr(error, 'problem', None) or error}"
        ) from None
    if root is None:
        return []
    if not isinstance(entries, list):
        raise CorrectionsError(f"{file_name}:1: a list of corrections belongs here, each beginning with a dash")
    nodes: list[Node] = root.value
    return [_read(entry, f"{file_name}:{node.start_mark.line + 1}") for entry, node in zip(entries, nodes, strict=True)]


def apply(document: Document, corrections: Iterable[Correction]) -> list[Outcome]:
    """Change the figures of ``document`` in place, in the order given; what fails changes nothing."""
    outcomes = [_apply(document, correction) for correction in corrections]
    document.figures.sort(key=lambda figure: figure.start)
    return outcomes


def found_once(text: str, quote: str) -> tuple[int, int] | str:
    """Span of ``quote`` in ``text``, white space apart; else why it has none."""
    pattern = _SPACE.pattern.join(re.escape(character) for character in quote if not character.isspace())
    matches = list(re.finditer(pattern, text)) if pattern else []
    if len(matches) == 1:
        return matches[0].span()
    where = "nowhere" if not matches else f"{len(matches)} times"
    return f"the quoted words stand {where} in the bulletin: quote more or other words of it"


def _apply(document: Document, correction: Correction) -> Outcome:
    span = found_once(document.text, correction.quote)
    if isinstance(span, str):
        return Outcome(correction, None, span)
    inside = found_once(document.text[slice(*span)], correction.figure)
    if isinstance(inside, str):
        return Outcome(correction, None, f"inside the quote, {inside.removeprefix('the quoted words ')}")
    start, end = span[0] + inside[0], span[0] + inside[1]
    there = [figure for figure in document.figures if figure.start < end and figure.end > start]
    if correction.verb == "add":
        return _add(document, correction, start, end, there)
    if len(there) != 1:
        return Outcome(correction, None, f"the reader finds {len(there) or 'no'} figure at {correction.figure!r}")
    for name, expected in correction.expect.items():
        if (now := getattr(there[0], name)) != expected:
            return Outcome(correction, None, f"{name} was expected to be {expected!r}, it is {now!r} now")
    if correction.verb == "drop":
        _drop(document, there[0])
        return Outcome(correction, None, None)
    _set(there[0], correction.values)
    return Outcome(correction, there[0].start, None)


def _add(document: Document, correction: Correction, start: int, end: int, there: list[Figure]) -> Outcome:
    if there:
        return Outcome(correction, None, f"the reader finds a figure at {correction.figure!r} already: set it instead")
    article = next((i for i, a in enumerate(document.articles) if a.start <= start < a.end), -1)
    sentence_start = max(document.text.rfind(mark, 0, start) for mark in "。！？\n") + 1
    stops = [at for mark in "。！？\n" if (at := document.text.find(mark, end)) >= 0]
    empty: dict[str, Any] = {field.name: None for field in fields(Figure)}
    figure = Figure(
        **empty
        | {
            "start": start, "end": end, "text": document.text[start:end], "unit_text": "", "approx": "exact",
            "kind": "level", "is_cumulative": False, "article": article, "sentence_start": sentence_start,
            "sentence": document.text[sentence_start : min(stops, default=len(document.text) - 1) + 1],
            "confidence": 1.0,
        }
    )  # fmt: skip
    _set(figure, correction.values)
    document.figures.append(figure)
    document.numerals = [n for n in document.numerals if n.end <= start or n.start >= end]
    return Outcome(correction, start, None)


def _set(figure: Figure, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(figure, name, value)
    if "region" in values:
        figure.region_code, figure.region_text = _code(figure.region), None
    if "org" in values:
        figure.org_text = None
    figure.confidence = 1.0


def _code(region: str | None) -> str | None:
    from transforms.figures import gazetteer

    found = gazetteer.lookup(region) if region else None
    return found.code if found else None


def _drop(document: Document, dropped: Figure) -> None:
    """Take a figure out; its number stays accounted for."""
    document.figures.remove(dropped)
    document.numerals.append(
        Numeral(dropped.start, dropped.end, dropped.text, "other", dropped.value, None, DROPPED, dropped.article)
    )
    document.numerals.sort(key=lambda numeral: numeral.start)
    for figure in document.figures:
        figure.part_of = None if figure.part_of == dropped.start else figure.part_of
        figure.repeats = None if figure.repeats == dropped.start else figure.repeats


def _read(entry: Any, place: str) -> Correction:
    if not isinstance(entry, dict):
        raise CorrectionsError(f"{place}: a correction is made of fields such as bulletin, quote and set")
    unknown = [str(name) for name in entry if name not in _ALLOWED]
    missing = [name for name in _NEEDED if not entry.get(name)]
    verbs = [verb for verb in _VERBS if verb in entry]
    if unknown or missing or len(verbs) != 1:
        problem = (
            f"no field {unknown[0]!r} is known" if unknown
            else f"{missing[0]} is missing" if missing
            else "it must say one of set, add and drop"
        )  # fmt: skip
        raise CorrectionsError(f"{place}: {problem}")
    verb = verbs[0]
    values = {} if verb == "drop" else _values(entry[verb], f"{place}: {verb}")
    if verb == "add" and "value" not in values:
        raise CorrectionsError(f"{place}: add needs a value")
    if verb != "add" and not entry.get("expect"):
        raise CorrectionsError(f"{place}: expect is missing: say what the reader found, such as expect: {{value: 35}}")
    if not isinstance(entry["when"], date):
        raise CorrectionsError(f"{place}: when must be a day such as 2022-08-02")
    expect = _values(entry["expect"], f"{place}: expect") if "expect" in entry else {}
    words = [str(entry[name]) for name in ("bulletin", "quote", "figure", "reason", "who")]
    return Correction(place, words[0], verb, words[1], words[2], values, expect, words[3], words[4], entry["when"])


def _number(whole: int) -> float:
    try:
        return float(whole)
    except OverflowError:
        return inf


def _values(given: Any, place: str) -> dict[str, Any]:
    if not isinstance(given, dict) or not given:
        raise CorrectionsError(f"{place}: fields belong here, such as {{value: 53}}")
    values: dict[str, Any] = {}
    for name, value in given.items():
        wanted = SETTABLE.get(name)
        if wanted is None:
            raise CorrectionsError(f"{place}: {name} cannot be set; what can: {', '.join(SETTABLE)}")
        if value is not None and wanted is float and isinstance(value, int) and not isinstance(value, bool):
            value = _number(value)
        if isinstance(value, float) and not isfinite(value):
            raise CorrectionsError(f"{place}: {name} is larger than any number that can be stored")
        if value is not None and (not isinstance(value, wanted) or value not in _CHOICES.get(name, (value,))):
            choice = " or ".join(_CHOICES.get(name, ())) or {float: "a number", str: "words", date: "a day"}[wanted]
            raise CorrectionsError(f"{place}: {name} must be {choice}, not {value!r}")
        if value is None and name in ("value", "approx", "kind"):
            raise CorrectionsError(f"{place}: {name} cannot be empty")
        values[name] = value
    return values
