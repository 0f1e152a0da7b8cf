"""On whose behalf and until when an operator's system is asked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caller:
    """For whom a call to an operator's system is made.

    ``subject`` is the subscriber's number or ``None`` for nobody in particular; ``sureness`` is one
    of ``anonymous``, ``claimed``, ``network``, ``verified``; ``channel`` is where the person is;
    ``deadline`` is the moment, in seconds of the event loop's clock, by which an answer is of use
    (``None``: the client's own limit alone); ``patience`` is how many seconds a reading may take at a
    slow system, where that is longer than the client's own limit: the person was answered for now and
    asks again.
    """

    subject: str | None
    sureness: str
    channel: str
    deadline: float | None = None
    patience: float | None = None
