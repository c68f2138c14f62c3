"""Named campaigns and operations: which one a figure was counted in.

A campaign of the headline or the lead holds for the article until a time that began before it; one that is named in
passing holds for its sentence, or for its part of a list between semicolons.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date

from transforms.figures import dates
from transforms.figures.campaign_names import Mention, at_time, find
from transforms.figures.context import Context
from transforms.figures.dates import Expression
from transforms.records import Article, Figure

_SENTENCE = re.compile(r"[。！？!?]|\n\s{0,8}\n|(?<=[。！？”）)])[ \t]{0,8}\n")
_ITEM = re.compile(r"[；;]")
_HOLDS = re.compile(r"[^，,。；;]{0,16}?(?:以?[来來](?=[，,至截])|以来|以來|期间|期間|中(?=[，,])|[启啟]动|开展以)")
_JOINED = re.compile(r"[^，,。；;]{0,24}(?:开展|組織|组织|部署|推进|参加|参与|实施|投入)[^，,。；;]{0,6}$")
_ANAPHOR = re.compile(r"(?:行动|行動|斗争|战役|攻势)[^，,。；;“”]{0,4}$")
_COUNTED = re.compile(r"\s*(?:共|约|近|逾|超)?\s*$")
_REACH = 400
"""How far a sentence is looked through for its end."""


def fill(text: str, article: Article, figures: list[Figure], context: Context) -> None:
    """Set ``campaign`` of the figures of one article, and the article's times and mentions in ``context``."""
    context.times = dates.find(text, article.start, article.end, context.year, context.published_on)
    context.mentions = find(text, article.start, article.end)
    if not context.mentions:
        return
    _Scope(text, article, figures, context).run()
    _headline(article, figures)


def _headline(article: Article, figures: list[Figure]) -> None:
    """Figures of the headline take the campaign of the one that they repeat, else of the first in the body."""
    by_start = {f.start: f for f in figures}
    body = next((f for f in figures if f.start >= article.body_start), None)
    for figure in figures:
        if figure.start >= article.body_start:
            break
        source = by_start.get(figure.repeats) if figure.repeats is not None else body
        if source is not None and source.start >= article.body_start:
            figure.campaign = source.campaign


