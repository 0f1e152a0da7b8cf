"""What can go wrong between Mia and an operator's system."""

from collections.abc import Mapping


class OperatorError(Exception):
    """The base of every failure at an operator's system."""


class Unavailable(OperatorError):
    """The system cannot be asked now, and nothing was changed.

    Raised when a connection is refused, a circuit is open, or a request that only reads ran out of
    time.
    """


class OutcomeUnknown(OperatorError):
    """A change was sent and no answer came back in time: it may or may not have been made.

    Asking again with the same idempotency key is safe, and tells which.
    """


class Refused(OperatorError):
    """The system understood the request and declined it by a rule of the business.

    ``reason`` is one of the lower-case codes that the port's docstring lists; ``details`` holds what
    explains it to the subscriber (a date, a limit, a price), as JSON values.
    """

    def __init__(self, reason: str, details: Mapping[str, object] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details: Mapping[str, object] = details or {}


class NotFound(OperatorError):
    """The system knows no such subscriber or thing."""
