"""``mia voice`` with a recognizer that is none: a clear error, and never another one in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from voice_gateway.cli import voice
from voice_gateway.listening import doctor
from voice_gateway.listening.recognizer import NoModel, Recognition


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> typer.Typer:
    monkeypatch.setenv("MIA_VAR", str(tmp_path))
    made = typer.Typer()
    made.command()(voice)
    return made


@pytest.mark.parametrize("lacks", ["everything", "the graph"])
def test_a_wrong_path_of_a_model_is_named(
    app: typer.Typer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacks: str
) -> None:
    model = tmp_path / "model"
    if lacks == "the graph":
        for name in ("am/final.mdl", "conf/model.conf"):
            (model / name).parent.mkdir(parents=True)
            (model / name).touch()
    monkeypatch.setenv("MIA_VOSK_MODEL", str(model))
    done = CliRunner().invoke(app, [])
    assert done.exit_code == 1
    assert f"{model} is no Vosk model" in done.output
    assert "MIA_VOSK_MODEL" in done.output


def test_a_voice_that_there_is_not_is_named(
    app: typer.Typer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIA_VOICE", "whisper")
    done = CliRunner().invoke(app, [])
    assert done.exit_code == 1
    assert "MIA_VOICE is «whisper»" in done.output


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    for name in ("am/final.mdl", "conf/model.conf", "graph/HCLG.fst"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    with pytest.raises(NoModel, match="damaged"):
        Recognition(tmp_path)


async def test_the_doctor_tells_where_official_models_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIA_VOSK_MODEL", str(tmp_path))
    ((what, is_well, remedy, is_needed),) = [found async for found in doctor.findings()]
    assert str(tmp_path) in what
    assert (is_well, is_needed) == (False, True)
    assert "am/final.mdl" in remedy
    assert "vosk-model-small-ru-0.22" in remedy
    assert "vosk-model-ru-0.42" in remedy


async def test_the_shipped_model_is_well_and_others_are_told_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("MIA_VOSK_MODEL", raising=False)
    ours, better = [found async for found in doctor.findings()]
    assert ours[1]
    assert not better[1]
    assert not better[3]  # it is advice and no fault
