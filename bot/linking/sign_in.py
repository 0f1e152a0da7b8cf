"""Signing in on the linking page: a phone number, and the code that was sent to it by SMS."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

from bot.linking.store import LinkStore

SECONDS = 600  # for the page to be finished
CODE_DIGITS = 6
HOUR = 3600
TRIES = 5  # wrong codes for one SMS
NUMBER_TRIES = 10  # wrong codes for one number within an hour
NUMBER_SMS = 5  # SMS to one number within an hour
ADDRESS_SMS = 20  # SMS asked for from one address within an hour

Verdict = Literal["right", "wrong", "locked", "gone"]


@dataclass(frozen=True, slots=True)
class SignIn:
    """One page's signing in: ``query`` is what the platform asked for, ``browser`` whose page it is.

    ``code`` is the digest of the code that was sent, ``None`` before and after too many tries.
    """

    query: Mapping[str, str]
    browser: str
    msisdn: str | None = None
    code: str | None = None


class SignIns:
    """Conducts signing in; what is guessed is limited by page, by number and by address."""

    def __init__(self, store: LinkStore) -> None:
        self._store = store

    def begin(self, query: Mapping[str, str]) -> tuple[str, SignIn]:
        """Return a new one with its id."""
        name, started = secrets.token_urlsafe(24), SignIn(query, secrets.token_urlsafe(24))
        self._keep(name, started)
        return name, started

    def restart(self, sign_in: SignIn) -> tuple[str, SignIn]:
        """Return a new one in the same browser, for the same platform's request."""
        name, started = secrets.token_urlsafe(24), SignIn(sign_in.query, sign_in.browser)
        self._keep(name, started)
        return name, started

    def find(self, name: str, browser: str) -> SignIn | None:
        """Return one that was begun in this browser, ``None`` when it is gone or another's."""
        record = self._store.get("sign-in", name)
        if record is None or not hmac.compare_digest(record["browser"].encode(), browser.encode()):
            return None
        return SignIn(**record)

    def code_for(self, name: str, sign_in: SignIn, msisdn: str, address: str) -> str | None:
        """Return a code to be sent to a number; ``None`` when too many were asked for."""
        by_number = self._store.count("sms", msisdn, HOUR)
        by_address = self._store.count("sms-address", address, HOUR)
        if by_number > NUMBER_SMS or by_address > ADDRESS_SMS:
            return None
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        self._keep(name, SignIn(sign_in.query, sign_in.browser, msisdn, self._digest(name, code)))
        return code

    def check(self, name: str, sign_in: SignIn, code: str) -> Verdict:
        """Check a code; the right one serves once."""
        if sign_in.msisdn is None or sign_in.code is None:
            return "gone"
        tried = self._store.count("tries", f"{name}:{sign_in.code}", SECONDS)
        by_number = self._store.count("tries-number", sign_in.msisdn, HOUR)
        if tried > TRIES or by_number > NUMBER_TRIES:
            self._keep(name, SignIn(sign_in.query, sign_in.browser, sign_in.msisdn))
            return "locked"
        if not hmac.compare_digest(sign_in.code, self._digest(name, code)):
            return "wrong"
        return "right" if self._store.take("sign-in", name) else "gone"

    def _digest(self, name: str, code: str) -> str:
        return self._store.digest(f"sms:{name}:{code}")

    def _keep(self, name: str, sign_in: SignIn) -> None:
        self._store.put("sign-in", name, asdict(sign_in), SECONDS)
