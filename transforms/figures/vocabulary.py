"""The word sets that reading a clause needs (lexicon/phrase_words.csv), as sets and as regex alternations."""

from __future__ import annotations

import re
from functools import cache

from transforms.lexicon import LexiconError, rows

SETS = frozenset(
    (
        *(
            "actor",
            "not_a_verb",
            "event_unit",
            "opens_noun",
            "completion",
        ),  # who acts, what looks like a verb, units of events
        *("fall", "rise", "approximator", "adverb"),  # change verbs, words before a number and before a verb
        *(
            "metric",
            "noun_after",
            "adverbial",
            "right_end",
        ),  # statistics, second parts of nouns, words that are no noun
        *("topic", "not_a_topic", "state", "body_end"),  # headings, the course of a statistic, ends of bodies
    )
)


@cache
def _sets() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {name: set() for name in SETS}
    for line, (word, name) in rows("phrase_words.csv", ("word", "set"), key=2):
        if name not in SETS or not word:
            raise LexiconError(
                f"phrase_words.csv, line {line}: set {name!r} of {word!r} is none of {', '.join(sorted(SETS))}"
            )
        found[name].add(word)
    return {name: frozenset(words) for name, words in found.items()}


def words(name: str) -> frozenset[str]:
    """The words of one set. Raises LexiconError where the file is wrong."""
    return _sets()[name]


def alternation(name: str) -> str:
    """The words of one set as the inside of a regex group, longest first."""
    return "|".join(re.escape(word) for word in sorted(words(name), key=lambda word: (-len(word), word)))


def last_characters(name: str) -> frozenset[str]:
    """What the words of one set can end with: a cheap look before a regex."""
    return frozenset(word[-1] for word in words(name))
