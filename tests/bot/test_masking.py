"""What must not be kept, in the forms in which people write and say it."""

import pytest

from bot.masking import hide_asked, hide_secrets, luhn, mask, mask_msisdn

SECRETS = [
    ("карта 4111 1111 1111 1111 до 12/27", ["4111 1111", "41111111"]),
    ("моя карта 2200700812345678, спишите", ["220070081234"]),
    ("номер карты 5555-5555-5555-4444", ["5555-5555"]),
    ("паспорт 45 09 123456 выдан", ["123456", "45 09"]),
    ("паспорт серия 4509 № 123456", ["123456"]),
    ("мой паспорт 4509123456", ["4509123456"]),
    ("пришёл код 482913 и он спросил", ["482913"]),
    ("код из смс 4829", ["4829"]),
    ("пин-код 4821", ["4821"]),
    ("мой пин 48 21", ["48 21"]),
    ("PIN: 4821", ["4821"]),
    ("назвала cvv 123", ["123"]),
    ("пароль был 90210", ["90210"]),
    ("пин код четыре восемь два один", ["четыре восемь", "два один"]),
    ("сказала ему код сорок восемь двадцать девять", ["сорок восемь", "двадцать девять"]),
]
KEPT = [
    "промокод 12345",
    "активируй код 5555",
    "спишите 600 рублей с 12 мая",
    "подари 79000000002 5 гигабайт",
    "обращение T-300512",
    "код оператора не знаю",
    "наберите *105#",
]


@pytest.mark.parametrize(("text", "secrets"), SECRETS)
def test_secrets_are_hidden(text: str, secrets: list[str]) -> None:
    for kept in (hide_secrets(text), mask(text)):
        assert not any(secret in kept for secret in secrets), kept
        assert "••••" in kept


@pytest.mark.parametrize("text", KEPT)
def test_what_a_task_needs_stays(text: str) -> None:
    assert hide_secrets(text) == text


def test_of_a_card_the_last_four_digits_stay() -> None:
    assert hide_secrets("4111111111111111") == "•••• 1111"


@pytest.mark.parametrize("shown", ["79000000001", "+7 900 000-00-01", "8 (900) 000-00-01"])
def test_numbers_are_hidden_in_part(shown: str) -> None:
    assert mask(f"звонили с {shown} вчера") == "звонили с +7 900 •••-••-01 вчера"
    assert mask_msisdn(shown) == "+7 900 •••-••-01"


def test_emails_are_hidden_in_part() -> None:
    assert mask("пишите anna.s@mail.ru") == "пишите a•••@mail.ru"


def test_a_slip_in_a_card_number_is_seen() -> None:
    assert luhn("79927398713")
    assert not luhn("79927398710")


def test_phone_beside_an_amount_is_no_card() -> None:
    for amount in range(10, 100):
        said = f"подари 79000001301 {amount} минут"
        assert hide_secrets(said) == said


def test_answer_to_a_question_for_a_code_is_hidden() -> None:
    assert hide_asked("58 21 07", "Назовите код из SMS") == "••••"
    assert hide_asked("58 21 07", "Какой у вас промокод?") == "58 21 07"
    assert hide_asked("200", "На сколько пополнить?") == "200"
