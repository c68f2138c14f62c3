"""jieba and its Rust port rjieba cut alike, so that which of them is installed changes nothing but the speed."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

import jieba
import jieba.posseg
import pytest
import rjieba

from tests.corpus.test_corpus import FAMILIES, entries
from tests.gold import reading
from transforms.figures import words
from transforms.figures.phrases import read_left

HAN = re.compile("[一-鿿]+")


def stretches() -> set[str]:
    """Every run of Chinese characters of the gold bulletins and of the corpora."""
    documents, texts = reading.annotations(reading.HERE)
    corpora = [path.read_text("utf-8") for path in reading.HERE.parent.glob("corpus/*.yaml")]
    assert documents
    return {run for text in (*texts.values(), *corpora) for run in HAN.findall(text)}


def test_cuts_are_equal() -> None:
    for text in stretches():
        cut = jieba.lcut(text)
        assert rjieba.cut(text) == cut
        assert [word for word, _ in words.tag(text)] == cut


def test_tags_are_equal_for_the_words_of_the_dictionary() -> None:
    """Words that the dictionary lacks are guessed by each in its own way."""
    known = jieba.posseg.dt.word_tag_tab
    for text in stretches():
        for word, tag in words.tag(text):
            assert known.get(word, tag) == tag


@pytest.fixture
def without_rjieba(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "rjieba", None)
    words._tagger.cache_clear()
    yield
    words._tagger.cache_clear()


def test_phrases_read_alike_without_rjieba(without_rjieba: None) -> None:
    for family, expected, text in entries():
        if family == "phrases":
            assert FAMILIES[family](text) == expected


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts whose words are asked for."""
    texts: list[str] = []
    tag = words.tag

    def record(text: str) -> list[tuple[str, str]]:
        texts.append(text)
        return tag(text)

    monkeypatch.setattr(words, "tag", record)
    return texts


def test_what_is_asked_for_is_cut_alike(asked: list[str]) -> None:
    """The words around figures, which may hold a Latin letter or a digit of a name too."""
    figures = sum(len(document["figures"]) for document in reading.read(reading.HERE).predictions.values())
    assert 0 < len(asked) < figures, "the words around a figure are asked for where the lexicon does not know them"
    for text in asked:
        assert rjieba.cut(text) == jieba.lcut(text)


def test_a_verb_of_the_lexicon_asks_for_no_words(asked: list[str]) -> None:
    assert read_left("共破获刑事案件", "起").action == "破获"
    assert not asked
    read_left("他们遛完了警犬", "只")
    assert asked
