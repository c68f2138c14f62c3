"""The metric catalogue as data: word classes, category tree and metrics, read and checked.

``lexicon/metric_words.csv`` puts words into classes: 破获, 侦破 and 破 are one action, 案件 and 案 one object;
刑案 is two (``刑事+案件``); ``neutral`` words (各类) mean nothing for the metric. ``lexicon/metrics.csv`` says which
classes make which metric, as patterns ``ACTION|ACTION:OBJECT+CLASS|OBJECT;…`` where ``-`` is none, ``*`` any and
``=WORDS`` the words as read; ``*+OBJECT`` takes the object with any other words before it (货车肇事的交通事故).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from transforms.figures import units as units_of_lexicon
from transforms.lexicon import LexiconError, rows

METRICS = "metrics.csv"
WORDS = "metric_words.csv"
CATEGORIES = "metric_categories.csv"
_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
_GRAINS = ("exact", "kinds", "family")
_ADDITIVITY = ("full", "region", "none")
_COLUMNS = ("code", "name_zh", "name_en", "category", "patterns", "unit", "polarity", "additivity", "grain")


@dataclass(slots=True, frozen=True)
class Metric:
    """One row of ``dim_metric``."""

    code: str
    name_zh: str
    name_en: str | None
    category: str | None
    """Codes of the category tree from the root down, separated by /; None where not catalogued."""
    action: str | None
    object: str | None
    unit: str | None
    """Canonical unit of its levels; None where not catalogued."""
    units: tuple[str, ...]
    """Every unit that it may come in, ``unit`` first."""
    polarity: int | None
    """1 more is better, -1 less is better, 0 neither."""
    additivity: str | None
    """full (over regions and periods), region (a stock: over regions only) or none (a rate)."""
    grain: str
    """exact: one thing; kinds: known kinds of it (检查网吧, 检查药店); family: whatever else is told of its kind."""
    is_catalogued: bool

    @property
    def is_family(self) -> bool:
        """Its figures compare only where their object words are the same."""
        return self.grain != "exact"


@dataclass(slots=True, frozen=True)
class Category:
    """One node of the category tree."""

    code: str
    name_zh: str
    name_en: str
    path: str
    """Codes from the root down, separated by /."""


@dataclass(slots=True, frozen=True)
class Words:
    """Words → classes."""

    actions: dict[str, str]
    """Action word → class."""
    objects: dict[str, tuple[str, ...]]
    """Object word → classes, the head last; empty for a neutral word."""


@dataclass(slots=True, frozen=True)
class Pattern:
    """One way of saying a metric."""

    metric: Metric
    actions: tuple[str, ...]
    """Classes; an empty one is no action, ``*`` any."""
    objects: tuple[str, ...]
    """Classes, the head last; empty for no object, ``*`` alone for any."""
    words: str | None
    """The object as read, instead of classes."""
    is_open: bool
    """Whether other words may stand beside the object's classes."""
    line: str


@lru_cache(maxsize=1)
def categories() -> dict[str, Category]:
    """The category tree by code, parents before children. Raises LexiconError."""
    tree: dict[str, Category] = {}
    for line, (code, name_zh, name_en, parent) in rows(CATEGORIES, ("code", "name_zh", "name_en", "parent")):
        if code in tree:
            raise LexiconError(f"{CATEGORIES}, line {line}: the category {code} is already taken")
        if parent and parent not in tree:
            raise LexiconError(f"{CATEGORIES}, line {line}: no category {parent!r} above this line to be its parent")
        path = f"{tree[parent].path}/{code.rpartition('.')[2]}" if parent else code
        tree[code] = Category(code, name_zh, name_en, path)
    return tree


@lru_cache(maxsize=1)
def words() -> Words:
    """Every word with its classes. Raises LexiconError, where a word is in two classes for one."""
    actions: dict[str, str] = {}
    objects: dict[str, tuple[str, ...]] = {}
    for line, (side, name, listed) in rows(WORDS, ("side", "class", "words"), key=3):
        classes = tuple(name.split("+")) if name else ()
        if side not in ("action", "object", "neutral") or (side == "action") > (len(classes) == 1):
            raise LexiconError(f"{WORDS}, line {line}: side must be action (of one class), object or neutral")
        for word in listed.split(" "):
            taken = (actions.get(word),) if side == "action" else objects.get(word)
            if taken and taken != (None,):
                known = "+".join(filter(None, taken)) or "neutral"
                raise LexiconError(f"{WORDS}, line {line}: {word} is already {side} class {known}")
            if side == "action":
                actions[word] = name
            else:
                objects[word] = classes
    return Words(actions, objects)


