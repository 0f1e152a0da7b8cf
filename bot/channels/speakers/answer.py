"""What a speaker is to say and show, before a platform's adapter puts it into its own shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.conversation.reply import Reply, Utterance

_PAGE = ("https://", "http://")  # a speaker calls nobody: a link to a number is left out


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer.

    ``text`` is for the screen, ``speech`` for the ear, in parts with a pause between them.
    ``ends`` closes the session; ``links_account`` lets the platform start linking; ``state`` is the
    session's, and is returned as it came.
    """

    text: str
    speech: tuple[str, ...]
    buttons: tuple[Mapping[str, str], ...] = ()
    links: tuple[Mapping[str, str], ...] = ()
    card: Mapping[str, Any] | None = None
    ends: bool = False
    links_account: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the answer as JSON values, to be stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Answer:
        """Read a stored answer."""
        lists = {name: tuple(raw[name]) for name in ("speech", "buttons", "links")}
        return cls(**{**raw, **lists})


def answer_of(reply: Reply, *, ends: bool = False, links_account: bool = False) -> Answer:
    """Return a reply of the Conversation as one answer: a speaker has one voice and one screen."""
    return _answer(reply.utterances, ends=ends, links_account=links_account)


def _answer(said: Iterable[Utterance], *, ends: bool, links_account: bool) -> Answer:
    utterances = tuple(said)
    last = utterances[-1].buttons if utterances else ()
    return Answer(
        text="\n".join(one.text for one in utterances if one.text),
        speech=tuple(one.speech for one in utterances if one.speech),
        buttons=tuple(dict(b) for one in utterances[:-1] for b in one.buttons) + tuple(last),
        links=tuple(x for one in utterances for x in one.links if x["url"].startswith(_PAGE)),
        card=next((one.card for one in reversed(utterances) if one.card), None),
        ends=ends,
        links_account=links_account,
    )
