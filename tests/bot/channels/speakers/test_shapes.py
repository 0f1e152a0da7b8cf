"""Every article and every task in the shapes of the platforms."""

from __future__ import annotations

from typing import Any

import pytest

from bot.assistant.wording import as_message
from bot.channels.speakers.answer import Answer, answer_of
from bot.channels.speakers.platform import platforms
from bot.channels.speakers.webhook import ADAPTERS
from bot.conversation.reply import Reply, utterance
from bot.flows.definition import flows
from bot.players.platforms import Place, request
from knowledge.answers import answer_article
from knowledge.corpus import corpus
from knowledge.facts import catalogue
from knowledge.files import ROOT, read_yaml
from tests.bot.channels.speakers.shapes import check
from tests.operator_world import OperatorWorld
from tests.speakers import linked_speaker
from tests.stack import Stack

PLATFORMS = ("alice", "marusya", "salute")
ACCOUNT = {
    "kind": "account",
    "balance": "-54.20",
    "next_charge": "2026-12-01",
    "next_amount": "600",
    "remaining": [
        {"unit": "gb", "left": "12.4"},
        {"unit": "minutes", "left": "230"},
        {"unit": "sms", "left": "0"},
    ],
}


def written(platform: str, answer: Answer, *, screen: bool) -> dict[str, Any]:
    body = request(Place(platform=platform, screen=screen), "say", "вопрос")
    adapter = ADAPTERS[platform]
    return adapter.write(answer, adapter.read(body), body)


@pytest.mark.parametrize("screen", [True, False])
@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_article_is_within_the_shape(platform: str, screen: bool) -> None:
    for article in corpus().articles:
        message = as_message(answer_article(article, catalogue()))
        response = written(platform, answer_of(Reply((utterance(message),))), screen=screen)
        check(platform, response)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_task_is_answered_within_the_shape(
    stack: Stack, operator: OperatorWorld, platform: str
) -> None:
    number = operator.newcomer()
    for task in sorted(set(flows()) & set(corpus().by_id())):
        phrasings = read_yaml(ROOT / "nlu" / "phrasings" / "tasks" / f"{task}.yml")["phrasings"]
        speaker = linked_speaker(stack, platform, number, lambda: operator.sms(number))
        for said in phrasings["chat"][:2]:
            speaker.say(said)
            check(platform, speaker.response)
        speaker.close()


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_is_long_is_cut_at_a_sentence(platform: str) -> None:
    sentence = "Это предложение сказано двести раз. "
    answer = Answer(text=sentence * 200, speech=(sentence * 200, "И ещё одно."))
    response = written(platform, answer, screen=True)
    check(platform, response)
    said = (
        response["payload"]["pronounceText"][7:-8]
        if platform == "salute"
        else response["response"]["tts"]
    )
    assert said.endswith("раз.")
    assert len(said) > platforms()[platform].speech - len(sentence)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_cannot_be_said_is_not(platform: str) -> None:
    speech = "Долг 1 250,50 ₽ 😀, 5 % 👍🏽, код 042. Сайт www.tele2.example/lk и https://a.ru. +7 900 000-00-01"
    check(platform, written(platform, Answer(text="т", speech=(speech,)), screen=False))


def test_alice_and_salute_show_the_account_as_a_card() -> None:
    answer = Answer(text="т", speech=("т",), card=ACCOUNT)
    for platform in PLATFORMS:
        check(platform, written(platform, answer, screen=True))
        check(platform, written(platform, answer, screen=False))
    card = written("alice", answer, screen=True)["response"]["card"]
    assert card["items"][0]["title"] == "−54,20\u00a0₽"
    assert [row["description"] for row in card["items"]][2:] == [
        "осталось интернета", "осталось на звонки", "осталось сообщений",
    ]  # fmt: skip
    assert "card" not in written("alice", answer, screen=False)["response"]
    assert "card" in written("salute", answer, screen=True)["payload"]["items"][1]


def test_nothing_that_is_null_reaches_salute() -> None:
    body = request(Place(platform="salute"), "say", "вопрос")
    body["payload"]["device"]["clientType"] = None
    body["uuid"]["userId"] = None
    body["payload"]["device"]["name"] = "моя\nколонка"
    adapter = ADAPTERS["salute"]
    response = adapter.write(Answer(text="раз\nдва", speech=("т",)), adapter.read(body), body)
    check("salute", response)
    assert response["payload"]["items"][0]["bubble"]["text"] == "раз. два"
    assert "clientType" not in response["payload"]["device"]


def test_buttons_and_links_are_for_screens() -> None:
    answer = Answer(
        text="т",
        speech=("т",),
        buttons=({"title": "Я" * 100, "payload": "/x"}, {"title": "два", "payload": "y" * 5000}),
        links=({"title": "Сайт", "url": "https://a.example"},),
    )
    for platform in PLATFORMS:
        check(platform, written(platform, answer, screen=True))
    shown = written("alice", answer, screen=True)["response"]["buttons"]
    assert [button["title"] for button in shown] == ["Сайт", "Я" * 64]
    assert "buttons" not in written("alice", answer, screen=False)["response"]
    assert written("salute", answer, screen=False)["payload"]["suggestions"]["buttons"] == []
