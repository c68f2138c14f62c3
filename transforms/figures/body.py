"""One body that an article names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.figures.gazetteer import Region


@dataclass(slots=True)
class Body:
    """A body named in the article: its words as read and what they stand for."""

    start: int
    end: int
    name: str | None
    """Full form in simplified script, None while it is not known."""
    region: Region | None
    tail: str
    """The name without the place that it opens with."""
    type: str
    form: str
    is_actor: bool
    """Whether it may be the subject of what follows."""
    is_source: bool
    """记者从…获悉: it publishes, and acts only where nobody else does."""
    opens_with: int = -1
    """Where the last place of its own name begins, -1 for none."""
    opens_to: int = -1
    """Where that place ends."""
    above: tuple[str, ...] = ()
    """The bodies that its name goes through: 开鲁县公安局 of 开鲁县公安局治安大队."""


_POLICE = re.compile("公安|警|派出所|反诈|看守所|专案组")


def is_police(body: Body) -> bool:
    """Whether the body is of the police, of whatever branch."""
    return body.type in ("police", "traffic_police") or (body.name is not None and bool(_POLICE.search(body.name)))
