"""The flow that tells people; automations start it, and an operator can try it from the UI."""

from __future__ import annotations

from prefect import flow
from prefect.settings import get_current_settings

from flows.alerts import Alert, send
from flows.settings import load


@flow(name="alert", retries=3, retry_delay_seconds=20)
def alert(subject: str = "test", text: str = "This is a test: no action is needed.", link: str = "") -> str:
    """Send a message to every sink that the settings name.

    Args:
        subject: One line that says what happened.
        text: What happened, and what to do.
        link: Address of the page that shows more, or its path in this UI; may be empty.
    """
    if link.startswith("/"):
        prefect = get_current_settings()
        link = (prefect.ui_url or f"{prefect.api.url}".removesuffix("/api")) + link
    sent = send(load(), Alert(subject, text, link))
    return f"told {', '.join(sent)}"
