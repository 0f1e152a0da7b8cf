"""What a message gives to a slot, and what it answers to a yes/no question."""

import pytest

from bot.flows.filling import (
    completed,
    fill,
    is_correction,
    is_waiting,
    names_to_change,
    ordinal,
    rechooses,
    yes_or_no,
)
from bot.flows.slots import slot_specs
from tests.bot.flows.readings import heard, pressed, unclear

YES = """
да | Да! | ага | угу | угум | конечно | да, конечно | верно | всё верно | точно | так точно | давай | давайте
ну давай | да давай уже | подтверждаю | согласен | согласна | ок | окей | хорошо | ладно | плюс | именно так
да, отправляйте | отправляй | беру | оформляй | действуй | активируйте | заблокируйте | начисляйте | да да да
бб беру | б-б-беру | ой, да | ну тогда беру | + | ++ | да, пожалуйста | валяй | поехали | делай | да, всё так | хорошо, делайте | yes
""".replace("\n", "|")
NO = """
нет | не надо | нет, спасибо | неа | не хочу | нет-нет | не сейчас | ой нет
да нет | конечно нет | да не надо
нет, не отправляй | ни в коем случае | ни за что | не нужно | no | я не хочу | никак нет | нет конечно
""".replace("\n", "|")
NEITHER = """
хорошо, но завтра | да, только позже | да? | а сколько это стоит | ок, а сколько останется
дурак | ну | хм | пожалуйста
да ну нет | если можно | триста рублей | что | хочу | давай потом
""".replace("\n", "|")


def table(text: str) -> list[str]:
    return [words.strip() for words in text.split("|") if words.strip()]


@pytest.mark.parametrize("text", table(YES))
def test_what_means_yes_is_a_yes(text: str) -> None:
    assert yes_or_no(unclear(text)) is True


@pytest.mark.parametrize("text", table(NO))
def test_what_means_no_is_a_no(text: str) -> None:
    assert yes_or_no(unclear(text)) is False


@pytest.mark.parametrize("text", table(NEITHER))
def test_neither_yes_nor_no(text: str) -> None:
    assert yes_or_no(unclear(text)) is None


def test_the_classifier_makes_a_yes_only_when_it_is_sure() -> None:
    assert yes_or_no(heard("погнали", "affirm", 0.99)) is True
    assert yes_or_no(heard("дурак", "affirm", 0.77)) is None
    assert yes_or_no(heard("хорошо, но завтра", "affirm", 0.99)) is None


def test_the_classifier_makes_a_no_as_soon_as_it_would_act() -> None:
    assert yes_or_no(heard("обойдусь", "deny", 0.6)) is False
    assert yes_or_no(heard("обойдусь", "deny", 0.4)) is None


def test_a_button_is_a_yes_or_a_no_without_words() -> None:
    assert yes_or_no(pressed("affirm")) is True
    assert yes_or_no(pressed("deny")) is False


@pytest.mark.parametrize(
    ("text", "count", "at"),
    [
        ("первое", 3, 0),
        ("давайте второе", 3, 1),
        ("вторая", 2, 1),
        ("третий вариант", 3, 2),
        ("последнее", 3, 2),
        ("2", 3, 1),
        ("третье", 2, None),
        ("0", 3, None),
        ("любое", 3, None),
    ],
)
def test_an_ordinal_chooses_from_what_was_offered(text: str, count: int, at: int | None) -> None:
    assert ordinal(unclear(text), count) == at


@pytest.mark.parametrize(
    ("slot", "text", "value"),
    [
        ("gift_item", "3 гига", "gb"),
        ("gift_item", "минуты", "minutes"),
        ("gift_item", "сто рублей", "money"),
        ("gift_item", "кофе", "card_coffee"),
        ("gift_item", "второе", "minutes"),
        ("gift_amount", "пять", "5"),
        ("gift_amount", "полгига", "0.5"),
        ("gift_recipient", "восемь девятьсот ноль ноль ноль десять ноль пять", "79000001005"),
        ("gift_recipient", "900 000", None),
        ("gift_recipient", "8 (900) 000-10-05", "79000001005"),
        ("top_up_amount", "триста", "300"),
        ("top_up_amount", "полторы тысячи", "1500"),
        ("statement_kind", "звонки", "calls"),
        ("statement_kind", "последнее", "charges"),
        ("statement_period", "за неделю", "week"),
        ("statement_period", "с 1 по 5 марта", "2026-03-01/2026-03-05"),
        ("statement_email", "Anna@Example.ru", "anna@example.ru"),
        ("block_reason", "украли в метро", "stolen"),
        ("promo_code", "mia2026", "MIA2026"),
        ("promo_code", "вот: abra cadabra", "ABRACADABRA"),
    ],
)
def test_an_answer_fills_the_slot_that_is_asked_for(
    slot: str, text: str, value: str | None
) -> None:
    filled = fill(slot_specs()[slot], unclear(text), asked=True)
    assert (filled and filled.value) == value


