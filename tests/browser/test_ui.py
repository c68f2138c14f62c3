"""The Prefect UI as an operator uses it, in real Chromium against `bulletins up`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from flows.deployments import PROJECT, read_deployments
from tests.up import Up, wait_for

sync_api = pytest.importorskip("playwright.sync_api")
Page = sync_api.Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SCREENSHOTS = Path(__file__).parent / "output"
PATIENCE_MS = 60_000

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(up: Up) -> Iterator[Page]:
    """One page for all tests; at the end: it has asked nothing of any other machine."""
    if CHROMIUM is None:
        if os.environ.get("BULLETINS_REQUIRE_BROWSER"):
            pytest.fail("no Chromium, and BULLETINS_REQUIRE_BROWSER asks for one")
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium): the UI is not tested")
    SCREENSHOTS.mkdir(exist_ok=True)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(PATIENCE_MS)
        hosts: set[str] = set()
        page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or ""))
        yield page
        browser.close()
    assert hosts <= {"127.0.0.1", ""}, "the UI asks something of another machine"


def shoot(page: Page, name: str) -> None:
    page.screenshot(path=SCREENSHOTS / f"{name}.png")


def test_every_deployment_is_listed(up: Up, page: Page) -> None:
    page.goto(f"{up.address}/deployments")
    for entry in read_deployments():
        page.get_by_role("link", name=entry["name"], exact=True).first.wait_for()
    shoot(page, "deployments")


@pytest.mark.parametrize("entry", read_deployments(), ids=lambda entry: entry["name"])
def test_a_deployment_says_what_it_is_for(up: Up, page: Page, entry: dict) -> None:
    page.goto(f"{up.address}/deployments/deployment/{up.deployment(entry['name'])['id']}?tab=Description")
    page.get_by_text("When to use:").wait_for()


def test_the_form_runs_ingest_on_a_folder_and_shows_what_came_of_it(up: Up, page: Page) -> None:
    deployment = up.deployment("ingest")
    page.goto(f"{up.address}/deployments/deployment/{deployment['id']}/run")
    page.get_by_text("Folder or file on the server to copy from").wait_for()
    page.locator("textarea").nth(0).fill(str(PROJECT / "samples"))
    shoot(page, "form")
    page.get_by_role("button", name="Submit").click()
    page.get_by_text("scheduled to start now").first.wait_for()
    run = wait_for(lambda: _last_run(up, deployment["id"], "samples"))
    ended = up.ended(run["id"])
    assert ended["state"]["type"] == "COMPLETED", ended["state"]
    page.goto(f"{up.address}/runs/flow-run/{run['id']}")
    page.get_by_text(ended["state"]["message"]).first.wait_for()
    shoot(page, "run")
    page.get_by_text("Artifacts", exact=True).click()
    for key in ("ingest-summary", "ingest-files", "ingest-figures"):
        page.get_by_text(key).first.wait_for()
    shoot(page, "artifacts")
    page.get_by_text("ingest-files").first.click()
    page.get_by_text("传真件0806.tif").first.wait_for()
    shoot(page, "files")


def test_a_failure_says_what_to_do(up: Up, page: Page) -> None:
    run = up.run("reparse", {"source": "nobody"})
    page.goto(f"{up.address}/runs/flow-run/{run['id']}")
    page.get_by_text("nothing to read again").first.wait_for()
    page.get_by_text("Failed").first.wait_for()
    shoot(page, "failure")


def test_a_bad_parameter_is_refused_in_the_form(up: Up, page: Page) -> None:
    deployment = up.deployment("reparse")
    before = len(_runs(up, deployment["id"]))
    page.goto(f"{up.address}/deployments/deployment/{deployment['id']}/run")
    page.get_by_text("Put the result in use").wait_for()
    page.locator("textarea").last.fill("no such id")
    with page.expect_response(lambda response: "create_flow_run" in response.url) as answered:
        page.get_by_role("button", name="Submit").click()
    assert answered.value.status == 409
    assert "/run" in page.url, "the form stays open to be mended"
    page.wait_for_timeout(1500)
    shoot(page, "refused")
    assert len(_runs(up, deployment["id"])) == before


def test_automations_are_there(up: Up, page: Page) -> None:
    page.goto(f"{up.address}/automations")
    page.get_by_text("bulletins: run failed").first.wait_for()
    shoot(page, "automations")


def _runs(up: Up, deployment_id: str) -> list[dict]:
    return up.api("flow_runs/filter", {"flow_runs": {"deployment_id": {"any_": [deployment_id]}}, "limit": 50})


def _last_run(up: Up, deployment_id: str, folder: str) -> dict | None:
    found = [run for run in _runs(up, deployment_id) if run["parameters"].get("folder", "").endswith(folder)]
    return found[0] if found else None
