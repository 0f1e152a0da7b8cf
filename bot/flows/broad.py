"""Broad words: «интернет» alone may be many needs, and Mia asks which, whatever the likeliest is."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.flows.dialogue import Dialogue
from bot.flows.offering import is_need, offer
from bot.flows.reading import Reading
from knowledge.files import read_yaml

FILE = Path(__file__).with_name("broad.yml")


@cache
def broad_words() -> Mapping[str, tuple[str, ...]]:
    """Return the topics that each word alone may mean, by its lemma."""
    return {word: tuple(topics) for word, topics in read_yaml(FILE).items()}


def ask_which(dialogue: Dialogue, reading: Reading) -> bool:
    """Ask which of its needs a lone broad word means; not where a question or a task is open.

    A pressed button has one reading only and means it, whatever its title.
    """
    if dialogue.state.asked or dialogue.flow or len(reading.ranking) < 2:
        return False
    likely = broad_words().get(reading.lemmas[0], ()) if len(reading.lemmas) == 1 else ()
    offered = [topic for topic in likely if is_need(dialogue, topic)]
    if len(offered) < 2:
        return False
    dialogue.understood()
    dialogue.state.offered = offered
    dialogue.say("utter_clarify", **offer(dialogue, offered))
    return True
