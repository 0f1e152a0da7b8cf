"""The phone channel: what the voice gateway sends over the webhook, and who is believed."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import redis

from actions.service_tokens import ServiceToken, issue
from tests.operator_world import OperatorWorld
from tests.stack import Stack
from voice_gateway.bot import Bot
from voice_gateway.registry import Caller

SUBSCRIBER = "79000000001"


@dataclass
class Line:
    """A call, as the gateway tells the bot of it."""

    stack: Stack
    number: str | None = SUBSCRIBER
    sureness: str = "network"
    sender: str = field(default_factory=lambda: uuid.uuid4().hex)

    def send(
        self, text: str = "", *, headers: dict[str, str] | None = None, **mia: Any
    ) -> httpx.Response:
        body = {
            "sender": self.sender,
            "message": text,
            "metadata": {"message_id": uuid.uuid4().hex, "mia": {"channel": "phone", **mia}},
        }
        token = issue(self.stack.secret, "bot", ServiceToken(self.number, "phone", self.sureness))
        return httpx.post(
            f"{self.stack.url}/webhooks/rest/webhook",
            json=body,
            headers=headers if headers is not None else {"Authorization": f"Bearer {token}"},
            timeout=30,
        )

    def messages(self, text: str = "", **mia: Any) -> list[dict[str, Any]]:
        response = self.send(text, **mia)
        response.raise_for_status()
        return list(response.json())

    def speech(self, text: str = "", **mia: Any) -> str:
        said = [m["custom"]["mia"].get("speech", "") for m in self.messages(text, **mia)]
        return " ".join(filter(None, said))

    def tracker(self, conversation: str) -> list[dict[str, Any]]:
        headers = {"Authorization": f"Bearer {self.stack.operator_token()}"}
        found = httpx.get(
            f"{self.stack.url}/conversations/{conversation}/tracker", headers=headers, timeout=10
        )
        found.raise_for_status()
        return list(found.json()["events"])


def test_a_call_begins_with_a_greeting(stack: Stack) -> None:
    messages = Line(stack).messages(event="start")
    assert "Миа" in messages[0]["text"]
    assert messages[-1]["custom"]["mia"]["expect"] == "open"


def test_a_number_that_the_network_vouches_for_is_enough_for_the_balance(stack: Stack) -> None:
    assert "триста сорок два рубля" in Line(stack).speech("сколько денег на счёте")


def test_a_claimed_number_is_asked_for_a_pin_that_keys_give(stack: Stack) -> None:
    line = Line(stack, sureness="claimed")
    asked = line.messages("сколько денег на счёте")
    assert asked[-1]["custom"]["mia"]["secret"] is True
    answer = line.messages(event="keys", keys="4821")
    assert "триста сорок два рубля" in answer[0]["custom"]["mia"]["speech"]
    assert answer[-1]["custom"]["mia"]["token"]


def test_nobody_in_particular_is_asked_for_a_number(stack: Stack) -> None:
    line = Line(stack, number=None, sureness="anonymous")
    asked = line.messages("сколько денег на счёте")
    assert asked[-1]["custom"]["mia"]["expect"] == "digits"


@pytest.mark.parametrize("channel", ["phone", "alice"])
def test_a_channel_is_believed_from_its_service_token_alone(stack: Stack, channel: str) -> None:
    line = Line(stack)
    app = {"Authorization": f"Bearer {stack.app_token(SUBSCRIBER)}"}
    for headers in ({}, app):
        refused = line.send("баланс", headers=headers, channel=channel)
        assert refused.status_code == 403
        assert refused.headers["content-type"] == "application/problem+json"


def test_a_token_for_another_hop_is_no_service_token_of_the_bot(stack: Stack) -> None:
    foreign = issue(stack.secret, "gateway", ServiceToken(SUBSCRIBER, "phone", "verified"))
    refused = Line(stack).send("баланс", headers={"Authorization": f"Bearer {foreign}"})
    assert refused.status_code == 401


def test_a_channel_that_mia_has_not_is_refused(stack: Stack) -> None:
    foreign = issue(stack.secret, "bot", ServiceToken(SUBSCRIBER, "telepathy", "network"))
    refused = Line(stack).send("баланс", headers={"Authorization": f"Bearer {foreign}"})
    assert refused.status_code == 403


def test_zero_calls_a_person_in_the_middle_of_anything(stack: Stack) -> None:
    line = Line(stack)
    line.messages("хочу пополнить счёт")
    end = line.messages(event="keys", keys="0")[-1]["custom"]["mia"]
    assert "transfer" in end["directive"]


@pytest.mark.parametrize(
    ("why", "word"),
    [("silence", "не слышно"), ("not_heard", "Связь"), ("misunderstood", "Простите")],
)
def test_whom_the_line_gives_up_on_hears_why_and_is_put_through(
    stack: Stack, why: str, word: str
) -> None:
    told = Line(stack, number=None, sureness="anonymous").messages(event="person", why=why)
    said = " ".join(m["custom"]["mia"].get("speech", "") for m in told)
    assert word in said
    assert "Поняла" not in said
    assert "transfer" in told[-1]["custom"]["mia"]["directive"]


@pytest.mark.parametrize("told", [{"event": "person"}, {"event": "silence", "why": "silence"}])
def test_why_a_person_is_called_comes_with_the_call_alone(
    stack: Stack, told: dict[str, str]
) -> None:
    assert Line(stack).send(**told).status_code == 422


def test_keys_answer_a_question_for_digits(stack: Stack) -> None:
    line = Line(stack)
    assert line.messages("пополнить счёт")[-1]["custom"]["mia"]["expect"] == "digits"
    answer = line.messages(event="keys", keys="300")
    assert answer[-1]["custom"]["mia"]["expect"] == "yes_no"
    assert "триста рублей" in answer[0]["custom"]["mia"]["speech"]
    assert answer[0]["custom"]["mia"]["hear_out"] is True


def test_silence_and_what_was_heard_are_answered_with_nothing(stack: Stack) -> None:
    line = Line(stack)
    for told in (
        {"event": "silence"},
        {"event": "heard", "heard": {"utterance": 0, "characters": 7}},
        {"event": "hang_up", "heard": {"utterance": 1, "characters": 3}},
    ):
        messages = line.messages(**told)
        assert len(messages) == 1
        assert "text" not in messages[0]


def test_keys_without_keys_are_a_clear_error(stack: Stack) -> None:
    assert Line(stack).send(event="keys").status_code == 422


def test_what_was_heard_of_the_answer_stands_in_the_conversation(stack: Stack) -> None:
    line = Line(stack)
    line.messages("сколько денег на счёте")
    heard = {"utterance": 0, "characters": 12}
    end = line.messages("а гигабайты", heard=heard)[-1]["custom"]["mia"]
    said = [e for e in line.tracker(end["conversation"]) if e["event"] == "user"]
    assert said[-1]["metadata"]["mia"]["heard"] == heard


def test_another_hearing_is_taken_where_the_first_is_not_understood(stack: Stack) -> None:
    nonsense = "бур дыр мяу"
    assert Line(stack).messages(nonsense)[-1]["custom"]["mia"].get("missed") == 1
    others = ["кольца денег щётки", "сколько денег на счёте"]
    assert "триста сорок два рубля" in Line(stack).speech(nonsense, alternatives=others)


def test_another_hearing_does_not_displace_one_that_is_understood(stack: Stack) -> None:
    said = Line(stack).speech("какой у меня тариф", alternatives=["сколько денег на счёте"])
    assert "триста сорок два рубля" not in said


def test_misses_are_counted_and_forgotten(stack: Stack) -> None:
    line = Line(stack)
    counts = [
        line.messages(text)[-1]["custom"]["mia"].get("missed", 0)
        for text in ("бур дыр мяу", "фыр кыр мур", "сколько денег на счёте")
    ]
    assert counts == [1, 2, 0]


def test_a_service_token_opens_parse_and_no_tracker(stack: Stack) -> None:
    token = issue(stack.secret, "bot", ServiceToken(None, "phone", "anonymous"))
    headers = {"Authorization": f"Bearer {token}"}
    parsed = httpx.post(
        f"{stack.url}/model/parse", json={"text": "сколько денег"}, headers=headers, timeout=10
    )
    assert parsed.json()["topics"][0]["name"] == "check_balance"
    for path in ("/metrics", "/conversations/any/tracker"):
        assert httpx.get(f"{stack.url}{path}", headers=headers).status_code == 403


def test_a_choice_comes_with_the_words_that_name_it(stack: Stack) -> None:
    line = Line(stack, sureness="verified")
    end = line.messages("закажи детализацию")[-1]["custom"]["mia"]
    assert end["expect"] == "choice"
    assert {"звонки", "интернет", "списания"} <= set(end["phrases"])


def test_who_waits_for_a_person_is_put_through_after_a_word(stack: Stack) -> None:
    line = Line(stack)
    named = line.messages("позовите оператора")[-1]["custom"]["mia"]["directive"]["transfer"]
    assert named
    assert line.messages("спасибо")[-1]["custom"]["mia"]["directive"] == {"transfer": ""}


def test_who_would_rather_be_called_back_is_not_put_through(stack: Stack) -> None:
    line = Line(stack)
    line.messages("позовите оператора")
    asked = line.messages("перезвоните")[-1]["custom"]["mia"]
    assert asked.get("directive") is None
    assert asked["expect"] != "open"
    for answer in ("завтра в десять утра", "да"):
        filed = line.messages(answer)[-1]["custom"]["mia"]
    assert (filed["expect"], filed.get("directive")) == ("open", None)
    thanked = line.messages("спасибо")[-1]["custom"]["mia"]
    assert "transfer" not in (thanked.get("directive") or {})  # a mark may be asked for


def test_who_is_not_understood_is_left_to_the_gateways_ladder(stack: Stack) -> None:
    line = Line(stack)
    ends = [line.messages(text)[-1]["custom"]["mia"] for text in ("ыва фывфыва", "прлоырва фыва")]
    assert [end["missed"] for end in ends] == [1, 2]
    assert [end.get("directive") for end in ends] == [None, None]


def test_a_pin_that_lacks_a_digit_is_asked_for_again_in_few_words(stack: Stack) -> None:
    line = Line(stack, sureness="claimed")
    first = line.speech("сколько денег на счёте")
    again = line.messages(event="keys", keys="482")
    assert again[-1]["custom"]["mia"]["secret"]
    said = again[0]["custom"]["mia"]["speech"]
    assert "четыре цифры" in said
    assert len(said) < len(first) / 2


def test_wrong_pins_of_other_callers_are_not_held_against_one(
    stack: Stack, operator: OperatorWorld
) -> None:
    """All calls come from the gateway's address."""
    asked, number = "сколько денег на счёте", operator.newcomer()
    stranger = Line(stack, number=number, sureness="claimed")
    stranger.messages(asked)
    with redis.Redis.from_url(stack.redis_url, decode_responses=True) as client:
        before = {key: client.get(key) for key in client.scan_iter("mia:tries:*")}
        stranger.messages(event="keys", keys="9999")
        after = {key: client.get(key) for key in client.scan_iter("mia:tries:*")}
    counted = {key for key in after if after[key] != before.get(key)}
    assert counted == {f"mia:tries:phone:{number}"}
    line = Line(stack, sureness="claimed")
    line.messages(asked)
    assert "триста сорок два рубля" in line.speech(event="keys", keys="4821")


# A store that stands still for a while.


def test_a_store_that_stands_still_neither_holds_up_the_greeting_nor_breaks_a_silence(
    stack: Stack,
) -> None:
    line = Line(stack)
    with stack.held("redis"):
        assert "Миа" in line.speech(event="start", deadline_ms=1000)
        assert line.speech(event="silence", deadline_ms=1000) == ""
    assert "Миа" not in line.speech("какой у меня баланс")


async def test_a_call_outlasts_a_store_that_stands_still(stack: Stack) -> None:
    """For longer than the bot waits for it, and so that the bot has given up in the middle."""
    async with httpx.AsyncClient(base_url=stack.url) as client:
        caller = Caller(SUBSCRIBER, is_vouched=True)
        bot = Bot(client, stack.secret, uuid.uuid4(), caller)
        with stack.held("redis"):
            asked = asyncio.create_task(bot.say("какой у меня баланс"))
            await asyncio.wait({asked}, timeout=9)
            assert not asked.done()
        reply = await asked
    assert "рубл" in " ".join(one.speech for one in reply.utterances)
