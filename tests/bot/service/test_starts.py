"""A service that cannot start says why in a line, and ends with a code that tells so."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot import cli, doctor
from knowledge.files import ROOT
from tests.stack import MIA, Stack, free_port
from voice_gateway.settings import SHIPPED_MODEL


def started(var: Path, *words: str, **env: str) -> tuple[int, str]:
    """Return the exit code and the output of a command that ends by itself."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MIA_")}
    done = subprocess.run(
        [*MIA, *words],
        env={**kept, "MIA_VAR": str(var), **env},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, " ".join((done.stdout + done.stderr).split())


def test_a_damaged_model_of_the_bot(tmp_path: Path) -> None:
    damaged = tmp_path / "mia.tar.gz"
    damaged.write_bytes(b"half an archive")
    code, said = started(tmp_path, "bot", "--port", str(free_port()), MIA_MODEL=str(damaged))
    assert code != 0
    assert f"the model {damaged} cannot be read" in said
    assert "Traceback" not in said


def test_a_damaged_recognizer(tmp_path: Path) -> None:
    damaged = tmp_path / "recognizer"
    shutil.copytree(SHIPPED_MODEL, damaged)
    with (damaged / "am" / "final.mdl").open("r+b") as file:
        file.truncate(100_000)
    ports = ["--port", str(free_port()), "--audiosocket-port", str(free_port())]
    code, said = started(tmp_path, "voice", *ports, MIA_VOSK_MODEL=str(damaged))
    assert code != 0
    assert f"Vosk cannot read the model at {damaged}" in said
    assert "Traceback" not in said


def with_address(monkeypatch: pytest.MonkeyPatch, var: Path, **env: str) -> None:
    for name in ("MIA_REDIS_URL", "MIA_OPERATOR_URL", "MIA_SERVICE_SECRET"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"MIA_VAR": str(var), **env}.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("MIA_REDIS_URL", "localhost:6379"),
        ("MIA_REDIS_URL", "redis://redis:port"),
        ("MIA_OPERATOR_URL", "operator:80"),
        ("MIA_OPERATOR_URL", "http://"),
        ("MIA_ACTIONS_URL", "5055"),
    ],
)
def test_an_address_that_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str, value: str
) -> None:
    with_address(monkeypatch, tmp_path, **{variable: value})
    app = typer.Typer()
    app.command()(cli.bot)
    result = CliRunner().invoke(app)
    assert result.exit_code == 2
    assert f"{variable} is" in result.output


async def services() -> list[doctor.Finding]:
    return [found async for found in doctor._services()]


async def test_the_doctor_misses_what_was_given_and_does_not_answer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    redis, operator = (f"127.0.0.1:{free_port()}" for _ in range(2))
    env = {"MIA_REDIS_URL": f"redis://{redis}", "MIA_OPERATOR_URL": f"http://{operator}"}
    with_address(monkeypatch, tmp_path, **env)
    for found, variable in zip(await services(), env, strict=True):
        assert found.needed
        assert not found.well
        assert f"{variable} is set" in found.remedy


async def test_the_doctor_does_not_miss_what_comes_with_mia_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with_address(monkeypatch, tmp_path)
    assert not any(found.needed for found in await services())


async def test_the_doctor_finds_what_answers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, stack: Stack
) -> None:
    env = {"MIA_REDIS_URL": stack.redis_url, "MIA_OPERATOR_URL": stack.operator_url}
    with_address(monkeypatch, tmp_path, **env)
    assert all(found.well for found in await services())


def test_the_doctor_reads_the_model_to_its_end(tmp_path: Path) -> None:
    whole, damaged = tmp_path / "whole.gz", tmp_path / "damaged.gz"
    whole.write_bytes(gzip.compress(bytes(range(256)) * 100))
    damaged.write_bytes(whole.read_bytes()[:-8] + bytes(8))  # all of it, and another checksum
    assert doctor.is_whole(whole)
    assert not doctor.is_whole(damaged)
