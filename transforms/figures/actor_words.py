"""Words that tell somebody's work from what merely happened, and who else may be told of."""

from __future__ import annotations

import re
from functools import cache

from transforms.lexicon import LexiconError, rows

_USES = (
    "situation_verb",
    "situation_verb_start",
    "situation_noun",
    "work_noun",
    "work_noun_end",
    "police_work",
    "arrest",
    "relief",
    "other_subject",
    "place_verb",
)


@cache
def words() -> dict[str, re.Pattern[str]]:
    """Words that tell somebody's work from what merely happened, by use (lexicon/actor_words.csv)."""
    by_use: dict[str, list[str]] = {use: [] for use in _USES}
    for line, (word, use) in rows("actor_words.csv", ("word", "use"), key=2):
        if use not in by_use:
            raise LexiconError(f"actor_words.csv, line {line}: use {use!r} is none of {', '.join(_USES)}")
        by_use[use].append(re.escape(word))
    joined = {use: "|".join(words) for use, words in by_use.items()}
    return {
        "situation_verb": re.compile(joined["situation_verb"]),
        "situation_verb_start": re.compile(joined["situation_verb_start"]),
        "situation_noun": re.compile(joined["situation_noun"]),
        "work_noun": re.compile(f"{joined['work_noun']}|(?:{joined['work_noun_end']})$"),
        "police_work": re.compile(joined["police_work"]),
        "relief": re.compile(f"{joined['relief']}|安置$"),
        "place_verb": re.compile(f"(?:已|共|累计|先后|日均|全年|新)*(?:{joined['place_verb']})(?![率数量])"),
        "other_subject": re.compile(f"(?:^|[，,；;：:（(\\s])(?:{joined['other_subject']})(?=[一-鿿])(?![的等和与])"),
        "subject": re.compile(f"(?:已|共|累计|连续|先后|先|再)?(?:{joined['arrest']})(?![率数量])"),
    }
