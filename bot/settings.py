"""Settings of the bot, from environment variables (``MIA_…``), with defaults for one machine."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import httpx
from redis.asyncio.connection import parse_url

from actions.installation import shared_secret, var_folder
from actions.service_tokens import long_enough, read_secret
from knowledge.files import ROOT


class SettingError(ValueError):
    """A setting has a value that cannot be used; the message says which, and what can be."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a bot runs.

    ``secret`` signs session, operator and service tokens; ``app_secret`` demo app tokens, and is
    used only while no ``jwks_url`` is set. ``actions_url`` makes actions run at a standard action
    server instead of here. ``records`` names the database of marks and insights: the path of a
    SQLite file, or a URL such as ``postgresql+asyncpg://…``. ``staff_file`` lists who works at
    the desk; without one there are the people of the demo, in demo mode alone.
    """

    redis_url: str
    operator_url: str
    secret: str
    app_secret: str
    model: Path
    records: str
    demo: bool = False
    jwks_url: str | None = None
    jwt_issuer: str = ""
    jwt_audience: str = "mia"
    actions_url: str | None = None
    allowed_origins: tuple[str, ...] = ()
    embed_origins: tuple[str, ...] = ("*",)
    staff_file: Path | None = None
    desk: str = "desk"

    @classmethod
    def from_environment(cls) -> Settings:
        """Read the settings.

        Raises:
            SecretMissing: a secret is given and too short.
            SettingError: an address is none.
        """
        env = os.environ
        var = var_folder()
        return cls(
            redis_url=_redis(env.get("MIA_REDIS_URL", f"unix://{var / 'redis.sock'}")),
            operator_url=_http("MIA_OPERATOR_URL") or "http://127.0.0.1:8010",
            secret=shared_secret(),
            app_secret=_app_secret(),
            model=Path(env.get("MIA_MODEL", str(ROOT / "models" / "mia.tar.gz"))),
            records=env.get("MIA_RECORDS", str(var / "records.sqlite")),
            demo=env.get("MIA_DEMO", "") == "1",
            jwks_url=_http("MIA_APP_JWKS_URL"),
            jwt_issuer=env.get("MIA_APP_ISSUER", ""),
            jwt_audience=env.get("MIA_APP_AUDIENCE", "mia"),
            actions_url=_http("MIA_ACTIONS_URL"),
            allowed_origins=_words(env.get("MIA_ALLOWED_ORIGINS", "")),
            embed_origins=_words(env.get("MIA_EMBED_ORIGINS", "*")),
            desk=env.get("MIA_DESK", "desk"),
            staff_file=Path(env["MIA_STAFF"]) if env.get("MIA_STAFF") else None,
        )


def _redis(url: str) -> str:
    try:
        parse_url(url)
    except ValueError as error:
        raise SettingError(f"MIA_REDIS_URL is no address of a Redis: {error}") from None
    return url


def _http(name: str) -> str | None:
    """Return the address that a variable holds, ``None`` where it is not set."""
    given = os.environ.get(name)
    if not given:
        return None
    try:
        url = httpx.URL(given)
    except httpx.InvalidURL:
        url = httpx.URL()
    if url.scheme not in ("http", "https") or not url.host:
        raise SettingError(f"{name} is «{given}»; it wants an address: http://HOST:PORT")
    return given


def _app_secret() -> str:
    given = os.environ.get("MIA_APP_SECRET")
    if given:
        return long_enough(given, "MIA_APP_SECRET")
    return read_secret(var_folder() / "app-secret", create=True)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())
