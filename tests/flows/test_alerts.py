"""Alerts reach real receivers on this machine, in the format each expects."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from pydantic import SecretStr

from flows.alerts import Alert, AlertError, send
from flows.settings import Settings, load

ALERT = Alert("ingest 失败", "磁盘已满:开鲁县\n第二行", "http://127.0.0.1:4200/runs/1")


@contextmanager
def served(server: socketserver.BaseServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@contextmanager
def http_receiver(answer: bytes = b"{}", status: int = 200) -> Iterator[tuple[str, list[dict]]]:
    received: list[dict] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    with served(HTTPServer(("127.0.0.1", 0), Handler)) as port:
        yield f"http://127.0.0.1:{port}/hook?key=secret", received


@contextmanager
def mail_receiver() -> Iterator[tuple[str, list[str]]]:
    received: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 ready\r\n")
            while line := self.rfile.readline():
                verb = line[:4].upper()
                if verb == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    text = b""
                    while (line := self.rfile.readline()) != b".\r\n":
                        text += line
                    received.append(text.decode())
                self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 fine\r\n")
                if verb == b"QUIT":
                    return

    with served(socketserver.TCPServer(("127.0.0.1", 0), Handler)) as port:
        yield f"smtp://127.0.0.1:{port}", received


def settings(home: Path, **sinks: str) -> Settings:
    secret = {name: SecretStr(value) if name != "alert_mail_to" else value for name, value in sinks.items()}
    return load(home).model_copy(update=secret)


@pytest.mark.parametrize(
    ("sink", "expected"),
    [
        ("alert_webhook", {"subject": ALERT.subject, "text": ALERT.text, "link": ALERT.link}),
        ("alert_wecom", {"msgtype": "text", "text": {"content": ALERT.message}}),
        ("alert_dingtalk", {"msgtype": "text", "text": {"content": ALERT.message}}),
        ("alert_feishu", {"msg_type": "text", "content": {"text": ALERT.message}}),
    ],
)
def test_posted_in_the_format_of_the_sink(tmp_path: Path, sink: str, expected: dict) -> None:
    with http_receiver() as (address, received):
        assert send(settings(tmp_path, **{sink: address}), ALERT) == ["log", sink.removeprefix("alert_")]
    assert received == [expected]


def test_mailed(tmp_path: Path) -> None:
    with mail_receiver() as (address, received):
        send(settings(tmp_path, alert_smtp=address, alert_mail_to="a@example.org, b@example.org"), ALERT)
    assert len(received) == 1
    assert "To: a@example.org, b@example.org" in received[0]


def test_logged_where_no_sink_is_set(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert send(load(tmp_path), ALERT) == ["log"]
    assert ALERT.message in caplog.text


@pytest.mark.parametrize(("answer", "status"), [(b'{"errcode": 93000, "errmsg": "invalid key"}', 200), (b"", 500)])
def test_a_refusal_is_told_without_the_address_and_the_other_sinks_still_get_it(
    tmp_path: Path, answer: bytes, status: int
) -> None:
    with (
        http_receiver(answer, status) as (bad, _),
        http_receiver() as (good, received),
        pytest.raises(AlertError, match="wecom: ") as error,
    ):
        send(settings(tmp_path, alert_wecom=bad, alert_feishu=good), ALERT)
    assert "secret" not in str(error.value)
    assert len(received) == 1


def test_a_long_text_is_cut_for_group_robots(tmp_path: Path) -> None:
    with http_receiver() as (address, received):
        send(settings(tmp_path, alert_wecom=address), Alert("long", "长" * 100_000))
    assert len(received[0]["text"]["content"]) < 2000
