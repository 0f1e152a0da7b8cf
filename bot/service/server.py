"""Serving the application with uvicorn."""

import uvicorn

from actions.punctual import PunctualProtocol
from bot.service import threads

LONGEST_FRAME = 64 * 1024


def serve(host: str, port: int, workers: int = 1) -> None:
    """Serve until told to stop."""
    threads.one_each()
    uvicorn.run(
        "bot.service.app:create",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="warning",
        access_log=False,
        http=PunctualProtocol,
        ws_max_size=LONGEST_FRAME,
        timeout_graceful_shutdown=10,
    )
