"""What a caller says about the talk itself: again, slower, louder."""

from __future__ import annotations

from voice_gateway.turns.rules import Command, Words, without


def command(text: str, words: Words) -> Command | None:
    """Return the command that a whole turn is, ``None`` if it is about something else.

    Words of mere courtesy («девушка, пожалуйста») make no difference.
    """
    bare = without(words.courtesy, text)
    found = (name for name, said in words.commands.items() if text in said or bare in said)
    return next(found, None)
