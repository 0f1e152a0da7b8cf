"""Tokens that people and operators present: app tokens, session tokens, operator tokens.

App tokens come from the operator's own issuer and are checked by its JWKS; in demo mode Mia issues
them herself. A session token is given after a PIN, for ten minutes. All are JWTs (RFC 7519).
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, Protocol

import jwt

from bot.identity.identity import Identity
from bot.identity.sureness import Sureness

SESSION_SECONDS = 600
DEMO_SECONDS = 24 * 3600

_APP = "mia"
_SESSION = "mia-session"
_OPERATOR = "mia-operator"
_ALGORITHM = "HS256"
_NUMBER = re.compile(r"7[0-9]{10}")


class InvalidToken(Exception):
    """A token that cannot be believed: forged, expired, or meant for another."""


class AppIssuer(Protocol):
    """Checks the tokens with which the operator's app signs its subscribers in.

    One that ``fetches`` may have to ask over the network, and is to be read in a thread.
    """

    fetches: ClassVar[bool]

    def read(self, token: str) -> Identity:
        """Return whose token it is. Raises ``InvalidToken``."""
        ...


@dataclass(frozen=True, slots=True)
class DemoIssuer:
    """Issues and checks app tokens with a secret of the installation's own."""

    fetches: ClassVar[bool] = False

    secret: str

    def issue(self, msisdn: str, *, seconds: int = DEMO_SECONDS) -> str:
        """Return an app token for a demo subscriber."""
        return _sign(self.secret, _APP, msisdn, Sureness.VERIFIED, seconds)

    def read(self, token: str) -> Identity:
        """Return whose token it is. Raises ``InvalidToken``."""
        return _identity(_claims(token, self.secret, _APP))


@dataclass(frozen=True, slots=True)
class JwksIssuer:
    """Checks app tokens of the operator's identity provider by its published keys (RFC 7517).

    ``subject_claim`` names the claim that holds the number of eleven digits.
    """

    fetches: ClassVar[bool] = True

    keys: jwt.PyJWKClient
    issuer: str
    audience: str
    subject_claim: str = "sub"

    def read(self, token: str) -> Identity:
        """Return whose token it is. Raises ``InvalidToken``."""
        try:
            key = self.keys.get_signing_key_from_jwt(token)
            claims = jwt.decode(
                token,
                key,  # whole: its algorithm must be the token's own
                algorithms=["RS256", "ES256"],
                audience=self.audience,
                issuer=self.issuer,
                options={"require": ["exp", self.subject_claim]},
            )
        except jwt.PyJWTError as error:
            raise InvalidToken(str(error)) from error
        return Identity(_number(claims[self.subject_claim]), Sureness.VERIFIED)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Reads any bearer token that a person may present; issues session and operator tokens."""

    secret: str
    app: AppIssuer

    def read(self, token: str) -> Identity:
        """Return who presents a session token or an app token.

        Raises:
            InvalidToken: neither can be believed.
        """
        if not token.isascii():  # a JWT is made of Base64
            raise InvalidToken("no JWT")
        if _SESSION in audience(token):
            return _identity(_claims(token, self.secret, _SESSION))
        return self.app.read(token)

    async def who(self, token: str) -> Identity:
        """Return who presents a token, as ``read`` does, without holding up the event loop.

        Raises:
            InvalidToken: it cannot be believed.
        """
        return await asyncio.to_thread(self.read, token) if self.app.fetches else self.read(token)

    def until(self, token: str) -> float:
        """Return the moment (since 1970) when a token that was read runs out."""
        claims = jwt.decode(token, options={"verify_signature": False, "verify_exp": False})
        return float(claims["exp"])

    def session(self, identity: Identity) -> str:
        """Return a session token for somebody who has just shown who he is."""
        if identity.subject is None:
            raise ValueError("a session token is for somebody")
        return _sign(self.secret, _SESSION, identity.subject, identity.sureness, SESSION_SECONDS)

    def operator(self, name: str, *, seconds: int = DEMO_SECONDS) -> str:
        """Return a token for the operator's people and systems (trackers, metrics, parse)."""
        return _sign(self.secret, _OPERATOR, name, Sureness.VERIFIED, seconds)

    def is_operator(self, token: str) -> bool:
        """Tell whether a token is an operator token."""
        try:
            _claims(token, self.secret, _OPERATOR)
        except InvalidToken:
            return False
        return True


@lru_cache(maxsize=1024)
def audience(token: str) -> tuple[str, ...]:
    """Return for whom a token says it is meant. Nothing is checked: it only tells who is to check it."""
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
    except jwt.InvalidTokenError:
        return ()
    meant = claims.get("aud")
    return tuple(meant) if isinstance(meant, list) else (str(meant),)


def _sign(secret: str, audience: str, subject: str, sureness: Sureness, seconds: int) -> str:
    now = int(time.time())
    claims = {"aud": audience, "sub": subject, "sureness": sureness.label}
    return jwt.encode({**claims, "iat": now, "exp": now + seconds}, secret, algorithm=_ALGORITHM)


def _claims(token: str, secret: str, audience: str) -> Mapping[str, Any]:
    try:
        return jwt.decode(
            token,
            secret,
            algorithms=[_ALGORITHM],
            audience=audience,
            options={"require": ["exp", "sub", "aud"]},
        )
    except jwt.InvalidTokenError as error:
        raise InvalidToken(str(error)) from error


def _identity(claims: Mapping[str, Any]) -> Identity:
    try:
        return Identity(_number(claims["sub"]), Sureness.named(str(claims.get("sureness"))))
    except ValueError as error:
        raise InvalidToken(str(error)) from error


def _number(subject: object) -> str:
    """Return a token's subject, a number of eleven digits.

    Raises:
        InvalidToken: it is something else, which no system would know as a subscriber.
    """
    if not isinstance(subject, str) or not _NUMBER.fullmatch(subject):
        raise InvalidToken("the subject is not a number of eleven digits")
    return subject
