"""The service files start commands that exist, with the same settings as `bulletins up`."""

from __future__ import annotations

import shlex
from configparser import ConfigParser
from pathlib import Path

import pytest

from flows.cli import app
from flows.serve import KEPT, QUIET, TELLING
from tests.conftest import PROJECT

UNITS = sorted((PROJECT / "systemd").glob("*.service"))


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_starts_a_command_that_exists(path: Path) -> None:
    unit = ConfigParser(strict=True, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # names of units are case-sensitive
    unit.read(path, "utf-8")
    program, command, *_ = shlex.split(unit["Service"]["ExecStart"])
    assert program.startswith("%h/bulletins/.venv/bin/")
    commands = {found.name or found.callback.__name__ for found in app.registered_commands if found.callback}
    assert Path(program).name == "prefect" or command in commands
    assert unit["Service"]["EnvironmentFile"] == "%h/.config/bulletins.env"


def test_the_environment_is_that_of_up() -> None:
    lines = (PROJECT / "systemd" / "bulletins.env").read_text("utf-8").splitlines()
    environment = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert (QUIET | KEPT | TELLING).items() <= environment.items()
