"""The store of trackers: what is kept of a conversation that goes on and on."""

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from redis.asyncio import Redis

from bot.assistant.tracker_store import EVENTS_KEPT, RedisEvents


async def test_a_conversation_that_goes_on_for_years_does_not_grow_for_ever(redis: Redis) -> None:
    store = RedisEvents(Domain.empty(), redis)
    for turn in range(3):
        tracker = await store.get_or_create_tracker("one", append_action_listen=False)
        for number in range(EVENTS_KEPT // 2):
            tracker.update(UserUttered(f"{turn}-{number}"))
        await store.save(tracker)
    kept = await store.retrieve_full_tracker("one")
    assert kept is not None
    said = [event.text for event in kept.events if isinstance(event, UserUttered)]
    assert len(said) == EVENTS_KEPT
    assert (said[0], said[-1]) == ("1-0", f"2-{EVENTS_KEPT // 2 - 1}")
    assert await redis.ttl("mia:tracker:log:one") > 0
