"""``mia``: gathers the commands that the rooms bring (entry points of the group ``mia.commands``)."""

import os
import sys
import warnings
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points

# Rasa counts its users unless told not to, and its dependencies warn of things that are not ours.
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
# They set filters of their own when they are imported, so it is the showing that is turned off.
warnings.showwarning = lambda *said, **how: None

import typer

GROUP = "mia.commands"


def gather(points: Iterable[EntryPoint]) -> typer.Typer:
    """Return a command line of the given entry points: functions, or groups of commands."""
    whole = typer.Typer(name="mia", no_args_is_help=True, add_completion=False)

    @whole.callback()
    def mia() -> None:
        """Mia, a mobile operator's assistant."""

    for point in sorted(points, key=lambda point: point.name):
        found = point.load()
        if isinstance(found, typer.Typer):
            whole.add_typer(found, name=point.name)
        else:
            whole.command(name=point.name)(found)
    return whole


def main() -> None:
    """Run the command line; only the room whose command was named is imported."""
    points = entry_points(group=GROUP)
    named = [point for point in points if sys.argv[1:2] == [point.name]]
    gather(named or points)()


if __name__ == "__main__":
    main()
