"""Alerts reach real receivers on this machine, in the format each expects."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from flows.alerts import Alert, AlertError, send
from flows.settings import Settings, load
from tests.receivers import http_receiver, mail_receiver

ALERT = Alert("ingest 失败", "磁盘已满:开鲁县\n第二行", "http://127.0.0.1:4200/runs/1")


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
        send(settings(tmp_path, alert_wecom=address), Alert("long", "长" * 100_000, ALERT.link))
    message = received[0]["text"]["content"]
    assert len(message.encode()) <= 2048
    assert message.endswith(f"长\n{ALERT.link}")


@pytest.mark.parametrize(
    ("sink", "address"),
    [
        ("alert_wecom", "robot?key=secret"),
        ("alert_wecom", "http://127.0.0.1/robot?key= secret"),
        ("alert_smtp", "smtp://user:secret/@mail.example.org"),
        ("alert_smtp", "smtp://user:secret#1@mail.example.org"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_without_it(
    tmp_path: Path, sink: str, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(AlertError, match="cannot be used") as error:
        send(settings(tmp_path, **{sink: address}, alert_mail_to="a@example.org"), ALERT)
    assert "secret" not in str(error.value) + caplog.text
