"""A reply: what Mia says in a turn, and what the channel is to do besides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from knowledge.spoken.reading import aloud


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing said: for the eye (``text``) and for the ear (``speech``).

    ``author`` is the name of the person who says it, empty where that is Mia; ``id`` what its
    arrival is reported by, where somebody waits for that.
    """

    text: str
    speech: str
    buttons: tuple[Mapping[str, str], ...] = ()
    links: tuple[Mapping[str, str], ...] = ()
    card: Mapping[str, Any] | None = None
    hear_out: bool = False
    author: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said, what kind of answer is awaited, and at most one directive.

    ``secret`` asks the channel to hide what the person enters next; ``token`` is a session token
    given after a PIN; ``missed`` counts how many turns in a row were not understood; ``asks`` tells
    whether a question of a task awaits its answer; ``failed`` says that who he is could not be shown,
    so that a person is to help; ``subject`` and ``sureness`` who he is, where he has just shown it;
    ``most`` is the highest number that can be an answer, where a number is asked for.
    """

    utterances: tuple[Utterance, ...]
    expect: str = "open"
    choices: tuple[str, ...] = ()
    directive: Mapping[str, str] | None = None
    secret: bool = False
    token: str | None = None
    conversation: str = ""
    missed: int = 0
    asks: bool = False
    failed: bool = False
    subject: str | None = None
    sureness: str = ""
    most: int | None = None

    def after(self, earlier: Iterable[Reply]) -> Reply:
        """Return this reply with what was still to be said put before it.

        A session token that came late is given with it, unless it has one of its own.
        """
        late = tuple(earlier)
        said = tuple(utterance for reply in late for utterance in reply.utterances)
        token = self.token or next((reply.token for reply in late if reply.token), None)
        return replace(self, utterances=(*said, *self.utterances), token=token)

    def to_json(self) -> dict[str, Any]:
        """Return the reply as JSON values, to be stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Reply:
        """Read a stored reply."""
        said = tuple(
            Utterance(**{**u, "buttons": tuple(u["buttons"]), "links": tuple(u["links"])})
            for u in raw["utterances"]
        )
        return cls(**{**raw, "utterances": said, "choices": tuple(raw["choices"])})


def utterance(message: Mapping[str, Any]) -> Utterance:
    """Return a Rasa message of Mia's wording as an utterance."""
    mia = (message.get("custom") or {}).get("mia") or {}
    text = message.get("text") or ""
    return Utterance(
        text=text,
        speech=mia.get("speech") or aloud(text),
        buttons=tuple(message.get("buttons") or ()),
        links=tuple(mia.get("links") or ()),
        card=mia.get("card"),
        hear_out=bool(mia.get("hear_out")),
    )


def directive(messages: Iterable[Mapping[str, Any]]) -> Mapping[str, str] | None:
    """Return the first directive that a turn's messages carry."""
    for message in messages:
        found = ((message.get("custom") or {}).get("mia") or {}).get("directive")
        if found:
            return dict(found)
    return None
