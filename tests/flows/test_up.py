"""`bulletins up`: one process for server, deployments, watcher and automations; Ctrl-C stops all of it."""

from __future__ import annotations

import signal
import socket
import sqlite3
import urllib.error
from pathlib import Path
from typing import Any

import pytest

from flows.deployments import read_deployments
from flows.ports import port_holder
from tests.conftest import Bulletins
from tests.up import LOG, Up, wait_for

TEXT = "8月5日,云龙县公安局疏散群众 1024 人,抢通道路11公里。\n"


def test_every_deployment_is_served(up: Up) -> None:
    names = {entry["name"] for entry in read_deployments()}
    wait_for(lambda: {found["name"] for found in up.api("deployments/filter", {})} == names)


def test_a_file_of_an_urgent_source_is_published_at_once(up: Up) -> None:
    """Its event starts the run: the schedule comes every five minutes only."""
    wait_for(lambda: (up.home / "inbox").is_dir())
    (up.home / "inbox" / "flood").mkdir()
    (up.home / "inbox" / "flood" / "快报.txt").write_text(TEXT, "utf-8")
    wait_for(lambda: ("快报.txt", 1024.0) in up.published())


def test_a_run_by_hand_with_parameters(up: Up, tmp_path: Path) -> None:
    (tmp_path / "通报.txt").write_text(TEXT.replace("1024", "2048"), "utf-8")
    run = up.run("ingest", {"folder": str(tmp_path), "source": "传真"})
    assert run["state"]["type"] == "COMPLETED", run["state"]
    assert run["state"]["message"].startswith("1 bulletins, ") and run["name"].startswith("1 bulletins, ")
    assert ("通报.txt", 2048.0) in up.published()


def test_a_parameter_of_the_wrong_type_is_refused(up: Up) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        up.run("publish", {"force": "perhaps"})
    assert refused.value.code == 409
    assert "force" in refused.value.read().decode()


def test_check_and_publish_run(up: Up) -> None:
    assert up.run("check", {})["state"]["type"] == "COMPLETED"
    assert up.run("publish", {"force": True})["state"]["type"] == "COMPLETED"


def test_a_failed_run_is_told_to_people(up: Up, alerts: list[dict[str, Any]]) -> None:
    run = up.run("reparse", {"source": "nobody"})
    assert run["state"]["type"] == "FAILED"
    told = wait_for(lambda: [alert for alert in alerts if alert["subject"] == "reparse: Failed"])
    assert "nothing to read again" in told[0]["text"]
    assert told[0]["link"].startswith(up.address)


def test_little_space_on_the_disk_is_told(up: Up, alerts: list[dict[str, Any]]) -> None:
    """Its setting asks for more than there is, and an ingest has run above."""
    wait_for(lambda: [alert for alert in alerts if alert["subject"].endswith("MB free")])


def test_a_taken_port_is_told_with_its_holder_and_a_free_one(up: Up, bulletins: Bulletins) -> None:
    told = bulletins("up", "--port", str(up.port), code=2).stderr
    assert f"port {up.port} is taken by process" in told
    assert "bulletins up --port " in told


def test_sigterm_stops_all_of_it_and_a_run_under_way_is_cancelled(last_of_up: Up, tmp_path: Path) -> None:
    for number in range(2_000):
        (tmp_path / f"{number}.txt").write_text(TEXT.replace("1024", f"{number + 10}"), "utf-8")
    run = last_of_up.start("backfill", {"folder": str(tmp_path)})
    wait_for(lambda: last_of_up.api(f"flow_runs/{run}")["state"]["type"] == "RUNNING")
    log = last_of_up.home / LOG
    logged = len(log.read_text("utf-8"))
    last_of_up.process.send_signal(signal.SIGTERM)
    assert last_of_up.process.stdout
    printed = last_of_up.process.stdout.read()
    assert last_of_up.process.wait(60) == 0
    said = log.read_text("utf-8")[logged:]
    assert "never awaited" not in said and "Exception in callback" not in said
    assert printed.splitlines()[-1] == "stopped"
    with sqlite3.connect(last_of_up.home / "prefect" / "prefect.db") as con:
        states = con.execute("SELECT state_name FROM flow_run WHERE id = ?", [run]).fetchall()
    assert states == [("Cancelled",)]
    wait_for(lambda: port_holder(last_of_up.port) is None, 10)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", last_of_up.port)) != 0
