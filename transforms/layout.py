"""The paragraphs and sentences of a text. Nothing here changes it: every result is an offset into it."""

from __future__ import annotations

import re
from bisect import bisect_right

from transforms.lines import Kind, Line, lines

# A full stop of Latin script counts behind a Chinese character only: 破案36起.
_SENTENCE_END = re.compile(r"[。！？!?；;….．]+(?<![^\u4e00-\u9fff。！？…][.．])[”’」』）)】》\"']*")


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the paragraphs of ``text[start:end]``, a broken one as a single span with its line breaks inside."""
    end = len(text) if end is None else end
    layout = lines(text)
    spans: list[tuple[int, int]] = []
    last_text = -1
    for index in range(bisect_right(layout, start, key=_end_of), len(layout)):
        one = layout[index]
        if one.start >= end:
            break
        if one.goes_on and last_text >= 0:
            del spans[last_text + 1 :]
            spans[last_text] = (spans[last_text][0], min(one.end, end))
        else:
            spans.append((max(one.start, start), min(one.end, end)))
            if one.kind is Kind.TEXT:
                last_text = len(spans) - 1
    return spans


def _end_of(line: Line) -> int:
    return line.end


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of ``text[start:end]``; they end at 。！？；… and where a paragraph ends."""
    spans: list[tuple[int, int]] = []
    for begin, stop in paragraphs(text, start, end):
        at = begin
        for match in _SENTENCE_END.finditer(text, begin, stop):
            spans.append((at, match.end()))
            at = match.end()
            while at < stop and text[at].isspace():
                at += 1
        if at < stop:
            spans.append((at, stop))
    return spans
