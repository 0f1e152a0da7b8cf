"""The bot's commands. What they need is imported when they run, so that help comes at once."""

from __future__ import annotations

import asyncio
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.settings import Settings


class Platform(StrEnum):
    """A speaker's platform."""

    ALICE = "alice"
    MARUSYA = "marusya"
    SALUTE = "salute"


def bot(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Processes that share the port.")] = 1,
) -> None:
    """Serve the bot alone; Redis and the operator's systems are elsewhere (MIA_REDIS_URL …)."""
    from bot.service.server import serve

    _settings()
    serve(host, port, workers)


def run(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The bot's port.")] = 8000,
    sandbox_port: Annotated[int, typer.Option(help="The demo operator's port.")] = 8010,
    voice_port: Annotated[
        int, typer.Option(help="The voice gateway's port; 0: no calls are taken.")
    ] = 8001,
    audiosocket_port: Annotated[int, typer.Option(help="Its port for Asterisk.")] = 9092,
) -> None:
    """Run everything on this machine: Redis, the demo operator, the bot, the voice gateway."""
    from bot.service.together import Ports, run_together

    ports = Ports(port, sandbox_port, voice_port, audiosocket_port)
    raise typer.Exit(run_together(host, ports))


def token(
    msisdn: Annotated[
        str,
        typer.Argument(help="A demo subscriber's number; «operator» for yours."),
    ],
) -> None:
    """Print an app token of a demo subscriber, or an operator token."""
    from bot.identity.tokens import DemoIssuer, Tokens

    settings = _settings()
    issuer = DemoIssuer(settings.app_secret)
    if msisdn == "operator":
        typer.echo(Tokens(settings.secret, issuer).operator("console"))
        return
    if len(msisdn) != 11 or not (msisdn.isascii() and msisdn.isdigit()):
        raise typer.BadParameter("a number has eleven digits: 79000000001")
    typer.echo(issuer.issue(msisdn))


def chat(
    as_: Annotated[str | None, typer.Option("--as", help="Speak as this demo subscriber.")] = None,
    url: Annotated[str, typer.Option(help="Where the bot is.")] = "http://127.0.0.1:8000",
) -> None:
    """Chat in the terminal with a running bot."""
    from bot.terminal import converse

    raise typer.Exit(converse(url, as_))


def speaker(
    platform: Annotated[Platform, typer.Argument(help="The platform that is played.")],
    as_: Annotated[
        str | None, typer.Option("--as", help="Link the speaker to this demo subscriber.")
    ] = None,
    screen: Annotated[bool, typer.Option(help="The device has a screen.")] = True,
    json_: Annotated[bool, typer.Option("--json", help="Print requests and responses.")] = False,
    url: Annotated[str, typer.Option(help="Where the bot is.")] = "http://127.0.0.1:8000",
) -> None:
    """Play a speaker's session in the terminal, as its platform would send it."""
    from bot.players.terminal import play

    raise typer.Exit(play(url, platform.value, as_, screen=screen, shows_json=json_))


def understand(
    model: Annotated[
        Path | None, typer.Option(help="A model other than models/mia.tar.gz.")
    ] = None,
) -> None:
    """Read lines from stdin; print for each, as JSON, what Mia would act on."""
    from bot.assistant.model import NoModel
    from bot.understanding import understand_lines

    try:
        for found in understand_lines(sys.stdin, model):
            typer.echo(json.dumps(found, ensure_ascii=False))
    except NoModel as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def doctor() -> None:
    """Tell what is missing on this machine, and how to mend it."""
    from bot.doctor import examine

    raise typer.Exit(asyncio.run(examine()))


def _settings() -> Settings:
    """Return the settings; what is wrong with them is told in a line, and ends the command."""
    from actions.service_tokens import SecretMissing
    from bot.settings import SettingError, Settings

    try:
        return Settings.from_environment()
    except (SecretMissing, SettingError) as error:
        raise typer.BadParameter(str(error)) from None
