"""Real receivers of alerts on this machine: HTTP and mail."""

from __future__ import annotations

import email
import email.policy
import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


@contextmanager
def served(server: socketserver.BaseServer) -> Iterator[int]:
    """Serve in a thread; the port."""
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield int(server.server_address[1])
    server.shutdown()
    server.server_close()


@contextmanager
def http_receiver(answer: bytes = b"{}", status: int = 200) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Its address, and the JSON bodies it has received."""
    received: list[dict[str, Any]] = []

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
    """Its address, and the mails it has received."""
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


CHATS = ("webhook", "wecom", "dingtalk", "feishu")


@dataclass(slots=True)
class Sinks:
    """A receiver for every kind of sink that alerts can be sent to."""

    settings: dict[str, str]
    """Environment of a `bulletins` that sends its alerts to them."""
    received: dict[str, list[Any]]

    def with_words(self, words: str) -> list[str]:
        """Names of the sinks that have received a message with these words."""
        return [name for name, messages in self.received.items() if any(words in _text(one) for one in messages)]


@contextmanager
def every_sink() -> Iterator[Sinks]:
    """All of them, listening."""
    with ExitStack() as stack:
        sinks = Sinks({"BULLETINS_ALERT_MAIL_TO": "duty@example.org"}, {})
        for name in CHATS:
            address, sinks.received[name] = stack.enter_context(http_receiver())
            sinks.settings[f"BULLETINS_ALERT_{name.upper()}"] = address
        sinks.settings["BULLETINS_ALERT_SMTP"], sinks.received["mail"] = stack.enter_context(mail_receiver())
        yield sinks


def _text(message: dict[str, Any] | str) -> str:
    if isinstance(message, dict):
        return json.dumps(message, ensure_ascii=False)
    mail = email.message_from_string(message, policy=email.policy.default)
    return f"{mail['Subject']}\n{mail.get_content()}"
