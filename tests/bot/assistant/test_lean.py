"""What serving has no use for is not loaded, and is there all the same for who asks for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.assistant import lean
from knowledge.files import ROOT

SERVES = """
import asyncio, sys
from pathlib import Path
import bot.service.app
from bot.assistant.assistant import Assistant
from actions.registry import all_actions

assistant = Assistant.load(Path("models/mia.tar.gz"), None, all_actions())
print(asyncio.run(assistant.understand("какой у меня баланс"))["topic"])
print([name for name in ("tensorflow", "keras") if name in sys.modules])
"""


@pytest.mark.usefixtures("model")
def test_a_bot_understands_without_the_tools_of_training() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SERVES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.splitlines()[-2:] == ["check_balance", "[]"], done.stderr


def test_what_was_put_off_is_loaded_when_it_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "put_off_package"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "tools.py").write_text("import sys\nsys.is_loaded = True\nANSWER = 42\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "is_loaded", False, raising=False)
    lean._put_off("put_off_package.tools")

    import put_off_package.tools  # type: ignore[import-not-found]

    assert not sys.is_loaded
    assert put_off_package.tools.ANSWER == 42
    assert sys.is_loaded
    with pytest.raises(AttributeError):
        _ = put_off_package.tools.nothing_of_the_kind


def test_a_module_that_there_is_not_cannot_be_put_off() -> None:
    with pytest.raises(ModuleNotFoundError):
        lean._put_off("rasa.nothing_of_the_kind")
