"""The command of the action server: ``mia actions``."""

from typing import Annotated

import typer


def actions(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 5055,
    operator: Annotated[
        str, typer.Option(envvar="MIA_OPERATOR_URL", help="Where the operator's systems are.")
    ] = "http://127.0.0.1:8010",
) -> None:
    """Run Mia's actions apart, at Rasa's standard action server (MIA_ACTIONS_URL for the bot)."""
    from actions.installation import shared_secret
    from actions.server import application
    from actions.service_tokens import SecretMissing

    try:
        secret = shared_secret()
    except SecretMissing as error:
        raise typer.BadParameter(str(error)) from None
    application(operator, secret).run(host, port, workers=1)
