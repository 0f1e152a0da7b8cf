"""A turn: what a person said, however he said it."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.flows.filling import is_sign_of_yes
from bot.identity.identity import ANONYMOUS, Identity

GREETING = "utter_call_greeting"
LONGEST_TEXT = 4000
_WORD = re.compile(r"\w")

Event = Literal["start", "silence", "keys", "person", "hang_up", "heard"]
Why = Literal["silence", "not_heard", "misunderstood"]


@dataclass(frozen=True, slots=True)
class Turn:
    """What reaches the Conversation.

    ``payload`` is what a pressed button sent (``text`` then is what it showed); ``deadline_ms`` is
    the caller's own, where it gives one; ``address`` is where it came from, for limits on guessing.
    Of a phone call: ``event`` is what happened where nothing was said, ``alternatives`` what else may
    have been said, the likeliest first, and ``heard`` how much of the last reply was heard;
    ``why`` is why the line calls a person for whom nobody asked.
    ``about`` is the topic whose answer it follows, where that was given in another conversation.
    ``was_in`` is the conversation that this very line was in before, ``at_desk`` the state of the
    turn's conversation at the desk. One with a person ``stays`` on its line, though a session ends.
    """

    channel: str
    sender: str
    text: str
    payload: str | None = None
    message_id: str | None = None
    identity: Identity = field(default=ANONYMOUS)
    deadline_ms: int | None = None
    address: str = ""
    event: Event | None = None
    why: Why | None = None
    alternatives: tuple[str, ...] = ()
    heard: Mapping[str, int] | None = None
    about: str = ""
    was_in: str = ""
    at_desk: str | None = None
    stays: bool = False

    @property
    def place(self) -> str:
        """Name where the turn came in: turns of one place are taken one at a time."""
        return _digest(self.channel, self.sender)

    @property
    def conversation(self) -> str:
        """Return the conversation's key: channel, sender and subject, so that none stands for another."""
        if self.stays:
            return self.was_in
        return f"{self.channel}-{_digest(self.channel, self.sender, self.identity.subject or '')}"


def unanswerable(turn: Turn) -> str | None:
    """Return the phrase for a message that says nothing or too much, ``None`` for all others."""
    if turn.payload:
        return None
    if not turn.text.strip():
        return "utter_empty_message"
    if len(turn.text) > LONGEST_TEXT:
        return "utter_message_too_long"
    readable = _WORD.search(turn.text) or is_sign_of_yes(turn.text)
    return None if readable else "utter_only_symbols"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def meanwhile(turn: Turn) -> str | None:
    """Return the phrase for a turn whose deadline came before its answer, ``None`` where nothing was asked.

    A greeting needs none, and comes at once.
    """
    if turn.event == "start":
        return GREETING
    return "utter_late" if turn.event in (None, "keys", "person") else None
