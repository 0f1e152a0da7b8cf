"""What a caller says about the talk itself: again, slower, louder."""

from __future__ import annotations

from voice_gateway.turns.rules import Command, Expect, Words, without

REPEAT = "repeat"  # the bot's name for it
OPENINGS: frozenset[Command | None] = frozenset(("hello", "opening"))


def told_of_talk(text: str, topic: str, words: Words, expect: Expect) -> Command | None:
    """Return the command that a turn is: in fixed words, or a wish to hear it again as the bot reads it.

    A greeting, or the mere opening of a question, is one where nothing else is asked. ``topic`` is what
    the bot is sure of, empty if nothing.
    """
    told = command(text, words)
    if told in OPENINGS and expect != "open":
        return None
    return told or ("repeat" if topic == REPEAT else None)


def command(text: str, words: Words) -> Command | None:
    """Return the command that a whole turn is, ``None`` if it is about something else.

    Words of mere courtesy («девушка, пожалуйста») make no difference.
    """
    bare = without(words.courtesy, text)
    found = (name for name, said in words.commands.items() if text in said or bare in said)
    return next(found, None)
