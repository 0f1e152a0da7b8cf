"""Who is at a speaker: linking, pairing, the PIN, and what each of them opens."""

from __future__ import annotations

import httpx
import pytest

from actions.service_tokens import read_secret
from bot.players.linking import pairing_code
from tests.operator_world import OperatorWorld
from tests.speakers import Speaker, linked_speaker, speaker, tokens
from tests.stack import Chatter, Stack

BALANCE = "300\u00a0₽"
ASK = "сколько на балансе"
PLATFORMS = ("alice", "marusya", "salute")
PAIRED = ("marusya", "salute")


def own_speaker(stack: Stack, operator: OperatorWorld, platform: str = "alice") -> Speaker:
    number = operator.newcomer()
    return linked_speaker(stack, platform, number, lambda: operator.sms(number))


@pytest.mark.parametrize("platform", PLATFORMS)
def test_general_things_are_told_to_anybody(stack: Stack, platform: str) -> None:
    said = speaker(stack, platform).say("сколько стоит роуминг в турции")
    assert "Турция" in said.text


@pytest.mark.parametrize("platform", PLATFORMS)
def test_personal_things_start_linking(stack: Stack, platform: str) -> None:
    said = speaker(stack, platform).say(ASK)
    assert "свяжем" in said.text
    assert "₽" not in said.text
    assert said.links_account == (platform == "alice")
    assert ("шесть цифр" in said.text) == (platform != "alice")


def test_what_was_wanted_is_told_when_the_account_is_linked(
    stack: Stack, operator: OperatorWorld
) -> None:
    number = operator.newcomer()
    session = speaker(stack, "alice")
    session.say(ASK)
    session.place.token = tokens(stack, number, lambda: operator.sms(number))["access_token"]
    said = session.happens("linked")
    assert "связана" in said.text
    assert BALANCE in said.text
    assert BALANCE in session.say("повтори").text


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_change_asks_for_the_pin_once_a_session(
    stack: Stack, operator: OperatorWorld, platform: str
) -> None:
    session = own_speaker(stack, operator, platform)
    assert BALANCE in session.say(ASK).text
    asked = session.say("пополни счёт на 100 рублей")
    assert "PIN-код" in asked.text
    assert "рядом нет посторонних" in asked.speech
    assert "100\u00a0₽" in session.say("ноль ноль ноль ноль").text.replace("100 ₽", "100\u00a0₽")
    assert "400" in session.say("да").text
    again = session.say("пополни счёт на 150 рублей")
    assert "PIN-код" not in again.text
    assert "150" in again.text


def test_the_pin_of_one_session_opens_no_other(stack: Stack, operator: OperatorWorld) -> None:
    number = operator.newcomer()

    def session() -> Speaker:
        return linked_speaker(stack, "alice", number, lambda: operator.sms(number))

    first = session()
    first.say("пополни счёт на 100 рублей")
    first.say("0000")
    assert "PIN-код" in session().say("пополни счёт на 100 рублей").text


def test_one_who_has_no_account_may_still_block_a_card(stack: Stack) -> None:
    said = speaker(stack, "alice").say("украли телефон, заблокируйте симку")
    assert "Какой номер" in said.text


def test_a_token_is_its_platforms_own(stack: Stack, operator: OperatorWorld) -> None:
    number = operator.newcomer()
    foreign = tokens(stack, number, lambda: operator.sms(number), "marusya")["access_token"]
    assert "свяжем" in speaker(stack, "alice", token=foreign).say(ASK).text


@pytest.mark.parametrize("token", ["guess", "", "é"])
def test_a_guessed_token_shows_nothing(stack: Stack, token: str) -> None:
    assert "свяжем" in speaker(stack, "alice", token=token).say(ASK).text


def test_a_revoked_token_shows_nothing(stack: Stack, operator: OperatorWorld) -> None:
    number = operator.newcomer()
    token = tokens(stack, number, lambda: operator.sms(number))["access_token"]
    session = speaker(stack, "alice", token=token)
    assert BALANCE in session.say(ASK).text
    secret = read_secret(stack.var / "alice-oauth-secret", create=True)
    httpx.post(f"{stack.url}/oauth/revoke", data={"token": token}, auth=("alice", secret))
    assert "свяжем" in session.say(ASK).text


