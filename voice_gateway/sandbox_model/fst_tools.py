"""OpenFst's command line (Debian: libfst-tools, libfst22-plugins-base), called with deadlines."""

import os
import subprocess
from pathlib import Path

_DEADLINE = 900  # seconds
_PLUGINS = Path("/usr/lib")


class FstError(RuntimeError):
    """A tool of OpenFst is missing or has failed."""


def run(tool: str, *arguments: str | Path) -> None:
    """Run one tool.

    Raises:
        FstError: see there.
    """
    folders = ":".join(str(path) for path in sorted(_PLUGINS.glob("*/fst/22")))
    environment = {**os.environ, "LD_LIBRARY_PATH": folders}
    command = [tool, *map(str, arguments)]
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, timeout=_DEADLINE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FstError(f"{tool} does not run (libfst-tools): {error}") from error
    if done.returncode or b"ERROR" in done.stderr:
        raise FstError(f"{' '.join(command)}: {done.stderr.decode(errors='replace')[-500:]}")


def compile_text(text: str, target: Path) -> None:
    """Compile arcs written as text (``from to input output cost`` a line) to a vector FST."""
    source = target.with_suffix(".txt")
    source.write_text(text, encoding="ascii")
    run("fstcompile", source, target)
    source.unlink()
