"""A text with its broken lines joined, so that a name cut by the end of a line is one word, and the way back."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

# a line that ends in the middle of a sentence: what follows goes on
_BROKEN = re.compile(r"(?<=[^\s。！？!?）)”】：:])[^\S\n]*\n\s*(?=\S)")


@dataclass(slots=True)
class Joined:
    """``text`` without the white space of broken lines. Positions are counted from the start of the piece."""

    text: str
    ends: list[int] = field(default_factory=list)
    """Where each removed run ended in the source."""
    joints: list[int] = field(default_factory=list)
    """Where it was in ``text``."""
    removed: list[int] = field(default_factory=lambda: [0])
    """Characters removed before the first, second … run, and in all."""

    def at(self, position: int) -> int:
        """The place in ``text`` of a position of the source."""
        return position - self.removed[bisect_right(self.ends, position)] if self.ends else position

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source of a span of ``text``."""
        if not self.ends:
            return start, end
        first, last = bisect_right(self.joints, start), bisect_right(self.joints, end - 1)
        return start + self.removed[first], end + self.removed[last]


def join(text: str, keep: int) -> Joined:
    """Join the broken lines of ``text``, all but those that touch position ``keep`` (the end of the headline)."""
    pieces: list[str] = []
    joined = Joined("")
    position = 0
    for match in _BROKEN.finditer(text):
        if match.start() <= keep <= match.end():
            continue
        pieces.append(text[position : match.start()])
        position = match.end()
        joined.ends.append(position)
        joined.joints.append(match.start() - joined.removed[-1])
        joined.removed.append(joined.removed[-1] + match.end() - match.start())
    joined.text = "".join(pieces) + text[position:] if pieces else text
    return joined
