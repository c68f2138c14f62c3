"""sources.yaml: what is known of each source, by its subfolder of the inbox."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.metadata import REGION_ADVICE, is_region_name

if TYPE_CHECKING:
    from yaml import Node, ScalarNode

LANES = ("routine", "urgent")
_FIELDS = ("name", "publisher", "home_region", "cadence_days", "lane")


class SourcesError(ValueError):
    """sources.yaml is wrong; the message begins with file and line."""


@dataclass(slots=True, frozen=True)
class SourceDefaults:
    """What holds for the bulletins of one source where neither a sidecar nor the text says it."""

    code: str
    """The subfolder of the inbox."""
    name: str
    publisher: str | None = None
    home_region: str | None = None
    cadence_days: int | None = None
    """A silence longer than so many days is reported; None where no rhythm is expected."""
    lane: str = "routine"
    """routine (定期报送) or urgent (重大情况随时报送)."""


def parse_sources(text: str, file_name: str = "sources.yaml") -> dict[str, SourceDefaults]:
    """The sources by code. Raises SourcesError with ``file_name`` and the line that is wrong."""
    import yaml

    from transforms import plain_yaml

    try:
        root = plain_yaml.compose(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise SourcesError(f"{file_name}:{line}: {getattr(error, 'problem', None) or error}") from None
    if root is None:
        return {}
    sources: dict[str, SourceDefaults] = {}
    for key, value in _pairs(root, file_name, "the file"):
        code = key.value
        if code in sources:
            raise _wrong(file_name, key, f"{code} stands here a second time")
        if not code or "/" in code or code.startswith("."):
            raise _wrong(file_name, key, f"{code!r} is no name of a subfolder of the inbox")
        sources[code] = _source(code, value, file_name)
    return sources


def _source(code: str, node: Node, file_name: str) -> SourceDefaults:
    given: dict[str, str | int] = {}
    for key, value in _pairs(node, file_name, code):
        if key.value not in _FIELDS:
            raise _wrong(file_name, key, f"{code} has a field {key.value!r} that is not known ({', '.join(_FIELDS)})")
        if key.value in given:
            raise _wrong(file_name, key, f"{code} gives {key.value} twice")
        given[key.value] = _value(code, key.value, value, file_name)
    if not given.get("name"):
        raise _wrong(file_name, node, f"{code} has no name")
    return SourceDefaults(code=code, **given)  # type: ignore[arg-type]  # each value is checked in _value


def _value(code: str, field: str, node: Node, file_name: str) -> str | int:
    text = node.value.strip() if isinstance(node.value, str) else ""
    if not text:
        raise _wrong(file_name, node, f"{code}: {field} must be one value")
    if field == "lane" and text not in LANES:
        raise _wrong(file_name, node, f"{code}: lane must be {' or '.join(LANES)}, not {text!r}")
    if field == "home_region" and not is_region_name(text):
        raise _wrong(file_name, node, f"{code}: home_region is {text!r}; {REGION_ADVICE}")
    if field == "cadence_days":
        if not text.isdecimal() or int(text) < 1:
            raise _wrong(file_name, node, f"{code}: cadence_days must be a whole number of days, not {text!r}")
        return int(text)
    return text


def _pairs(node: Node, file_name: str, what: str) -> list[tuple[ScalarNode, Node]]:
    from yaml import MappingNode

    if not isinstance(node, MappingNode):
        raise _wrong(file_name, node, f"{what} must be a mapping of names to values")
    pairs: list[tuple[ScalarNode, Node]] = node.value
    for key, _ in pairs:
        if not isinstance(key.value, str):
            raise _wrong(file_name, key, f"{what} has a key that is no name")
    return pairs


def _wrong(file_name: str, node: Node, message: str) -> SourcesError:
    return SourcesError(f"{file_name}:{node.start_mark.line + 1}: {message}")
