"""A text with its broken lines joined, so that a name cut by the end of a line is one word, and the way back."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(slots=True)
class Joined:
    """``text`` without what stands between the pieces of broken lines; positions from the start of the piece."""

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


def join(text: str, gaps: list[tuple[int, int]]) -> Joined:
    """``text`` without the gaps, spans in order: white space, or the foot of a page."""
    pieces: list[str] = []
    joined = Joined("")
    position = 0
    for start, end in gaps:
        pieces.append(text[position:start])
        position = end
        joined.ends.append(end)
        joined.joints.append(start - joined.removed[-1])
        joined.removed.append(joined.removed[-1] + end - start)
    joined.text = "".join(pieces) + text[position:] if pieces else text
    return joined
