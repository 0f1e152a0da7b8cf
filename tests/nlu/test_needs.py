"""Two needs in one message."""

import pytest

from nlu.needs import split_needs


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "сколько на балансе и подари маме 5 гигов",
            ["сколько на балансе", "подари маме 5 гигов"],
        ),
        ("какой баланс? и смени тариф", ["какой баланс", "и смени тариф"]),
        ("проверь остатки а ещё отключи гороскоп", ["проверь остатки", "отключи гороскоп"]),
        ("покажи тариф, и пополни счёт", ["покажи тариф", "пополни счёт"]),
        ("проверь баланс. потом смени тариф", ["проверь баланс", "потом смени тариф"]),
        ("Сколько минут И ЕЩЁ какой тариф", ["Сколько минут", "какой тариф"]),
    ],
)
def test_two_needs_are_parted(text: str, parts: list[str]) -> None:
    assert split_needs(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "баланс",
        "баланс и остатки",  # each part is too short to mean something alone
        "подари маме гигабайты",
        "и ещё",
        "я ехал в поезде и потерял телефон и теперь не знаю что делать и кому звонить",
    ],
)
def test_one_need_stays_whole(text: str) -> None:
    assert split_needs(text) == [text]