class _Scope:
    """The walk over mentions, times and figures of one article."""

    def __init__(self, text: str, article: Article, figures: list[Figure], context: Context) -> None:
        self.text, self.article, self.figures, self.context = text, article, figures, context
        self.fullest = _fullest(context.mentions)
        self.lead: Mention | None = None
        """Holds until a time that began before it."""
        self.lead_sentence_end = 0
        self.lead_time: tuple[date | None, date | None] | None = None
        """The time in force where the lead's campaign was named: it does not end it."""
        self.off = False
        """Whether a wider time has ended the lead's campaign."""
        self.local: Mention | None = None
        """Named in passing: holds up to ``local_end``."""
        self.local_end = 0
        self.time: tuple[date | None, date | None] | None = None
        self.starts = [f.start for f in figures]
        self.first_body = next((f.start for f in figures if f.start >= article.body_start), article.end)

    def run(self) -> None:
        events: list[tuple[int, int, Mention | Expression]] = sorted(
            [*((m.start, 0, m) for m in self.context.mentions), *((e.start, 1, e) for e in self.context.times)],
            key=lambda event: event[:2],
        )
        i, text = 0, self.text
        before: Mention | None = None
        for figure in self.figures:
            while i < len(events) and events[i][0] < figure.start:
                event = events[i][2]
                if isinstance(event, Mention):
                    before = self._mention(event, before)
                else:
                    self._time(event)
                i += 1
            ahead = events[i][2] if i < len(events) else None
            near = isinstance(ahead, Mention) and ahead.start - figure.end < 32
            if near and isinstance(ahead, Mention) and _JOINED.match(text, figure.end, ahead.start):
                figure.campaign = self._shown(ahead)
            elif name := self._name(figure.start):
                figure.campaign = name

    def _name(self, at: int) -> str | None:
        if self.local is not None and at < self.local_end:
            return self._shown(self.local)
        return self._shown(self.lead) if self.lead is not None and not self.off else None

    def _shown(self, mention: Mention) -> str | None:
        return self.fullest[mention.key] if mention.key else None

    def _mention(self, mention: Mention, before: Mention | None) -> Mention:
        """Take the next mention; with the one before it, where a sentence names several at once, it is none."""
        text = self.text
        end = min(self.article.end, mention.end + _REACH)
        stop = _SENTENCE.search(text, mention.end, end)
        sentence_end = stop.start() if stop else end
        if before is not None and self._together(before, mention):
            mention = Mention(before.start, mention.end, "", False, "", ())
        i = bisect_right(self.starts, mention.end - 1)
        if i < len(self.starts) and _COUNTED.match(text[mention.end : min(self.starts[i], mention.end + 8)]):
            return mention
        own_time = _HOLDS.match(text, mention.end) is not None
        again = self.lead is not None and self.lead.key == mention.key
        if own_time or again or mention.start < self.first_body:
            if self.lead is None or self.lead.key != mention.key:
                self.lead_time = None if own_time else self.time
            self.lead, self.off, self.local = mention, False, None
            self.lead_sentence_end = sentence_end
            return mention
        if self.lead is not None and not self.off and self.lead.campaigns and not mention.campaigns and mention.key:
            return mention  # an operation inside a national campaign is no campaign of its own
        self.local, self.local_end = mention, sentence_end
        begin = max(self.article.start, mention.start - _REACH)
        for mark in "。\n":
            begin = max(begin, text.rfind(mark, begin, mention.start) + 1)
        if _ITEM.search(text, begin, mention.start) and (item := _ITEM.search(text, mention.end, sentence_end)):
            self.local_end = item.start()
        return mention

    def _together(self, before: Mention, mention: Mention) -> bool:
        """Whether a sentence of the body names two campaigns before it gives a figure."""
        if before.key == mention.key or before.end < self.article.body_start or mention.start - before.end > _REACH:
            return False
        i = bisect_right(self.starts, before.end)
        if i < len(self.starts) and self.starts[i] < mention.start:
            return False
        return _SENTENCE.search(self.text, before.end, mention.start) is None

    def _time(self, time: Expression) -> None:
        if time.is_compared or time.kind == "earlier":
            return
        if time.kind in ("campaign", "during"):
            if _ANAPHOR.search(self.text, max(self.article.start, time.start - 8), time.end):
                self.lead, self.off = self.lead or self.local, False
            return
        days = (time.first, time.last)
        if self.lead is None or time.start < self.lead_sentence_end or days == self.lead_time:
            self.time = days
            return
        self.time = days
        if self._is_wider(time):
            self.off = True

    def _is_wider(self, time: Expression) -> bool:
        """Whether a time began before the campaign or after it, so that its figures are not the campaign's alone."""
        if time.first is None or self.lead is None:
            return False
        known = at_time(self.lead.campaigns, self.context.year, self.context.published_on)
        if known is not None and known.end is not None and time.first > known.end:
            return True
        begun = (known.start if known else None) or (self.lead_time or (None, None))[0]
        if begun is not None:
            return time.first < begun
        return time.kind in ("half", "quarter", "year", "years") or (
            time.kind in ("since", "months") and (time.first.month, time.first.day) == (1, 1)
        )


def _fullest(mentions: list[Mention]) -> dict[str, str]:
    """The name that each campaign goes by in an article: as quoted, else the longest written."""
    names: dict[str, tuple[bool, int, str]] = {}
    for mention in mentions:
        names[mention.key] = max(
            names.get(mention.key, (False, 0, "")), (mention.is_quoted, len(mention.name), mention.name)
        )
    return {key: name for key, (_, _, name) in names.items()}
