"""Identification: asking for a number and a PIN when a task needs to know surely who is speaking.

It happens before Rasa sees the text, so no PIN reaches a tracker. What was wanted is kept and done
once the person is known. The steps are pure; the Conversation asks the operator's system.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from bot.identity.sureness import Sureness
from knowledge.files import read_yaml
from knowledge.lemmas import courtesy, lemma
from nlu.analysis import analyse, is_word
from nlu.entities import find_phones
from nlu.numerals import find_numerals

TRIES = 3
ADDRESS_TRIES = 20  # wrong PINs from one address within an hour
PIN_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Identification:
    """An identification under way.

    ``wanted`` is the text (and payload) to go on with after it, ``about`` the topic whose answer
    it was said after. A ``closed`` one asks for nothing more (the number is locked, the system is
    down): it is kept so that a PIN entered all the same does not reach the tracker.
    """

    step: Literal["number", "pin"]
    needed: str
    wanted: str
    payload: str | None = None
    msisdn: str | None = None
    closed: bool = False
    about: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any] | None) -> Identification | None:
        """Read one, if there is one."""
        return cls(**raw) if raw else None

    @property
    def question(self) -> str:
        """The phrase that asks for what this step needs."""
        return "utter_ask_pin" if self.step == "pin" else "utter_ask_msisdn"

    def with_number(self, msisdn: str) -> Identification:
        """Return the step after a number was given."""
        return replace(self, step="pin", msisdn=msisdn)

    @property
    def claim_is_enough(self) -> bool:
        """Whether a number alone will do."""
        return Sureness.named(self.needed) <= Sureness.CLAIMED


def begin(
    needed: str, wanted: str, payload: str | None, subject: str | None, about: str = ""
) -> Identification:
    """Return the first step: a person whose number is known is asked for the PIN alone."""
    step: Literal["number", "pin"] = "pin" if subject else "number"
    return Identification(step, needed, wanted, payload, subject, about=about)


def number_in(text: str) -> str | None:
    """Return the phone number that a text holds, as eleven digits, or ``None``."""
    found = find_phones(text)
    return found[0].value if found else None


def pin_in(text: str) -> str | None:
    """Return the four digits that a text holds, written or said, or ``None``."""
    return digits_in(text, PIN_LENGTH)


def forgot_pin(text: str) -> bool:
    """Tell whether a text says that the PIN is not known («забыл», «не помню пин»), and nothing else."""
    words, said = _forgotten(), [t.lemma_ for t in analyse(text) if is_word(t.text)]
    known = words["forgotten"] | words["beside"] | courtesy()
    return any(word in words["forgotten"] for word in said) and all(word in known for word in said)


@cache
def _forgotten() -> Mapping[str, frozenset[str]]:
    raw = read_yaml(Path(__file__).with_name("forgotten.yml"))
    return {name: frozenset(lemma(str(word)) for word in words) for name, words in raw.items()}


def digits_in(text: str, count: int) -> str | None:
    """Return so many digits that a text holds one after another, written or said, or ``None``."""
    match = re.search(rf"(?<!\d)\d(?:[\s-]?\d){{{count - 1}}}(?!\d)", text)
    if match:
        return re.sub(r"\D", "", match.group())
    said = [numeral.value for numeral in find_numerals([t.lemma_ for t in analyse(text)])]
    digits = "".join(f"{value:f}" for value in said if value == int(value))
    return digits if len(digits) == count else None
