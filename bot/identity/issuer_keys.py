"""The keys by which an issuer's app tokens are checked (RFC 7517), fetched from its address."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import jwt

ANSWER_SECONDS = 3.0  # within which the address must have answered
AGAIN_SECONDS = 30.0  # before it is asked again, after it did not answer or did not know a key


class IssuerKeys(jwt.PyJWKClient):
    """An issuer's keys. While its address does not answer, those that it gave last hold.

    Nor is it then asked for each token anew: everybody who presents one would wait for it.
    """

    def __init__(self, address: str, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(address, timeout=ANSWER_SECONDS, cooldown_duration=AGAIN_SECONDS)
        self._clock = clock
        self._last: Any = None
        self._failed = float("-inf")

    def fetch_data(self) -> Any:
        """Return the key set as JSON values.

        Raises:
            PyJWKClientConnectionError: the address does not answer, and never has.
        """
        if self._clock() - self._failed >= AGAIN_SECONDS:
            try:
                self._last = super().fetch_data()
            except (jwt.PyJWTError, ValueError, OSError):
                self._failed = self._clock()
        if self._last is None:
            raise jwt.PyJWKClientConnectionError("the issuer's keys cannot be had")
        return self._last
