"""What an HTTP answer, or the lack of one, means to Mia."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from actions.operator.errors import NotFound, OperatorError, Refused
from actions.operator.tmf.exchange import Answer

_REFUSALS = {HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY}
_UNTOUCHED = {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS}


class Rejected(OperatorError):
    """The system found fault with the request itself (400, 401, 403 …): a mistake of ours.

    ``status`` is the HTTP status, ``code`` the system's own word for it. What else it said is left out:
    it may repeat what was sent, and this stands in logs.
    """

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code


class Unreached(Exception):
    """One attempt that changed nothing: the system was not reached, or said 503 or 429."""


class NotTried(Unreached):
    """The attempt was not made at all: the circuit is open, or no time is left."""


class Unanswered(Exception):
    """One attempt that was sent and brought no usable answer: it may have been carried out."""


def raise_for_outage(answer: Answer) -> None:
    """Let through the answers that came from the system's own rules.

    Args:
        answer: the whole answer.

    Raises:
        Unreached: the system says that it is out of service and did nothing.
        Unanswered: the system failed, or what stands before it did, half-way perhaps.
    """
    if answer.status in _UNTOUCHED:
        raise Unreached(f"{answer.status}")
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Unanswered(f"{answer.status}")


def raise_for_refusal(answer: Answer, content: Any) -> None:
    """Let through success, and turn the rest into what a port may raise.

    Args:
        answer: the whole answer.
        content: its body, decoded.

    Raises:
        NotFound: the system knows no such thing.
        Refused: a rule of the business forbids it.
        Rejected: the request itself was wrong.
    """
    if answer.is_success:
        return
    error: Mapping[str, Any] = content if isinstance(content, dict) else {}
    code, reason = error.get("code"), str(error.get("reason", ""))
    if answer.status == HTTPStatus.NOT_FOUND:
        raise NotFound(reason)
    if answer.status in _REFUSALS and isinstance(code, str):
        raise Refused(code, error.get("details"))
    raise Rejected(answer.status, str(code))
