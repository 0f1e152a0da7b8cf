"""What a person tells in his own words: what fills it, and what is something else."""

import pytest

from bot.flows.filling import fill, tells_story
from bot.flows.slots import slot_specs
from tests.bot.flows.readings import heard, unclear

TEXT = slot_specs()["complaint_text"]
SUBJECT = slot_specs()["complaint_subject"]
TIME = slot_specs()["callback_time"]


def test_words_are_taken_as_they_were_said() -> None:
    filled = fill(TEXT, unclear("  Сняли деньги, верните!  "), asked=True)
    assert filled is not None
    assert filled.value == "Сняли деньги, верните!"


def test_nothing_is_taken_unless_it_was_asked_for() -> None:
    assert fill(TEXT, unclear("сняли деньги за подписку и не вернули"), asked=False) is None


@pytest.mark.parametrize("said", ["да", "нет", "ага", "не надо"])
def test_a_bare_yes_or_no_tells_nothing(said: str) -> None:
    filled = fill(TEXT, unclear(said), asked=True)
    assert filled is None or filled.cover == 0.0


@pytest.mark.parametrize(
    ("said", "topic", "clear"),
    [
        ("сколько денег на счёте", "check_balance", False),
        ("а сколько стоит роуминг в турции", "faq/roaming_countries", False),
        ("не работает интернет", "report_network_issue", True),
        ("почему списали", "explain_charges", True),
        ("третью неделю прошу и никто не отвечает", "check_balance", True),
        ("вы вообще читаете что вам люди пишут?", "help", False),
    ],
)
def test_a_short_text_or_a_question_may_be_about_something_else(
    said: str, topic: str, clear: bool
) -> None:
    filled = fill(TEXT, heard(said, topic), asked=True)
    assert filled is not None
    assert (filled.cover == 1.0) is clear


def test_a_number_within_a_story_chooses_nothing() -> None:
    assert fill(SUBJECT, unclear("курьер опоздал на три часа"), asked=True) is None
    assert fill(SUBJECT, unclear("третье"), asked=True) is not None
    filled = fill(TIME, unclear("в субботу после трёх часов"), asked=True)
    assert filled is not None
    assert filled.value == "в субботу после трёх часов"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("завтра в десять утра", "завтра в десять утра"),
        ("перезвоните мне завтра в десять утра пожалуйста", "завтра в десять утра"),
        ("ну давайте завтра утром", "завтра утром"),
        ("лучше после шести вечера", "после шести вечера"),
        ("часов в семь", "часов в семь"),
        ("через полчаса", "через полчаса"),
        ("не раньше трёх", "не раньше трёх"),
        ("на завтра", "завтра"),
        ("наберите меня в 15:30", "в 15:30"),
        ("в половине второго если можно", "в половине второго"),
        ("двадцать пятого ноября в обед", "двадцать пятого ноября в обед"),
        ("полдевятого", "полдевятого"),
        ("давайте без пятнадцати девять", "без пятнадцати девять"),
        ("девять тридцать", "девять тридцать"),
        ("после обеда", "после обеда"),
        ("утром", "morning"),
        ("вечером пожалуйста", "evening"),
        ("как можно скорее", "soon"),
    ],
)
def test_the_hour_that_was_said_is_kept(said: str, kept: str) -> None:
    filled = fill(TIME, unclear(said), asked=True)
    assert filled is not None
    assert filled.value == kept


@pytest.mark.parametrize(
    "said", ["перезвоните на 89000000034", "позвоните мне два раза", "я второй раз звоню"]
)
def test_a_number_that_is_no_hour_is_no_moment(said: str) -> None:
    assert fill(TIME, unclear(said), asked=False) is None


@pytest.mark.parametrize(
    "said",
    ["вчера", "с утра", "со вчерашнего дня", "часа два назад", "уже несколько дней", "давно"],
)
def test_since_when_is_an_answer_though_its_words_recall_something_else(said: str) -> None:
    filled = fill(slot_specs()["network_since"], heard(said, "explain_charges", 0.8), asked=True)
    assert filled is not None
    assert filled.cover >= 0.6


def test_where_it_is_may_be_at_home() -> None:
    filled = fill(slot_specs()["network_place"], heard("дома", "faq/home_internet"), asked=True)
    assert filled is not None
    assert (filled.value, filled.cover) == ("дома", 1.0)


def test_a_day_within_another_need_is_no_answer() -> None:
    filled = fill(TIME, heard("сколько гигабайт осталось на этой неделе"), asked=True)
    assert filled is not None
    assert filled.cover < 0.6


def test_a_choice_is_still_a_choice_beside_free_words() -> None:
    filled = fill(TIME, unclear("лучше вечером"), asked=True)
    assert filled is not None
    assert filled.value == "evening"


def test_a_long_first_message_is_the_story() -> None:
    assert not tells_story(TEXT, unclear("хочу оставить жалобу"))
    assert tells_story(
        TEXT, unclear("пришла в салон с мамой а продавец посмеялся над ней и прогнал")
    )


def test_a_question_is_no_place_but_may_be_a_complaint() -> None:
    assert fill(slot_specs()["network_place"], unclear("а сами никак?"), asked=True) is None
    assert fill(TEXT, unclear("почему списали?"), asked=True) is not None
