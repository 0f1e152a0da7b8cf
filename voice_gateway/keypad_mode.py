"""The keypad mode of a call: the old button menu, with Mia behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from voice_gateway.bot import Reply, Utterance
from voice_gateway.keypad import menu


@dataclass(frozen=True, slots=True)
class Meaning:
    """What keys mean: something said to Mia, or something said to the caller again; else as they are.

    ``talks``: the caller wants to talk again.
    """

    says: str = ""
    again: tuple[str, ...] = ()
    talks: bool = False


class KeypadMode:
    """Whether a call is conducted by keys, and what keys then mean.

    Words are listened to all the same; where nothing could be heard for noise (``is_deaf``), to those alone
    that are surely understood, or after the key that offers it. Offered to a caller with whom talking went
    badly, the mode ends once talking goes well; asked for, it stays.
    """

    def __init__(self) -> None:
        self.is_on = False
        self.is_deaf = False
        self._was_asked_for = False
        self._was_read = False

    def turn_on(self, *, asked_for: bool = False, deaf: bool = False) -> None:
        """Conduct the call by keys from now on."""
        self.is_on, self.is_deaf = True, deaf
        self._was_asked_for = asked_for
        self.read_again()

    def read_again(self) -> None:
        """Read the whole menu the next time, and not only how to hear it."""
        self._was_read = False

    def talk_goes_well(self) -> None:
        """The caller said something that was understood."""
        if not self._was_asked_for:
            self.turn_off()

    def turn_off(self) -> None:
        """Conduct the call by words again."""
        self.is_on = self.is_deaf = self._was_asked_for = False

    def adapt(self, reply: Reply) -> Reply:
        """Return a reply with what the keys are for."""
        if not self.is_on or reply.directive:
            return reply
        if reply.expect == "choice" and not reply.phrases:  # amounts: they are said as digits
            reply = replace(reply, expect="digits")
        told = {
            "open": self._menu(reply),
            "yes_no": menu().confirm.prompt,
            "choice": menu().choice,
            "digits": menu().digits,
            "code": menu().digits,
        }[reply.expect]
        said = tuple(one for one in reply.utterances if one.speech != told)
        offers_voice = self.is_deaf and reply.expect == "open"
        back = (Utterance(menu().voice.prompt),) if offers_voice else ()
        return replace(reply, utterances=(*said, Utterance(told), *back))

    def _menu(self, reply: Reply) -> str:
        """Return the menu, in short where it was read before."""
        is_in = any(one.speech == menu().prompt for one in reply.utterances)
        if reply.expect != "open" or (self._was_read and not is_in):
            return menu().short
        self._was_read = True
        return menu().prompt

    def meaning(self, keys: str, question: Reply) -> Meaning:
        """Return what keys mean as an answer to a question.

        Outside of the mode too, a key that answers an open question is the menu's.
        """
        if self.is_deaf and keys == menu().voice.key and question.expect in ("open", "yes_no"):
            return Meaning(talks=True)
        if question.expect == "yes_no":
            word = menu().confirm.keys.get(keys)
            return (
                Meaning(says=word)
                if word
                else Meaning(again=self._not_there(menu().confirm.prompt))
            )
        if question.expect != "open":
            return Meaning()
        choice = menu().keys.get(keys)
        if choice is None:
            return Meaning(again=self._not_there(menu().prompt))
        return Meaning(again=(menu().prompt,)) if choice.repeat else Meaning(says=choice.ask)

    def _not_there(self, prompt: str) -> tuple[str, ...]:
        return (menu().again, prompt)
