"""What the server shows to automations at once, what it holds back, and what it drops."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from prefect.server.events.ordering import CausalOrderingModule, EventArrivedEarly
from prefect.server.events.schemas.events import ReceivedEvent

from flows import event_order
from flows.serve import TELLING


def event(state: str, run: str, follows: UUID | None = None) -> ReceivedEvent:
    return ReceivedEvent.model_validate(
        {
            "event": f"prefect.flow-run.{state}",
            "id": uuid4(),
            "follows": follows,
            "occurred": datetime.now(UTC),
            "resource": {"prefect.resource.id": f"prefect.flow-run.{run}"},
        }
    )


@pytest.fixture
def order() -> event_order.CausalOrdering:
    return event_order.CausalOrdering(str(uuid4()))


def test_prefect_can_use_it() -> None:
    assert isinstance(event_order, CausalOrderingModule)
    assert TELLING["PREFECT_SERVER_EVENTS_CAUSAL_ORDERING"] == event_order.__name__


@pytest.mark.parametrize("state", ["Pending", "Late"])
def test_what_follows_the_schedule_waits_for_nothing(order: event_order.CausalOrdering, state: str) -> None:
    asyncio.run(order.wait_for_leader(event(state, "1", follows=uuid4())))


def test_the_end_of_a_run_waits_for_its_begin(order: event_order.CausalOrdering) -> None:
    begin = event("Running", "1")
    end = event("Failed", "1", follows=begin.id)
    with pytest.raises(EventArrivedEarly):
        asyncio.run(order.wait_for_leader(end))
    asyncio.run(order.record_event_as_seen(begin))
    asyncio.run(order.wait_for_leader(end))


@pytest.mark.parametrize("state", ["Completed", "Failed", "Crashed", "TimedOut", "Cancelled"])
def test_a_sign_of_life_of_an_ended_run_is_dropped(order: event_order.CausalOrdering, state: str) -> None:
    asyncio.run(order.wait_for_leader(event("heartbeat", "1")))
    asyncio.run(order.record_event_as_seen(event(state, "1")))
    asyncio.run(order.wait_for_leader(event("heartbeat", "2")))
    with pytest.raises(EventArrivedEarly):
        asyncio.run(order.wait_for_leader(event("heartbeat", "1")))


def test_a_sign_of_life_waits_for_the_end_that_is_just_being_shown(order: event_order.CausalOrdering) -> None:
    async def both() -> None:
        async with order.event_is_processing(event("Completed", "1")):
            late = asyncio.create_task(shown(event("heartbeat", "1")))
            await asyncio.wait_for(shown(event("heartbeat", "2")), 5)
            assert not late.done()
        with pytest.raises(EventArrivedEarly):
            await late

    async def shown(heartbeat: ReceivedEvent) -> None:
        async with order.event_is_processing(heartbeat):
            await order.wait_for_leader(heartbeat)

    asyncio.run(both())
