"""Articles, credits, furniture and sentences against articles.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms import articles, credits, furniture, lexicon

CORPUS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "articles.yaml").read_text("utf-8"))


@pytest.mark.parametrize("document", CORPUS["documents"], ids=lambda document: document["about"])
def test_documents(document: dict[str, Any]) -> None:
    marked = document["text"]
    text = marked.replace("«", "").replace("»", "")
    found = articles.split(text)
    assert [a.headline for a in found] == [a["headline"] for a in document["articles"]]
    remarked, at = "", 0
    for article in found:
        remarked += text[at : article.start] + "«" + text[article.start : article.end] + "»"
        at = article.end
    assert remarked + text[at:] == marked
    for article, expected in zip(found, document["articles"], strict=True):
        assert (article.byline, article.dateline) == (expected["byline"], expected["dateline"])
        assert article.start <= article.body_start <= article.end


DATELINES = [(text, place or None) for place, texts in CORPUS["datelines"].items() for text in texts]


@pytest.mark.parametrize(("text", "place"), DATELINES)
def test_datelines(text: str, place: str | None) -> None:
    assert credits.dateline(text) == (True, place)


@pytest.mark.parametrize("text", CORPUS["no_datelines"])
def test_no_datelines(text: str) -> None:
    assert credits.dateline(text) == (False, None)


BYLINES = [(g["names"], place, text) for g in CORPUS["bylines"] for place in g if place != "names" for text in g[place]]
READERS = {"opening": credits.opening_names, "closing": credits.closing_names, "line": credits.line_names}


@pytest.mark.parametrize(("names", "place", "text"), BYLINES)
def test_bylines(names: list[str], place: str, text: str) -> None:
    assert READERS[place](text) == names


@pytest.mark.parametrize("text", CORPUS["no_bylines"])
def test_no_bylines(text: str) -> None:
    assert credits.closing_names(text) == []


@pytest.mark.parametrize("line", CORPUS["no_credit_lines"])
def test_no_credit_lines(line: str) -> None:
    assert credits.line_names(line) is None
    assert credits.only_names(line) == []


@pytest.mark.parametrize("line", CORPUS["furniture"])
def test_furniture(line: str) -> None:
    assert furniture.is_furniture(line)


@pytest.mark.parametrize("line", CORPUS["no_furniture"])
def test_no_furniture(line: str) -> None:
    assert not furniture.is_furniture(line)


def test_each_pattern_of_furniture_has_an_example_that_it_matches() -> None:
    for line, (_, _, example) in lexicon.rows(furniture.FILE, ("place", "pattern", "example")):
        assert furniture.is_furniture(example), f"line {line}: {example}"


@pytest.mark.parametrize(
    ("row", "words"), [("top,^a,a", "place must be one of"), ("start,(a,a", "'(a' is no regular expression")]
)
def test_a_wrong_pattern_is_an_error_with_its_line(
    row: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / furniture.FILE).write_text(f"place,pattern,example\nstart,a,a\n{row}\n", "utf-8")
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    furniture.patterns.cache_clear()
    with pytest.raises(lexicon.LexiconError) as caught:
        furniture.patterns()
    assert str(caught.value).startswith(f"furniture.csv, line 3: {words}")
    furniture.patterns.cache_clear()


@pytest.mark.parametrize("marked", CORPUS["sentences"])
def test_sentences(marked: str) -> None:
    text = marked.replace("|", "")
    spans = articles.sentences(text, 0, len(text))
    assert [text[start:end].strip() for start, end in spans] == [
        piece.strip() for piece in marked.split("|") if piece.strip()
    ]
