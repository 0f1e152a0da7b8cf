"""The command of the demo operator: ``mia sandbox``."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from actions.installation import shared_secret, var_folder
from actions.sandbox.app import create_app, fill_only
from actions.service_tokens import SECRET_VARIABLE, SecretMissing, read_secret

app = typer.Typer(help="The demo operator: TM Forum APIs over SQL.")


@app.callback(invoke_without_command=True)
def sandbox(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8010,
    database: Annotated[
        str, typer.Option(help="SQLite file, or a URL: postgresql+asyncpg://…")
    ] = str(var_folder() / "sandbox.sqlite"),
    secret_file: Annotated[
        Path | None,
        typer.Option(
            help=f"File of the service secret, made if missing. Without it ${SECRET_VARIABLE} is "
            "read, and where that is not set, var/service-secret."
        ),
    ] = None,
    fill: Annotated[
        bool, typer.Option("--fill-only", help="Fill the database for today, and end.")
    ] = False,
) -> None:
    """Run the demo operator; it is ready when /health/ready answers 200."""
    if fill:
        asyncio.run(fill_only(database))
        return
    try:
        secret = read_secret(secret_file, create=True) if secret_file else shared_secret()
    except SecretMissing as error:
        raise typer.BadParameter(str(error), param_hint="--secret-file") from None
    uvicorn.run(
        create_app(database, secret),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        ws="none",
    )


if __name__ == "__main__":
    app()
