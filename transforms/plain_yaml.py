"""YAML from outside: plain values only. Aliases, which a bomb multiplies by, deep nesting and names given twice are
errors.
"""

from __future__ import annotations

from typing import Any

import yaml
from yaml.composer import ComposerError
from yaml.constructor import ConstructorError
from yaml.events import AliasEvent
from yaml.nodes import MappingNode, Node, ScalarNode

DEEPEST = 50
"""Levels of nesting; the files of this project have three."""


class _PlainLoader(yaml.SafeLoader):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = 0

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        is_alias = self.check_event(AliasEvent)
        if is_alias or self.depth == DEEPEST:
            problem = "aliases (*) are not read" if is_alias else f"nested more than {DEEPEST} deep"
            raise ComposerError(None, None, problem, self.get_mark())
        self.depth += 1
        node: Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, ScalarNode):
                if key.value in seen:
                    raise ConstructorError(None, None, f"{key.value} is given twice", key.start_mark)
                seen.add(key.value)
        return super().construct_mapping(node, deep)

    def construct_yaml_timestamp(self, node: ScalarNode) -> Any:
        """A day that is none stays text, so that whoever asked for a day can name the field."""
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_PlainLoader.add_constructor("tag:yaml.org,2002:timestamp", _PlainLoader.construct_yaml_timestamp)


def compose(text: str) -> Node | None:
    """The nodes of a text, with their places. Raises yaml.YAMLError."""
    return yaml.compose(text, Loader=_PlainLoader)


def load(text: str) -> Any:
    """The values of a text. Raises yaml.YAMLError, and ValueError for a number that is none."""
    return yaml.load(text, Loader=_PlainLoader)
