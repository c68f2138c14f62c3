"""Tell people: every sink that the settings name gets each alert, and the log always does."""

from __future__ import annotations

import json
import logging
import smtplib
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import asdict, dataclass
from email.message import EmailMessage
from http.client import HTTPException
from typing import Any

from pydantic import SecretStr

from flows.settings import Settings

TIMEOUT_SECONDS = 15
MAX_BYTES = 2048
"""Of a message in UTF-8: the robot of WeCom refuses a longer one, the others take more."""

logger = logging.getLogger("bulletins.alerts")


class AlertError(Exception):
    """Sinks that did not take an alert; the message names each with its reason, never its address."""


@dataclass(slots=True, frozen=True)
class Alert:
    """What people are told."""

    subject: str
    text: str
    link: str = ""

    @property
    def message(self) -> str:
        """All of it as one text, its middle cut where it is too long for a group robot."""
        head, tail = f"[bulletins] {self.subject}\n", f"\n{self.link}" if self.link else ""
        room = max(0, MAX_BYTES - len((head + tail).encode()))
        return head + self.text.encode()[:room].decode(errors="ignore") + tail


def send(settings: Settings, alert: Alert) -> list[str]:
    """Send to every sink in the settings; the names of those that took it. Raises AlertError after trying all."""
    logger.warning("%s", alert.message)
    sent, failed = ["log"], []
    for name, deliver in _sinks(settings).items():
        try:
            deliver(alert)
            sent.append(name)
        except (OSError, smtplib.SMTPException) as error:
            failed.append(f"{name}: {error}")
        except (ValueError, HTTPException):  # what it says may show the address, which is a secret
            failed.append(f"{name}: its address in the settings cannot be used")
    if failed:
        raise AlertError("; ".join(failed))
    return sent


def _sinks(settings: Settings) -> dict[str, Callable[[Alert], None]]:
    bodies: dict[str, tuple[SecretStr | None, Callable[[Alert], dict[str, Any]]]] = {
        "webhook": (settings.alert_webhook, asdict),
        "wecom": (settings.alert_wecom, _robot_text),
        "dingtalk": (settings.alert_dingtalk, _robot_text),
        "feishu": (settings.alert_feishu, _feishu_text),
    }
    sinks: dict[str, Callable[[Alert], None]] = {
        name: _poster(address, body) for name, (address, body) in bodies.items() if address is not None
    }
    if settings.alert_smtp is not None:
        sinks["mail"] = _mailer(settings, settings.alert_smtp.get_secret_value())
    return sinks


def _robot_text(alert: Alert) -> dict[str, Any]:
    return {"msgtype": "text", "text": {"content": alert.message}}


def _feishu_text(alert: Alert) -> dict[str, Any]:
    return {"msg_type": "text", "content": {"text": alert.message}}


def _poster(address: SecretStr, body: Callable[[Alert], dict[str, Any]]) -> Callable[[Alert], None]:
    def post(alert: Alert) -> None:
        request = urllib.request.Request(
            address.get_secret_value(),
            data=json.dumps(body(alert), ensure_ascii=False).encode(),
            headers={"Content-Type": "application/json; charset=utf-8"},
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:
                _check_answer(response.read())
        except urllib.error.HTTPError as error:
            raise OSError(f"answered {error.code} {error.reason}") from None

    return post


def _check_answer(answer: bytes) -> None:
    """Group robots say 200 also when they refuse: errcode or code in the answer tells."""
    try:
        said = json.loads(answer)
    except ValueError:
        return
    if isinstance(said, dict) and (said.get("errcode") or said.get("code")):
        raise OSError(f"refused: {said.get('errmsg') or said.get('msg') or said}")


def _mailer(settings: Settings, server: str) -> Callable[[Alert], None]:
    def mail(alert: Alert) -> None:
        address = urllib.parse.urlsplit(server)
        if address.scheme not in ("smtp", "smtps") or not address.hostname:
            raise OSError("alert_smtp must be smtp://host or smtps://host")
        if not settings.alert_mail_to:
            raise OSError("alert_mail_to names nobody")
        message = EmailMessage()
        message["Subject"] = f"[bulletins] {' '.join(alert.subject.split())}"
        message["From"] = settings.alert_mail_from
        message["To"] = settings.alert_mail_to
        message.set_content("\n\n".join(part for part in (alert.text, alert.link) if part))
        kind = smtplib.SMTP_SSL if address.scheme == "smtps" else smtplib.SMTP
        with kind(address.hostname, address.port or 0, timeout=TIMEOUT_SECONDS) as connection:
            connection.ehlo()
            if address.scheme == "smtp" and connection.has_extn("starttls"):
                connection.starttls()
            if address.username:
                user, password = urllib.parse.unquote(address.username), urllib.parse.unquote(address.password or "")
                connection.login(user, password)
            connection.send_message(message)

    return mail
