"""What is said when a message was not understood: other words each time, then a person."""

import re

from bot.flows.dialogue import CHECK_PENDING, Dialogue
from bot.flows.offering import offer, options
from bot.flows.reading import Reading
from bot.flows.state import CONFIRM

MISSES_TO_PERSON = 2
MISSES_OUTSIDE = 3  # what is surely about other things is not misunderstood: a person comes later

_LATIN, _CYRILLIC = re.compile(r"\b[a-z]{2,}\b", re.IGNORECASE), re.compile("[а-яё]", re.IGNORECASE)
_WORDS_OF_A_LANGUAGE = 2  # one may be a name, a code or keys pressed at random


def miss(dialogue: Dialogue, reading: Reading) -> None:
    """Say that it was not understood: a question back, other words, at the second time a person."""
    state, flow = dialogue.state, dialogue.flow
    if CHECK_PENDING in state.todo:  # a pending result is being told; that is answer enough
        return
    likely = [] if state.asked else options(dialogue, reading)
    if reading.verdict == "clarify" and len(likely) > 1:
        state.offered = likely
        dialogue.say("utter_clarify", **offer(dialogue, likely))
        return
    state.misses += 1
    title = flow.title if flow else ""
    if _is_outside(reading) and not flow and state.misses % MISSES_OUTSIDE:
        dialogue.say("utter_out_of_scope")
    elif _is_latin(reading.text):
        dialogue.say("utter_only_russian")
        dialogue.ask_again()
    elif state.misses >= MISSES_TO_PERSON:
        phrase = "utter_too_many_misses_in_task" if flow else "utter_offer_person"
        dialogue.say(phrase, flow_name=title)
    elif state.asked == CONFIRM:
        dialogue.say("utter_still_confirm")
    elif state.asked:
        dialogue.say("utter_answer_unclear")
        dialogue.ask_again()
    else:
        dialogue.say("utter_not_understood")


def _is_outside(reading: Reading) -> bool:
    """Tell whether a message is surely about what Mia knows nothing of («расскажи анекдот»)."""
    sure = reading.topic == "out_of_scope" and reading.verdict == "act"
    return sure and reading.has_known_words and not _is_latin(reading.text)


def _is_latin(text: str) -> bool:
    """Tell whether a message is in another language: Latin words, and no Cyrillic letter."""
    return len(_LATIN.findall(text)) >= _WORDS_OF_A_LANGUAGE and not _CYRILLIC.search(text)
