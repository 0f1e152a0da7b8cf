"""What is said, against a table written by hand (``spoken_cases.yml``)."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.corpus import Corpus
from knowledge.facts import Facts
from knowledge.fixed import fixed_texts
from knowledge.phrasebook import Phrasebook
from knowledge.spoken import amounts, calendar, signs
from knowledge.spoken.numerals import CASES, cardinal, ordinal
from knowledge.spoken.reading import aloud

TABLE = yaml.safe_load(Path(__file__).with_name("spoken_cases.yml").read_text(encoding="utf-8"))
UNSAID = re.compile(r"[0-9A-Za-z%₽#*/_•\U0001F300-\U0001FAFF]|https?:")
TALK = date(2026, 11, 22)


def rows(name: str) -> list[tuple]:
    return [tuple(row) for row in TABLE[name]]


def test_the_table_is_large_enough() -> None:
    assert sum(map(len, TABLE.values())) >= 300


@pytest.mark.parametrize(("case", "gender", "number", "said"), rows("cardinals"))
def test_cardinals_are_said_in_case_and_gender(case, gender, number, said) -> None:
    assert cardinal(number, case, gender) == said


@pytest.mark.parametrize(("case", "gender", "number", "said"), rows("ordinals"))
def test_ordinals_are_said_in_case_and_gender(case, gender, number, said) -> None:
    assert ordinal(number, case, gender) == said


@pytest.mark.parametrize(("case", "unit", "number", "said"), rows("quantities"))
def test_quantities_are_said_in_case(case, unit, number, said) -> None:
    assert amounts.quantity(Decimal(number), unit, case) == said


@pytest.mark.parametrize(("case", "roubles", "said"), rows("money"))
def test_money_is_said_in_case(case, roubles, said) -> None:
    assert amounts.money(Decimal(roubles), case) == said


@pytest.mark.parametrize(("case", "when", "said"), rows("days"))
def test_days_are_said_in_case(case, when, said) -> None:
    assert calendar.day(when, case) == said


@pytest.mark.parametrize(("way", "when", "said"), rows("near_days"))
def test_near_days_are_said_as_near(way, when, said) -> None:
    assert calendar.near_day(when, TALK, way) == said


@pytest.mark.parametrize(("hours", "said"), rows("hours"))
def test_hours_are_said_with_their_part_of_the_day(hours, said) -> None:
    assert calendar.span(*map(calendar.read_clock, hours.split("-"))) == said


@pytest.mark.parametrize(("number", "said"), rows("phones"))
def test_phones_are_said_in_groups(number, said) -> None:
    assert signs.phone(number) == said


@pytest.mark.parametrize(("code", "said"), rows("codes"))
def test_codes_are_said_sign_by_sign(code, said) -> None:
    assert signs.code(code) == said


@pytest.mark.parametrize(("address", "said"), rows("emails"))
def test_emails_are_said_by_parts_and_letters(address, said) -> None:
    assert signs.email(address) == said


@pytest.mark.parametrize(("written", "said"), rows("texts"))
def test_a_written_text_is_said_in_words(written, said) -> None:
    assert aloud(written) == said


@pytest.mark.parametrize("said", [said for _, said in rows("texts")])
def test_what_is_said_stays_as_it_is(said) -> None:
    assert aloud(said) == said


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.sampled_from(CASES))
def test_no_amount_keeps_a_figure(amount, case) -> None:
    for said in (amounts.money(amount, case), amounts.quantity(amount, "minutes", case)):
        assert said
        assert not any(sign.isdigit() for sign in said)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.text(alphabet="0123456789 .,:-–/+%₽*#()абвгдеMGБ\n№", max_size=40))
def test_no_text_breaks_it(text) -> None:
    assert isinstance(aloud(text), str)


def test_what_is_the_same_for_everybody_can_be_said() -> None:
    texts = fixed_texts(Corpus.load(), Phrasebook.load(), Facts.load())
    assert len(texts) > 250
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert not UNSAID.search(text), text
