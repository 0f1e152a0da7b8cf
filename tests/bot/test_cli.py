"""The bot's commands: what is wrong with the settings is told, and no secret is shown."""

from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner

from bot import cli
from bot.doctor import without_password


@pytest.mark.parametrize(("name", "words"), [("bot", []), ("token", ["operator"])])
def test_a_short_secret_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, name: str, words: list[str]
) -> None:
    monkeypatch.setenv("MIA_SERVICE_SECRET", "short")
    app = typer.Typer()
    app.command()(getattr(cli, name))
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 2
    assert "MIA_SERVICE_SECRET" in result.output


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("redis://mia:pass@word@redis:6379/0", "redis://redis:6379/0"),
        ("rediss://:password@redis", "rediss://redis"),
        ("unix:///srv/mia/redis.sock?password=secret", "unix:///srv/mia/redis.sock"),
        ("redis://redis:6379", "redis://redis:6379"),
    ],
)
def test_the_doctor_shows_no_password(url: str, shown: str) -> None:
    assert without_password(url) == shown
