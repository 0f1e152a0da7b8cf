"""Service tokens: who asks, for whom and how surely, signed for one hop (JWT, HS256)."""

import os
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import jwt

Audience = Literal["bot", "actions", "operator", "gateway"]

SURENESS = ("anonymous", "claimed", "network", "verified")
LIFETIME = 120
EXCHANGE = "exchange"  # the channel that the telephone exchange's tokens name
SECRET_VARIABLE = "MIA_SERVICE_SECRET"

_ALGORITHM = "HS256"
_LEEWAY = 5
# RFC 7518 asks for a key no shorter than the hash it feeds: 32 bytes for HS256.
_SECRET_BYTES = 32


class InvalidToken(Exception):
    """A token that cannot be believed: forged, expired, for another hop, or incomplete."""


class SecretMissing(Exception):
    """No service secret was given, or it is too short to be one."""


@dataclass(frozen=True, slots=True)
class ServiceToken:
    """What a token says.

    ``subject`` is the subscriber's number or ``None`` for nobody in particular, ``channel`` where
    the person is, ``sureness`` one of ``SURENESS``.
    """

    subject: str | None
    channel: str
    sureness: str


def issue(
    secret: str,
    audience: Audience | Sequence[Audience],
    token: ServiceToken,
    *,
    lifetime: float = LIFETIME,
) -> str:
    """Sign a token for one hop.

    Args:
        secret: the secret that both ends share.
        audience: who may accept it; several for a service that asks several.
        token: what it says.
        lifetime: seconds until it expires.

    Returns:
        The JWT.
    """
    now = time.time()
    claims: dict[str, object] = {
        "aud": audience if isinstance(audience, str) else list(audience),
        "iat": int(now),
        "exp": int(now + lifetime),
        "channel": token.channel,
        "sureness": token.sureness,
    }
    if token.subject is not None:
        claims["sub"] = token.subject
    return jwt.encode(claims, secret, algorithm=_ALGORITHM)


def check(encoded: str, secret: str, audience: Audience) -> ServiceToken:
    """Read a token that was signed for this audience.

    Args:
        encoded: the JWT.
        secret: the secret that both ends share.
        audience: who is reading.

    Returns:
        What it says.

    Raises:
        InvalidToken: it is not ours, not for this audience, expired or incomplete.
    """
    try:
        claims = jwt.decode(
            encoded,
            secret,
            algorithms=[_ALGORITHM],
            audience=audience,
            leeway=_LEEWAY,
            options={"require": ["aud", "exp"]},
        )
    except jwt.InvalidTokenError as error:
        raise InvalidToken(str(error)) from None
    channel, sureness = claims.get("channel"), claims.get("sureness")
    if not isinstance(channel, str) or sureness not in SURENESS:
        raise InvalidToken("channel and sureness are required")
    return ServiceToken(claims.get("sub"), channel, sureness)


def is_at_least(sureness: str, least: str) -> bool:
    """Tell whether ``sureness`` is as good as ``least`` or better (both from ``SURENESS``)."""
    return SURENESS.index(sureness) >= SURENESS.index(least)


def read_secret(path: Path | None = None, *, create: bool = False) -> str:
    """Find the secret that the services of one installation share.

    Args:
        path: a file that holds it; without one, the variable ``MIA_SERVICE_SECRET`` is read.
        create: make the file with a new secret where it does not exist yet.

    Returns:
        The secret.

    Raises:
        SecretMissing: there is none, or it is shorter than 32 bytes.
    """
    if path is None:
        return long_enough(os.environ.get(SECRET_VARIABLE, ""), SECRET_VARIABLE)
    if create:
        _create(path)
    try:
        return long_enough(path.read_text(encoding="utf-8").strip(), str(path))
    except OSError as error:
        raise SecretMissing(f"{path}: {error.strerror}") from None


def _create(path: Path) -> None:
    """Write a new secret, unless the file is there. A reader never sees a half-written one."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(_SECRET_BYTES), encoding="utf-8")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process made it first, and its secret is the one that holds
    finally:
        draft.unlink()


def long_enough(secret: str, source: str) -> str:
    """Return a secret if it is one.

    Raises:
        SecretMissing: it is shorter than 32 bytes.
    """
    if len(secret.encode()) < _SECRET_BYTES:
        raise SecretMissing(f"{source}: a service secret has at least {_SECRET_BYTES} bytes")
    return secret
