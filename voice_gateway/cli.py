"""The gateway's commands. What they need is imported when they run, so that help comes at once."""

from __future__ import annotations

from typing import Annotated

import typer


def voice(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port of HTTP.")] = 8001,
    audiosocket_port: Annotated[int, typer.Option(help="Port of AudioSocket.")] = 9092,
) -> None:
    """Serve the voice gateway: calls from Asterisk over AudioSocket; the bot is at MIA_BOT_URL."""
    from voice_gateway.listening.recognizer import NoModel
    from voice_gateway.server import serve
    from voice_gateway.settings import SettingError

    try:
        serve(host, port, audiosocket_port)
    except (SettingError, NoModel) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
