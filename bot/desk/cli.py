"""``mia desk``: what the desk's keeper needs on a console."""

from typing import Annotated

import typer

app = typer.Typer(help="The desk of live agents.", no_args_is_help=True)


@app.callback()
def desk() -> None:
    """Keep the desk."""


@app.command("hash")
def hash_(
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)],
) -> None:
    """Print a password's hash for the staff file (MIA_STAFF)."""
    from bot.desk.staff.roster import hashed

    typer.echo(hashed(password))
