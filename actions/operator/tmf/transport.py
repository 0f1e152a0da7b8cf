"""One operator's system as it is reached over HTTP: deadlines, retries, a circuit breaker."""

import asyncio
import json
import time
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, NoReturn, TypeVar

import stamina
from purgatory import AsyncCircuitBreakerFactory
from purgatory.domain.model import OpenedState

from actions import service_tokens
from actions.operator.call import Caller
from actions.operator.errors import NotFound, OperatorError, OutcomeUnknown, Refused, Unavailable
from actions.operator.tmf.carrier import Carrier
from actions.operator.tmf.exchange import Answer, Sent
from actions.operator.tmf.failures import (
    NotTried,
    Rejected,
    Unanswered,
    Unreached,
    raise_for_outage,
    raise_for_refusal,
)

T = TypeVar("T")

Observe = Callable[[str, float, str], None]
"""Is told of each call of a port: the system, the seconds that it took, and its outcome."""

_ANSWERED = "answered"
_OUTCOMES: Mapping[type[OperatorError], str] = {
    Unavailable: "unavailable",
    OutcomeUnknown: "unknown",
    Refused: "refused",
    NotFound: "not_found",
    Rejected: "rejected",
}
_TOKEN_SECONDS = 30  # a token is used again for so long; it lives longer by far


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to wait and how often to try.

    ``call`` is the longest that one call of a port takes, ``attempt`` one request of it,
    ``connect`` its connection, all in seconds; ``attempts`` the most requests of one call. The
    circuit opens after ``failures`` in a row, for ``rest`` seconds.
    """

    call: float = 2.0
    attempt: float = 1.2
    connect: float = 0.5
    attempts: int = 3
    failures: int = 5
    rest: float = 5.0


@dataclass(frozen=True, slots=True)
class _Request:
    """One call of a port; every attempt at it sends the same. ``ends`` is on the loop's clock.

    A ``patient`` one waits for a slow answer instead of asking again.
    """

    sent: Sent
    ends: float
    changes: bool = False
    repeatable: bool = True
    patient: bool = False


class System:
    """A system of the operator's, by the name that its circuit bears.

    Every method takes ``parse``, which turns the decoded answer into the port's value, and raises
    ``NotFound``, ``Refused``, ``Rejected`` or ``Unavailable``; a change also ``OutcomeUnknown``.
    """

    def __init__(
        self,
        name: str,
        carrier: Carrier,
        secret: str,
        limits: Limits,
        breakers: AsyncCircuitBreakerFactory,
        observe: Observe = lambda system, seconds, outcome: None,
    ) -> None:
        self._name = name
        self._carrier = carrier
        self._secret = secret
        self._limits = limits
        self._breakers = breakers
        self._observe = observe

    async def read(
        self,
        caller: Caller,
        path: str,
        parse: Callable[[Any], T],
        params: Mapping[str, str] | None = None,
    ) -> T:
        """Read a resource; asked again while time is left."""
        request = self._request("GET", path, caller, params=params or {})
        return await self._call(request, parse)

    async def ask(
        self,
        caller: Caller,
        path: str,
        body: Mapping[str, object],
        parse: Callable[[Any], T],
        *,
        repeatable: bool = True,
    ) -> T:
        """Ask a question whose words are not for an address: sent in the body of a POST.

        The system may count such questions, so each has an ``X-Request-Id``, the same at each
        attempt. One that is not ``repeatable`` is sent once.
        """
        headers = {"X-Request-Id": uuid.uuid4().hex}
        request = self._request(
            "POST", path, caller, headers=headers, body=body, repeatable=repeatable
        )
        return await self._call(request, parse)

    async def change(
        self,
        caller: Caller,
        method: str,
        path: str,
        body: Mapping[str, object],
        parse: Callable[[Any], T],
        *,
        key: str,
    ) -> T:
        """Change something once, however often it is sent: ``key`` tells one change from another.

        Raises:
            OutcomeUnknown: an attempt was sent, and no answer to it or to another came in time.
        """
        headers = {"Idempotency-Key": key}
        request = self._request(method, path, caller, headers=headers, body=body, changes=True)
        return await self._call(request, parse)

    def _request(
        self,
        method: str,
        path: str,
        caller: Caller,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
        changes: bool = False,
        repeatable: bool = True,
    ) -> _Request:
        patience = caller.patience if repeatable and not changes else None
        patient = patience is not None
        ends = asyncio.get_running_loop().time() + (patience or self._limits.call)
        if caller.deadline is not None:
            ends = min(ends, caller.deadline)
        said = service_tokens.ServiceToken(caller.subject, caller.channel, caller.sureness)
        token = _signed(self._secret, said, int(time.time()) // _TOKEN_SECONDS)
        whole = {"Authorization": f"Bearer {token}", **(headers or {})}
        if body is None:
            sent = Sent(method, path, whole, params or {})
            return _Request(sent, ends, changes, repeatable, patient)
        whole["Content-Type"] = "application/json"
        sent = Sent(method, path, whole, params or {}, json.dumps(body).encode())
        return _Request(sent, ends, changes, repeatable, patient)

    async def _call(self, request: _Request, parse: Callable[[Any], T]) -> T:
        start = time.monotonic()
        try:
            value = await self._answered(request, parse)
        except OperatorError as error:
            self._observe(self._name, time.monotonic() - start, _OUTCOMES[type(error)])
            raise
        self._observe(self._name, time.monotonic() - start, _ANSWERED)
        return value

    async def _answered(self, request: _Request, parse: Callable[[Any], T]) -> T:
        """Try until there is an answer. A later failure does not undo an unanswered try."""
        unanswered = False
        try:
            async for attempt in self._attempts(request):
                with attempt:
                    try:
                        answer, content = await self._guarded(request)
                    except Unanswered:
                        unanswered = True
                        raise
        except (Unreached, Unanswered) as error:
            self._give_up(request, unanswered, error)
        raise_for_refusal(answer, content)
        try:
            return parse(content)
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            self._give_up(request, True, error)

    def _give_up(self, request: _Request, unanswered: bool, error: Exception) -> NoReturn:
        why = f"{self._name}: {type(error).__name__} {error}"
        if request.changes and unanswered:
            raise OutcomeUnknown(why) from error
        raise Unavailable(why) from error

    def _attempts(self, request: _Request) -> AsyncIterator[stamina.Attempt]:
        def again(error: Exception) -> bool:
            return isinstance(error, Unreached | Unanswered) and not isinstance(error, NotTried)

        return stamina.retry_context(
            on=again,
            attempts=self._limits.attempts if request.repeatable else 1,
            timeout=max(_left(request), 0.001),
            wait_initial=0.05,
            wait_max=0.4,
            wait_jitter=0.05,
        )

    async def _guarded(self, request: _Request) -> tuple[Answer, Any]:
        """Make one attempt, unless the system has failed too often or no time is left."""
        if _left(request) <= 0:
            raise NotTried("no time is left")
        # A caller who goes away says nothing about the health of the system.
        breaker = await self._breakers.get_breaker(
            self._name,
            threshold=self._limits.failures,
            ttl=self._limits.rest,
            exclude=[asyncio.CancelledError],
        )
        try:
            async with breaker:
                return await self._send(request)
        except OpenedState as opened:
            # The breaker raises the same exception each time, which would grow its traceback.
            opened.__traceback__ = None
            raise NotTried(str(opened)) from None

    async def _send(self, request: _Request) -> tuple[Answer, Any]:
        patience = _left(request)
        if not request.patient:
            patience = min(self._limits.attempt, patience)
        # Connecting may take half of it at most, so what uses up the rest had been sent.
        connect = min(self._limits.connect, patience / 2)
        answer = await self._carrier.exchange(request.sent, patience, connect)
        raise_for_outage(answer)
        return answer, _decoded(answer)


@lru_cache(maxsize=1024)
def _signed(secret: str, said: service_tokens.ServiceToken, span: int) -> str:
    """Return a token for the operator's systems, one for all calls of a person within a span of time."""
    return service_tokens.issue(secret, "operator", said)


def _left(request: _Request) -> float:
    return request.ends - asyncio.get_running_loop().time()


def _decoded(answer: Answer) -> Any:
    """Decode a body with its numbers exact; an error may come without one."""
    try:
        return json.loads(answer.content, parse_float=Decimal)
    except ValueError as error:
        if answer.is_success:
            raise Unanswered(repr(error)) from error
        return None
