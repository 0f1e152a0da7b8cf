"""Serving the application with uvicorn."""

import os

import uvicorn

LONGEST_FRAME = 64 * 1024

# A message is too little work to be shared: threads of the numerical library would spin, waiting for
# each other, on the cores that the other services need. It reads this once, when it is loaded.
_NUMERICAL_THREADS = {"OMP_NUM_THREADS": "1"}


def serve(host: str, port: int, workers: int = 1) -> None:
    """Serve until told to stop."""
    for name, value in _NUMERICAL_THREADS.items():
        os.environ.setdefault(name, value)
    uvicorn.run(
        "bot.service.app:create",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="warning",
        access_log=False,
        ws_max_size=LONGEST_FRAME,
        timeout_graceful_shutdown=10,
    )
