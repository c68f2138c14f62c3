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


def full(path: str) -> Path:
    """A path that was typed into a form. Raises StepError where it is relative or its home folder is nobody's."""
    try:
        given = Path(path.strip()).expanduser()
    except RuntimeError as error:
        raise StepError(f"{path!r} is no full path ({error}): begin with /") from None
    if not given.is_absolute():
        raise StepError(f"{path!r} is no full path: runs have a working folder of their own, begin with /")
    return given


def there(path: str) -> Path:
    """A full path under which something lies. Raises StepError where nothing does, or none can look."""
    given = full(path)
    try:
        is_there = given.exists()
    except OSError as error:
        raise StepError(f"{given} cannot be looked at ({error.strerror}): let the worker's user read it") from None
    if not is_there:
        raise StepError(f"{given} is not there: the path is one of the machine that runs the worker")
    return given
