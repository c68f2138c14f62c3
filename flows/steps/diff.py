"""What differs between two published files: kept releases, the one in use, or any other by its path."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from flows.steps import compare, publish
from flows.steps.errors import StepError
from flows.steps.report import Comparison

if TYPE_CHECKING:
    from flows.settings import Settings

PUBLISHED = "published"
"""Names the published file in use."""


def diff(settings: Settings, old: str | None = None, new: str | None = None) -> tuple[Path, Path, Comparison]:
    """The two files and how ``new`` differs from ``old``: by default the published file from the last release.

    Raises StepError where one of them is not there, or is no published file.
    """
    first, second = find(settings, old or _last(settings)), find(settings, new or PUBLISHED)
    if first.samefile(second):
        return first, second, Comparison()
    try:
        return first, second, compare.compare(first, second, compare.VERSION)
    except duckdb.CatalogException as error:
        raise StepError(
            f"{first} and {second} cannot be compared, one was made by a version whose tables are others:"
            f" {str(error).splitlines()[0]}"
        ) from None


def find(settings: Settings, name: str) -> Path:
    """The file that ``name`` means: ``published``, a kept release (its generation or file name), or a path."""
    path = settings.published if name == PUBLISHED else _release(settings, name) or Path(name)
    if not path.exists():
        kept = ", ".join(str(publish.generation_of_release(one)) for one in publish.kept_releases(settings))
        raise StepError(f"{path} is not there, and no release is called so: kept are {kept or 'none yet'}")
    if not path.is_file() or publish.published_state(path) is None:
        raise StepError(f"{path} is no published file of this project")
    return path


def _release(settings: Settings, name: str) -> Path | None:
    """A kept release by its generation, or by its file name with or without the extension."""
    for path in publish.kept_releases(settings):
        if name in (path.name, path.stem, str(publish.generation_of_release(path))):
            return path
    return None


def _last(settings: Settings) -> str:
    kept = publish.kept_releases(settings)
    if not kept:
        raise StepError(f"no earlier release is kept yet in {settings.releases}: name two files to compare")
    return str(kept[-1])
