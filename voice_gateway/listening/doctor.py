"""What ``mia doctor`` says of listening: is there a recognizer, and where the official ones are."""

import asyncio
from collections.abc import AsyncIterator

from voice_gateway.listening.model import missing_from
from voice_gateway.listening.recognizer import NoModel, Recognition
from voice_gateway.settings import SHIPPED_MODEL, model_path

_FETCH = (
    "The official Russian models, where their hub can be reached: curl -LO "
    "https://alphacephei.com/vosk/models/vosk-model-small-ru-0.22.zip (45 MB) or "
    "…/vosk-model-ru-0.42.zip (1.8 GB), unzip, and set MIA_VOSK_MODEL to the folder."
)


async def findings() -> AsyncIterator[tuple[str, bool, str, bool]]:
    """Yield what was looked at: what, whether it is well, the remedy, whether it is needed."""
    path = model_path()
    missing = missing_from(path)
    if missing:
        yield f"a recognizer at {path}", False, f"It lacks {', '.join(missing)}. {_FETCH}", True
        return
    try:
        await asyncio.to_thread(Recognition, path)
    except NoModel as error:
        yield f"a recognizer at {path}", False, f"{error}. {_FETCH}", True
        return
    yield f"a recognizer at {path}", True, "", True
    if path == SHIPPED_MODEL:
        yield "a recognizer that has heard people, not synthesizers", False, _FETCH, False
