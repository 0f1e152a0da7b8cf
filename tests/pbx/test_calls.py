"""Calls from a real phone through a real PBX."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest

from actions.service_tokens import EXCHANGE, ServiceToken, issue
from tests.bot.conftest import operator_of
from tests.operator_world import OperatorWorld
from tests.pbx.asterisk import Asterisk
from tests.pbx.capture import Capture, gaps, sound
from tests.pbx.conftest import AGENTS, Dial
from tests.pbx.phone import Phone
from tests.speech import say, words
from tests.stack import Stack

pytestmark = pytest.mark.pbx

MIA_NUMBER = "611"
BALANCE = "какой у меня баланс"
FRAME = 0.02  # seconds


@pytest.fixture
def operator(mia: Stack) -> OperatorWorld:
    return operator_of(mia, iter(range(79000001900, 79000001950)))


def call(phone: Phone, pbx: Asterisk) -> None:
    """Call Mia, and wait until the PBX has put the call through to the gateway."""
    before = len(_calls(pbx))
    phone.dial(MIA_NUMBER, int(str(pbx.values["SIP"])))
    pbx.until(lambda: phone.saw("CALL_ESTABLISHED"), "answered")
    pbx.until(lambda: len(_calls(pbx)) > before, "put through")


def _calls(pbx: Asterisk) -> list[str]:
    return re.findall(r"AudioSocket\(([0-9a-f-]{36})", pbx.log())


def journal(pbx: Asterisk, mia: Stack) -> list[dict[str, object]]:
    """What the gateway noted of the last call so far."""
    uuid = _calls(pbx)[-1]
    token = issue(mia.secret, "gateway", ServiceToken(None, EXCHANGE, "anonymous"))
    entries = []
    with httpx.stream(
        "GET",
        f"{mia.voice_url}/calls/{uuid}/events",
        headers={"Authorization": f"Bearer {token}"},
        timeout=1,
    ) as response:
        try:
            for line in response.iter_lines():
                entries.append(json.loads(line))
        except httpx.ReadTimeout:
            pass
    return entries


def noted(pbx: Asterisk, mia: Stack, kind: str, **facts: object) -> bool:
    return any(
        entry["kind"] == kind and facts.items() <= entry.items() for entry in journal(pbx, mia)
    )


def test_a_call_asks_for_the_balance(
    mia: Stack, pbx: Asterisk, phone: Dial, tmp_path: Path
) -> None:
    caller = phone(say(tmp_path / "mouth.wav", (9.0, BALANCE)))

    with Capture(tmp_path / "wire.pcap") as wire:
        call(caller, pbx)
        pbx.until(lambda: noted(pbx, mia, "heard"), "heard", 40)
        pbx.until(lambda: journal(pbx, mia)[-1]["kind"] == "quiet", "answered", 40)
        caller.hang_up()
        pbx.until(lambda: noted(pbx, mia, "ended"), "ended")

    packets = wire.heard(caller.rtp)
    assert "рубл" in words(sound(packets))
    lasted = packets[-1].at - packets[0].at
    assert len(packets) == pytest.approx(lasted / FRAME, rel=0.02), "each frame once, at its time"
    uneven = sorted(1000 * abs(gap - FRAME) for gap in gaps(packets))
    p50, p99 = uneven[len(uneven) // 2], uneven[int(0.99 * len(uneven))]
    print(
        f"RTP: {len(packets)} packets, off 20 ms by {p50:.1f} ms (median), {p99:.1f} ms (99 of 100)"
    )


def test_a_caller_interrupts(mia: Stack, pbx: Asterisk, phone: Dial, tmp_path: Path) -> None:
    caller = phone(say(tmp_path / "mouth.wav", (3.0, "подожди скажи какой у меня баланс")))

    call(caller, pbx)

    pbx.until(lambda: noted(pbx, mia, "interrupted"), "interrupted", 40)
    pbx.until(lambda: noted(pbx, mia, "heard"), "heard", 40)


def test_zero_brings_a_person(
    mia: Stack, pbx: Asterisk, phone: Dial, agent_port: int, tmp_path: Path
) -> None:
    agent = phone(say(tmp_path / "agent.wav"), AGENTS, "201", answers=True, sip=agent_port)
    caller = phone(say(tmp_path / "mouth.wav", (25.0, "алло вы меня слышите"), seconds=90))

    with Capture(tmp_path / "wire.pcap") as wire:
        call(caller, pbx)
        pbx.until(lambda: bool(journal(pbx, mia)), "talking")
        caller.press("0")
        pbx.until(lambda: agent.saw("CALL_ESTABLISHED"), "with the agent", 60)
        pbx.until(
            lambda: "слышите" in words(sound(wire.heard(agent.rtp))), "heard by the agent", 60
        )


def test_a_gateway_that_dies_leaves_the_button_menu(
    mia: Stack, pbx: Asterisk, phone: Dial, operator: OperatorWorld, tmp_path: Path
) -> None:
    number = operator.newcomer()
    caller = phone(say(tmp_path / "mouth.wav", seconds=90), number=number)

    with Capture(tmp_path / "wire.pcap") as wire:
        call(caller, pbx)
        pbx.until(lambda: bool(journal(pbx, mia)), "talking")
        mia.kill("voice")
        try:
            pbx.until(lambda: "mia/menu" in pbx.log(), "the menu")
            pbx.until(lambda: "обещанный" in words(sound(wire.heard(caller.rtp))), "read out", 40)
            caller.press("1")
            pbx.until(lambda: operator.sms(number) != [], "an SMS")
        finally:
            mia.start("voice")

    assert "₽" in operator.sms(number)[0]
