"""``mia dialplan``: what an operator's Asterisk needs from Mia."""

from __future__ import annotations

import asyncio
import wave
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(name="dialplan", help="What your Asterisk needs: menu, recordings, token.")

_OWNER_ONLY = 0o600


@app.command()
def menu() -> None:
    """Print the button menu as dialplan: extensions_mia_menu.conf."""
    from voice_gateway.asterisk.menu import dialplan
    from voice_gateway.keypad import menu as read

    typer.echo(dialplan(read()), nl=False)


@app.command()
def sounds(
    folder: Annotated[
        Path, typer.Argument(help="Asterisk's folder of sounds; mia/ is made in it.")
    ],
) -> None:
    """Record what the exchange itself says, by the configured voice (WAV, 8 kHz)."""
    from voice_gateway.speaking.voice import VoiceError

    try:
        (folder / "mia").mkdir(parents=True, exist_ok=True)
        written = asyncio.run(_record(folder / "mia"))
    except VoiceError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{written} recordings in {folder / 'mia'}")


@app.command()
def token(
    file: Annotated[Path, typer.Argument(help="The file that MIA_TOKEN of the dialplan names.")],
    minutes: Annotated[int, typer.Option(min=1, help="How long it is good.")] = 15,
) -> None:
    """Renew the exchange's token for gateway and bot; to be run more often than it lasts."""
    from actions.installation import shared_secret
    from actions.service_tokens import EXCHANGE, ServiceToken, issue

    exchange = ServiceToken(None, EXCHANGE, "anonymous")
    fresh = file.with_name(f".{file.name}")
    fresh.touch(_OWNER_ONLY)
    fresh.write_text(issue(shared_secret(), ("gateway", "bot"), exchange, lifetime=minutes * 60))
    fresh.replace(file)  # whole, for whoever reads it at this moment


async def _record(folder: Path) -> int:
    from voice_gateway.asterisk.menu import recordings
    from voice_gateway.keypad import menu as read
    from voice_gateway.speaking.settings import SpeakingSettings
    from voice_gateway.speaking.voices import open_voice

    texts = recordings(read())
    async with open_voice(SpeakingSettings.from_environment()) as voice:
        for name, text in texts.items():
            pcm = b"".join([piece.pcm async for piece in voice.speak(text)])
            with wave.open(str(folder / f"{name}.wav"), "wb") as file:
                file.setparams((1, 2, voice.rate, 0, "NONE", ""))
                file.writeframes(pcm)
    return len(texts)
