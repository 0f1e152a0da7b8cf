"""Whose number: asked about that of somebody close, Mia tells that she shows and blocks only one's own."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

from bot.flows.dialogue import Dialogue
from bot.flows.reading import Reading
from knowledge.files import read_yaml
from knowledge.lemmas import fold, lemma

FILE = Path(__file__).with_name("others.yml")


def tell_whose_number(dialogue: Dialogue, reading: Reading) -> bool:
    """Tell that only one's own number is shown, where «баланс сына» asks about another's, or blocked.

    Where nobody is known any number may be claimed for a block. What is done for another's number (paying,
    a present) is no such question. After a death was told of, «сколько там денег» is about that number,
    unless it is said to be one's own or a button is pressed.
    """
    if dialogue.person.subject and _asks_to_block(reading) and _is_number_of_other(reading):
        phrase = "utter_block_only_own"
    elif _asks_to_see(reading) and _is_of_departed(dialogue, reading):
        phrase = "utter_departed_number"
    elif _asks_to_see(reading) and _is_of_relative(reading):
        phrase = "utter_only_own_number"
    else:
        return False
    dialogue.understood()
    dialogue.say(phrase)
    dialogue.ask_again()
    return True


def tell_what_then(dialogue: Dialogue, reading: Reading) -> bool:
    """«А как тогда быть» right after that: the way that there is, and the next time a person."""
    told = _ways().get(dialogue.state.said or "")
    if told is None or not _asks_what_then(reading):
        return False
    dialogue.understood()
    dialogue.say(told)
    dialogue.ask_again()
    return True


def _asks_what_then(reading: Reading) -> bool:
    """Tell whether a message only asks what to do instead: «и что делать», «а как тогда быть»."""
    words, lemmas = _words(), reading.lemmas
    asks = any(word in words["what_then"] for word in lemmas)
    return asks and all(word in words["what_then"] | words["with_what_then"] for word in lemmas)


def _is_of_departed(dialogue: Dialogue, reading: Reading) -> bool:
    """Tell whether a question is about the number of the one whose death was told of."""
    if not dialogue.state.grief or not reading.in_words:
        return False
    return not _is_at_me(reading) and not _words()["mine"] & set(reading.lemmas)


def _is_at_me(reading: Reading) -> bool:
    """Tell whether a message speaks of oneself as the owner: «у меня»."""
    words, pairs = _words(), set(pairwise(reading.lemmas))
    return any((of, self) in pairs for of in words["of"] for self in words["self"])


def _asks_to_see(reading: Reading) -> bool:
    """Tell whether a message asks what an account holds."""
    words = _words()
    if reading.verdict == "act" and reading.topic in words["shown"]:
        return True
    likely = reading.verdict != "reject" and reading.topic in words["shown"] | words["refused"]
    return likely and bool(words["told"] & set(reading.lemmas))


def _asks_to_block(reading: Reading) -> bool:
    """Tell whether a message is, or may well be, about a block."""
    likely = [topic for topic, _ in reading.ranking[:2]] if reading.verdict == "clarify" else []
    return any(topic in _words()["blocked"] for topic in (reading.topic, *likely))


def _is_number_of_other(reading: Reading) -> bool:
    """Tell whether what is to be blocked is another's: «мамина симка», «дочь потеряла телефон»."""
    words, lemmas = _words(), reading.lemmas
    plain = [word for word in lemmas if word not in words["beside"]]
    if any(pair[0] in words["another"] and pair[1] in words["kept"] for pair in pairwise(plain)):
        return True
    if any(pair[0] in words["mine"] and pair[1] in words["kept"] for pair in pairwise(lemmas)):
        return False
    loses = bool(words["relatives"] & set(lemmas) and words["lost"] & set(lemmas))
    return loses or _is_of_relative(reading)


def _is_of_relative(reading: Reading) -> bool:
    """Tell whether a message names a relative as the owner: «у мужа», «баланс моего сына», «мамин»."""
    words, lemmas = _words(), reading.lemmas
    if _is_at_me(reading):
        return False
    if words["possessive"] & set(lemmas):
        return True
    return any(_owns(reading, at) for at, word in enumerate(lemmas) if word in words["relatives"])


def _owns(reading: Reading, at: int) -> bool:
    """Tell whether the relative at a place stands as an owner does; in the nominative none does."""
    word, start, end = reading.words[at]
    if fold(reading.text[start:end]) == word:
        return False
    words = _words()
    before = [one for one in reading.lemmas[:at] if one not in words["beside"]]
    return bool(before) and before[-1] in words["of"] | words["told"] | words["kept"]


@cache
def _words() -> dict[str, frozenset[str]]:
    topics = ("shown", "refused", "blocked")
    listed = {
        name: [said] if isinstance(said, str) else said
        for name, said in read_yaml(FILE).items()
        if name != "ways"
    }
    return {
        name: frozenset(said if name in topics else (lemma(word) for word in said))
        for name, said in listed.items()
    }


@cache
def _ways() -> dict[str, str]:
    ways: dict[str, str] = read_yaml(FILE)["ways"]
    return ways