@pytest.mark.parametrize(
    ("slot", "text"),
    [("top_up_amount", "триста"), ("gift_item", "второе"), ("promo_code", "abracadabra")],
)
def test_what_is_not_unmistakable_fills_nothing_unasked(slot: str, text: str) -> None:
    assert fill(slot_specs()[slot], unclear(text), asked=True) is not None
    assert fill(slot_specs()[slot], unclear(text), asked=False) is None


def test_the_value_before_is_passed_over() -> None:
    amount, kind = slot_specs()["top_up_amount"], slot_specs()["statement_kind"]
    changed = fill(amount, unclear("не 200, а 300"), asked=True, but="200")
    assert changed is not None
    assert changed.value == "300"
    other = fill(kind, unclear("не звонки, а интернет"), asked=False, but="calls")
    assert other is not None
    assert other.value == "internet"


def test_cover_tells_an_answer_from_a_story() -> None:
    amount = slot_specs()["top_up_amount"]
    bare = fill(amount, unclear("300 рублей"), asked=True)
    story = fill(amount, unclear("вчера положил 300 рублей, деньги так и не пришли"), asked=True)
    assert bare is not None
    assert bare.cover == 1.0
    assert story is not None
    assert story.cover < 0.6


def test_words_of_the_dictionary_are_a_code_only_for_want_of_a_meaning() -> None:
    code = slot_specs()["promo_code"]
    word, invented = (
        fill(code, unclear("баланс"), asked=True),
        fill(code, unclear("брямс"), asked=True),
    )
    assert word is not None
    assert (word.value, word.cover) == ("БАЛАНС", 0.0)
    assert invented is not None
    assert invented.cover == 1.0


def test_choices_narrow_to_what_is_on_offer() -> None:
    gift = slot_specs()["gift_id"].narrowed([{"id": "birthday"}, {"id": "internet_setup"}])
    second = fill(gift, unclear("второе"), asked=True)
    assert second is not None
    assert second.value == "internet_setup"
    assert fill(gift, unclear("за симку"), asked=True) is None


@pytest.mark.parametrize(
    "text", ["лучше 300", "нет, 300", "не 200, а 300 рублей", "ой, на 5 гигов"]
)
def test_a_value_put_right(text: str) -> None:
    assert is_correction(unclear(text))


@pytest.mark.parametrize("text", ["лучше", "нет", "какой тариф за 300 рублей", "вчера списали 300"])
def test_what_is_more_or_less_than_a_value_is_no_correction(text: str) -> None:
    assert not is_correction(unclear(text))


def test_naming_a_slot_to_change_it() -> None:
    recipient = slot_specs()["gift_recipient"]
    assert names_to_change(recipient, unclear("нет, на другой номер"))
    assert names_to_change(recipient, unclear("номер неправильный"))
    assert not names_to_change(recipient, unclear("мой номер"))
    assert not names_to_change(recipient, unclear("другая сумма"))


@pytest.mark.parametrize("text", ["ну что там?", "готово?", "как там дела", "уже прошло?"])
def test_asking_how_it_goes(text: str) -> None:
    assert is_waiting(unclear(text))


@pytest.mark.parametrize("text", ["сколько денег", "ну что там с балансом", ""])
def test_asking_for_something_new(text: str) -> None:
    assert not is_waiting(unclear(text))


def test_a_word_within_a_name_is_no_choice() -> None:
    kind = slot_specs()["statement_kind"]
    assert fill(kind, unclear("чем простой отличается от мой разговор"), asked=True) is None
    named = fill(kind, unclear("разговоры"), asked=True)
    assert named is not None
    assert named.value == "calls"


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        ("в полдевятого", "утра", "в полдевятого утра"),
        ("завтра в девять", "Вечером, пожалуйста", "завтра в девять вечером"),
        ("в полдевятого вечера", "нет, завтра", "завтра в полдевятого вечера"),
        ("завтра в девять", "послезавтра", None),
        ("в девять утра", "вечером", None),
        ("morning", "вечером", None),
        (None, "утра", None),
    ],
)
def test_an_hour_is_completed_by_the_part_of_the_day(
    before: str | None, text: str, whole: str | None
) -> None:
    assert completed(slot_specs()["callback_time"], before, unclear(text)) == whole


@pytest.mark.parametrize("sign", ["👍", "👌", "✅"])
def test_a_picture_may_be_a_yes(sign: str) -> None:
    assert yes_or_no(unclear(sign)) is True


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("лучше минуты", True),
        ("нет, деньги", True),
        ("а минуты?", False),
        ("сколько минут", False),
        ("да", False),
    ],
)
def test_another_choice_alone_is_a_choice_anew(text: str, so: bool) -> None:
    assert rechooses([slot_specs()["gift_item"]], unclear(text)) is so
