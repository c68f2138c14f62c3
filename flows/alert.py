"""The flow that tells people; automations start it, and an operator can try it from the UI."""

from __future__ import annotations

from prefect import flow

from flows.alerts import Alert, send
from flows.settings import load


@flow(name="alert", retries=3, retry_delay_seconds=20)
def alert(subject: str = "test", text: str = "This is a test: no action is needed.", link: str = "") -> str:
    """Send a message to every sink that the settings name.

    Args:
        subject: One line that says what happened.
        text: What happened, and what to do.
        link: Address of the page that shows more; may be empty.
    """
    sent = send(load(), Alert(subject, text, link))
    return f"told {', '.join(sent)}"
