"""The steps of a case, one after another."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.desk.case import Line
from bot.desk.rules.queueing import ACKNOWLEDGE_SECONDS, VANISHED_SECONDS
from bot.desk.store.cases import Cases, Held
from bot.desk.store.floor import Floor
from tests.desk.store import Clock, desk_of, opening

Scenario = Callable[[Cases, Clock], Awaitable[None]]


@pytest.fixture
def at_desk(redis_url: str, clock: Clock) -> Callable[[Scenario], None]:
    def run(scenario: Scenario) -> None:
        async def whole() -> None:
            async with desk_of(redis_url, clock) as cases:
                await scenario(cases, clock)

        asyncio.run(whole())

    return run


def line(name: str, text: str = "слова") -> Line:
    return Line(name, 1.0, "agent", text, "Ольга")


async def say(cases: Cases, held: Held, said: Line) -> int:
    shown = ("{}", "live", json.dumps({"text": said.text}), "", "3600")
    return await cases.say(held, said, shown, ("transcript", "late"))


async def held_case(cases: Cases, login: str = "olga") -> Held:
    await cases.open(opening("a"))
    held = await cases.take(login, ())
    assert held
    assert await cases.acknowledge(held)
    return held


def test_handing_over_twice_is_one_case(at_desk: Callable[[Scenario], None]) -> None:
    async def scenario(cases: Cases, clock: Clock) -> None:
        first, new = await cases.open(opening("a"))
        again, newer = await cases.open(replace(opening("a"), id="other"))
        assert (first, new, again, newer) == ("case-a", True, "case-a", False)

    at_desk(scenario)


def test_who_waits_longer_is_first_unless_it_is_urgent(
    at_desk: Callable[[Scenario], None],
) -> None:
    async def scenario(cases: Cases, clock: Clock) -> None:
        await cases.open(opening("first"))
        clock.pass_by(10)
        await cases.open(opening("second"))
        await cases.open(opening("urgent", head_start=3600))
        order = [await cases.take("olga", ()) for _ in range(4)]
        assert [held and held.case for held in order] == [
            "case-urgent",
            "case-first",
            "case-second",
            None,
        ]

    at_desk(scenario)


def test_only_who_has_the_skill_gets_it(at_desk: Callable[[Scenario], None]) -> None:
    async def scenario(cases: Cases, clock: Clock) -> None:
        await cases.open(opening("a", queue="network"))
        assert await cases.take("olga", ("billing",)) is None
        assert await cases.take("olga", ("billing",), "case-a") is None
        assert await cases.take("pavel", ("network",))

    at_desk(scenario)


def test_unacknowledged_goes_back_to_the_head(at_desk: Callable[[Scenario], None]) -> None:
    async def scenario(cases: Cases, clock: Clock) -> None:
        await cases.open(opening("a"))
        await cases.open(opening("urgent", head_start=9000))
        held = await cases.take("olga", (), "case-a")
        assert held
        clock.pass_by(ACKNOWLEDGE_SECONDS + 1)
        assert await cases.reap() == ["case-a"]
        assert not await cases.acknowledge(held)
        following = await cases.take("pavel", ())
        assert following
        assert following.case == "case-a"

    at_desk(scenario)


def test_who_vanished_loses_it_and_can_not_answer_any_more(
    at_desk: Callable[[Scenario], None],
) -> None:
    async def scenario(cases: Cases, clock: Clock) -> None:
        held = await held_case(cases)
        clock.pass_by(VANISHED_SECONDS - 1)
        assert await cases.reap() == []
        clock.pass_by(2)
        assert await cases.reap() == ["case-a"]
        assert await say(cases, held, line("m1")) == -1
        again = await cases.take("olga", ())
        assert again
        assert await cases.acknowledge(again)
        assert await say(cases, held, line("m1")) == -1  # his old page
        assert await say(cases, again, line("m1")) == 1

    at_desk(scenario)


def test_a_heartbeat_keeps_it(at_desk: Callable[[Scenario], None]) -> None:
    async def scenario(cases: Cases, clock: Clock) -> None:
        await held_case(cases)
        clock.pass_by(VANISHED_SECONDS)
        await cases.beat("olga")
        clock.pass_by(VANISHED_SECONDS)
        assert await cases.reap() == []

    at_desk(scenario)


def test_nobody_is_gone_for_the_time_in_which_nobody_listened(
    at_desk: Callable[[Scenario], None],
) -> None:
    async def scenario(cases: Cases, clock: Clock) -> None:
        await cases.watch()
        held = await held_case(cases)
        clock.pass_by(5)
        await cases.watch()
        clock.pass_by(10 * VANISHED_SECONDS)  # all processes are down
        await cases.watch()
        assert await cases.reap() == []
        for _ in range(4):  # up again, and the page comes back a little later
            clock.pass_by(10)
            await cases.watch()
            assert await cases.reap() == []
        await cases.beat("olga")
        assert await say(cases, held, line("m1")) == 1

    at_desk(scenario)


def test_who_does_not_come_back_after_that_is_gone(at_desk: Callable[[Scenario], None]) -> None:
    async def scenario(cases: Cases, clock: Clock) -> None:
        await cases.watch()
        await held_case(cases)
        clock.pass_by(10 * VANISHED_SECONDS)
        for _ in range(7):
            await cases.watch()
            assert await cases.reap() == []
            clock.pass_by(9)
        assert await cases.reap() == ["case-a"]

    at_desk(scenario)


def test_a_caller_stays_with_the_telephone_that_answered(
    at_desk: Callable[[Scenario], None],
) -> None:
    async def scenario(cases: Cases, clock: Clock) -> None:
        await cases.open(opening("call", channel="phone"))
        assert await cases.take("olga", ()) is None
        assert await cases.give("case-call", "olga")
        clock.pass_by(10 * VANISHED_SECONDS)
        assert await cases.reap() == []
        assert await cases.close("case-call", "hung_up") == "offered"
        assert await cases.close("case-call", "hung_up") is None

    at_desk(scenario)


def test_words_are_said_once_and_shown(at_desk: Callable[[Scenario], None]) -> None:
    async def scenario(cases: Cases, clock: Clock) -> None:
        held = await held_case(cases)
        assert await say(cases, held, line("m1", "Добрый день")) == 1
        assert await say(cases, held, line("m1", "Добрый день")) == 0
        shown = [json.loads(entry) for entry in await cases.redis.lrange("transcript", 0, -1)]
        assert shown == [{"text": "Добрый день"}]
        assert [each.id for each in await Floor(cases).lines("case-a")] == ["m1"]

    at_desk(scenario)


def test_passing_on_leads_the_queue_of_the_skill(at_desk: Callable[[Scenario], None]) -> None:
    async def scenario(cases: Cases, clock: Clock) -> None:
        held = await held_case(cases)
        await cases.open(opening("later", queue="network"))
        assert await cases.pass_on(held, "network")
        assert not await cases.pass_on(held, "billing")
        assert not await cases.finish(held, "solved")
        following = await cases.take("pavel", ("network",))
        assert following
        assert following.case == "case-a"

    at_desk(scenario)


def test_a_colleague_gets_it_only_from_who_has_it(at_desk: Callable[[Scenario], None]) -> None:
    async def scenario(cases: Cases, clock: Clock) -> None:
        held = await held_case(cases)
        assert await cases.give("case-a", "pavel", held)
        assert await cases.give("case-a", "irina", held) is None
        assert await cases.give("case-a", "irina")  # a supervisor takes it over

    at_desk(scenario)


def test_the_end_is_put_down_once(at_desk: Callable[[Scenario], None]) -> None:
    async def scenario(cases: Cases, clock: Clock) -> None:
        held = await held_case(cases)
        clock.pass_by(30)
        await cases.beat("olga")
        assert await cases.finish(held, "solved")
        assert await cases.finish(held, "solved")
        assert await cases.redis.xlen("mia:{desk}:closings") == 1
        assert [each.took for each in await Floor(cases).handled()] == [30.0]
        assert await cases.of("app-a") is None
        _, new = await cases.open(opening("b"))
        assert new

    at_desk(scenario)


def test_the_subscriber_may_leave_the_queue_but_not_a_person(
    at_desk: Callable[[Scenario], None],
) -> None:
    async def scenario(cases: Cases, clock: Clock) -> None:
        await cases.open(opening("a"))
        assert await cases.leave("app-a", "left") == "case-a"
        assert await cases.leave("app-a", "left") is None
        await cases.open(opening("b"))
        assert await cases.take("olga", ())
        assert await cases.leave("app-b", "left") is None

    at_desk(scenario)


def test_what_is_kept_of_a_case_that_is_over_is_forgotten_one_day(
    at_desk: Callable[[Scenario], None],
) -> None:
    """Also where nothing had been said before its end."""

    async def scenario(cases: Cases, clock: Clock) -> None:
        held = await held_case(cases)
        assert await cases.finish(held, "solved")
        shown = ("{}", "live", "{}", "", "3600")
        assert await cases.tell(held.case, line("ended"), shown, ("transcript", "late"))
        for kind in ("case", "lines", "written"):
            assert await cases.redis.ttl(f"mia:{{desk}}:{kind}:{held.case}") > 0

    at_desk(scenario)


def test_a_call_of_whose_end_nobody_told_waits_not_for_ever(
    at_desk: Callable[[Scenario], None],
) -> None:
    async def scenario(cases: Cases, clock: Clock) -> None:
        await cases.open(opening("call", channel="phone"))
        await cases.open(opening("chat"))
        clock.pass_by(3600)
        assert await cases.reap() == []
        assert len(await Floor(cases).waiting()) == 2
        clock.pass_by(24 * 3600)
        assert await cases.reap() == []
        assert [case.id for case in await Floor(cases).waiting()] == ["case-chat"]
        over = await cases.find("case-call")
        assert over is not None
        assert (over.state, over.result) == ("ended", "hung_up")

    at_desk(scenario)
