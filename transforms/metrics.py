"""What a figure counts: its action and object words → a metric of the catalogue, or a stable automatic one.

An object is cut into the longest words that the catalogue knows. An exact metric wants just its classes and no
character left over; a family or an open pattern takes what has its classes and something more besides. A level, its
change and a share of it are one metric: kind and basis tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import ahocorasick

from transforms import catalogue
from transforms.catalogue import Metric
from transforms.figures.normalise import fold
from transforms.lexicon import LexiconError
from transforms.records import Figure

MAPPING_VERSION = "2"
"""Grows with every change of this module's rules; the vocabulary has a hash of its own."""

AUTOMATIC = "auto:"
"""Begins the code of a metric that is not catalogued: ``auto:ACTION|OBJECT``, the words as read."""

# What units measure: figures of two of these never count the same thing. Any other unit is a measure word.
_MEASURES = {
    **dict.fromkeys(("人", "人次", "名", "余人"), "people"),
    **dict.fromkeys(("元", "美元", "欧元", "港元"), "money"),
    **dict.fromkeys(("小时", "分钟", "秒", "天", "个工作日"), "time"),
    **dict.fromkeys(("公里", "米", "厘米", "毫米"), "length"),
    **dict.fromkeys(("亩", "公顷", "平方米", "平方公里"), "area"),
    **dict.fromkeys(("公斤", "克", "吨"), "mass"),
    **dict.fromkeys(("%", "‰"), "share"),
}
_RATES = frozenset(("%", "‰", "个百分点", "倍", "成", None))

_Entry = tuple[str, frozenset[str]]
"""Code and measures of a metric."""


Words = tuple[str | None, str | None, str | None, str]
"""Action, object, unit and kind of a figure: all that its metric follows from."""


def assign(figures: Iterable[Figure]) -> None:
    """Set ``metric`` of each figure from its action, object, unit and kind."""
    listed = list(figures)
    for figure, code in zip(listed, codes([(f.action, f.object, f.unit, f.kind) for f in listed]), strict=True):
        figure.metric = code


def codes(words: Sequence[Words]) -> list[str]:
    """The metric of each of these words."""
    if not words:
        return []
    matcher = _matcher()
    text = "\n".join([f"{action or ''}\t{thing or ''}" for action, thing, _, _ in words])
    if text.count("\n") >= len(words):  # a line break inside a word
        text = "\n".join([f"{action or ''}\t{thing or ''}".replace("\n", "") for action, thing, _, _ in words])
    folded = fold(text).split("\n")
    found = []
    for (action, thing, unit, kind), pair in zip(words, folded, strict=True):
        verb, _, noun = pair.partition("\t")
        measure = None if kind != "level" and unit in _RATES else _measure(unit)
        found.append(matcher.match(verb, noun, measure) or automatic(action, thing))
    return found


def automatic(action: str | None, thing: str | None) -> str:
    """Code of the metric of words that the catalogue does not know."""
    return f"{AUTOMATIC}{action or '-'}|{thing or '-'}"


def metric(code: str) -> Metric:
    """The metric of a code, catalogued or automatic."""
    if known := _by_code().get(code):
        return known
    action, _, thing = (part if part != "-" else "" for part in code.removeprefix(AUTOMATIC).partition("|"))
    name = f"{action}{thing}" or "（未说明）"
    return Metric(code, name, None, None, action or None, thing or None, None, (), None, None, "kinds", False)


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Metric]:
    return catalogue.metrics()


def _measure(unit: str | None) -> str | None:
    return _MEASURES.get(unit, "count") if unit else None


