"""The peer's action server: Rasa's own, with Mia's actions, believing whom the message names."""

import os
import sys

from rasa_sdk.endpoint import create_app
from sanic import Sanic

from actions.context import operator_systems
from actions.operator.tmf import connect


def main(port: int) -> None:
    """Serve on a port until told to stop."""
    app: Sanic = create_app("actions.registry")

    async def connect_systems(app: Sanic, loop: object) -> None:
        url, secret = os.environ["MIA_OPERATOR_URL"], os.environ["MIA_SERVICE_SECRET"]
        operator_systems.use(connect(url, secret))

    app.register_listener(connect_systems, "before_server_start")
    app.run("127.0.0.1", port, workers=1)


if __name__ == "__main__":
    main(int(sys.argv[1]))