def test_an_app_token_is_no_linked_account(stack: Stack, operator: OperatorWorld) -> None:
    session = speaker(stack, "alice", token=stack.app_token(operator.newcomer()))
    assert "свяжем" in session.say(ASK).text


@pytest.mark.parametrize("platform", PAIRED)
def test_a_code_from_the_chat_links_a_speaker(
    stack: Stack, operator: OperatorWorld, platform: str
) -> None:
    session = speaker(stack, platform)
    session.say(ASK)
    code = pairing_code(stack.url, stack.app_token(operator.newcomer()))
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert "Такого кода нет" in session.say(" ".join(wrong)).text
    said = session.say(" ".join(code))
    assert "связана" in said.text
    assert BALANCE in said.text.replace("300 ₽", BALANCE)
    stranger = speaker(stack, platform)
    stranger.say(ASK)
    assert "Такого кода нет" in stranger.say(" ".join(code)).text


@pytest.mark.parametrize("platform", PAIRED)
def test_a_code_is_taken_in_a_later_session(
    stack: Stack, operator: OperatorWorld, platform: str
) -> None:
    code = pairing_code(stack.url, stack.app_token(operator.newcomer()))
    session = speaker(stack, platform)
    session.happens("start")
    assert "связана" in session.say("код " + " ".join(code)).text
    assert BALANCE in session.say(ASK).text.replace("300 ₽", BALANCE)


def test_of_two_codes_the_newer_is_good(stack: Stack, operator: OperatorWorld) -> None:
    token = stack.app_token(operator.newcomer())
    older, newer = pairing_code(stack.url, token), pairing_code(stack.url, token)
    session = speaker(stack, "salute")
    session.say(ASK)
    assert "Такого кода нет" in session.say(older).text
    assert "связана" in session.say(newer).text


def test_codes_are_not_to_be_guessed(stack: Stack, operator: OperatorWorld) -> None:
    session = speaker(stack, "marusya")
    session.say(ASK)
    for guess in range(5):
        assert "Такого кода нет" in session.say(f"00000{guess}").text
    code = pairing_code(stack.url, stack.app_token(operator.newcomer()))
    session.say(ASK)
    assert "остановила проверку" in session.say(code).text


def test_a_code_is_said_nowhere_but_in_the_chat(stack: Stack, operator: OperatorWorld) -> None:
    session = own_speaker(stack, operator)
    session.say("код для колонки")
    said = session.say("0000")
    assert "только в чате" in said.text


def test_all_links_end_when_their_owner_says_so(stack: Stack, operator: OperatorWorld) -> None:
    number = operator.newcomer()
    sessions = [
        linked_speaker(stack, platform, number, lambda: operator.sms(number))
        for platform in PLATFORMS
    ]
    assert all(BALANCE in s.say(ASK).text.replace("300 ₽", BALANCE) for s in sessions)
    chat = Chatter(stack, "unlinks", stack.app_token(number))
    assert "Отвязать?" in chat.say("отвяжи колонку")
    assert "отвязаны" in chat.say("да")
    assert all("свяжем" in session.say(ASK).text for session in sessions)


def test_a_link_goes_to_the_phone_when_asked_for(stack: Stack, operator: OperatorWorld) -> None:
    number = operator.newcomer()
    session = linked_speaker(stack, "alice", number, lambda: operator.sms(number))
    session.place.screen = False
    told = session.say("сколько стоит роуминг в турции")
    assert "пришли ссылку" in told.speech
    before = len(operator.sms(number))
    assert "Отправила" in session.say("пришли ссылку").text
    sent = operator.sms(number)
    assert len(sent) == before + 1
    assert "https://" in sent[0]
    session.say("сколько стоит роуминг в турции")
    assert "Отправила" in session.say("да").text  # it was offered
    assert len(operator.sms(number)) == before + 2


def test_a_link_is_not_sent_to_nobody(stack: Stack) -> None:
    session = speaker(stack, "alice", screen=False)
    session.say("сколько стоит роуминг в турции")
    assert "буду знать ваш номер" in session.say("пришли ссылку").text
