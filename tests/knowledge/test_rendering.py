"""Templates: filters by mode, errors instead of empty places, and what a template asks for."""

import pytest

from knowledge.rendering import (
    RenderError,
    evaluate,
    literals,
    missing_in,
    names_in,
    render,
)
from knowledge.wording import NARROW

VALUES = {
    "price": "99.00",
    "when": "2026-12-01",
    "number": "79000000003",
    "gifts": {"birthday": {"gb": 5}},
    "per": "month",
}


@pytest.mark.parametrize(
    ("source", "eye", "ear"),
    [
        ("Цена {{ price | money }}.", f"Цена 99{NARROW}₽.", "Цена девяносто девять рублей."),
        ("{{ gifts.birthday.gb | gb }}", f"5{NARROW}ГБ", "пять гигабайт"),
        ("с {{ when | date }}", f"с 1{NARROW}декабря", "с первого декабря"),
        ("{{ 2 | count('номер', 'номера', 'номеров') }}", "2 номера", "два номера"),
        ("{{ 5 | count('шаг', 'шага', 'шагов') }}", "5 шагов", "пять шагов"),
        (
            "{{ price | money }} {{ per | per }}",
            f"99{NARROW}₽ в месяц",
            "девяносто девять рублей в месяц",
        ),
        ("  без места  ", "без места", "без места"),
    ],
)
def test_filters_follow_the_mode(source: str, eye: str, ear: str) -> None:
    assert render(source, VALUES, "eye") == eye
    assert render(source, VALUES, "ear") == ear


@pytest.mark.parametrize(
    "source",
    [
        "{{ nobody }}",
        "{{ nobody.price | money }}",
        "{{ gifts.birthday.price | money }}",
        "{{ gifts.birthday.gb | nonsense }}",
        "{{ per | money }}",
        "{{ per | date }}",
        "{{ price | per }}",
        "{{ price | money",
        "{% if price %}",
    ],
)
def test_nothing_is_rendered_as_an_empty_place(source: str) -> None:
    with pytest.raises(RenderError):
        render(source, VALUES, "eye")


def test_python_is_out_of_reach() -> None:
    with pytest.raises(RenderError):
        render("{{ price.__class__.__mro__ }}", VALUES, "eye")


def test_an_expression_gives_its_value() -> None:
    assert evaluate("gifts.birthday.gb > 3", VALUES) is True
    assert evaluate("nobody", VALUES) is None
    with pytest.raises(RenderError):
        evaluate("1 +", VALUES)


def test_names_in_leaves_out_what_the_template_sets_itself() -> None:
    source = "{% for g in later %}{{ g.name }} {{ price | money }}{% endfor %}"
    assert names_in(source) == {"later", "price"}
    with pytest.raises(RenderError):
        names_in("{{ broken")


def test_literals_are_the_words_outside_placeholders() -> None:
    text = literals("Цена (с налогом) {{ price | money }}{% if per %} ровно{% endif %}")
    assert "Цена (с налогом)" in text
    assert "ровно" in text
    assert "price" not in text


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("{{ gifts.birthday.gb | gb }}", set()),
        ("{{ gifts['birthday'].gb }}", set()),
        ("{{ gifts.wedding.gb | gb }}", {"gifts.wedding", "gifts.wedding.gb"}),
        ("{{ gifts['birthday'].price }}", {"gifts.birthday.price"}),
        ("{{ gifts[per].anything }}", set()),
        ("{{ gifts.items() | list }}", set()),
        ("{{ others.thing.deep }}", set()),
    ],
)
def test_missing_in_follows_paths_of_known_names(source: str, missing: set[str]) -> None:
    assert missing_in(source, VALUES) == missing
