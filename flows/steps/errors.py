"""Errors that a person is told in one sentence."""

from __future__ import annotations


class StepError(Exception):
    """Something that stops a step; the message says what it is and what to do."""


class UnknownName(StepError):  # noqa: N818 — wrong use: what a command names is not there
    """A command names something that does not exist."""


class Busy(StepError):  # noqa: N818 — no fault: the other run does the work
    """Another process is writing to the warehouse."""
