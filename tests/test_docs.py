"""Every command and query of the documentation runs, and prints what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from flows.automations import AUTOMATIONS_YAML
from flows.deployments import read_deployments
from tests.docs_blocks import PROJECT, Reader, matches, steps, unrun_commands

PAGES = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").glob("**/*.md")])
RUN_ELSEWHERE = {
    "make test": "by CI",
    "make install": "by CI",
    "bulletins up": "tests/flows/test_up.py",
    "bulletins automations": "tests/flows/test_automations.py",
    "make up": "the same command as `bulletins up`",
}


@pytest.mark.parametrize("page", [page for page in PAGES if ".zh-CN." not in page.name], ids=lambda page: page.name)
def test_commands_and_queries_run_as_shown(page: Path, tmp_path: Path) -> None:
    reader = Reader(tmp_path / "data")
    for step in steps(page):
        code, printed = reader.run(step)
        shown = f"{page.name}:{step.line}: {step.command}\n" + "\n".join(printed)
        assert code == 0, f"exit code {code}: {shown}"
        assert step.expected is None or matches(step.expected, printed), (
            f"prints something else (write it into the page: python -m tests.docs_blocks {page.name}): {shown}"
        )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_command_is_left_out(page: Path) -> None:
    for line, command in unrun_commands(page):
        assert command in RUN_ELSEWHERE, f"{page.name}:{line}: {command} is run by no test: make it a console block"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name}: {target} is not there"


@pytest.mark.parametrize("page", [page for page in PAGES if ".zh-CN." in page.name], ids=lambda page: page.name)
def test_a_chinese_page_has_the_commands_and_queries_of_the_english_one(page: Path) -> None:
    english = page.with_name(page.name.replace(".zh-CN", ""))
    assert _commands(page) == _commands(english)


@pytest.mark.parametrize("page", ["operations.md", "operations.zh-CN.md"])
def test_the_operations_page_names_every_deployment_alert_and_service(page: str) -> None:
    text = (PROJECT / "docs" / page).read_text("utf-8")
    rows = {row.strip() for row in re.findall(r"^\| `?([a-z -]+)", text, re.MULTILINE)}
    deployments = [entry["name"] for entry in read_deployments()]
    automations = yaml.safe_load(AUTOMATIONS_YAML.read_text("utf-8"))
    alerts = [entry["name"].removeprefix("bulletins: ") for entry in automations]
    services = [path.stem for path in (PROJECT / "systemd").glob("*.service")]
    assert [name for name in deployments + alerts + services if name not in rows] == []


def _commands(page: Path) -> list[str]:
    """Commands and queries in order, without the comments in them, which are translated."""
    shown = [command for _, command in unrun_commands(page)]
    return shown + [re.sub(r"\s*--.*", "", step.command) for step in steps(page)]
