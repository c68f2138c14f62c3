"""What the forms of several deployments ask for, and what is refused with a sentence before any work begins."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from flows.steps.errors import StepError

FIRST_DAY, LAST_DAY = date(1949, 1, 1), date(2099, 12, 31)
"""Bounds that leave nothing out: forms need a default that is a day."""

Source = Annotated[str, Field(pattern=r"^[^/\\]*$")]
"""Name of a source, which is the name of its folder in the inbox; empty where none is meant."""


def days(first: date, last: date) -> tuple[date | None, date | None]:
    """Days of a form as bounds, None where nothing is left out. Raises StepError where the last is before the first."""
    if last < first:
        raise StepError(f"published_until ({last}) is before published_from ({first}): exchange them")
    return (None if first == FIRST_DAY else first, None if last == LAST_DAY else last)


def there(path: str) -> Path:
    """A path that was typed into a form. Raises StepError where it is relative or nothing lies there."""
    given = Path(path.strip()).expanduser()
    if not given.is_absolute():
        raise StepError(f"{path!r} is no full path: runs have a working folder of their own, begin with /")
    if not given.exists():
        raise StepError(f"{given} is not there: the path is one of the machine that runs the worker")
    return given
