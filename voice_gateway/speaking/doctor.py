"""What ``mia doctor`` says of speaking: can the chosen engine speak here."""

from collections.abc import AsyncIterator

from voice_gateway.speaking.settings import SettingsError, SpeakingSettings
from voice_gateway.speaking.voice import VoiceError
from voice_gateway.speaking.voices import engine_of

_WORD = "Да."  # said to try the engine


async def findings() -> AsyncIterator[tuple[str, bool, str, bool]]:
    """Yield what was looked at: what, whether it is well, the remedy, whether it is needed."""
    try:
        settings = SpeakingSettings.from_environment()
    except SettingsError as error:
        yield "the voice of the phone line", False, f"{error}.", True
        return
    what = f"the voice of the phone line: {settings.engine}"
    try:
        await _speak(settings)
    except VoiceError as error:
        yield what, False, f"{error}. Or choose another: MIA_VOICE=espeak", True
    else:
        yield what, True, "", True


async def _speak(settings: SpeakingSettings) -> None:
    worker = engine_of(settings).worker(settings)
    try:
        await worker.render(_WORD, 1.0)
    finally:
        await worker.stop()
