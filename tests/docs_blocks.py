"""The commands and queries of the documentation, run as a reader would, their output held against the page.

A ``console`` block holds lines ``$ command`` and the output under each. A ``sql`` block is a query on the published
file; a ``text`` block right after it is its output. In an output, ``…`` stands for anything, and alone on a line for
any number of lines. ``python -m tests.docs_blocks`` writes today's output into the pages.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
# `make install` has run already, else this would not; make shall not check for it again
COMMANDS = {"make": "make -o .venv/.installed"}
FENCE = re.compile(r"^```(\w*)\s*$")


@dataclass(slots=True)
class Step:
    """One command or query, and what the page says that it prints."""

    page: Path
    line: int
    command: str
    expected: list[str] | None
    first: int
    """Line index of the output's first line, in the page."""
    is_sql: bool = False


_OF_MAKE = ("MAKELEVEL", "MAKEFLAGS", "MFLAGS")


@dataclass(slots=True)
class Reader:
    """Somebody who follows a page from top to bottom, with an empty home folder of their own."""

    home: Path
    folder: Path = field(default=PROJECT)

    def run(self, step: Step) -> tuple[int, list[str]]:
        """Exit code and printed lines."""
        # a make within `make test` would say where it enters and leaves
        outside = {name: value for name, value in os.environ.items() if name not in _OF_MAKE}
        environment = outside | {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "BULLETINS_HOME": str(self.home),
            "LC_ALL": "C.UTF-8",
        }
        command = ["bulletins", "sql", "-"] if step.is_sql else ["bash", "-c", self._shell(step.command)]
        done = subprocess.run(
            command,
            input=step.command if step.is_sql else "",
            cwd=self.folder,
            env=environment,
            text=True,
            capture_output=True,
            timeout=300,
        )
        text = (done.stdout + done.stderr).replace(str(self.home), "data")
        return done.returncode, "\n".join(line.rstrip() for line in text.splitlines()).strip("\n").splitlines()

    def _shell(self, command: str) -> str:
        """The command, in this reader's own home folder where the page writes data/."""
        name, _, rest = re.sub(r"(?<![\w/])data/", f"{self.home}/", command).partition(" ")
        return f"{COMMANDS.get(name, name)} {rest}"


def steps(page: Path) -> Iterator[Step]:
    """The commands and queries of one page, in order."""
    lines = page.read_text("utf-8").splitlines()
    blocks = list(_blocks(lines))
    for place, (kind, start, end) in enumerate(blocks):
        if kind == "console":
            yield from _console(page, lines, start, end)
        elif kind == "sql":
            follower = blocks[place + 1] if place + 1 < len(blocks) else None
            output = follower if follower and follower[0] == "text" and follower[1] <= end + 3 else None
            expected = lines[output[1] : output[2]] if output else None
            query = "\n".join(lines[start:end])
            yield Step(page, start + 1, query, expected, output[1] if output else end, is_sql=True)


def unrun_commands(page: Path) -> Iterator[tuple[int, str]]:
    """Commands of ours in ``sh`` blocks, which are shown but not run here."""
    lines = page.read_text("utf-8").splitlines()
    for kind, start, end in _blocks(lines):
        if kind in ("sh", "bash", ""):
            for number in range(start, end):
                command = lines[number].partition("#")[0].strip()
                if command.startswith(("bulletins ", "make ")):
                    yield number + 1, command


def matches(expected: list[str], printed: list[str]) -> bool:
    """Whether an output is what the page shows."""
    pattern = "\n".join(
        r"(?:.*\n)*?.*" if line.strip() == "…" else re.escape(line.rstrip()).replace("…", ".*") for line in expected
    )
    return re.fullmatch(pattern, "\n".join(printed)) is not None


def _blocks(lines: list[str]) -> Iterator[tuple[str, int, int]]:
    """Language, first line and end of each fenced block."""
    opened: tuple[str, int] | None = None
    for number, line in enumerate(lines):
        fence = FENCE.match(line)
        if fence and opened is None:
            opened = (fence[1], number + 1)
        elif fence and opened is not None:
            yield opened[0], opened[1], number
            opened = None


def _console(page: Path, lines: list[str], start: int, end: int) -> Iterator[Step]:
    number = start
    while number < end:
        assert lines[number].startswith("$ "), f"{page.name}:{number + 1}: a console block begins with `$ `"
        first = number + 1
        after = first
        while after < end and not lines[after].startswith("$ "):
            after += 1
        yield Step(page, number + 1, lines[number][2:], lines[first:after], first)
        number = after


def update(page: Path) -> None:
    """Write what the commands of ``page`` print today where the page shows something else."""
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader(Path(folder) / "data")
        results = [(step, reader.run(step)) for step in steps(page)]
    lines = page.read_text("utf-8").splitlines()
    for step, (code, printed) in reversed(results):
        print(f"{page.name}:{step.line}: exit code {code}: {step.command.splitlines()[0]}")
        if code == 0 and step.expected is not None and not matches(step.expected, printed):
            lines[step.first : step.first + len(step.expected)] = printed
    page.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        update(Path(name))
