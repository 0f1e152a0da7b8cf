"""What messages name: a table by hand, and what holds for any text."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.entities import find_entities, find_phones

TODAY = date(2026, 11, 22)

# message, then what it names as «entity value», in the order of the text
CASES = [
    ("пополни на 300 рублей", "money 300"),
    ("закинь двести пятьдесят рублей", "money 250"),
    ("положи 1 250 рублей", "money 1250"),
    ("кинь мне 1250,50 руб", "money 1250.5"),
    ("закинь 300р", "money 300"),
    ("300₽", "money 300"),
    ("полторы тысячи рублей", "money 1500"),
    ("две с половиной тысячи рублей", "money 2500"),
    ("кинь косарь", "money 1000"),
    ("закинь сотку", "money 100"),
    ("пополни на пятихатку", "money 500"),
    ("скинь две штуки", "money 2000"),
    ("1000000 рублей", "money 1000000"),
    ("ноль рублей", "money 0"),
    ("5 гигов", "gigabytes 5"),
    ("5гб", "gigabytes 5"),
    ("пять гигабайт", "gigabytes 5"),
    ("подари маме 2,5 гб", "gigabytes 2.5"),
    ("полгига", "gigabytes 0.5"),
    ("пол гига", "gigabytes 0.5"),
    ("полтора гига", "gigabytes 1.5"),
    ("512 мб", "gigabytes 0.5"),
    ("двадцать один гигабайт", "gigabytes 21"),
    ("сто минут", "minutes 100"),
    ("100 мин", "minutes 100"),
    ("тридцать минуток", "minutes 30"),
    ("50 смс", "sms 50"),
    ("сто смсок", "sms 100"),
    ("на 7 дней", "days 7"),
    ("через две недели", "days 14"),
    ("8 (900) 000-00-03", "phone 79000000003"),
    ("на номер 9000000003", "phone 79000000003"),
    ("плюс семь девятьсот ноль ноль ноль ноль ноль ноль три", "phone 79000000003"),
    ("8-912-345-67-89 подари сто рублей", "phone 79123456789, money 100"),
    ("переведи 89000000002 500 рублей", "phone 79000000002, money 500"),
    (
        "подари 3 гига на 8 900 000 00 03 завтра",
        "gigabytes 3, phone 79000000003, date 2026-11-23",
    ),
    ("вчера", "date 2026-11-21"),
    ("двадцать пятого декабря", "date 2026-12-25"),
    ("12.05.2025", "date 2025-05-12"),
    ("31.02", "number 31.02"),
    ("детализация за последнюю неделю", "date 2026-11-15/2026-11-22"),
    ("за три месяца", "date 2026-08-24/2026-11-22"),
    ("тариф мой онлайн", "tariff my_online"),
    ("мой онлайн плюс", "tariff my_online_plus"),
    ("мой онлайн+", "tariff my_online_plus"),
    ("хочу перейти на премиум", "tariff premium"),
    ("простой тариф", "tariff simple"),
    ("просто скажите", ""),
    ("на простом", ""),
    ("добавь в черный список", "service blacklist"),
    ("отключи гороскоп", "service horoscope"),
    ("подключи антиспам", "service antispam"),
    ("определитель номера", "service caller_id"),
    ("еду в Турцию", "country TR"),
    ("лечу в анталью", "country TR"),
    ("оаэ", "country AE"),
    ("на шри-ланку", "country LK"),
    ("промокод ПРИВЕТ", "promo_code ПРИВЕТ"),
    ("промокод привет", "promo_code ПРИВЕТ"),
    ("привет", ""),
    ("код LETO25", "promo_code LETO25"),
    ("активируй summer2025", "promo_code SUMMER2025"),
    ("промокод: лето2025", "promo_code ЛЕТО2025"),
    ("мой промокод не работает", ""),
    ("пришли на Ivan.Petrov@Mail.Ru", "email ivan.petrov@mail.ru"),
    ("обращение T-10245", "order T-10245"),
    ("обращение Т-10245", "order T-10245"),  # typed with a Russian letter
    ("заказ sim-20456", "order SIM-20456"),
    ("MNP-5555 где", "order MNP-5555"),
    ("5-7 гб", "number 5, gigabytes 7"),
    ("пятьсот", "number 500"),
    ("*105#", "number 105"),
    ("на 1 гигабайт 200 рублей", "gigabytes 1, money 200"),
    ("сколько денег на счёте", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "named"), CASES)
def test_entities_are_found_with_their_values(text: str, named: str) -> None:
    found = [f"{entity.entity} {entity.value}" for entity in find_entities(text, TODAY)]
    assert ", ".join(found) == named


def test_there_are_enough_cases() -> None:
    assert len({text for text, _ in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Закинь  300 РУБЛЕЙ, пожалуйста", "300 РУБЛЕЙ"),
        ("номер 8 (900) 000-00-03.", "8 (900) 000-00-03"),
        ("тариф «Мой онлайн+»", "Мой онлайн+"),
        ("ещё ДВЕ НЕДЕЛИ", "ДВЕ НЕДЕЛИ"),
    ],
)
def test_place_is_that_of_the_written_text(text: str, place: str) -> None:
    (entity,) = find_entities(text, TODAY)
    assert text[entity.start : entity.end] == place


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("вчера брат клялся, что отправит завтра", []),
        (
            "мой 8 (900) 000-00-03, а мамин девятьсот ноль ноль ноль ноль ноль ноль четыре",
            ["79000000003", "79000000004"],
        ),
        ("мой 8 (900) 000-00-03, подарок ждали вчера", ["79000000003"]),
    ],
)
def test_phones_are_found_alone(text: str, numbers: list[str]) -> None:
    assert [phone.value for phone in find_phones(text)] == numbers


_WORDS = "сто двадцать ноль с половиной тысячи рублей гб пол мая первого пятого за неделю промокод"
_SIGNS = "8 900 000 12.05 5 ² ٣ ½ - + ( @ mail.ru T-12345 İ ß ё \u200b 1e9 1..2 99999999999999"
_PIECES = st.sampled_from([*_WORDS.split(), "мой онлайн плюс", "штуки", *_SIGNS.split(" ")])
_TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(_PIECES, max_size=12).map(" ".join),
    st.lists(st.one_of(_PIECES, st.text(max_size=4)), max_size=12).map("".join),
)


@settings(deadline=None, derandomize=True, max_examples=500)
@given(_TEXTS)
def test_any_text_gives_apart_places_within_it(text: str) -> None:
    end = 0
    for entity in find_entities(text, TODAY):
        assert end <= entity.start < entity.end <= len(text)
        end = entity.end
