"""The order in which a Prefect server shows events to automations; its setting PREFECT_SERVER_EVENTS_CAUSAL_ORDERING.

Prefect's own order is kept but for two things. An event of a run waits for the one that it follows, a quarter of an
hour at most; but that a schedule has made a run is no event, so every alert on a scheduled run would come so late. And
a sign of life that arrives after the end of a short run, since it goes another way, would have that run taken for dead.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager

from cachetools import TTLCache
from prefect.server.events.ordering import EventArrivedEarly, memory
from prefect.server.events.schemas.events import ReceivedEvent

AFTER_SCHEDULED = {"prefect.flow-run.Pending", "prefect.flow-run.Late"}
HEARTBEAT = "prefect.flow-run.heartbeat"
ENDS = {f"prefect.flow-run.{state}" for state in ("Completed", "Failed", "Crashed", "TimedOut", "Cancelled")}
REMEMBERED_RUNS, REMEMBERED_SECONDS = 10_000, 3600


class CausalOrdering(memory.CausalOrdering):
    """Lets first events of runs through at once, and no sign of life of runs that have ended."""

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        if not hasattr(self, "_ended"):  # there is one for each scope, which is asked for again and again
            self._ended: TTLCache[str, bool] = TTLCache(REMEMBERED_RUNS, REMEMBERED_SECONDS)
            self._turns: TTLCache[str, asyncio.Lock] = TTLCache(REMEMBERED_RUNS, REMEMBERED_SECONDS)

    @asynccontextmanager
    async def event_is_processing(self, event: ReceivedEvent) -> AsyncGenerator[None, None]:
        """While the event is shown: signs of life and the end of a run take turns, else one would not see the other."""
        async with AsyncExitStack() as stack:
            if event.event == HEARTBEAT or event.event in ENDS:
                await stack.enter_async_context(self._turns.setdefault(event.resource.id, asyncio.Lock()))
            await stack.enter_async_context(super().event_is_processing(event))
            yield

    async def wait_for_leader(self, event: ReceivedEvent) -> None:
        """Return when the event may be shown; raises EventArrivedEarly where it is not to be shown now."""
        if event.event == HEARTBEAT and event.resource.id in self._ended:
            raise EventArrivedEarly(event)
        if event.event not in AFTER_SCHEDULED:
            await super().wait_for_leader(event)

    async def record_event_as_seen(self, event: ReceivedEvent) -> None:
        """Remember an event that has been shown."""
        await super().record_event_as_seen(event)
        if event.event in ENDS:
            self._ended[event.resource.id] = True
