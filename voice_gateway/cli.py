"""The gateway's commands. What they need is imported when they run, so that help comes at once."""

from __future__ import annotations

from pathlib import Path
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
    from voice_gateway.speaking.settings import SettingsError

    try:
        serve(host, port, audiosocket_port)
    except (SettingError, SettingsError, NoModel) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def call(
    said: Annotated[
        list[str], typer.Argument(help="Texts to be spoken, WAV files, or keys: «keys:12#».")
    ],
    as_: Annotated[str, typer.Option("--as", help="The caller's number.")] = "79000000001",
    outside: Annotated[
        bool,
        typer.Option("--outside", help="From a foreign network: nobody vouches for the number."),
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    wav: Annotated[Path | None, typer.Option(help="Keep both sides as a stereo WAV.")] = None,
    url: Annotated[str, typer.Option(help="The gateway's HTTP.")] = "http://127.0.0.1:8001",
    audiosocket: Annotated[str, typer.Option(help="Its AudioSocket.")] = "127.0.0.1:9092",
) -> None:
    """Call Mia: speak, and print what was heard, understood and answered, with timings."""
    from voice_gateway.caller.command import Order, place_call
    from voice_gateway.caller.conversation import Place

    host, _, port = audiosocket.rpartition(":")
    if not port.isdecimal():
        raise typer.BadParameter("AudioSocket's address is HOST:PORT")
    place = Place(url, host, int(port))
    raise typer.Exit(place_call(Order(said, as_, not outside, place, json_, wav)))
