"""Replies that the line itself makes, beside those of the bot. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from voice_gateway.bot import Reply, Utterance
from voice_gateway.phrases import phrases
from voice_gateway.speaking.sentences import sentences

SHORT_WORDS = 3


def parting(text: str) -> Reply:
    """Return a word before the call goes elsewhere; it is heard out."""
    return Reply((Utterance(text, hear_out=True),), directive={"transfer": ""})


def bidding_goodbye() -> Reply:
    """Return a farewell for one who did not answer the last question, and owes no answer."""
    return Reply((Utterance(phrases().unanswered),), directive={"hang_up": "goodbye"})


def leaves_unless_answered(reply: Reply) -> bool:
    """Tell whether the call is over where a reply's question is not answered."""
    return (reply.directive or {}).get("hang_up") == "unless_answered"


def going_on(reply: Reply, asked: Reply) -> Reply:
    """Return a reply that leaves the question of another open."""
    return replace(
        reply, expect=asked.expect, phrases=asked.phrases, most=asked.most, secret=asked.secret
    )


def asked_again(said: Sequence[Utterance], times: int) -> Reply:
    """Return a question in few words, for one who answered before he had heard it out.

    Args:
        said: what he was answered, which ends in the question.
        times: how often this was done before in the call.
    """
    ways = phrases().spoken_over
    question = _short_question(said)
    return Reply((Utterance(ways[times % len(ways)].format(question=question)),))


def _short_question(said: Sequence[Utterance]) -> str:
    """Return the last sentence of what was said where it is a brief question, else «yes or no?»."""
    parts = [part.text for one in said[-1:] for part in sentences(one.speech)]
    if len(parts) < 2 or not parts[-1].endswith("?") or len(parts[-1].split()) > SHORT_WORDS:
        return phrases().yes_or_no
    return parts[-1][0].lower() + parts[-1][1:]
