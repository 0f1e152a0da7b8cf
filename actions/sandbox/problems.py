"""Why the demo operator does not do what it is asked."""

from collections.abc import Mapping
from typing import ClassVar


class Problem(Exception):
    """A request that is not carried out.

    ``status`` is the HTTP status, ``code`` a lower-case word for programs, ``details`` what
    explains it further, as JSON values.
    """

    status: ClassVar[int] = 400

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details: Mapping[str, object] = details


class BadRequest(Problem):
    """The request makes no sense."""


class Unauthorized(Problem):
    """There is no service token that can be believed."""

    status = 401


class Forbidden(Problem):
    """The token does not allow this."""

    status = 403


class NoSuch(Problem):
    """There is no such subscriber or thing."""

    status = 404


class Refusal(Problem):
    """A rule of the business forbids it."""

    status = 409


class CountedRefusal(Refusal):
    """A rule of the business forbids it, and the try is counted: what it wrote down is kept."""


class KeyReused(Problem):
    """The idempotency key stands for another request."""

    status = 422


class OutOfService(Problem):
    """The system is down; nothing was done."""

    status = 503
