"""Asterisk, run in place from the folder that fetch.sh unpacked."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.waiting import until

HERE = Path(__file__).parent
ROOT = Path(__file__).resolve().parents[2] / "var" / "pbx" / "root"
_LOADER = "usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"
_PATIENCE = 30.0  # seconds for it to boot, or for a state to come about


@dataclass
class Asterisk:
    """A PBX of the tests' own; ``values`` fills the ``@NAME@`` of its configuration."""

    home: Path
    values: Mapping[str, object]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Write the configuration and wait until the PBX has booted."""
        for folder in ("etc", "log", "spool", "moh", "data/sounds"):
            (self.home / folder).mkdir(parents=True, exist_ok=True)
        sounds = ROOT / "usr/share/asterisk/sounds/en_US_f_Allison"
        (self.home / "data" / "sounds" / "en").symlink_to(sounds)
        for doc in ("documentation", "rest-api"):
            (self.home / "data" / doc).symlink_to(ROOT / "usr/share/asterisk" / doc)
        for file in (HERE / "etc").iterdir():
            self.write(file.name, file.read_text())
        self.process = subprocess.Popen(
            [*self._program(), "-f", "-C", str(self.home / "etc" / "asterisk.conf")],
            stdout=(self.home / "out").open("wb"),
            stderr=subprocess.STDOUT,
        )
        self.until(lambda: "fully booted" in self.cli("core waitfullybooted").lower(), "booted")

    def stop(self) -> None:
        """Take the PBX down."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def write(self, name: str, text: str) -> None:
        """Write a configuration file, with its values filled in."""
        for key, value in {"HOME": self.home, "ROOT": ROOT, **self.values}.items():
            text = text.replace(f"@{key}@", str(value))
        (self.home / "etc" / name).write_text(text)

    def add(self, source: Path) -> None:
        """Put a file of the product beside the configuration."""
        (self.home / "etc").mkdir(exist_ok=True)
        shutil.copy(source, self.home / "etc" / source.name)

    def cli(self, command: str) -> str:
        """Return what the PBX answers to a command of its console."""
        result = subprocess.run(
            [*self._program(), "-C", str(self.home / "etc" / "asterisk.conf"), "-rx", command],
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE,
        )
        return result.stdout + result.stderr

    def log(self) -> str:
        """Return what the PBX logged."""
        file = self.home / "log" / "full"
        return file.read_text(errors="replace") if file.exists() else ""

    def until(self, happened: Callable[[], bool], what: str, seconds: float = _PATIENCE) -> None:
        """Wait until ``happened()`` is true.

        Raises:
            AssertionError: it was not within so many seconds.
        """
        try:
            until(happened, seconds, pause=0.1, what=f"«{what}»")
        except AssertionError as late:
            raise AssertionError(f"{late}; log:\n{self.log()[-4000:]}") from None

    @staticmethod
    def _program() -> list[str]:
        libraries = ROOT / "usr/lib/x86_64-linux-gnu"
        return [
            str(ROOT / _LOADER),
            "--library-path",
            str(libraries),
            str(ROOT / "usr/sbin/asterisk"),
        ]
