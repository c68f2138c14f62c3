"""An installation's own vocabulary, laid over the shipped one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb

HEADER = "written,unit,kind,not_before,only_before\n"
TEXT = "徐州市公安局通报工作\n\n徐州市公安局查获苹果21筐箩，立案3起。\n"


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"BULLETINS_HOME": str(home), "BULLETINS_SETTLE_SECONDS": "0"}
    command = [sys.executable, "-m", "flows.cli", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def own(home: Path, name: str, content: str) -> None:
    (home / "lexicon").mkdir(parents=True, exist_ok=True)
    (home / "lexicon" / name).write_text(content, "utf-8")


def test_own_rows_add_and_replace(tmp_path: Path) -> None:
    own(tmp_path, "units.csv", HEADER + "筐箩,筐箩,count,,\n起,宗,count,,\n")
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text(TEXT, "utf-8")
    done = run(tmp_path, "ingest")
    assert done.returncode == 0, done.stderr
    with duckdb.connect(str(tmp_path / "published" / "bulletins.duckdb"), read_only=True) as con:
        found = con.sql("SELECT value, unit FROM mart_value ORDER BY value").fetchall()
        assert found == [(3, "宗"), (21, "筐箩")]
        listed = con.sql("SELECT count(*) FROM dim_unit WHERE unit = '筐箩' AND is_catalogued").fetchone()
    assert listed == (1,)


def test_a_wrong_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT, "utf-8")
    own(tmp_path, "units.csv", "written,unit\n")
    done = run(tmp_path, "extract", str(tmp_path / "x.txt"))
    assert done.returncode == 2 and "units.csv, line 1: the header must be written,unit,kind" in done.stderr
    own(tmp_path, "units.csv", HEADER + "筐箩,筐箩,fruit,,\n")
    done = run(tmp_path, "extract", str(tmp_path / "x.txt"))
    assert done.returncode == 2 and "units.csv, line 2 of your own file: kind 'fruit'" in done.stderr
    own(tmp_path, "unit.csv", HEADER)
    done = run(tmp_path, "settings")
    assert done.returncode == 2 and "unit.csv: the vocabulary has no such file; it has" in done.stderr