@lru_cache(maxsize=1)
def patterns() -> list[Pattern]:
    """Every pattern of every metric, in the order of the file. Raises LexiconError."""
    known = words()
    object_classes = {c for classes in known.objects.values() for c in classes}
    action_classes = set(known.actions.values())
    found: list[Pattern] = []
    taken: set[str] = set()
    for line, cells in rows(METRICS, _COLUMNS):
        metric = _metric(line, cells, taken)
        for text in cells[4].split(";"):
            found += _patterns(metric, text, line, action_classes, object_classes)
    return found


def metrics() -> dict[str, Metric]:
    """The catalogue by code, in the order of the file. Raises LexiconError."""
    return {pattern.metric.code: pattern.metric for pattern in patterns()}


def _metric(line: str, cells: list[str], taken: set[str]) -> Metric:
    code, name_zh, name_en, category, text, units, polarity, additivity, grain = cells
    where = f"{METRICS}, line {line}"
    if not _CODE.fullmatch(code):
        raise LexiconError(f"{where}: the code {code!r} must be lower-case words joined by dots")
    if code in taken:
        raise LexiconError(f"{where}: the code {code} is already taken")
    taken.add(code)
    if category not in categories():
        raise LexiconError(f"{where}: no category {category!r} in {CATEGORIES}")
    if polarity not in ("1", "0", "-1") or additivity not in _ADDITIVITY or grain not in _GRAINS:
        raise LexiconError(
            f"{where}: polarity must be 1, 0 or -1, additivity {', '.join(_ADDITIVITY)}, grain exact, kinds or family"
        )
    if not units:
        raise LexiconError(f"{where}: at least one unit is needed")
    if not units_of_lexicon.of(units.split("|")[0]):
        raise LexiconError(f"{where}: no unit {units.split('|')[0]!r} in units.csv")
    action, _, thing = (part.split("|")[0] for part in text.split(";")[0].partition(":"))
    return Metric(
        code, name_zh, name_en, categories()[category].path,
        action.lstrip("=") if action not in ("-", "*") else None,
        thing.lstrip("=").replace("+", "") if thing not in ("-", "*") else None,
        units.split("|")[0], tuple(units.split("|")), int(polarity), additivity, grain, True,
    )  # fmt: skip


def _patterns(
    metric: Metric, text: str, line: str, action_classes: set[str], object_classes: set[str]
) -> Iterator[Pattern]:
    actions, colon, things = text.partition(":")
    where = f"{METRICS}, line {line}"
    if not colon:
        raise LexiconError(f"{where}: the pattern {text!r} must be ACTION|ACTION:OBJECT+CLASS|OBJECT")
    verbs = tuple("" if name == "-" else name for name in actions.split("|"))
    for verb in verbs:
        if verb and verb != "*" and not verb.startswith("=") and verb not in action_classes:
            raise LexiconError(
                f"{where}: no action class {verb!r} in {WORDS}; add it, or write ={verb} for the word itself"
            )
    for thing in things.split("|"):
        if thing.startswith("="):
            yield Pattern(metric, verbs, (), thing[1:], False, line)
            continue
        is_open = metric.grain == "family" or thing.startswith("*+")
        if is_open and metric.grain == "exact":
            raise LexiconError(f"{where}: {thing} takes kinds of its object, so the grain must be kinds, not exact")
        names = () if thing == "-" else tuple(thing.removeprefix("*+").split("+"))
        for name in names:
            if name not in object_classes and names != ("*",):
                raise LexiconError(
                    f"{where}: no object class {name!r} in {WORDS}; add it, or write ={thing} for words as read"
                )
        yield Pattern(metric, verbs, names, None, is_open, line)
