"""The Prefect UI as an operator uses it, in real Chromium against `bulletins up`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from flows.deployments import PROJECT, read_deployments
from tests.up import Up

sync_api = pytest.importorskip("playwright.sync_api")
Page = sync_api.Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SCREENSHOTS = Path(__file__).parent / "output"
PATIENCE_MS = 120_000
SAMPLES = str(PROJECT / "samples")

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
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        asked: set[str] = set()
        context.on("request", lambda request: asked.add(request.url))
        page.on("websocket", lambda socket: asked.add(socket.url))
        yield page
        browser.close()
    outside = {url for url in asked if urlsplit(url).hostname not in ("127.0.0.1", None)}
    assert asked and not outside, f"the UI asks something of another machine: {outside}"


def shoot(page: Page, name: str) -> None:
    page.screenshot(path=SCREENSHOTS / f"{name}.png")


def open_form(up: Up, page: Page, deployment: str, help_text: str) -> None:
    """The form of a custom run, once it shows the help of its first parameter."""
    page.goto(f"{up.address}/deployments/deployment/{up.deployment(deployment)['id']}/run")
    page.get_by_text(help_text).wait_for()


BUSY, PRESSES = 503, 3
"""What Prefect says while two of its own requests write to its SQLite at once: nothing was done, and the form stays."""


def submit(up: Up, page: Page) -> dict:
    """The run that the form started, when it has ended."""
    for _ in range(PRESSES):
        with page.expect_response(lambda response: "create_flow_run" in response.url) as answered:
            page.get_by_role("button", name="Submit").click()
        if answered.value.status != BUSY:
            break
    assert answered.value.status == 201
    page.wait_for_url(lambda url: not url.endswith("/run"))
    return up.ended(answered.value.json()["id"])


def runs(up: Up, deployment: str) -> list[dict]:
    wanted = {"deployment_id": {"any_": [up.deployment(deployment)["id"]]}}
    return up.api("flow_runs/filter", {"flow_runs": wanted, "sort": "START_TIME_DESC", "limit": 50})


def test_every_deployment_is_listed(up: Up, page: Page) -> None:
    page.goto(f"{up.address}/deployments")
    page.get_by_text(f"{len(read_deployments())} Deployments").wait_for()
    shoot(page, "deployments")
    for entry in read_deployments():
        page.get_by_placeholder("Search deployments").fill(entry["name"])
        page.get_by_role("link", name=entry["name"], exact=True).first.wait_for()


@pytest.mark.parametrize("entry", read_deployments(), ids=lambda entry: entry["name"])
def test_a_deployment_says_what_it_is_for(up: Up, page: Page, entry: dict) -> None:
    page.goto(f"{up.address}/deployments/deployment/{up.deployment(entry['name'])['id']}?tab=Description")
    page.get_by_text("When to use:").wait_for()
    page.get_by_text(entry["description"].split("*")[0].split("`")[0][:40].strip()).first.wait_for()


def test_the_form_runs_ingest_on_a_folder_and_shows_what_came_of_it(up: Up, page: Page) -> None:
    open_form(up, page, "ingest", "Folder or file on the server to copy from")
    page.locator("textarea").nth(0).fill("/mnt/scans/2023")  # as an operator would; the picture goes into the pages
    shoot(page, "form")
    page.locator("textarea").nth(0).fill(SAMPLES)
    run = submit(up, page)
    assert run["state"]["type"] == "COMPLETED", run["state"]
    page.goto(f"{up.address}/runs/flow-run/{run['id']}")
    page.get_by_text("Completed", exact=True).first.wait_for()
    page.get_by_text(run["state"]["message"]).first.wait_for()
    page.get_by_text("Task Runs", exact=True).click()
    page.get_by_text("publish-").first.wait_for()
    shoot(page, "run")
    page.get_by_text("Artifacts", exact=True).click()
    for key in ("ingest-summary", "ingest-files", "ingest-figures"):
        page.get_by_text(key).first.wait_for()
    shoot(page, "artifacts")
    page.get_by_text("ingest-files").first.click()
    page.get_by_text("传真件0806.tif").first.wait_for()
    shoot(page, "files")


def test_a_failure_says_what_to_do(up: Up, page: Page) -> None:
    open_form(up, page, "reparse", "Put the result in use")
    page.locator("textarea").first.fill("nobody")
    run = submit(up, page)
    page.goto(f"{up.address}/runs/flow-run/{run['id']}")
    page.get_by_text("Failed", exact=True).first.wait_for()
    page.get_by_text("nothing to read again").first.scroll_into_view_if_needed()
    shoot(page, "failure")


def test_a_bad_parameter_is_refused_in_the_form(up: Up, page: Page) -> None:
    open_form(up, page, "reparse", "Put the result in use")
    page.locator("textarea").last.fill("no such id")
    before = len(runs(up, "reparse"))
    page.get_by_role("button", name="Submit").click()
    page.get_by_text("Validation failed for field 'bulletin'").first.wait_for()
    assert "/run" in page.url, "the form stays open to be mended"
    shoot(page, "refused")
    assert len(runs(up, "reparse")) == before


def test_automations_are_there(up: Up, page: Page) -> None:
    page.goto(f"{up.address}/automations")
    page.get_by_text("bulletins: run failed").first.wait_for()
    shoot(page, "automations")
