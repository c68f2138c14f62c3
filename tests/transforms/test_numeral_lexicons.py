"""The vocabulary of units and set words: whole as shipped, and a clear error where an edit breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from transforms import lexicon
from transforms.figures import names, units
from transforms.figures.normalise import fold
from transforms.figures.scan import scan


def test_every_unit_is_read_after_a_number() -> None:
    table = units._lexicon()[0]
    for written, unit in table.items():
        assert units.of(written) == unit
    assert len(table) > 400


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("written,unit,kind\n", "units.csv, line 1: the header must be"),
        ("written,unit,kind,not_before,only_before\n起,起,cases,,\n", "units.csv, line 2: kind 'cases'"),
        (
            "written,unit,kind,not_before,only_before\n起,起,count,,\n起,起,count,,\n",
            "units.csv, line 3: '起' is listed twice",
        ),
        ("written,unit,kind,not_before,only_before\n起,起,count\n", "units.csv, line 2: 3 cells"),
    ],
)
def test_a_broken_unit_names_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str, message: str) -> None:
    (tmp_path / "units.csv").write_text(rows, "utf-8")
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    with pytest.raises(lexicon.LexiconError, match=message):
        units._lexicon.__wrapped__()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("word,kind\n统一,adverb\n", "setwords.csv, line 2: kind 'adverb'"),
        ("word,kind\n行动,word\n", "setwords.csv, line 2: '行动' holds no Chinese numeral"),
    ],
)
def test_a_broken_set_word_names_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str, message: str
) -> None:
    (tmp_path / "setwords.csv").write_text(rows, "utf-8")
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    with pytest.raises(lexicon.LexiconError, match=message):
        names._lexicon.__wrapped__()


def test_set_words_hold_no_entry_of_their_own() -> None:
    words, _ = names._lexicon()
    listed = [
        word for word, kind in words.items() if kind != "name" and any(t.role is None for t in scan(f"关于{word}的"))
    ]
    assert listed == []


@pytest.mark.parametrize("text", ["萬人次與２３％", "壹佰万元", "队伍万众一心", "大陆伍先生", "〇九年", "1，234．5"])
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
