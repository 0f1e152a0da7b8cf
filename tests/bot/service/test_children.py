"""Children: what they write is their owner's alone."""

import sys
from pathlib import Path

from bot.service.children import start


def test_what_a_child_writes_is_its_owners_alone(tmp_path: Path) -> None:
    said, folder = tmp_path / "said", tmp_path / "kept"
    script = f"import pathlib; pathlib.Path({str(said)!r}).touch(); pathlib.Path({str(folder)!r}).mkdir()"
    start("writer", [sys.executable, "-c", script], {}, tmp_path / "log").wait_done(30)
    assert said.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