class _Matcher:
    """The catalogue, indexed: build it once a process."""

    __slots__ = ("_actions", "_bits", "_exact", "_families", "_literal", "_things", "_verbs")

    def __init__(self) -> None:
        words = catalogue.words()
        self._actions = dict(words.actions)
        self._bits: dict[str, int] = {}
        self._things = ahocorasick.Automaton()
        for word, classes in words.objects.items():
            bits = [self._bits.setdefault(name, 1 << len(self._bits)) for name in classes]
            self._things.add_word(word, (len(word), sum(bits), bits[-1] if bits else 0))
        self._things.make_automaton()
        self._literal: dict[str, dict[str, list[_Entry]]] = {}
        self._exact: dict[tuple[str, int], list[_Entry]] = {}
        self._families: dict[tuple[str, int], list[tuple[int, _Entry]]] = {}
        entries = {code: _entry(metric) for code, metric in _by_code().items()}
        for pattern in catalogue.patterns():
            self._add(pattern, entries[pattern.metric.code])
        for found in self._families.values():  # the more classes a family wants, the better it fits
            found.sort(key=lambda family: -family[0].bit_count())
        self._verbs = ahocorasick.Automaton()
        for word, name in self._actions.items():
            self._verbs.add_word(word, name)
        self._verbs.make_automaton()

    def match(self, action: str, thing: str, measure: str | None) -> str | None:
        """Code of the metric of folded words; None where the catalogue has none."""
        verb = self._actions.get(action)
        if verb is None:
            verb = self._last_verb(action)
        if (as_read := self._literal.get(thing)) is not None:
            for key in (verb, "*"):
                if (found := as_read.get(key)) and (code := _fitting(found, measure)):
                    return code
        mask, left, heads = 0, len(thing), []
        for _, (length, bits, head) in self._things.iter_long(thing):
            left -= length
            if bits:
                mask |= bits
                heads.append(head)
        if not left:
            for key in (verb, "*"):
                if (found := self._exact.get((key, mask))) and (code := _fitting(found, measure)):
                    return code
        return self._family(verb, mask, heads, measure)

    def _family(self, verb: str, mask: int, heads: list[int], measure: str | None) -> str | None:
        families = self._families
        for head in reversed(heads):  # the head of a Chinese noun phrase stands last
            for key in (verb, "*"):
                for wanted, entry in families.get((key, head), ()):
                    if wanted & mask == wanted and (code := _fitting((entry,), measure)):
                        return code
        for _, entry in families.get((verb, 0), ()):
            if code := _fitting((entry,), measure):
                return code
        return None

    def _last_verb(self, action: str) -> str:
        """Class of the last known verb of a compound (摸排走访化解 → 化解); ? where none is known."""
        found = [name for _, name in self._verbs.iter_long(action)]
        return found[-1] if found else "?" if action else ""

    def _add(self, pattern: catalogue.Pattern, entry: _Entry) -> None:
        verbs = [self._actions.setdefault(verb[1:], verb[1:]) if verb[:1] == "=" else verb for verb in pattern.actions]
        if pattern.words is not None:
            for verb in verbs:
                self._claim(self._literal.setdefault(pattern.words, {}).setdefault(verb, []), entry, pattern)
            return
        names = () if pattern.objects == ("*",) else pattern.objects
        mask = 0
        for name in names:
            mask |= self._bits[name]
        if pattern.is_open:
            head = self._bits[names[-1]] if names else 0
            for verb in verbs:
                self._families.setdefault((verb, head), []).append((mask, entry))
        else:
            for verb in verbs:
                self._claim(self._exact.setdefault((verb, mask), []), entry, pattern)

    @staticmethod
    def _claim(entries: list[_Entry], entry: _Entry, pattern: catalogue.Pattern) -> None:
        for code, measures in entries:
            if code != entry[0] and measures & entry[1]:
                said = pattern.words or "+".join(pattern.objects) or "-"
                raise LexiconError(f"{catalogue.METRICS}, line {pattern.line}: {code} has the object {said} already")
        entries.append(entry)


def _entry(metric: Metric) -> _Entry:
    return metric.code, frozenset(filter(None, map(_measure, metric.units)))


@lru_cache(maxsize=1)
def _matcher() -> _Matcher:
    return _Matcher()


def _fitting(entries: Iterable[_Entry], measure: str | None) -> str | None:
    for code, measures in entries:
        if measure is None or measure in measures:
            return code
    return None
