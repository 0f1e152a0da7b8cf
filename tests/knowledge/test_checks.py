"""Each check finds the problem that was planted, and nothing in data that is right."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from knowledge.checks import Data, Problem, check
from knowledge.checks import answers as answer_checks
from knowledge.checks import heldout as heldout_checks
from knowledge.checks import phrases as phrase_checks
from knowledge.checks import phrasings as phrasing_checks
from knowledge.corpus import Button, Link, Phrasing
from knowledge.follow_ups import FollowUp
from knowledge.phrasebook import Choice, Phrasebook, Variant
from tests.knowledge.builders import (
    FACTS,
    LIMITS,
    SOURCE,
    TEXTS,
    article,
    corpus,
    held,
    phrase,
    phrasings,
    topic,
)

TASK = topic()
TALK = topic("thank", "talk", ("спасибо", "ну спасибо", "Выручили. Спасибо!", "век не забуду"))


def kinds(problems: Iterable[Problem]) -> list[str]:
    return [problem.kind for problem in problems]


def test_nothing_is_wrong_with_what_is_right() -> None:
    data = Data(
        corpus(article(), tasks=(TASK,), talk=(TALK,)),
        FACTS,
        phrase("Тариф {{ tariffs.big.name }}.", buttons=(Choice("Баланс", task="check_balance"),)),
        [held("деньги на телефоне", "check_balance")],
    )
    assert check(data, LIMITS) == []


# Phrasings


def test_a_phrasing_that_stands_twice_is_found() -> None:
    twice = topic(texts=(*TEXTS, "Скок бабок?"))
    assert kinds(phrasing_checks.problems(corpus(tasks=(twice,)), LIMITS)) == ["duplicate"]


def test_a_near_copy_is_found() -> None:
    near = topic(texts=(*TEXTS, "рублей на счету сколько лежит"))
    found = list(phrasing_checks.problems(corpus(tasks=(near,)), LIMITS))
    assert kinds(found) == ["near_copy"]
    assert "рублей на счету" in found[0].message


def test_near_copies_of_talk_are_compared_from_three_content_words_on() -> None:
    short = topic("deny", "talk", ("нет", "нет нет", "Ну нет. Нет.", "да нет"))
    assert kinds(phrasing_checks.near_copies(short, LIMITS)) == []
    long = topic("deny", "talk", ("ничего покупать сегодня", "сегодня ничего покупать"))
    assert kinds(phrasing_checks.near_copies(long, LIMITS)) == ["near_copy"]


def test_a_missing_style_is_found() -> None:
    plain_only = topic(texts=TEXTS[:3])
    found = list(phrasing_checks.missing_styles(plain_only))
    assert [problem.message for problem in found] == ["no phrasing in style indirect"]


def test_too_few_phrasings_are_found() -> None:
    assert kinds(phrasing_checks.too_few(topic(texts=TEXTS[:3]), LIMITS)) == ["too_few"]
    assert kinds(phrasing_checks.too_few(topic(texts=TEXTS), LIMITS)) == []
    special = topic("out_of_scope", "talk")
    assert kinds(phrasing_checks.too_few(special, LIMITS)) == ["too_few"]


def test_phrasings_that_repeat_the_question_are_found() -> None:
    texts = phrasings("забыл код", "код потерял", "Не помню. Какой код?", "забытый пароль и код")
    literal = article(phrasings=texts)
    assert kinds(phrasing_checks.too_literal(literal, LIMITS)) == ["too_literal"]
    freer = article(phrasings=(*texts[:3], Phrasing("не пускает", "indirect")))
    assert kinds(phrasing_checks.too_literal(freer, LIMITS)) == []


def test_a_phrasing_under_two_topics_is_found() -> None:
    other = topic("top_up", texts=("Скок бабок!", "кинь сотку"))
    found = list(phrasing_checks.two_topics(corpus(tasks=(TASK, other))))
    assert kinds(found) == ["two_topics"]
    assert found[0].where.endswith("top_up")
    assert "check_balance" in found[0].message


# Articles


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"eye": "{{ terms.sim.nothing | number }}"}, "unresolved"),
        ({"ear": "{{ nobody }}"}, "unresolved"),
        ({"eye": "{{ tariffs.big.name | money }}"}, "unresolved"),
        ({"buttons": (Button("{{ nobody }}", task="check_balance"),)}, "unresolved"),
        ({"links": (Link("Сайт", "{{ operator.nothing }}"),)}, "unresolved"),
        ({"eye": "я" * 101}, "too_long"),
        ({"ear": "я" * 61}, "too_long"),
        ({"ear": "Заходите на operator.ru за ответом"}, "not_for_ear"),
        ({"ear": "Заходите на {{ operator.site }}"}, "not_for_ear"),
        ({"ear": "Карта (пластик) не нужна"}, "not_for_ear"),
        ({"ear": "Выберите 4G/3G в настройках"}, "not_for_ear"),
        ({"task": "nothing"}, "dead_reference"),
        ({"buttons": (Button("Да", task="nothing"),)}, "dead_reference"),
        ({"buttons": (Button("Да", article="nothing"),)}, "dead_reference"),
        ({"buttons": (Button("Да", article="faq/pin"),)}, "dead_reference"),
        ({"related": ("nothing",)}, "dead_reference"),
        ({"related": ("pin",)}, "dead_reference"),
        ({"apart": {"nothing": "…"}}, "dead_reference"),
        ({"apart": {"puk": "…"}}, "dead_reference"),
        ({"buttons": (Button("Да"),)}, "bad_button"),
        ({"buttons": (Button("Да", task="check_balance", article="puk"),)}, "bad_button"),
    ],
)
def test_problem_of_an_article(changes: dict[str, object], kind: str) -> None:
    data = corpus(article(**changes), article("puk"), tasks=(TASK,))
    found = set(kinds(answer_checks.problems(data, FACTS, LIMITS)))
    assert found == {kind}


def test_article_that_leads_somewhere() -> None:
    good = article(
        task="check_balance",
        buttons=(
            Button("Код", article="puk"),
            Button("{{ tariffs.big.name }}", text="мой тариф"),
        ),
        links=(Link("Сайт", "{{ operator.site }}/pin"),),
        related=("puk",),
        apart={"faq/puk": "…", "check_balance": "…", "thank": "…"},
    )
    data = corpus(good, article("puk"), tasks=(TASK,), talk=(TALK,))
    assert list(answer_checks.problems(data, FACTS, LIMITS)) == []


# Phrases


@pytest.mark.parametrize(
    ("phrases", "kind"),
    [
        (phrase("{{ account.balance | money }}"), "unresolved"),
        (phrase("{{ tariffs.small.fee | money }}"), "unresolved"),
        (phrase("{% if slots.x %}"), "unresolved"),
        (phrase(buttons=(Choice("{{ nobody }}", talk="thank"),)), "unresolved"),
        (phrase(buttons=(Choice("Да", talk="thank", when="nobody"),)), "unresolved"),
        (phrase(buttons=(Choice("{{ item }}", text="да", each="nobody.list"),)), "unresolved"),
        (phrase(buttons=(Choice("Да", talk="thank", when="1 +"),)), "unresolved"),
        (phrase(links=(("Сайт", "{{ nobody }}"),)), "unresolved"),
        (phrase(card="account"), "unresolved"),
        (phrase(Variant("я" * 101, "я")), "too_long"),
        (phrase(Variant("я", "я" * 61)), "too_long"),
        (phrase("{{ slots.x }} (в скобках)"), "not_for_ear"),
        (phrase(Variant("я", "Заходите на {{ operator.site }}")), "not_for_ear"),
        (phrase(buttons=(Choice("Да", task="nothing"),)), "dead_reference"),
        (phrase(buttons=(Choice("Да", article="nothing"),)), "dead_reference"),
        (phrase(buttons=(Choice("Да", talk="check_balance"),)), "dead_reference"),
        (phrase(buttons=(Choice("Да"),)), "bad_button"),
        (phrase(buttons=(Choice("Да", talk="thank", text="да"),)), "bad_button"),
    ],
)
def test_problem_of_a_phrase(phrases: Phrasebook, kind: str) -> None:
    data = corpus(article(), tasks=(TASK,), talk=(TALK,))
    assert set(kinds(phrase_checks.problems(phrases, data, FACTS, LIMITS))) == {kind}


def test_phrase_that_is_given_all_it_asks_for() -> None:
    good = phrase(
        Variant("{{ account.name }} (вы): {{ tariffs.price }}", "Всё хорошо"),
        facts=("account", "tariffs", "options"),  # a fact may bear a catalogue's name
        buttons=(
            Choice("{{ item.title }}", task="{{ item.id }}", each="options"),
            Choice("Код", article="pin", when="slots.quote.ok"),
            Choice("Пять", answer="5"),
        ),
        links=(("Сайт", "{{ operator.site }}"),),
        card="account",
    )
    data = corpus(article(), tasks=(TASK,), talk=(TALK,))
    assert list(phrase_checks.problems(good, data, FACTS, LIMITS)) == []


# Held-out sets


def test_heldout_in_training() -> None:
    found = list(
        heldout_checks.problems([held("скок бабок?!", "top_up")], corpus(tasks=(TASK,)), LIMITS)
    )
    assert kinds(found) == ["dead_reference", "heldout_in_training"]
    assert "check_balance" in found[1].message


def test_heldout_close_to_training_is_no_error() -> None:
    close = held("сколько рублей осталось", "check_balance")
    found = list(heldout_checks.problems([close], corpus(tasks=(TASK,)), LIMITS))
    assert kinds(found) == ["close_to_heldout"]
    assert not found[0].is_error


def test_a_set_that_promises_to_be_apart_is_held_to_it() -> None:
    close = held("сколько рублей осталось", "check_balance", of="apart")
    found = list(heldout_checks.problems([close], corpus(tasks=(TASK,)), LIMITS))
    assert kinds(found) == ["not_apart"]
    assert found[0].is_error


def test_heldout_close_to_another_topic_is_nothing() -> None:
    other = topic("top_up", texts=("кинь сотку",))
    close = held("сколько рублей осталось", "top_up")
    assert kinds(heldout_checks.problems([close], corpus(tasks=(TASK, other)), LIMITS)) == []


def test_heldout_follow_up_in_training_after_the_same_answer() -> None:
    said = FollowUp("check_balance", "а сейчас", "check_balance", SOURCE)
    known = replace(corpus(tasks=(TASK,)), follow_ups=(said,))
    phrases = [
        replace(held("А сейчас?", "check_balance"), about=about)
        for about in ("check_balance", "top_up")
    ]
    found = list(heldout_checks.problems(phrases, known, LIMITS))
    assert kinds(found) == ["heldout_in_training", "dead_reference"]
