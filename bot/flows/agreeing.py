"""A yes that no question asked for: it takes what the last answer offered, or says «understood»."""

from collections.abc import Mapping
from functools import cache

from bot.flows.dialogue import Dialogue, Offer
from bot.flows.filling import is_acknowledgement, is_sign_of_yes, yes_or_no
from bot.flows.reading import Reading
from knowledge.corpus import Article, corpus


@cache
def offers() -> Mapping[str, Offer]:
    """Return what each article offers, of those that offer a task."""
    return {a.id: Offer(a.task, _asks(a)) for a in corpus().articles if a.task}


def agree(dialogue: Dialogue, reading: Reading) -> bool:
    """Begin the task that was offered («давайте»), or take «понятно» for what it is.

    A task says its terms and asks for a yes of its own before it changes anything.
    """
    if dialogue.state.asked or dialogue.flow:
        return False
    offer = dialogue.setting.offers.get(dialogue.state.about or "")
    heard = is_acknowledgement(reading) or is_sign_of_yes(reading.text)
    if offer and yes_or_no(reading) and (offer.asked or not heard):
        dialogue.start(offer.task)
    elif heard:
        dialogue.say("utter_acknowledged")
    else:
        return False
    dialogue.understood()
    return True


def _asks(article: Article) -> bool:
    return any(answer.rstrip().endswith("?") for answer in (article.eye, article.ear))
